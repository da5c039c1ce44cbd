"""Exact integrals and levels of quantities that change by jumps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.measures.months import lengths
from sim.scenario.dates import MONTH
from sim.scenario.plan import Plan

Jumps = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""(tick, cell, delta) of each jump, arrays [jump]."""


def integrate(jumps: Jumps, plan: Plan, cells: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return month integrals [month, cell] in unit·ticks and levels at month ends [month, cell].

    A jump by δ at tick t of month m adds δ·(end of m − t) to that month and δ·length to every
    later one; jumps before tick 0 count from 0, jumps at or after the end never happen.
    """
    tick, cell, delta = jumps
    happens = tick < plan.end
    at = np.maximum(tick[happens], 0)
    month = at // MONTH
    flat = month * cells + cell[happens]
    step = delta[happens]
    spans = lengths(plan)
    change = np.zeros(plan.months * cells, dtype=np.int64)
    np.add.at(change, flat, step)
    partial = np.zeros_like(change)
    np.add.at(partial, flat, step * (month * MONTH + spans[month] - at))
    level = np.cumsum(change.reshape(plan.months, cells), axis=0)
    integral = partial.reshape(plan.months, cells)
    integral[1:] += level[:-1] * spans[1:, None]
    return integral, level


def before(jumps: Jumps, at: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
    """Levels just before the instants `at` (ascending ticks), [instant, cell]."""
    tick, cell, delta = jumps
    slot = np.searchsorted(at, tick, side="right")
    change = np.zeros((len(at) + 1, cells), dtype=np.int64)
    np.add.at(change, (slot, cell), delta)
    return np.cumsum(change[:-1], axis=0)
