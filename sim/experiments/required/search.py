"""Search a scale for the place from which something holds, and see whether it holds ever after.

A scale runs from worse (0) to better (top). Holding is expected to be monotone along it, not
trusted to be: after bisection a handful of places on both sides are looked at, and the answer is
the place from which all that was looked at holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_FIRST: Final = 16
"""The first step away from the start."""
_WIDER: Final = 4
"""How many times as long each next step is."""
_LOOKS: Final = (1, 8, 64, -2, -16, -128)
"""Distances from the place found at which monotonicity is looked at."""


@dataclass(frozen=True)
class Found:
    """Where something holds; places on the scale."""

    least: int | None
    """The least place seen to hold; None if none did."""
    safe: int | None
    """The least place seen from which all that were seen hold; None if the best one failed."""
    seen: dict[int, bool]
    """Whether it holds, by place."""

    @property
    def monotone(self) -> bool:
        """Whether nothing seen above a place that holds fails."""
        return self.least == self.safe


def search(holds: Callable[[int], bool], top: int, start: int) -> Found:
    """Find from where `holds` is true on 0 … top, by steps that grow from `start` and bisection."""
    seen: dict[int, bool] = {}

    def at(place: int) -> bool:
        if place not in seen:
            seen[place] = holds(place)
        return seen[place]

    def halve(bad: int, good: int) -> int:
        while good - bad > 1:
            middle = (bad + good) // 2
            bad, good = (bad, middle) if at(middle) else (middle, good)
        return good

    bad, good = _bracket(at, top, start)
    if good is None:
        for lower, upper in pairwise(sorted(seen)):
            at((lower + upper) // 2)  # the steps grow: something in between may hold
        return Found(min((p for p, held in seen.items() if held), default=None), None, seen)
    safe = halve(bad, good)
    for distance in _LOOKS:
        if 0 <= safe + distance <= top:
            at(safe + distance)
    worst = max((place for place, held in seen.items() if not held), default=-1)
    last: int | None = safe
    if worst > safe:
        better = [place for place, held in seen.items() if held and place > worst]
        last = halve(worst, min(better, default=top)) if better or at(top) else None
    return Found(min(place for place, held in seen.items() if held), last, seen)


def _bracket(at: Callable[[int], bool], top: int, start: int) -> tuple[int, int | None]:
    """Return (a place that fails, or -1; a better one that holds, or None)."""
    step, here = _FIRST, start
    if at(start):
        while here > 0:
            lower = max(0, here - step)
            if not at(lower):
                return lower, here
            here, step = lower, step * _WIDER
        return -1, 0
    while here < top:
        upper = min(top, here + step)
        if at(upper):
            return here, upper
        here, step = upper, step * _WIDER
    return here, None
