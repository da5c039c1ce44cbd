"""From a scenario and one drawing of its ranged numbers to a plan in model units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.scenario.arrivals import arrival_curve
from sim.scenario.distributions import Distribution
from sim.scenario.opening import candidates, fill_order, flows, pipeline
from sim.scenario.plan import (
    FOREVER,
    MONTH,
    Growth,
    LotPlan,
    NamedPlan,
    Plan,
    RenewalPlan,
    ReservePlan,
    StagePlan,
    StreamPlan,
    Timing,
    to_area,
    to_ticks,
)
from sim.scenario.schema import Spec
from sim.scenario.schema.demand import NamedProject, Route, StageFields, Stream
from sim.scenario.schema.supply import Works
from sim.scenario.split import split
from sim.scenario.values import Chance, Number

_NOW = Distribution("constant", (0.0,))
_NEVER = Distribution("forever", ())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads numbers with the values drawn for their ranges."""

    spec: Spec
    drawn: Mapping[str, float]

    def number(self, path: str, number: Number | None, absent: float = 0.0) -> float:
        return absent if number is None else self.drawn.get(path, number.value)

    def law(self, path: str, chance: Chance | None, absent: Distribution = _NOW) -> Distribution:
        if chance is None:
            return absent
        law, mean = chance.dist, self.drawn.get(path)
        if mean is None:
            return law
        return law.scaled(mean / law.mean) if law.mean > 0 else Distribution("constant", (mean,))

    def tick(self, absolute: int) -> int:
        return absolute - self.spec.clock.start.first

    def lettable(self, space: str) -> float:
        return self.number(f"spaces.{space}.lettable", self.spec.spaces[space].lettable)

    def factor(self, basis: str, space: str) -> float:
        """Lettable m² per m² as stated."""
        return self.lettable(space) if basis == "gross" else 1.0


