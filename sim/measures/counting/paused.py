"""Sites that waited before they began, or were dropped; see `sim.model.triggers.Pause`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import integrate
from sim.measures.counting.rows import LogRows, amounts
from sim.measures.months import Ints
from sim.model.log import What
from sim.scenario.plan.plan import Plan

WIDTH = 6
"""(entity, pool, m², tick at which it was to begin, tick at which it began or was dropped or −1,
whether it was dropped)."""


def paused_sites(kinds: dict[What, LogRows]) -> Ints:
    """Return the sites that waited, by a log: [site, WIDTH]."""
    waited = kinds[What.PAUSED]
    if not len(waited.tick):
        return np.zeros((0, WIDTH), np.int32)
    over = {
        (entity, pool): (tick, what)
        for kind in (What.CONSTRUCTION, What.DROPPED)
        for entity, pool, tick, what in zip(
            *(getattr(kinds[kind], name).tolist() for name in ("entity", "pool", "tick", "what")),
            strict=True,
        )
    }
    ends = [
        over.get(site, (-1, 0))
        for site in zip(waited.entity.tolist(), waited.pool.tolist(), strict=True)
    ]
    until, by = np.array(ends, np.int64).reshape(-1, 2).T
    columns = (waited.entity, waited.pool, waited.area, waited.tick, until, by == What.DROPPED)
    return _in_order(np.stack(columns, axis=1).astype(np.int64))


def paused_records(sites: NDArray[np.void]) -> Ints:
    """Return the same of the compiled engine's records of sites."""
    if not len(sites):
        return np.zeros((0, WIDTH), np.int32)
    waited = sites[sites["paused"] > 0]
    over = np.where(waited["over"] > 0, waited["over"], -1)
    names = ("entity", "pool", "area", "paused")
    columns = [*(waited[name] for name in names), over, waited["dropped"]]
    return _in_order(np.stack(columns, axis=1).astype(np.int64))


def _in_order(sites: NDArray[np.int64]) -> Ints:
    """Sort sites by when they were to begin, by lot and by pool."""
    return amounts(sites[np.lexsort((sites[:, 1], sites[:, 0], sites[:, 3]))])


def paused_levels(sites: Ints, plan: Plan) -> NDArray[np.int64]:
    """Return the integral of the area that waits over each month, [month, pool], m²·ticks."""
    wide = sites.astype(np.int64)
    pool, area, begun, over = wide[:, 1:5].T
    ends = over >= 0
    jumps = (
        np.concatenate([begun, over[ends]]),
        np.concatenate([pool, pool[ends]]),
        np.concatenate([area, -area[ends]]),
    )
    return integrate(jumps, plan, len(plan.capacity))[0]
