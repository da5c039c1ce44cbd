"""Words on what projects stand on, and on what opens by it."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

EVIDENCE: Final[dict[str, Words]] = {
    "seen": Words("已见", "seen"),
    "announced": Words("已公布", "announced"),
    "assumed": Words("推定", "assumed"),
}
"""The kinds of evidence of a project."""

DELIVERIES: Final[dict[str, Words]] = {
    "title": Words(
        "开放的面积，按项目的依据：均值，{unit} 可出租",
        "What opens, by what its projects stand on: means, {unit} lettable",
    ),
    "of_what": Words("开放", "opens"),
    "all": Words("合计", "all"),
    "meanings": Words(
        "已见：有来源说已建成或在建；已公布：有来源说将建；推定：没有来源点名",
        "seen: a source says that it was built or is being built; announced: a source says that it will "
        "be; assumed: no source names it",
    ),
    "programme": Words(
        "公布的 {area} {unit} 中：来源点名已建或在建者 {seen}，点名将建者 {announced}，其余 {assumed} 为推定",
        "of the announced {area} ({unit}), sources name {seen} as built or being built and {announced} "
        "as to come; the other {assumed} are assumed",
    ),
}
"""Texts of the screens and of the story."""
