"""The steady flow through the stages, which sets who sits where at the opening.

Where arrivals grew before the start, those in later stages come from smaller cohorts: every number
is then that of exponential growth, in which all of them keep growing at the same rate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from math import inf, isinf
from typing import TypeVar

from sim.scenario.plan.laplace import ended, lasting
from sim.scenario.plan.lets import Chains, let_by_rate
from sim.scenario.plan.plan import Asker, Candidate, Pipeline, Plan, StagePlan, StreamPlan
from sim.scenario.values.dates import MONTH

T = TypeVar("T")
Flows = Mapping[tuple[int, int], float]
"""(stream, position in its chain) → companies per month that come to the stage."""


def flows(streams: Sequence[StreamPlan], chains: Chains) -> Flows:
    """Return the rate into each stage at the rates of the start, without losses in waiting.

    Contract manufacturers' requests enter their stream at the rate of outsourced stages.
    """
    rates: dict[tuple[int, int], float] = {}
    requested = [0.0] * len(streams)
    # Streams that contract manufacturers feed come last, so that their feed is complete.
    fed = {stage.cdmo_stream for chain in chains for stage in chain}
    for i in sorted(range(len(streams)), key=lambda i: i in fed):
        stream = streams[i]
        rate = stream.rate + requested[i]
        for position in range(stream.entry, len(chains[stream.track])):
            stage = chains[stream.track][position]
            rates[i, position] = rate
            stays = rate * (1.0 - stage.elsewhere)
            if stage.cdmo_stream >= 0:
                asks = stays * (1.0 - stage.housed)
                requested[stage.cdmo_stream] += asks * stage.cdmo * stage.cdmo_chance
            rate = stays * stage.success * _going_on(stage, stream.growth(position))
    return rates


def _going_on(stage: StagePlan, grew: float) -> float:
    """Return how many lines end a stage now for each company that comes to it now and stays.

    Of each line E[e^(−grew·T − closes·X)]: T runs from the request to the stage's end, without
    waiting and without look-ahead, X from its start.
    """
    if grew == stage.closes == 0.0:
        return stage.lines_met
    through = 1.0 - ended(stage.duration, stage.thins(grew))
    if not stage.spaces:
        return through
    fit_out, build = (1.0 - ended(law, grew) for law in (stage.fit_out, stage.build))
    rented = (1.0 - stage.self_build) * fit_out * stage.lines + stage.self_build * build
    own = stage.cdmo + (1.0 - stage.cdmo) * rented
    return through * (stage.housed + (1.0 - stage.housed) * own)


def candidates(
    spaces: int, streams: Sequence[StreamPlan], chains: Chains, rates: Flows
) -> tuple[tuple[Candidate, ...], ...]:
    """Return by space type who may be a tenant at the opening, how many of them, and in which park.

    The number is rate × P(lease) × E[fit-out + stay], the mean by Little's law, or its like under
    growth (`sim.scenario.plan.laplace`). A stay for ever outweighs every finite one, unless its
    arrivals grew.
    """
    by_space: list[list[tuple[float, Candidate]]] = [[] for _ in range(spaces)]
    for (i, position), rate in sorted(rates.items()):
        grew = streams[i].growth(position)
        stage = chains[streams[i].track][position]
        flow = rate * stage.lease
        if flow <= 0.0:
            continue
        fit_out = lasting(stage.fit_out, grew)
        thins = stage.thins(grew)
        in_use = (1.0 - ended(stage.fit_out, grew)) * lasting(stage.duration, thins)
        stay = fit_out + in_use
        number = flow if isinf(stay) else flow * stay
        candidate = Candidate(i, position, number, stage.shares, fit_out, in_use, grew, thins)
        by_space[stage.spaces[0]].append((stay, candidate))
    result = []
    for options in by_space:
        forever = [c for stay, c in options if stay == inf]
        result.append(tuple(forever or [c for _, c in options]))
    return tuple(result)


def tenants(
    spaces: int, streams: Sequence[StreamPlan], chains: Chains, rates: Flows
) -> tuple[tuple[Candidate, ...], ...]:
    """Return the candidates; where none of a type's streams brings anybody, those they would bring.

    Who sits where at the start is then drawn as if each such stream brought one company a month:
    what if nobody new comes is a question, too.
    """
    return _or_would(candidates, spaces, streams, chains, rates)


def askers(
    spaces: int, streams: Sequence[StreamPlan], chains: Chains, rates: Flows
) -> tuple[tuple[Asker, ...], ...]:
    """Return by space type who asks for it, and at which rate; as with `tenants`, or would."""
    return _or_would(_asking, spaces, streams, chains, rates)


def _asking(
    spaces: int, streams: Sequence[StreamPlan], chains: Chains, rates: Flows
) -> tuple[tuple[Asker, ...], ...]:
    by_space: list[list[Asker]] = [[] for _ in range(spaces)]
    for (i, position), rate in sorted(rates.items()):
        stage = chains[streams[i].track][position]
        if rate * stage.lease > 0.0:
            asking = rate * stage.lease
            waiting = asking if stage.patience.mean > 0.0 else 0.0
            asker = Asker(i, position, asking, waiting, stage.shares)
            by_space[stage.spaces[0]].append(asker)
    return tuple(map(tuple, by_space))


def _or_would(
    who: Callable[[int, Sequence[StreamPlan], Chains, Flows], tuple[tuple[T, ...], ...]],
    spaces: int,
    streams: Sequence[StreamPlan],
    chains: Chains,
    rates: Flows,
) -> tuple[tuple[T, ...], ...]:
    """Return `who` comes, by space type; where nobody does, who would at a company a month."""
    likely = who(spaces, streams, chains, rates)
    if all(likely):
        return likely
    stirred = [s._replace(rate=1.0) if s.rate == 0.0 else s for s in streams]
    would = who(spaces, stirred, chains, flows(stirred, chains))
    return tuple(of_type or others for of_type, others in zip(likely, would, strict=True))


def fill_order(spaces: int, chains: Chains) -> tuple[int, ...]:
    """Return the space types, latest stage first: its tenants may keep space of earlier ones."""
    latest = [-1] * spaces
    for chain in chains:
        for position, stage in enumerate(chain):
            if stage.spaces:
                latest[stage.spaces[0]] = max(latest[stage.spaces[0]], position)
    return tuple(sorted(range(spaces), key=lambda s: (-latest[s], s)))


def pipeline(
    streams: Sequence[StreamPlan], chains: Chains, rates: Flows, midway: bool, building: bool
) -> tuple[Pipeline, ...]:
    """Return the mean number of companies at the opening that lease nothing: rate × time.

    Those in mid-stage if `midway`; those that never leave their plant ask for nothing again and
    are left out. Those that build for a stage if `building`.
    """
    entries = []
    for (i, position), rate in sorted(rates.items()):
        stage, grew = chains[streams[i].track][position], streams[i].growth(position)
        if stage.spaces and not (stage.housed or stage.cdmo or stage.self_build):
            continue  # whoever stays leases
        places = midway and not isinf(stage.duration.mean)
        thins = stage.thins(grew)
        stay = lasting(stage.duration, thins) if places else 0.0
        stays = rate * (1.0 - stage.elsewhere)
        asks = stays * (1.0 - stage.housed)
        own = asks * (1.0 - stage.cdmo) * stage.self_build
        entry = Pipeline(
            i,
            position,
            housed=stays * stage.housed * stay,
            cdmo=asks * stage.cdmo * stay,
            self_build=own * (1.0 - ended(stage.build, grew)) * stay,
            no_space=0.0 if stage.spaces else rate * stay,
            building=own * lasting(stage.build, grew) if building else 0.0,
            grew=grew,
            thins=thins,
        )
        leasing_nothing = entry.housed + entry.cdmo + entry.self_build + entry.no_space
        if leasing_nothing + entry.building > 0.0:
            entries.append(entry)
    return tuple(entries)


def leased_a_year(plan: Plan, spaces: Collection[int]) -> float:
    """Return the lettable m² a year that streams together would lease in some types of space.

    `let_by_rate` at their mean rates over the clock, without lags, waiting and losses. Expansions,
    named projects and other trades are left out.
    """
    suites = [(stream.track, stream.entry) for stream in plan.streams]
    entering = dict.fromkeys(suites, 0.0)
    for place, stream in zip(suites, plan.streams, strict=True):
        if plan.trades[stream.track] is None:
            entering[place] += stream.arrivals[-1] / (plan.end / MONTH)
    return 12 * let_by_rate(suites, plan.chains, entering, spaces)
