"""28-diff: two results side by side, each type of space on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from sim.experiments.diff.answer import DiffAnswer
from sim.experiments.diff.courses import SpaceCourses
from sim.experiments.diff.screen import moved
from sim.experiments.diff.words import DIFF
from sim.plots.courses import Courses, bounds, draw_courses
from sim.plots.frames import Origin
from sim.plots.sheet import LEFT, RIGHT, caption, head_tall, place, sheet
from sim.plots.style import Head, Panels, house
from sim.plots.words import AreaUnit, area_unit, heading
from sim.text.words import Lang, Words

_ROW: Final = 1.85
"""Inches of a type of space, its name and years included."""
_HIGH: Final = 1.25
"""Of its axes."""
_FOOT: Final = 0.54
"""Below the last row, whose years hang down."""
_GAP, _ENDS, _NUMBERS = 0.35, 0.75, 0.4
"""Between the two results; for the names of lines and for the numbers of an axis."""


@dataclass(frozen=True)
class DiffPanel:
    """A type of space in both results, in the figure's unit; `reach` is of both."""

    label: Words
    a: Courses
    b: Courses
    reach: tuple[float, float]
    """Above and below zero."""


@dataclass(frozen=True)
class DiffFigure:
    """What 28-diff shows."""

    name: ClassVar[str] = "28-diff"
    head: Head
    unit: AreaUnit
    span: tuple[int, int]
    """First and last year of either."""
    panels: dict[str, DiffPanel]


def data(answer: DiffAnswer, told: Mapping[str, SpaceCourses], origin: Origin) -> DiffFigure:
    """Idle and waiting area by year: medians and P10-P90, on one scale for both results.

    The title is what the screen says of the outputs beyond their own error, so that no difference
    within it is named.
    """
    every = [
        course for one in told.values() for side in (one.old, one.new) for course in side.values()
    ]
    unit = area_unit(max(float(course.p90.max()) for course in every), answer.areas)
    panels = {space: _panel(one, unit) for space, one in told.items()}
    span = (
        min(int(course.years.min()) for course in every),
        max(int(course.years.max()) for course in every),
    )
    futures = {"of_a": str(answer.old.replications), "of_b": str(answer.new.replications)}
    subtitle = DIFF["figure_subtitle"].fill(a=answer.old.name, b=answer.new.name, **futures)
    year = min(int(course.years[-1]) for course in every)
    ends = {
        space: (p.a["free"].median(year), p.b["free"].median(year)) for space, p in panels.items()
    }
    details = [
        DIFF["figure_detail"].fill(
            space=panels[space].label, year=str(year), a=unit.text(a), b=unit.text(b)
        )
        for space, (a, b) in ends.items()
    ]
    return DiffFigure(heading(origin, moved(answer), subtitle, details), unit, span, panels)


def _panel(told: SpaceCourses, unit: AreaUnit) -> DiffPanel:
    a, b = ({name: c.over(unit.m2) for name, c in s.items()} for s in (told.old, told.new))
    return DiffPanel(told.label, a, b, bounds((a, b)))


def draw(figure: DiffFigure, lang: Lang = "both") -> Panels:
    """A row a type: the first result at the left, the second at the right, one scale a row."""
    with house():
        high = head_tall(figure.head, lang) + _ROW * len(figure.panels) + _FOOT
        sheet_, top = sheet(figure.head, lang, high)
        width = (RIGHT - LEFT - _GAP) / 2 - _ENDS - _NUMBERS
        axes = {}
        for row, (space, panel) in enumerate(figure.panels.items()):
            for column, (side, told) in enumerate((("a", panel.a), ("b", panel.b))):
                x = LEFT + _NUMBERS + column * (width + _ENDS + _NUMBERS + _GAP)
                ax = place(sheet_, x, top + 0.4 + row * _ROW, width, _HIGH)
                draw_courses(ax, told, panel.reach, figure.span, lang)
                caption(ax, _label(side.upper(), panel.label, lang), figure.unit.name, lang)
                axes[f"{space}.{side}"] = ax
        return Panels(sheet_, axes, figure, lang)


def _label(side: str, space: Words, lang: Lang) -> Words:
    """Which result, then the type; in both languages the letter once."""
    return Words(f"{side} · {space.zh}", space.en if lang == "both" else f"{side} · {space.en}")
