"""The tally of one replication: exact whole numbers from the rows of its log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counts import Census, beginnings, census, flows
from sim.measures.levels import Jumps, integrate
from sim.measures.requests import (
    BEFORE_START,
    OCCUPANCY,
    Changes,
    Requests,
    occupancy,
    place,
    requests,
)
from sim.measures.rows import Rows, by_kind
from sim.measures.stays import Stays, stays
from sim.model.log import Log, What
from sim.scenario.plan import Plan

POOL: Final = (
    "capacity",
    "leased",
    "fit_out",
    "withdrawn",
    "construction",
    "waiting_area",
    "waiting",
)
"""Levels of a pool: m², but `waiting` in companies."""

TRACK: Final = OCCUPANCY
"""Levels by space type and track."""

_POOL_OF_OCCUPANCY = np.array([POOL.index(name) for name in OCCUPANCY])


@dataclass(frozen=True)
class Tally:
    """What one replication adds up to; integrals are in m²·ticks or companies·ticks."""

    replication: int
    events: int
    """Rows of the log."""
    pools: NDArray[np.int64]
    """[measure of POOL, month, pool]"""
    capacity_end: NDArray[np.int64]
    """Level at month end, [month, pool], m²."""
    leased_end: NDArray[np.int64]
    """Level at month end, [month, pool], m²."""
    leased_open: NDArray[np.int64]
    """Leased at the opening, [pool], m²."""
    tracks: NDArray[np.int64]
    """[measure of TRACK, month, space, track]"""
    flows: NDArray[np.int32]
    """Counts, [month, stage, track, flow of FLOW]."""
    capacity: NDArray[np.int64]
    """Changes of what is built, [change, (tick, pool, m², measure of POOL)]."""
    sites: NDArray[np.int64]
    """Building sites, [site, (entity, pool, m², start tick, opening tick or −1 for never)]."""
    requests: Requests
    stays: Stays
    census: Census


def tally(log: Log, plan: Plan) -> Tally:
    """Add up one log of `plan`. Whole numbers only: the same log gives the same tally anywhere."""
    kinds = by_kind(log.rows)
    table = requests(kinds, len(plan.parks))
    changes = occupancy(table, plan.end)
    built = construction(kinds, plan)
    shape = (plan.months, len(POOL), len(plan.capacity))
    jumps = pool_jumps(table, changes, built, plan)
    integral, end = (
        levels.reshape(shape).transpose(1, 0, 2)
        for levels in integrate(jumps, plan, shape[1] * shape[2])
    )
    by = (plan.months, len(TRACK), len(plan.spaces), len(plan.tracks))
    space = place(table, changes) // len(plan.parks)
    cell = (changes.measure * by[2] + space) * by[3] + table.track[changes.request]
    jumps = (changes.tick, cell, changes.delta)
    by_track, _ = integrate(jumps, plan, by[1] * by[2] * by[3])

    started = beginnings(kinds)
    opened, sites = kinds[What.OPENED], kinds[What.CONSTRUCTION]
    leased_open = np.zeros(len(plan.capacity), dtype=np.int64)
    np.add.at(leased_open, opened.pool, opened.area)
    return Tally(
        replication=log.replication,
        events=len(log.rows),
        pools=np.ascontiguousarray(integral),
        capacity_end=end[POOL.index("capacity")].copy(),
        leased_end=end[POOL.index("leased")].copy(),
        leased_open=leased_open,
        tracks=np.ascontiguousarray(by_track.reshape(by).transpose(1, 0, 2, 3)),
        flows=flows(kinds, started, plan),
        capacity=built,
        sites=np.stack([sites.entity, sites.pool, sites.area, sites.tick, sites.aux], axis=1),
        requests=table,
        stays=stays(started, kinds[What.STAGE_ENDED]),
        census=census(kinds),
    )


def pool_jumps(table: Requests, changes: Changes, built: NDArray[np.int64], plan: Plan) -> Jumps:
    """All that changes the levels of pools; cell = measure of POOL × pools + pool."""
    width = len(plan.capacity)
    measure = _POOL_OF_OCCUPANCY[changes.measure]
    cells = (built[:, 3] * width + built[:, 1], measure * width + place(table, changes))
    return (
        np.concatenate([built[:, 0], changes.tick]),
        np.concatenate(cells),
        np.concatenate([built[:, 2], changes.delta]),
    )


def construction(kinds: dict[What, Rows], plan: Plan) -> NDArray[np.int64]:
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


def imbalances(tallied: Tally, plan: Plan) -> list[str]:
    """Return what does not add up, in words; nothing if every m² and company is accounted for."""
    level = dict(zip(POOL, tallied.pools, strict=True))
    spaces = (plan.months, len(plan.spaces), len(plan.parks))
    census_ = tallied.census
    wrong = {
        "a level is negative": bool((tallied.pools < 0).any() or (tallied.tracks < 0).any()),
        "more is leased than there is": bool((level["leased"] > level["capacity"]).any()),
        "more is fitted out than leased": bool((level["fit_out"] > level["leased"]).any()),
        "companies arrived are not those ended and alive": census_.arrived
        != census_.alive + sum(census_.ended),
    }
    for index, name in enumerate(TRACK):
        total = level[name].reshape(spaces).sum(axis=2)
        wrong[f"{name} by track is not the total"] = bool(
            (tallied.tracks[index].sum(axis=2) != total).any()
        )
    return [what for what, holds in wrong.items() if holds]
