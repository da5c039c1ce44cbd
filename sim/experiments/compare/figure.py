"""10-compare: is it really better?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from sim.experiments.compare.answer import CompareAnswer
from sim.experiments.compare.outcomes import Call, CompareRow
from sim.experiments.compare.words import CALLS, COMPARE, MARKS, OUTCOMES
from sim.measures.months import Floats
from sim.plots.frames import Origin
from sim.plots.sheet import INSET, attach, caption, cells, fit, place, sheet
from sim.plots.style import DEMAND, IDLE, INK, SHORTAGE, SOFT, SUPPLY, Head, Panels, house
from sim.plots.words import AreaUnit, area_unit, heading, number
from sim.scenario.values.amounts import Areas
from sim.text.words import Lang, Words, in_a_row, joined, semicolons, sentences

COLOUR: dict[Call, str] = {
    "better": SUPPLY,
    "worse": SHORTAGE,
    "cannot_tell": IDLE,
    "alike": IDLE,
    "not_called": DEMAND,
}
_DOTS = 20
"""Pairs drawn of each row, as many as other figures have sample paths: more make it heavy."""
_POINTS = AreaUnit(0.01, COMPARE["share_unit"])
PAPER: Final[dict[str, str | float]] = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
"""What a text stands on that lines would cross."""


@dataclass(frozen=True)
class Forest:
    """One scenario in one panel, in the panel's unit."""

    name: Words
    value: float
    low: float
    high: float
    call: Call
    dots: list[float]
    """The first paired differences."""


@dataclass(frozen=True)
class ComparePanel:
    """One outcome of the whole city."""

    name: Words
    unit: Words
    rows: dict[str, Forest]


@dataclass(frozen=True)
class Compare:
    """What 10-compare shows."""

    name: ClassVar[str] = "10-compare"
    head: Head
    panels: dict[str, ComparePanel]


def data(answer: CompareAnswer, origin: Origin) -> Compare:
    """Differences of the city's outcomes, one panel an outcome, one row a scenario."""
    names = {other.id: other.name for other in answer.others}
    panels: dict[str, ComparePanel] = {}
    city = [row for row in answer.rows if row.outcome.space is None]
    for row in answer.rows:
        if row.outcome.space is not None:
            continue
        same = [other for other in answer.rows if other.outcome.id == row.outcome.id]
        unit = _unit(row, city, origin.areas)
        panels[row.outcome.id] = ComparePanel(
            OUTCOMES[row.outcome.id],
            unit.name,
            {same_row.other: _forest(same_row, names[same_row.other], unit) for same_row in same},
        )
    title = _title(answer)
    subtitle = COMPARE["figure_subtitle"].fill(
        base=answer.base.name,
        n=str(answer.replications),
        dots=str(min(_DOTS, answer.replications)),
        seed=str(answer.seed),
    )
    details = [
        COMPARE["detail"].fill(
            name=joined([forest.name, panel.name], " ", " "),
            value=signed(forest.value),
            low=signed(forest.low),
            high=signed(forest.high),
        )
        for panel in panels.values()
        for forest in panel.rows.values()
    ]
    return Compare(heading(origin, title, subtitle, details), panels)


def _unit(row: CompareRow, rows: list[CompareRow], areas: Areas) -> AreaUnit:
    """The unit of an outcome; all areas of a figure have the same."""
    if row.outcome.unit == "share":
        return _POINTS
    same = [other for other in rows if other.outcome.unit == row.outcome.unit]
    return area_unit(max(max(abs(one.low), abs(one.high)) for one in same), areas)


def _forest(row: CompareRow, name: Words, unit: AreaUnit) -> Forest:
    value, low, high = (end / unit.m2 for end in (row.estimate.value, row.low, row.high))
    return Forest(name, value, low, high, row.call, (row.pairs[:_DOTS] / unit.m2).tolist())


