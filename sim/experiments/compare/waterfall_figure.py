"""15-waterfall: which change does it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from matplotlib.axes import Axes

from sim.experiments.compare.answer import CompareAnswer
from sim.experiments.compare.figure import PAPER, beside, interval, scale, signed
from sim.experiments.compare.waterfall import Waterfall
from sim.experiments.compare.words import COMPARE
from sim.plots.frames import Origin
from sim.plots.sheet import INSET, attach, caption, cells, place, sheet
from sim.plots.style import DEMAND, INK, SHORTAGE, SOFT, SUPPLY, Head, Panels, house
from sim.plots.words import AreaUnit, area_unit, heading
from sim.text.words import Lang, Words


@dataclass(frozen=True)
class Step:
    """One bar, in the panel's unit, from where the bars before it end."""

    name: Words
    start: float
    value: float
    low: float
    high: float
    colour: str


@dataclass(frozen=True)
class Fall:
    """One scenario."""

    name: Words
    unit: Words
    steps: list[Step]


@dataclass(frozen=True)
class Falls:
    """What 15-waterfall shows."""

    name: ClassVar[str] = "15-waterfall"
    head: Head
    panels: dict[str, Fall]


def data(answer: CompareAnswer, origin: Origin) -> Falls:
    """The bars of each scenario that differs in more than one change."""
    split = [fall for fall in answer.waterfalls if len(fall.bars) > 1]
    panels = {fall.other: _fall(answer, fall) for fall in split}
    first = split[0]
    unit = _unit(answer, first)
    most = max(first.bars, key=lambda bar: abs(bar.value))
    title = COMPARE["waterfall_title"].fill(
        base=unit.text(first.base / unit.m2),
        new=unit.text(first.new / unit.m2),
        other=panels[first.other].name,
        name=most.name,
        value=signed(most.value / unit.m2),
    )
    key = "waterfall_ordered" if first.ordered else "waterfall_subtitle"
    subtitle = COMPARE[key].fill(n=str(first.pairs), seed=str(answer.seed))
    details = [
        COMPARE["detail"].fill(
            name=step.name,
            value=signed(step.value),
            low=signed(step.low),
            high=signed(step.high),
        )
        for fall in panels.values()
        for step in fall.steps
    ]
    return Falls(heading(origin, title, subtitle, details), panels)


def _unit(answer: CompareAnswer, fall: Waterfall) -> AreaUnit:
    row = next(row for row in answer.rows if row.outcome.id == fall.outcome)
    if row.outcome.unit == "share":
        return AreaUnit(0.01, COMPARE["share_unit"])
    return area_unit(max(abs(fall.base), abs(fall.new)), answer.areas)


def _fall(answer: CompareAnswer, fall: Waterfall) -> Fall:
    row = next(
        row for row in answer.rows if row.outcome.id == fall.outcome and row.other == fall.other
    )
    unit, steps, reached = _unit(answer, fall), [], 0.0
    for bar in fall.bars:
        good = bar.value * row.outcome.direction > 0
        colour = (SUPPLY if good else SHORTAGE) if row.outcome.direction else DEMAND
        value, low, high = (end / unit.m2 for end in (bar.value, bar.low, bar.high))
        steps.append(Step(bar.name, reached, value, low, high, colour))
        reached += value
    low, high = row.low / unit.m2, row.high / unit.m2  # as the table of outcomes has it
    steps.append(Step(COMPARE["whole"], 0.0, reached, low, high, DEMAND))
    name = next(other.name for other in answer.others if other.id == fall.other)
    title = COMPARE["waterfall_panel"].fill(other=name, outcome=row.outcome.name)
    return Fall(title, unit.name, steps)


def draw(falls: Falls, lang: Lang = "both") -> Panels:
    """One panel a scenario: floating bars from no difference to the whole of it."""
    bars = max(len(fall.steps) for fall in falls.panels.values())
    across = 1 if len(falls.panels) == 1 else 2
    down = -(-len(falls.panels) // across)
    with house():
        figure, top = sheet(falls.head, lang, 2.2 + down * (0.6 + 0.75 * bars))
        axes = {}
        places = cells(figure, len(falls.panels), top, 0.25)
        for (key, fall), cell in zip(falls.panels.items(), places, strict=True):
            ax = axes[key] = place(figure, cell.x - INSET, cell.y, cell.width + INSET, cell.height)
            _panel(ax, fall, lang)
        return Panels(figure, axes, falls, lang)


def _panel(ax: Axes, fall: Fall, lang: Lang) -> None:
    for y, step in enumerate(fall.steps):
        ax.barh(y + 0.32, step.value, 0.4, step.start, color=step.colour, alpha=0.55, lw=0)
        low, high = step.start + step.low, step.start + step.high
        interval(ax, y + 0.32, low, high, step.colour, 1.5)
        if y + 1 < len(fall.steps):
            reached = step.start + step.value
            ax.plot([reached] * 2, [y + 0.32, y + 1.32], color=SOFT, lw=0.8, ls=(0, (2, 2)))
        text = f"{signed(step.value)} ({signed(step.low)} … {signed(step.high)})"
        right = attach(ax, text, (1, y), (0, 0), ha="right", color=INK[step.colour], bbox=PAPER)
        left = attach(ax, step.name.line(lang), (0, y), (0, 0), color=INK[DEMAND], bbox=PAPER)
        beside(ax, left, right)
    scale(ax, len(fall.steps), margin=0.06, ticks=6)
    caption(ax, fall.name, fall.unit, lang)
