"""27-decide: which option loses least, how much is regretted, and what would change that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from sim.experiments.compare.figure import PAPER, beside, interval
from sim.experiments.decide.answer import DecideAnswer
from sim.experiments.decide.weighing import DialFlip
from sim.experiments.decide.words import DECIDE, PARTS
from sim.measures.months import Floats
from sim.plots.frames import Origin
from sim.plots.sheet import attach, caption, cells, place, sheet
from sim.plots.style import (
    DEMAND,
    IDLE,
    INK,
    SHORTAGE,
    SOFT,
    SUPPLY,
    SUPPLY_LIGHT,
    TRADES,
    Head,
    Panels,
    house,
)
from sim.plots.words import heading, number
from sim.text.words import Lang, Words, in_a_row

_COLOURS = {
    "idle": IDLE,
    "unrecovered": SUPPLY_LIGHT,
    "conversion": TRADES[0],
    "unmet": SHORTAGE,
}
_LINES = (DEMAND, SUPPLY, *TRADES)
"""Of the options along the dial, in their order."""
_NUMBERS = 6
_BELOW, _LINE = -26, 13
"""Points from an axis down to what its colours are, and from one row of that to the next."""
_POINTS = 200
"""Of each line along the dial."""


@dataclass(frozen=True)
class OptionBar:
    """One option, in the figure's unit."""

    name: Words
    parts: dict[str, float]
    low: float
    high: float
    regret: tuple[float, float, float]
    """Mean, 95th percentile and most."""


@dataclass(frozen=True)
class WorthBar:
    """One number that is worth knowing."""

    name: Words
    value: float
    error: float
    told: bool


@dataclass(frozen=True)
class DialCurves:
    """Loss above the least of all options, along the dial."""

    ratio: Floats
    over: Floats
    """[option, ratio]."""
    flips: tuple[DialFlip, ...]
    equal: float | None


@dataclass(frozen=True)
class Decide:
    """What 27-decide shows."""

    name: ClassVar[str] = "27-decide"
    head: Head
    unit: Words
    options: tuple[OptionBar, ...]
    numbers: tuple[WorthBar, ...]
    dial: DialCurves


def data(answer: DecideAnswer, origin: Origin) -> Decide:
    """Options in their order, the numbers that are told, and the dial."""
    size, best = answer.money.size, answer.weighed[answer.best]
    options = [
        OptionBar(
            option.name,
            {part: answer.part(index, part) / size for part in PARTS},
            one.low / size,
            one.high / size,
            (one.regret_mean / size, one.regret_high / size, one.regret_most / size),
        )
        for index, (option, one) in enumerate(zip(answer.options, answer.weighed, strict=True))
    ]
    key = "figure_title_not" if answer.rivals else "figure_title"
    title = DECIDE[key].fill(
        option=answer.options[answer.best].name,
        loss=answer.money.said(best.mean),
        rivals=in_a_row([answer.options[index].name for index in answer.rivals]),
    )
    subtitle = DECIDE["figure_subtitle"].fill(
        since=answer.since, n=str(answer.replications), seed=str(answer.seed)
    )
    details = [
        DECIDE["detail"].fill(option=option.name, loss=number(sum(option.parts.values())))
        for option in options
    ]
    ratio = np.geomspace(answer.dial.low, answer.dial.high, _POINTS)
    lines = answer.dial.fixed[:, None] + answer.dial.alike[:, None] * ratio
    return Decide(
        heading(origin, title, subtitle, details),
        answer.money.name,
        tuple(options),
        tuple(
            WorthBar(one.name, one.value / size, one.error / size, one.told)
            for one in answer.worth_showing(_NUMBERS)
        ),
        DialCurves(ratio, (lines - lines.min(axis=0)) / size, answer.dial.flips, answer.dial.equal),
    )


def draw(decide: Decide, lang: Lang = "both") -> Panels:
    """Four panels: what is lost, what is regretted, what is worth knowing, and the dial."""
    with house():
        # Of names in two languages a row of the key holds two or so.
        rows = len(decide.options)
        key = (1 + rows // 2) * _LINE / 72
        figure, top = sheet(decide.head, lang, 5.2 + 0.7 * rows + 2 * key)
        axes = {}
        panels = {"loss": _loss, "regret": _regret, "worth": _worth, "dial": _dial}
        places = cells(figure, len(panels), top, 0.25)
        for (name, panel), cell in zip(panels.items(), places, strict=True):
            ax = axes[name] = place(figure, *cell._replace(height=cell.height - key))
            panel(ax, decide, lang)
            caption(ax, DECIDE[f"panel_{name}"], decide.unit, lang)
        return Panels(figure, axes, decide, lang)


def _rows(ax: Axes, rows: int) -> None:
    ax.set_ylim(rows - 0.3, -0.4)
    ax.set_yticks([])
    ax.grid(axis="x")
    ax.set_xlim(left=0)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))


