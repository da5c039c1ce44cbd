"""The tally of one replication: exact numbers, small enough to keep for every one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.accounts import Accounts, accounts
from sim.measures.counting.counts import FLOW, Census
from sim.measures.counting.history import History, ground_jumps, pool_jumps, track_jumps
from sim.measures.counting.idle import freed_early, idle_space
from sim.measures.counting.levels import GROUND, POOL, integrate
from sim.measures.counting.measure_spec import MeasureSpec
from sim.measures.counting.moves import let_new, moves, vintages
from sim.measures.counting.outcomes import checked, incidence, losses
from sim.measures.counting.plants import plant_levels
from sim.measures.counting.rent import over_old, rents, rents_of_parks
from sim.measures.counting.requests import OCCUPANCY
from sim.measures.counting.rows import amounts
from sim.measures.counting.trades import traded
from sim.measures.months import Floats, Ints
from sim.model.log import Fate
from sim.scenario.plan.plan import Plan

TRACK: Final = OCCUPANCY
"""Levels by space type and track."""


@dataclass(frozen=True)
class Tally:
    """What one replication adds up to; integrals are in m²·ticks or companies·ticks."""

    replication: int
    events: int
    """Rows of the log."""
    pools: NDArray[np.int64]
    """Integral of each level over each month, [measure of POOL, month, pool].

    The jumps of the levels are those of `history.construction` and `requests.occupancy`: leased and
    fitted out where granted, waiting where the first choice is.
    """
    capacity_end: Ints
    """Level just before the end of each month, [month, pool], m²."""
    leased_end: Ints
    """Level just before the end of each month, [month, pool], m²."""
    leased_open: NDArray[np.int64]
    """Leased at the opening, [pool], m²."""
    tracks: NDArray[np.int64]
    """The same by the pool's type and by track, [measure of TRACK, month, space, track]."""
    ground: NDArray[np.int64]
    """Integrals of ground floors where they are told apart, [measure of GROUND, month, space]."""
    flows: NDArray[np.int32]
    """Counts in recorded months, [year, stage, track, flow of FLOW]."""
    losses: NDArray[np.int64]
    """As from `outcomes.losses`, [year, stage, track, reason, (requests, m²)]."""
    checks: NDArray[np.int64]
    """As from `outcomes.checked`, [check, 4]."""
    incidence: NDArray[np.int32]
    """As from `outcomes.incidence`, [space, end of a wait, step]."""
    sites: Ints
    """As in `History`; so are the next two."""
    paused: Ints
    taken: Ints
    census: Census
    plants: NDArray[np.int64]
    """Own plants, as from `plants.plant_levels`: [measure of OWN, month, place of Plan.plants]."""
    plants_end: NDArray[np.int64]
    """Levels at the end of the clock, [measure of OWN, place], m²."""
    idle: NDArray[np.int64]
    """As from `idle.idle_space`, [measure of IDLE and of AHEAD, month, pool]."""
    early: NDArray[np.int64]
    """As from `idle.freed_early`, [measure of EARLY, month, pool]."""
    trades: NDArray[np.int64]
    """As from `trades.traded`, [measure of TRADED, month, space, trade], m²."""
    moves: Ints
    """As from `moves.moves`, [row, column of MOVE]."""
    vintages: NDArray[np.int64]
    """As from `moves.vintages`, [measure of VINTAGE, month, pool], m²."""
    let_new: NDArray[np.int64]
    """As from `moves.let_new`, [month, pool], m²·ticks."""
    over_old: Floats
    """As from `rent.over_old`, [space type]."""
    rents: Floats
    """As from `rent.rents`, [month, space type that has a rent], money per m² and month."""
    park_rents: Floats
    """As from `rent.rents_of_parks`, [month, pool], money per m² and month."""
    economy: Accounts | None
    """None where the scenario has no economy."""


