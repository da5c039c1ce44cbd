"""Whole amounts split by weight."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor


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
    # Rounded, so that shares that are equal on paper are equal here too.
    over = [round(p - x, 9) for p, x in zip(parts, exact, strict=True)]
    for i in sorted(range(len(parts)), key=over.__getitem__)[: total - sum(parts)]:
        parts[i] += 1
    return parts