def _label(ax: Axes, y: float, name: Words, value: str, lang: Lang) -> None:
    right = attach(ax, value, (1, y), (0, 2), ha="right", color=SOFT, bbox=PAPER)
    left = attach(ax, name.line(lang), (0, y), (0, 2), color=INK[DEMAND], bbox=PAPER)
    beside(ax, left, right)


def _loss(ax: Axes, decide: Decide, lang: Lang) -> None:
    for y, option in enumerate(decide.options):
        reached = 0.0
        for part, value in option.parts.items():
            ax.barh(y + 0.3, value, 0.4, reached, color=_COLOURS[part], alpha=0.75, lw=0)
            reached += value
        interval(ax, y + 0.3, option.low, option.high, DEMAND, 1.2)
    _rows(ax, len(decide.options))
    for y, option in enumerate(decide.options):
        _label(ax, y, option.name, number(sum(option.parts.values())), lang)
    shown = [p for p in PARTS if any(option.parts[p] for option in decide.options)]
    _key(ax, [(f"■ {PARTS[part].line(lang)}", INK[_COLOURS[part]]) for part in shown])


def _key(ax: Axes, entries: Sequence[tuple[str, str]]) -> None:
    """Name colours below the axis, in as many rows as they take."""
    x, down = 0.0, _BELOW
    for text, colour in entries:
        label = attach(ax, text, (x, ax.get_ylim()[0]), (0, down), color=colour)
        wide = label.get_window_extent().width / ax.get_window_extent().width
        if x > 0 and x + wide > 1:
            x, down = 0.0, down - _LINE
            label.remove()
            label = attach(ax, text, (x, ax.get_ylim()[0]), (0, down), color=colour)
        x += wide + 0.03


def _regret(ax: Axes, decide: Decide, lang: Lang) -> None:
    for y, option in enumerate(decide.options):
        mean, high, most = option.regret
        ax.plot([0, most], [y + 0.3] * 2, color=IDLE, lw=1)
        ax.plot([0, high], [y + 0.3] * 2, color=SHORTAGE, lw=4, alpha=0.5, solid_capstyle="butt")
        ax.plot(mean, y + 0.3, marker="D", ms=6, color=INK[SHORTAGE])
        ax.plot(most, y + 0.3, marker="|", ms=9, color=INK[IDLE])
    _rows(ax, len(decide.options))
    for y, option in enumerate(decide.options):
        _label(ax, y, option.name, " / ".join(map(number, option.regret)), lang)


def _worth(ax: Axes, decide: Decide, lang: Lang) -> None:
    if not decide.numbers:
        _rows(ax, 1)
        ax.set_xticks([])
        attach(ax, DECIDE["none_worth"].line(lang), (0, 0), (0, 2), color=SOFT)
        return
    for y, one in enumerate(decide.numbers):
        ax.barh(y + 0.3, one.value, 0.36, color=SUPPLY if one.told else IDLE, alpha=0.55, lw=0)
        if one.told:
            ends = max(one.value - 2 * one.error, 0.0), one.value + 2 * one.error
            interval(ax, y + 0.3, *ends, SUPPLY, 1.2)
    _rows(ax, len(decide.numbers))
    for y, one in enumerate(decide.numbers):
        chance = f"{number(one.value)} ? {DECIDE['not_beyond'].line(lang)}"
        value = f"{number(one.value)} ± {number(one.error)}" if one.told else chance
        _label(ax, y, one.name, value, lang)


def _dial(ax: Axes, decide: Decide, lang: Lang) -> None:
    curves = decide.dial
    ax.set_xscale("log")
    most = float(curves.over.max()) or 1.0
    for index, over in enumerate(curves.over):
        ax.plot(curves.ratio, over, color=_LINES[index % len(_LINES)], lw=1.8)
    for flip in curves.flips:
        low = curves.ratio[0] if flip.low is None else max(flip.low, curves.ratio[0])
        high = curves.ratio[-1] if flip.high is None else min(flip.high, curves.ratio[-1])
        ax.axvspan(low, high, color=IDLE, alpha=0.15, lw=0)
        ax.plot(flip.at, 0, marker="v", ms=7, color=DEMAND, clip_on=False)
    if curves.equal is not None and curves.ratio[0] <= curves.equal <= curves.ratio[-1]:
        ax.axvline(curves.equal, color=SOFT, lw=1, ls=(0, (4, 3)))
    ax.set_xlim(curves.ratio[0], curves.ratio[-1])
    ax.set_ylim(-0.03 * most, 1.25 * most)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
    ax.yaxis.set_major_locator(MaxNLocator(nbins=5))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y)))
    entries = [
        (f"— {option.name.line(lang)}", INK[_LINES[index % len(_LINES)]])
        for index, option in enumerate(decide.options)
    ]
    _key(ax, entries)
