"""Text in terminal columns, where a Chinese character takes two."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from sim.text.answer import ANSWER
from sim.text.figures import Lang, Words
from sim.text.safe import spelt
from sim.text.terminal import columns, pieces, width, wrap


def narrow(text: str) -> str:
    """Return text fit for a table: nothing a terminal obeys, no ² (one column or two)."""
    return spelt(text.replace("²", "2"))


def pad(text: str, columns: int) -> str:
    """Fill up with spaces on the right."""
    return text + " " * (columns - width(text))


def paragraph(words: Words, lang: Lang, indent: str = "  ") -> list[str]:
    """Return a text in the languages asked for as lines of a screen.

    A mark in the indent, as in `  - `, stands before the first line of each language alone.
    """
    lines = []
    for text in words.lines(lang):
        first, *rest = wrap(narrow(text), columns() - len(indent))
        lines += [indent + first, *(" " * len(indent) + line for line in rest)]
    return lines


def concluded(said: Sequence[Words], lang: Lang) -> list[str]:
    """Return what a screen ends with: a line that says it is the answer, and its sentences."""
    mark = "  - " if len(said) > 1 else "  "
    lines = [line for words in said for line in paragraph(words, lang, mark)]
    return [f"  {ANSWER.line(lang)}", *lines, ""]


def command(words: Sequence[str]) -> list[str]:
    """Return a command on lines that a shell reads as one; an option stays with its value.

    What a terminal would obey is spelt out, so that a file with such a name cannot be pasted.
    """
    quoted = [spelt(shlex.quote(word)) for word in words]
    together: list[str] = []
    for word in quoted[1:]:
        if together and together[-1].startswith("--") and " " not in together[-1]:
            together[-1] += f" {word}"
        else:
            together.append(word)
    lines = ["  " + quoted[0]]
    for word in together:
        if width(f"{lines[-1]} {word}") > columns() - 2:
            lines[-1] += " \\"
            lines.append(f"    {word}")
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
