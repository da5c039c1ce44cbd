"""Space that is let and that nobody uses: held through stages without space."""

from __future__ import annotations

from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import integrate
from sim.measures.counting.requests import Requests
from sim.measures.months import Ints
from sim.scenario.plan.plan import Plan

IDLE: Final = ("held",)
"""Levels of space that is let and not used, m²; told where a stage of the plan may hold space."""


def any_idle(plan: Plan) -> bool:
    """Tell whether space may be let and not used, so that it is told apart."""
    return any(stage.holds > 0.0 for chain in plan.chains for stage in chain)


class IdleSpace(NamedTuple):
    """Requests as in `Requests`; integer columns [request]."""

    pool: Ints
    taken: Ints
    ended: Ints
    held: Ints

    @classmethod
    def of(cls, table: Requests) -> Self:
        """Take the columns that are needed."""
        return cls(*(getattr(table, name) for name in cls._fields))


def idle_levels(table: IdleSpace, plan: Plan) -> NDArray[np.int64]:
    """Month integrals, m²·ticks, [measure of IDLE, month, pool]; no measure where none is told."""
    pools = len(plan.capacity)
    if not any_idle(plan):
        return np.zeros((0, plan.months, pools), np.int64)
    rows = np.flatnonzero(table.held >= 0)
    cell, area = table.pool[rows].astype(np.int64), table.taken[rows].astype(np.int64)
    gone = np.where(table.ended[rows] >= 0, table.ended[rows], plan.end)
    jumps = (
        np.concatenate([table.held[rows], gone]).astype(np.int64),
        np.concatenate([cell, cell]),
        np.concatenate([area, -area]),
    )
    integral, _ = integrate(jumps, plan, len(IDLE) * pools)
    by_month = integral.reshape(plan.months, len(IDLE), pools).transpose(1, 0, 2)
    return np.ascontiguousarray(by_month)
