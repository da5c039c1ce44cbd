"""Whole amounts split by weight."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

_NEAR = 2e-9
"""Remainders nearer than this may be equal on paper: to round all takes as long as the rest."""


def part(total: int, share: float) -> int:
    """Return `share` of `total`, floored; what is whole on paper is whole here too."""
    return floor(total * share + 1e-7)


def cover(total: int, share: float) -> int:
    """Return `share` of `total`, rounded up; what is whole on paper is whole here too."""
    return ceil(total * share - 1e-7)


def split(total: int, weights: Sequence[float]) -> list[int]:
    """Split `total` by `weights`, by largest remainder; ties go to the earlier item."""
    whole = sum(weights)
    exact = [total * w / whole for w in weights]
    parts = [floor(x + 1e-9) for x in exact]
    left = total - sum(parts)
    over = [p - x for p, x in zip(parts, exact, strict=True)]
    order = sorted(range(len(parts)), key=over.__getitem__)
    if 0 < left < len(parts) and over[order[left]] - over[order[left - 1]] < _NEAR:
        edge = over[order[left]]
        before = [i for i in order if over[i] <= edge - _NEAR]
        near = sorted(i for i in order[len(before) :] if over[i] < edge + _NEAR)
        order = before + sorted(near, key=lambda i: round(over[i], 9))
    for i in order[:left]:
        parts[i] += 1
    return parts
