"""Whether a scenario opens in balance: space in use at the rates of the opening, and space leased.

By Little's law, flow × stay = number: rates of arrival, times the share that leases, the mean area
and the mean time from grant to release. Where it differs from what is leased at the opening,
occupation drifts before anything is built, and a verdict tells of the guess more than of the plan.
Where arrivals grew before the clock, those who are there come from smaller cohorts, and fewer are.
Of a type of space in which demand from above is one account with that from below (section 18 of
docs/model.md), flows hold as much of what is leased as they bring of what ends, growth apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, fsum, inf
from typing import Final

from sim.scenario.plan.account import FloorAccount
from sim.scenario.plan.laplace import ended, lasting
from sim.scenario.plan.opening import flows
from sim.scenario.plan.plan import Plan, StagePlan, StreamPlan, area_with_lines
from sim.scenario.values.distributions import Distribution

NEAR: Final = 0.1
"""A difference of this part of what is leased is let pass."""
_YEAR: Final = 12
_STEP: Final = 1e-3
"""Of a growth rate: wide enough for differences of integrals that are right to 1e-9."""


@dataclass(frozen=True, slots=True)
class SpaceBalance:
    """One space type at the opening; m² lettable."""

    space: str
    leased: int
    streams: Mapping[str, float]
    """Stream id → its flow × stay, as cohorts grew; infinite where somebody stays for ever."""
    settles: float
    """Flow × stay if arrivals stay at the rates of the opening: what use it comes to."""
    grows: float | None = None
    """Net new floor m² a year that flows bring on top, where there is an account of it."""

    @property
    def in_use(self) -> float:
        """Flow × stay of all streams."""
        return fsum(self.streams.values())

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


def balance(plan: Plan, accounts: Sequence[FloorAccount] = ()) -> tuple[SpaceBalance, ...]:
    """Return space in use and space leased, by space type; of `accounts` without their growth.

    In use are also the space that graduates hold through stages without space and while they fit
    out the next, the expansions gathered over a tenancy, and what contract makers ask.
    """
    use = _in_use(plan, plan.streams)
    steady = _in_use(plan, [stream._replace(grew=0.0) for stream in plan.streams])
    parks = len(plan.parks)
    of_space = {of_type.space: of_type for of_type in accounts}
    found = []
    for k, space in enumerate(plan.spaces):
        leased = sum(plan.occupied[k * parks : (k + 1) * parks])
        streams = {stream: area for (of, stream), area in use.items() if of == k}
        settles = fsum(area for (of, _), area in steady.items() if of == k)
        if k in of_space:
            found.append(_replaced(space, leased, streams, of_space[k]))
        else:
            found.append(SpaceBalance(space, leased, streams, settles))
    return tuple(found)


def _replaced(
    space: str, leased: int, streams: Mapping[str, float], of_type: FloorAccount
) -> SpaceBalance:
    """Return what flows hold by replacing what ends, shared out by flow × stay; growth apart."""
    grows, whole = of_type.net[0], fsum(streams.values())
    if of_type.churn and 0.0 < whole < inf:
        come = of_type.products[0] + of_type.makers[0] + of_type.expansions
        held = leased * (come - grows) / of_type.churn
        streams = {stream: held * area / whole for stream, area in streams.items()}
    elif not leased:
        streams = {}
    return SpaceBalance(space, leased, streams, fsum(streams.values()), _YEAR * grows)


def _in_use(plan: Plan, streams: Sequence[StreamPlan]) -> dict[tuple[int, str], float]:
    """Return (space type, stream) → m² in use; what is asked of a contract maker is its own."""
    use: dict[tuple[int, str], float] = {}
    fed = {stage.cdmo_stream for chain in plan.chains for stage in chain}
    for (i, position), rate in flows(streams, plan.chains).items():
        stream = streams[i]
        chain = plan.chains[stream.track][position:]
        stage, grew = chain[0], stream.growth(position)
        if not stage.spaces:
            continue
        if stage.cdmo_stream >= 0:
            maker = streams[stage.cdmo_stream]
            suite = plan.chains[maker.track][maker.entry]
            area = stage.cdmo_area.mean if stage.cdmo_area else stage.cdmo_share * stage.area.mean
            asks = rate * (1 - stage.elsewhere) * (1 - stage.housed)
            asked = asks * stage.cdmo * stage.cdmo_chance * area
            key = suite.spaces[0], maker.id
            use[key] = use.get(key, 0.0) + asked * _stay(suite, maker.growth(maker.entry))
        if i in fed and position == stream.entry:
            rate = stream.rate  # what others outsource is counted with them, at its own area
        if not rate * stage.lease:
            continue
        moves_in, thins = 1.0 - ended(stage.fit_out, grew), stage.thins(grew)
        goes_on = moves_in * (1.0 - ended(stage.duration, thins)) * _firm_goes_on(stage)
        held = stage.leased_area * (_stay(stage, grew) + goes_on * _held_on(chain, grew))
        if stage.growth is not None:
            grown = moves_in * _gathered(stage.duration, thins) / stage.growth.every.mean
            held += stage.growth.area.mean * grown
        key = stage.spaces[0], stream.id
        use[key] = use.get(key, 0.0) + rate * stage.lease * held
    return use


def _firm_goes_on(stage: StagePlan) -> float:
    """Return the share of leased area whose firm goes on: it does if one of its lines does."""
    if stage.lines == 1.0:
        return stage.success
    few = floor(stage.lines)
    more = stage.lines - few
    going = [
        share * area_with_lines(stage.lines_area, n) * (1.0 - (1.0 - stage.success) ** n)
        for n, share in ((few, 1.0 - more), (few + 1, more))
    ]
    return fsum(going) / stage.larger


def _stay(stage: StagePlan, grew: float) -> float:
    """Return the mean months from grant to the stage's end, or their like where arrivals grew."""
    in_use = (1.0 - ended(stage.fit_out, grew)) * lasting(stage.duration, stage.thins(grew))
    return lasting(stage.fit_out, grew) + in_use


def _gathered(stay: Distribution, grew: float) -> float:
    """Return ∫ a·e^(−grew·a) P(X > a) da: months² of a tenancy X, over which expansions gather.

    E[X²]/2 without growth, else the slope of `lasting`.
    """
    if grew == 0.0:
        return (stay.variance + stay.mean**2) / 2
    step = grew * _STEP
    return (lasting(stay, grew - step) - lasting(stay, grew + step)) / (2 * step)


def _held_on(chain: Sequence[StagePlan], grew: float) -> float:
    """Return the mean months for which who ends the first stage well goes on holding its space."""
    if len(chain) == 1 or chain[0].release:
        return 0.0
    following = chain[1]
    if following.spaces:
        return following.lease * lasting(following.fit_out, grew)
    goes_on = (1.0 - ended(following.duration, following.thins(grew))) * following.success
    on = lasting(following.duration, following.thins(grew)) + goes_on * _held_on(chain[1:], grew)
    return following.holds * on
