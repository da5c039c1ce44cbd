"""Names for people: of the keys of a scenario, and of a scenario with what is changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.text.safe import cut, line
from sim.text.words import Words, joined

_ROOM: Final = 64
"""Characters of the changes that a name holds; where they need more, the first and their number."""
_PATH: Final = 40
_VALUE: Final = 24
_MORE: Final = Words("{first} 等 {count} 处改动", "{first} and {more} more")
_CENTRAL: Final = Words("区间取中值", "ranged numbers at their values")
_GROUNDED: Final = Words("承接往年", "continued from the past")


def changed(name: Words, changes: Sequence[tuple[str, str]]) -> Words:
    """A scenario's name with what is changed in it, such as `Baseline · supply.x.lots = 3`.

    `changes` are paths with their new values, as YAML on one line.
    """
    if not changes:
        return name
    shown = [f"{cut(line(path), _PATH)} = {_short(line(value))}" for path, value in changes]
    text = ", ".join(shown)
    if len(shown) == 1 or len(text) <= _ROOM:
        return _joined(name, Words(text, text))
    more = str(len(changes) - 1)
    return _joined(name, _MORE.fill(first=shown[0], count=str(len(changes)), more=more))


def _short(value: str) -> str:
    """A value as far as there is room: its beginning says what kind of value it is."""
    return value if len(value) <= _VALUE else f"{value[: _VALUE - 1]}…"


def held(name: Words, central: bool, grounded: bool) -> Words:
    """A scenario's name with how its ranged numbers are held: at their values, or as accepted."""
    if central:
        return _joined(name, _CENTRAL)
    return _joined(name, _GROUNDED) if grounded else name


def _joined(name: Words, said: Words) -> Words:
    return joined([name, said], " · ", " · ")


