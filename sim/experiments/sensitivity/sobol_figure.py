"""17-sobol: shares of the variance, chance as one of them; the screening beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.experiments.sensitivity.answer import SensitivityAnswer, SensitivityOutcome
from sim.experiments.sensitivity.screen import bounded, label, leaders
from sim.experiments.sensitivity.sobol import CHANCE, OTHERS
from sim.experiments.sensitivity.tornado_figure import (
    FOOT,
    NAMES,
    ROW,
    moved,
    rows,
    shown,
    unit_name,
)
from sim.experiments.sensitivity.words import SENSITIVITY
from sim.plots.frames import Origin
from sim.plots.sheet import LEFT, PANEL, RIGHT, attach, fit, place, sheet, write
from sim.plots.style import DEMAND, IDLE, INK, SOFT, SUPPLY, SUPPLY_LIGHT, Head, Panels, house
from sim.plots.words import heading, percent
from sim.text.words import Lang, Words

_MOST = 10
"""Numbers of a panel; the others together and chance come on top."""
_HEAD = 0.8
_MARKED = 3
"""Numbers named by their place in the screening."""

_WIDE, _BESIDE, _END = 3.85, 0.65, 0.23
"""Inches: of the bars, before the screening, and right of it."""

_APART = (24.0, 10.0)
"""Points that their ranks need, across and up."""

Interval = tuple[float, float, float]
"""An index and the ends of its interval, shares."""


@dataclass(frozen=True)
class SobolBar:
    """The indices of a number, of the others together or of chance."""

    of: str
    name: Words
    first: Interval
    total: Interval


@dataclass(frozen=True)
class MorrisSpot:
    """A number in the screening: size and spread of its effects, in the unit that is shown."""

    rank: int
    mu_star: float
    conf: float
    sigma: float


@dataclass(frozen=True)
class SobolPanel:
    """One outcome."""

    words: Words
    unit: Words
    names: tuple[Words, ...]
    """Of the rows: those of the bars, or of the leading numbers where there are none."""
    bars: tuple[SobolBar, ...]
    told: bool
    """Whether the indices are known at all."""
    spots: tuple[MorrisSpot, ...]
    """Numbered as the rows; 0 for a number without one."""


@dataclass(frozen=True)
class Sobol:
    """What 17-sobol shows."""

    name: ClassVar[str] = "17-sobol"
    head: Head
    panels: dict[str, SobolPanel]


def data(answer: SensitivityAnswer, origin: Origin) -> Sobol:
    """The leading numbers of each outcome that varies, the others together, and chance."""
    varied = [outcome for outcome in moved(answer) if outcome.indices or outcome.effects]
    panels = {outcome.name: _panel(answer, outcome) for outcome in varied}
    first = next((o for o in varied if o.indices and o.indices.tells), varied[0])
    top = leaders(first)[0]
    if first.indices and first.indices.tells:
        total = {row.of: bounded(row.total)[0] for row in first.indices.rows}
        title = SENSITIVITY["sobol_title"].fill(
            outcome=first.words,
            top=answer.number(top).name,
            share=percent(total[top]),
            chance=percent(total[CHANCE]),
        )
    else:
        title = SENSITIVITY["morris_title"].fill(outcome=first.words, top=answer.number(top).name)
    blocks = str(answer.effort.blocks - answer.effort.dropped[1])
    barred = any(panel.bars for panel in panels.values())
    subtitle = SENSITIVITY["sobol_subtitle" if barred else "morris_subtitle"].fill(
        blocks=blocks, seed=str(origin.seed)
    )
    details = [_detail(panel) for panel in panels.values()]
    return Sobol(heading(origin, title, subtitle, details), panels)


def _detail(panel: SobolPanel) -> Words:
    said = {"outcome": panel.words, "top": panel.names[0]}
    if not panel.bars:
        return SENSITIVITY["morris_detail"].fill(**said)
    return SENSITIVITY["detail"].fill(**said, share=percent(panel.bars[0].total[0]))


def _panel(answer: SensitivityAnswer, outcome: SensitivityOutcome) -> SobolPanel:
    scale, unit = shown(outcome)
    leading = leaders(outcome)[:_MOST]
    bars = []
    for of in [*leading, OTHERS, CHANCE] if outcome.indices else []:
        row = outcome.indices.row(of) if outcome.indices else None
        if row:
            bars.append(SobolBar(of, label(answer, of), bounded(row.first), bounded(row.total)))
    ranks = {path: rank for rank, path in enumerate(leading, start=1)}
    spots = [
        MorrisSpot(ranks.get(e.path, 0), e.mu_star * scale, e.conf * scale, e.sigma * scale)
        for e in outcome.effects
    ]
    told = outcome.indices is not None and outcome.indices.tells
    names = [bar.name for bar in bars] or [answer.number(path).name for path in leading]
    return SobolPanel(outcome.words, unit, tuple(names), tuple(bars), told, tuple(spots))


def draw(sobol: Sobol, lang: Lang = "both") -> Panels:
    """One panel an outcome: S1 (light) and ST (dark) with intervals, mu* against sigma beside."""
    heights = [_HEAD + ROW * len(panel.names) for panel in sobol.panels.values()]
    with house():
        figure, top = sheet(sobol.head, lang, FOOT + sum(heights))
        axes, y = {}, top + 0.42
        for (name, panel), height in zip(sobol.panels.items(), heights, strict=True):
            left, room = LEFT + NAMES, height - _HEAD
            if panel.bars:
                ax = axes[name] = place(figure, left, y, _WIDE, room)
                _shares(ax, panel, lang)
                left += _WIDE + _BESIDE
            else:
                _list(figure, panel, lang, y, room)
                left += _BESIDE
            if panel.spots:
                beside = place(figure, left, y, RIGHT - _END - left, room)
                axes[f"{name}/morris"] = beside
                _screening(beside, panel, lang)
            y += height
        return Panels(figure, axes, sobol, lang)


def _list(figure: Figure, panel: SobolPanel, lang: Lang, y: float, room: float) -> None:
    """The leading numbers by rank in a column, where no bars are beside them."""
    fit(NAMES, write(figure, LEFT, y - 0.14, panel.words.line(lang), fontsize=PANEL))
    step = room / len(panel.names)
    beside = {"va": "center", "linespacing": 1.1}
    names = [
        write(figure, LEFT, y + (row + 0.5) * step, text, **beside)
        for row, text in enumerate(_numbered(panel, lang))
    ]
    fit(NAMES, *names)


def _numbered(panel: SobolPanel, lang: Lang) -> list[str]:
    return [f"{rank}  {name.block(lang)}" for rank, name in enumerate(panel.names, 1)]


def _shares(ax: Axes, panel: SobolPanel, lang: Lang) -> None:
    for y, bar in enumerate(panel.bars):
        chance = bar.of == CHANCE
        colours = (IDLE, DEMAND) if chance else (SUPPLY_LIGHT, SUPPLY)
        for share, shift, colour in ((bar.first, -0.18, colours[0]), (bar.total, 0.18, colours[1])):
            value, low, high = (100 * part for part in share)
            ax.barh(y + shift, value, height=0.34, color=colour)
            line = "#FFFFFF" if colour == DEMAND and low < value else DEMAND
            ax.plot([low, min(value, high)], [y + shift] * 2, color=line, lw=0.8)
            ax.plot([min(value, high), high], [y + shift] * 2, color=DEMAND, lw=0.8)
    rows(ax, _numbered(panel, lang), NAMES - 0.1)
    ax.set_xlim(0, 100)
    words = panel.words.line(lang)
    fit(NAMES + 3.0, attach(ax, words, (0, -0.5), (-72 * (NAMES - 0.1), 10), fontsize=PANEL))
    key = SENSITIVITY["shares" if panel.told else "shares_untold"].line(lang)
    attach(ax, key, (1, -0.5), (0, 10), ha="right", color=SOFT)


def _screening(ax: Axes, panel: SobolPanel, lang: Lang) -> None:
    x = np.array([spot.mu_star for spot in panel.spots])
    y = np.array([spot.sigma for spot in panel.spots])
    ax.errorbar(x, y, xerr=[s.conf for s in panel.spots], fmt="none", ecolor=SOFT, elinewidth=0.5)
    ax.plot(x, y, "o", color=SUPPLY, ms=3)
    ax.set_xlim(0, 1.05 * max(spot.mu_star + spot.conf for spot in panel.spots))
    ax.set_ylim(0, 1.15 * float(y.max()))
    for at, ranks in _ranked(ax, panel.spots):
        ax.annotate(ranks, at, (4, 3), color=INK[SUPPLY], textcoords="offset points")
    ax.xaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_locator(MaxNLocator(4))
    text = f"Morris: mu*, sigma  {unit_name(panel.unit, lang)}"
    attach(ax, text, (0, ax.get_ylim()[1]), (0, 10), color=SOFT)


def _ranked(ax: Axes, spots: Sequence[MorrisSpot]) -> Iterator[tuple[tuple[float, float], str]]:
    """Where ranks stand: those that would touch another stand in a row with it."""
    marked = sorted((s for s in spots if 0 < s.rank <= _MARKED), key=lambda spot: spot.rank)
    while marked:
        first = marked[0]
        places = ax.transData.transform([(s.mu_star, s.sigma) for s in marked])
        steps = np.abs(places - places[0]) * 72 / ax.figure.dpi
        near = (steps < _APART).all(axis=1)
        ranks = [str(s.rank) for s, one in zip(marked, near, strict=True) if one]
        yield (first.mu_star, first.sigma), ", ".join(ranks)
        marked = [s for s, one in zip(marked, near, strict=True) if not one]
