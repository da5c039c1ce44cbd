"""Markdown: paragraphs in both languages, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.text.figures import Words


def heading(level: int, words: Words) -> list[str]:
    """A heading and an empty line."""
    return [f"{'#' * level} {words.line('both')}", ""]


def paragraph(words: Words) -> list[str]:
    """A paragraph in Chinese, one in English, each followed by an empty line."""
    return [line for text in words.lines("both") for line in (text, "")]


def table(heads: Sequence[Words], rows: Iterable[Sequence[Words | str]]) -> list[str]:
    """A table and an empty line; the first column is text, the others are numbers."""
    lines = [_row(heads), _row(["---", *["---:"] * (len(heads) - 1)])]
    return [*lines, *map(_row, rows), ""]


def _row(cells: Sequence[Words | str]) -> str:
    texts = (cell.line("both") if isinstance(cell, Words) else cell for cell in cells)
    return f"| {' | '.join(text.replace('|', '/') for text in texts)} |"
