"""The plane over two numbers: where a probability passes a level, and which worlds are near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Final, NamedTuple

import numpy as np

from sim.measures.months import Floats, Ints

_FAR: Final = 1.0
"""Steps of the grid, in either number, beyond which a world is no neighbour of a cell."""


class Stretch(NamedTuple):
    """A straight part of a line at which a probability is at a level; in the units of the axes."""

    x0: float
    y0: float
    x1: float
    y1: float


def crossings(x: Sequence[float], y: Sequence[float], p: Floats, level: float) -> list[Stretch]:
    """Return where the bilinear surface through `p`, [y, x], passes `level`, square by square.

    x and y ascend. A line enters and leaves a square of four cells where the surface passes the
    level on its sides, there exact, and is straight between. Where it passes on all four sides the
    surface's own saddle says which of them belong together (Nielson & Hamann 1991, The asymptotic
    decider, IEEE Visualization). A square with a corner that has no value (NaN) has no line.
    """
    found: list[Stretch] = []
    for j, i in product(range(len(y) - 1), range(len(x) - 1)):
        corners = p[j : j + 2, i : i + 2]
        if np.isfinite(corners).all():
            found += _through(x[i], x[i + 1], y[j], y[j + 1], corners, level)
    return found


def _through(
    left: float, right: float, low: float, high: float, p: Floats, level: float
) -> Iterator[Stretch]:
    (sw, se), (nw, ne) = ((float(v) for v in row) for row in p)
    points = {}
    for side, a, b in (("s", sw, se), ("e", se, ne), ("n", nw, ne), ("w", sw, nw)):
        if (a > level) != (b > level):
            t = (level - a) / (b - a)
            across, up = left + t * (right - left), low + t * (high - low)
            fixed = {"s": (across, low), "n": (across, high), "w": (left, up), "e": (right, up)}
            points[side] = fixed[side]
    if len(points) == 2:
        one, other = points.values()
        if one != other:  # else the level is that of a corner, which the line only touches
            yield Stretch(*one, *other)
    elif len(points) == 4:
        saddle = (sw * ne - se * nw) / (sw + ne - (se + nw))
        # Corners that the saddle is alike with are joined; lines cut off the two others.
        alike = (saddle > level) == (sw > level)
        cut_off = (("n", "w"), ("s", "e")) if alike else (("s", "w"), ("n", "e"))
        for first, second in cut_off:
            yield Stretch(*points[first], *points[second])


def passes(values: Sequence[float], p: Sequence[float], level: float) -> list[float]:
    """Return where a probability along one number passes a level, straight between values."""
    return [
        left + (level - a) / (b - a) * (right - left)
        for (left, a), (right, b) in pairwise(zip(values, p, strict=True))
        if np.isfinite(a) and np.isfinite(b) and (a > level) != (b > level)
    ]


def near(
    x: Sequence[float], y: Sequence[float], worlds: Floats, nearest: int
) -> dict[tuple[int, int], Ints]:
    """Return the worlds nearest to each cell (y, x) of a grid, so many of them, nearest first.

    worlds: their two numbers, [world, 2]. Distances are in steps of the grid; a cell has none where
    fewer than `nearest` lie within one step of it in either number. Ties go to the world that came
    first.
    """
    steps = np.stack([_steps(x, worlds[:, 0]), _steps(y, worlds[:, 1])], axis=1)
    found = {}
    for j, i in product(range(len(y)), range(len(x))):
        away = np.abs(steps - (i, j))
        inside = np.flatnonzero((away <= _FAR).all(axis=1))
        order = np.argsort((away[inside] ** 2).sum(axis=1), kind="stable")
        chosen = inside[order][:nearest]
        found[j, i] = chosen if len(chosen) == nearest else chosen[:0]
    return found


def _steps(values: Sequence[float], at: Floats) -> Floats:
    """Return places as steps along ascending values, also beyond their ends."""
    points = np.array(values)
    index = np.clip(np.searchsorted(points, at) - 1, 0, len(points) - 2)
    whole: Floats = index + (at - points[index]) / (points[index + 1] - points[index])
    return whole
