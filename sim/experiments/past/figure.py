"""19-calibrate and 21-backtest: what was seen in years past, beside what the model says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.experiments.past.answer import PastAnswer
from sim.experiments.past.bands import PastRow, narrowed
from sim.experiments.past.match_observations import ObservationKind
from sim.experiments.past.screen import shown
from sim.experiments.past.words import PAST
from sim.measures.bands import Band
from sim.plots.frames import Origin
from sim.plots.sheet import LEFT, RIGHT, fit, place, sheet, two_lines, write
from sim.plots.style import DEMAND, IDLE, INK, SMALL, SOFT, SUPPLY, Head, Panels, house
from sim.plots.words import heading
from sim.scenario.values.amounts import Areas
from sim.text.words import Lang, Words

COLOURS: Final[dict[ObservationKind, str]] = {
    "vacancy": IDLE,
    "let": SUPPLY,
    "change": IDLE,
    "absorption": SUPPLY,
    "ratio": SUPPLY,
    "count": DEMAND,
}
"""Panels in their order; idle space is grey, let space blue, demand black."""
SHADES: Final = {IDLE: (0.16, 0.3), SUPPLY: (0.16, 0.3), DEMAND: (0.1, 0.18)}
"""How dark the bands of all and of the accepted worlds are."""

_NAMES, _BANDS, _SAID = LEFT, 3.35, 9.0
"""Where names, bands and findings begin, inches."""
_ROW, _GAP, _FOOT = 0.4, 0.62, 0.72
"""Heights of a row, of what is above a panel, and of what is below the last, inches."""


@dataclass(frozen=True)
class PastLine:
    """One observation; percent, points, large areas or companies a year, or a factor."""

    name: Words
    role: str
    reading: str
    value: float
    low: float
    high: float
    drawn: Band | None
    accepted: Band | None


@dataclass(frozen=True)
class PastFigure:
    """What the figure shows."""

    name: str
    head: Head
    panels: dict[ObservationKind, list[PastLine]]
    area: Words
    """The unit of areas."""


def data(answer: PastAnswer, origin: Origin) -> PastFigure:
    """Return the observations by kind, with the finding as the title."""
    rows = {kind: [row for row in answer.rows if row.kind == kind] for kind in COLOURS}
    panels = {
        kind: [_line(row, answer.areas) for row in of_kind]
        for kind, of_kind in rows.items()
        if of_kind
    }
    subtitle = PAST["subtitle"].fill(n=str(answer.replications), seed=str(origin.seed))
    details = [
        PAST["detail"].fill(
            name=row.name,
            value=shown(row, row.value, answer.areas),
            low=shown(row, band.low, answer.areas),
            high=shown(row, band.high, answer.areas),
        )
        for row in answer.rows
        if (band := row.accepted or row.drawn)
    ]
    name = "21-backtest" if answer.fit is None else "19-calibrate"
    return PastFigure(
        name, heading(origin, _title(answer), subtitle, details), panels, answer.areas.word("axis")
    )


def _title(answer: PastAnswer) -> Words:
    judged = [row for row in answer.rows if row.role != "fitted"]
    inside = str(sum(row.reading == "inside" for row in judged))
    fitted = answer.fit
    if fitted is None:
        return PAST["head_backtest"].fill(rows=str(len(judged)), inside=inside)
    if not fitted.accepted:
        return PAST["head_none"].fill(cut=str(fitted.cut))
    numbers = {"cut": fitted.cut, "plays": fitted.plays, "accepted": fitted.accepted}
    words = {key: str(value) for key, value in numbers.items()}
    words["by"] = f"{(narrowed(answer.rows) or 0) * 100:.0f}"
    return PAST["head_calibrate"].fill(tests=str(len(judged)), inside=inside, **words)


def scale(kind: ObservationKind, areas: Areas) -> float:
    """How many of a figure's units one unit of the model makes: percent, points, large areas."""
    if kind == "absorption":
        return 1 / areas.large
    return 1.0 if kind in ("count", "ratio") else 100.0


def _line(row: PastRow, areas: Areas) -> PastLine:
    size = scale(row.kind, areas)

    def sized(band: Band | None) -> Band | None:
        return band and Band(band.low * size, band.middle * size, band.high * size)

    return PastLine(
        name=row.name,
        role=row.role,
        reading=row.reading or "untested",
        value=row.value * size,
        low=row.low * size,
        high=row.high * size,
        drawn=sized(row.drawn),
        accepted=sized(row.accepted),
    )


