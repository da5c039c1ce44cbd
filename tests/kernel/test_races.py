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
from sim.kernel.arrays import placed, room  # noqa: E402
from sim.kernel.layout import record_of  # noqa: E402
from sim.kernel.memory import load, record  # noqa: E402
from sim.kernel.races import EMPTY, ERROR, enter, rough, winner  # noqa: E402

RACE = record_of(whole="weights uniforms")


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
def compiled_winner(city: int, paces: int, drawn: int, runners: int) -> int:
    front, one = EMPTY, record(city, 0, RACE)
    for place in range(runners):
        pace = load(paces, place, np.float64)
        if pace > 0.0:
            front = enter(one, place, pace, load(drawn, place, np.float64), front)
    return winner(one, runners, 0, 1, front)


def compiled_race(weights: list[float], drawn: list[float]) -> int:
    paces = [1.0 / weight if weight else 0.0 for weight in weights]
    columns = [placed(np.array(column, np.float64)) for column in (weights, paces, drawn)]
    uniforms, city = room(len(weights), np.float64), room(1, RACE)
    city["weights"], city["uniforms"] = columns[0].ctypes.data, uniforms.ctypes.data
    address, *others = (column.ctypes.data for column in (city, *columns[1:]))
    return int(compiled_winner(address, *others, len(weights)))


def test_the_winner_is_that_of_the_exact_times() -> None:
    """Also where two come within the error of rough times, or at the same time."""
    random = Random(5)
    for _ in range(2_000):
        weights = [random.choice((0.0, 0.1, 0.1, 0.25)) for _ in range(random.randint(1, 9))]
        drawn = [random.random() for _ in weights]
        if random.random() < 0.5:  # everybody comes in at nearly the same time, or just then
            near = random.choice((0.0, 1e-15, 1e-6))
            drawn = [0.3 ** (weight + near * random.random()) for weight in weights]
        runners = [i for i, weight in enumerate(weights) if weight > 0.0]
        times = {i: race(weights[i], drawn[i]) for i in runners}
        assert compiled_race(weights, drawn) == min(times, key=lambda i: times[i], default=-1)