def tally(past: History, plan: Plan, measure_spec: MeasureSpec) -> Tally:
    """Add up what happened.

    Whole numbers, and rents made of them by the law of both engines: the same history gives the
    same tally anywhere.
    """
    shape = (plan.months, len(POOL), len(plan.capacity))
    integral, end = (
        levels.reshape(shape).transpose(1, 0, 2)
        for levels in integrate(pool_jumps(past, plan), plan, shape[1] * shape[2])
    )
    by = (plan.months, len(TRACK), len(plan.spaces), len(plan.parks), len(plan.tracks))
    by_track, _ = integrate(track_jumps(past, plan), plan, by[1] * len(plan.capacity) * by[4])
    on_ground = (plan.months, len(GROUND), len(plan.spaces))
    ground, _ = integrate(ground_jumps(past, plan), plan, on_ground[1] * on_ground[2])
    table = past.requests
    plants, plants_end = plant_levels(past.plants, plan)
    capacity, leased = (amounts(end[POOL.index(name)]) for name in ("capacity", "leased"))
    return Tally(
        replication=past.replication,
        events=past.events,
        pools=np.ascontiguousarray(integral),
        capacity_end=capacity,
        leased_end=leased,
        leased_open=past.leased_open,
        tracks=np.ascontiguousarray(by_track.reshape(by).sum(axis=3).transpose(1, 0, 2, 3)),
        ground=np.ascontiguousarray(ground.reshape(on_ground).transpose(1, 0, 2)),
        flows=yearly(past.flows, plan, measure_spec),
        losses=losses(table, plan, measure_spec),
        checks=checked(table, plan, measure_spec),
        incidence=incidence(table, plan, measure_spec),
        sites=past.sites,
        paused=past.paused,
        taken=past.taken,
        census=past.census,
        plants=plants,
        plants_end=plants_end,
        idle=idle_space(table, plan),
        early=freed_early(table, plan),
        trades=traded(table, plan),
        moves=moves(table, plan, measure_spec),
        vintages=vintages(table, past.built, capacity, leased, plan),
        let_new=let_new(table, plan),
        over_old=over_old(plan),
        rents=rents(capacity, leased, plan),
        park_rents=rents_of_parks(capacity, leased, plan),
        economy=accounts(table, past.plants, plan, measure_spec),
    )


def yearly(flows: NDArray[np.int32], plan: Plan, measure_spec: MeasureSpec) -> NDArray[np.int32]:
    """Sum monthly flows over the recorded months of each year, [year, stage, track, flow]."""
    years = measure_spec.year_count
    counts = np.zeros((years, len(plan.stages), len(plan.tracks), len(FLOW)), dtype=np.int32)
    recorded = measure_spec.years >= 0
    np.add.at(counts, measure_spec.years[recorded], flows[recorded])
    return counts


LEFT: Final = (Fate.PATIENCE, Fate.TURNED_AWAY, Fate.ELSEWHERE)
"""Ways of ending after which a company may come back."""


def imbalances(tallied: Tally, plan: Plan) -> list[str]:
    """Return what does not add up, in words; nothing if every m² and company is accounted for."""
    level = dict(zip(POOL, tallied.pools, strict=True))
    spaces = (plan.months, len(plan.spaces), len(plan.parks))
    census_ = tallied.census
    wrong = {
        "a level is negative": bool((tallied.pools < 0).any() or (tallied.tracks < 0).any()),
        "more is leased than there is": bool((level["leased"] > level["capacity"]).any()),
        "more ground floors are leased than there are": bool(
            (tallied.ground[1] > tallied.ground[0]).any()
        ),
        "more is fitted out than leased": bool((level["fit_out"] > level["leased"]).any()),
        "companies arrived are not those ended and alive": census_.arrived
        != census_.alive + sum(census_.ended),
        "more come back than had left": census_.returned
        > sum(census_.ended[fate - 1] for fate in LEFT),
        "the area of own plants is negative": bool(
            (tallied.plants < 0).any() or (tallied.plants_end < 0).any()
        ),
    }
    for index, name in enumerate(TRACK):
        total = level[name].reshape(spaces).sum(axis=2)
        wrong[f"{name} by track is not the total"] = bool(
            (tallied.tracks[index].sum(axis=2) != total).any()
        )
    return [what for what, holds in wrong.items() if holds]
