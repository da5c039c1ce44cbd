"""How much of a type of space other trades hold than the city's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.counting.tally import TRACK, Tally
from sim.measures.months import first_recorded
from sim.measures.tables.series import ratio
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec


@dataclass(frozen=True)
class OtherTrades:
    """Share of what is leased of a space type that other trades hold."""

    space: str
    start: float
    """Median of the first recorded month's share."""
    end: tuple[float, float, float]
    """P10, P50 and P90 of the last month's share."""


def other_trades(tallies: Sequence[Tally], plan: Plan, spec: Spec) -> tuple[OtherTrades, ...]:
    """Tell what other trades hold, of the space types of which they ever do.

    Space types in the scenario's order; futures in which nothing is leased in the month are left
    out.
    """
    others = np.array([trade is not None for trade in plan.trades])
    if not others.any():
        return ()
    ends = [first_recorded(plan), plan.months - 1]
    leased = np.stack([tally.tracks[TRACK.index("leased")] for tally in tallies])
    held, whole = leased[..., others].sum(axis=3), leased.sum(axis=3)
    told = []
    for space in spec.spaces:
        rank = plan.spaces.index(space)
        if held[..., rank].any():
            shares = ratio(held[:, ends, rank] * 1.0, whole[:, ends, rank] * 1.0)
            start = float(np.nanmedian(shares[:, 0])) if np.isfinite(shares[:, 0]).any() else 0.0
            last = shares[:, 1][np.isfinite(shares[:, 1])]
            end = np.quantile(last, (0.1, 0.5, 0.9)).tolist() if len(last) else [0.0] * 3
            told.append(OtherTrades(space, start, (end[0], end[1], end[2])))
    return tuple(told)