KEYS: Final[dict[str, Words]] = {
    # Blocks whose things speak for themselves.
    **dict.fromkeys(("supply", "tracks", "stages", "demand", "cycles"), Words("", "")),
    **dict.fromkeys(("renewals", "retirements", "profile"), Words("", "")),
    **dict.fromkeys(("route", "steps", "linear", "suspension", "trigger", "pause"), Words("", "")),
    "streams": Words("", ""),
    "stock": Words("存量", "stock"),
    "parks": Words("园区", "park"),
    "spaces": Words("空间", "space"),
    "mix": Words("构成", "mix"),
    "area": Words("面积", "area"),
    "occupied": Words("开局出租率", "share let at the start"),
    "occupied_in": Words("开局出租率", "share let at the start"),
    "queue": Words("开局排队企业", "companies waiting at the start"),
    "lettable": Words("可出租比例", "lettable share"),
    "start": Words("开工", "start"),
    "window": Words("期间", "window"),
    "months": Words("月数", "months"),
    "pipeline": Words("计在建", "pipeline counted"),
    "natural_vacancy": Words("自然空置率", "natural vacancy"),
    "adjustment": Words("调整速度", "adjustment"),
    "reversion": Words("回复速度", "reversion"),
    "elasticity": Words("弹性", "elasticity"),
    "level": Words("开局租金", "rent at the start"),
    "basis": Words("面积口径", "basis"),
    "lead": Words("前期", "lead"),
    "vacancy": Words("空置率", "vacancy"),
    "under": Words("低于", "under"),
    "over": Words("高于", "over"),
    "vacate_within": Words("收回时限", "time to take back"),
    "cost": Words("单位造价", "cost per area"),
    "construction": Words("工期", "construction"),
    "opens": Words("竣工", "completion"),
    "slip": Words("延误", "slip"),
    "slip_common": Words("共同延误", "common slip"),
    "lag": Words("竣工至开放", "completion to opening"),
    "chance": Words("停工概率", "chance of suspension"),
    "resume": Words("停工时长", "time suspended"),
    "follows": Words("按规则放慢的比例", "share that follows the rule"),
    "for_at_most": Words("最多等待", "longest pause"),
    "ratio": Words("返还比例", "ratio returned"),
    "duration": Words("时长", "duration"),
    "look_ahead": Words("提前找空间", "look-ahead"),
    "success": Words("成功率", "success"),
    "holds": Words("保有前一阶段空间的比例", "share that holds its space"),
    "lines": Words("同室产品线", "lines in one space"),
    "lines.number": Words("同室产品线数", "number of lines in one space"),
    "lines.area": Words("每多一条线的面积", "area for each further line"),
    "strands": Words("失败后滞留", "left behind by failures"),
    "strands.time": Words("滞留时间", "time left behind"),
    "closes": Words("年倒闭率", "share that closes a year"),
    "gives_back": Words("退回部分", "part given back"),
    "gives_back.rate": Words("年退回率", "share that gives back a year"),
    "patience": Words("耐心", "patience"),
    "fit_out": Words("装修", "fit-out"),
    "build": Words("自建工期", "time to build"),
    "prelet": Words("预租", "pre-letting"),
    "let_ahead": Words("开局前预租", "let before the clock"),
    "choices": Words("首选园区数", "parks tried first"),
    "spillover_after": Words("外溢等候", "wait before other parks"),
    "elsewhere": Words("外流比例", "share that goes elsewhere"),
    "housed": Words("本企业自行安置比例", "share housed by its firm"),
    "cdmo": Words("外包比例", "share contracted out"),
    "self_build": Words("自建比例", "share that builds its own"),
    "cdmo_demand": Words("外包所需空间", "contract makers' space"),
    "cdmo_demand.chance": Words("合同方在本市的概率", "chance of being in the city"),
    "plant": Words("自有厂房", "own plants"),
    "returns": Words("回流", "return flow"),
    "returns.rate": Words("年回流率", "share that returns a year"),
    "share": Words("比例", "share"),
    "expansion": Words("扩张", "expansion"),
    "every": Words("间隔", "interval"),
    "rate": Words("到达率", "arrivals"),
    "economy": Words("", ""),
    "economy.output": Words("产出", "output"),
    "economy.jobs": Words("就业", "jobs"),
    "economy.construction": Words("建造", "building"),
    "economy.vacancy": Words("空置", "standing empty"),
    "economy.tax": Words("税率", "tax rate"),
    "economy.*.rate": Words("单价", "price"),
    "economy.*.cost": Words("单位费用", "cost per area"),
    "economy.*.area": Words("人均面积", "area per job"),
    "ramp": Words("达产时间", "time to full output"),
    "rent": Words("租金", "rent"),
    "targets": Words("目标", "target"),
    "targets.*.base": Words("基数", "base"),
    "targets.*.value": Words("目标值", "value"),
    "base.value": Words("数值", "value"),
    "growth": Words("增长", "growth"),
    "grew": Words("开局以前的增长", "growth before the start"),
    "standards": Words("标准", "standard"),
    "within": Words("时限", "within"),
    "at_most": Words("上限", "at most"),
    "at_least": Words("下限", "at least"),
    "confidence": Words("把握", "confidence"),
    "opening": Words("开局以前", "before the start"),
    "top_down": Words("产值增长", "output growth"),
    "output_growth": Words("每年", "a year"),
    "density": Words("产出密度", "output density"),
    "needs_floor": Words("须新租楼面的比例", "share needing floor"),
    "reserves": Words("保留", "reserve"),
    "answers": Words("对周期的弹性", "elasticity to a cycle"),
    "stages.*.lag": Words("滞后", "lag"),
    "tracks.*.lag": Words("滞后", "lag"),
    "lease": Words("租约", "lease"),
    "term": Words("租期", "term"),
    "shrinks": Words("到期缩减的比例", "share that shrinks"),
    "shrinks_by": Words("缩减幅度", "part given back"),
    "grows": Words("到期扩大的比例", "share that grows"),
    "grows_by": Words("扩大幅度", "part added"),
    "compares": Words("到期比较各园区的比例", "share that compares parks"),
    "market": Words("对空置的应对", "answer to vacancy"),
    "usual": Words("平常空置率", "usual vacancy"),
    "vacancy_pull": Words("空置的吸引力", "pull of vacancy"),
    "newness_pull": Words("新楼的吸引力", "pull of new buildings"),
    "rent_pull": Words("租金的吸引力", "pull of rent"),
    "new_over_old": Words("新楼与旧楼租金之比", "rent of new buildings ÷ of old ones"),
    "stakes": Words("代价", "stakes"),
    "stakes.spaces": Words("", ""),
    "idle": Words("每年每 m² 空置", "a m² empty for a year"),
    "free": Words("不计代价的空置率", "vacancy at no loss"),
    "unmet": Words("每年每 m² 缺口", "a m² unmet for a year"),
    "lost_for": Words("流失计入的年限", "time that lost area counts"),
    "unrecovered": Words("收不回的造价", "cost not recovered"),
    "discount": Words("折现率", "discount"),
    "public": Words("公共承担的比例", "borne by public money"),
}

CYCLES: Final[dict[str, Words]] = {
    "cohorts": Words("各批企业", "cohorts"),
    "funding": Words("融资周期", "funding cycle"),
    "business": Words("其他行业景气", "fortunes of other trades"),
    "newcomers-level": Words("新企业水平", "level of newcomers"),
    "lines-level": Words("新管线水平", "level of new lines"),
    "synbio-plan": Words("合成生物方案", "synthetic biology plan"),
    "gene-therapy-plan": Words("基因治疗方案", "gene therapy plan"),
    "robot-plan": Words("医疗机器人方案", "robot plan"),
    "ai": Words("AI赋能研发", "AI in discovery"),
    "reform": Words("审评改革", "reform of review"),
    "leakage": Words("外流", "leakage"),
    "letting": Words("去化", "letting"),
    "venture": Words("风险投资", "venture money"),
    "start-up-zone": Words("低成本孵化专区", "low-cost start-up zone"),
}
"""Ids of cycles that scenarios shipped here share; a cycle has no label of its own."""
