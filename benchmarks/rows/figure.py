"""A figure of the table: what was measured, beside what was and what is aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.table import table
from benchmarks.timing import figure, spread

HEADER = ("row", "at 8c06333", "aim", "measured", "")


@dataclass(frozen=True)
class Figure:
    """One number with its spread."""

    what: str
    values: Sequence[float]
    """Of each round; none where something is missing."""
    then: str = ""
    """What it was at the revision that the aims were set for, on a quiet machine."""
    at_most: float | None = None
    """The aim."""
    at_least: float | None = None
    """The aim, where more is better."""
    missing: str = ""
    """Why there are no values."""

    @property
    def aim(self) -> str:
        """The aim as text."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return "" if self.at_least is None else f"≥ {self.at_least:g}"

    @property
    def judged(self) -> str:
        """Whether the median meets the aim, or by what factor it does not."""
        if not self.values or not self.aim:
            return ""
        middle = median(self.values)
        off = self.at_least / middle if self.at_least else middle / (self.at_most or 1.0)
        return "met" if off <= 1 else f"off by {figure(off)} ×"

    def cells(self, row: str) -> list[str]:
        """Return its line of the table."""
        measured = spread(self.values) if self.values else self.missing
        return [f"{row}: {self.what}", self.then, self.aim, measured, self.judged]


def shown(title: str, notes: Sequence[str], rows: Sequence[tuple[str, Sequence[Figure]]]) -> str:
    """Return the table of rows by name."""
    lines = [one.cells(name) for name, figures in rows for one in figures]
    return table(title, notes, HEADER, lines)
