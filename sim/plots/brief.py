"""The brief: the answer of a run, two pictures, the types, what decides and what is assumed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

from sim.plots import balance, gap
from sim.plots.balance import BalanceData
from sim.plots.gap import GapData
from sim.plots.paper import (
    FAINT,
    LEFT,
    Paper,
    paper,
    put_lines,
    rule,
    tall,
)
from sim.plots.parts import years
from sim.plots.sheet import place, write
from sim.plots.style import DEMAND, INK, SUPPLY, Head, house
from sim.plots.widths import wide, wrapped
from sim.plots.words import AreaUnit, typeset
from sim.text.brief import BRIEF
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST: Final = 4
"""Panels of a picture."""
_TOP, _BOTTOM = 0.55, 11.0
_TITLE, _SAID, _TEXT, _SMALL = 15.0, 11.5, 8.5, 7.5
"""Points of the sizes of letters."""
_ROOM: Final = 7.04
_UNHINTED: Final = 0.96
"""How wide a text may be measured that is drawn as wide as its room."""
_GAP: Final = 0.13
"""Inches between parts."""
_HEADS: Final = 0.86
"""Inches for the words before facts."""
_LOW, _HIGH = 0.95, 2.0
"""Inches of the height of a panel: below the first, facts give way."""
_ABOVE, _BELOW = 0.32, 0.22
"""Inches above and below a panel: its name and its years."""
_BEFORE, _BESIDE = 0.3, 0.62
"""Inches left and right of a panel before its texts are measured."""
_APART: Final = 0.08
"""Inches between the names of a panel's lines and the next one's numbers."""
_YEARS: Final = 3
"""Years named along a panel."""


@dataclass(frozen=True)
class BriefData:
    """What the brief shows; texts in both languages, of which a page has one."""

    head: Head
    played: Words
    answer: Sequence[Words]
    types: Mapping[Lang, Sequence[Sequence[str]]]
    """Rows of the table, the heads first, by language."""
    notes: Sequence[Words]
    facts: Sequence[tuple[Words, Words]]
    """What decides first; the last ones give way where there is no room."""
    assumed: Sequence[tuple[Words, Words]]
    spaces: Sequence[str]
    """The types that pictures show, at most `MOST`."""
    balance: BalanceData
    gap: GapData
    name: ClassVar[str] = "brief"


def draw(brief: BriefData, lang: Lang) -> Paper:
    """Draw the page in one language; both are two pages."""
    import matplotlib

    with house(), matplotlib.rc_context({"font.size": _SMALL}):
        figure = paper()
        above = _Part(figure, lang, _TOP)
        above.line(BRIEF["kind"], _SMALL, FAINT)
        above.text(brief.head.name, _TITLE)
        above.y += 0.05
        above.text(brief.played, _SMALL, FAINT)
        above.y += 0.08
        for said in brief.answer:
            above.text(said, _SAID, INK[SUPPLY])
        facts = list(brief.facts)
        while True:
            below = _below(brief, facts, lang)
            height = (_BOTTOM - _GAP - below - above.y - _pictures(brief, lang)) / 2
            if height >= _LOW or not facts:
                break
            facts.pop()
        height = min(max(height, _LOW), _HIGH)
        axes: dict[str, Axes] = {}
        y = _picture(brief, "balance", lang, figure, above.y, height, axes)
        y = _picture(brief, "gap", lang, figure, y, height, axes)
        _move_apart(figure, axes, len(brief.spaces))
        _alike(axes, [brief.balance.panels[space].label.line(lang) for space in brief.spaces])
        _told(_Part(figure, lang, y), brief, facts)
        foot = wrapped(brief.head.subtitle.line(lang), _SMALL, _ROOM * _UNHINTED)
        put_lines(figure, LEFT, _BOTTOM, foot, size=_SMALL, color=FAINT)
        title = BRIEF["title"].fill(name=brief.head.name).line(lang)
        return Paper(figure, axes, brief, lang, title)


class _Part:
    """Text that is put on a page from a height downwards; without a page it is only measured."""

    def __init__(self, figure: Figure | None, lang: Lang, y: float) -> None:
        self.figure, self.lang, self.y = figure, lang, y

    def line(self, words: Words, size: float, color: str = INK[DEMAND]) -> None:
        """One line, whatever its length."""
        self._put(LEFT, [words.line(self.lang)], size, color)

    def text(self, words: Words, size: float, color: str = INK[DEMAND]) -> None:
        """A paragraph."""
        lines = wrapped(typeset(words.line(self.lang)), size, _ROOM * _UNHINTED)
        self._put(LEFT, lines, size, color)

    def fact(self, head: Words, words: Words, size: float) -> None:
        """A paragraph with a word before it."""
        top = self.y
        self._put(LEFT, [head.line(self.lang)], size, INK[SUPPLY])
        self.y = top
        room = (_ROOM - _HEADS) * _UNHINTED
        lines = wrapped(typeset(words.line(self.lang)), size, room)
        self._put(LEFT + _HEADS, lines, size, INK[DEMAND])

    def rows(self, rows: Sequence[Sequence[str]]) -> None:
        """A table: the first column is text, the others stand at their right ends."""
        widths = [max(wide(cell, _TEXT) for cell in column) for column in zip(*rows, strict=True)]
        size = _TEXT * min(1.0, (_ROOM - 0.09 * (len(widths) - 1)) / sum(widths))
        widths = [width * size / _TEXT for width in widths]
        between = (_ROOM - sum(widths)) / max(len(widths) - 1, 1)
        for number, row in enumerate(rows):
            self.y += tall(1, _TEXT) + 0.025
            x = LEFT
            for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
                side = "left" if index == 0 else "right"
                at = x if index == 0 else x + width
                if self.figure is not None:
                    write(self.figure, at, self.y, cell, size=size, ha=side)
                x += width + between
            if self.figure is not None:
                rule(self.figure, self.y + 0.05, heavy=number == 0)
        self.y += 0.06

    def _put(self, x: float, lines: Sequence[str], size: float, color: str) -> None:
        if self.figure is not None:
            put_lines(self.figure, x, self.y, lines, size=size, color=color)
        self.y += tall(len(lines), size)


def _told(part: _Part, brief: BriefData, facts: Sequence[tuple[Words, Words]]) -> None:
    """What stands below the pictures."""
    part.y += _GAP
    part.rows(brief.types[part.lang])
    for note in brief.notes:
        part.text(note, _SMALL, FAINT)
    part.y += _GAP / 2
    for head, words in facts:
        part.fact(head, words, _TEXT)
    part.y += _GAP / 2
    for head, words in brief.assumed:
        part.fact(head, words, _SMALL)


def _below(brief: BriefData, facts: Sequence[tuple[Words, Words]], lang: Lang) -> float:
    """Height of what stands below the pictures."""
    part = _Part(None, lang, 0.0)
    _told(part, brief, facts)
    return part.y


def _pictures(brief: BriefData, lang: Lang) -> float:
    """Height of what stands around the panels of both pictures."""
    room, keys = _ROOM * _UNHINTED, ("balance", "gap")
    said = [wrapped(_caption(brief, key).line(lang), _TEXT, room) for key in keys]
    return sum(tall(len(lines), _TEXT) + _GAP + _ABOVE + _BELOW for lines in said)


def _caption(brief: BriefData, key: str) -> Words:
    shown = brief.balance if key == "balance" else brief.gap
    return BRIEF[key].fill(unit=shown.unit.name, finding=shown.head.title)


def _picture(
    brief: BriefData,
    key: str,
    lang: Lang,
    figure: Figure,
    y: float,
    height: float,
    axes: dict[str, Axes],
) -> float:
    """A row of panels under its caption; return where the next part begins."""
    part = _Part(figure, lang, y + _GAP)
    part.text(_caption(brief, key), _TEXT)
    said = AreaUnit(brief.balance.unit.m2, Words("", ""))  # the caption has it for all panels
    supply, space_gap = replace(brief.balance, unit=said), replace(brief.gap, unit=said)
    each = _each(len(brief.spaces))
    draws: dict[str, Callable[[Axes, str], None]] = {
        "balance": lambda ax, space: balance.draw_panel(ax, supply, space, lang, stacked=True),
        "gap": lambda ax, space: gap.draw_panel(ax, space_gap, space, lang, stacked=True),
    }
    for index, space in enumerate(brief.spaces):
        x = LEFT + index * each + _BEFORE
        ax = place(figure, x, part.y + _ABOVE, each - _BEFORE - _BESIDE, height)
        draws[key](ax, space)
        years(ax, *brief.balance.span, most=_YEARS)
        axes[f"{key}/{space}"] = ax
    return part.y + _ABOVE + height + _BELOW


def _alike(axes: Mapping[str, Axes], names: Collection[str]) -> None:
    """Write the names of all panels in letters of one size: that of the longest."""
    texts = [text for ax in axes.values() for text in ax.texts if text.get_text() in names]
    least = min((float(text.get_fontsize()) for text in texts), default=0.0)
    for text in texts:
        text.set_fontsize(least)


def _each(spaces: int) -> float:
    """Inches across for a panel with the texts beside it."""
    return _ROOM / max(spaces, 2)


def _move_apart(figure: Figure, axes: Mapping[str, Axes], spaces: int) -> None:
    """Make panels as narrow as the longest numbers before and names beside any of them need.

    All are alike, so that both pictures stand in columns.
    """
    before = beside = 0.0
    for ax in axes.values():
        box = ax.get_window_extent()
        starts = [label.get_window_extent().x0 for label in ax.get_yticklabels()]
        ends = [text.get_window_extent().x1 for text in ax.texts]
        before = max(before, (box.x0 - min(starts)) / figure.dpi)
        beside = max(beside, (max(ends) - box.x1) / figure.dpi)
    each = _each(spaces)
    width = each - before - beside - _APART
    for index, ax in enumerate(axes.values()):
        place_ = ax.get_position()
        x = LEFT + index % spaces * each + before
        across = figure.get_figwidth()
        ax.set_position((x / across, place_.y0, width / across, place_.height))