def compile_plan(spec: Spec, drawn: Mapping[str, float] | None = None) -> Plan:
    """Return the plan of a checked scenario.

    `drawn` holds the values of ranged numbers by path (canonical units; for a law: its mean);
    without it every range is held at its value.
    """
    read = _Reader(spec, drawn or {})
    parks, spaces = sorted(spec.parks), sorted(spec.spaces)
    tracks, stages = sorted(spec.tracks), sorted(spec.stages)
    ranks = _Ranks(parks, spaces, tracks, stages, _stream_ids(spec))
    chains = tuple(_chain(read, ranks, track) for track in tracks)
    streams = tuple(_stream(read, ranks, i) for i in ranks.streams)
    named = tuple(_named(read, ranks, i) for i in sorted(spec.demand) if i not in ranks.streams)
    capacity, occupied = _stock(read, ranks)
    lots = tuple(lot for i in sorted(spec.supply) for lot in _lots(read, ranks, i))
    renewals = tuple(_renewal(read, ranks, i) for i in sorted(spec.renewals))
    limit = list(capacity)
    for lot in lots:
        for pool, area in lot.cells:
            limit[pool] += area
    for renewal in renewals:
        taken = renewal.area if renewal.target == renewal.pool else 0
        limit[renewal.target] += max(0, to_area(renewal.area * renewal.ratio) - taken)
    rates = flows(streams, chains)
    end = read.tick(spec.clock.end.last)
    return Plan(
        start_month=spec.clock.start.first // MONTH,
        end=end,
        record_from=read.tick((spec.clock.record_from or spec.clock.start).first),
        months=-(-end // MONTH),
        parks=tuple(parks),
        park_lucks=tuple(spec.parks[p].luck or p for p in parks),
        spaces=tuple(spaces),
        space_lucks=tuple(spec.spaces[s].luck or s for s in spaces),
        tracks=tuple(tracks),
        stages=tuple(stages),
        entities=_entities(ranks, chains, streams, named, lots, renewals),
        strict=tuple(spec.spaces[s].queue == "strict" for s in spaces),
        max_waiting=tuple(_limit(spec.spaces[s].max_waiting) for s in spaces),
        capacity=capacity,
        occupied=occupied,
        limit=tuple(limit),
        reserves=_reserves(read, ranks),
        chains=chains,
        streams=streams,
        named=named,
        lots=lots,
        renewals=renewals,
        candidates=candidates(len(spaces), len(parks), streams, chains, rates),
        fill_order=fill_order(len(spaces), chains),
        pipeline=pipeline(streams, chains, rates) if spec.opening.pipeline else (),
    )


@dataclass(frozen=True, slots=True)
class _Ranks:
    parks: list[str]
    spaces: list[str]
    tracks: list[str]
    stages: list[str]
    streams: list[str]

    def pool(self, space: str, park: str) -> int:
        return self.spaces.index(space) * len(self.parks) + self.parks.index(park)

    @property
    def pools(self) -> int:
        return len(self.spaces) * len(self.parks)


def _stream_ids(spec: Spec) -> list[str]:
    return sorted(i for i, block in spec.demand.items() if isinstance(block, Stream))


def _limit(count: int | None) -> int:
    return FOREVER if count is None else count


def _entities(
    ranks: _Ranks,
    chains: Sequence[Sequence[StagePlan]],
    streams: Sequence[StreamPlan],
    named: Sequence[NamedPlan],
    lots: Sequence[LotPlan],
    renewals: Sequence[RenewalPlan],
) -> tuple[str, ...]:
    companies = [s.id for s in streams] + [n.id for n in named]
    companies += [f"opening/{s}/{p}" for s in ranks.spaces for p in ranks.parks]
    companies += [f"pipeline/{s.id}/{stage}" for s in streams for stage in ranks.stages]
    asked = {
        f"{streams[s.cdmo_stream].id}:{company}/{ranks.stages[s.stage]}"
        for chain in chains
        for s in chain
        if s.cdmo_stream >= 0
        for company in companies
    }
    works = [lot.id for lot in lots] + [r.id for r in renewals]
    return tuple(sorted({*companies, *asked, *works}))


def stage_fields(spec: Spec, track: str, stage: str) -> dict[str, tuple[str, Any]]:
    """Return each field that is set for a stage of a track as name → (path, value).

    The track's own value wins over the one under `stages`.
    """
    own = spec.tracks[track].stages.get(stage, StageFields())
    blocks = ((f"stages.{stage}", spec.stages[stage]), (f"tracks.{track}.stages.{stage}", own))
    return {
        name: (f"{path}.{name}", getattr(block, name))
        for path, block in blocks
        for name in StageFields.model_fields
        if getattr(block, name) is not None
    }


def _chain(read: _Reader, ranks: _Ranks, track: str) -> tuple[StagePlan, ...]:
    chain = read.spec.tracks[track].chain or read.spec.chain
    return tuple(_stage(read, ranks, track, stage) for stage in chain)


def _stage(read: _Reader, ranks: _Ranks, track: str, stage: str) -> StagePlan:
    fields = stage_fields(read.spec, track, stage)

    def value(name: str, absent: Any = None) -> Any:
        return fields[name][1] if name in fields else absent

    def law(name: str, absent: Distribution) -> Distribution:
        return read.law(*fields[name], absent) if name in fields else absent

    def span(name: str, absent: int) -> int:
        return to_ticks(read.number(*fields[name])) if name in fields else absent

    space = value("space")
    lettable = read.factor(value("basis"), space)
    path, route = fields.get("route", ("", Route()))
    weights, order = _parks(read, ranks, fields)
    return StagePlan(
        stage=ranks.stages.index(stage),
        luck=read.spec.stages[stage].luck or stage,
        spaces=tuple(ranks.spaces.index(s) for s in [space, *value("substitutes", [])]),
        area=law("area", _NOW).scaled(lettable),
        duration=law("duration", _NOW),
        fit_out=law("fit_out", _NOW),
        patience=law("patience", _NEVER),
        build=read.law(f"{path}.build", route.build),
        elsewhere=read.number(f"{path}.elsewhere", route.elsewhere),
        cdmo=read.number(f"{path}.cdmo", route.cdmo),
        self_build=read.number(f"{path}.self_build", route.self_build),
        cdmo_stream=ranks.streams.index(route.cdmo_demand.stream) if route.cdmo_demand else -1,
        cdmo_share=read.number(
            f"{path}.cdmo_demand.share", route.cdmo_demand.share if route.cdmo_demand else None
        ),
        success=read.number(*fields["success"]) if "success" in fields else 1.0,
        look_ahead=span("look_ahead", 0),
        prelet=span("prelet", 0),
        release=value("while_waiting") == "release",
        keep=bool(value("keep", False)),
        priority=value("priority", 0),
        weights=weights,
        order=order,
        stay_put=bool(value("stay_put", False)),
        choices=value("choices", len(ranks.parks)),
        spillover=span("spillover_after", FOREVER),
        growth=_growth(read, fields, lettable, law("fit_out", _NOW)),
    )


def _parks(
    read: _Reader, ranks: _Ranks, fields: Mapping[str, tuple[str, Any]]
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    if "park_order" in fields:
        order = tuple(ranks.parks.index(p) for p in fields["park_order"][1])
        return tuple(1.0 if i in order else 0.0 for i in range(len(ranks.parks))), order
    if "parks" not in fields:
        return (1.0,) * len(ranks.parks), ()
    path, given = fields["parks"]
    return tuple(read.number(f"{path}.{p}", given.get(p)) for p in ranks.parks), ()


def _growth(
    read: _Reader, fields: Mapping[str, tuple[str, Any]], lettable: float, fit_out: Distribution
) -> Growth | None:
    if "expansion" not in fields:
        return None
    path, block = fields["expansion"]
    return Growth(
        every=read.law(f"{path}.every", block.every),
        area=read.law(f"{path}.area", block.area).scaled(lettable),
        patience=read.law(f"{path}.patience", block.patience, _NEVER),
        fit_out=read.law(f"{path}.fit_out", block.fit_out, fit_out),
    )


def _stream(read: _Reader, ranks: _Ranks, name: str) -> StreamPlan:
    block = read.spec.demand[name]
    assert isinstance(block, Stream)
    times, arrivals, rate = arrival_curve(read.spec, name, block, read.drawn)
    track = block.track
    chain = read.spec.tracks[track].chain or read.spec.chain
    return StreamPlan(
        id=name,
        luck=block.luck or name,
        track=ranks.tracks.index(track),
        entry=chain.index(block.entry),
        times=times,
        arrivals=arrivals,
        rate=rate,
    )


def _named(read: _Reader, ranks: _Ranks, name: str) -> NamedPlan:
    block = read.spec.demand[name]
    assert isinstance(block, NamedProject)
    chain = read.spec.tracks[block.track].chain or read.spec.chain
    space = stage_fields(read.spec, block.track, block.entry)["space"][1]
    area = read.number(f"demand.{name}.area", block.area) * read.factor(block.basis, space)
    return NamedPlan(
        id=name,
        luck=block.luck or name,
        track=ranks.tracks.index(block.track),
        entry=chain.index(block.entry),
        earliest=read.tick(block.date.earliest),
        latest=read.tick(block.date.latest),
        area=to_area(area),
    )


def _stock(read: _Reader, ranks: _Ranks) -> tuple[tuple[int, ...], tuple[int, ...]]:
    capacity, occupied = [0] * ranks.pools, [0] * ranks.pools
    for space, stock in read.spec.stock.items():
        path = f"stock.{space}"
        total = to_area(read.number(f"{path}.area", stock.area) * read.factor(stock.basis, space))
        parks = sorted(stock.parks)
        weights = [read.number(f"{path}.parks.{p}", stock.parks[p]) for p in parks]
        share = read.number(f"{path}.occupied", stock.occupied)
        for park, area in zip(parks, split(total, weights), strict=True):
            pool = ranks.pool(space, park)
            capacity[pool] = area
            occupied[pool] = min(area, int(area * share + 0.5))
    return tuple(capacity), tuple(occupied)


def _reserves(read: _Reader, ranks: _Ranks) -> tuple[ReservePlan | None, ...]:
    found: list[ReservePlan | None] = [None] * ranks.pools
    for name, reserve in read.spec.reserves.items():
        plan = ReservePlan(
            share=read.number(f"reserves.{name}.share", reserve.share),
            tracks=frozenset(ranks.tracks.index(t) for t in reserve.tracks),
        )
        for park in reserve.parks:
            found[ranks.pool(reserve.space, park)] = plan
    return tuple(found)


def _timing(read: _Reader, path: str, works: Works) -> Timing:
    return Timing(
        earliest=read.tick(works.start.earliest),
        latest=read.tick(works.start.latest),
        construction=read.law(f"{path}.construction", works.construction),
        slip=read.law(f"{path}.slip", works.slip),
        slip_common=read.law(f"{path}.slip_common", works.slip_common),
        lag=read.law(f"{path}.lag", works.lag),
    )


def _lots(read: _Reader, ranks: _Ranks, name: str) -> list[LotPlan]:
    project, path = read.spec.supply[name], f"supply.{name}"
    ratio = read.number(f"{path}.lettable", project.lettable)
    total = to_area(
        read.number(f"{path}.area", project.area) * (ratio if project.basis == "gross" else 1.0)
    )
    cells = [(s, p) for s in sorted(project.mix) for p in sorted(project.parks)]
    weights = [
        read.number(f"{path}.mix.{s}", project.mix[s])
        * read.number(f"{path}.parks.{p}", project.parks[p])
        for s, p in cells
    ]
    pools = [ranks.pool(s, p) for s, p in cells]
    stop = project.suspension
    return [
        LotPlan(
            id=f"{name}/{lot:03d}",
            luck=project.luck or name,
            lot=lot,
            cells=tuple((p, a) for p, a in zip(pools, split(area, weights), strict=True) if a > 0),
            timing=_timing(read, path, project),
            suspended=read.number(f"{path}.suspension.chance", stop.chance if stop else None),
            resume=read.law(f"{path}.suspension.resume", stop.resume if stop else None, _NEVER),
        )
        for lot, area in enumerate(split(total, [1.0] * project.lots))
    ]


def _renewal(read: _Reader, ranks: _Ranks, name: str) -> RenewalPlan:
    block, path = read.spec.renewals[name], f"renewals.{name}"
    area = read.number(f"{path}.area", block.area) * read.factor(block.basis, block.space)
    return RenewalPlan(
        id=name,
        luck=block.luck or name,
        pool=ranks.pool(block.space, block.park),
        target=ranks.pool(block.becomes or block.space, block.park),
        area=to_area(area),
        ratio=read.number(f"{path}.ratio", block.ratio),
        vacate_by=read.tick(block.vacate_by.last),
        timing=_timing(read, path, block),
    )
