"""One account of floor from below and from above: what is newly let, and who replaces what ends.

By type of space that top-down streams enter, in lettable m² a month: P is what the streams of
`demand` bring there, s·G/D the growth of output that needs newly rented floor. Net new floor is
N = max(P, s·G/D); established makers ask for the rest of it and replace every m² that ends,

    M(t) = N − P + ends(t),

so that P + M(t) less what ends is N at every time: a renewal equation for M (Feller, An
Introduction to Probability Theory II, XI.1), solved step by step with lets even within each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, inf, sqrt
from operator import mul

import numpy as np

from sim.scenario.plan.ends import Floats, ended_share, mean_stay
from sim.scenario.plan.plan import StagePlan
from sim.scenario.values.dates import MONTH

STEPS = 48
"""The clock has at most so many steps, of whole months."""
Place = tuple[int, int]
"""A track and a position in its chain."""
Areas = Mapping[Place, float]
"""Where what area is let: m², or m² a month."""
Chains = Sequence[Sequence[StagePlan]]


@dataclass(frozen=True, slots=True)
class AboveDemand:
    """What is asked from above of one type of space."""

    space: int
    area: float
    """s·G/D, m² a month."""
    mix: Areas
    """Where a m² that the top-down streams ask for is let, in parts that add up to 1."""


@dataclass(frozen=True, slots=True)
class FloorAccount:
    """One type of space; lettable m² a month."""

    space: int
    products: float
    """P: what `demand` brings, without lags, waiting and expansions."""
    growth: float
    """s·G/D: output growth ÷ density, the share of it that needs newly rented floor."""
    churn: float
    """What ends at the opening."""
    step: int
    """Months in each step of `makers`."""
    makers: tuple[float, ...]
    """M: what the top-down streams ask, on average in each step of the clock."""

    @property
    def net(self) -> float:
        """N: net new floor, the larger of the two."""
        return max(self.products, self.growth)

    @property
    def span(self) -> int:
        """Ticks in each step."""
        return self.step * MONTH


def let_at_entry(suites: Sequence[Place], chains: Chains, entry: Place) -> dict[Place, float]:
    """Return what a company leases for its first stage, in that stage's type of space: where, m².

    What contract makers ask of what is outsourced is in it; `suites` has where each stream enters.
    """
    stage = _at(chains, entry)
    let: dict[Place, float] = {}
    for place, area in _lets(suites, entry, stage):
        if _at(chains, place).spaces[0] == stage.spaces[0]:
            let[place] = let.get(place, 0.0) + area
    return let


def brought(suites: Sequence[Place], chains: Chains, entering: Areas) -> dict[Place, float]:
    """Return what companies lease where, m² a month, if so many a month enter at each place.

    P(reached) × P(lease) × E[area] of every stage from there on, and what contract makers ask of
    what is outsourced.
    """
    areas: dict[Place, float] = {}
    for track, chain in enumerate(chains):
        rate = 0.0
        for position, stage in enumerate(chain):
            rate += entering.get((track, position), 0.0)
            if rate:
                for place, area in _lets(suites, (track, position), stage):
                    areas[place] = areas.get(place, 0.0) + rate * area
                rate *= (1.0 - stage.elsewhere) * stage.success
    return areas


def _lets(suites: Sequence[Place], place: Place, stage: StagePlan) -> Iterator[tuple[Place, float]]:
    if stage.spaces:
        yield place, stage.lease * stage.area.mean
    if stage.cdmo_stream >= 0:
        asked = stage.cdmo_area.mean if stage.cdmo_area else stage.cdmo_share * stage.area.mean
        outsourced = (1.0 - stage.elsewhere) * (1.0 - stage.housed) * stage.cdmo
        yield suites[stage.cdmo_stream], outsourced * stage.cdmo_chance * asked


def _at(chains: Chains, place: Place) -> StagePlan:
    return chains[place[0]][place[1]]


def account(
    chains: Chains, products: Areas, above: AboveDemand, occupied: float, months: int
) -> FloorAccount:
    """Return the account of one type of space, of which `occupied` m² are let at the opening.

    Tenants of the opening are there by flow × stay, as the opening draws them, and leave at an
    even rate that dies out as stays end; nobody leaves who stays for ever.
    """
    below = {p: a for p, a in products.items() if a and _at(chains, p).spaces[0] == above.space}
    brings = fsum(below.values())
    more = max(0.0, above.area - brings)
    places = sorted({*below, *above.mix})
    stages = [_at(chains, place) for place in places]
    stay = [mean_stay(stage.fit_out, stage.duration) for stage in stages]
    from_below = [below.get(place, 0.0) for place in places]
    mix = [above.mix.get(place, 0.0) for place in places]
    leaving = _leaving(from_below, mix, stay, more, occupied)
    step = -(-months // STEPS)
    steps = -(-months // step)
    ended = np.stack([ended_share(st.fit_out, st.duration, step, steps) for st in stages])
    come_less_gone = np.array(from_below) - np.array(leaving)
    churn = fsum(leaving)
    asked = more + churn + _weighed(come_less_gone, ended)
    makers = _renewed(asked.tolist(), _weighed(np.array(mix), ended).tolist())
    return FloorAccount(above.space, brings, above.area, churn, step, makers)


def _weighed(weights: Floats, rows: Floats) -> Floats:
    """Return the weighted sum of rows, added up one after the other on every processor."""
    summed: Floats = (weights[:, None] * rows).sum(axis=0)
    return summed


def _leaving(
    below: Sequence[float],
    mix: Sequence[float],
    stay: Sequence[float],
    more: float,
    occupied: float,
) -> list[float]:
    """Return what ends at the opening by place, m² a month: its flow is P + M, and M has it in it.

    With A = Σ P·stay and S the mean stay of makers, churn = occupied × (P + M) ÷ (A + M·S) and
    M = N − P + churn: the positive root of a square.
    """
    if inf in stay:
        return [0.0] * len(stay)
    products, held = fsum(below), fsum(map(mul, below, stay))
    makers = fsum(map(mul, mix, stay))
    b, c = held - more * makers - occupied, more * held + occupied * products
    root = sqrt(b * b + 4.0 * makers * c)
    asked = 2.0 * c / (b + root) if b > 0.0 else (root - b) / (2.0 * makers)
    whole = held + asked * makers
    part = occupied / whole if whole > 0.0 else 0.0
    return [part * (came + asked * share) for came, share in zip(below, mix, strict=True)]


def _renewed(asked: Sequence[float], ended: Sequence[float]) -> tuple[float, ...]:
    """Return M of M = asked + what ends of M itself, all of them means over each step.

    Of a m² let evenly over a step, ended[d] − ended[d − 1] ends on average d steps later, where
    `ended` is the mean over each step of the share of stays that have ended.
    """
    ends = [after - before for before, after in pairwise(ended)]
    ends.reverse()
    makers: list[float] = []
    for n, base in enumerate(asked):
        makers.append((base + sum(map(mul, ends[len(ends) - n :], makers))) / (1.0 - ended[0]))
    return tuple(makers)
