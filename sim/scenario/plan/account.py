"""One account of floor from below and from above: what is newly let, and who replaces what ends.

By type of space that top-down streams enter, in lettable m² a month: P is what the streams of
`demand` bring there, s·G/D the growth of output that needs newly rented floor. Net new floor is
N = max(P, s·G/D); established makers ask for the rest of it and replace every m² that ends, unless
tenants lease as much by expansions,

    M(t) = N − P + ends(t) − expansions(t), at least 0,

so that P + M(t) + expansions less what ends is N at every time: a renewal equation for M (Feller,
An Introduction to Probability Theory II, XI.1), solved step by step with lets even within each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, inf, sqrt
from operator import mul

import numpy as np

from sim.scenario.plan.ends import Floats, course, mean_stay
from sim.scenario.plan.laplace import ended
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
    expansions: float
    """What tenants lease more at the opening."""
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
                done = stage.success * (1.0 - ended(stage.duration, stage.thins(0.0)))
                rate *= (1.0 - stage.elsewhere) * done
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

    Tenants of the opening are there by flow × stay, as the opening draws them.
    """
    below = {p: a for p, a in products.items() if a and _at(chains, p).spaces[0] == above.space}
    brings = fsum(below.values())
    more = max(0.0, above.area - brings)
    places = sorted({*below, *(place for place, share in above.mix.items() if share)})
    stages = [_at(chains, place) for place in places]
    stay = [mean_stay(stage.fit_out, stage.duration) for stage in stages]
    grows = [_expansion(stage) for stage in stages]
    from_below = [below.get(place, 0.0) for place in places]
    mix = [above.mix.get(place, 0.0) for place in places]
    held = _held(from_below, mix, stay, grows, more, occupied)
    step = -(-months // STEPS)
    steps = -(-months // step)
    courses = [course(stage.fit_out, stage.duration, step, steps) for stage in stages]
    over, used, left = (np.stack(of_all) for of_all in zip(*courses, strict=True))
    growing = np.array(grows)[:, None]
    lost = over - growing * used
    at_opening = left * (1.0 + growing * np.arange(steps + 1) * step)
    gone = -np.diff(at_opening, axis=1) / step
    asked = more + _summed(held, gone) + _summed(from_below, lost)
    return FloorAccount(
        space=above.space,
        products=brings,
        growth=above.area,
        churn=fsum(area / months for area, months in zip(held, stay, strict=True)),
        expansions=fsum(map(mul, held, grows)),
        step=step,
        makers=_renewed(asked.tolist(), _summed(mix, lost).tolist()),
    )


def _expansion(stage: StagePlan) -> float:
    """Return what a tenant leases more in a month of use, by m² of its first area."""
    if stage.growth is None:
        return 0.0
    return stage.growth.area.mean / (stage.growth.every.mean * stage.area.mean)


def _summed(weights: Sequence[float], rows: Floats) -> Floats:
    """Return the weighted sum of rows, added up one after the other on every processor."""
    summed: Floats = (np.array(weights)[:, None] * rows).sum(axis=0)
    return summed


def _held(
    below: Sequence[float],
    mix: Sequence[float],
    stay: Sequence[float],
    grows: Sequence[float],
    more: float,
    occupied: float,
) -> list[float]:
    """Return what is let at the opening by place, m²: by flow × stay, and M is in the flow.

    Of a flow f of P + M, f·(1 − growth × stay) is to be replaced, so that
    M = N − P + occupied × Σ f·(1 − growth × stay) ÷ Σ f·stay: the positive root of a square.
    Who stays for ever outweighs all others.
    """
    if inf in stay:
        asked = more or 1.0
        held = [
            came + asked * share if months == inf else 0.0
            for came, share, months in zip(below, mix, stay, strict=True)
        ]
    else:
        replaced = [1.0 - e * months for e, months in zip(grows, stay, strict=True)]
        s, a = fsum(map(mul, mix, stay)), fsum(map(mul, below, stay))
        b = a - more * s - occupied * fsum(map(mul, mix, replaced))
        c = more * a + occupied * fsum(map(mul, below, replaced))
        root = sqrt(max(0.0, b * b + 4.0 * s * c))
        asked = max(0.0, 2.0 * c / (b + root) if b > 0.0 else (root - b) / (2.0 * s))
        flow = [came + asked * share for came, share in zip(below, mix, strict=True)]
        held = list(map(mul, flow, stay))
    whole = fsum(held)
    return [occupied * area / whole if whole else 0.0 for area in held]


def _renewed(asked: Sequence[float], lost: Sequence[float]) -> tuple[float, ...]:
    """Return M of M = asked + what is lost of M itself, all of them means over each step.

    Of a m² let evenly over a step, lost[d] − lost[d − 1] is lost on average d steps later, where
    `lost` is the mean over each step of what has ended less what has come by expansions. Where
    others let more than the net, makers ask for nothing.
    """
    later = [after - before for before, after in pairwise(lost)]
    later.reverse()
    makers: list[float] = []
    for n, base in enumerate(asked):
        again = base + sum(map(mul, later[len(later) - n :], makers))
        makers.append(max(0.0, again / (1.0 - lost[0])))
    return tuple(makers)
