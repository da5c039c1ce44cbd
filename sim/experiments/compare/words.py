"""Words of `compare`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

OUTCOMES: Final[dict[str, Words]] = {
    "shortage_holds": Words("够用的把握", "P(enough space)"),
    "idle_holds": Words("不过闲的把握", "P(idle space ok)"),
    "lost_area": Words("流失面积", "area lost"),
    "peak_waiting": Words("排队峰值", "peak waiting"),
    "waiting_mean": Words("平均排队", "mean waiting"),
    "idle_mean": Words("平均空置", "mean idle area"),
    "leased_end": Words("期末已租", "leased at the end"),
}

CALLS: Final[dict[str, Words]] = {
    "better": Words("更好", "better"),
    "worse": Words("更差", "worse"),
    "cannot_tell": Words("难判定", "cannot tell"),
    "alike": Words("无差别", "no difference"),
    "not_called": Words("不作判断", "not called"),
}
MARKS: Final[dict[str, str]] = {
    "better": "v",
    "worse": "X",
    "cannot_tell": "?",
    "alike": "=",
    "not_called": "-",
}

FATES: Final[dict[str, Words]] = {
    "lost": Words("在 A 得到空间，在 B 流失", "served in A, lost in B"),
    "saved": Words("在 A 流失，在 B 得到空间", "lost in A, served in B"),
    "later": Words("在 B 等得更久", "waits longer in B"),
    "sooner": Words("在 B 等得更短", "waits less in B"),
    "moved": Words("等候相同，换了园区或空间", "same wait, another park or space"),
    "absent": Words("只在 A 找空间", "seeks space in A alone"),
    "new": Words("只在 B 找空间", "seeks space in B alone"),
    "other": Words("其他（到期末进度不同）", "other (elsewhere on its way at the end)"),
}

COMPARE: Final[dict[str, Words]] = {
    "title": Words(
        "情景对照：A = {base}；每个情景 {n} 种未来，同一批随机数，种子 {seed}",
        "Comparison: A = {base}; {n} futures of each scenario, common random numbers, seed {seed}",
    ),
    "other": Words("B = {other}（{file}）", "B = {other} ({file})"),
    "inputs": Words("不同的输入：{count} 处", "Inputs that differ: {count}"),
    "more_inputs": Words("其余 {count} 处见 inputs.csv", "{count} more in inputs.csv"),
    "none": Words("（无）", "(none)"),
    "yardstick": Words(
        "注意：衡量的标准也不同，“把握”不是同一把尺量的",
        "note: the standards differ too, so the chances P(...) are measured by two yardsticks",
    ),
    "outcome": Words("结果", "outcome"),
    "a": Words("A", "A"),
    "b": Words("B", "B"),
    "difference": Words("B-A（区间）", "B-A (interval)"),
    "pairs": Words("好/差%", "better/worse%"),
    "correlation": Words("相关", "corr"),
    "call": Words("判断", "call"),
    "share_note": Words(
        "把握：标准全部成立的未来 %，差值为百分点；面积：{unit}，可出租，各种未来的均值",
        "P: % of futures in which all standards hold, differences in points; areas: {unit} "
        "lettable, means over futures",
    ),
    "pairs_note": Words(
        "好/差 %：B 更好、更差的未来对（其余相同）；相关：同一随机数下 A 与 B 的相关，"
        "越高则区间越窄",
        "better/worse %: pairs of futures in which B is better, worse (the rest are equal); corr: "
        "of A and B over pairs, the higher the narrower the interval",
    ),
    "holm": Words(
        "区间 95%，已按 {tests} 项判断（{outcomes} 项结果 x {others} 个情景）作 Holm 校正；"
        "不含 0 才判定",
        "95% intervals, adjusted by Holm over the {tests} calls ({outcomes} outcomes x {others} "
        "scenarios); called only if 0 is outside",
    ),
    "more_rows": Words(
        "另有 {count} 行（各类空间，未判为更好或更差）见 outcomes.csv",
        "{count} more rows (types of space, called neither better nor worse) in outcomes.csv",
    ),
    "stock_note": Words(
        "存量没有好坏之分，不作判断", "a stock is neither good nor bad: not called"
    ),
    "waterfall_panel": Words("{other}：{outcome}", "{other}: {outcome}"),
    "waterfall": Words(
        "差值从何而来：{outcome}，{base} -> {new}", "What does it: {outcome}, {base} -> {new}"
    ),
    "delta": Words("改动", "change"),
    "contribution": Words("贡献（95% 区间）", "contribution (95%)"),
    "alone": Words("单独做", "alone"),
    "last": Words("最后做", "last"),
    "shapley": Words(
        "贡献：各种先后次序的平均（Shapley），合计恰为全部差值；共同作用 {joint}（全部减去各自单独）",
        "contribution: mean over all orders (Shapley), they add up to the whole; joint effect "
        "{joint} (the whole less each alone)",
    ),
    "ordered": Words(
        "改动多于 {most} 处：按声明的先后逐项计，次序会影响各项",
        "more than {most} changes: taken in the declared order, on which each bar depends",
    ),
    "merged": Words(
        "有 {count} 处改动单独做会被情景检查拒绝，已并入其他改动",
        "{count} changes are refused by the scenario's checks without others and were joined to "
        "them",
    ),
    "joined": Words(
        "{count} 处改动缺一不可（情景检查不接受其中一部分）：全部差值由它们共同而来",
        "{count} changes that pass the scenario's checks only together: all of the difference is "
        "theirs",
    ),
    "single": Words(
        "只有一处改动：全部差值都由它而来", "one change only: all of the difference is its"
    ),
    "fates": Words(
        "命运不同的企业：{differ} 家，占 {all} 家的 {share}（{n} 种未来）",
        "Companies whose fate differs: {differ} of {all}, {share} ({n} futures)",
    ),
    "kind": Words("如何不同", "how it differs"),
    "companies": Words("每种未来", "a future"),
    "months": Words("月", "months"),
    "mostly": Words("主要是", "mostly"),
    "explain": Words(
        "看其中一家的来龙去脉（{kind}；其余见 examples.csv）：",
        "The story of one of them ({kind}; more in examples.csv):",
    ),
    "verdict": Words("{other}，与“{base}”相比：{counts}", "{other}, beside {base}: {counts}"),
    "count": Words("{call} {count}", "{count} {call}"),
    "list_better": Words("更好：{names}", "better: {names}"),
    "list_worse": Words("更差：{names}", "worse: {names}"),
    "list_cannot_tell": Words("难判定：{names}", "cannot tell: {names}"),
    "list_alike": Words("没有一对未来有差别：{names}", "no difference in any pair: {names}"),
    "from_to": Words("{name} {a} -> {b}{unit}", "{name} {a} -> {b}{unit}"),
    "beyond": Words("{name}（至多相差 ±{most} 个百分点）", "{name} (none beyond ±{most} points)"),
    # Figures
    "side_title": Words(
        "{space}，{year} 年空置的中位数：{base} {a}，{other} {b}",
        "{space}, median idle area in {year}: {a} in {base}, {b} in {other}",
    ),
    "side_subtitle": Words(
        "每行一类空间，纵轴相同；零线以上为空置，以下为排队，年均值，可出租面积；线：中位数，带：P10–P90；"
        "各 {n} 种未来，种子 {seed}",
        "A type of space a row, on one scale; idle above zero, waiting below, yearly means, lettable; "
        "line: median, band: P10–P90; {n} futures each, seed {seed}",
    ),
    "side_detail": Words("{space}，{name}：{area}", "{space}, {name}: {area}"),
    "figure_title": Words("{other}（{calls}）", "{other} ({calls})"),
    "no_call": Words("各项都难判定", "nothing can be told apart"),
    "figure_subtitle": Words(
        "与“{base}”的配对差值：菱形为 {n} 对的均值，横线为 95% 区间（Holm 校正）；"
        "点：前 {dots} 对同一随机数的未来；种子 {seed}",
        "Paired differences from: {base}. Diamond: mean of {n} pairs, bar: 95 % interval (Holm); "
        "dots: the first {dots} pairs of futures with the same luck; seed {seed}",
    ),
    "share_unit": Words("百分点", "points"),
    "detail": Words("{name} {value}（{low} 至 {high}）", "{name} {value} ({low} to {high})"),
    "waterfall_title": Words(
        "{other} {base} → {new}，其中“{name}”{value}",
        "{other} {base} → {new}, of which {name} {value}",
    ),
    "waterfall_subtitle": Words(
        "各项改动对均值之差的贡献（所有先后次序的平均），须线为 95% 区间；{n} 对同一随机数的未来，种子 {seed}",
        "What each change adds to the difference of means (mean over all orders), whiskers: 95 %; "
        "{n} pairs of futures with the same luck, seed {seed}",
    ),
    "waterfall_ordered": Words(
        "各项改动按声明的先后对均值之差的贡献，须线为 95% 区间；{n} 对同一随机数的未来，种子 {seed}",
        "What each change adds to the difference of means, in the declared order, whiskers: 95 %; "
        "{n} pairs of futures with the same luck, seed {seed}",
    ),
    "whole": Words("合计", "the whole difference"),
    # Refusals
    "same": Words(
        "{other} 与 {base} 没有任何不同的输入", "{other} differs from {base} in no input"
    ),
    "nobody": Words("至少要有一个情景与基准对照", "there is no scenario to compare with the base"),
    "unknown_outcome": Words(
        "没有结果 {outcome}；可用：{known}", "no outcome {outcome}; there are: {known}"
    ),
}
