"""Words of the verdict: the closed list, the two sides, and what the model leaves out."""

from __future__ import annotations

from typing import Final

from sim.text.glossary import Words

SIDES: Final[dict[str, Words]] = {
    "shortage": Words("够不够", "enough space"),
    "idle": Words("闲不闲", "idle space"),
}

VERDICTS: Final[dict[str, Words]] = {
    "adequate": Words("够用", "adequate"),
    "short": Words("不足", "short"),
    "idle": Words("富余过多", "too much idle"),
    "unclear": Words("尚难判定", "cannot tell"),
    "untested": Words("未检验", "not tested"),
}
"""The closed list of verdict words."""

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
