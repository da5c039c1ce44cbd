"""16-required: how much space, or how far a lever, for how much confidence?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.ticker import NullLocator
from matplotlib.transforms import Bbox

from sim.experiments.required.answer import Need, RequiredAnswer
from sim.experiments.required.levers import AreaLever
from sim.experiments.required.quantiles import quantile_of
from sim.experiments.required.screen import shown
from sim.experiments.required.words import REQUIRED
from sim.measures.months import Floats
from sim.plots.frames import Origin
from sim.plots.sheet import attach, caption, cells, fit, place, sheet, tall
from sim.plots.style import DEMAND, IDLE, INK, SHORTAGE, SMALL, SUPPLY, Head, Panels, house
from sim.plots.words import heading, percent
from sim.scenario.values.units import FACTOR, SHARE
from sim.text.screen import stated
from sim.text.words import Lang, Words

LEVELS = np.arange(1, 200) / 200
"""Shares of futures at which the band is drawn."""
_AIR = 1.5
"""Points of a text's box above and below its letters."""
_LOW = 4.0
"""Percent of futures at which the words of the plan stand."""
_PAD = 6
"""Points between the upright axis and its numbers: an answer's dot may lie on it."""
_STRETCH = 110.0
"""Percent towards which the upright axis widens: high confidences are what is asked for."""
_OUTER = (0.5, 0.95)
_ROOM = 0.33
"""Share of the axis that the words of the plan take."""
_MARGIN = 0.06
"""Room beside the curve, as a share of what is drawn."""


@dataclass(frozen=True)
class RequiredMark:
    """The answer at one confidence, in the panel's unit; None where it is not known."""

    confidence: float
    value: float
    low: float | None
    high: float | None
    vacancy: float
    asked: bool


@dataclass(frozen=True)
class RequiredPanel:
    """One type: the share of futures in which the standards hold, along the lever."""

    name: Words
    unit: Words
    x: list[float]
    """Where some future's need is met, from worse to better."""
    p: list[float]
    """Share of futures whose need is met there."""
    low: list[float | None]
    """By level of LEVELS, the worse end of the exact interval of that quantile."""
    high: list[float | None]
    marks: list[RequiredMark]
    planned: float
    planned_share: float | None
    planned_vacancy: float
    ends: tuple[float, float]
    """The worst and the best that were looked at."""


@dataclass(frozen=True)
class Required:
    """What 16-required shows."""

    name: ClassVar[str] = "16-required"
    head: Head
    confidence: float
    panels: Mapping[str, RequiredPanel]


def data(answer: RequiredAnswer, origin: Origin) -> Required:
    """The distribution of needs over the futures, with the answers marked."""
    panels = {need.space or "all": _panel(need, answer) for need in answer.needs}
    subtitle = REQUIRED["figure_subtitle"].fill(
        what=REQUIRED["what_area"] if answer.lever is None else answer.lever_name,
        n=str(answer.needs[0].futures),
        seed=str(origin.seed),
    )
    details = [
        REQUIRED["detail"].fill(name=need.name, value=_value(need, answer)) for need in answer.needs
    ]
    return Required(heading(origin, _finding(answer), subtitle, details), answer.confidence, panels)


def _value(need: Need, answer: RequiredAnswer) -> Words:
    value = need.row(answer.confidence).value
    return Words("-", "-") if value is None else shown(need, value)


def _finding(answer: RequiredAnswer) -> Words:
    """The type that needs most, or the one that breaks first."""
    given: dict[str, Words | str] = {"share": stated(answer.confidence)}
    places: list[tuple[int, float, Need]] = []
    for need in answer.needs:
        row = need.row(answer.confidence)
        if row.place is None or row.value is None:
            key = "figure_beyond" if answer.lever is None else "figure_beyond_lever"
            return REQUIRED[key].fill(name=need.name, lever=answer.lever_name, **given)
        places.append((row.place, row.value, need))
    if answer.lever is None:
        _, value, need = max(places, key=lambda placed: placed[1])
        if value > 0:
            return REQUIRED["figure_more"].fill(name=need.name, area=shown(need, value), **given)
        key = "figure_enough_one" if len(places) == 1 and value < 0 else "figure_enough"
        return REQUIRED[key].fill(name=need.name, area=shown(need, -value), **given)
    spot, value, need = max(places, key=lambda placed: placed[0])
    given |= {"lever": answer.lever_name}
    key = "figure_lever_all" if spot == 0 else "figure_lever"
    return REQUIRED[key].fill(name=need.name, value=shown(need, value), **given)


