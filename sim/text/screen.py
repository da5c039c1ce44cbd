"""Screens: how wide they are, which language they speak, and how paragraphs and tables fill them."""

from __future__ import annotations

import locale
import os
import re
import shlex
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from shutil import get_terminal_size
from typing import Final, Protocol

from sim.text.safe import spelt
from sim.text.verdict import MARKS
from sim.text.words import Lang, Words

PAGE: Final = 80
"""Columns where there is no terminal, and of every screen that is written to a file."""
_NARROWEST, _WIDEST = 60, 100

ANSWER: Final = Words("答案", "ANSWER")
"""Heads the last sentences of every screen."""

_held: ContextVar[int | None] = ContextVar("columns", default=None)


def columns() -> int:
    """Return the columns of a screen: those of the terminal, from 60 to 100."""
    return _held.get() or min(max(get_terminal_size((PAGE, 24)).columns, _NARROWEST), _WIDEST)


@contextmanager
def held(columns: int) -> Iterator[None]:
    """Hold screens at this width, whatever the terminal: a file must not depend on one."""
    token = _held.set(columns)
    try:
        yield
    finally:
        _held.reset(token)


def spoken() -> Lang:
    """Return the language of the locale: Chinese where it says so, else English.

    As in POSIX the first that is set of LC_ALL, LC_MESSAGES and LANG speaks.
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def width(text: str) -> int:
    """Return how many terminal columns a text takes; Chinese characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def wrap(text: str, room: float, wide: Callable[[str], float] = width) -> list[str]:
    """Break text into lines no wider than this: between words, and after any Chinese character."""
    if wide(text) <= room:
        return [text]
    lines, line = [], ""
    for piece in pieces(text):
        if line and wide(line + piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    return [*lines, line.rstrip()]


_DIGITS = tuple("0123456789%")
_NUMBERS = tuple("(0123456789")


def pieces(text: str) -> list[str]:
    """Return the pieces of a text that must not be broken: words, hanzi with their marks, numbers."""
    parts: list[str] = []
    for character in text:
        last = parts[-1][-1] if parts else ""
        joins = (
            bool(last)
            and (
                character in " ，。；：、）”》」？！%"
                or last in "（“《「"
                or (last != " " and width(last) == width(character) == 1)
                # An interval, or the thousands of a number, stay with it.
                or (character in _NUMBERS and last == " " and parts[-1].rstrip()[-1:] in _DIGITS)
            )
        )
        if joins:
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def narrow(text: str) -> str:
    """Return text fit for a table: nothing a terminal obeys, no ² (one column or two)."""
    return spelt(text.replace("²", "2"))


def pad(text: str, columns: int) -> str:
    """Fill up with spaces on the right."""
    return text + " " * (columns - width(text))


def hung(text: str, head: str, indent: str | None = None) -> list[str]:
    """Break a text into lines of a screen: its head before the first, an indent before the others.

    Unless it is given, the indent is as wide as the head.
    """
    indent = " " * len(head) if indent is None else indent
    first, *rest = wrap(text, columns() - len(indent))
    return [head + first, *(indent + line for line in rest)]


def paragraph(words: Words, lang: Lang, indent: str = "  ") -> list[str]:
    """Return a text in the languages asked for as lines of a screen.

    A mark in the indent, as in `  - `, stands before the first line of each language alone.
    """
    return [line for text in words.lines(lang) for line in hung(narrow(text), indent)]


def concluded(sentences: Sequence[Words], lang: Lang) -> list[str]:
    """Return what a screen ends with: a line that says it is the answer, and its sentences."""
    mark = "  - " if len(sentences) > 1 else "  "
    lines = [line for words in sentences for line in paragraph(words, lang, mark)]
    return [f"  {ANSWER.line(lang)}", *lines, ""]


def ending(screen: str) -> list[str]:
    """Return the lines of a screen below the last head of an answer; none where there is none."""
    heads = {*ANSWER, ANSWER.line("both")}
    lines = screen.rstrip().split("\n")
    places = [place for place, text in enumerate(lines, start=1) if text.strip() in heads]
    return lines[places[-1] :] if places else []


def command(words: Sequence[str], indent: int = 2) -> list[str]:
    """Return a command on lines that a shell reads as one; an option stays with its value.

    indent: columns before it; lines that go on stand two further in.

    What a terminal would obey is spelt out, so that a file with such a name cannot be pasted.
    """
    quoted = [spelt(shlex.quote(word)) for word in words]
    together: list[str] = []
    for word in quoted[1:]:
        if together and together[-1].startswith("--") and " " not in together[-1]:
            together[-1] += f" {word}"
        else:
            together.append(word)
    lines = [" " * indent + quoted[0]]
    for number, word in enumerate(together, start=1):
        mark = " \\" if number < len(together) else ""  # nothing follows the last
        if width(f"{lines[-1]} {word}{mark}") > columns():
            lines[-1] += " \\"
            lines.append(" " * (indent + 2) + word)
        else:
            lines[-1] += f" {word}"
    return lines


Cell = Sequence[str]
"""One or more lines."""


_INDENT = 2


def table(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], gap: int = 2) -> list[str]:
    """Lay out rows of cells under their heads, two columns in from the left and `gap` apart.

    Columns are as wide as their widest line; where the screen is narrower, the widest wrap.
    """
    limits = _limits((heads, *rows), columns() - _INDENT, gap)
    lined = [
        [
            [part for line in cell for part in wrap(line, limit)]
            for cell, limit in zip(row, limits, strict=True)
        ]
        for row in (heads, *rows)
    ]
    sizes = [max(width(line) for row in lined for line in row[i]) for i in range(len(heads))]
    lines = []
    for row in lined:
        for index in range(max(len(cell) for cell in row)):
            cells = [cell[index] if index < len(cell) else "" for cell in row]
            padded = [pad(text, size) for text, size in zip(cells, sizes, strict=True)]
            lines.append(("  " + (" " * gap).join(padded)).rstrip())
    return lines


