"""The past beside what was simulated: one row an observation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from sim.experiments.past.distance import THRESHOLD
from sim.experiments.past.match_observations import Bound
from sim.experiments.past.schema import Let, Observation
from sim.measures.months import Floats
from sim.measures.statistics import quantile
from sim.text.words import Words

Role = Literal["fitted", "tested", "compared"]
Kind = Literal["vacancy", "let", "count"]
Reading = Literal["inside", "near", "outside"]

LOW, MIDDLE, HIGH = 5, 50, 95
"""Percents of the replications that a band's ends and middle are not exceeded by."""
READINGS: Final[tuple[Reading, ...]] = ("inside", "near", "outside")


@dataclass(frozen=True)
class Band:
    """The middle nine tenths of some replications, chance included."""

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, values: Floats) -> Band | None:
        """The band of some values; None where there is none."""
        known = sorted(values[~np.isnan(values)].tolist())
        if not known:
            return None
        return cls(*(quantile(known, percent) for percent in (LOW, MIDDLE, HIGH)))


@dataclass(frozen=True)
class Row:
    """One observation; shares, or companies a year."""

    id: str
    name: Words
    basket: Words | None
    kind: Kind
    start: str
    end: str
    role: Role
    value: float
    """What was observed."""
    low: float
    high: float
    """How far it may be off."""
    error: float
    """One standard deviation of the observation and of what the model cannot say."""
    drawn: Band | None
    """Of all worlds within the ranges; None where no space stands."""
    accepted: Band | None
    """Of the accepted worlds; None if none is, or nothing was fitted."""
    ruled_out: float
    """Share of all worlds that are farther off than the threshold."""
    nearest: float | None
    """Least implausibility of a world; None where no world can be compared."""

    @property
    def reading(self) -> Reading | None:
        """Whether the value lies in the band of the accepted worlds, or of all if none was fitted.

        `near`: only how far the observation may be off reaches into the band.
        """
        band = self.accepted or self.drawn
        if band is None:
            return None
        if band.low <= self.value <= band.high:
            return "inside"
        return "near" if self.low <= band.high and band.low <= self.high else "outside"


def narrowed(rows: Sequence[Row]) -> float | None:
    """Return by how much the bands of what was not fitted on are narrower in accepted worlds.

    Mean share over the rows; None where nothing was fitted, or held back.
    """
    shares = [
        1 - (row.accepted.high - row.accepted.low) / (row.drawn.high - row.drawn.low)
        for row in rows
        if row.role != "fitted" and row.accepted and row.drawn and row.drawn.high > row.drawn.low
    ]
    return float(np.mean(shares)) if shares else None


def compared(
    seen: Sequence[Bound],
    roles: Sequence[Role],
    drawn: Floats,
    accepted: Floats | None,
    distances: Floats,
) -> tuple[Row, ...]:
    """Return a row for each observation.

    drawn, accepted: counterparts, [replication, observation]; distances: [world, observation].
    """
    return tuple(
        Row(
            id=one.id,
            name=one.seen.label.words,
            basket=_basket(one.seen),
            kind=kind_of(one),
            start=str(one.seen.start),
            end=str(one.seen.end or one.seen.start),
            role=role,
            value=one.value,
            low=one.low,
            high=one.high,
            error=float(np.hypot(one.spread, one.discrepancy)),
            drawn=Band.of(drawn[:, i]),
            accepted=None if accepted is None else Band.of(accepted[:, i]),
            ruled_out=float(np.mean(distances[:, i] > THRESHOLD)),
            nearest=_finite(float(distances[:, i].min())),
        )
        for i, (one, role) in enumerate(zip(seen, roles, strict=True))
    )


def _basket(seen: Observation) -> Words | None:
    return seen.basket.words if seen.basket else None


def kind_of(one: Bound) -> Kind:
    """Return what kind of figure an observation is."""
    return "count" if not one.share else "let" if isinstance(one.seen, Let) else "vacancy"


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