def _panel(need: Need, answer: RequiredAnswer) -> RequiredPanel:
    scale, unit = _unit(need, answer.lever_name)

    def at(x: float | None) -> float | None:
        return None if x is None else round(x / scale, 6)

    def value(spot: float) -> float | None:
        return at(need.lever.value(int(spot))) if abs(spot) < inf else None

    known = sorted(spot for spot in need.needs if spot is not None)
    beyond = [inf] * need.never
    bands = [quantile_of([*known, *beyond], level) for level in LEVELS]
    marks = [
        RequiredMark(
            row.confidence,
            row.value / scale,
            at(row.low),
            at(row.high),
            row.played.vacancy,
            row.confidence == answer.confidence,
        )
        for row in need.rows
        if row.value is not None and row.played is not None
    ]
    ends = (need.lever.value(need.lever.bottom) / scale, need.lever.value(need.lever.top) / scale)
    return RequiredPanel(
        name=need.name,
        unit=unit,
        x=[round(need.lever.value(spot) / scale, 6) for spot in known],
        p=[(i + 1) / (need.tested + 1) for i in range(len(known))],
        low=[value(band.low) for band in bands],
        high=[value(band.high) for band in bands],
        marks=marks,
        planned=0.0 if isinstance(need.lever, AreaLever) else need.lever.begin / scale,
        planned_share=need.as_planned.chance.share,
        planned_vacancy=need.as_planned.vacancy,
        ends=ends,
    )


def _unit(need: Need, lever: Words) -> tuple[float, Words]:
    if isinstance(need.lever, AreaLever):
        areas = need.areas
        unit = areas.word("axis" if need.large else "plain_axis")
        return areas.large if need.large else areas.plain, REQUIRED["axis_area"].fill(unit=unit)
    if need.lever.unit in (FACTOR.key, SHARE.key):
        return 0.01, Words(f"{lever.zh}，%", f"{lever.en}, %")
    if need.lever.unit == "span":
        return 1.0, Words(f"{lever.zh}，月", f"{lever.en}, months")
    return 1.0, lever


def draw(required: Required, lang: Lang = "both") -> Panels:
    """One panel a type: the curve with its band, and the answers with their whiskers."""
    with house():
        count = len(required.panels)
        figure, top = sheet(required.head, lang, tall(count))
        axes = {}
        for (space, panel), cell in zip(
            required.panels.items(), cells(figure, count, top, 0.25), strict=True
        ):
            box = (cell.x, cell.y, cell.width, cell.height - _UNDER)
            ax = axes[space] = place(figure, *box)
            _draw(ax, panel, lang)
        return Panels(figure, axes, required, lang)


_UNDER = 0.34
"""Inches under a panel for the name of its axis."""


def _draw(ax: Axes, panel: RequiredPanel, lang: Lang) -> None:
    worst, best = _view(panel)
    # From worse to better is from left to right, also where less is better.
    ax.set_xlim(worst, best)
    ax.set_yscale("function", functions=(_stretched, _shrunk))
    ax.set_ylim(0, 100.5)
    levels = LEVELS * 100
    low = [worst if v is None else v for v in panel.low]
    high = [best if v is None else v for v in panel.high]
    ax.fill_betweenx(levels, low, high, color=SUPPLY, alpha=0.18, lw=0)
    steps = [worst, *panel.x, best]
    heights = [0.0, *(p * 100 for p in panel.p)]
    heights.append(heights[-1])
    ax.plot(np.repeat(steps, 2)[1:], np.repeat(heights, 2)[:-1], color=SUPPLY, lw=2)
    ax.axvline(panel.planned, color=INK[IDLE], lw=1, ls=(0, (4, 3)))
    for mark in panel.marks:
        colour = SHORTAGE if mark.asked else DEMAND
        y = mark.confidence * 100
        ends = [worst if mark.low is None else mark.low, best if mark.high is None else mark.high]
        ax.plot(ends, [y, y], color=colour, lw=1.4, marker="|", ms=7, zorder=3, clip_on=False)
        ax.plot(
            [mark.value],
            [y],
            color=colour,
            marker="o",
            ms=5 if mark.asked else 4,
            zorder=4,
            clip_on=False,
        )
    _words(ax, panel, lang)
    ax.set_yticks([0, 50, 80, 90, 95, 100], ["0", "50", "80", "90", "95", ""])
    ax.yaxis.set_minor_locator(NullLocator())
    ax.tick_params(axis="y", pad=_PAD)
    below = ax.set_xlabel(panel.unit.block(lang), fontsize=SMALL, linespacing=1.3)
    fit(ax.get_window_extent().width / ax.figure.dpi, below)
    caption(ax, panel.name, REQUIRED["share_stretched"], lang)


