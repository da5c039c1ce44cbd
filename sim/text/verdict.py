"""Words of the verdict: the closed list, the two sides, and what the model leaves out."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

SIDES: Final[dict[str, Words]] = {
    "shortage": Words("够不够", "enough space"),
    "idle": Words("闲不闲", "idle space"),
    "goals": Words("目标", "goals"),
}

VERDICTS: Final[dict[str, Words]] = {
    "adequate": Words("够用", "adequate"),
    "short": Words("不足", "short"),
    "idle": Words("富余过多", "too idle"),
    "unclear": Words("尚难判定", "cannot tell"),
    "untested": Words("未检验", "not tested"),
    "met": Words("达到", "met"),
    "missed": Words("未达到", "missed"),
}
"""The closed list of verdict words."""


TOLD: Final[dict[str, Words]] = {
    "short": VERDICTS["short"],
    "idle": VERDICTS["idle"],
    "enough?": Words("够不够尚难判定", "cannot tell if enough"),
    "idle?": Words("是否过多尚难判定", "cannot tell if too idle"),
    "adequate": VERDICTS["adequate"],
    "untested": VERDICTS["untested"],
}
"""What is told of a type, by what `telling` returns."""


def telling(shortage: str, idle: str) -> list[str]:
    """Return what is told of a type with these words on its two sides, by keys of `TOLD`.

    Of either side what is bad, and what cannot be told; else that it is adequate, or not tested.
    """
    sides = (("enough?", shortage), ("idle?", idle))
    told = [
        doubt if word == "unclear" else word
        for doubt, word in sides
        if word in ("short", "idle", "unclear")
    ]
    return told or [next(word for word in ("adequate", "untested") if word in (shortage, idle))]


LEFT_OUT: Final[dict[str, Words]] = {
    "indivisible": Words(
        "单元不可分割：面积按平方米连续出租，楼层、柱网与最小单元不计",
        "indivisible units: area is let by the m², floors and smallest units are not seen",
    ),
    "price": Words(
        "价格与租金：不随供需变化，企业不因租金进退",
        "price and rent: they do not move, and nobody comes or goes because of them",
    ),
    "owned": Words(
        "自有存量：企业自持厂房不在可租池内，也不能转租入池",
        "owner-occupied stock: outside the pools, and it cannot be let into them",
    ),
    "moves": Words(
        "搬迁：得到空间后不再换园区、换大小",
        "moves: once placed, nobody changes park or trades up within a stage",
    ),
    "quality": Words(
        "楼宇品质：层高、荷载、洁净与排污条件视为同类同质",
        "quality of buildings: height, floor load, clean rooms and permits are alike within a type",
    ),
    "macro": Words(
        "宏观反馈：供给不反过来影响创业、融资与区域竞争",
        "macro feedback: supply does not change start-ups, funding or other cities' offers",
    ),
    "policy": Words(
        "规划应变：建设计划按给定日期推进，不随空置或排队调整",
        "adaptive planning: the programme follows its dates, whatever vacancy or queues say",
    ),
    "retirement": Words(
        "存量退出：老旧厂房不退役，除非列为更新项目",
        "retirement: old stock stays unless a renewal takes it",
    ),
}
"""What the model leaves out."""

MARKS: Final[dict[str, str]] = {
    "adequate": "v",
    "short": "X",
    "idle": "X",
    "unclear": "?",
    "untested": "-",
    "met": "v",
    "missed": "X",
}
"""Verdict words in one column of a table."""

SCREEN: Final[dict[str, Words]] = {
    "verdict": Words("按空间类型的结论", "THE VERDICT BY TYPE OF SPACE"),
    "together": Words("各类合取", "all types"),
    "months_judged": Words("统计月份", "months"),
    "asked": Words(
        "成立概率的 95% 区间须整个高于 {confidence}",
        "the 95% interval of P(standards hold) must lie above {confidence}",
    ),
    "sample": Words("{n} 种未来，统计期 {first} 至 {last}", "{n} futures, {first} to {last}"),
    "known": Words(
        "成立概率都已知到 {points} 个百分点以内（95% 区间的一半）；最宽：{of}",
        "each probability is known within {points} points (half its 95% interval); widest: {of}",
    ),
    "likeliest_shortage": Words(
        "最可能排队：{space}，{share} 的未来，首月中位数 {month}",
        "likeliest queue: {space}, in {share} of futures, first month {month} (median)",
    ),
    "likeliest_glut": Words(
        "最可能过剩：{space}，{share} 的未来，首月中位数 {month}",
        "likeliest glut: {space}, in {share} of futures, first month {month} (median)",
    ),
    "where": Words(
        "单看各园区（各按自己的名单与空间）：{parks}",
        "parks by themselves (own list and space): {parks}",
    ),
    "no_shortage": Words("没有一种未来出现排队", "no queue in any future"),
    "no_glut": Words("没有一种未来出现过剩", "no glut in any future"),
    "space": Words("空间", "space"),
    "enough": Words("够不够 %", "enough %"),
    "idle": Words("闲不闲 %", "idle ok %"),
    "shortage": Words("首次排队", "1st queue"),
    "glut": Words("首次过剩", "1st glut"),
    "peak": Words("等候峰值", "peak wait"),
    "vacancy": Words("空置%", "vac.%"),
    "space_notes": Words(
        "概率 %（95% 区间）：该类空间的全部标准都成立；首次（{first} 至 {last}）：出现的"
        "未来 % 与首月中位数；等候峰值：{unit}，P50/P90；空置：期末，中位数",
        "probability % (95% interval) that all its standards hold; 1st ({first} to {last}): "
        "% of futures and median month; peak wait: P50/P90 in {unit}; vac.: vacant at the end, median",
    ),
    "marks": Words(
        "v 够用  X 不足或富余过多  ? 尚难判定  - 未检验  [n] n% 的未来无从检验，不计入",
        "v adequate  X short or too idle  ? cannot tell  - not tested  [n] nothing to test "
        "in n% of futures, left out",
    ),
    "much": Words("多少", "area"),
    "lack": Words("短缺", "lack"),
    "over": Words("多出", "over"),
    "in_year": Words("{year} 年", "in {year}"),
    "at_worst": Words("最甚一年", "at worst"),
    "which_year": Words("哪一年", "which year"),
    "back": Words("几年回", "back"),
    "never": Words("不回%", "never"),
    "outlook_notes": Words(
        "{unit} 可出租，P50 (P10-P90)，按日历年平均，{first} 至 {last}；短缺：在等候的；多出：空置上限以上的；"
        "最甚之年各未来不同；几年回：从最空之年到空置回到上限内，只计回来的未来；不回%：到期末没有再回到上限内的未来；"
        "各园区见 outlook.csv",
        "{unit} lettable, P50 (P10-P90), means of calendar years, {first} to {last}; lack: waits; over: "
        "vacant beyond its bound; the worst year is each future's own; back: years from the emptiest "
        "until vacancy is within its bound, where it is; never: % of futures in which it is not "
        "before the end; parks: outlook.csv",
    ),
    "rent": Words("租金", "rent"),
    "rent_start": Words("开局", "start"),
    "rent_end": Words("期末 P50 (P10-P90)", "end P50 (P10-P90)"),
    "rent_change": Words("涨跌", "change"),
    "of_new": Words("{space}·新楼", "{space}, new"),
    "rent_notes": Words(
        "{unit}，可出租面积；全市该类空间；按上月末空置率逐月调整；涨跌：期末对开局，中位数",
        "{unit}, lettable; of the type in the whole city, moved each month by vacancy; change: "
        "end on start, median",
    ),
    "trades": Words(
        "{space}：其他行业占已租面积的 {start}%（统计期初）至 {end}%（期末，{ends}）",
        "{space}: other trades hold {start}% of what is let at the start of the record, "
        "{end}% ({ends}) at the end",
    ),
    "trades_notes": Words(
        "等候与流失标准只问本市产业，另有写明者除外：“不足”即所问者不足；"
        "空置、等候峰值与首次排队按所有行业计",
        "standards on waits and losses ask for the city's own trade, unless they name another: "
        "short is short for those asked for; vacancy, peak wait and 1st queue count all trades",
    ),
    "standard": Words("标准", "standard"),
    "bound": Words("要求", "asks"),
    "value": Words("P50 (P10-P90)", "P50 (P10-P90)"),
    "holds": Words("成立 %", "holds %"),
    "wait": Words("{within} 个月内 >= {bound}", ">= {bound} in {within} months"),
    "lost": Words("面积 <= {bound}", "<= {bound} of area"),
    "at_most": Words("{over} <= {bound}", "{over} <= {bound}"),
    "at_least": Words("{over} >= {bound}", "{over} >= {bound}"),
    "mean": Words("均值", "mean"),
    "every_month": Words("每月", "every month"),
    "share": Words("{share} 的月份", "in {share} of months"),
    "months": Words("{months} 个月", "{months} months"),
    "unresolved": Words(
        "{standard}：期末未决 {unresolved} {unit}，扩租落空 {expansion} {unit}（均值，不计入）",
        "{standard}: unresolved at the end {unresolved}, expansions dropped {expansion} "
        "({unit}, means, apart)",
    ),
    "causes": Words(
        "机遇占差异的 %（其余为对未知数的无知）", "chance, % of what differs (the rest: ignorance)"
    ),
    "peak_waiting": Words("等候峰值", "peak wait"),
    "idle_end": Words("期末空置", "idle at end"),
    "shortage_holds": Words("够不够", "enough space"),
    "idle_holds": Words("闲不闲", "idle space"),
    "nothing_varies": Words("无差异", "none"),
    "overall": Words("总体（标准成立）", "overall (standards hold)"),
    "beside": Words(
        "需求的两种口径：本次运行用自下而上，自上而下仅供对照",
        "Two ways to count demand: this run used the bottom-up one; top-down for comparison",
    ),
    "bottom_up_area": Words(
        "自下而上：各需求流平均每年租用{spaces} {area} {unit} 可出租，含补上退租者（按平均到达率，不计时滞、等候与扩租）",
        "bottom-up: its streams lease {area} ({unit}) lettable a year of {spaces}, what replaces "
        "tenants who leave included (mean rates, without lags, waiting, expansions)",
    ),
    "top_down_area": Words(
        "自上而下：产值增量/产出密度 = 每年 {stated} {unit}（{basis}）= {lettable} {unit} 可出租；"
        "模型净增租用每年 {model} {unit}",
        "top-down: output growth / density = {stated} a year ({basis}) = {lettable} lettable; "
        "the model's net new leases {model} a year ({unit})",
    ),
    "top_down_years": Words(
        "计划总量 {programme} {unit} 可出租，相当于自上而下需求 {years} 年",
        "the programme, {programme} lettable, is {years} years of top-down demand",
    ),
    "gross": Words("建筑面积", "gross"),
    "lettable": Words("可出租", "lettable"),
    "signed": Words(
        "结果：{scenario}，键 {key}，种子 {seed}，版本 {version}",
        "result: {scenario}, key {key}, seed {seed}, version {version}",
    ),
    "left_out": Words("本模型未含", "What this model leaves out"),
}
"""Texts of the verdict's screen."""
