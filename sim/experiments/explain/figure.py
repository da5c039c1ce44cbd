"""23-explain: what happened to one company?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

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


@dataclass(frozen=True)
class Lives:
    """What 23-explain shows; `clock` in absolute months."""

    name: ClassVar[str] = "23-explain"
    head: Head
    clock: tuple[float, float]
    lanes: dict[str, Lane]


def data(answer: ExplainAnswer, origin: Origin) -> Lives:
    """The stages, waits and fit-outs of a company, one lane a scenario."""
    lanes = {life.scenario: _lane(life) for life in answer.lives}
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
        height = 2.0 + 1.3 * len(lives.lanes)
        figure, top = sheet(lives.head, lang, height)
        ax = place(figure, 0.6, top + 0.1, 10.1, height - top - 0.75)
        years(ax, *lives.clock)
        for y, lane in enumerate(lives.lanes.values()):
            _lane_at(ax, y, lane, lang)
        ax.set_ylim(len(lives.lanes), -0.1)
        ax.set_yticks([])
        ax.grid(axis="x")
        return Panels(figure, {"lives": ax}, lives, lang)


def _lane_at(ax: Axes, y: int, lane: Lane, lang: Lang) -> None:
    head = attach(ax, lane.name.line(lang), (0, y + 0.17), (0, 0), color=INK[DEMAND])
    attach(ax, lane.end.line(lang), (1, y + 0.17), (0, 0), ha="right", color=INK[DEMAND])
    fit(6, head)
    for stretch in lane.stretches:
        top, size = (y + 0.25, 0.32) if stretch.kind == "stage" else (y + 0.62, 0.22)
        colour = _COLOUR[stretch.kind]
        ax.barh(
            top, stretch.end - stretch.start, size, stretch.start, align="edge", color=colour, lw=0
        )
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
