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

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from math import floor
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.inverse import quantile
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution

STEPS: Final = 6
"""Jumps of a ramp."""
WHOLE: Final = 1200
"""Parts of a holding that is mature."""
_HALVES: Final = np.array([0, *range(1, 2 * STEPS, 2)], np.int64)
"""The beginning, then the middle of each step, in half steps."""
_STAYS: Final = 400
"""Equally likely stays that stand for a law."""


def instants(ramp: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return when the jumps are, ticks from the beginning, [holding, 1 + STEPS]; the first at 0.

    ramp: ticks, [holding].
    """
    found: NDArray[np.int64] = ramp[:, None] * _HALVES // (2 * STEPS)
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
    stays, span = _stays(stay), ramp / MONTH
    grown = bisect_right(stays.spans, span)
    most, before, changes = 0.0, 0, list[int]()
    for step in range(STEPS):
        at = step * (span / STEPS)
        later = bisect_right(stays.spans, at)
        left = stays.sums[later] - (len(stays.spans) - later) * at
        # ∫ min(1, s ÷ ramp) ds from `at` to each stay that lasts longer: within the ramp, beyond it
        within = stays.squares[later] - stays.squares[grown] - (grown - later) * at * at
        beyond = stays.sums[grown] - (len(stays.spans) - grown) * (span + at * at / span) / 2
        matured = within / (2 * span) + beyond
        most = max(most, matured / left if left > 0.0 else 1.0)
        parts = floor(WHOLE * most + 0.5)
        changes.append(parts - before)
        before = parts
    return (*changes, WHOLE - before)  # whoever has stayed for a whole ramp is mature


class _Stays(NamedTuple):
    """Stays in ascending order, with sums over all from each one on."""

    spans: tuple[float, ...]
    sums: tuple[float, ...]
    squares: tuple[float, ...]


@lru_cache(maxsize=256)
def _stays(stay: Distribution) -> _Stays:
    law = quantile(stay)
    spans = tuple(sorted(law((i + 0.5) / _STAYS) for i in range(_STAYS)))

    def from_each_on(values: Iterable[float]) -> tuple[float, ...]:
        return tuple(accumulate(reversed(list(values)), initial=0.0))[::-1]

    return _Stays(spans, from_each_on(spans), from_each_on(span * span for span in spans))
