"""Range draws: what two paired replications share about the numbers nobody knows.

A `range` is ignorance about a number: triangular with the number as mode. Replications 2k and
2k + 1 share world k. Worlds are drawn as Latin hypercubes in blocks of 50, so the first n
worlds are the same however many follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.draws.inverse import Quantile
from sim.draws.keys import child, entity, uniform, word
from sim.draws.laws import triangular
from sim.draws.purposes import Kind, Purpose
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import Leaf, leaves, size
from sim.scenario.values.dates import DateChance

BLOCK = 50
"""Worlds in one Latin hypercube."""
_LUCKY = {
    "parks": "parks",
    "spaces": "spaces",
    "stock": "spaces",
    "mix": "spaces",
    "ground": "spaces",
    "occupied_in": "parks",
    "queue": "spaces",
    "rent": "spaces",
    "stages": "stages",
    "tracks": "tracks",
    "demand": "demand",
    "supply": "supply",
    "renewals": "renewals",
    "retirements": "retirements",
    **dict.fromkeys(("output", "jobs", "rent", "construction", "fit_out", "vacancy"), "spaces"),
}
"""Blocks keyed by id → where the thing of that id, and its `luck`, is found."""


def world(replication: int) -> int:
    """Return the world that a replication plays in."""
    return replication // 2


def range_draws(spec: Spec, seed: int, index: int) -> dict[str, float]:
    """Return the value of each ranged number in world `index`, by path, in canonical units.

    For a law the value is its mean.
    """
    return Worlds(spec, seed).draws(index)


class Worlds:
    """The worlds of a scenario; whole blocks are drawn at once and the latest are kept."""

    def __init__(self, spec: Spec, seed: int) -> None:
        self._ranges = {
            path: ends for path, leaf in leaves(spec).items() if (ends := _ends_and_mode(leaf))
        }
        keys = [entity(seed, 0, Kind.RANGE, word(_luck(spec, path))) for path in self._ranges]
        self._keys = np.array(keys, np.uint64)
        self._block = lru_cache(maxsize=4)(self._drawn)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the ranged numbers, in the order of `levels`."""
        return tuple(self._ranges)

    def draws(self, index: int) -> dict[str, float]:
        """Return what `range_draws` returns for world `index`."""
        block, place = divmod(index, BLOCK)
        return dict(zip(self._ranges, self._block(block)[place], strict=True))

    def levels(self, first: int, count: int) -> NDArray[np.float64]:
        """Return the uniform numbers behind the draws of some worlds, [number, world]."""
        blocks = range(first // BLOCK, -(-(first + count) // BLOCK))
        whole = np.concatenate([self._hypercube(block) for block in blocks], axis=1)
        return whole[:, first % BLOCK :][:, :count]

    def at(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each ranged number is at uniform numbers, [number, world].

        As `range_law` has it, with the same rounding: NumPy's square roots are exact, too.
        """
        low, mode, high = (column[:, None] for column in np.array([*self._ranges.values()]).T)
        rising = low + np.sqrt(levels * ((high - low) * (mode - low)))
        falling = high - np.sqrt((1.0 - levels) * ((high - low) * (high - mode)))
        drawn: NDArray[np.float64] = np.where(levels < (mode - low) / (high - low), rising, falling)
        return drawn

    def _drawn(self, block: int) -> list[list[float]]:
        """Return what each ranged number is in each world of a block."""
        if not self._ranges:
            return [[]] * BLOCK
        worlds: list[list[float]] = self.at(self._hypercube(block)).T.tolist()
        return worlds

    def _hypercube(self, block: int) -> NDArray[np.float64]:
        """Return a uniform number for each ranged number and world of a block, [number, world]."""
        keys = child(self._keys, _words(block))[:, None]

        def uniforms(purpose: Purpose) -> NDArray[np.float64]:
            return uniform(child(child(keys, _words(purpose)), _words(*range(BLOCK))))

        marks = uniforms(Purpose.STRATUM)
        strata = (marks[:, None, :] < marks[:, :, None]).sum(axis=2)
        worlds: NDArray[np.float64] = (strata + uniforms(Purpose.JITTER)) / BLOCK
        return worlds


def _words(*values: int) -> NDArray[np.uint64]:
    return np.array(values, np.uint64)


def range_law(leaf: Leaf) -> Quantile | None:
    """Return the inverse CDF of a ranged number; None when the number is known.

    For a law it is that of its mean. Canonical units. Growth and elasticities may be negative,
    which the laws of a scenario are not.
    """
    ends = _ends_and_mode(leaf)
    return None if ends is None else lambda u: triangular(u, *ends)


def _ends_and_mode(leaf: Leaf) -> tuple[float, float, float] | None:
    """Return (low, mode, high) of a ranged number; None when the number is known."""
    if isinstance(leaf, DateChance) or leaf.range is None:
        return None
    low, high = leaf.range
    return None if low == high else (low, size(leaf), high)


def _luck(spec: Spec, path: str) -> str:
    """Return a path with each id replaced by the one whose luck it uses."""
    found: list[str] = []
    things: Mapping[str, object] = {}
    for key in path.split("."):
        thing = things.get(key)
        found.append(getattr(thing, "luck", None) or key)
        things = getattr(spec, _LUCKY[key]) if key in _LUCKY and thing is None else {}
    return ".".join(found)
