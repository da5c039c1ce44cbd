"""Whether a scenario opens in balance: space in use at the rates of the opening, and space leased.

By Little's law, flow × stay = number: rates of arrival, times the share that leases, the mean area
and the mean time from grant to release. Where it differs from what is leased at the opening,
occupation drifts before anything is built, and a verdict tells of the guess more than of the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from sim.scenario.plan.laplace import ended, lasting
from sim.scenario.plan.opening import flows
from sim.scenario.plan.plan import Plan, StagePlan

NEAR: Final = 0.1
"""A difference of this part of what is leased is let pass."""


@dataclass(frozen=True, slots=True)
class SpaceBalance:
    """One space type at the opening; m² lettable."""

    space: str
    leased: int
    in_use: float
    """Flow × stay; infinite where somebody stays for ever."""

    @property
    def ratio(self) -> float | None:
        """In use ÷ leased; None where nothing is leased."""
        return self.in_use / self.leased if self.leased else None

    @property
    def fits(self) -> bool:
        """Whether the two are near, or nothing is to be said: no lease, or a stay for ever."""
        if self.ratio is None:
            return not self.in_use
        return abs(self.ratio - 1) <= NEAR or self.ratio == inf


def balance(plan: Plan, above: Collection[str] = ()) -> tuple[SpaceBalance, ...]:
    """Return space in use and space leased, by space type; streams from above only add to it.

    In use are also the space that graduates hold through stages without space and while they fit
    out the next, the expansions gathered over a tenancy, E[area] × E[T²] / (2 E[interval]), and
    what contract makers ask. Where arrivals grew before the clock, times are those of
    `values.laplace`; expansions are not.
    """
    use = dict.fromkeys(plan.spaces, 0.0)
    fed = {stage.cdmo_stream for chain in plan.chains for stage in chain}
    for (i, position), rate in flows(plan.streams, plan.chains).items():
        stream = plan.streams[i]
        if stream.id in above:
            continue
        chain = plan.chains[stream.track]
        stage, grew = chain[position], stream.growth(position)
        if not stage.spaces:
            continue
        space = plan.spaces[stage.spaces[0]]
        if stage.cdmo_stream >= 0:
            maker = plan.streams[stage.cdmo_stream]
            suite = plan.chains[maker.track][maker.entry]
            area = stage.cdmo_area.mean if stage.cdmo_area else stage.cdmo_share * stage.area.mean
            asks = rate * (1 - stage.elsewhere) * (1 - stage.housed)
            asked = asks * stage.cdmo * stage.cdmo_chance * area
            stay = suite.fit_out.mean + suite.duration.mean
            use[plan.spaces[suite.spaces[0]]] += asked * stay
        if i in fed and position == stream.entry:
            rate = stream.rate  # what others outsource is counted with them, at its own area
        if not rate * stage.lease:
            continue
        moves_in = 1.0 - ended(stage.fit_out, grew)
        months = lasting(stage.fit_out, grew) + moves_in * lasting(stage.duration, grew)
        goes_on = moves_in * (1.0 - ended(stage.duration, grew)) * stage.success
        months += goes_on * _held_on(chain[position:], grew)
        if stage.growth is not None:
            square = stage.duration.variance + stage.duration.mean**2
            grown = stage.growth.area.mean * square / (2 * stage.growth.every.mean)
            use[space] += rate * stage.lease * grown
        use[space] += rate * stage.lease * stage.area.mean * months
    parks = len(plan.parks)
    return tuple(
        SpaceBalance(space, sum(plan.occupied[k * parks : (k + 1) * parks]), use[space])
        for k, space in enumerate(plan.spaces)
    )


def _held_on(chain: Sequence[StagePlan], grew: float) -> float:
    """Return the mean months for which who ends the first stage well goes on holding its space."""
    if len(chain) == 1 or chain[0].release:
        return 0.0
    following = chain[1]
    if following.spaces:
        return following.lease * lasting(following.fit_out, grew)
    goes_on = (1.0 - ended(following.duration, grew)) * following.success
    on = lasting(following.duration, grew) + goes_on * _held_on(chain[1:], grew)
    return following.holds * on
