"""Keyed random numbers: a tree of SplitMix64 streams.

A key is a path (seed, replication, kind, entity id, number, stage id, purpose, sub-id).
Each step takes the n-th output of the SplitMix64 stream that the path so far seeds
(Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014),
so a draw depends on its own key alone: not on order, workers, or what else exists.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint64]

_MASK = 0xFFFFFFFFFFFFFFFF
_GOLDEN = 0x9E3779B97F4A7C15
_TO_UNIT = 2.0**-52


@overload
def child(state: int, word: int) -> int: ...
@overload
def child(state: Words, word: Words) -> Words: ...
def child(state: Any, word: Any) -> Any:
    """Return output number `word` of the SplitMix64 stream seeded with `state` (both 64-bit).

    NumPy arrays of unsigned words go element by element.
    """
    z = (state + _GOLDEN * (word + 1)) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


@overload
def uniform(state: int) -> float: ...
@overload
def uniform(state: Words) -> NDArray[np.float64]: ...
def uniform(state: Any) -> Any:
    """Return the number in (0, 1) that a 64-bit key stands for; never 0 or 1."""
    return ((state >> 12) + 0.5) * _TO_UNIT  # 53 bits with the half: exact, so never rounded to 1


def word(text: str) -> int:
    """Return the 64-bit word of an id: its BLAKE2b digest, so that only the text matters."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


NO_STAGE = word("-")
"""Stands where the id of a stage would."""
ALL_LOTS = 0
"""Number of what all lots of a project share; the lots themselves count from 1."""


def life_key(key: int, purpose: int) -> int:
    """Return the key of a draw that an entity makes once, for no stage: `purpose` of `Purpose`."""
    return child(child(key, NO_STAGE), purpose)


def entity(seed: int, replication: int, kind: int, name: int) -> int:
    """Return the key of an entity: `kind` from `Kind`, `name` from `word(id)`."""
    return child(child(child(child(0, seed), replication), kind), name)
