"""12-sweep: where do the standards hold?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes

from sim.experiments.sweep.answer import SweepAnswer
from sim.measures.intervals import Probability
from sim.plots.frames import Origin
from sim.plots.parts import end_labels
from sim.plots.sheet import caption, cells, place, sheet, tall
from sim.plots.style import DEMAND, IDLE, INK, SMALL, SUPPLY, Head, Panels, house
from sim.plots.words import heading, percent
from sim.text.figures import Lang, Words
from sim.text.sweep import SWEEP

SIDES = (("shortage_holds", "enough_label", SUPPLY), ("idle_holds", "idle_label", IDLE))


@dataclass(frozen=True)
class Line:
    """The chance that one side's standards hold, along the values of a number; shares."""

    p: list[float]
    low: list[float]
    high: list[float]


@dataclass(frozen=True)
class Along:
    """One number: the points are taken together by its value."""

    name: Words
    values: list[str]
    lines: dict[str, Line]


@dataclass(frozen=True)
class Sweep:
    """What 12-sweep shows."""

    name: ClassVar[str] = "12-sweep"
    head: Head
    panels: dict[str, Along]


def data(answer: SweepAnswer, origin: Origin) -> Sweep:
    """Chances along each number, over all points of the same value."""
    panels = {factor.path: _along(answer, index) for index, factor in enumerate(answer.factors)}
    chances = [c.share for row in answer.rows if (c := row.chance("shortage_holds"))]
    tested = [share for share in chances if share is not None]
    title = SWEEP["figure_title"].fill(
        worst=percent(min(tested, default=0)),
        best=percent(max(tested, default=0)),
        points=str(len(answer.rows)),
    )
    subtitle = SWEEP["figure_subtitle"].fill(n=str(answer.replications), seed=str(origin.seed))
    details = [
        SWEEP["detail"].fill(
            name=along.name,
            low=percent(min(along.lines["shortage_holds"].p)),
            high=percent(max(along.lines["shortage_holds"].p)),
        )
        for along in panels.values()
    ]
    return Sweep(heading(origin, title, subtitle, details), panels)


def _along(answer: SweepAnswer, index: int) -> Along:
    path = answer.factors[index].path
    values = list(dict.fromkeys(str(row.changes[path]) for row in answer.rows))
    lines = {}
    for side, _, _ in SIDES:
        found = [
            [c for row in answer.rows if str(row.changes[path]) == v and (c := row.chance(side))]
            for v in values
        ]
        lines[side] = Line(*(_means(found, end) for end in ("share", "low", "high")))
    return Along(answer.names[index], values, lines)


def _means(found: Sequence[Sequence[Probability]], end: str) -> list[float]:
    columns = [[v for one in some if (v := getattr(one, end)) is not None] for some in found]
    return [float(np.mean(column)) if column else float("nan") for column in columns]


def draw(sweep: Sweep, lang: Lang = "both") -> Panels:
    """One panel a number: both sides of the verdict as lines with their intervals."""
    with house():
        figure, top = sheet(sweep.head, lang, tall(len(sweep.panels)))
        axes = {}
        for (path, along), cell in zip(
            sweep.panels.items(), cells(figure, len(sweep.panels), top, 0.9), strict=True
        ):
            ax = axes[path] = place(figure, *cell)
            _panel(ax, along, lang)
        return Panels(figure, axes, sweep, lang)


def _panel(ax: Axes, along: Along, lang: Lang) -> None:
    x = np.arange(len(along.values))
    labels = []
    for side, label, colour in SIDES:
        line = along.lines[side]
        p, low, high = (np.array(v) * 100 for v in (line.p, line.low, line.high))
        ax.fill_between(x, low, high, color=colour, alpha=0.2, lw=0)
        ax.plot(x, p, color=colour, lw=2, marker="o", ms=4)
        labels.append((float(p[-1]), SWEEP[label].block(lang), colour))
    ax.set_ylim(0, 100)
    ax.set_xlim(-0.3, len(x) - 0.7)
    ax.set_xticks(x, along.values, fontsize=SMALL, color=INK[DEMAND])
    end_labels(ax, labels)
    caption(ax, along.name, SWEEP["share_unit"], lang)
