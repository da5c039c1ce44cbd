"""How output grows with the time a tenant has been in its space: whole numbers, so exact anywhere.

After moving in, output grows in a straight line over the ramp. It is added up in STEPS equal jumps,
each in the middle of its part of the ramp, so that over a whole ramp they have the line's integral.

What stands in use at the opening moved in some time before. In a city in balance those who are
still there after t have stayed for s ≥ t, with a density that goes with S(s), the probability of
staying longer than s. Their mature share is therefore M(t) = ∫ₜ m(s)·S(s) ds ÷ ∫ₜ S(s) ds with
m(s) = min(1, s ÷ ramp); every tenancy of the opening has that share at t, with jumps in the same
places. So what is in balance stays in balance.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.draws.inverse import quantile
from sim.measures.months import Floats
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution

STEPS: Final = 6
"""Jumps of a ramp."""
WHOLE: Final = 1200
"""Parts of a holding that is mature."""
_STAYS: Final = 400
"""Equally likely stays that stand for a law."""


def instants(ramp: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return when the jumps are, ticks from the beginning, [holding, 1 + STEPS]; the first at 0.

    ramp: ticks, [holding].
    """
    middles = 2 * np.arange(1, STEPS + 1, dtype=np.int64) - 1
    found: NDArray[np.int64] = ramp[:, None] * np.concatenate([[0], middles]) // (2 * STEPS)
    return found


def after_moving_in() -> NDArray[np.int64]:
    """Return how many parts mature at each instant after moving in, [1 + STEPS]."""
    return np.array([0, *[WHOLE // STEPS] * STEPS], dtype=np.int64)


@lru_cache(maxsize=1024)
def after_opening(stay: Distribution, ramp: int) -> tuple[int, ...]:
    """Return how many parts of what is in use at the opening mature at each instant after it.

    stay: law of the time in the stage, months; ramp: ticks.
    """
    if ramp == 0 or stay.kind == "forever":
        return (WHOLE, *[0] * STEPS)
    stays, at = _stays(stay), np.linspace(0.0, ramp / MONTH, STEPS + 1)
    left = np.maximum(stays - at[:, None], 0.0).sum(axis=1)
    matured = _matured(np.maximum(stays, at[:, None]), at[-1]) - _matured(at, at[-1])[:, None]
    share = np.divide(matured.sum(axis=1), left, out=np.ones(STEPS + 1), where=left > 0)
    share[-1] = 1.0  # whoever has stayed for a whole ramp is mature
    parts = np.floor(WHOLE * np.maximum.accumulate(share) + 0.5).astype(np.int64)
    return tuple(np.diff(parts, prepend=0).tolist())


def _matured(stayed: Floats, ramp: float) -> Floats:
    """Return ∫₀ min(1, s ÷ ramp) ds up to each time stayed."""
    grown: Floats = np.minimum(stayed, ramp) ** 2 / (2 * ramp) + np.maximum(stayed - ramp, 0.0)
    return grown


@lru_cache(maxsize=256)
def _stays(stay: Distribution) -> Floats:
    law = quantile(stay)
    return np.array([law((i + 0.5) / _STAYS) for i in range(_STAYS)])
