"""From a scenario and one drawing of its ranged numbers to a plan in model units."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from math import floor, log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.scenario.plan.above import asked_above, entry
from sim.scenario.plan.account import FloorAccount
from sim.scenario.plan.answers import answers
from sim.scenario.plan.arrivals import (
    Curves,
    arrival_curves,
    curves_of,
    mean_rates,
    rates_before,
    stepped,
    times,
)
from sim.scenario.plan.building import (
    capacity,
    floors,
    ground,
    ground_limits,
    limits,
    lots,
    occupied,
    pauses,
    renewals,
    reserves,
    triggers,
    units,
)
from sim.scenario.plan.chains import chains, fields, order, route, usual_stage
from sim.scenario.plan.economy import economy, rents
from sim.scenario.plan.identities import (
    builder_id,
    guest_id,
    housed_id,
    let_ahead_id,
    line_id,
    lot_id,
    queue_id,
    return_id,
)
from sim.scenario.plan.lets import STEP, Chains
from sim.scenario.plan.opening import (
    Flows,
    askers,
    fill_order,
    flows,
    pipeline,
    tenants,
)
from sim.scenario.plan.plan import FOREVER, Asker, NamedPlan, Plan, ReturnPlan, StreamPlan, to_area
from sim.scenario.plan.reading import NEVER, IdRanks, Parts, WorldReading
from sim.scenario.plan.stakes import stakes
from sim.scenario.schema import Spec
from sim.scenario.schema.demand import NamedProject, Stream, TopDownStream
from sim.scenario.schema.leaves import leaves, size
from sim.scenario.values.dates import MONTH, DateChance
from sim.scenario.values.distributions import Distribution

YEAR = 12
"""Months in a year."""


def compile_plan(spec: Spec, drawn: Mapping[str, float] | None = None) -> Plan:
    """Return the plan of a checked scenario.

    `drawn` holds the values of ranged numbers by path (canonical units; for a law: its mean);
    without it every range is held at its value.
    """
    return Planner(spec).plan(drawn or {})


class Planner:
    """Makes plan after plan of one scenario; parts whose numbers stay the same are kept."""

    def __init__(self, spec: Spec) -> None:
        self._spec, self._ranks = spec, IdRanks(spec)
        self._parts: dict[frozenset[str], Parts] = {}

    def plan(self, drawn: Mapping[str, float]) -> Plan:
        """Return what `compile_plan` returns for `drawn`."""
        parts = self._parts.setdefault(frozenset(drawn), {})
        return WorldReading(self._spec, self._ranks, drawn, parts).part(_plan)

    def accounts(self, drawn: Mapping[str, float]) -> tuple[FloorAccount, ...]:
        """Return the account of each type of space that top-down streams enter, if played."""
        parts = self._parts.setdefault(frozenset(drawn), {})
        return (
            WorldReading(self._spec, self._ranks, drawn, parts)
            .part(asked_above, _entering)
            .accounts
        )


def turns(spec: Spec, path: str) -> bool:
    """Tell whether a number has a part in the plan, so that to hold it may change what is played.

    Standards, signals and the like judge what was played; no plan holds them.
    """
    leaf = leaves(spec).get(path)
    if leaf is None or isinstance(leaf, DateChance):
        return False
    drawn = {path: size(leaf)}
    reading = WorldReading(spec, IdRanks(spec), drawn, {})
    reading.part(_plan)
    return path in reading.read


def _plan(read: WorldReading) -> Plan:
    spec, ranks = read.spec, read.ranks
    tracks, streams, works = read.part(chains), read.part(_streams), read.part(lots)
    taken = read.part(renewals)
    space = read.part(capacity)
    rates = flows(streams, tracks)
    end = read.tick(spec.clock.end.last)
    return Plan(
        start_month=spec.clock.start.first // MONTH,
        end=end,
        record_from=read.tick((spec.clock.record_from or spec.clock.start).first),
        months=-(-end // MONTH),
        parks=tuple(ranks.parks),
        park_lucks=tuple(spec.parks[p].luck or p for p in ranks.parks),
        spaces=tuple(ranks.spaces),
        space_lucks=tuple(spec.spaces[s].luck or s for s in ranks.spaces),
        tracks=tuple(ranks.tracks),
        stages=tuple(ranks.stages),
        entities=read.part(_entities),
        strict=tuple(spec.spaces[s].queue == "strict" for s in ranks.spaces),
        max_waiting=tuple(_limit(spec.spaces[s].max_waiting) for s in ranks.spaces),
        units=read.part(units),
        floors=read.part(floors),
        capacity=space,
        ground=read.part(ground),
        occupied=read.part(occupied),
        limit=limits(space, works, taken),
        ground_limit=ground_limits(read.part(ground), works, taken, len(ranks.parks)),
        reserves=read.part(reserves),
        chains=tracks,
        answers=read.part(answers),
        streams=streams,
        named=tuple(
            read.part(_named, i) for i in sorted(spec.demand_used) if i not in ranks.streams
        ),
        lots=works,
        renewals=taken,
        triggers=read.part(triggers),
        pauses=read.part(pauses),
        candidates=tenants(len(ranks.spaces), streams, tracks, rates),
        fill_order=read.part(_fill_order),
        askers=_askers(read, streams, tracks, rates),
        queue=read.part(_queue),
        pipeline=pipeline(streams, tracks, rates, spec.opening.pipeline, spec.opening.building),
        returns=read.part(_returns),
        rents=read.part(rents),
        economy=read.part(economy),
        stakes=read.part(stakes),
        trades=tuple(spec.tracks[t].trade for t in ranks.tracks),
    )


def _askers(
    read: WorldReading, streams: Sequence[StreamPlan], chains: Chains, rates: Flows
) -> tuple[tuple[Asker, ...], ...]:
    spaces = len(read.ranks.spaces)
    ahead = any(project.let_ahead is not None for project in read.spec.supply.values())
    asked = ahead or read.spec.opening.queue
    return askers(spaces, streams, chains, rates) if asked else ((),) * spaces


def _queue(read: WorldReading) -> tuple[int, ...]:
    stated = read.spec.opening.queue
    numbers = [read.number(f"opening.queue.{s}", stated.get(s)) for s in read.ranks.spaces]
    return tuple(floor(number + 0.5) for number in numbers)


def _fill_order(read: WorldReading) -> tuple[int, ...]:
    usual = [
        [read.part(usual_stage, track, stage) for stage in order(read.spec, track)]
        for track in read.ranks.tracks
    ]
    return fill_order(len(read.ranks.spaces), usual)


def _limit(count: int | None) -> int:
    return FOREVER if count is None else count


def _entities(read: WorldReading) -> tuple[str, ...]:
    spec, ranks = read.spec, read.ranks
    companies = [*spec.demand_used, *spec.top_down_used]
    companies += [f"opening/{s}/{p}" for s in ranks.spaces for p in ranks.parks]
    companies += [f"pipeline/{i}/{stage}" for i in ranks.streams for stage in ranks.stages]
    if spec.opening.building:
        companies += [builder_id(i, stage) for i in ranks.streams for stage in ranks.stages]
    routes = [
        (stage, route(read, track, stage)[1])
        for track in ranks.tracks
        for stage in order(spec, track)
    ]
    if spec.opening.pipeline and any(route.housed for _, route in routes):
        companies += [housed_id(i, stage) for i in ranks.streams for stage in ranks.stages]
    companies += [
        let_ahead_id(lot_id(name, lot), space, park)
        for name, project in spec.supply.items()
        if project.let_ahead is not None
        for lot in range(project.lots)
        for space in project.mix
        for park in project.parks
    ]
    companies += map(queue_id, spec.opening.queue)
    firms = {
        stage
        for track in ranks.tracks
        for stage in order(spec, track)
        if "lines" in read.part(fields, track, stage)
    }
    companies += [line_id(firm, stage) for firm in companies for stage in firms]
    makers = {(stage, route.cdmo_demand.stream) for stage, route in routes if route.cdmo_demand}
    requests = {guest_id(maker, firm, stage) for stage, maker in makers for firm in companies}
    leaving = ranks.stages if spec.returns else []
    back = {return_id(company, stage) for company in {*companies, *requests} for stage in leaving}
    guests = {
        guest_id(maker, return_id(firm, left), stage)
        for stage, maker in makers
        for firm in companies
        for left in leaving
    }
    built = [lot_id(name, lot) for name, works in spec.supply.items() for lot in range(works.lots)]
    works = {*built, *spec.renewals, *spec.retirements}
    return tuple(sorted({*companies, *requests, *guests, *back, *works}))


def _streams(read: WorldReading) -> tuple[StreamPlan, ...]:
    alike = [read.part(_of_profiles, *key) for key in read.part(_profiles)]
    made = {stream.id: stream for streams in alike for stream in streams}
    return tuple([made[name] for name in read.ranks.streams])


def _block(read: WorldReading, name: str) -> tuple[str, Stream | TopDownStream]:
    """Return path and block of a stream."""
    above = read.spec.top_down_used.get(name)
    block = above or read.spec.demand[name]
    assert isinstance(block, Stream | TopDownStream)
    return f"{'top_down.streams' if above else 'demand'}.{name}", block


def _profiles(read: WorldReading) -> dict[tuple[bool, Curves], list[str]]:
    """Return the streams by whether they are top-down, and what multiplies their rates."""
    streams: dict[tuple[bool, Curves], list[str]] = {}
    for name in read.ranks.streams:
        key = name in read.spec.top_down_used, curves_of(*_block(read, name))
        streams.setdefault(key, []).append(name)
    return streams


def _of_profiles(read: WorldReading, above: bool, curves: Curves) -> list[StreamPlan]:
    heads, expected, starts = read.part(_arrivals, above, curves)
    arrivals = [array("d", row.tobytes()) for row in expected]
    rows = zip(heads, arrivals, starts, strict=True)
    return [StreamPlan._make((*head, *row)) for head, *row in rows]


def _arrivals(
    read: WorldReading, above: bool, curves: Curves
) -> tuple[list[tuple[Any, ...]], NDArray[np.float64], list[float]]:
    """Return of each stream what stands before its arrivals, and those; its rate at the start."""
    heads, rates = read.part(_above if above else _below, curves)
    return heads, *arrival_curves(read, curves, rates)


Before = tuple[list[tuple[Any, ...]], NDArray[np.float64]]
"""Streams with the same profiles before these multiply their rates, and those rates.

