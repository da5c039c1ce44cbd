"""Idle area above zero, waiting area below: the panel of figures that set results side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sim.measures.verdict.area_by_year import AreaCourse
from sim.plots.parts import areas, end_labels, more, valued, years
from sim.plots.style import IDLE, SHORTAGE
from sim.plots.words import number
from sim.text.figures import LABEL
from sim.text.words import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINES: Final = (("free", IDLE, 1, "vacant"), ("waiting_area", SHORTAGE, -1, "waiting"))

Courses = Mapping[str, AreaCourse]
"""Of a type of space, by measure of `AREAS`."""


def bounds(sides: Sequence[Courses]) -> tuple[float, float]:
    """Return how far a panel reaches above and below zero that serves all of them."""
    top, depth = (max(float(one[name].p90.max()) for one in sides) for name, *_ in _LINES)
    return top, max(depth * 1.05, top * 0.16)


def draw_courses(
    ax: Axes, told: Courses, reach: tuple[float, float], span: tuple[int, int], lang: Lang
) -> None:
    """Draw medians and P10-P90; reach: as of `bounds`; span: first and last year of the axis."""
    ends = []
    for name, colour, sign, label in _LINES:
        course = told[name]
        x = course.years * 12 + 6  # means of years stand in their middle
        ax.fill_between(x, sign * course.p10, sign * course.p90, color=colour, alpha=0.22, lw=0)
        ax.plot(x, sign * more(course.p50), color=colour, lw=2)
        ink = colour if course.p90.any() else IDLE
        last = float(course.p50[-1])
        ends.append((sign * last, valued(LABEL[label], number(last), lang), ink))
    ax.axhline(0, color="#000000", lw=1)
    areas(ax, reach[0], -reach[1])
    years(ax, span[0] * 12, span[1] * 12 + 12)
    end_labels(ax, ends)
