"""Words of `overview`."""

from __future__ import annotations

from typing import Final

from sim.text.verdict import SCREEN
from sim.text.words import Words

HEADS: Final[dict[str, Words]] = {
    "shortage": SCREEN["enough"],
    "idle": SCREEN["idle"],
    "goals": Words("目标达到 %", "goals met %"),
}
"""Heads of the shares of futures in which the standards of a side hold."""

OVERVIEW: Final[dict[str, Words]] = {
    "title": Words(
        "情景一览：{n} 个情景，每个 {futures} 种未来",
        "Overview: {n} scenarios, {futures} futures each",
    ),
    "scenario": Words("情景", "scenario"),
    "holds": Words("{word}，成立", "{word}, holds"),
    "shortage": Words("最可能排队", "likeliest queue"),
    "glut": Words("最可能过剩", "likeliest glut"),
    "notes": Words(
        "概率 %（95% 区间）：该侧全部标准成立。排队、过剩：空间类型，出现的未来 % 与首月中位数",
        "probability % (95% interval) that all standards of a side hold. Queue, glut: space "
        "type, % of futures and median first month",
    ),
    "idle_end": Words("期末闲置", "idle at end"),
    "lost": Words("流失", "lost"),
    "decides": Words("最要紧的数", "what decides"),
    "required": Words("须建", "required"),
    "never": Words("不够", "never"),
    "area_notes": Words(
        "面积：{unit}，中位数（P10-P90）；期末闲置、流失为可租面积，全市；最要紧的数：单独解释各类供需差的几成",
        "areas in {unit}, median (P10-P90); idle and lost are lettable, of the whole city; what decides: "
        "the unknown number that explains most of how worlds differ in space short or idle, and how much",
    ),
    "required_notes": Words(
        "须建：以 {confidence} 的把握使该类的等候与流失标准成立、须建的建筑面积（其余类型照计划，"
        "{futures} 种未来）；首列为各类之和及占计划的份额",
        "required: gross area to build so that a type's standards on waiting and loss hold with "
        "{confidence} confidence (other types as planned, {futures} futures); first the sum of the "
        "types and its share of the plan",
    ),
    "side": Words("{side}：{words}", "{side}: {words}"),
    "counted": Words("{word} {n} 个", "{word} in {n}"),
    "named": Words("{counted}（{names}）", "{counted} ({names})"),
    "idlest": Words(
        "期末闲置（中位数）：{least}最少，{most}最多",
        "idle at the end (median): least in {least}, most in {most}",
    ),
    "idle_in": Words("{name} {area}{unit}", "{name}, {area}{unit}"),
    "unknown_outcome": Words(
        "没有一个情景有指标 {outcome}；各指标见词汇表",
        "no scenario has the indicator {outcome}; the glossary lists them",
    ),
    "same": Words(
        "{id} 出现了两次：内容相同的情景只需写一次",
        "{id} stands twice: each scenario is needed once",
    ),
    "odd": Words(
        "未来数须为不小于 2 的偶数：两种未来共用一个世界",
        "the number of futures must be even and at least 2: two futures share a world",
    ),
    "figure_title": Words(
        "{n} 个情景：够用 {enough} 个，不嫌闲 {idle} 个",
        "{n} scenarios: enough space in {enough}, not too idle in {idle}",
    ),
    "figure_foot": Words("{n} 个情景", "{n} scenarios"),
    "figure_subtitle": Words(
        "标准全部成立的概率与 95% 区间；竖线为所要求的把握 {confidence}；每个情景 {futures} 种未来\n"
        "蓝：成立；橙：不成立；灰：尚难判定",
        "Probability that all standards hold, with its 95% interval; the line is the confidence "
        "asked for, {confidence}; {futures} futures a scenario\n"
        "Blue: they hold; orange: they do not; grey: cannot tell",
    ),
    "share_unit": Words("% 未来", "% of futures"),
    "detail": Words(
        "{name}：{side}，{share}% 的未来成立", "{name}: {side}, holds in {share}% of futures"
    ),
}
