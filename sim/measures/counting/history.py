"""What happened in one replication, as tables; from here on nobody reads the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.counts import Census, beginnings, census, flows
from sim.measures.counting.levels import POOL, Jumps
from sim.measures.counting.paused import paused_sites
from sim.measures.counting.plants import OwnPlants, plants
from sim.measures.counting.requests import (
    BEFORE_START,
    OCCUPANCY,
    Requests,
    occupancy,
    place,
    requests,
)
from sim.measures.counting.rows import LogRows, amounts, by_kind, codes, in_stages
from sim.measures.months import Ints
from sim.model.log import Log, What
from sim.scenario.plan.plan import Plan

_POOL_OF_OCCUPANCY = np.array([POOL.index(name) for name in OCCUPANCY])


@dataclass(frozen=True)
class History:
    """Tables of one replication: over a megabyte, so that a run keeps its `Tally` instead."""

    replication: int
    events: int
    """Rows of the log."""
    requests: Requests
    stays: Stays
    plants: OwnPlants
    built: NDArray[np.int64]
    """Changes of what is built, [change, (tick, pool, m², measure of POOL)]."""
    ground: NDArray[np.int64]
    """Changes of capacity on ground floors, [change, (tick, pool, m²)]."""
    sites: Ints
    """Building sites, [site, (entity, pool, m², start tick, opening tick or −1 for never)].

    Lots that a trigger or a pause did not let begin are last; their start is −1.
    """
    paused: Ints
    """Sites that waited before they began, as from `paused.paused_sites`."""
    taken: Ints
    """What works took back, [renewal or retirement, (planned, taken)], m²."""
    leased_open: NDArray[np.int64]
    """Leased at the opening, [pool], m²."""
    flows: NDArray[np.int32]
    """Counts, [month, stage, track, flow of FLOW]."""
    census: Census


def history(log: Log) -> History:
    """Sort out what a log says."""
    plan, kinds = log.plan, by_kind(log.rows)
    started, opened, sites = beginnings(kinds), kinds[What.OPENED], kinds[What.CONSTRUCTION]
    waited = paused_sites(kinds)
    leased_open = np.zeros(len(plan.capacity), dtype=np.int64)
    np.add.at(leased_open, opened.pool, opened.area)
    return History(
        replication=log.replication,
        events=len(log.rows),
        requests=requests(kinds, len(plan.parks)),
        stays=stays(started, kinds[What.STAGE_ENDED]),
        plants=plants(kinds),
        built=construction(kinds, plan),
        ground=ground_built(kinds, plan),
        sites=with_lots_not_begun(
            np.stack([sites.entity, sites.pool, sites.area, sites.tick, sites.aux], axis=1),
            waited,
            plan,
        ),
        paused=waited,
        taken=_taken(kinds[What.WITHDRAWN], plan),
        leased_open=leased_open,
        flows=flows(kinds, started, plan),
        census=census(kinds),
    )


def _taken(rows: LogRows, plan: Plan) -> Ints:
    """Add up by works what was taken back, beside what was to be."""
    place = {name: rank for rank, name in enumerate(plan.entities)}
    entities = np.array([place[works.id] for works in plan.renewals], dtype=np.int64)
    areas = np.zeros(len(plan.entities), dtype=np.int64)
    np.add.at(areas, rows.entity, rows.area)
    planned = np.array([works.area for works in plan.renewals], dtype=np.int64)
    return amounts(np.stack([planned, areas[entities]], axis=1))


def with_lots_not_begun(begun: NDArray[np.int64], paused: Ints, plan: Plan) -> Ints:
    """Add the sites of lots that wait for a decision, or waited, and never began, to the others."""
    if not plan.triggers and not plan.pauses:
        return amounts(begun)
    rank = {name: entity for entity, name in enumerate(plan.entities)}
    known, waited = set(begun[:, 0].tolist()), set(paused[:, 0].tolist())
    waiting = [
        (rank[lot.id], pool, area, -1, -1)
        for lot in plan.lots
        if (not lot.timing.dated or rank[lot.id] in waited) and rank[lot.id] not in known
        for pool, area in lot.cells
    ]
    return amounts(np.concatenate([begun, np.array(waiting, np.int64).reshape(-1, 5)]))


def construction(kinds: dict[What, LogRows], plan: Plan) -> NDArray[np.int64]:
    """Changes of capacity, withdrawn and construction, [change, (tick, pool, m², measure)].

    Area is under construction from its row to its opening; what is suspended for good is not.
    """
    sites = kinds[What.CONSTRUCTION]
    sites = sites.only(sites.aux >= 0)
    pools = np.arange(len(plan.capacity))
    added, taken, rebuilt = (kinds[w] for w in (What.CAPACITY, What.WITHDRAWN, What.REBUILD))
    parts = (
        (np.full(len(pools), BEFORE_START), pools, np.array(plan.capacity), "capacity"),
        (added.tick, added.pool, added.area, "capacity"),
        (taken.tick, taken.pool, -taken.area, "capacity"),
        (taken.tick, taken.pool, taken.area, "withdrawn"),
        (rebuilt.tick, rebuilt.pool, -rebuilt.area, "withdrawn"),
        (sites.tick, sites.pool, sites.area, "construction"),
        (sites.aux, sites.pool, -sites.area, "construction"),
    )
    return np.concatenate(
        [
            np.stack([tick, pool, area, np.full(len(tick), POOL.index(name))], axis=1)
            for tick, pool, area, name in parts
        ]
    ).astype(np.int64)


def ground_built(kinds: dict[What, LogRows], plan: Plan) -> NDArray[np.int64]:
    """Changes of capacity on ground floors, [change, (tick, pool, m²)]."""
    rows = kinds[What.GROUND]
    rows = rows.only(rows.request < 0)
    area = np.where(rows.aux == What.WITHDRAWN, -rows.area, rows.area)
    changes = np.stack([rows.tick, rows.pool, area], axis=1)
    return np.concatenate([ground_at_start(plan), changes])


def ground_at_start(plan: Plan) -> NDArray[np.int64]:
    """What stands on ground floors at the opening, [pool, (BEFORE_START, pool, m²)]."""
    start = [(BEFORE_START, pool, area) for pool, area in enumerate(plan.ground)]
    return np.array(start, dtype=np.int64)


def pool_jumps(past: History, plan: Plan) -> Jumps:
    """All that changes the levels of pools; cell = measure of POOL × pools + pool."""
    width, built = len(plan.capacity), past.built
    changes = occupancy(past.requests, plan.end)
    measure = _POOL_OF_OCCUPANCY[changes.measure]
    cells = (built[:, 3] * width + built[:, 1], measure * width + place(past.requests, changes))
    return (
        np.concatenate([built[:, 0], changes.tick]),
        np.concatenate(cells),
        np.concatenate([built[:, 2], changes.delta]),
    )


def track_jumps(past: History, plan: Plan) -> Jumps:
    """What requests do to levels; cell = (measure of OCCUPANCY × pools + pool) × tracks + track."""
    changes = occupancy(past.requests, plan.end)
    cell = changes.measure * len(plan.capacity) + place(past.requests, changes)
    cell = cell * len(plan.tracks) + past.requests.track[changes.request]
    return changes.tick, cell, changes.delta


def ground_jumps(past: History, plan: Plan) -> Jumps:
    """Ground floors built and leased; cell = measure of GROUND × space types + space type."""
    table, built = past.requests, past.ground
    rows = np.flatnonzero(table.ground > 0)
    since = np.where(table.opening[rows] > 0, BEFORE_START, table.served[rows])
    gone = np.where(table.ended[rows] >= 0, table.ended[rows], plan.end)
    area = table.ground[rows].astype(np.int64)
    parks = len(plan.parks)
    let = len(plan.spaces) + table.pool[rows] // parks
    return (
        np.concatenate([built[:, 0], since, gone]),
        np.concatenate([built[:, 1] // parks, let, let]),
        np.concatenate([built[:, 2], area, -area]),
    )


class Stays(NamedTuple):
    """Integer columns [stay]; −1 where there is none."""

    track: Ints
    stage: Ints
    route: Ints
    """A `sim.model.log.Route`."""
    started: Ints
    """Tick."""
    ended: Ints
    """Tick; −1 while the stage goes on at the end of the clock."""
    success: Ints
    """1 or 0; −1 while the stage goes on."""


def stays(started: LogRows, ended: LogRows) -> Stays:
    """Match the starts of stages with their ends; what began before the clock has no start here."""
    keys = in_stages(started, ended)
    begun, over = keys[: len(started.tick)], keys[len(started.tick) :]
    order = np.argsort(over, kind="stable")
    slot = np.searchsorted(over[order], begun)
    ending = np.flatnonzero(slot < len(over))
    match = order[slot[ending]]
    same = over[match] == begun[ending]
    ending, match = ending[same], match[same]
    end, success = np.full(len(begun), -1), np.full(len(begun), -1)
    end[ending], success[ending] = ended.tick[match], ended.aux[match]
    return Stays(
        track=codes(started.track),
        stage=codes(started.stage),
        route=codes(started.aux),
        started=amounts(started.tick),
        ended=amounts(end),
        success=codes(success),
    )