def _limits(rows: Sequence[Sequence[Cell]], room: int, gap: int) -> list[int]:
    """Widths of the columns of a table that fits the room, as far as words allow."""
    cells = [[line for row in rows for line in row[i]] for i in range(len(rows[0]))]
    sizes = [max(map(width, lines), default=0) for lines in cells]
    least = [max(map(_least, lines), default=0) for lines in cells]
    over = sum(sizes) + gap * (len(sizes) - 1) - room
    for _ in range(over):
        widest = max(range(len(sizes)), key=lambda i: (sizes[i] > least[i], sizes[i]))
        if sizes[widest] <= least[widest]:
            break
        sizes[widest] -= 1
    return sizes


def _least(line: str) -> int:
    """Fewest columns that a line of a cell takes: its widest word, or all of a number."""
    if _NUMBER.fullmatch(line):
        return width(line)
    return max((width(piece.rstrip()) for piece in pieces(line)), default=0)


_NUMBER = re.compile(r"([vX?-] +)?( to |至|[-\d\s.,%()\[\]<>+/–])*\d[%)\]]*")
"""A number, an interval, a share with its mark: never broken."""


def box(title: str, items: Sequence[str]) -> list[str]:
    """Frame wrapped items with a title, as wide as the screen."""
    edge = "+" + "-" * (columns() - 2) + "+"
    inner = columns() - 4
    body = [title]
    for item in items:
        first, *rest = wrap(item, inner - 2)
        body += [f"- {first}", *(f"  {line}" for line in rest)]
    return [edge, *(f"| {pad(line, inner)} |" for line in body), edge]


class Uncertain(Protocol):
    """A share with its 95 % interval, and the share of replications that tested nothing."""

    @property
    def share(self) -> float | None:
        """None if nothing was tested."""

    @property
    def low(self) -> float:
        """Lower end of the interval."""

    @property
    def high(self) -> float:
        """Upper end of the interval."""

    @property
    def untested_share(self) -> float:
        """Share of all replications."""


class Judged(Protocol):
    """Something held against the confidence asked for."""

    @property
    def word(self) -> str:
        """A key of `MARKS`."""

    @property
    def probability(self) -> Uncertain:
        """How often it holds."""


def marked(judged: Judged, lang: Lang) -> str:
    """A judgement by its mark, with its probability where something was tested."""
    mark, chance = MARKS[judged.word], judged.probability
    return mark if chance.share is None else f"{mark} {percent(chance, lang)}"


def percent(probability: Uncertain, lang: Lang) -> str:
    """A probability with its interval, in whole percent: ` 74 (68-80)`.

    Where some replications tested nothing, their share follows: ` 74 (68-80) [34]`.
    """
    if probability.share is None:
        return "  -"
    apart = f" [{whole(probability.untested_share)}]" if probability.untested_share else ""
    ends = spread(whole(probability.low), whole(probability.high))
    return f"{whole(probability.share):>3} ({ends.zh if lang == 'zh' else ends.en}){apart}"


def spread(low: str, high: str, dash: str = "-") -> Words:
    """Both ends of an interval: `68-80`, but `72 to >99` where an end has a sign."""
    ends = (low, high)
    if any(end.startswith(("<", ">")) for end in ends):
        return Words(" 至 ".join(ends), " to ".join(ends))
    return Words(dash.join(ends), dash.join(ends))


def rounded(share: float) -> str:
    """A share in whole percent with its sign, as rounding gives it: `0%` may be a little."""
    return f"{_nearest(share)}%"


def stated(share: float) -> str:
    """A share that somebody stated, such as a confidence or a bound: all its digits, `97.5%`."""
    return f"{share * 100:.6g}%"


def between(texts: Iterable[str], dash: str = "-") -> str:
    """The middle of three values, and both ends: `12 (9-20)`."""
    low, middle, high = texts
    return f"{middle} ({low}{dash}{high})"


def whole(share: float | None) -> str:
    """Whole percent; 0 and 100 only where it is exactly that, `-` where there is none.

    Of both sides of one probability, however each was reckoned, the two add up to 100.
    """
    if share is None:
        return "-"
    near = _nearest(share)
    if near == "0" and share > 0:
        return "<1"
    return ">99" if near == "100" and share < 1 else near


_EXACT: Final = 9
"""Digits of a percentage; what is beyond is the machine's: 1 - 0.835 is 0.16500000000000004."""


def _nearest(share: float) -> str:
    """Whole percent, halves to the even one: so both sides of a probability add up to 100."""
    return f"{round(share * 100, _EXACT):.0f}"
