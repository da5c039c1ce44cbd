"""Words for the keys of a scenario, where a figure or a table names a number."""

from __future__ import annotations

from typing import Final

from sim.text.figures import Words

KEYS: Final[dict[str, Words]] = {
    # Blocks whose things speak for themselves.
    **dict.fromkeys(("supply", "tracks", "stages", "demand", "cycles", "renewals"), Words("", "")),
    **dict.fromkeys(("route", "steps", "linear", "suspension"), Words("", "")),
    "stock": Words("存量", "stock"),
    "parks": Words("园区", "park"),
    "spaces": Words("空间", "space"),
    "mix": Words("构成", "mix"),
    "area": Words("面积", "area"),
    "occupied": Words("开局出租率", "share let at the start"),
    "lettable": Words("可出租比例", "lettable share"),
    "start": Words("开工", "start"),
    "construction": Words("工期", "construction"),
    "slip": Words("延误", "slip"),
    "slip_common": Words("共同延误", "common slip"),
    "lag": Words("竣工至开放", "completion to opening"),
    "chance": Words("停工概率", "chance of suspension"),
    "resume": Words("停工时长", "time suspended"),
    "ratio": Words("返还比例", "ratio returned"),
    "duration": Words("时长", "duration"),
    "success": Words("成功率", "success"),
    "patience": Words("耐心", "patience"),
    "fit_out": Words("装修", "fit-out"),
    "build": Words("自建工期", "time to build"),
    "prelet": Words("预租期", "pre-letting"),
    "choices": Words("首选园区数", "parks tried first"),
    "spillover_after": Words("外溢等候", "wait before other parks"),
    "elsewhere": Words("外流比例", "share that goes elsewhere"),
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
    "growth": Words("增长", "growth"),
    "standards": Words("标准", "standard"),
    "within": Words("时限", "within"),
    "at_most": Words("上限", "at most"),
    "at_least": Words("下限", "at least"),
    "confidence": Words("把握", "confidence"),
    "top_down": Words("自上而下", "top-down"),
    "output_growth": Words("产值增长", "growth of output"),
    "density": Words("产出密度", "output density"),
    "reserves": Words("保留", "reserve"),
    # Cycles of the scenarios that are shipped; an id has no label of its own.
    "funding": Words("融资周期", "funding cycle"),
    "newcomers-level": Words("新企业水平", "level of newcomers"),
    "lines-level": Words("新管线水平", "level of new lines"),
    "makers-level": Words("建厂水平", "level of makers' plants"),
    "makers-growth": Words("建厂增长", "growth of makers' plants"),
}
