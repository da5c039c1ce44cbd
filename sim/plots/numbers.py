"""25-numbers: the numbers nobody knows, as their ranges have them and as the past leaves them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.measures.bands import Band
from sim.measures.learned import Learned
from sim.plots.frames import Origin
from sim.plots.sheet import LEFT, RIGHT, fit, place, sheet, two_lines, write
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
from sim.text.figures import NUMBERS
from sim.text.words import Lang, Words

MOST: Final = 10
"""Numbers that are shown."""
_BANDS, _SAID = 3.9, 8.0
"""Where bands and values begin, inches."""
_HEAD, _ROW, _FOOT = 1.6, 0.46, 0.35
"""Heights of what is above the rows, of a row at most and of what is below the last, inches."""
_LINE = 0.16
_ENGLISH: Final = {
    "亿元/万m²": "10⁴ CNY/m²",
    "亿元": "100m CNY",
    "万元": "10k CNY",
    "元": "CNY",
    "万 m²": "×10⁴ m²",
}
"""Units that a scenario writes in Chinese, longer ones first."""
_DIGITS = re.compile(r"-?\d[\d,.]*(e[+-]?\d+)?")


@dataclass(frozen=True)
class NumberRow:
    """One number; bands as shares of its range, from its low end on."""

    name: Words
    drawn: Band
    accepted: Band
    beyond_chance: bool
    before: Words
    """Median and band of the range, with units."""
    after: Words


@dataclass(frozen=True)
class Numbers:
    """What 25-numbers shows."""

    name: ClassVar[str] = "25-numbers"
    head: Head
    rows: dict[str, NumberRow]
    """By path."""


def data(numbers: Sequence[Learned], count: int, origin: Origin) -> Numbers:
    """Return the numbers whose distributions differ most; `count` futures agree with the past."""
    shown = {number.path: _row(number) for number in numbers[:MOST]}
    told, first = sum(number.beyond_chance for number in numbers), next(iter(shown.values()))
    moved = {"name": first.name, "before": first.before, "after": first.after}
    title = NUMBERS["title"].fill(told=str(told), **moved) if told else NUMBERS["nothing"]
    counts = {"count": count, "shown": len(shown), "all": len(numbers)}
    subtitle = NUMBERS["subtitle"].fill(**{key: str(value) for key, value in counts.items()})
    details = [
        NUMBERS["detail"].fill(name=row.name, before=row.before, after=row.after)
        for row in shown.values()
    ]
    return Numbers(heading(origin, title, subtitle, details), shown)


def _row(number: Learned) -> NumberRow:
    size = number.high - number.low

    def placed(band: Band) -> Band:
        return Band(*((x - number.low) / size for x in (band.low, band.middle, band.high)))

    return NumberRow(
        name=number.name,
        drawn=placed(number.drawn),
        accepted=placed(number.accepted),
        beyond_chance=number.beyond_chance,
        before=_said(number, number.drawn),
        after=_said(number, number.accepted),
    )


def _said(number: Learned, band: Band) -> Words:
    """A median, its band in brackets, and the unit, once where all three have it alike."""
    said = []
    for lang in Words._fields:
        middle, low, high = (
            number.text(value, "zh" if lang == "zh" else "en")
            for value in (band.middle, band.low, band.high)
        )
        units = {_DIGITS.sub("#", text, count=1) for text in (middle, low, high)}
        found = [_DIGITS.search(text) for text in (middle, low, high)]
        if len(units) == 1 and all(found):
            first, *ends = (match.group() for match in found if match)
            said.append(units.pop().replace("#", f"{first} ({'–'.join(ends)})", 1))
        else:
            said.append(f"{middle} ({low} – {high})")
    zh, en = said
    for unit, english in _ENGLISH.items():
        en = en.replace(unit, english)
    return Words(zh, en)


def draw(numbers: Numbers, lang: Lang = "both") -> Panels:
    """One row a number: both bands along its range, and what they are in units."""
    with house():
        rows = list(numbers.rows.values())
        figure, top = sheet(numbers.head, lang, _HEAD + len(rows) * _ROW + _FOOT)
        row_tall = min(_ROW, (figure.get_figheight() - top - _FOOT) / len(rows))
        ax = place(figure, _BANDS, top, _SAID - _BANDS - 0.2, len(rows) * row_tall)
        for y, row in enumerate(rows):
            _band(ax, y, row)
            _words(figure, row, top + (y + 0.5) * row_tall, lang)
        ax.set_xlim(-0.01, 1.01)
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.grid(visible=False)
        for spine in ax.spines.values():
            spine.set_visible(False)
        return Panels(figure, {"numbers": ax}, numbers, lang)


def _band(ax: Axes, y: int, row: NumberRow) -> None:
    ax.plot([0, 1], [y, y], color=INK[IDLE], lw=0.8, zorder=1)
    drawn, kept = row.drawn, row.accepted
    ax.barh(y, drawn.high - drawn.low, 0.62, drawn.low, color=SUPPLY_LIGHT, alpha=0.55, lw=0)
    face = SUPPLY if row.beyond_chance else "none"
    ax.barh(y, kept.high - kept.low, 0.3, kept.low, color=face, ec=SUPPLY, lw=1.2, zorder=2)
    for band, half, ink in ((drawn, 0.36, INK[SUPPLY_LIGHT]), (kept, 0.24, INK[DEMAND])):
        ax.plot([band.middle] * 2, [y - half, y + half], color=ink, lw=1.8, zorder=3)


def _words(figure: Figure, row: NumberRow, y: float, lang: Lang) -> None:
    room = _BANDS - LEFT - 0.15
    names = two_lines(row.name.lines(lang), room)
    first = y + 0.05 - _LINE / 2 * (len(names) - 1)
    for i, name in enumerate(names):
        colour = SOFT if i and lang == "both" else INK[DEMAND]
        fit(room, write(figure, LEFT, first + _LINE * i, name, color=colour))
    spoken: Lang = "zh" if lang == "zh" else "en"
    said = ((row.before, INK[SUPPLY_LIGHT]), (row.after, INK[SUPPLY]))
    for i, (words, colour) in enumerate(said):
        at = y + 0.05 + _LINE * (i - 0.5)
        text = write(figure, _SAID, at, words.line(spoken), color=colour)
        fit(RIGHT - _SAID, text)
