"""Options weighed against each other: mean loss, paired differences, regret, where each wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, isfinite, sqrt
from typing import Final

import numpy as np

from sim.experiments.answer import student
from sim.experiments.compare.paired import Estimate, clustered_sums, holm, mean_difference
from sim.measures.months import Floats, Ints
from sim.measures.statistics import Probability, probability, quantile

HIGH: Final = 95
"""Percentile of regret that is told beside its mean and its most."""
LEAST_REACH, MOST_REACH = 0.1, 10.0
"""Of the dial at least: how many times as much an unmet m² costs as an idle one."""
TERCILES: Final = 3
_ALIKE: Final = 1e-9
"""Prices that differ by no more than this share are one."""


@dataclass(frozen=True)
class Weighed:
    """One option, in money."""

    mean: float
    low: float
    high: float
    """Ends of the 95 % interval of the mean."""
    difference: float
    """Mean loss less that of the best option, in the same futures."""
    difference_low: float
    difference_high: float
    """At Holm's level: all differences from the best together are wrong with at most 5 %."""
    told: bool
    """Whether it is told apart from the best; the best itself is not."""
    best: Probability
    """How often no other option loses less."""
    regret_mean: float
    """Loss less the least of all options in the same future."""
    regret_high: float
    """Its 95th percentile."""
    regret_most: float

    def needed(self, replications: int) -> int | None:
        """Return how many futures would tell it from the best, were the difference as it seems.

        The interval narrows as the root of the futures: n · (what it reaches below the difference ÷
        difference)². None where nothing differs.
        """
        if not self.difference:
            return None
        below = self.difference - self.difference_low
        return ceil(replications * (below / self.difference) ** 2)


@dataclass(frozen=True)
class DialStretch:
    """Prices of unmet space, in times that of idle space, at which an option loses least."""

    low: float
    high: float
    option: int


@dataclass(frozen=True)
class DialFlip:
    """Where along the dial the best option changes."""

    at: float
    low: float | None
    """Least ratio at which the two cannot be told apart; None if there is none (Fieller)."""
    high: float | None


@dataclass(frozen=True)
class Region:
    """Some worlds, by terciles of one number or two, and who loses least in them."""

    terciles: tuple[int, ...]
    """0 low, 1 middle, 2 high, of each number."""
    worlds: int
    option: int
    sure: bool
    """Whether it is told apart there from each other option, each at 95 %."""
    lead: float
    """Mean loss of the second least less its own."""


def weigh(losses: Floats, worlds: Ints) -> list[Weighed]:
    """Weigh options by what they lose, [option, replication]; worlds: [replication]."""
    means = losses.mean(axis=1)
    first = int(means.argmin())
    least = losses.min(axis=0)
    estimates = [mean_difference(row - losses[first], worlds) for row in losses]
    others = [index for index in range(len(losses)) if index != first]
    calls = dict(zip(others, holm([estimates[index].p for index in others]), strict=True))
    return [
        _weighed(row, worlds, row - least, estimates[index], calls.get(index))
        for index, row in enumerate(losses)
    ]


def _weighed(
    loss: Floats,
    worlds: Ints,
    regret: Floats,
    difference: Estimate,
    call: tuple[bool, float] | None,
) -> Weighed:
    told, level = call or (False, 1.0)
    low, high = difference.interval(level) if call else (0.0, 0.0)
    mean = mean_difference(loss, worlds)
    ends = mean.interval()
    return Weighed(
        mean=mean.value,
        low=max(ends[0], 0.0),
        high=ends[1],
        difference=difference.value,
        difference_low=low,
        difference_high=high,
        told=told,
        best=probability((regret <= 0).astype(np.int8), worlds),
        regret_mean=float(regret.mean()),
        regret_high=float(quantile(sorted(regret.tolist()), HIGH)),
        regret_most=float(regret.max()),
    )


def reach(stated: Sequence[float]) -> tuple[float, float]:
    """Return the ends of the dial: from a tenth to ten, and beyond so as to hold what is stated."""
    low, high = LEAST_REACH, MOST_REACH
    while stated and min(stated) < 2 * low:
        low /= 10
    while stated and max(stated) > high / 2:
        high *= 10
    return low, high


