"""Who moves from where to where, and what of a pool's new and old buildings is let.

Told where leases have terms; elsewhere nobody moves. In which buildings a lease is, the model says
where old and new ones are told apart; elsewhere that is a rule of account.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import POOL, integrate
from sim.measures.counting.measure_spec import MeasureSpec
from sim.measures.counting.requests import Requests, gone
from sim.measures.counting.rows import amounts
from sim.measures.months import Ints
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

MOVE: Final = ("year", "from", "to", "moves", "area", "new")
"""Columns of a row of moves: place in the recorded years, pools, tenants, m² moved into; and
tenants who moved into new buildings, where these are told apart."""
VINTAGE: Final = ("capacity_new", "leased_new")
"""Levels of what opened since the start, m²."""


def terms_end(plan: Plan) -> bool:
    """Tell whether leases have terms, so that tenants may move."""
    return any(stage.term is not None for chain in plan.chains for stage in chain)


def tiered(plan: Plan) -> NDArray[np.bool_]:
    """Tell of which pools old and new buildings are told apart, [pool]."""
    spaces = [plan.tiers(space) for space in range(len(plan.spaces))]
    return np.repeat(np.array(spaces, bool), len(plan.parks))


def moves(table: Requests, plan: Plan, spec: MeasureSpec) -> Ints:
    """Count the moves of recorded months by year and pair of pools, [row, column of MOVE]."""
    if not terms_end(plan):
        return amounts(np.zeros((0, len(MOVE)), np.int64))
    rows = np.flatnonzero((table.leaves >= 0) & (table.moved >= spec.first_month * MONTH))
    pools = len(plan.capacity)
    year = spec.years[table.moved[rows] // MONTH]
    pair = (year * pools + table.leaves[rows]) * pools + table.pool[rows]
    kinds, kind = np.unique(pair, return_inverse=True)
    area, new = np.zeros((2, len(kinds)), np.int64)
    np.add.at(area, kind, table.area[rows].astype(np.int64))
    np.add.at(new, kind, table.new[rows].astype(np.int64))
    counted = np.bincount(kind, minlength=len(kinds))
    columns = kinds // pools**2, kinds // pools % pools, kinds % pools, counted, area, new
    return amounts(np.stack(columns, axis=1).astype(np.int64))


def vintages(
    table: Requests, built: NDArray[np.int64], capacity: Ints, leased: Ints, plan: Plan
) -> NDArray[np.int64]:
    """Split what stands and is let at month ends, [measure of VINTAGE, month, pool]; or no month.

    built: changes as in `History`; capacity, leased: levels at month ends, [month, pool]. What is
    taken back is old. Where a pool's buildings are not told apart it is a rule of account: who was
    granted space before the first opening in the pool stands in old buildings, whoever came later
    in new ones as far as there is room.
    """
    pools = len(plan.capacity)
    if not terms_end(plan):
        return np.zeros((len(VINTAGE), 0, pools), np.int64)
    tick, pool, area, measure = built.T
    openings = (measure == POOL.index("capacity")) & (area > 0) & (tick >= 0)
    tick, pool, area = tick[openings], pool[openings], area[openings]
    first = np.full(pools, plan.end, np.int64)
    np.minimum.at(first, pool, tick)
    later = (table.served >= 0) & (table.opening == 0)
    rows = np.flatnonzero(later)
    pool_of = table.pool[rows]
    late = table.served[rows] >= first[pool_of]
    rows = rows[np.where(tiered(plan)[pool_of], table.new[rows] == 1, late)]
    let, cell = table.taken[rows].astype(np.int64), pools + table.pool[rows].astype(np.int64)
    ended = gone(table, plan.end)[rows]
    jumps = (
        np.concatenate([tick, table.served[rows], ended]).astype(np.int64),
        np.concatenate([pool, cell, cell]),
        np.concatenate([area, let, -let]),
    )
    _, ends = integrate(jumps, plan, 2 * pools)
    new = np.minimum(ends[:, :pools], capacity)
    taken = np.maximum(np.minimum(new, ends[:, pools:]), leased - (capacity - new))
    return np.stack([new, taken]).astype(np.int64)


def let_new(table: Requests, plan: Plan) -> NDArray[np.int64]:
    """Return what is let in new buildings that are told apart, [month, pool], or no month.

    Integrals over the month, m²·ticks.
    """
    pools = len(plan.capacity)
    if not tiered(plan).any():
        return np.zeros((0, pools), np.int64)
    rows = np.flatnonzero((table.served >= 0) & (table.new == 1))
    pool, let = (column[rows].astype(np.int64) for column in (table.pool, table.taken))
    ticks = np.concatenate([table.served[rows], gone(table, plan.end)[rows]]).astype(np.int64)
    jumps = ticks, np.concatenate([pool, pool]), np.concatenate([let, -let])
    integrals, _ = integrate(jumps, plan, pools)
    return integrals
