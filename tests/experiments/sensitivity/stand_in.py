"""Stand-ins for the simulator, with known functions and known noise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.draws.inputs import Input
from sim.experiments.points import Point
from sim.experiments.sensitivity.blocks import PointPlayer
from sim.measures.verdict.indicators import Indicators
from sim.runs.executors import Failure
from sim.scenario.values.units import FACTOR
from sim.text.words import Words

Floats = NDArray[np.float64]
OUTCOME = "idle_mean"
"""The name that the outcome of a stand-in goes by."""
Model = Callable[[Floats, float], float]
"""The outcome of one future from its numbers and its luck, a standard normal."""


def number(path: str, low: float = 0.0, high: float = 1.0, grade: str = "D") -> Input:
    """Return a number that is even over its range."""
    return Input(
        path=path,
        name=Words(path, path),
        low=low,
        value=(low + high) / 2,
        high=high,
        law=lambda u: low + (high - low) * u,
        dimension=FACTOR,
        is_law=False,
        status="assumption" if grade == "D" else "fact",
        grade=grade,
        source="",
    )


def numbers(count: int, low: float = 0.0, high: float = 1.0) -> list[Input]:
    """Return numbers x0, x1, …"""
    return [number(f"x{k}", low, high) for k in range(count)]


def playing(
    model: Model,
    some: Sequence[Input],
    seed: int = 0,
    shared: bool = True,
    fails: Callable[[int], bool] = lambda pair: False,
) -> PointPlayer:
    """Return how points of a stand-in are played; numbers that are not held are at their values.

    `shared`: luck belongs to the replication, as the simulator's does; else to the point.
    `fails` tells for which pairs of replications a point fails.
    """
    lucks = np.random.default_rng([seed, 1]).standard_normal(100_000)

    def play(points: Sequence[Point]) -> Iterator[tuple[int, Indicators | Failure]]:
        for index, point in enumerate(points):
            if fails(point.replications.start // 2):
                yield index, Failure("ValueError: planted", "")
                continue
            x = np.array([point.held.get(one.path, one.value) for one in some])
            skip = 0 if shared else 2 * index
            luck = [lucks[r + skip] for r in point.replications]
            values = np.array([model(x, float(w)) for w in luck])
            yield index, Indicators(tuple(point.replications), {OUTCOME: values})

    return play
