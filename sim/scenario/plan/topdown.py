"""Demand from above as arrivals, and the area that each block of demand asks a year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sim.scenario.plan.opening import flows
from sim.scenario.plan.plan import MONTH, Plan, StagePlan, StreamPlan
from sim.scenario.plan.reading import Reading
from sim.scenario.schema.topdown import TopDownStream

_YEAR = 12


def rate_from_above(read: Reading, name: str, stream: TopDownStream, stage: StagePlan) -> float:
    """Return arrivals per month of a top-down stream, before its multipliers.

    Output growth ÷ density × share is the lettable m² a year that the stream leases on average at
    its first stage: rate × P(lease) × E[area].
    """
    block = read.spec.top_down
    assert block is not None
    growth = read.number("top_down.output_growth", block.output_growth)
    density = read.number("top_down.density", block.density)
    share = read.number(f"top_down.streams.{name}.share", stream.share)
    lettable = read.factor(block.basis, read.ranks.spaces[stage.spaces[0]])
    return growth / density * lettable * share / _YEAR / (stage.lease * stage.area.mean)


def leased_a_year(plan: Plan, spaces: Collection[int]) -> float:
    """Return the lettable m² a year that all streams together would lease in some types of space.

    Rate × P(lease) × E[area] of every stage that they come to, at their mean rates over the clock,
    without lags, waiting and losses; contract makers' requests by their share of the outsourced
    area. Expansions and named projects are left out.
    """
    streams = [_mean_rate(stream, plan.end) for stream in plan.streams]
    unfed = [[replace(stage, cdmo_stream=-1) for stage in chain] for chain in plan.chains]
    total = 0.0
    for (i, position), rate in flows(streams, unfed).items():
        stage = plan.chains[streams[i].track][position]
        if stage.spaces and stage.spaces[0] in spaces:
            total += rate * stage.lease * stage.area.mean
        if stage.cdmo_stream >= 0:
            maker = plan.streams[stage.cdmo_stream]
            if plan.chains[maker.track][maker.entry].spaces[0] in spaces:
                outsourced = rate * (1.0 - stage.elsewhere) * stage.cdmo
                total += outsourced * stage.cdmo_share * stage.area.mean
    return _YEAR * total


def _mean_rate(stream: StreamPlan, end: int) -> StreamPlan:
    return replace(stream, rate=stream.arrivals[-1] / (end / MONTH), grew=0.0)
