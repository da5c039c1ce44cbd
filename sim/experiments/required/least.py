"""The levels of several needs that together cost least, met at once in so many futures: exact.

A future is met where each of its needs is at or below the level of its type. As no more than the
spare futures may fail of any type, a level is one of its few highest needs: a search that drops
futures type by type, and leaves a branch whose cheapest end costs no less than the best known, sees
all of them (branch and bound, as for chance constraints with finitely many futures: Luedtke, Ahmed
& Nemhauser 2010, Mathematical Programming 122).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, isfinite
from typing import Final

import numpy as np

from sim.experiments.required.quantiles import ranks
from sim.measures.months import Bools, Floats, Ints

_PARTS: Final = 10
"""Parts of the futures, each left out once."""
_DIGITS: Final = 9
"""Shares that are whole on paper are whole here too."""
Levels = tuple[float, ...]
"""One a type."""


@dataclass(frozen=True)
class CommonLevel:
    """Levels of equal rank among the needs of their types."""

    share: float
    """With what probability the next need of a type keeps within its level: rank ÷ (n + 1)."""
    levels: Levels


def met(needs: Floats, levels: Sequence[float]) -> Bools:
    """Return in which futures all needs are met; needs: [future, type]."""
    return np.asarray(np.all(needs <= np.asarray(levels), axis=1), dtype=np.bool_)


def common(needs: Floats, count: int) -> CommonLevel | None:
    """Return the lowest common level that meets so many futures; None if none does."""
    places = np.sort(_places(needs))
    if count > len(needs) or (place := int(places[count - 1])) == len(needs):
        return None
    levels = np.sort(needs, axis=0)[place]
    if not np.isfinite(levels).all():
        return None
    return CommonLevel((place + 1) / (len(needs) + 1), tuple(levels.tolist()))


def _places(needs: Floats) -> Ints:
    """Return from which place among the sorted needs of all types each future is met, from 0."""
    columns = [np.searchsorted(np.sort(column), column) for column in needs.T]
    places = np.max(columns, axis=0)
    places[~np.all(np.isfinite(needs), axis=1)] = len(needs)
    return np.asarray(places)


def least(needs: Floats, costs: Floats, count: int) -> Levels | None:
    """Return the cheapest levels that meet so many futures; None if none do.

    needs, costs: [future, type], infinite where no level serves; within a type costs rise with
    needs. Of equally cheap ones those found first.
    """
    places = _places(needs)
    if not 0 < count <= np.count_nonzero(places < len(needs)):
        return None
    kept = np.zeros(len(needs), dtype=np.bool_)
    kept[np.argsort(places, kind="stable")[:count]] = True
    search = _Search(costs, float(costs[kept].max(axis=0).sum()), kept)
    search.drop(np.arange(len(needs)), len(needs) - count, 0, 0.0)
    return tuple(needs[search.kept].max(axis=0).tolist())


def honest(needs: Floats, costs: Floats, share: float) -> int | None:
    """Return how many futures the cheapest levels must meet to meet that share of fresh ones.

    The cheapest of many combinations is lucky in the futures that chose it. So a tenth of them is
    left out at a time and met by levels found in the others (cross-validation: Stone 1974, J. Royal
    Statistical Society B 36): the fewest futures, no fewer than the rank of a promise about the
    next (`ranks`), at which that many of those left out are met; all that can be met, if those are
    too few. None if not even the promise about the next can be kept.
    """
    n = len(needs)
    can: Bools = np.all(np.isfinite(needs), axis=1)
    parts = np.arange(n) % min(n, _PARTS)

    def met_left_out(count: int) -> int:
        holds = 0
        for part in range(min(n, _PARTS)):
            own = parts != part
            some = ceil(round(count * int(own.sum()) / n, _DIGITS))
            levels = least(needs[own], costs[own], min(some, int(can[own].sum())))
            holds += int(met(needs[~own], levels).sum()) if levels else 0
        return holds

    first, last = ranks(n, share).middle, int(can.sum())
    if first is None or first > last:
        return None
    counts = range(first, last + 1)
    return next((c for c in counts if met_left_out(c) >= round(share * n, _DIGITS)), last)


class _Search:
    def __init__(self, costs: Floats, best: float, kept: Bools) -> None:
        self._costs, self._best, self.kept = costs, best, kept
        self._types = costs.shape[1]

    def drop(self, rows: Ints, spare: int, place: int, spent: float) -> None:
        """Look at each level of a type that drops no more than the spare ones of some futures."""
        ordered = -np.sort(-self._costs[rows, place:], axis=0)[: spare + 1]
        rest = float(ordered[-1, 1:].sum())
        last = place == self._types - 1
        level, column = inf, self._costs[rows, place]
        for own in ordered[::-1, 0]:
            if spent + own + rest >= self._best or not isfinite(own):
                return
            if own == level:
                continue
            level = own
            kept = rows[column <= level]
            if last:
                self._best = spent + level
                self.kept = np.isin(np.arange(len(self._costs)), kept)
                return
            self.drop(kept, spare - (len(rows) - len(kept)), place + 1, spent + level)
