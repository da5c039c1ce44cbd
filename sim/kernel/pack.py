"""A plan as records and arrays: what compiled code reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from sim.draws.keys import word
from sim.kernel import layout
from sim.kernel.arrays import placed
from sim.kernel.lawbook import LawBook
from sim.model.log import Fate
from sim.scenario.plan.eventkey import KIND_BITS, EventKey
from sim.scenario.plan.plan import RETURNS, Plan, StagePlan, Timing, builder_id, return_id
from sim.scenario.plan.split import part
from sim.scenario.values.distributions import Distribution

Numbers = dict[str, Any]

BUCKET_BITS = 13
"""The calendar has at most so many powers of two of buckets."""


@dataclass(frozen=True)
class Packed:
    """A plan in memory: numbers and arrays by the name of their field in `layout.CITY`."""

    plan: Plan
    numbers: dict[str, int]
    arrays: dict[str, NDArray[Any]]
    starts: dict[str, NDArray[np.void]]
    """What a replication changes, as it is at the start; each works on a copy."""
    kept: tuple[object, ...]
    """Further arrays that records point to."""


def pack(plan: Plan) -> Packed:
    """Return a plan in memory; TooLargeError if an event key cannot tell its companies apart."""
    key, book = EventKey.of(plan), LawBook()
    rank = _ranks(plan.entities)
    ranks = sorted({stage.priority for chain in plan.chains for stage in chain})
    weights, fixed, substitutes = _Column(float64), _Column(int64), _Column(int64)
    firsts = np.cumsum([0, *(len(chain) for chain in plan.chains)])
    stages = [
        _stage(plan, track, position, book, ranks, weights, fixed, substitutes)
        for track, chain in enumerate(plan.chains)
        for position in range(len(chain))
    ]
    points, streams = _Column(float64), []
    for stream in plan.streams:
        streams.append(
            {
                "luck": _word(stream.luck),
                "entity": rank[stream.id],
                "track": stream.track,
                "entry": firsts[stream.track] + stream.entry,
                "points": len(stream.times),
                "times": points.add(stream.times),
                "arrivals": points.add(stream.arrivals),
            }
        )
    named = [
        {
            "luck": _word(one.luck),
            "entity": rank[one.id],
            "track": one.track,
            "entry": firsts[one.track] + one.entry,
            "earliest": one.earliest,
            "latest": one.latest,
            "area": one.area,
            "own_plant": one.own_plant,
        }
        for one in plan.named
    ]
    lots, renewals = _works(plan, rank, book)
    looked_at = _Column(int64)
    triggers = _triggers(plan, looked_at)
    candidate_at, candidates = _candidates(plan, firsts, weights, book)
    pipeline = [
        {
            "luck": _word(f"{_luck(plan, entry.stream, entry.position)}"),
            "entity": rank[
                f"pipeline/{plan.streams[entry.stream].id}/"
                f"{plan.stages[_stage_of(plan, entry.stream, entry.position).stage]}"
            ],
            "entry": firsts[plan.streams[entry.stream].track] + plan.streams[entry.stream].entry,
            "place": firsts[plan.streams[entry.stream].track] + entry.position,
            "cdmo": entry.cdmo,
            "self_build": entry.self_build,
            "no_space": entry.no_space,
            "grew": entry.grew,
            **_midway(
                book,
                entry.grew,
                duration=_stage_of(plan, entry.stream, entry.position).duration,
                build=_stage_of(plan, entry.stream, entry.position).build,
            ),
            "building": entry.building,
            "builders": rank.get(
                builder_id(
                    plan.streams[entry.stream].id,
                    plan.stages[_stage_of(plan, entry.stream, entry.position).stage],
                ),
                -1,
            ),
        }
        for entry in plan.pipeline
    ]
    return_law = book.law(plan.returns.away) if plan.returns else -1
    pools, lanes = _pools(plan)
    arrays = {
        "laws": book.laws,
        "tables": book.tables,
        "picks": book.picks,
        "stage_records": layout.rows(layout.STAGE, stages),
        "named": layout.rows(layout.NAMED, named),
        "trigger_pools": looked_at.array,
        "candidates": layout.rows(layout.CANDIDATE, candidates),
        "pipeline": layout.rows(layout.PIPELINE, pipeline),
        "substitutes": substitutes.array,
        "weights": weights.array,
        "curves": points.array,
        "orders_fixed": fixed.array,
        "members": _members(plan),
        "park_words": np.array([_word(luck) for luck in plan.park_lucks], np.uint64),
        "max_waiting": np.array(plan.max_waiting, int64),
        "fill": np.array(plan.fill_order, int64),
        "candidate_at": candidate_at,
        "tenant_entities": np.array(
            [rank[f"opening/{s}/{p}"] for s in plan.spaces for p in plan.parks], int64
        ),
    }
    content_bits = KIND_BITS + key.entity_bits + key.number_bits + key.stage_bits + key.ordinal_bits
    wide = max(0, plan.end.bit_length() - BUCKET_BITS)
    starts = {
        "pool_records": pools,
        "rents": _rents(plan),
        "sites": _sites(plan, rank),
        "streams": layout.rows(layout.STREAM, streams),
        "lots": layout.rows(layout.LOT, lots),
        "renewals": layout.rows(layout.RENEWAL, renewals),
        "triggers": layout.rows(layout.TRIGGER, triggers),
    }
    numbers: dict[str, int] = {
        "bucket_count": (plan.end >> wide) + 1,
        "bucket_shift": content_bits + wide,
        "content_bits": content_bits,
        "parks": len(plan.parks),
        "spaces": len(plan.spaces),
        "pools": len(pools),
        "stages": len(plan.stages),
        "tracks": len(plan.tracks),
        "entities": len(plan.entities),
        "end": plan.end,
        "months": plan.months,
        "ranks": len(ranks),
        "lanes": lanes,
        "longest": max(map(len, plan.chains)),
        "stream_count": len(streams),
        "named_count": len(named),
        "lot_count": len(lots),
        "renewal_count": len(renewals),
        "trigger_count": len(triggers),
        "pipeline_count": len(pipeline),
        "number_bits": key.number_bits,
        "stage_bits": key.stage_bits,
        "entity_bits": key.entity_bits,
        "ordinal_bits": key.ordinal_bits,
        "strict": int(plan.any_strict),
        "return_law": return_law,
        "return_after": sum(1 << fate for fate in Fate if _may_return(plan, fate)),
        "reads_month_ends": int(plan.reads_month_ends),
    }
    arrays = {name: placed(array) for name, array in arrays.items()}
    return Packed(plan, numbers, arrays | _names(plan), starts, tuple(book.kept))


_word = lru_cache(maxsize=1 << 14)(word)


@lru_cache(maxsize=8)
def _ranks(entities: tuple[str, ...]) -> dict[str, int]:
    return {name: i for i, name in enumerate(entities)}


class _Column:
    """Numbers put one after the other; each addition is known by where it begins."""

    def __init__(self, kind: type) -> None:
        self._kind, self._values = kind, list[float]()

    def add(self, values: Sequence[float]) -> int:
        begin = len(self._values)
        self._values.extend(values)
        return begin

    @property
    def array(self) -> NDArray[Any]:
        return np.array(self._values, self._kind)


def _stage_of(plan: Plan, stream: int, position: int) -> StagePlan:
    return plan.chains[plan.streams[stream].track][position]


def _luck(plan: Plan, stream: int, position: int) -> str:
    return f"{plan.streams[stream].luck}/{_stage_of(plan, stream, position).luck}"


def _stage(
    plan: Plan,
    track: int,
    position: int,
    book: LawBook,
    ranks: Sequence[int],
    weights: _Column,
    fixed: _Column,
    substitutes: _Column,
) -> Numbers:
    stage, growth = plan.chains[track][position], plan.chains[track][position].growth
    row: Numbers = {
        "luck": _word(stage.luck),
        "stage": stage.stage,
        "track": track,
        "last": position + 1 == len(plan.chains[track]),
        "space": stage.spaces[0] if stage.spaces else -1,
        "spaces": substitutes.add(stage.spaces),
        "substitutes": len(stage.spaces),
        "rank": ranks.index(stage.priority),
        "weights": weights.add(stage.weights),
        "order": fixed.add(stage.order) if stage.order else -1,
        "parks": len(stage.order),
        "heavy": stage.heavy,
        "grows": growth is not None,
    }
    for name in ("area", "duration", "fit_out", "patience", "build"):
        row[name] = book.law(getattr(stage, name))
    for name in ("cdmo_area", "plant"):
        law = getattr(stage, name)
        row[name] = -1 if law is None else book.law(law)
    for name in (
        "elsewhere",
        "cdmo",
        "self_build",
        "cdmo_stream",
        "cdmo_share",
        "cdmo_chance",
        "success",
        "look_ahead",
        "prelet",
        "release",
        "keep",
        "stay_put",
        "choices",
        "spillover",
    ):
        row[name] = getattr(stage, name)
    if growth is not None:
        row |= {
            "every": book.law(growth.every),
            "every_biased": book.biased(growth.every),
            "more_area": book.law(growth.area),
            "more_patience": book.law(growth.patience),
            "more_fit_out": book.law(growth.fit_out),
        }
    return row


def _timing(timing: Timing, book: LawBook) -> Numbers:
    return {
        "trigger": timing.trigger,
        "earliest": timing.earliest,
        "latest": timing.latest,
        "lead": book.law(timing.lead),
        "construction": book.law(timing.construction),
        "slip": book.law(timing.slip),
        "slip_common": book.law(timing.slip_common),
        "lag": book.law(timing.lag),
    }


def _works(plan: Plan, rank: dict[str, int], book: LawBook) -> tuple[list[Numbers], list[Numbers]]:
    """Return lots and renewals; each lot has a site for every cell, each renewal has one."""
    lots: list[Numbers] = []
    renewals: list[Numbers] = []
    site = 0
    for lot in plan.lots:
        lots.append(
            {
                "luck": _word(lot.luck),
                "entity": rank[lot.id],
                "lot": lot.lot,
                "site": site,
                "sites": len(lot.cells),
                "area": sum(area for _, area in lot.cells),
                "suspended": lot.suspended,
                "resume": book.law(lot.resume),
                **_timing(lot.timing, book),
            }
        )
        site += len(lot.cells)
    for one in plan.renewals:
        renewals.append(
            {
                "luck": _word(one.luck),
                "entity": rank[one.id],
                "pool": one.pool,
                "target": one.target,
                "area": one.area,
                "vacate_by": one.vacate_by,
                "vacate_within": one.vacate_within,
                "site": site,
                "ratio": one.ratio,
                "ground": one.ground,
                **_timing(one.timing, book),
            }
        )
        site += 1
    return lots, renewals


def _triggers(plan: Plan, looked_at: _Column) -> list[Numbers]:
    """Return the triggers, each with the lots in order, or the renewal, that it decides."""
    rows = []
    for place, trigger in enumerate(plan.triggers):
        lots = [i for i, lot in enumerate(plan.lots) if lot.timing.trigger == place]
        renewals = [i for i, one in enumerate(plan.renewals) if one.timing.trigger == place]
        own = renewals or lots
        first = looked_at.add(trigger.pools)
        rows.append(
            {
                "pool": first,
                "pool_end": first + len(trigger.pools),
                "under": trigger.under,
                "needed": trigger.months,
                "earliest": trigger.earliest,
                "latest": trigger.latest,
                "pipeline": trigger.pipeline,
                "renews": bool(renewals),
                "next": min(own, default=0),
                "last": max(own, default=-1) + 1,
                "share": trigger.share,
            }
        )
    return rows


def _rents(plan: Plan) -> NDArray[np.void]:
    answers = dict.fromkeys(("by_area", "by_expansion", "by_elsewhere"), 1.0)
    rows: list[Numbers] = []
    for one in plan.rents:
        rows.append({**answers})
        if one is not None:
            rows[-1] |= {
                "moves": True,
                "natural": one.natural_vacancy,
                "adjustment": one.adjustment,
                "reversion": one.reversion,
                "area": one.area,
                "expansion": one.expansion,
                "elsewhere": one.elsewhere,
            }
    return layout.rows(layout.RENT, rows)


def _sites(plan: Plan, rank: dict[str, int]) -> NDArray[np.void]:
    parks = len(plan.parks)
    cells = [
        (pool, area, part(area, lot.ground[pool // parks]))
        for lot in plan.lots
        for pool, area in lot.cells
    ]
    cells += [(one.target, 0, 0) for one in plan.renewals]
    sites = np.zeros(len(cells), layout.SITE)
    columns = np.array(cells, int64).reshape(-1, 3).T
    sites["pool"], sites["area"], sites["ground"] = columns
    owners = [rank[lot.id] for lot in plan.lots for _ in lot.cells]
    sites["entity"] = owners + [rank[one.id] for one in plan.renewals]
    sites["committed"] = sites["next"] = -1
    return sites


def _candidates(
    plan: Plan, firsts: NDArray[Any], weights: _Column, book: LawBook
) -> tuple[NDArray[Any], list[Numbers]]:
    begins, rows = [0], list[Numbers]()
    for options in plan.candidates:
        for option in options:
            stream = plan.streams[option.stream]
            stage = plan.chains[stream.track][option.position]
            rows.append(
                {
                    "luck": _word(_luck(plan, option.stream, option.position)),
                    "entry": firsts[stream.track] + stream.entry,
                    "place": firsts[stream.track] + option.position,
                    "weights": weights.add(option.weights),
                    "grew": option.grew,
                    "fit_out_mean": option.fit_out,
                    "duration_mean": option.stay,
                    **_midway(book, option.grew, fit_out=stage.fit_out, duration=stage.duration),
                }
            )
        begins.append(len(rows))
    return np.array(begins, int64), rows


def _midway(book: LawBook, grew: float, **laws: Distribution) -> Numbers:
    """Return the laws of the whole of spans met midway, with their tables."""
    row: Numbers = {}
    for name, law in laws.items():
        row[name], row[f"{name}_table"] = book.midway(law, grew)
    return row


def _members(plan: Plan) -> NDArray[Any]:
    members = np.ones((len(plan.capacity), len(plan.tracks)), int64)
    for pool, reserve in enumerate(plan.reserves):
        if reserve is not None:
            members[pool] = [track in reserve.tracks for track in range(len(plan.tracks))]
    return members


def _pools(plan: Plan) -> tuple[NDArray[np.void], int]:
    """Return the pools at the start, and how many waiting lanes they have for each priority."""
    rows, lanes = [], 0
    for pool, reserve in enumerate(plan.reserves):
        space, park = divmod(pool, len(plan.parks))
        rows.append(
            {
                "capacity": plan.capacity[pool],
                "built": plan.capacity[pool],
                "limit": plan.limit[pool],
                "unit": plan.units[space],
                "floors": plan.floors[space] is not None,
                "ground": plan.ground[pool],
                "ground_built": plan.ground[pool],
                "ground_limit": plan.ground_limit[pool],
                "strict": plan.strict[space],
                "reserved": reserve is not None,
                "reserve": reserve.share if reserve else 0.0,
                "occupied": plan.occupied[pool],
                "lane": lanes,
                "site": -1,
                "luck": _word(f"{plan.space_lucks[space]}@{plan.park_lucks[park]}"),
            }
        )
        lanes += 1 + (reserve is not None)
    return layout.rows(layout.POOL, rows), lanes


def _names(plan: Plan) -> dict[str, NDArray[Any]]:
    """Return the entities of companies that come because of another one; they are many."""
    streams = tuple(one.id for one in plan.streams)
    return {
        "guest_entities": _guests(plan.entities, streams, plan.stages),
        "return_entities": _returns(plan.entities, plan.stages),
    }


@lru_cache(maxsize=8)
def _guests(
    entities: tuple[str, ...], streams: tuple[str, ...], stages: tuple[str, ...]
) -> NDArray[Any]:
    """Return the entity of a guest by (contract makers' stream, company's entity, stage)."""
    rank, guests = _ranks(entities), np.full((len(streams), len(entities), len(stages)), -1, int64)
    for name, entity in rank.items():
        stream, colon, rest = name.partition(":")
        company, _, stage = rest.rpartition("/")
        if colon and not name.startswith(RETURNS):
            guests[streams.index(stream), rank[company], stages.index(stage)] = entity
    return placed(guests)


def _may_return(plan: Plan, fate: Fate) -> bool:
    return plan.returns is not None and fate.name.lower() in plan.returns.after


@lru_cache(maxsize=8)
def _returns(entities: tuple[str, ...], stages: tuple[str, ...]) -> NDArray[Any]:
    """Return the entity of a firm that comes back by (entity that left, stage)."""
    rank = _ranks(entities)
    found = [rank.get(return_id(name, stage), -1) for name in entities for stage in stages]
    return placed(np.array(found, int64))
