"""Words of `diff`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

DIFF: Final[dict[str, Words]] = {
    "title": Words("两个结果并列，只读不重算", "Two results side by side; nothing is played"),
    "old": Words("A：{name}，{n} 种未来，键 {key}", "A: {name}, {n} futures, key {key}"),
    "new": Words("B：{name}，{n} 种未来，键 {key}", "B: {name}, {n} futures, key {key}"),
    "altered": Words(
        "{side} 的文件缺失或已被改动，所读未必是当时所写：{files}",
        "files of {side} are missing or altered, what is read may not be what was written: {files}",
    ),
    "inputs": Words("情景的输入，不同者 {count} 处", "Inputs of the scenario that differ: {count}"),
    "as_written": Words(
        "本版本读不了其中一个情景，故按所写逐值比较：2 years 与 24 months 算作不同",
        "this version refuses one of the scenarios, so that they are compared as written, value by "
        "value: 2 years and 24 months differ",
    ),
    "more_inputs": Words(
        "其余 {count} 处见 --json", "{count} more of them are in the output of --json"
    ),
    "absent": Words("（无）", "(none)"),
    "made_of": Words(
        "其他来历，不同者 {count} 项", "What else it was made of that differs: {count}"
    ),
    "missing": Words(
        "只有 {side} 有，无从比较：{names}", "only in {side}, and so not compared: {names}"
    ),
    "output": Words("结果", "output"),
    "unit": Words("单位", "unit"),
    "a": Words("A", "A"),
    "b": Words("B", "B"),
    "difference": Words("B - A（95%）", "B - A (95%)"),
    "points": Words("%", "%"),
    "city": Words("全市", "City"),
    "economy": Words("经济", "Economy"),
    "words": Words("结论用词，变了的 {count} 处", "Words of the verdict that changed: {count}"),
    "word": Words("{name}：{old} -> {new}", "{name}: {old} -> {new}"),
    "word_within": Words(
        "{name}：{old} -> {new}（{a}% -> {b}%，在误差以内）",
        "{name}: {old} -> {new} ({a}% -> {b}%, within its error)",
    ),
    "beyond_more": Words(
        "超出自身误差的还有 {count} 项，见 --json",
        "{count} more beyond their own error are in the output of --json",
    ),
    "counts": Words(
        "{all} 项：{beyond} 项超出自身误差，{within} 项在误差以内，{same} 项相同，{unknown} 项变了而误差不明",
        "{all} outputs: {beyond} moved beyond their own error, {within} within it, {same} are the "
        "same, {unknown} moved with an error that is not known",
    ),
    "chance": Words(
        "每项各按 95%：即使什么都没变，{all} 项中也可能有 {few} 项因偶然而超出",
        "each has 95% by itself: were nothing different, up to {few} of {all} could be beyond by "
        "chance",
    ),
    "way_intervals": Words(
        "概率之差由两边的区间得出，两边当作各自独立：结果目录不存逐未来的成立与否",
        "differences of probabilities are from both intervals, as if the two were independent: no "
        "result keeps in which futures a standard holds",
    ),
    "way_intervals_same": Words(
        "两边有共同的未来，故该区间偏宽",
        "they have futures in common, so that these intervals are rather too wide",
    ),
    "way_paired": Words(
        "面积：同一批未来逐个配对（series.parquet）",
        "areas: paired, future by future, as both kept them (series.parquet)",
    ),
    "way_common": Words(
        "面积：两边未来数不同，只比两边都有的 {n} 种未来，逐个配对；A、B 之值也只是这些未来的均值（series.parquet）",
        "areas: of the {n} futures that both have, paired future by future; A and B are their means "
        "over those alone (series.parquet)",
    ),
    "way_independent": Words(
        "面积：两批不同的未来，当作独立（series.parquet）",
        "areas: of other futures, as independent (series.parquet)",
    ),
    "way_spread": Words(
        "经济及未存逐未来的面积：误差由各未来的分位差按正态估得，只是约数",
        "economy, and areas where futures are not kept: the error is about right only, from the "
        "quantiles over futures as if they were normal",
    ),
    "way_none": Words(
        "误差不明者：多数未来为零，或未存逐未来的值",
        "where the error is not known, most futures have none of it, or no future is kept",
    ),
    "same_folder": Words(
        "这是同一个结果目录，比了等于没比：{folder}",
        "this is one and the same folder, which says nothing: {folder}",
    ),
    "identical": Words(
        "完全相同：同一个键，输入、代码、全部 {count} 项结果与结论用词都一样",
        "Identical: the same key, the same inputs and code, and all {count} outputs and words alike",
    ),
    "same_key": Words(
        "键相同而数字不同：其中一个结果被改动过，或不是由同一份代码写成",
        "the same key with other numbers: one of the two was altered, or not written by that code",
    ),
    "says_inputs": Words("不同的输入（{count}）：{names}", "inputs that differ ({count}): {names}"),
    "says_no_input": Words("情景的输入全都相同", "the scenario's inputs are all the same"),
    "says_made": Words("此外不同的还有：{names}", "besides, these differ: {names}"),
    "says_beyond": Words(
        "{beyond} / {all} 项结果的变动超出自身误差；最显著：{name}，{old} -> {new}（{ends}）",
        "{beyond} of {all} outputs moved beyond their own error; most of all {name}: {old} -> {new} "
        "({ends})",
    ),
    "says_none": Words(
        "没有一项结果的变动超出自身误差（共 {all} 项，{same} 项完全相同）",
        "no output moved beyond its own error (of {all}; {same} are exactly the same)",
    ),
    "says_same": Words("全部 {all} 项结果都完全相同", "all {all} outputs are exactly the same"),
    "says_words": Words(
        "变了的结论用词（{count}）：{words}",
        "words of the verdict that changed ({count}): {words}",
    ),
    "says_no_word": Words("结论用词没有变", "no word of the verdict changed"),
    "and_more": Words("等", "and more"),
    "no_figure": Words(
        "没有图：两个结果没有共同的空间类型，或其中一个没有 measures.csv",
        "no figure: the two have no type of space in common, or one has no measures.csv",
    ),
    "figure_subtitle": Words(
        "A：{a}，{of_a} 种未来；B：{b}，{of_b} 种未来；数据：两者的 measures.csv\n"
        "各年平均的空置（零线上）与排队（零线下）面积，中位数与 P10–P90；每行两图同一比例",
        "A: {a}, {of_a} futures; B: {b}, {of_b} futures; data: measures.csv of both\n"
        "Yearly means of idle (above zero) and waiting area (below), median and P10–P90; both of a row on one scale",
    ),
    "figure_detail": Words(
        "{year}年空置，{space}：A {a}，B {b}", "Idle area in {year}, {space}: A {a}, B {b}"
    ),
    "question": Words(
        "{folder} 是 {verb} 的回答；diff 比较的是 run 的结果：zhizao list 列出可用的",
        "{folder} is an answer of {verb}; diff takes results of runs: zhizao list shows them",
    ),
    "no_verdict": Words(
        "{folder} 没有 verdict.json，无从比较", "{folder} has no verdict.json to compare"
    ),
    "unread": Words(
        "{file} 的内容不是 run 所写的样子", "{file} is not as a run of this program writes it"
    ),
}

CALLS: Final[dict[str, Words]] = {
    "beyond": Words("超出", "beyond"),
    "within": Words("以内", "within"),
    "same": Words("相同", "same"),
    "unknown": Words("不明", "unknown"),
}
"""How far an output moved against its own error."""

AREAS: Final[dict[str, Words]] = {
    "free": Words("空置面积", "area free"),
    "waiting_area": Words("排队面积", "area waited for"),
    "leased": Words("已租面积", "area let"),
}

MADE_OF: Final[dict[str, Words]] = {
    "settings.seed": Words("种子", "seed"),
    "settings.replications": Words("未来数", "futures"),
    "settings.central": Words("区间取中值", "ranges held at their values"),
    "settings.grounded": Words("承接往年的未来", "futures continued from the past"),
    "settings.map": Words("地图文件", "file of the map"),
    "code": Words("代码", "code"),
    "commit": Words("代码的提交（+ 有改动）", "commit of the code (+ with changes)"),
    "versions.zhizao": Words("zhizao 版本", "version of zhizao"),
    "versions.python": Words("Python 版本", "version of Python"),
}
"""What else a result is made of; libraries go by their names."""
