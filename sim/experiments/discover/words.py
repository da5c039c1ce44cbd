"""Words of `discover`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

DISCOVER: Final[dict[str, Words]] = {
    "title": Words(
        "情景发现：“{fails}”即为落空；{worlds} 个世界，每个 2 种未来，{inputs} 个未知数",
        "Scenario discovery: the plan fails where '{fails}'; {worlds} worlds of 2 futures each, "
        "{inputs} unknown numbers",
    ),
    "base": Words(
        "{share} 的未来落空（95% 区间 {low}-{high}）",
        "{share} of all futures fail (95% interval {low}-{high})",
    ),
    "chance": Words(
        "同一世界的两种未来只差机遇：一种落空时，另一种也落空的占 {share}；其余非这些数所能解释",
        "the two futures of a world differ by chance alone: where one fails, the other fails too in "
        "{share}; the rest no limit on these numbers can explain",
    ),
    "limit": Words("限定（PRIM）", "limit (PRIM)"),
    "in_box": Words("盒内", "in the box"),
    "sampled": Words("抽样范围", "sampled"),
    "freed": Words("放开后密度%", "% dense if freed"),
    "quasi_p": Words("出于偶然", "by luck"),
    "of": Words("", ""),
    "coverage": Words("覆盖%", "coverage %"),
    "density": Words("密度%", "density %"),
    "mass": Words("占世界%", "% of worlds"),
    "found_on": Words("找盒用的一半世界", "half used to find the box"),
    "held_out": Words("未用的另一半", "half not used"),
    "rules": Words("CART 规则（未用的一半）", "CART rules (half not used)"),
    "no_rules": Words("CART：没有一片叶的密度达到要求", "CART: no leaf is as dense as asked"),
    "notes": Words(
        "覆盖：全部落空中在盒内的；密度：盒内未来中落空的（95% 区间）；放开后密度与出于偶然："
        "在未用的一半上去掉该限定，及有限定时的密度纯出偶然的概率（Bryant 与 Lempert 2010）",
        "coverage: share of all failures that lie in the box; density: share of the box that fails "
        "(95% interval); if freed, by luck: without that limit, on the half not used, and how likely "
        "the density with it is by luck alone (Bryant & Lempert 2010)",
    ),
    "evenly": Words(
        "{names}：在所给范围内均匀取值，并非判断其可能性；密度与占比随之而定",
        "{names}: spread evenly over what was given, which says nothing of how likely it is; density "
        "and mass depend on it",
    ),
    "sparse": Words(
        "没有密度达到 {density} 的盒；所示为覆盖与密度的调和平均最大者",
        "no box is {density} dense; shown is that with the greatest harmonic mean of coverage and "
        "density",
    ),
    "fails_when": Words(
        "计划多半在以下情况落空：{box}",
        "The plan mostly fails when {box}",
    ),
    "fails_more": Words(
        "计划更常在以下情况落空：{box}",
        "The plan fails more often when {box}",
    ),
    "numbers": Words(
        "此时 {density}（{low}-{high}）的未来落空（平均 {base}），占全部落空的 {coverage}",
        "then {density} ({low}-{high}) of futures fail ({base} of all), which covers {coverage} of "
        "all failures",
    ),
    "unproven": Words(
        "在未用的一半世界上看不出比平均更易落空：不作为发现",
        "on the half not used it does not fail clearly more often than average: not a finding",
    ),
    "nothing": Words(
        "没有哪个数的限定比偶然更能说明落空：落空出于机遇，或散在各处",
        "no limit on any number tells failures better than luck: they are chance, or everywhere",
    ),
    "only_rules": Words(
        "没有一个 PRIM 盒比偶然更能说明落空；CART 的规则见上表",
        "no box of PRIM's tells failures better than luck; for the rules of CART see above",
    ),
    "above": Words("{name}高于 {low}", "{name} is above {low}"),
    "below": Words("{name}低于 {high}", "{name} is below {high}"),
    "between": Words("{name}在 {low} 与 {high} 之间", "{name} is between {low} and {high}"),
    "and": Words("，且", ", and "),
    "mean": Words("{name}（均值）", "{name} (mean)"),
    # refusals
    "never": Words(
        "“{fails}”在 {n} 种未来中从不成立，没有落空可解释{hint}",
        "'{fails}' holds in none of {n} futures: there is no failure to explain{hint}",
    ),
    "always": Words(
        "“{fails}”在 {n} 种未来中无一例外地成立，无从比较{hint}",
        "'{fails}' holds in all of {n} futures: there is nothing to compare with{hint}",
    ),
    "few": Words(
        "“{fails}”在 {n} 种未来中只有 {count} 种{side}，至少要 {least} 种{hint}",
        "'{fails}': only {count} of {n} futures {side}, at least {least} are needed{hint}",
    ),
    "side_fail": Words("落空", "fail"),
    "side_hold": Words("不落空", "do not fail"),
    "hint": Words(
        "；约四分之一的未来落空的写法：“{name} {sign} {number}”",
        "; '{name} {sign} {number}' would hold in about a quarter of them",
    ),
    "no_inputs": Words(
        "没有会变的数：情景中没有 range（或用了 --central），也没有 --vary",
        "no number varies: the scenario has no ranges (or --central holds them) and there is no "
        "--vary",
    ),
    "few_worlds": Words(
        "至少要 {least} 个世界：一半用来找，一半用来检验",
        "at least {least} worlds are needed: half to find the box, half to test it",
    ),
    "bad_density": Words("密度须在 0 与 1 之间", "the density must lie between 0 and 1"),
    # figure
    "figure_title": Words("计划多半落空：{box}", "The plan mostly fails when {box}"),
    "figure_more": Words("计划更常落空：{box}", "The plan fails more often when {box}"),
    "figure_unproven": Words(
        "未能证实：在未用的世界上，盒内并不更易落空",
        "Not confirmed: on worlds not used, the box fails no more than average",
    ),
    "figure_nothing": Words(
        "没有哪个数的限定能说明何时落空", "No limit on any number tells when the plan fails"
    ),
    "figure_subtitle": Words(
        "落空：{fails}；每点一个世界：橙＝两种未来都落空，浅橙＝一种，灰＝都不；{n} 种未来，"
        "种子 {seed}\n"
        "盒由一半世界找到；右上：橙点与须为所选盒在另一半世界上的覆盖与密度（95% 区间）；右下：盒在"
        "抽样范围中的位置",
        "Fails where {fails}; one dot a world: orange = both futures fail, pale = one, grey = none; "
        "{n} futures, seed {seed}\n"
        "The box is found on half of the worlds; top right: coverage and density, with the chosen box "
        "on the other half (95 % interval); below: the box within what was sampled",
    ),
    "trade_off": Words("密度（纵）与覆盖（横）", "Density against coverage"),
    "trade_unit": Words("%", "%"),
    "found_line": Words("找盒用的一半世界", "half used to find the box"),
    "held_line": Words("另一半", "half not used"),
    "box_panel": Words("盒", "The box"),
    "box_unit": Words("抽样范围", "range sampled"),
    "base_line": Words("平均", "average"),
    "detail": Words("覆盖 {coverage}，密度 {density}", "coverage {coverage}, density {density}"),
}

DISCOVER_UNITS: Final[dict[str, Words]] = {
    "share": Words("%", "%"),
    "growth": Words("%/年", "% a year"),
    "factor": Words("倍", "times"),
    "elasticity": Words("弹性", "elasticity"),
    "span": Words("月", "months"),
    "rate": Words("家/年", "a year"),
    "density": Words("亿元/万 m²", "10⁸ yuan/10⁴ m²"),
    "a_year": Words("/年", " a year"),
}
"""Units of axes, by dimension."""

_EXAMPLE = "peak_waiting.pilot > 2万 and (shortage_holds == 0 or first_shortage.lab < 2028-01)"


def _said(zh: str, en: str) -> Words:
    return Words(
        f"条件“{{text}}”在“{{rest}}”处读不懂：{zh}；例如：{_EXAMPLE}",
        f"the condition '{{text}}' cannot be read at '{{rest}}': {en}; for example: {_EXAMPLE}",
    )


EXPRESSION: Final[dict[str, Words]] = {
    "sense": _said("这里的字符没有意义", "these characters mean nothing here"),
    "name": _said("这里应是指标名", "an indicator's name is expected"),
    "sign": _said("这里应是 < <= > >= == 或 !=", "one of < <= > >= == != is expected"),
    "number": _said(
        "这里应是数（可带 万、% 或 sq ft）或月份",
        "a number (万, % or sq ft may follow) or a month is expected",
    ),
    "bracket": _said("少一个右括号", "a closing bracket is missing"),
    "deep": _said("括号套得太深", "brackets are nested too deeply"),
    "rest": _said("只能用 and 或 or 连接", "only `and` or `or` can follow"),
    "unknown_near": Words(
        "没有指标“{name}”；是否指 {near}？",
        "there is no indicator '{name}'; did you mean {near}?",
    ),
    "unknown": Words(
        "没有指标“{name}”；指标有：{known}（多可加 .空间、.阶段或 .标准）",
        "there is no indicator '{name}'; known are {known} (most take .space, .stage or .standard)",
    ),
}
