"""How much of a type of space other trades hold than the city's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.counting.tally import TRACK, Tally
from sim.measures.months import Floats, first_recorded
from sim.measures.tables.series import ratio
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec

Share = float | None
"""None where nothing is leased, in any future."""


@dataclass(frozen=True)
class OtherTrades:
    """Share of what is leased of a space type that other trades hold."""

    space: str
    start: Share
    """Median of the first recorded month's share."""
    end: tuple[Share, Share, Share]
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
            start, end = (_spread(of_month) for of_month in shares.T)
            told.append(OtherTrades(space, start[1], end))
    return tuple(told)


def _spread(shares: Floats) -> tuple[Share, Share, Share]:
    """Return P10, P50 and P90 of the futures in which something is leased."""
    leased = shares[np.isfinite(shares)]
    if not len(leased):
        return None, None, None
    p10, p50, p90 = np.quantile(leased, (0.1, 0.5, 0.9)).tolist()
    return p10, p50, p90