A part of its own, as ranges are mostly on what multiplies the rates of all.
"""


def _below(read: WorldReading, curves: Curves) -> Before:
    rates, growths = list[float](), list[float | None]()
    for name in read.part(_profiles)[False, curves]:
        block = read.spec.demand[name]
        assert isinstance(block, Stream)
        rates.append(read.number(f"demand.{name}.rate", block.rate))
        growing = block.growth is not None
        growths.append(read.number(f"demand.{name}.growth", block.growth) if growing else None)
    return read.part(_heads, False, curves), rates_before(read, curves, rates, growths)


def _above(read: WorldReading, curves: Curves) -> Before:
    streams = read.part(_heads, True, curves)
    asked = read.part(asked_above, _entering).streams
    rates = [asked[name] for name in read.part(_profiles)[True, curves]]
    return streams, np.array([rate * stepped(read, curves, levels) for rate, levels in rates])


def _heads(read: WorldReading, above: bool, curves: Curves) -> list[tuple[Any, ...]]:
    """Return of each stream what stands before its arrivals and its rate at the start."""
    streams = []
    for name in read.part(_profiles)[above, curves]:
        _, block = _block(read, name)
        place, grew = read.part(entry, name), _grew(read, name)
        streams.append((name, block.luck or name, *place, *grew, times(read, curves)))
    return streams


def _entering(read: WorldReading) -> tuple[list[StreamPlan], NDArray[np.float64]]:
    """Return the streams of `demand`, and companies a month that enter in each step, by stream."""
    below = [curves for above, curves in read.part(_profiles) if not above]
    streams = [stream for curves in below for stream in read.part(_of_profiles, False, curves)]
    rates = [
        mean_rates(read, curves, STEP * MONTH, read.part(_arrivals, False, curves)[1])
        for curves in below
    ]
    return streams, np.concatenate(rates) if rates else np.empty((0, 0))


def _grew(read: WorldReading, name: str) -> tuple[float, int]:
    """Return how a stream grew before the clock, per month, and the position that it grew into."""
    path, block = _block(read, name)
    opening, (_, position) = read.spec.opening, read.part(entry, name)
    usual = "opening.growth", opening.growth, opening.growth_into
    own = f"{path}.grew", block.grew, block.grew_into
    key, growth, into = usual if block.grew is None else own
    if into is not None:
        chain = order(read.spec, block.track)
        if into not in chain[position:]:  # these companies never pass there
            return 0.0, position
        position = chain.index(into)
    return log1p(read.number(key, growth)) / YEAR, position


def _named(read: WorldReading, name: str) -> NamedPlan:
    block = read.spec.demand[name]
    assert isinstance(block, NamedProject)
    space = read.part(fields, block.track, block.entry)["space"][1]
    area = read.number(f"demand.{name}.area", block.area) * read.factor(block.basis, space)
    return NamedPlan(
        id=name,
        luck=block.luck or name,
        track=read.ranks.tracks.index(block.track),
        entry=order(read.spec, block.track).index(block.entry),
        earliest=read.tick(block.date.earliest),
        latest=read.tick(block.date.latest),
        area=to_area(area),
        own_plant=block.own_plant,
    )


def _returns(read: WorldReading) -> ReturnPlan | None:
    block = read.spec.returns
    if block is None:
        return None
    rate = read.number("returns.rate", block.rate)
    away = Distribution("exponential", (YEAR / rate,)) if rate > 0.0 else NEVER
    return ReturnPlan(away, frozenset(block.after))
