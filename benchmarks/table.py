"""Tables in Markdown, lined up so that a terminal shows them too."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def table(
    title: str, notes: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[str]]
) -> str:
    """Return a section: its title, a table with words to the left, and notes below."""
    lines = [list(header), *map(list, rows)]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(header))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def row(cells: Sequence[str]) -> str:
        padded = [cells[0] + " " * (widths[0] - _width(cells[0]))]
        padded += [
            " " * (width - _width(cell)) + cell
            for cell, width in zip(cells[1:], widths[1:], strict=True)
        ]
        return f"| {' | '.join(padded)} |"

    text = [f"### {title}", "", row(lines[0]), row(rule), *map(row, lines[1:]), ""]
    if notes:
        text += [*notes, ""]
    return "\n".join(text)


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(letter) in "WF") for letter in text)
