"""Exact integrals and levels of quantities that change by jumps."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.months import lengths
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

POOL: Final = (
    "capacity",
    "leased",
    "fit_out",
    "withdrawn",
    "construction",
    "waiting_area",
    "waiting",
)
"""Levels of a pool: m², but `waiting` in companies."""

GROUND: Final = ("built", "leased")
"""Levels of ground floors, m²."""

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
    level = np.cumsum(summed(flat, step, plan.months * cells).reshape(-1, cells), axis=0)
    partial = summed(flat, step * (month * MONTH + spans[month] - at), plan.months * cells)
    integral = partial.reshape(-1, cells)
    integral[1:] += level[:-1] * spans[1:, None]
    return integral, level


def before(jumps: Jumps, at: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
    """Levels just before the instants `at` (ascending ticks), [instant, cell]."""
    tick, cell, delta = jumps
    slot = np.searchsorted(at, tick, side="right")
    change = summed(slot * cells + cell, delta, (len(at) + 1) * cells)
    return np.cumsum(change.reshape(-1, cells)[:-1], axis=0)


def summed(cell: NDArray[np.int64], amount: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
    """Sum of the whole amounts in each cell, exact where it fits 64 bits.

    Adding floats takes a tenth of the time, and is exact as long as no sum can pass 2⁵³.
    """
    largest = max(int(amount.max(initial=0)), -int(amount.min(initial=0)))
    if largest * len(amount) <= _EXACT:
        return np.bincount(cell, amount, cells).astype(np.int64)
    total = np.zeros(cells, np.int64)
    np.add.at(total, cell, amount)
    return total


_EXACT = 1 << 53
"""Up to here a float holds every whole number."""