def draw(past: PastFigure, lang: Lang = "both") -> Panels:
    """One panel a kind, one row an observation: both bands, what was seen, and the finding."""
    with house():
        rows = sum(len(lines) for lines in past.panels.values())
        figure, top = sheet(past.head, lang, 1.15 + rows * _ROW + len(past.panels) * _GAP + _FOOT)
        axes: dict[str, Axes] = {}
        for kind, lines in past.panels.items():
            tall = len(lines) * _ROW
            ax = axes[kind] = place(figure, _BANDS, top + 0.36, _SAID - _BANDS - 0.25, tall)
            _panel(ax, lines, kind)
            name = PAST[kind].fill(area=past.area)
            write(figure, _NAMES, top + 0.27, name.line(lang), fontsize=SMALL + 1.5)
            for i, line in enumerate(lines):
                _words(figure, line, top + 0.36 + (i + 0.5) * _ROW, lang)
            top += tall + _GAP
        return Panels(figure, axes, past, lang)


def _panel(ax: Axes, lines: Sequence[PastLine], kind: ObservationKind) -> None:
    colour = COLOURS[kind]
    light, dark = SHADES[colour]
    for y, line in enumerate(lines):
        for band, tall, alpha in ((line.drawn, 0.66, light), (line.accepted, 0.36, dark)):
            if band is None:
                continue
            ax.barh(y, band.high - band.low, tall, band.low, color=colour, alpha=alpha, lw=0)
        if best := line.accepted or line.drawn:
            ax.plot([best.middle] * 2, [y - 0.33, y + 0.33], color=INK[colour], lw=1.6)
        ax.plot([line.low, line.high], [y, y], color="white", lw=3.2, zorder=3)
        ax.plot([line.low, line.high], [y, y], color=INK[DEMAND], lw=1.3, zorder=3)
        face = INK[DEMAND] if line.role == "fitted" else "white"
        ax.plot(
            [line.value],
            [y],
            marker="D",
            ms=6.5,
            mfc=face,
            mec=INK[DEMAND],
            mew=1.3,
            zorder=4,
            clip_on=False,
        )
    ends = [
        end
        for line in lines
        for band in (line.drawn, line.accepted)
        if band
        for end in (band.low, band.high)
    ]
    ends += [end for line in lines for end in (line.low, line.high)]
    ax.set_xlim(*limits(ends, kind))
    ax.set_ylim(len(lines) - 0.5, -0.5)
    ax.set_yticks([])
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.tick_params(axis="x", length=0, pad=2)


def limits(ends: Sequence[float], kind: ObservationKind) -> tuple[float, float]:
    """Where an axis that shows some values begins and ends: at 0, but shares let end at 100."""
    low, high = min(ends), max(ends)
    if kind == "let":
        return max(0.0, low - 0.08 * (100.0 - low)), 100.0
    margin = 0.06 * (max(high, 0.0) - min(low, 0.0)) or 1.0
    return (low - margin if low < 0 else 0.0), (high + margin if high > 0 else 0.0)


def _words(figure: Figure, line: PastLine, y: float, lang: Lang) -> None:
    """The name of a row at its left, its role and the finding at its right."""
    names = two_lines(line.name.lines(lang), _BANDS - _NAMES - 0.15)
    first = y + 0.05 - 0.075 * (len(names) - 1)
    for i, name in enumerate(names):
        colour = SOFT if i and lang == "both" else INK[DEMAND]
        text = write(figure, _NAMES, first + 0.155 * i, name, fontsize=SMALL, color=colour)
        fit(_BANDS - _NAMES - 0.15, text)
    colour = INK[DEMAND] if line.reading == "outside" else SOFT
    findings = [PAST[line.role].lines(lang), PAST[f"{line.reading}_figure"].lines(lang)]
    first = y + 0.05 - 0.075 * (len(findings[0]) - 1)
    for i, words in enumerate(zip(*findings, strict=True)):
        text = write(figure, _SAID, first + 0.155 * i, " · ".join(words), fontsize=SMALL)
        text.set_color(colour)
        fit(RIGHT - _SAID, text)
