"""11-tornado: which inputs swing an outcome, one at a time; total Sobol indices beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes

from sim.experiments.sensitivity.answer import SensitivityAnswer, SensitivityOutcome
from sim.experiments.sensitivity.screen import bounded, level
from sim.experiments.sensitivity.tornado import PAIRS
from sim.experiments.sensitivity.words import SENSITIVITY
from sim.plots.frames import Origin
from sim.plots.sheet import PANEL, attach, fit, place, sheet, two_lines
from sim.plots.style import (
    DEMAND,
    IDLE,
    INK,
    SOFT,
    SUPPLY,
    SUPPLY_LIGHT,
    Head,
    Panels,
    house,
)
from sim.plots.words import heading
from sim.text.words import Lang, Words

_MOST = 10
"""Bars of a panel."""
ROW, _HEAD = 0.34, 0.75
"""Inches of a row, and of what stands around the bars of a panel."""
NAMES = 3.15
"""Inches left of the bars for names."""
FOOT = 1.6
"""Inches of the sheet's own words above and below the panels."""


_SCALES = {"share": 100.0, "month": 1.0, "plain": 1.0}
_UNITS = {
    "share": Words("%", "%"),
    "month": Words("月", "months"),
    "plain": Words("", ""),
}
"""How an outcome is shown, by its kind; areas in their large unit."""


@dataclass(frozen=True)
class Swing:
    """One number: changes of the outcome at both ends of its range, and its total index."""

    name: Words
    low: float
    low_conf: float
    high: float
    high_conf: float
    ends: tuple[Words, Words]
    """The ends of its range in words."""
    total: tuple[float, float, float] | None
    """Total index with its interval, shares; None where it has none, or it cannot be told."""


@dataclass(frozen=True)
class TornadoPanel:
    """One outcome, the widest swing first; values in the unit that is shown."""

    words: Words
    base: str
    unit: Words
    swings: tuple[Swing, ...]


@dataclass(frozen=True)
class Tornadoes:
    """What 11-tornado shows."""

    name: ClassVar[str] = "11-tornado"
    head: Head
    panels: dict[str, TornadoPanel]


def moved(answer: SensitivityAnswer) -> list[SensitivityOutcome]:
    """The outcomes that have something to show."""
    return [outcome for outcome in answer.outcomes if outcome.usual is None]


def data(answer: SensitivityAnswer, origin: Origin) -> Tornadoes:
    """The widest bars of each outcome that moves."""
    panels = {o.name: _panel(answer, o) for o in moved(answer) if o.tornado}
    first = next(iter(panels.values()))
    top = first.swings[0].name
    title = SENSITIVITY["tornado_title"].fill(outcome=first.words, number=top)
    subtitle = SENSITIVITY["tornado_subtitle"].fill(n=str(2 * PAIRS), seed=str(origin.seed))
    details = [
        SENSITIVITY["detail"].fill(
            outcome=panel.words, top=panel.swings[0].name, share=_both(panel.swings[0])
        )
        for panel in panels.values()
    ]
    return Tornadoes(heading(origin, title, subtitle, details), panels)


def _panel(answer: SensitivityAnswer, outcome: SensitivityOutcome) -> TornadoPanel:
    assert outcome.tornado is not None
    scale, unit = shown(outcome)
    indices = outcome.indices if outcome.indices and outcome.indices.tells else None
    swings = []
    for bar in outcome.tornado.bars[:_MOST]:
        number = answer.number(bar.path)
        index = indices.row(bar.path) if indices else None
        swings.append(
            Swing(
                number.name,
                bar.low.change * scale,
                bar.low.conf * scale,
                bar.high.change * scale,
                bar.high.conf * scale,
                (number.shown(number.low), number.shown(number.high)),
                bounded(index.total) if index else None,
            )
        )
    return TornadoPanel(outcome.words, level(outcome, outcome.tornado.base), unit, tuple(swings))


def _both(swing: Swing) -> str:
    return f"{swing.low:+.3g} / {swing.high:+.3g}"