def _stretched(percent: Floats) -> Floats:
    """Where a percentage stands on the upright axis."""
    return -np.log(_STRETCH - np.minimum(percent, 101.0))


def _shrunk(height: Floats) -> Floats:
    """The percentage at a height of the upright axis."""
    return _STRETCH - np.exp(-height)


def _view(panel: RequiredPanel) -> tuple[float, float]:
    """The worse and the better end of the axis: what matters, and room beside it."""
    shown_ = [panel.planned, *panel.x]
    shown_ += [v for mark in panel.marks for v in (mark.low, mark.high) if v is not None]
    low, high = min(shown_), max(shown_)
    room = (high - low or abs(panel.planned) or 1.0) * _MARGIN
    least, most = sorted(panel.ends)
    ends = (max(low - room, least), min(high + room, most))
    return ends if panel.ends[1] > panel.ends[0] else ends[::-1]


def _words(ax: Axes, panel: RequiredPanel, lang: Lang) -> None:
    """As planned, and each answer with how much stands vacant there: where no line crosses it."""
    worst, best = ax.get_xlim()
    at = (panel.planned - worst) / (best - worst)
    text = f"{REQUIRED['as_planned_mark'].line(lang)}\n{_vacant(panel.planned_vacancy, lang)}"
    far = at > 1 - _ROOM  # at the right, where the curve is higher, there is no line
    planned = attach(
        ax, text, (at, _LOW), (-4 if far else 4, 2),
        ha="right" if far else "left", va="bottom", color=INK[IDLE],
    )  # fmt: skip
    lines = [line.get_transform().transform_path(line.get_path()) for line in ax.lines]
    boxes = [planned.get_window_extent()]
    for mark in sorted(panel.marks, key=_first):
        text = f"{_shown(mark.value)} ({_vacant(mark.vacancy, lang)})"
        places = [
            ax.annotate(
                text,
                (x, mark.confidence * 100),
                xytext=shift,
                textcoords="offset points",
                ha="left" if shift[0] > 0 else "right",
                va="center" if not shift[1] else "bottom" if shift[1] > 0 else "top",
                color=INK[SHORTAGE if mark.asked else IDLE],
            )
            for x, shift in _places(mark, worst, best)
        ]
        crossed = [_crossed(place.get_window_extent(), ax, lines, boxes) for place in places]
        chosen = crossed.index(min(crossed))
        for index, words in enumerate(places):
            if index != chosen or (crossed[chosen] and not mark.asked):
                words.remove()
            else:
                boxes.append(words.get_window_extent())


def _places(
    mark: RequiredMark, worst: float, best: float
) -> list[tuple[float, tuple[float, float]]]:
    """Where an answer's words may stand, what is best first: x, and points right and up of it.

    The curve rises through the answer: left above it and right below it there is none.
    """
    low = worst if mark.low is None else mark.low
    high = best if mark.high is None else mark.high
    return [(high, (6, 0)), (low, (-6, 0)), (mark.value, (6, -3)), (mark.value, (-6, 3))]


def _crossed(box: Bbox, ax: Axes, lines: Sequence[Path], boxes: Sequence[Bbox]) -> int:
    """How many lines and texts a text at a place would cross; one beside its panel the most."""
    panel = ax.get_window_extent()
    if box.x0 < panel.x0 or box.x1 > panel.x1:
        return len(lines) + len(boxes) + 1
    # The box of a line of text is higher than its letters.
    letters = box.padded(0, -_AIR / 72 * ax.figure.dpi)
    crossing = sum(path.intersects_bbox(letters, filled=False) for path in lines)
    return crossing + sum(box.overlaps(other) for other in boxes)


def _first(mark: RequiredMark) -> tuple[bool, bool, float]:
    """Which words come first: the answer asked for, then the most and the least cautious."""
    return not mark.asked, mark.confidence not in _OUTER, mark.confidence


def _vacant(value: float, lang: Lang) -> str:
    return " ".join([*REQUIRED["vacant"].lines(lang), percent(value)])


def _shown(value: float) -> str:
    return f"{round(value, 2) + 0.0:,.2f}".rstrip("0").rstrip(".")  # never -0
