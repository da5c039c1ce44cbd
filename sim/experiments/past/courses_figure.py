"""22-courses: how what was seen in years past went, and how it is played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np
from matplotlib.axes import Axes

from sim.experiments.past.answer import PastAnswer
from sim.experiments.past.bands import Course, PastRow
from sim.experiments.past.basket_rows import BasketRow
from sim.experiments.past.figure import COLOURS, SHADES, limits, scale
from sim.experiments.past.match_observations import ObservationKind
from sim.experiments.past.words import PAST
from sim.measures.months import Floats
from sim.plots.frames import Origin
from sim.plots.parts import years
from sim.plots.sheet import caption, cells, place, sheet, tall
from sim.plots.style import DEMAND, INK, Head, Panels, house
from sim.plots.words import heading
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import Date
from sim.text.words import Lang, Words

_MONTH: Final = 43_200


@dataclass(frozen=True)
class SeenValue:
    """One observation: percent, large areas or companies a year; absolute months."""

    basket: str
    """Id of the series it is a figure of."""
    start: float
    end: float
    value: float
    low: float
    high: float
    fitted: bool


@dataclass(frozen=True)
class CoursePanel:
    """One thing that was observed."""

    name: Words
    kind: ObservationKind
    months: Floats
    drawn: Floats
    """[low, middle, high, month]"""
    accepted: Floats | None
    seen: list[SeenValue]


@dataclass(frozen=True)
class Courses:
    """What 22-courses shows."""

    name: ClassVar[str] = "22-courses"
    head: Head
    cut: float | None
    """End of the years that were fitted on, absolute month."""
    panels: dict[str, CoursePanel]
    area: Words
    """The unit of areas."""


def data(answer: PastAnswer, origin: Origin) -> Courses:
    """Return the courses with their observations; the title follows what was seen most often."""
    rows = {row.id: row for row in answer.rows}
    panels = {
        course.rows[0]: _panel(course, [rows[name] for name in course.rows], answer.areas)
        for course in answer.courses
    }
    subtitle = PAST["subtitle_courses"].fill(n=str(answer.replications), seed=str(origin.seed))
    details = [panel.name for panel in panels.values()]
    cut = None if answer.fit is None else (answer.fit.cut + 1) * 12.0
    head = heading(origin, _title([*panels.values()], answer.baskets), subtitle, details)
    return Courses(head, cut, panels, answer.areas.word("axis"))


def _panel(course: Course, rows: Sequence[PastRow], areas: Areas) -> CoursePanel:
    size = scale(course.kind, areas)
    seen = [
        SeenValue(
            basket=row.basket,
            start=(Date.parse(row.start).last if row.instant else Date.parse(row.start).first)
            / _MONTH,
            end=Date.parse(row.end).last / _MONTH,
            value=row.value * size,
            low=row.low * size,
            high=row.high * size,
            fitted=row.role == "fitted",
        )
        for row in rows
    ]
    months = np.array(course.months) + 0.5
    kept = None if course.accepted is None else course.accepted * size
    return CoursePanel(course.name, course.kind, months, course.drawn * size, kept, seen)


def _title(panels: Sequence[CoursePanel], baskets: Sequence[BasketRow]) -> Words:
    """What the share that one series saw most often did, from its first figure to its last."""
    series = [
        (panel, basket, [seen for seen in panel.seen if seen.basket == basket.id])
        for panel in panels
        if panel.kind in ("vacancy", "let")
        for basket in baskets
    ]
    panel, basket, seen = max(series, key=lambda one: len(one[2]), default=(None, None, []))
    if panel is None or basket is None or len(seen) < 2:
        return PAST["head_courses_plain"]
    first, last = min(seen, key=_middle), max(seen, key=_middle)
    bands = panel.drawn if panel.accepted is None else panel.accepted
    medians = [float(np.interp(_middle(value), panel.months, bands[1])) for value in (first, last)]
    words = {"first": f"{first.value:.0f}", "last": f"{last.value:.0f}"}
    words |= {"low": f"{medians[0]:.0f}", "high": f"{medians[1]:.0f}"}
    return PAST["head_courses"].fill(name=panel.name, publisher=basket.publisher, **words)


def _middle(seen: SeenValue) -> float:
    return (seen.start + seen.end) / 2


def draw(courses: Courses, lang: Lang = "both") -> Panels:
    """One panel a thing observed: bands and medians by month, and what was seen."""
    count = len(courses.panels)
    with house():
        figure, top = sheet(courses.head, lang, tall(count))
        axes = {}
        for (name, panel), cell in zip(
            courses.panels.items(), cells(figure, count, top, 0.12), strict=True
        ):
            ax = axes[name] = place(figure, *cell)
            _draw(ax, panel, courses.cut)
            unit = PAST[f"{panel.kind}_unit"].fill(area=courses.area)
            caption(ax, panel.name, unit, lang)
        return Panels(figure, axes, courses, lang)


def _draw(ax: Axes, panel: CoursePanel, cut: float | None) -> None:
    colour = COLOURS[panel.kind]
    best = panel.drawn if panel.accepted is None else panel.accepted
    steps: Literal["mid"] | None = "mid" if panel.kind in ("count", "absorption") else None
    for bands, alpha in zip((panel.drawn, panel.accepted), SHADES[colour], strict=True):
        if bands is not None:
            low, _, high = bands
            ax.fill_between(panel.months, low, high, step=steps, color=colour, alpha=alpha, lw=0)
    style = "steps-mid" if steps else "default"
    ax.plot(panel.months, best[1], color=INK[colour], lw=1.8, ds=style)
    for seen in panel.seen:
        x = _middle(seen)
        for width, ink in ((3.2, "white"), (1.3, INK[DEMAND])):
            ax.plot([x, x], [seen.low, seen.high], color=ink, lw=width, zorder=3)
            ax.plot([seen.start, seen.end], [seen.value] * 2, color=ink, lw=width, zorder=3)
        face = INK[DEMAND] if seen.fitted else "white"
        ax.plot([x], [seen.value], "D", ms=6, mfc=face, mec=INK[DEMAND], mew=1.2, zorder=4)
    if cut is not None:
        ax.axvline(cut, color=INK[DEMAND], lw=0.9, ls=(0, (4, 3)))
    years(ax, float(panel.months[0]) - 0.5, float(panel.months[-1]) + 0.5)
    shown = [*best[2], *panel.drawn[0], *panel.drawn[2]]
    ends = [end for end in shown if not np.isnan(end)]
    ends += [end for seen in panel.seen for end in (seen.low, seen.high)]
    low, high = limits(ends, panel.kind)
    ax.set_ylim(low, high + (0.8 if panel.kind == "let" else 0.0))