def dial(fixed: Floats, alike: Floats, ends: tuple[float, float]) -> list[DialStretch]:
    """Return who loses least at each price of unmet space: the lower envelope of lines.

    fixed: mean loss without what is unmet, [option]; alike: what is unmet, were it to cost what
    idle space costs. Loss at the ratio r is fixed + r · alike: exact, as it is a straight line.
    """
    low, high = ends
    lines = list(zip((fixed + low * alike).tolist(), alike.tolist(), strict=True))
    now = min(range(len(lines)), key=lambda option: lines[option])
    stretches: list[DialStretch] = []
    begin = low
    while True:
        # None is left behind: a meeting before `begin` is one at it, but for rounding.
        meets = [
            (
                max(begin, float((fixed[other] - fixed[now]) / (alike[now] - alike[other]))),
                alike[other],
                other,
            )
            for other in range(len(lines))
            if alike[other] < alike[now]
        ]
        at, _, following = min(meets, default=(inf, 0.0, now))
        if at >= high * (1 - _ALIKE):
            return [*stretches, DialStretch(begin, high, now)]
        if at > begin * (1 + _ALIKE):
            stretches.append(DialStretch(begin, at, now))
            begin = at
        now = following


def flip(fixed: Floats, alike: Floats, worlds: Ints) -> DialFlip:
    """Return at which ratio two options lose the same, and between which they cannot be told apart.

    fixed, alike: of the one less the other, [replication]. The ratios at which the mean difference
    is within its 95 % interval of none: Fieller (1954), J. Royal Stat. Soc. B 16:175-185.
    """
    a, b = float(fixed.mean()), float(alike.mean())
    (aa, ab, bb), freedom = _clustered(fixed, alike, worlds)
    t2 = student(freedom) ** 2
    square, straight, constant = b * b - t2 * bb, a * b - t2 * ab, a * a - t2 * aa
    inside = straight * straight - square * constant
    if square <= 0 or inside < 0:
        return DialFlip(-a / b, None, None)
    ends = [(-straight - sign * sqrt(inside)) / square for sign in (1, -1)]
    low, high = (end if isfinite(end) and end > 0 else None for end in ends)
    return DialFlip(-a / b, low, high)


def _clustered(first: Floats, second: Floats, worlds: Ints) -> tuple[tuple[float, ...], int]:
    """Return variances and covariance of two means, as `paired.clustered_error`, and freedom."""
    sums = [clustered_sums(values, worlds) for values in (first, second)]
    k = len(sums[0])
    scale = k / (k - 1) / len(first) ** 2
    products = ((sums[0], sums[0]), (sums[0], sums[1]), (sums[1], sums[1]))
    return tuple(float((x * y).sum()) * scale for x, y in products), k - 1


def regions(losses: Floats, numbers: Floats) -> list[Region]:
    """Return who loses least in each third of the worlds by one number, or ninth by two.

    losses: [option, world]; numbers: [number, world].
    """
    count = losses.shape[1]
    thirds = np.stack(
        [np.argsort(np.argsort(x, kind="stable")) * TERCILES // count for x in numbers]
    )
    found = []
    for place in np.ndindex(*[TERCILES] * len(numbers)):
        inside = (thirds == np.array(place)[:, None]).all(axis=0)
        if inside.any():
            found.append(_region(tuple(int(one) for one in place), losses[:, inside]))
    return found


def _region(place: tuple[int, ...], losses: Floats) -> Region:
    means = losses.mean(axis=1)
    option = int(means.argmin())
    others = [index for index in range(len(losses)) if index != option]
    worlds = np.arange(losses.shape[1])
    sure = len(worlds) > 1 and all(
        mean_difference(losses[index] - losses[option], worlds).interval()[0] > 0
        for index in others
    )
    lead = float(min((means[index] for index in others), default=means[option]) - means[option])
    return Region(place, len(worlds), option, sure, lead)


def turns(number: Floats, fitted: Floats) -> list[tuple[float, int, int]]:
    """Return (value, option before, option after) where the fitted best changes along a number.

    fitted: [option, world]. A twentieth of the worlds lies on either side of each.
    """
    order = np.argsort(number, kind="stable")
    best = fitted[:, order].argmin(axis=0)
    x, least = number[order], max(len(order) // 20, 1)
    places = [
        place
        for place in range(least, len(order) - least + 1)
        if place < len(order) and best[place] != best[place - 1]
    ]
    return [
        (float(x[place - 1] + x[place]) / 2, int(best[place - 1]), int(best[place]))
        for place in places
    ]
