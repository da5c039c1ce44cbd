"""23-explain: what happened to one company?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from matplotlib.axes import Axes

from sim.experiments.explain.answer import ExplainAnswer, Life
from sim.experiments.explain.words import EXPLAIN
from sim.plots.frames import Origin
from sim.plots.parts import years
from sim.plots.sheet import attach, fit, place, sheet
from sim.plots.style import (
    DEMAND,
    INK,
    SHORTAGE,
    SUPPLY,
    SUPPLY_LIGHT,
    Head,
    Panels,
    house,
)
from sim.plots.words import heading
from sim.scenario.values.dates import MONTH
from sim.text.words import Lang, Words, joined

_COLOUR = {"stage": SUPPLY, "fit_out": SUPPLY_LIGHT, "waiting": SHORTAGE}
_AROUND: Final = 2.05
"""Inches of the sheet without its lanes."""
_WORDS, _GAP = 0.42, 0.07
"""Inches for a lane's words, and below each of its rows."""
_ROWS: Final = {True: 0.42, False: 0.29}
"""Inches of a row: of stages, and of waiting and fitting out."""


@dataclass(frozen=True)
class StoryStretch:
    """A stretch of time, absolute months."""

    kind: str
    name: Words
    start: float
    end: float


@dataclass(frozen=True)
class Lane:
    """The company in one scenario."""

    name: Words
    end: Words
    stretches: list[StoryStretch]

    @property
    def rows(self) -> list[bool]:
        """Whether each of its rows holds stages, only those with something in them."""
        kinds = {stretch.kind == "stage" for stretch in self.stretches}
        return sorted(kinds, reverse=True)

    @property
    def height(self) -> float:
        """Of its words and rows."""
        return _WORDS + sum(_ROWS[stages] + _GAP for stages in self.rows)


@dataclass(frozen=True)
class Lives:
    """What 23-explain shows; `clock` in absolute months."""

    name: ClassVar[str] = "23-explain"
    head: Head
    clock: tuple[float, float]
    lanes: dict[str, Lane]
    """By side: two may be of one scenario, changed by hand."""


def data(answer: ExplainAnswer, origin: Origin) -> Lives:
    """The stages, waits and fit-outs of a company, one lane a scenario."""
    lanes = {side: _lane(life) for side, life in zip("AB", answer.lives, strict=False)}
    ends = [life.end for life in answer.lives]
    if len(ends) == 2:
        title = EXPLAIN["figure_both"].fill(company=answer.company, a=ends[0], b=ends[1])
    else:
        title = EXPLAIN["figure_title"].fill(company=answer.company, end=ends[0])
    subtitle = EXPLAIN["figure_subtitle"].fill(
        replication=str(answer.replication), seed=str(answer.seed)
    )
    details = [joined([life.name, life.end], "：", ": ") for life in answer.lives]
    start = float(answer.lives[0].start_month)
    return Lives(heading(origin, title, subtitle, details), (start, start + answer.months), lanes)


def _lane(life: Life) -> Lane:
    stretches = [
        StoryStretch(
            span.kind,
            life.stages[span.stage] if span.kind == "stage" else EXPLAIN[span.kind],
            life.start_month + span.start / MONTH,
            life.start_month + span.end / MONTH,
        )
        for span in life.story.spans
    ]
    return Lane(life.name, life.end, stretches)


def draw(lives: Lives, lang: Lang = "both") -> Panels:
    """One lane a scenario: stages above, waiting and fit-out below."""
    with house():
        tall = sum(lane.height for lane in lives.lanes.values())
        figure, top = sheet(lives.head, lang, _AROUND + tall)
        ax = place(figure, 0.6, top + 0.1, 10.1, tall)
        years(ax, *lives.clock)
        ax.set_ylim(tall, 0)
        y = 0.0
        for lane in lives.lanes.values():
            _lane_at(ax, y, lane, lang)
            y += lane.height
        ax.set_yticks([])
        ax.grid(axis="x")
        return Panels(figure, {"lives": ax}, lives, lang)


def _lane_at(ax: Axes, y: float, lane: Lane, lang: Lang) -> None:
    """Draw a lane from a height downwards, inches."""
    y += _WORDS - _GAP
    head = attach(ax, lane.name.line(lang), (0, y - _GAP), (0, 0), color=INK[DEMAND])
    attach(ax, lane.end.line(lang), (1, y - _GAP), (0, 0), ha="right", color=INK[DEMAND])
    fit(6, head)
    for stages in lane.rows:
        for stretch in lane.stretches:
            if (stretch.kind == "stage") == stages:
                _stretch_at(ax, y, _ROWS[stages], stretch, lang)
        y += _ROWS[stages] + _GAP


def _stretch_at(ax: Axes, top: float, size: float, stretch: StoryStretch, lang: Lang) -> None:
    colour = _COLOUR[stretch.kind]
    ax.barh(top, stretch.end - stretch.start, size, stretch.start, align="edge", color=colour, lw=0)
    inside = ax.annotate(
        stretch.name.line(lang),
        ((stretch.start + stretch.end) / 2, top + size / 2),
        ha="center",
        va="center",
        color="white" if stretch.kind != "fit_out" else INK[DEMAND],
    )
    room = (stretch.end - stretch.start) / (ax.get_xlim()[1] - ax.get_xlim()[0])
    if inside.get_window_extent().width > room * ax.get_window_extent().width:
        inside.remove()
