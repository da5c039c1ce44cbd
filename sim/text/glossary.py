"""What every measure means, in Chinese and English: name, formula, unit; and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from sim.text.figures import Lang, Words


class Term(NamedTuple):
    """A measure or column of a table."""

    name: Words
    formula: Words
    unit: Words


PAGE: Final = Path(__file__).parents[2] / "docs" / "glossary.md"
"""The page made of it."""

AREA: Final = Words("m²（可出租）", "m² (lettable)")
COUNT: Final = Words("个", "count")
DATE: Final = Words("日期", "date")
ID: Final = Words("标识", "id")
MONTHS: Final = Words("月", "months")
SHARE: Final = Words("占比", "share")
TRUTH: Final = Words("是/否", "true/false")


def _term(zh: str, en: str, formula_zh: str, formula_en: str, unit: Words) -> Term:
    return Term(Words(zh, en), Words(formula_zh, formula_en), unit)


TERMS: Final[dict[str, Term]] = {
    # Keys of the tables
    "replication": _term(
        "推演序号",
        "replication",
        "从 0 起；2k 与 2k+1 共用一次对未知数的抽取",
        "from 0; 2k and 2k+1 share one draw of the ranged numbers",
        COUNT,
    ),
    "month": _term(
        "月份",
        "month",
        "该月第一天；各月一样长（43 200 刻）",
        "its first day; all months are equally long (43 200 ticks)",
        DATE,
    ),
    "year": _term(
        "年",
        "year",
        "日历年；只含统计期内的月份，首末年可能不满",
        "calendar year; only months that count, so the first and last may be partial",
        DATE,
    ),
    "at": _term(
        "时点", "instant", "状态取该时点之前一瞬", "the state is that just before it", DATE
    ),
    "space": _term(
        "空间类型",
        "space type",
        "月度表中为空间池的类型；申请中为所要的类型",
        "of the pool in monthly tables; the type asked for in requests",
        ID,
    ),
    "leased_space": _term(
        "所租类型",
        "type leased",
        "可为替代类型；未得到则缺",
        "may be a substitute; missing if none was granted",
        ID,
    ),
    "park": _term(
        "园区",
        "park",
        "申请：得到空间的园区，否则为首选园区",
        "of a request: where it was granted, else its first choice",
        ID,
    ),
    "first_park": _term(
        "首选园区",
        "first choice",
        "申请首先尝试的园区；等候计入此处",
        "park tried first; the wait is counted there",
        ID,
    ),
    "track": _term("赛道", "track", "产品线的种类", "kind of product line", ID),
    "stage": _term("阶段", "stage", "链上的一步", "step of the chain", ID),
    "company": _term(
        "企业",
        "company",
        "需求流#序号；两次推演中同名即同运气之键",
        "stream#number; one product line that seeks its own space",
        ID,
    ),
    "project": _term("项目", "project", "供给项目或更新", "building project or renewal", ID),
    "lot": _term(
        "地块", "lot", "项目中独立开工的一部分", "part of a project with its own dates", ID
    ),
    "reason": _term(
        "流失原因",
        "reason",
        "patience 等不及离开；turned_away 名单已满；expansion 扩租落空；elsewhere 结构性外流",
        "patience: gave up; turned_away: list full; expansion: wish dropped; elsewhere: leaves "
        "whatever space is free",
        ID,
    ),
    "state": _term(
        "状态", "state", "waiting 等候；in_stage 阶段中", "waiting, or in the stage", ID
    ),
    "outcome": _term(
        "结果",
        "outcome",
        "waiting 期末仍在等；committed 已预租未开；served 得到；left 离开或放弃；"
        "turned_away 被拒；cancelled 所属阶段先失败",
        "waiting at the end; committed to space not yet open; served; left (or wish dropped); "
        "turned_away; cancelled: its stage failed first",
        ID,
    ),
    # Levels
    "capacity": _term(
        "可租总量", "capacity", "存量＋已开放新建−更新收回", "stock + opened − withdrawn", AREA
    ),
    "leased": _term("已租", "leased", "装修中＋使用中", "fit_out + in_use", AREA),
    "fit_out": _term("装修中", "in fit-out", "已得到、未入驻", "granted, not yet moved in", AREA),
    "in_use": _term("使用中", "in use", "已租−装修中", "leased − fit_out", AREA),
    "free": _term(
        "空置",
        "vacant",
        "可租总量−已租；预留未租计为空置",
        "capacity − leased; reserved but not leased counts as vacant",
        AREA,
    ),
    "withdrawn": _term(
        "更新收回",
        "withdrawn",
        "更新已收回、尚未开工；不计入总量与空置",
        "taken back by renewals, works not begun; in neither capacity nor vacancy",
        AREA,
    ),
    "construction": _term(
        "在建",
        "under construction",
        "开工至开放；永久停工的不计",
        "from start to opening; without what is suspended for good",
        AREA,
    ),
    "waiting_area": _term(
        "等候面积",
        "waiting area",
        "名单上自耐心起算时起的申请面积，记在首选空间池",
        "area of requests on the list from where patience runs, in the pool of first choice",
        AREA,
    ),
    "waiting": _term(
        "等候企业", "companies waiting", "同上，按家数", "the same, in companies", COUNT
    ),
    "vacancy": _term(
        "空置率",
        "vacancy",
        "（可租总量−已租）÷可租总量；总量为 0 时缺",
        "(capacity − leased) ÷ capacity; missing where capacity is 0",
        SHARE,
    ),
    "absorption": _term(
        "净吸纳",
        "net absorption",
        "月末已租−上月末已租；首月对开局",
        "leased at the month's end − at the end of the month before (or the opening)",
        AREA,
    ),
    "months_of_supply": _term(
        "去化周期",
        "months of supply",
        "空置÷（近 12 个月净吸纳÷12）；净吸纳不为正或不足 12 个月时缺；"
        "标准中，净吸纳不为正而有空置者视为超过任何上限",
        "vacant ÷ (net absorption of 12 months ÷ 12); missing where that is not positive or 12 "
        "months have not passed; in a standard, vacant area without absorption is above any bound",
        MONTHS,
    ),
    # Requests
    "expansion": _term(
        "扩租序号", "expansion", "0 为阶段本身的申请", "0 is the stage's own request", COUNT
    ),
    "area": _term(
        "面积", "area", "申请、流失或地块的面积", "of the request, the loss or the lot", AREA
    ),
    "asked": _term("申请日", "asked", "提出申请", "when the request was made", DATE),
    "wait_from": _term(
        "起算日",
        "wait from",
        "耐心与等候从此起算：提前申请者为前一阶段结束",
        "from here patience and the wait run: for a request made ahead, the end of the stage before",
        DATE,
    ),
    "committed": _term(
        "预租日", "committed", "承诺租用在建空间", "took area under construction", DATE
    ),
    "served": _term(
        "得到日",
        "granted",
        "起租、开始装修；开局租户为开局日",
        "leased from then, in fit-out; for a tenant of the opening, the opening",
        DATE,
    ),
    "moved_in": _term("入驻日", "moved in", "由装修转为使用", "fit-out turned into use", DATE),
    "ended": _term("结束日", "ended", "退租、流失或撤回", "released, lost or cancelled", DATE),
    "opening": _term("开局租户", "of the opening", "开局已在", "stood at the opening", TRUTH),
    "wait": _term(
        "等候时间",
        "wait",
        "得到（或离开、撤回、期末）−起算，提前得到为 0；预租以开放为得到",
        "to the grant (or loss, cancellation, end) from where patience runs; 0 if granted ahead; "
        "a commitment is granted at its opening",
        MONTHS,
    ),
    "censored": _term(
        "期末截断",
        "censored",
        "期末仍未得到也未离开，保留不删",
        "neither granted nor lost by the end; kept, never dropped",
        TRUTH,
    ),
    "left": _term("未得到而离开", "left", "等不及或被拒", "gave up or was turned away", TRUTH),
    # Flows, a year and stage
    "requested": _term("申请", "requests", "首次申请数，不含扩租", "without expansions", COUNT),
    "granted": _term(
        "得到", "granted", "首次申请得到数", "requests granted, without expansions", COUNT
    ),
    "entered": _term(
        "进入",
        "entered",
        "开始该阶段的企业，不含开局在阶段中的",
        "companies that began the stage, without those in mid-stage at the opening",
        COUNT,
    ),
    "succeeded": _term("成功", "succeeded", "阶段结束且成功", "stages that ended well", COUNT),
    "failed": _term("失败", "failed", "阶段结束且失败", "stages that ended badly", COUNT),
    "lost": _term(
        "流失",
        "lost",
        "流量：无空间而离开的企业；标准：窗口内申请中离开的面积÷申请面积"
        "（不含期末未决与撤回），扩租另计",
        "in flows: companies that left for want of space; as a standard: area of requests made in "
        "the window that left ÷ area asked (without what still waits or was cancelled); expansions "
        "apart",
        COUNT,
    ),
    "elsewhere": _term(
        "结构性外流",
        "structural leakage",
        "不论有无空间都离开",
        "leave whatever space is free",
        COUNT,
    ),
    "cdmo": _term(
        "委托生产", "CDMO", "由合同生产商完成该阶段", "stage done by a contract maker", COUNT
    ),
    "self_build": _term("自建", "self-build", "开始自建厂房", "began to build a plant", COUNT),
    "completed": _term(
        "走完全程", "completed", "末阶段成功结束", "ended the last stage well", COUNT
    ),
    "companies": _term(
        "流失数",
        "companies lost",
        "扩租：落空的次数，企业不离开",
        "for expansions: wishes dropped; the tenant stays",
        COUNT,
    ),
    # Times
    "begun": _term("起始数", "begun", "统计期内开始的次数", "times it began while counted", COUNT),
    "going_on": _term(
        "期末未结束", "going on", "其中期末仍在继续", "of these, going on at the end", COUNT
    ),
    "mean": _term(
        "平均",
        "mean",
        "Kaplan–Meier 曲线下面积，时长按整日（四舍五入）计；有截断时为下界",
        "area under the Kaplan–Meier curve of times in whole days, half days up; a lower bound "
        "where some go on",
        MONTHS,
    ),
    "median": _term(
        "中位数",
        "median",
        "Kaplan–Meier 曲线首次不高于 1/2，按整日计",
        "where the Kaplan–Meier curve first is at most one half, in whole days",
        MONTHS,
    ),
    # Works
    "start": _term(
        "开工", "start", "早于开局者记为开局", "the clock's start for works begun before it", DATE
    ),
    "open": _term(
        "开放", "open", "可租之日；永久停工则缺", "to let from then; missing if never", DATE
    ),
    # The verdict
    "probability": _term(
        "成立概率",
        "probability",
        "成立的推演÷已检验的推演；95% 区间为 Wilson 区间，n 按设计效应折减；"
        "未检验的在下限算失败、在上限算成立",
        "replications in which it holds ÷ those tested; 95 % interval by Wilson at n ÷ design "
        "effect of pairs; untested ones fail in the lower end and hold in the upper",
        SHARE,
    ),
    "effective": _term(
        "有效推演数", "effective n", "n÷设计效应（1 至 2）", "n ÷ design effect (1 to 2)", COUNT
    ),
    "margin": _term(
        "误差",
        "margin",
        "95% 区间宽度的一半，只计抽样误差；未检验的不使其变宽",
        "half the width of the 95 % interval, sampling alone: what was not tested does not widen it",
        SHARE,
    ),
    "wait_share": _term(
        "按时得到的占比",
        "granted in time",
        "窗口内提出、且期末前可跟踪满时限的申请中，时限内得到的占比；离开为失败；撤回不计；含扩租",
        "of requests made in the window that could be followed for the bound before the end, those "
        "granted within it; who left failed; cancelled ones count nowhere; expansions count",
        SHARE,
    ),
    "unresolved_area": _term(
        "期末未决面积",
        "unresolved area",
        "窗口内申请、期末仍在等",
        "asked in the window, waits at the end",
        AREA,
    ),
    "expansion_lost_area": _term(
        "扩租落空面积",
        "expansions lost",
        "窗口内扩租申请中落空者",
        "expansions of the window dropped",
        AREA,
    ),
    "unbounded": _term(
        "无吸纳",
        "without absorption",
        "均值或最差月无上限的推演数",
        "replications whose value is above any bound",
        COUNT,
    ),
    "first_shortage": _term(
        "首次短缺",
        "first shortage",
        "等候面积超过总量的规定比例并连续若干月，其首月",
        "first of so many months on end with waiting area above the set share of capacity",
        DATE,
    ),
    "first_glut": _term(
        "首次过剩",
        "first glut",
        "空置率超过该类空置标准上限并连续若干月，其首月；无上限则不评",
        "first of so many months on end with vacancy above its standard's upper bound; without one "
        "not evaluated",
        DATE,
    ),
    "peak_waiting": _term(
        "等候峰值",
        "peak waiting area",
        "月均等候面积的最大值",
        "greatest month mean of waiting area",
        AREA,
    ),
    "idle_end": _term(
        "期末空置面积", "idle at the end", "期末总量−已租", "capacity − leased at the end", AREA
    ),
    "vacancy_end": _term(
        "期末空置率", "vacancy at the end", "期末空置÷总量", "idle ÷ capacity then", SHARE
    ),
    # Indicators of experiments: of the whole city, or of what stands behind the dot
    "shortage_holds": _term(
        "空间够用",
        "enough space",
        "该次推演里一切防短缺的标准成立（1）或不成立（0）；`.space` 仅该类空间",
        "whether all standards against shortage hold in the replication (1) or not (0); `.space`: of "
        "that type",
        TRUTH,
    ),
    "idle_holds": _term(
        "不过闲",
        "not too idle",
        "该次推演里一切防闲置的标准成立（1）或不成立（0）；`.space` 仅该类空间",
        "whether all standards against idle space hold in the replication (1) or not (0); `.space`: "
        "of that type",
        TRUTH,
    ),
    "holds": _term(
        "标准成立",
        "standard holds",
        "`.standard`：该标准在该次推演里成立（1）或不成立（0）",
        "`.standard`: whether that standard holds in the replication (1) or not (0)",
        TRUTH,
    ),
    "value": _term(
        "标准的实测值",
        "value of a standard",
        "`.standard`：该标准所量之值；占比，或供应月数",
        "`.standard`: what that standard measures: a share, or months of supply",
        Words("占比或月", "share or months"),
    ),
    "waiting_mean": _term(
        "平均等候面积",
        "mean waiting area",
        "统计期内等候面积对时间的平均",
        "mean over recorded time of the area that waits",
        AREA,
    ),
    "idle_mean": _term(
        "平均空置面积",
        "mean idle area",
        "统计期内（总量−已租）对时间的平均",
        "mean over recorded time of capacity − leased",
        AREA,
    ),
    "vacancy_mean": _term(
        "平均空置率",
        "mean vacancy",
        "统计期内空置面积之和÷总量之和",
        "vacant area over recorded time ÷ capacity over it",
        SHARE,
    ),
    "leased_end": _term("期末已租", "leased at the end", "时钟终点的已租面积", "leased then", AREA),
    "started": _term(
        "开始的企业",
        "companies that started",
        "`.stage`：统计期内开始该阶段的企业数",
        "`.stage`: companies that started that stage in recorded time",
        COUNT,
    ),
    "lost_area": _term(
        "流失面积",
        "area lost",
        "统计期内落空的申请与扩租的面积；`.stage` 仅该阶段",
        "area of requests and wishes to expand that were lost in recorded time; `.stage`: of that "
        "stage",
        AREA,
    ),
    "bands": _term(
        "空置率分档",
        "vacancy bands",
        "空置率至 5%、10%、20% 及以上的月份占比（中国经验：5–10% 合理，10–20% 危险，"
        "20% 以上严重过剩）",
        "share of months with vacancy up to 5, 10, 20 % and above (rule of thumb in China: 5–10 "
        "sound, 10–20 dangerous, above a severe glut)",
        SHARE,
    ),
    "chance": _term(
        "机遇占比",
        "chance share",
        "对内方差÷总方差；其余为对未知数的无知",
        "variance within pairs ÷ total variance; the rest is ignorance of ranged numbers",
        SHARE,
    ),
    "top_down": _term(
        "自上而下需求",
        "top-down demand",
        "产值年增量÷单位面积产值",
        "output growth a year ÷ output density",
        Words("m²/年（可出租）", "m² a year (lettable)"),
    ),
}


def explain(name: str, lang: Lang = "both") -> str:
    """Put a measure in words: name, unit and formula, a line for each language.

    KeyError if there is no such measure.
    """
    term = TERMS[name]
    parts = zip(*(words.lines(lang) for words in (term.name, term.unit, term.formula)), strict=True)
    return "\n".join(f"{title} [{unit}]: {formula}" for title, unit, formula in parts)


def page() -> str:
    """Return the glossary as Markdown, the page `docs/glossary.md`."""
    lines = [
        "# 词汇 Glossary",
        "",
        "各表的列与各项指标：单位与算法。由 `python -m sim.text.glossary` 生成。",
        "Columns and measures with their units and formulas; written by "
        "`python -m sim.text.glossary`.",
        "",
        "| 列 column | 名称 name | 单位 unit | 算法 formula |",
        "|---|---|---|---|",
    ]
    for name, term in TERMS.items():
        said = ("<br>".join(words.lines("both")) for words in (term.name, term.unit, term.formula))
        lines.append(f"| `{name}` | {' | '.join(text.replace('|', '/') for text in said)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
