"""Words of the story of a run."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

STORY: Final[dict[str, Words]] = {
    "verdict": Words("结论", "The verdict"),
    "months": Words("标准所看月份", "months judged"),
    "trades": Words(
        "{space}：其他行业占已租面积的 {start}%（统计期初）至 {end}%（期末，{ends}%）；"
        "等候与流失标准问的是本市产业，另有写明者除外。",
        "{space}: other trades hold {start}% of what is let at the start of the record, "
        "{end}% ({ends}%) at the end; standards on waits and losses ask for the city's own trade, "
        "unless they name another.",
    ),
    "untested": Words("{n}% 的未来未检验", "{n}% of futures untested"),
    "judged": Words(
        "概率：该类空间的全部有关标准在一种未来里都成立；括号内为 95% 区间。未检验的未来（没有可看的事）不计入。"
        "排队与过剩的首月另看 {first} 至 {last}，与标准的月份可以不同。",
        "Probability that all standards of the type and side hold in a future; 95 % interval in "
        "brackets; futures with nothing to test do not count. When queue and glut begin is "
        "looked at from {first} to {last}, which may be other months than the standards'.",
    ),
    "sample": Words(
        "{n} 种未来，统计期 {first} 至 {last}。本页由结果生成，每个数都来自这次运行。",
        "{n} futures, {first} to {last}. This page is made from results: every number is of this "
        "run.",
    ),
    "binds": Words("一、先紧的是哪里", "1. What binds first"),
    "nothing_binds": Words(
        "没有一种未来出现持续的排队。", "No lasting queue begins in any future."
    ),
    "binds_first": Words(
        "**{space}** 最常先紧：{share} 的未来出现持续排队，首月中位数 {month}（{p10} 至 {p90}）；"
        "等候面积的峰值中位数 {p50_wait} {unit}，九成未来不超过 {p90_wait} {unit}。",
        "**{space}** binds first: a lasting queue begins in {share} of futures, in {month} "
        "(median; {p10} to {p90}). Waiting area peaks at {p50_wait} (median), in nine futures of "
        "ten at no more than {p90_wait} ({unit}).",
    ),
    "binds_where": Words(
        "单看各个园区，最常排队的是：{parks}（占未来的比例；各按自己的名单与空间，"
        "可以排队而全市该类不排队，并非全市之中的一部分）。",
        "Parks by themselves have one most often in {parks} (of futures; each by its own list and "
        "space: a park can have one where the type as a whole has none, so this is no part of it).",
    ),
    "space": Words("空间", "space"),
    "short": Words("排队 %", "queue %"),
    "begins": Words("首月（P10–P90）", "begins (P10–P90)"),
    "peak": Words("等候峰值 P50/P90", "peak wait P50/P90"),
    "glut": Words("过剩 %", "glut %"),
    "binds_misfit": Words(
        "**{name}** 要 {area}（可出租），而它可用的池最多只有 {most}：它永远得不到空间，"
        "等待的面积里始终有它，排队的时间与程度也因此偏高。",
        "**{name}** asks {area} (lettable), but no pool it may use ever has more than {most}: it is "
        "never granted, its area waits throughout, and queues look longer and deeper for it.",
    ),
    "binds_notes": Words(
        "短缺：等候面积连续数月超过容量的一定份额；过剩：空置连续数月高于上限（口径见情景的 signals）；"
        "% 为出现的未来；面积为{unit} 可出租。",
        "Shortage: waiting area above a share of capacity for months on end; glut: vacancy above "
        "its bound likewise (the scenario's `signals`); % of futures in which it happens; areas in "
        "{unit} lettable.",
    ),
    "ahead": Words("二、建成何时跑在需求前面", "2. When completed space runs ahead of demand"),
    "never_ahead": Words(
        "没有一种未来里空置面积长期多于开局：建成的都租了出去。",
        "In no future does more stand free for good than at the opening: what was built was let.",
    ),
    "ahead_since_said": Words(
        "{share} 的未来里，建成终究多于新租：自 {since} 起（中位数；括号内 P10–P90），空置面积一直多于"
        "开局；到 {end}，全部空间空置 {vacant}。",
        "In {share} of futures more is completed than newly let, in the end: since {since} (median; "
        "P10–P90 in brackets) more stands free than at the opening, for good. In {end}, {vacant} of "
        "all space is vacant.",
    ),
    "held_back": Words(
        "空置率超过所定界限时暂缓开工：平均每种未来有 {waited}{unit} 等过，其中 {dropped} 作罢，{still} 到时钟结束"
        "还在等。",
        "Held back while vacancy was beyond its bound, on average a future ({unit}): {waited} waited, of "
        "which {dropped} were dropped and {still} still waited when the clock ended.",
    ),
    "year_end": Words("年末", "end of"),
    "opened": Words("累计净增容量", "capacity added"),
    "let": Words("累计净增租用", "net newly let"),
    "lead": Words("差额", "difference"),
    "ahead_notes": Words(
        "累计自统计期首，均值，{unit} 可出租；各类型列为空置率 %，中位数（P10–P90）。",
        "Since the start of the record, means, {unit} lettable; the columns of types are vacancy "
        "in %, median (P10–P90).",
    ),
    "ahead_share": Words("终究领先的未来 %", "ahead for good, % of futures"),
    "ahead_since": Words("自（P10–P90）", "since (P10–P90)"),
    "outlook": Words(
        "短缺与多出多少，各类与各园区（{unit} 可出租，中位数，括号内 P10–P90；{first} 至 {last}，按日历年平均）：",
        "How much is lacking, and how much too much, by type and park ({unit} lettable, median, P10–P90 in "
        "brackets; {first} to {last}, means of calendar years):",
    ),
    "space_park": Words("空间·园区", "space · park"),
    "lack_end": Words("{year} 年短缺", "lack in {year}"),
    "over_end": Words("{year} 年多出", "over in {year}"),
    "worst": Words("最甚一年，哪年", "at worst, when"),
    "back": Words("几年后回到上限内", "years until back"),
    "never": Words("不回 %", "never, %"),
    "outlook_notes": Words(
        "短缺：在等候的面积；多出：空置上限以上的空置；最甚一年各未来不同；几年后：从最空之年到首个回到上限内之年，只计回来的未来；"
        "不回：到期末再没有回到上限内的未来，占全部未来。园区各按自己的名单与上限，各园区之和可多于全市。",
        "Lack: area that waits; over: vacant beyond its bound; the worst year is each future's own; years "
        "until back: from the emptiest year to the first within the bound, among futures that have one; "
        "never: futures that have none before the end, of all. A park has its own list and bound: parks "
        "can add up to more than the city.",
    ),
    "park": Words("园区", "park"),
    "where": Words(
        "各园区 {end} 的空置率 %，中位数（P10–P90）：",
        "Vacancy by park in {end}, %, median (P10–P90):",
    ),
    "leave": Words("三、谁离开", "3. Who leaves"),
    "leave_said": Words(
        "每年平均 {elsewhere} 家（条产品线）不论有无空间都去了外地（结构性外流）；因等不到空间而离开的 "
        "{lost} 家，带走 {area} {unit} 需求。",
        "{elsewhere} product lines a year choose another city whatever stands free (structural "
        "leakage); {lost} a year leave for want of space, and {area} ({unit}) of demand with "
        "them.",
    ),
    "leave_others": Words(
        "以上为本市产业。其他行业每年另有 {elsewhere} 家去了外地；因等不到空间而离开的 {lost} 家，带走 {area} {unit}。",
        "That is the city's own trade. Of other trades {elsewhere} a year choose another city; {lost} "
        "leave for want of space, with {area} ({unit}).",
    ),
    "leaks_most": Words(
        "去外地最多的：{who}（家/年）。", "Most of those who choose elsewhere: {who} a year."
    ),
    "lost_most": Words(
        "因等候离开最多的：{who}（家/年）。", "Most of those lost to waiting: {who} a year."
    ),
    "who": Words("{track}·{stage} {count}", "{track} before {stage} {count}"),
    "stage": Words("阶段", "stage"),
    "started": Words("进入", "entered"),
    "succeeded": Words("成功", "succeeded"),
    "failed": Words("失败", "failed"),
    "elsewhere": Words("去外地", "elsewhere"),
    "closed": Words("倒闭", "closed"),
    "housed": Words("本企业安置", "housed by its firm"),
    "cdmo": Words("外包", "outsourced"),
    "self_build": Words("自建", "own plant"),
    "lost": Words("等不到而离开", "lost waiting"),
    "lost_area": Words("流失面积", "area lost"),
    "leave_notes": Words(
        "家/年，各种未来与统计期的均值；面积为{unit}/年可出租。扩租落空不在内。",
        "Product lines a year, means over futures and the record; areas in {unit} lettable a "
        "year. Expansions that were dropped are not in it.",
    ),
    "demand": Words("四、自下而上与自上而下", "4. Demand from below and from above"),
    "bottom_up": Words(
        "自下而上：按到达率、各阶段去留与每家面积推算的每年新租（开局时的到达率，未计等候与流失）。",
        "From below: leases a year by the rates of the opening, what becomes of companies in each "
        "stage and the area of each, before any waiting or loss.",
    ),
    "onward": Words("由上一阶段而来", "from the stage before"),
    "entering": Words("在此进入", "entering here"),
    "guests": Words("合同生产", "contract makers"),
    "leases": Words("新租合计", "all leases"),
    "net": Words("净增租用（实测）", "net newly let (measured)"),
    "flows_notes": Words(
        "{unit}/年可出租；扩租不在新租内。新租与净增之差是退租：租期满、失败或搬走的企业腾出的面积。",
        "{unit} lettable a year; expansions apart. Between leases and net lies what is given up "
        "by tenants that end, fail or move on.",
    ),
    "top_down": Words(
        "自上而下：产值年增量 ÷ 单位面积产值 = 每年 {stated} {unit}，合可出租 {lettable} {unit}；模型里净增"
        "租用每年 {model} {unit}。",
        "From above: growth of output ÷ output per area = {stated} a year, {lettable} lettable; in "
        "the model {model} a year are newly let on balance ({unit}).",
    ),
    "apart": Words(
        "自上而下的数，是 {spaces} 里由上一阶段走来的产品所租面积的 **{onward} 倍**、全部新租（另含直接进入的企业与"
        "合同生产）的 {whole} 倍、净增租用的 {net} 倍。三个数差在哪里：第一个只数一路走到这一步的产品；第二个加上在此"
        "进入的成熟企业与合同生产，本模型里它们多半只顶替退租；第三个是扣去退租后真正多占的。自上而下则假定新增产值都"
        "落在新楼面上、按成熟密度。若只有 {share} 的新增产值需要新租楼面（其余来自原有厂房增产、自建厂与外包），"
        "两种口径便一致。模型判断不了哪个更真，只说明它们在哪里分开。",
        "The figure from above is **{onward} times** the area leased in {spaces} by products that "
        "come from the stage before, {whole} times all leases there (makers that enter at that stage "
        "and contract makers too), and {net} times what is newly let on balance. Where they part: "
        "the first counts only products that came all the way; the second adds established makers "
        "and contract makers, who in the model mostly replace those that leave; the third is what "
        "is taken up in truth, net of what is given up. From above, all new output is taken to need "
        "new floor at mature density. The two would agree if {share} of new output needed newly "
        "rented floor, the rest coming from standing plants, own plants and contract makers. The "
        "model cannot tell which is nearer the truth; it shows where they part.",
    ),
    "note": Words("情景的说明：{note}", "The scenario's own note: {note}"),
    "top_down_years": Words(
        "照自上而下的口径，计划总量相当于 {years} 年的需求。",
        "Counted from above, the programme is {years} years of demand.",
    ),
    "carriers": Words("五、靠哪些假设", "5. The assumptions that carry it"),
    "stands_on": Words(
        "情景共 {total} 个数：事实 {fact}、文献 {literature}、假设 {assumption}、无出处 {nothing}；"
        "等级 A {grade_A}、B {grade_B}、C {grade_C}、D {grade_D}、未定 {grade_none}。",
        "The scenario has {total} numbers: {fact} facts, {literature} from the literature, "
        "{assumption} assumptions, {nothing} that stand on nothing; grades A {grade_A}, B {grade_B}, "
        "C {grade_C}, D {grade_D}, none {grade_none}.",
    ),
    "moves": Words(
        "{unknown} 个数无人确知，在各自区间里抽取（{worlds} 个世界）。下表是各类供需差（等候减空置，统计期平均）"
        "随之而变的数：该数单独解释世界之间差异的几成（秩相关 ρ 的平方，扣去偶然），只列 {bound} 以上的"
        "（仅凭偶然，一类出现一个这样的数的机会不到 5%）。各类合计按平方米的方差。这是相关，不是因果分解；"
        "分解见 sensitivity。",
        "{unknown} numbers nobody knows were drawn within their ranges ({worlds} worlds). Below, those "
        "that the balance of a type (waiting less vacant, mean of the record) follows: the part "
        "of what differs between worlds that a number explains alone (rank correlation ρ squared, less "
        "what chance adds), only where it is above {bound} (by chance alone a type would show any with "
        "less than 5 %). All types together by variance in m². It is a correlation, not a split of "
        "causes; `sensitivity` splits them.",
    ),
    "moved": Words(
        "租约到期后，每年有 {moves} 家租户在市内搬迁，搬离 {area}（{unit}，各未来平均）。最多的：",
        "At the ends of leases {moves} tenants a year move within the city, leaving {area} ({unit}, "
        "means over the futures). The most:",
    ),
    "pair": Words("从哪里到哪里", "from where to where"),
    "from_to": Words("{left} → {to}", "{left} → {to}"),
    "moves_a_year": Words("每年家数", "moves a year"),
    "moved_area": Words("每年面积", "area a year"),
    "into_new": Words("其中进新楼", "of these into new buildings"),
    "pool": Words("园区与类型", "park and type"),
    "vacancy_old": Words("旧楼期末空置", "old buildings vacant at the end"),
    "vacancy_new": Words("新楼期末空置", "new buildings vacant at the end"),
    "vintages": Words(
        "新楼：开局以来开放的。核算规则：某池首次开放以前租下的在旧楼，以后租下的先在新楼，新楼满了才在旧楼。",
        "New is what opened since the start. By a rule of account, what was let before the first "
        "opening in a park is in old buildings, what was let later in new ones as far as there is room.",
    ),
    "tiers": Words(
        "新楼：开局以来开放的。比较新旧楼租金的类型，各租户在哪里由模型定；其余按核算规则：某池首次开放以前租下的在旧楼，"
        "以后租下的先在新楼。",
        "New is what opened since the start. Of types whose leases compare rents of old and new buildings "
        "the model knows who is where; elsewhere, by a rule of account, what was let later than the first "
        "opening in a park is in new ones as far as there is room.",
    ),
    "share": Words("解释几成", "share explained"),
    "number": Words("无人确知的数", "unknown number"),
    "rho": Words("ρ", "ρ"),
    "left_out": Words("六、模型未含", "6. What the model leaves out"),
    "how": Words("七、如何核对", "7. How to check"),
    "checked": Words(
        "同一文件夹的 manifest.json 记着情景全文、种子、版本与各文件的摘要；`zhizao reproduce` 据此重做并逐数"
        "比对。重做本页：{command}。",
        "manifest.json in the same folder holds the whole scenario, the seed, the versions and a "
        "digest of each file; `zhizao reproduce` plays it again from that and compares every number. "
        "To make this page again: {command}.",
    ),
}

FIGURES: Final[dict[str, Words]] = {
    "01-balance": Words("各类空间的供需", "Supply and demand by type of space"),
    "02-gap": Words("供需之差", "The gap"),
    "03-stages": Words("企业在各阶段", "Companies by stage"),
    "05-timeline": Words(
        "启用、短缺与过剩的时间", "When buildings open, and shortage and glut begin"
    ),
}
"""What a figure shows, for readers who do not see it."""
