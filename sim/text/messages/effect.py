"""Messages about what is possible but does nothing, or is hardly meant: W61x."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "W610": Message(
        zh="这个项目要 {area}（可出租），而它可用的池最多只有 {most}",
        en="this project asks {area} (lettable), but no pool it may use ever has more than {most}",
        fix_zh="请检查面积与口径；这样的需求永远得不到空间，只会算作短缺",
        fix_en="check area and basis; it is never granted and only counts as a shortage",
    ),
    "W611": Message(
        zh="平均要 {area}（可出租），而可用的池最多只有 {most}",
        en="this asks {area} (lettable) on average, but no pool it may use ever has more than {most}",
        fix_zh="请检查面积与口径；这样的需求永远得不到空间",
        fix_en="check area and basis; such a request is never granted",
    ),
    "W612": Message(
        zh="要收回 {area}（可出租），而 {park} 的 {space} 最多只有 {most}",
        en="this takes back {area} (lettable), but there never is more than {most} of {space} "
        "in {park}",
        fix_zh="请检查面积、口径与园区；收回的不会多于已有的",
        fix_en="check area, basis and park; no more is taken than there is",
    ),
    "W613": Message(
        zh="{parks} 从来没有赛道 '{track}' 阶段 '{stage}' 所用的空间类型",
        en="no type that stage '{stage}' of track '{track}' uses ever stands in {parks}",
        fix_zh="从偏好中删去，或在 stock、supply 中写出",
        fix_en="leave it out of the preference, or write some under stock or supply",
    ),
    "W614": Message(
        zh="confidence 是 {given}：{meaning_zh}",
        en="confidence is {given}: {meaning_en}",
        fix_zh="写成例如 80%",
        fix_en="write for example 80%",
    ),
    "W615": Message(
        zh="统计期只有 {recorded} 个月，不可能连续 {months} 个月",
        en="only {recorded} months are recorded, so nothing lasts for {months} of them",
        fix_zh="减少 months（惯用 3），或延长时钟",
        fix_en="write fewer months (3 by convention), or a longer clock",
    ),
    "W616": Message(
        zh="{area} 是一座城市难有的面积",
        en="{area} is more than a city is likely to hold",
        fix_zh="请检查单位：是否多写了“万”",
        fix_en="check the unit: 万 is ten thousand",
    ),
    "W617": Message(
        zh="{raw} 是一座城市难有的数量",
        en="{raw} are more companies than a city is likely to see",
        fix_zh="请检查单位：每年还是每月",
        fix_en="check the unit: per year or per month",
    ),
    "W618": Message(
        zh="'{name}' 没有用处：{why_zh}",
        en="'{name}' is of no use: {why_en}",
        fix_zh="用上它，或删去",
        fix_en="use it, or drop it",
    ),
    "W619": Message(
        zh="{key} 在这里不起作用：{why_zh}",
        en="{key} does nothing here: {why_en}",
        fix_zh="请检查，或删去 {key}",
        fix_en="check it, or drop {key}",
    ),
    "W624": Message(
        zh="工期为零：这些面积从不在建，也就无法预租",
        en="with no time to build, nothing is ever under construction, or let before it opens",
        fix_zh="若只知交付日期，请把 start 提前相应的工期，并写出工期",
        fix_en="where only the delivery is known, let start be earlier by the time to build",
    ),
}

WHY: Final[dict[str, tuple[str, str]]] = {
    "stage": ("没有一条链经过这个阶段", "no chain has this stage"),
    "cycle": ("没有需求流引用这个周期", "no stream names this cycle"),
    "space": ("没有阶段使用这种空间", "no stage asks for this type"),
    "park": ("这里既无存量也无建设", "nothing stands or is built there"),
    "first": ("它总是链的第一阶段，之前没有阶段", "it is always the first stage of its chain"),
    "last": ("它总是链的最后阶段，之后没有阶段", "it is always the last stage of its chain"),
    "all_parks": ("可用的园区不比它多", "there are no more parks to choose from"),
    "after_end": ("时钟在 {end} 结束", "the clock ends with {end}"),
    "not_passed": ("没有需求流经过这个阶段", "no stream passes this stage"),
    "never_holds": ("空置率永远达不到", "vacancy never gets there"),
    "always_holds": ("任何结果都符合", "whatever happens meets it"),
    "zero": ("它是零", "it is zero"),
    "nobody_outside": ("使用这种空间的赛道都在其中", "every track that uses the type is in it"),
    "unused": ("{track} 不使用这种空间", "{track} does not use the type"),
    "nobody_left": ("没有企业会这样离开", "nobody ever leaves like that"),
}
"""Why something does nothing, in both languages."""

CERTAIN: Final[dict[float, tuple[str, str]]] = {
    0.0: ("任何结果都不会算作不足或富余", "nothing is ever called short or too idle"),
    1.0: ("没有结果能算够用", "no number of futures shows as much"),
}
"""What a confidence at its ends means."""
