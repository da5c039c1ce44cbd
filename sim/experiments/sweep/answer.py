"""What a sweep found: one row a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.sweep.design import Factor
from sim.measures.indicators import Indicators
from sim.measures.intervals import UNTESTED, Probability, probability
from sim.measures.layout import narrow, table, wrap
from sim.measures.plain import plain
from sim.measures.screen import area, percent
from sim.runs.executors import Failure
from sim.text.figures import Lang, Words
from sim.text.sweep import SWEEP

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 40
"""Points that the screen shows."""
_AREAS = ("lost_area", "peak_waiting", "idle_mean")


@dataclass(frozen=True)
class Row:
    """One point."""

    changes: Mapping[str, object]
    found: Indicators | None
    """None if it failed."""
    failure: Failure | None = None

    def chance(self, name: str) -> Probability | None:
        """Return how probable it is that an indicator of 0 and 1 is 1."""
        if self.found is None:
            return None
        flags = self.found.values[name]
        status = np.where(np.isnan(flags), UNTESTED, flags).astype(np.int8)
        return probability(status, np.array(self.found.replications) // 2)

    def mean(self, name: str) -> float | None:
        """Return the mean of an indicator over the replications that have it."""
        values = self.found.values[name] if self.found else np.array([])
        known = values[np.isfinite(values)]
        return float(known.mean()) if len(known) else None


@dataclass(frozen=True)
class SweepAnswer:
    """The points of a sweep in the order of the design."""

    factors: tuple[Factor, ...]
    names: tuple[Words, ...]
    """Of the factors."""
    replications: int
    rows: tuple[Row, ...]

    @property
    def failures(self) -> list[Row]:
        """The points that could not be played."""
        return [row for row in self.rows if row.failure]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "factors": [{"path": f.path, "name": n} for f, n in self._named()],
                "replications": self.replications,
                "points": [self._point(row) for row in self.rows],
            }
        )
        return data

    def screen(self, lang: Lang = "both") -> str:
        """What a terminal shows."""
        title = SWEEP["title"].fill(points=str(len(self.rows)), n=str(self.replications))
        heads = [[narrow(line) for line in name.lines(lang)] for name in self.names]
        heads += [SWEEP[key].lines(lang) for key in ("enough", "idle", "lost", "waiting", "vacant")]
        shown = [row for row in self.rows if row.found][:_ROWS]
        cells = [self._cells(row) for row in shown]
        lines = [*_said(title, lang), "", *table(heads, cells, [28] * len(self.factors))]
        lines += _said(SWEEP["notes"], lang)
        left = len(self.rows) - len(self.failures) - len(shown)
        for key, count in (("more", left), ("failed", len(self.failures))):
            if count:
                lines += _said(SWEEP[key].fill(count=str(count)), lang)
        return "\n".join(["", *lines, ""])

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The points with all their indicators, and those that failed with how to repeat them."""
        import pandas as pd

        points, failures = [], []
        for index, row in enumerate(self.rows):
            given = {"point": index, **{path: str(v) for path, v in row.changes.items()}}
            if row.failure:
                sets = " ".join(f'--set "{path}={value}"' for path, value in row.changes.items())
                failures.append({**given, "error": row.failure.error, "command": sets})
            elif row.found:
                means = {name: row.mean(name) for name in row.found.values}
                points.append({**given, **means})
        found = {"points": pd.DataFrame(points)}
        return {**found, "failures": pd.DataFrame(failures)} if failures else found

    def _named(self) -> list[tuple[Factor, Words]]:
        return list(zip(self.factors, self.names, strict=True))

    def _point(self, row: Row) -> dict[str, Any]:
        data: dict[str, Any] = {"changes": {k: str(v) for k, v in row.changes.items()}}
        if row.failure:
            return {**data, "error": row.failure.error}
        chances = {name: row.chance(name) for name in ("shortage_holds", "idle_holds")}
        return {**data, **chances, **{name: row.mean(name) for name in _AREAS}}

    def _cells(self, row: Row) -> list[Sequence[str]]:
        cells: list[Sequence[str]] = [[narrow(str(value))] for value in row.changes.values()]
        for name in ("shortage_holds", "idle_holds"):
            chance = row.chance(name)
            cells.append([percent(chance) if chance else "-"])
        for name in _AREAS:
            mean = row.mean(name)
            cells.append(["-" if mean is None else area(mean)])
        return cells


def _said(words: Words, lang: Lang) -> list[str]:
    return ["  " + part for line in words.lines(lang) for part in wrap(line, 86)]