def draw(tornadoes: Tornadoes, lang: Lang = "both") -> Panels:
    """One panel an outcome: bars from the low end (light) to the high end (dark)."""
    heights = [_HEAD + ROW * len(panel.swings) for panel in tornadoes.panels.values()]
    with house():
        figure, top = sheet(tornadoes.head, lang, FOOT + sum(heights))
        axes, y = {}, top + 0.42
        for (name, panel), height in zip(tornadoes.panels.items(), heights, strict=True):
            ax = axes[name] = place(figure, 0.42 + NAMES, y, 5.25, height - _HEAD)
            _bars(ax, panel, lang)
            if any(swing.total for swing in panel.swings):
                beside = place(figure, 0.42 + NAMES + 5.65, y, 1.3, height - _HEAD)
                axes[f"{name}/total"] = beside
                _totals(beside, panel, lang)
            y += height
        return Panels(figure, axes, tornadoes, lang)


def rows(ax: Axes, names: Sequence[str], width: float) -> None:
    """An axis of named rows, the first on top, names in `width` inches to the left."""
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.grid(visible=True, axis="x")
    beside = {"ha": "right", "va": "center"}
    told = ["\n".join(two_lines(name.split("\n"), width)) for name in names]
    fit(width, *(attach(ax, name, (0, y), (-6, 0), **beside) for y, name in enumerate(told)))


def _bars(ax: Axes, panel: TornadoPanel, lang: Lang) -> None:
    y = np.arange(len(panel.swings))
    for end, conf, colour in (("low", "low_conf", SUPPLY_LIGHT), ("high", "high_conf", SUPPLY)):
        change = np.array([getattr(swing, end) for swing in panel.swings])
        half = np.array([getattr(swing, conf) for swing in panel.swings])
        shift = -0.18 if end == "low" else 0.18
        ax.barh(y + shift, change, height=0.34, color=colour)
        ax.errorbar(
            change, y + shift, xerr=half, fmt="none", ecolor=DEMAND, elinewidth=0.8, capsize=1.5
        )
    ax.axvline(0, color=DEMAND, lw=1)
    rows(ax, [swing.name.block(lang) for swing in panel.swings], NAMES - 0.1)
    for place_, swing in enumerate(panel.swings):
        reach = max(swing.low + swing.low_conf, swing.high + swing.high_conf, 0.0)
        for end_words, shift, colour in zip(
            swing.ends, (-0.22, 0.22), (SUPPLY_LIGHT, SUPPLY), strict=True
        ):
            ax.annotate(
                end_words.zh if lang == "zh" else end_words.en,
                (reach, place_ + shift),
                (4, 0),
                textcoords="offset points",
                va="center",
                color=INK[colour],
            )
    low, high = ax.get_xlim()
    ax.set_xlim(low, high + 0.16 * (high - low))
    key = f"{SENSITIVITY['low_end'].line(lang)} / {SENSITIVITY['high_end'].line(lang)}"
    base = SENSITIVITY["at_value"].fill(value=panel.base).line(lang)
    words = f"{panel.words.line(lang)}  {unit_name(panel.unit, lang)}  ({base})"
    fit(NAMES + 3.9, attach(ax, words, (0, -0.5), (-72 * (NAMES - 0.1), 10), fontsize=PANEL))
    attach(ax, key, (1, -0.5), (0, 10), ha="right", color=SOFT)


def shown(outcome: SensitivityOutcome) -> tuple[float, Words]:
    """What an outcome is multiplied by to be shown, and the unit it then has."""
    if outcome.kind == "area":
        return 1 / outcome.areas.large, outcome.areas.word("axis")
    return _SCALES[outcome.kind], _UNITS[outcome.kind]


def unit_name(unit: Words, lang: Lang) -> str:
    """A unit on one line, its languages apart."""
    return " / ".join(unit.lines(lang))


def _totals(ax: Axes, panel: TornadoPanel, lang: Lang) -> None:
    ax.set_ylim(len(panel.swings) - 0.5, -0.5)
    ax.set_yticks([])
    ax.grid(visible=False)
    for y, swing in enumerate(panel.swings):
        if swing.total is None:
            ax.text(0, y, "–", va="center", color=INK[IDLE])
            continue
        value, low, high = (share * 100 for share in swing.total)
        ax.barh(y, value, height=0.5, color=IDLE)
        ax.plot([low, high], [y, y], color=DEMAND, lw=0.8)
    ax.set_xlim(0, None)
    attach(ax, SENSITIVITY["st_unit"].line(lang), (0, -0.5), (0, 10), color=SOFT)
