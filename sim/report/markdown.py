"""Markdown: paragraphs in both languages, and tables; what fills them is text and no markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.text.safe import markdown
from sim.text.words import Words


def heading(level: int, words: Words) -> list[str]:
    """A heading and an empty line."""
    return [f"{'#' * level} {markdown(words.line('both'))}", ""]


def escaped(words: Words) -> Words:
    """Text without markup."""
    return words.map(markdown)


def filled(words: Words, **values: Words | str) -> Words:
    """A text with its values in its braces; what is markup in a value loses its meaning."""
    return words.fill(
        **{
            key: escaped(value if isinstance(value, Words) else Words(value, value))
            for key, value in values.items()
        }
    )


def paragraph(words: Words) -> list[str]:
    """A paragraph in Chinese, one in English, each followed by an empty line."""
    return [line for text in words.lines("both") for line in (text, "")]


def table(heads: Sequence[Words], rows: Iterable[Sequence[Words | str]]) -> list[str]:
    """A table and an empty line; the first column is text, the others are numbers."""
    rule = ["---", *["---:"] * (len(heads) - 1)]
    return [_row(heads), f"| {' | '.join(rule)} |", *map(_row, rows), ""]


def _row(cells: Sequence[Words | str]) -> str:
    texts = (cell.line("both") if isinstance(cell, Words) else cell for cell in cells)
    return f"| {' | '.join(map(markdown, texts))} |"
