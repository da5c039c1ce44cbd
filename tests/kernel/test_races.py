"""Who wins a race: rough logarithms are never further off than it allows for, and it is exact."""

from __future__ import annotations

from math import log
from random import Random

import numpy as np
import pytest

numba = pytest.importorskip("numba")

import sim.kernel.draws  # noqa: E402, F401 - has what `sim.draws` says compiled
from sim.draws.keys import child, uniform  # noqa: E402
from sim.draws.laws import race  # noqa: E402
from sim.kernel.arrays import LANES, lined, room  # noqa: E402
from sim.kernel.layout import record_of  # noqa: E402
from sim.kernel.memory import record  # noqa: E402
from sim.kernel.races import ERROR, rough, winner  # noqa: E402

RACE = record_of(whole="weights paces times uniforms")


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


@numba.njit
def compiled_winner(city: int, key: int, words: int, runners: int) -> int:
    return winner(record(city, 0, RACE), key, words, 0, 0, runners)


def compiled_race(key: int, words: list[int], weights: list[float]) -> int:
    paces = [1.0 / weight if weight else 0.0 for weight in weights]
    columns = {"weights": lined(np.array(weights)), "paces": lined(np.array(paces))}
    columns |= {name: room(len(words) + LANES, np.float64) for name in ("times", "uniforms")}
    city, numbers = room(1, RACE), lined(np.array(words, np.uint64))
    for name, column in columns.items():
        city[name] = column.ctypes.data
    return int(compiled_winner(city.ctypes.data, key, numbers.ctypes.data, len(words)))


def test_the_winner_is_that_of_the_exact_times() -> None:
    """Also where two come within the error of rough times, or at the same time."""
    random = Random(5)
    for _ in range(2_000):
        key, size = random.getrandbits(63), random.randint(1, 2 * LANES + 1)
        words = [random.getrandbits(64) for _ in range(size)]
        drawn = [uniform(child(key, word)) for word in words]
        weights = [random.choice((0.0, 0.1, 0.1, 0.25)) for _ in words]
        if random.random() < 0.5:  # everybody comes in at nearly the same time, or just then
            near = random.choice((0.0, 1e-15, 1e-6))
            weights = [-log(u) * (1.0 + near * random.random()) for u in drawn]
        runners = [i for i, weight in enumerate(weights) if weight > 0.0]
        times = {i: race(weights[i], drawn[i]) for i in runners}
        first = min(times, key=lambda i: times[i], default=-1)
        assert compiled_race(key, words, weights) == first