def _title(answer: CompareAnswer) -> Words:
    """`Boom: worse: peak waiting; better: mean idle area`."""
    scenarios = []
    for other in answer.others:
        calls = []
        for call in ("better", "worse"):
            outcomes = [
                OUTCOMES[row.outcome.id]
                for row in answer.of(other.id)
                if row.call == call and row.outcome.space is None
            ]
            if outcomes:
                calls.append(COMPARE[f"list_{call}"].fill(names=in_a_row(outcomes)))
        called = semicolons(calls) if calls else COMPARE["no_call"]
        scenarios.append(COMPARE["figure_title"].fill(other=other.name, calls=called))
    return sentences(scenarios)


def signed(value: float) -> str:
    """A difference with its sign."""
    return f"{'-' if value < 0 else '+'}{number(abs(value))}"


def draw(compare: Compare, lang: Lang = "both") -> Panels:
    """One panel an outcome: light dots for pairs, the mean and its interval, the call in words."""
    rows = max(len(panel.rows) for panel in compare.panels.values())
    with house():
        figure, top = sheet(compare.head, lang, 4.4 + 0.9 * max(rows, 2))
        axes = {}
        places = cells(figure, len(compare.panels), top, 0.25)
        for (key, panel), cell in zip(compare.panels.items(), places, strict=True):
            ax = axes[key] = place(figure, cell.x - INSET, cell.y, cell.width + INSET, cell.height)
            _panel(ax, panel, lang)
        return Panels(figure, axes, compare, lang)


def _panel(ax: Axes, panel: ComparePanel, lang: Lang) -> None:
    for y, forest in enumerate(panel.rows.values()):
        colour = COLOUR[forest.call]
        spread = y + 0.3 + _scatter(len(forest.dots)) * 0.3
        ax.plot(forest.dots, spread, ls="", marker="o", ms=2.5, mew=0, color=colour, alpha=0.25)
        interval(ax, y + 0.3, forest.low, forest.high, colour, 2)
        ax.plot(forest.value, y + 0.3, marker="D", ms=6, color=INK[colour])
        _label(ax, y, forest, lang)
    scale(ax, len(panel.rows), margin=0.08, ticks=5)
    caption(ax, panel.name, panel.unit, lang)


def interval(ax: Axes, y: float, low: float, high: float, colour: str, width: float) -> None:
    """Draw an interval with its ends."""
    ax.plot([low, high], [y] * 2, color=INK[colour], lw=width)
    for end in (low, high):
        ax.plot([end] * 2, [y - 0.1, y + 0.1], color=INK[colour], lw=1.5)


def scale(ax: Axes, rows: int, margin: float, ticks: int) -> None:
    """Scale a panel of rows to differences: none is a line, the others have their sign."""
    ax.axvline(0, color=INK[DEMAND], lw=1)
    ax.set_ylim(rows - 0.3, -0.4)
    ax.set_yticks([])
    ax.grid(axis="x")
    ax.margins(x=margin)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10]))
    ax.xaxis.set_major_formatter(lambda x, _: signed(x) if x else "0")


def _label(ax: Axes, y: int, forest: Forest, lang: Lang) -> None:
    """The scenario's name above its row at the left, the call at the right."""
    call = CALLS[forest.call]
    text = f"{MARKS[forest.call]} {signed(forest.value)} {call.line(lang)}"
    right = attach(ax, text, (1, y), (0, 2), ha="right", color=INK[COLOUR[forest.call]], bbox=PAPER)
    left = attach(ax, forest.name.line(lang), (0, y), (0, 2), color=SOFT, bbox=PAPER)
    beside(ax, left, right)


def beside(ax: Axes, left: Text, right: Text) -> None:
    """Fit a text into what another at the right of its line leaves."""
    room = ax.get_window_extent().width - right.get_window_extent().width
    fit(room / ax.figure.dpi - 0.1, left)


def _scatter(count: int) -> Floats:
    """Heights of dots within their row, −0.5 to 0.5: spread evenly, the same every time."""
    golden = (5**0.5 - 1) / 2
    return np.arange(count, dtype=np.float64) * golden % 1 - 0.5
