"""Rough logarithms: never further off than the race allows for."""

from __future__ import annotations

from math import log

import pytest

numba = pytest.importorskip("numba")

from sim.draws.keys import child, uniform  # noqa: E402
from sim.kernel.races import ERROR, rough  # noqa: E402


@numba.njit
def compiled(u: float) -> float:
    return rough(u)


def test_rough_is_near_enough_everywhere() -> None:
    """At random, and where the polynomial and the exponent are at their worst."""
    tried = [uniform(child(3, i)) for i in range(100_000)]
    tried += [uniform(0), uniform(2**64 - 1)]
    tried += [2.0**-k * (1 + i / 4096) for k in (1, 2, 30, 53) for i in range(4096)]
    worst = max(abs(compiled(u) + log(u)) for u in tried)
    assert ERROR / 3 < worst < 0.6 * ERROR
