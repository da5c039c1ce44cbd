"""One account of floor from below and from above: what is newly let, and who replaces what ends.

By type of space that top-down streams enter, in lettable m² a month: P(t) is what the streams of
`demand` bring there, s·G/D the growth of output that needs newly rented floor. Net new floor is
N(t) = max(P(t), s·G/D); established makers ask for the rest of it and replace every m² that ends,
unless tenants lease as much by expansions,

    M(t) = N(t) − P(t) + ends(t) − expansions(t), at least 0,

so that P + M(t) + expansions less what ends is N at every time: a renewal equation for M (Feller,
An Introduction to Probability Theory II, XI.1), solved step by step with lets even within each.
No step depends on what comes after its start. What tenants of other trades take, give up and lease
more is no part of it: only of the opening do they have their share.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import fsum, inf, sqrt
from operator import mul

import numpy as np
from numpy.typing import NDArray

from sim.scenario.plan.ends import Floats, course, mean_stay
from sim.scenario.plan.lets import STEP, Areas, Chains, Place, at
from sim.scenario.plan.plan import StagePlan


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
    products: tuple[float, ...]
    """P: what `demand` brings in each step of the clock, without waiting and expansions."""
    growth: float
    """s·G/D: output growth ÷ density, the share of it that needs newly rented floor."""
    churn: float
    """What ends at the opening."""
    expansions: float
    """What tenants lease more at the opening."""
    makers: tuple[float, ...]
    """M: what the top-down streams ask, on average in each step."""

    @property
    def net(self) -> tuple[float, ...]:
        """N: net new floor, the larger of the two in each step."""
        return tuple([max(brings, self.growth) for brings in self.products])


def account(
    chains: Chains,
    products: Mapping[Place, Floats],
    above: AboveDemand,
    occupied: float,
    steps: int,
    others: Collection[int],
) -> FloorAccount:
    """Return the account of one type of space, of which `occupied` m² are let at the opening.

    `products` are lets by place, m² a month in each step; those on tracks of other trades,
    `others`, are not the city's own. Tenants of the opening are there by flow × stay, as the
    opening draws them.
    """
    of_type = {p: let for p, let in products.items() if at(chains, p).spaces[0] == above.space}
    below = {place: let for place, let in of_type.items() if place[0] not in others}
    places = sorted({*below, *(place for place, share in above.mix.items() if share)})
    own, foreign = len(places), sorted(of_type.keys() - below.keys())
    stages = [at(chains, place) for place in [*places, *foreign]]
    stay = [mean_stay(stage.fit_out, stage.duration) for stage in stages]
    grows = [_expansion(stage) for stage in stages[:own]]
    nobody = np.zeros(steps)
    let = np.stack([below.get(place, nobody) for place in places])
    brings: Floats = let.sum(axis=0)
    more = np.maximum(0.0, above.area - brings)
    mix = [above.mix.get(place, 0.0) for place in places]
    came = [*let[:, 0].tolist(), *(float(of_type[place][0]) for place in foreign)]
    # Who stays for ever outweighs all others, but not before the first of them comes.
    shares = [*mix, *(0.0 for _ in foreign)]
    flow = zip(stay, came, shares, strict=True)
    met = [months if c or share else 0.0 for months, c, share in flow]
    held = _held(came, shares, met, grows, float(more[0]), occupied)[:own]
    courses = [course(stage.fit_out, stage.duration, STEP, steps) for stage in stages[:own]]
    ended, used, left = (np.stack(of_all) for of_all in zip(*courses, strict=True))
    growing = np.array(grows)[:, None]
    lost = ended - growing * used
    at_opening = left * (1.0 + growing * np.arange(steps + 1) * STEP)
    gone = -np.diff(at_opening, axis=1) / STEP
    asked = more + _summed(held, gone) + _lost_again(let, lost)
    return FloorAccount(
        space=above.space,
        products=tuple(brings.tolist()),
        growth=above.area,
        churn=fsum(area / months for area, months in zip(held, stay[:own], strict=True)),
        expansions=fsum(map(mul, held, grows)),
        makers=_renewed(asked.tolist(), _summed(mix, lost).tolist()),
    )


def _expansion(stage: StagePlan) -> float:
    """Return what a tenant leases more in a month of use, by m² of its first area."""
    if stage.growth is None:
        return 0.0
    return stage.growth.area.mean / (stage.growth.every.mean * stage.leased_area)


def _summed(weights: Sequence[float], rows: Floats) -> Floats:
    """Return the weighted sum of rows, added up one after the other on every processor."""
    summed: Floats = (np.array(weights)[:, None] * rows).sum(axis=0)
    return summed


def _lost_again(let: Floats, lost: Floats) -> Floats:
    """Return what is lost in each step of all that was let, [place, step], in it and before.

    Of a m² let evenly over a step, lost[d] − lost[d − 1] is lost on average d steps later, where
    `lost` is the mean over each step of what has ended less what has come by expansions.
    """
    steps = let.shape[1]
    later = np.zeros((len(let), 2 * steps))  # nothing before it is let
    later[:, steps] = lost[:, 0]
    np.subtract(lost[:, 1:], lost[:, :-1], out=later[:, steps + 1 :])
    of_each: Floats = let.T[:, :, None] * later[:, _since(steps)].transpose(1, 0, 2)
    again: Floats = of_each.reshape(-1, steps).sum(axis=0)
    return again


@lru_cache(maxsize=16)
def _since(steps: int) -> NDArray[np.int64]:
    """Return steps + (n − k) for each two steps [k, n]."""
    all_steps = np.arange(steps)
    return steps + all_steps[None, :] - all_steps[:, None]


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
    M = N − P + occupied × Σ f·(1 − growth × stay) ÷ Σ f·stay: the positive root of a square. The
    upper sum is over the places of `grows`, the first ones; what ends after them is not replaced.
    Who stays for ever outweighs all others.
    """
    if inf in stay:
        asked = more or 1.0
        held = [
            came + asked * share if months == inf else 0.0
            for came, share, months in zip(below, mix, stay, strict=True)
        ]
    else:
        replaced = [1.0 - e * months for e, months in zip(grows, stay, strict=False)]
        replaced += [0.0] * (len(stay) - len(grows))
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

    What is lost of lets is as for those of others. Where these let more than the net, makers ask
    for nothing.
    """
    later = [after - before for before, after in pairwise(lost)]
    later.reverse()
    makers: list[float] = []
    for n, base in enumerate(asked):
        again = base + sum(map(mul, later[len(later) - n :], makers))
        makers.append(max(0.0, again / (1.0 - lost[0])))
    return tuple(makers)
