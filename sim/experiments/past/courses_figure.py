"""22-courses: how what was seen in years past went, and how it is played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import ClassVar, Final, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.experiments.past.answer import PastAnswer
from sim.experiments.past.bands import PastCourse, PastRow
from sim.experiments.past.basket_rows import BasketRow
from sim.experiments.past.figure import COLOURS, SHADES, limits, scale
from sim.experiments.past.match_observations import ObservationKind
from sim.experiments.past.words import PAST
from sim.measures.months import Floats
from sim.plots.frames import Origin
from sim.plots.parts import years
from sim.plots.sheet import caption, cells, fit, place, sheet, tall
from sim.plots.style import DEMAND, INK, Head, Panels, house
from sim.plots.words import heading
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import Date
from sim.text.words import Lang, Words

Corner = Literal["upper left", "upper right", "lower left", "lower right"]

_MONTH: Final = 43_200
_MARKS: Final = "Dso^vPX*"
"""Marks of those who count the same thing, in the order in which they come."""
_KEY: Final = 1.3
"""Width of a key, inches."""


@dataclass(frozen=True)
class SeenValue:
    """One observation: percent, large areas or companies a year; absolute months."""

    basket: str
    """Id of the series it is a figure of."""
    publisher: Words
    """Who counts it."""
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
    publishers = {basket.id: basket.publisher for basket in answer.baskets}
    panels = {
        course.rows[0]: _panel(
            course, [rows[name] for name in course.rows], publishers, answer.areas
        )
        for course in answer.courses
    }
    subtitle = PAST["subtitle_courses"].fill(n=str(answer.replications), seed=str(origin.seed))
    details = [panel.name for panel in panels.values()]
    cut = None if answer.fit is None else (answer.fit.cut + 1) * 12.0
    head = heading(origin, _title([*panels.values()], answer.baskets), subtitle, details)
    return Courses(head, cut, panels, answer.areas.word("axis"))


def _panel(
    course: PastCourse, rows: Sequence[PastRow], publishers: Mapping[str, Words], areas: Areas
) -> CoursePanel:
    size = scale(course.kind, areas)
    seen = [
        SeenValue(
            basket=row.basket,
            publisher=publishers[row.basket],
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
            _key(ax, panel, lang)
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
    markers = _markers(panel)
    for seen in panel.seen:
        x = _middle(seen)
        for width, ink in ((3.2, "white"), (1.3, INK[DEMAND])):
            ax.plot([x, x], [seen.low, seen.high], color=ink, lw=width, zorder=3)
            ax.plot([seen.start, seen.end], [seen.value] * 2, color=ink, lw=width, zorder=3)
        face = INK[DEMAND] if seen.fitted else "white"
        mark = markers[seen.publisher]
        ax.plot([x], [seen.value], mark, ms=6, mfc=face, mec=INK[DEMAND], mew=1.2, zorder=4)
    if cut is not None:
        ax.axvline(cut, color=INK[DEMAND], lw=0.9, ls=(0, (4, 3)))
    years(ax, float(panel.months[0]) - 0.5, float(panel.months[-1]) + 0.5)
    shown = [*best[2], *panel.drawn[0], *panel.drawn[2]]
    ends = [end for end in shown if not np.isnan(end)]
    ends += [end for seen in panel.seen for end in (seen.low, seen.high)]
    low, high = limits(ends, panel.kind)
    ax.set_ylim(low, high + (0.8 if panel.kind == "let" else 0.0))


def _markers(panel: CoursePanel) -> dict[Words, str]:
    """The mark of each who counts what a panel shows."""
    return dict(zip(dict.fromkeys(seen.publisher for seen in panel.seen), cycle(_MARKS)))


def _key(ax: Axes, panel: CoursePanel, lang: Lang) -> None:
    """Who counts which mark, where several do: each is a series of its own."""
    markers = _markers(panel)
    if len(markers) == 1:
        return
    handles = [
        Line2D(
            [], [], ls="", marker=mark, ms=5, mfc="white", mec=INK[DEMAND], label=name.line(lang)
        )
        for name, mark in markers.items()
    ]
    key = ax.legend(
        handles=handles,
        loc=_emptiest(ax, panel),
        frameon=False,
        handletextpad=0.1,
        labelspacing=0.25,
    )
    fit(_KEY, *key.get_texts())


def _emptiest(ax: Axes, panel: CoursePanel) -> Corner:
    """The corner of a panel in whose quarter least was seen."""
    middles = np.array([np.mean(ax.get_xlim()), np.mean(ax.get_ylim())])
    seen = np.array([(_middle(value), value.value) for value in panel.seen]) > middles
    quarters: dict[Corner, tuple[bool, bool]] = {
        "upper left": (False, True),
        "upper right": (True, True),
        "lower left": (False, False),
        "lower right": (True, False),
    }
    counts = {corner: (seen == place).all(axis=1).sum() for corner, place in quarters.items()}
    return min(counts, key=lambda corner: counts[corner])
