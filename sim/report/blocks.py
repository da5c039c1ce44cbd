"""What a report is built of: one structure, written as Markdown and as a page.

Texts of paragraphs and items hold inline Markdown (`**strong**`, code); what fills them is text and
no markup. Headings and cells are plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.text.safe import markdown
from sim.text.words import Words

Cell = Words | str


@dataclass(frozen=True)
class Heading:
    """A heading: 1 is the report's, 2 a section's."""

    level: int
    words: Words


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    words: Words


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Words, ...]


@dataclass(frozen=True)
class Table:
    """Rows under their heads; the first column is text, the others are numbers."""

    heads: tuple[Words, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A figure of the results folder by the name of its files; `shows` tells what it shows."""

    name: str
    shows: Words


Block = Heading | Paragraph | Items | Table | Picture


@dataclass(frozen=True)
class Section:
    """A part of a report: what it is called in links, and its blocks, a heading first."""

    key: str
    blocks: tuple[Block, ...]


def heading(level: int, words: Words) -> list[Block]:
    """A heading as blocks."""
    return [Heading(level, words)]


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


def paragraph(words: Words) -> list[Block]:
    """A paragraph as blocks."""
    return [Paragraph(words)]


def table(heads: Sequence[Words], rows: Iterable[Sequence[Cell]]) -> list[Block]:
    """A table as blocks."""
    return [Table(tuple(heads), tuple(tuple(row) for row in rows))]
