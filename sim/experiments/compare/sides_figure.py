"""30-sides: idle and waiting area of what is compared, each type of space on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from sim.experiments.compare.answer import CompareAnswer
from sim.experiments.compare.sides import Side
from sim.experiments.compare.words import COMPARE
from sim.plots.courses import Courses, bounds, draw_courses
from sim.plots.frames import Origin
from sim.plots.sheet import LEFT, PANEL, RIGHT, caption, fit, head_tall, place, sheet, write
from sim.plots.style import Head, Panels, house
from sim.plots.words import AreaUnit, area_unit, heading
from sim.text.words import Lang, Words

MOST: Final = 3
"""Scenarios beside each other, the base among them."""
_ROW, _HIGH = 1.85, 1.25
"""Inches of a type of space with its name and years, and of its axes."""
_NAMES, _FOOT = 0.75, 0.35
"""For the names of the scenarios and of the first row, and for the foot."""
_GAP, _ENDS, _NUMBERS = 0.3, 0.75, 0.4
"""Between two scenarios; for the names of lines and for the numbers of an axis."""


@dataclass(frozen=True)
class SidesPanel:
    """A type of space in each scenario, in the figure's unit; `reach` is of all."""

    label: Words
    sides: Sequence[Courses]
    reach: tuple[float, float]
    """Above and below zero."""


@dataclass(frozen=True)
class Sides:
    """What 30-sides shows."""

    name: ClassVar[str] = "30-sides"
    head: Head
    unit: AreaUnit
    names: Sequence[Words]
    years: Sequence[int]
    panels: dict[str, SidesPanel]


def data(answer: CompareAnswer, origin: Origin) -> Sides:
    """Medians and P10-P90 by year; the title tells where the last year's medians part most."""
    sides = answer.sides[:MOST]
    first = sides[0]
    every = [course for side in sides for one in side.spaces.values() for course in one.values()]
    unit = area_unit(max(float(course.p90.max()) for course in every), origin.areas)
    panels = {}
    for space, label in first.labels.items():
        told = [{k: c.over(unit.m2) for k, c in side.spaces[space].items()} for side in sides]
        panels[space] = SidesPanel(label, told, bounds(told))
    ends = {space: [float(one["free"].p50[-1]) for one in p.sides] for space, p in panels.items()}
    most = max(ends, key=lambda space: max(ends[space]) - min(ends[space]))
    details = [
        COMPARE["side_detail"].fill(space=panels[space].label, name=side.name, area=unit.text(area))
        for space, told in ends.items()
        for side, area in zip(sides, told, strict=True)
    ]
    last = max(range(1, len(sides)), key=lambda i: abs(ends[most][i] - ends[most][0]))
    title = COMPARE["side_title"].fill(
        space=panels[most].label,
        year=str(first.years[-1]),
        base=first.name,
        a=unit.text(ends[most][0]),
        other=sides[last].name,
        b=unit.text(ends[most][last]),
    )
    subtitle = COMPARE["side_subtitle"].fill(n=str(answer.replications), seed=str(answer.seed))
    names = [side.name for side in sides]
    return Sides(heading(origin, title, subtitle, details), unit, names, first.years, panels)


def draw(shown: Sides, lang: Lang = "both") -> Panels:
    """A row a type, a column a scenario, one scale a row."""
    with house():
        above = head_tall(shown.head, lang) + _NAMES
        figure, top = sheet(shown.head, lang, above + _ROW * len(shown.panels) + _FOOT)
        each = (RIGHT - LEFT + _GAP) / len(shown.names)
        width = each - _GAP - _ENDS - _NUMBERS
        axes, span = {}, (shown.years[0], shown.years[-1])
        for column, name in enumerate(shown.names):
            x = LEFT + _NUMBERS + column * each
            text = write(figure, LEFT + column * each, top + 0.24, name.line(lang), size=PANEL + 1)
            fit(each - _GAP, text)
            for row, (space, panel) in enumerate(shown.panels.items()):
                ax = place(figure, x, top + _NAMES + row * _ROW, width, _HIGH)
                draw_courses(ax, panel.sides[column], panel.reach, span, lang)
                caption(ax, panel.label, shown.unit.name, lang)
                axes[f"{space}.{column}"] = ax
        return Panels(figure, axes, shown, lang)


def drawable(sides: Sequence[Side]) -> bool:
    """Whether there are types that all scenarios have in the same years."""
    return len(sides) > 1 and bool(sides[0].labels)
