"""28-diff: two results side by side, each type of space on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from sim.experiments.diff.answer import DiffAnswer
from sim.experiments.diff.courses import SavedCourse, SpaceCourses
from sim.experiments.diff.screen import moved
from sim.experiments.diff.words import DIFF
from sim.plots.frames import Origin
from sim.plots.parts import areas, end_labels, valued, years
from sim.plots.sheet import LEFT, RIGHT, caption, place, sheet
from sim.plots.style import IDLE, SHORTAGE, Head, Panels, house
from sim.plots.words import AreaUnit, area_unit, heading, number
from sim.text.figures import LABEL
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW: Final = 1.85
"""Inches of a type of space, its name and years included."""
_HIGH: Final = 1.25
"""Of its axes."""
_WORDS: Final = 2.1
"""For title and subtitle in both languages, and the foot."""
_GAP, _ENDS, _NUMBERS = 0.35, 0.75, 0.4
"""Between the two results; for the names of lines and for the numbers of an axis."""


@dataclass(frozen=True)
class DiffPanel:
    """A type of space in both results, in the figure's unit; `top` and `depth` are of both."""

    label: Words
    a: dict[str, SavedCourse]
    b: dict[str, SavedCourse]
    top: float
    depth: float


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
    subtitle = DIFF["figure_subtitle"].fill(a=answer.old.name, b=answer.new.name)
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
    a, b = ({name: _in(unit, course) for name, course in s.items()} for s in (told.old, told.new))
    top, depth = (
        max(float(side[name].p90.max()) for side in (a, b)) for name in ("free", "waiting_area")
    )
    return DiffPanel(told.label, a, b, top, max(depth * 1.05, top * 0.16))


def _in(unit: AreaUnit, course: SavedCourse) -> SavedCourse:
    p10, p50, p90 = (values / unit.m2 for values in (course.p10, course.p50, course.p90))
    return SavedCourse(course.years, p10, p50, p90)


def draw(figure: DiffFigure, lang: Lang = "both") -> Panels:
    """A row a type: the first result at the left, the second at the right, one scale a row."""
    with house():
        sheet_, top = sheet(figure.head, lang, _WORDS + _ROW * len(figure.panels))
        width = (RIGHT - LEFT - _GAP) / 2 - _ENDS - _NUMBERS
        axes = {}
        for row, (space, panel) in enumerate(figure.panels.items()):
            for column, (side, told) in enumerate((("a", panel.a), ("b", panel.b))):
                x = LEFT + _NUMBERS + column * (width + _ENDS + _NUMBERS + _GAP)
                ax = place(sheet_, x, top + 0.4 + row * _ROW, width, _HIGH)
                _draw(ax, figure, panel, told, lang)
                caption(ax, _label(side.upper(), panel.label, lang), figure.unit.name, lang)
                axes[f"{space}.{side}"] = ax
        return Panels(sheet_, axes, figure, lang)


def _label(side: str, space: Words, lang: Lang) -> Words:
    """Which result, then the type; in both languages the letter once."""
    return Words(f"{side} · {space.zh}", space.en if lang == "both" else f"{side} · {space.en}")


def _draw(
    ax: Axes, figure: DiffFigure, panel: DiffPanel, told: Mapping[str, SavedCourse], lang: Lang
) -> None:
    ends = []
    for name, colour, sign, label in (
        ("free", IDLE, 1, "vacant"),
        ("waiting_area", SHORTAGE, -1, "waiting"),
    ):
        course = told[name]
        x = course.years * 12 + 6  # means of years stand in their middle
        ax.fill_between(x, sign * course.p10, sign * course.p90, color=colour, alpha=0.22, lw=0)
        ax.plot(x, sign * course.p50, color=colour, lw=2)
        last = float(course.p50[-1])
        ends.append((sign * last, valued(LABEL[label], number(last), lang), colour))
    ax.axhline(0, color="#000000", lw=1)
    areas(ax, panel.top, -panel.depth)
    years(ax, figure.span[0] * 12, figure.span[1] * 12 + 12)
    end_labels(ax, ends)
