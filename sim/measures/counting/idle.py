"""Space that nobody uses though it is let: held through stages without space, or left behind.

And what failures free or leave behind of the space that was taken ahead.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import integrate, summed
from sim.measures.counting.requests import Requests, gone
from sim.model.log import Early
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

IDLE: Final = ("held", "stranded")
"""Levels of space that is let, or promised, and not used, m²."""
AHEAD: Final = ("freed_ahead", "stranded_ahead")
"""What failures free, and what they leave behind, of space that was taken ahead; m² a month."""


EARLY: Final = ("closed_area", "given_back")
"""What closures free, and what tenants give back of leases that run on; m² a month."""


def freed_early(table: Requests, plan: Plan) -> NDArray[np.int64]:
    """By month: amounts of EARLY, m², [measure, month, pool]; no measure where none can come."""
    months, pools = plan.months, len(plan.capacity)
    stages = [stage for of_track in plan.chains for stage in of_track]
    if not any(stage.closes or stage.gives_back or stage.term for stage in stages):
        return np.zeros((0, months, pools), np.int64)
    amounts = []
    for why in (Early.CLOSED, Early.GIVEN_BACK):
        rows = np.flatnonzero(table.early == why)
        cell = table.ended[rows].astype(np.int64) // MONTH * pools + table.pool[rows]
        amounts.append(summed(cell, table.taken[rows].astype(np.int64), months * pools))
    return np.reshape(amounts, (len(EARLY), months, pools))


def any_idle(plan: Plan) -> bool:
    """Tell whether space may be let and not used, so that it is told apart."""
    return any(stage.holds > 0.0 or stage.strands > 0.0 for c in plan.chains for stage in c)


def idle_space(table: Requests, plan: Plan) -> NDArray[np.int64]:
    """By month: integrals of IDLE, m²·ticks, then AHEAD, m²; [measure, month, pool].

    No measure at all where no space is told apart.
    """
    months, pools = plan.months, len(plan.capacity)
    if not any_idle(plan):
        return np.zeros((0, months, pools), np.int64)
    pool = np.where(table.promised >= 0, table.promised, table.pool).astype(np.int64)
    ended = gone(table, plan.end).astype(np.int64)
    area = table.taken.astype(np.int64)
    taken_ahead = (table.promised >= 0) | (table.served >= 0)
    never_used = (table.moved < 0) & (table.ended >= 0) & (table.ordinal == 0)
    freed = np.flatnonzero(taken_ahead & never_used & (table.stranded < 0) & (table.opening == 0))
    held, left = np.flatnonzero(table.held >= 0), np.flatnonzero(table.stranded >= 0)
    begun = np.concatenate([table.held[held], table.stranded[left]]).astype(np.int64)
    rows = np.concatenate([held, left])
    cell = np.repeat(np.arange(len(IDLE)), [len(held), len(left)]) * pools + pool[rows]
    jumps = (
        np.concatenate([begun, ended[rows]]),
        np.concatenate([cell, cell]),
        np.concatenate([area[rows], -area[rows]]),
    )
    integral, _ = integrate(jumps, plan, len(IDLE) * pools)
    levels = integral.reshape(months, len(IDLE), pools).transpose(1, 0, 2)
    amounts = [
        summed(tick[rows] // MONTH * pools + pool[rows], area[rows], months * pools)
        for tick, rows in ((ended, freed), (table.stranded.astype(np.int64), left))
    ]
    return np.concatenate([levels, np.reshape(amounts, (len(AHEAD), months, pools))])
