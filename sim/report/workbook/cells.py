"""What a workbook is made of: sheets of columns, and cells with a kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.text.words import Words

Kind = Literal["text", "area", "share", "count", "amount", "month", "year"]
"""How the cells of a column are written: `amount` has as many digits as it needs."""


@dataclass(frozen=True)
class Measure:
    """A cell that names a measure of the glossary."""

    name: Words
    term: str


Cell = Words | Measure | str | float | None
"""None is an empty cell; a month is text such as `2028-03`."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet."""

    name: Words
    unit: Words
    """Empty for text."""
    kind: Kind
    term: str = ""
    """What the glossary calls it; empty for what it does not explain."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: a head of one row, which stays in sight, and rows of as many cells."""

    name: Words
    """In both languages together at most 31 characters, as Excel has it."""
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
