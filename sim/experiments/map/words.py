"""Words of `map`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

MAP: Final[dict[str, Words]] = {
    "title": Words(
        "两数地图：{cells} 格，每格 {n} 种未来，各格同一批随机数",
        "Map over two numbers: {cells} cells of {n} futures each, all with the same luck",
    ),
    "title_own": Words(
        "两数地图：情景自己的 {n} 种未来，{cells} 格",
        "Map over two numbers: the scenario's own {n} futures, {cells} cells",
    ),
    "method": Words(
        "每格取离格心最近的 {nearest} 个世界（以格距计，两数都不远于一格）；近旁不足此数者留空；邻格共用一部分未来",
        "each cell takes the {nearest} worlds nearest to its middle, counted in steps of the grid and none further "
        "than one step in either number; where fewer are that near it stays empty; neighbours share futures",
    ),
    "across": Words("横：{name}{unit}", "across: {name}{unit}"),
    "up": Words("纵：{name}{unit}", "up: {name}{unit}"),
    "unit": Words("，{unit}", ", {unit}"),
    "mean": Words("{name}（均值）", "{name} (mean)"),
    "corner": Words("纵\\横", "up\\across"),
    "cells": Words(
        "每格：不足的概率 %，过闲的概率 %，各附结论：v 够用（不闲）  X 不足（富余过多）  ? 尚难判定  - 未检验  空白 未来太少；"
        "区间见 cells.csv",
        "each cell: P(short) %, P(too idle) %, each after its word: v adequate  X short (too idle)  "
        "? cannot tell  - not tested  blank too few futures; intervals in cells.csv",
    ),
    "words_only": Words(
        "每格：够不够、闲不闲：v 够用（不闲）  X 不足（富余过多）  ? 尚难判定  - 未检验  空白 未来太少；概率与区间见 cells.csv",
        "each cell: enough space, idle space: v adequate  X short (too idle)  ? cannot tell  - not tested  "
        "blank too few futures; probabilities and intervals in cells.csv",
    ),
    "worlds": Words(
        "情景自己的 {n} 个世界里，{inside} 个落在图内；横的中间八成 {across}，纵的 {up}",
        "{inside} of the scenario's own {n} worlds lie on the map; the middle 80% of them across {across}, up {up}",
    ),
    "span": Words("{low} 至 {high}", "{low} to {high}"),
    "one_cell": Words(
        "离计划最近的一格，单独运行：",
        "the cell nearest to the plan, played alone:",
    ),
    "through": Words(
        "离计划最近的一行与一列（纵 {y}，横 {x}），按 {confidence} 的把握（结论在不足或过闲的概率 {turn} 处转折）：",
        "in the row and the column nearest to the plan (up {y}, across {x}), at {confidence} confidence (the word "
        "turns where P(short) or P(idle) passes {turn}):",
    ),
    "turns": Words(
        "{space}，{side}：横向{across}；纵向{up}",
        "{space}, {side}: across, {across}; up, {up}",
    ),
    "part": Words("{span} {word}", "{word} at {span}"),
    "crossing": Words("（{at} 处转折）", " (turns at {at})"),
    "always": Words("处处{word}", "{word} at every value"),
    "ranges": Words(
        "各格按区间抽取，没有承接往年；与往年相符的世界用 --own 看",
        "cells draw from the ranges, not continued from the past; --own shows the worlds that agree with it",
    ),
    "alike": Words("整张图不变：{names}", "the same all over the map: {names}"),
    "alike_one": Words("{space}，{side}，{word}", "{space}, {side}: {word}"),
    "more": Words("其余 {n} 类见 cells.csv", "{n} more in cells.csv"),
    "axis": Words(
        "--{letter} 看不懂：{text}；写成 路径、路径=低..高/个数 或 路径=[甲, 乙, …]",
        "--{letter} cannot be read: {text}; write PATH, PATH=LOW..HIGH/COUNT or PATH=[A, B, …]",
    ),
    "unknown": Words("没有叫 {path} 的数{near}", "there is no number called {path}{near}"),
    "near": Words("；是否 {path}", "; did you mean {path}"),
    "date": Words(
        "{path} 是日期，不在图上；可改看时长，如工期或 slip",
        "{path} is a date, which no map is over; a span of time such as construction or slip can be",
    ),
    "judges": Words(
        "{path} 改变不了推演，也改变不了结论；换一个数",
        "{path} changes neither what is played nor how it is judged; name another number",
    ),
    "confidence": Words(
        "confidence 是图的标尺，不能做轴；用 --set confidence=… 改",
        "confidence is what the map is drawn for, no axis of it; change it with --set confidence=…",
    ),
    "no_range": Words(
        "{path} 没有区间，要写明取值：{path}=[甲, 乙, …] 或 {path}=低..高/个数",
        "{path} has no range, so its values must be given: {path}=[A, B, …] or {path}=LOW..HIGH/COUNT",
    ),
    "count": Words(
        "{path} 要 2 至 {most} 个不同的值，给了 {n} 个",
        "{path} takes 2 to {most} different values, not {n}",
    ),
    "same": Words(
        "横纵是同一个数：{path}；各给一个", "both axes are {path}; a map is over two numbers"
    ),
    "no_standard": Words(
        "{spaces} 没有标准可判；在 standards 里写一条",
        "no standard judges {spaces}; write one under `standards`",
    ),
    "no_worlds": Words(
        "--own 要看各世界如何不同，--central 却把区间都取中值；去掉一个",
        "--own looks at how worlds differ, --central holds them alike; leave out one of the two",
    ),
    "not_varied": Words(
        "各世界的 {path} 都一样；去掉 --own，用格点来看",
        "{path} is the same in all worlds; leave out --own for a grid",
    ),
    "figure_turns": Words(
        "{space}，{side}：{name}在 {at} 处结论转折",
        "{space}, {side}: the word turns where {name} is {at}",
    ),
    "figure_mostly": Words(
        "{space}，{side}：{share} 的格里{word}", "{space}, {side}: {word} in {share} of cells"
    ),
    "figure_alike": Words("整张图上结论不变", "The same words all over the map"),
    "figure_subtitle": Words(
        "数字：不足（过闲）的未来占比，%；斜纹：尚难判定；实线：结论转折处（{turn}）；虚线：{sure}；每格 {n} 种未来，种子 {seed}",
        "Numbers: % of futures short (too idle); hatched: cannot tell; solid: the word turns ({turn}); "
        "dashed: {sure}; {n} futures a cell, seed {seed}",
    ),
    "figure_subtitle_own": Words(
        "数字：最近 {nearest} 个世界里不足（过闲）的占比，%；斜纹：尚难判定；实线：结论转折处（{turn}）；虚线：{sure}；空格：近旁世界太少；种子 {seed}",
        "Numbers: % short (too idle) of the {nearest} worlds nearest; hatched: cannot tell; solid: the word "
        "turns ({turn}); dashed: {sure}; blank: too few worlds near; seed {seed}",
    ),
    "from_ranges": Words(
        "{subtitle}；按区间抽取，不承接往年",
        "{subtitle}; from the ranges, not the past",
    ),
    "dot": Words("情景自己的世界", "the scenario's own worlds"),
    "dot_grounded": Words("与往年相符的世界", "worlds that agree with the past"),
    "plan": Words("计划", "the plan"),
    "shortage": Words("不足的概率", "P(short)"),
    "idle": Words("过闲的概率", "P(too idle)"),
    "scale": Words("概率 %", "probability, %"),
    "detail": Words("{space}，{side}：{low} 至 {high}", "{space}, {side}: {low} to {high}"),
}
