"""What a sweep found: one row a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.design import SAMPLED, DesignKind, Setting
from sim.measures.months import Ints
from sim.measures.plain import plain
from sim.measures.statistics import Probability, probability
from sim.measures.verdict.indicators import Indicators
from sim.runs.executors import Failure
from sim.scenario.values.amounts import Areas
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

AREAS = ("lost_area", "peak_waiting", "idle_mean")
"""Indicators whose means are told of each point."""


@dataclass(frozen=True)
class SweepRow:
    """One point."""

    setting: Setting
    indicators: Indicators | None
    """None if it failed."""
    failure: Failure | None = None
    command: str = ""
    """Where it failed, how to play it alone."""

    def mean(self, name: str) -> float | None:
        """Return the mean of an indicator over the replications that have it."""
        values = self.indicators.values[name] if self.indicators else np.array([])
        known = values[np.isfinite(values)]
        return float(known.mean()) if len(known) else None


def chance(rows: Sequence[SweepRow], name: str) -> Probability | None:
    """Return how probable it is, over some points, that an indicator of 0 and 1 is 1.

    Replications of one world are one cluster, whichever points they are of.
    """
    flags_and_worlds = status(rows, name)
    return probability(*flags_and_worlds) if flags_and_worlds else None


def status(rows: Sequence[SweepRow], name: str) -> tuple[NDArray[np.int8], Ints] | None:
    """Return whether it is 1 in each future of some points, and the worlds of these."""
    played = [row.indicators for row in rows if row.indicators]
    if not played:
        return None
    flags = np.concatenate([point.status(name) for point in played])
    return flags, np.concatenate([point.worlds for point in played])


@dataclass(frozen=True)
class SweepAnswer:
    """The points of a sweep in the order of the design."""

    design: DesignKind
    names: Mapping[str, Words]
    """Name of each number that is varied, by path."""
    replications: int
    confidence: float
    """How sure 'adequate' must be."""
    rows: tuple[SweepRow, ...]
    areas: Areas
    """How the screen writes areas."""

    @property
    def sampled(self) -> bool:
        """Whether values were drawn, so that no two points share one."""
        return self.design in SAMPLED

    @property
    def failures(self) -> list[SweepRow]:
        """The points that could not be played."""
        return [row for row in self.rows if row.failure]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "design": self.design,
                "vary": {path: name._asdict() for path, name in self.names.items()},
                "replications": self.replications,
                "points": [self._point(row) for row in self.rows],
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The points with the means of their indicators, and those that failed."""
        import pandas as pd

        points, failures = [], []
        for index, row in enumerate(self.rows):
            point = {"point": index, **row.setting.shown}
            if row.failure:
                failure = {"error": row.failure.error, "command": row.command}
                failures.append({**point, **failure, "trace": row.failure.trace})
            elif row.indicators:
                points.append({**point, **{name: row.mean(name) for name in row.indicators.values}})
        tables = {"points": pd.DataFrame(points)}
        return {**tables, "failures": pd.DataFrame(failures)} if failures else tables

    def _point(self, row: SweepRow) -> dict[str, Any]:
        data: dict[str, Any] = {"values": row.setting.shown}
        if row.failure:
            return {**data, "error": row.failure.error, "command": row.command}
        chances = {name: chance([row], name) for name in ("shortage_holds", "idle_holds")}
        return {**data, **chances, **{name: row.mean(name) for name in AREAS}}
