"""The tally compiled: what `tally` counts, from the tables of a compiled replication.

Each number is defined there; here it is counted in one pass over the requests.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

from sim.kernel.codes import FLOWS
from sim.kernel.history import pool
from sim.kernel.history import request as request_at
from sim.kernel.layout import BUILT, CITY, PLANT, STAY
from sim.kernel.memory import int64, load, record, store
from sim.measures.counting.levels import GROUND, POOL
from sim.measures.counting.maturity import STEPS
from sim.measures.counting.measure_spec import CHECK, COUNTS, LOST
from sim.measures.counting.outcomes import ELSEWHERE, ENDS, EXPANSION, PATIENCE, TURNED
from sim.measures.counting.pooled import DAY, STATES
from sim.measures.counting.requests import OCCUPANCY
from sim.model.log import Outcome
from sim.scenario.values.dates import MONTH

LEASED, FITTED, WAITING_AREA, WAITING = range(len(OCCUPANCY))
_POOL_OF = tuple(POOL.index(name) for name in OCCUPANCY)
_CHECK = len(CHECK)
_REASONS = ELSEWHERE
_ENDS = len(ENDS)
_STATES = len(STATES)
_INSTANTS = 1 + STEPS


@register_jitable
def add_up(city: Any, counts: Any) -> None:
    """Count a replication; `levels` and `times` are added to."""
    cells = len(_POOL_OF) * city.pools * city.tracks
    for cell in range(cells):
        store(counts.touched, cell, int64(0))
    for i in range(2 * len(GROUND) * city.spaces * city.months):
        store(counts.ground_jumps, i, int64(0))
    for index in range(city.requests):
        _add_request(city, counts, request_at(city, index))
    _add_built(city, counts)
    _integrate(city, counts)
    if counts.all_of_it == 0:
        return
    _add_economy(city, counts)
    _integrate_ground(city, counts)
    for index in range(city.stays):
        _add_stay(city, counts, record(city.stay_records, index, STAY))
    _add_flows(city, counts)


@register_jitable
def _jump(city: Any, jumps: int, cell: int, tick: int, delta: int) -> None:
    """Note a change of level: what it adds to its own month, and from then on."""
    if tick >= city.end:
        return
    at = max(tick, 0)
    month = at // MONTH
    place = 2 * (cell * city.months + month)
    over = min((month + 1) * MONTH, city.end) - at
    store(jumps, place, load(jumps, place, int64) + delta * over)
    store(jumps, place + 1, load(jumps, place + 1, int64) + delta)


@register_jitable
def _span(city: Any, counts: Any, cell: int, begin: int, over: int, amount: int) -> None:
    """Add an amount that stands from one tick to another."""
    if load(counts.touched, cell, int64) == 0:
        store(counts.touched, cell, int64(1))
        for i in range(2 * cell * city.months, 2 * (cell + 1) * city.months):
            store(counts.jumps, i, int64(0))
    _jump(city, counts.jumps, cell, begin, amount)
    _jump(city, counts.jumps, cell, over, -amount)


@register_jitable
def _add_lease(city: Any, counts: Any, lease: Any, gone: int) -> None:
    """Add what a request leases until it is `gone`."""
    cells = city.pools * city.tracks
    cell = lease.pool * city.tracks + lease.track
    _span(city, counts, cell, lease.served, gone, lease.taken)
    if counts.all_of_it == 0:
        return
    if lease.ground > 0:
        let = city.spaces + lease.pool // city.parks
        _jump(city, counts.ground_jumps, let, lease.served, lease.ground)
        _jump(city, counts.ground_jumps, let, gone, -lease.ground)
    if lease.opening != 2:
        fitted = lease.moved if lease.moved >= 0 else gone
        _span(city, counts, FITTED * cells + cell, lease.served, fitted, lease.taken)


@register_jitable
def _add_request(city: Any, counts: Any, request: Any) -> None:
    gone = request.ended if request.ended >= 0 else city.end
    cells = city.pools * city.tracks
    if request.served >= 0:
        _add_lease(city, counts, request, gone)
    if request.wait_from == -1:
        return
    begin = max(request.asked, request.wait_from)
    held = request.served if request.served >= 0 else gone
    off = request.committed if request.committed >= 0 else held
    if request.first >= 0 and begin < off:
        cell = request.first * city.tracks + request.track
        _span(city, counts, WAITING_AREA * cells + cell, begin, off, request.area)
        _span(city, counts, WAITING * cells + cell, begin, off, 1)
    lost = request.outcome == Outcome.LEFT or request.outcome == Outcome.TURNED_AWAY
    if request.outcome != Outcome.CANCELLED:
        for row in range(counts.check_count):
            _check(city, counts, request, row, begin, lost)
    if counts.all_of_it == 0:
        return
    if lost and request.ended >= counts.first_month * MONTH:
        _add_loss(city, counts, request)
    if request.outcome != Outcome.CANCELLED and request.asked >= counts.record_from:
        waited = max(held - begin, 0)
        over = lost or request.outcome == Outcome.SERVED
        if request.space >= 0:
            end = 1 if lost else (0 if over else 2)
            steps = counts.step_count
            step = 0
            while step < steps and load(counts.steps, step, int64) < waited:
                step += 1
            _one_more(counts.incidence, (request.space * _ENDS + end) * (steps + 1) + step)
        if request.ordinal == 0:
            _add_time(city, counts, request.stage, request.track, 0, not over, waited)


@register_jitable
def _check(city: Any, counts: Any, request: Any, row: int, begin: int, lost: bool) -> None:
    """Count a request for a standard, if it asks for such."""
    at = row * _CHECK
    metric, space = load(counts.checks, at, int64), load(counts.checks, at + 1, int64)
    where, start = load(counts.checks, at + 2, int64), load(counts.checks, at + 3, int64)
    end, limit = load(counts.checks, at + 4, int64), load(counts.checks, at + 5, int64)
    if request.space != space or (where >= 0 and request.first != where):
        return
    if request.asked < start or request.asked >= end:
        return
    if load(counts.of_check, row * city.tracks + request.track, int64) == 0:
        return
    if metric == LOST:
        if request.ordinal > 0:
            if lost:
                _more(counts.checked, 4 * row + 3, request.area)
            return
        if lost:
            _more(counts.checked, 4 * row, request.area)
        if request.outcome == Outcome.WAITING:
            _more(counts.checked, 4 * row + 2, request.area)
        else:
            _more(counts.checked, 4 * row + 1, request.area)
        return
    if begin + limit <= city.end:
        _more(counts.checked, 4 * row + 1, 1)
        if request.served >= 0 and request.served - begin <= limit:
            _more(counts.checked, 4 * row, 1)


@register_jitable
def _add_loss(city: Any, counts: Any, request: Any) -> None:
    reason = PATIENCE if request.outcome == Outcome.LEFT else TURNED
    if request.ordinal > 0:
        reason = EXPANSION
    year = load(counts.years, request.ended // MONTH, int64)
    cell = ((year * city.stages + request.stage) * city.tracks + request.track) * _REASONS + reason
    _more(counts.losses, 2 * cell, 1)
    _more(counts.losses, 2 * cell + 1, request.area)


@register_jitable
def _add_time(
    city: Any, counts: Any, stage: int, track: int, state: int, cut: bool, spent: int
) -> None:
    """Count how many days something took."""
    cell = ((stage * city.tracks + track) * _STATES + state) * 2 + int64(cut)
    _one_more(counts.times, cell * counts.days + (spent + DAY // 2) // DAY)


@register_jitable
def _add_stay(city: Any, counts: Any, stay: Any) -> None:
    if stay.started >= counts.record_from:
        over = stay.ended if stay.ended >= 0 else city.end
        _add_time(city, counts, stay.stage, stay.track, 1, stay.ended < 0, over - stay.started)


@register_jitable
def _add_built(city: Any, counts: Any) -> None:
    """Integrate capacity, withdrawn and construction of every pool."""
    for i in range(2 * len(POOL) * city.pools * city.months):
        store(counts.built_jumps, i, int64(0))
    for where in range(city.pools):
        _jump(city, counts.built_jumps, where, 0, pool(city, where).built)
        _jump(city, counts.ground_jumps, where // city.parks, 0, pool(city, where).ground_built)
    for index in range(city.built):
        row = record(city.built_records, index, BUILT)
        if row.measure == len(POOL):
            _jump(city, counts.ground_jumps, row.pool // city.parks, row.tick, row.area)
        else:
            cell = row.measure * city.pools + row.pool
            _jump(city, counts.built_jumps, cell, row.tick, row.area)
    for cell in range(len(POOL) * city.pools):
        level = 0
        for month in range(city.months):
            place = cell * city.months + month
            length = min((month + 1) * MONTH, city.end) - month * MONTH
            own = load(counts.built_jumps, 2 * place, int64)
            store(counts.pools, place, own + level * length)
            level += load(counts.built_jumps, 2 * place + 1, int64)
            if cell < city.pools:
                store(counts.ends, place, level)


@register_jitable
def _integrate_ground(city: Any, counts: Any) -> None:
    """Integrate ground floors built and leased, by space type."""
    for cell in range(len(GROUND) * city.spaces):
        level = 0
        for month in range(city.months):
            place = cell * city.months + month
            length = min((month + 1) * MONTH, city.end) - month * MONTH
            own = load(counts.ground_jumps, 2 * place, int64)
            store(counts.ground, place, own + level * length)
            level += load(counts.ground_jumps, 2 * place + 1, int64)


@register_jitable
def _integrate(city: Any, counts: Any) -> None:
    """Integrate what requests make up, by pool, by space type and track, and by both."""
    months, cell = city.months, 0
    for i in range(city.pools * months):
        store(counts.leased_ends, i, int64(0))
    for i in range(len(_POOL_OF) * city.spaces * city.tracks * months):
        store(counts.tracks, i, int64(0))
    for measure in range(len(_POOL_OF)):
        for where in range(city.pools):
            space = where // city.parks
            by_pool = (_POOL_OF[measure] * city.pools + where) * months
            for track in range(city.tracks):
                if load(counts.touched, cell, int64) != 0:
                    by_track = ((measure * city.spaces + space) * city.tracks + track) * months
                    ends = where * months if measure == LEASED else -1
                    _integrate_cell(city, counts, cell, by_pool, by_track, ends)
                cell += 1


@register_jitable
def _integrate_cell(
    city: Any, counts: Any, cell: int, by_pool: int, by_track: int, ends: int
) -> None:
    level = 0
    for month in range(city.months):
        place = cell * city.months + month
        length = min((month + 1) * MONTH, city.end) - month * MONTH
        amount = load(counts.jumps, 2 * place, int64) + level * length
        level += load(counts.jumps, 2 * place + 1, int64)
        if amount != 0:
            _more(counts.levels, place, amount)
            _more(counts.pools, by_pool + month, amount)
            _more(counts.tracks, by_track + month, amount)
        if ends >= 0:
            _more(counts.leased_ends, ends + month, level)


@register_jitable
def _add_flows(city: Any, counts: Any) -> None:
    """Sum monthly flows over the recorded months of each year."""
    width = city.stages * city.tracks * FLOWS
    for i in range(counts.year_count * width):
        store(counts.flows, i, np.int32(0))
    for month in range(city.months):
        year = load(counts.years, month, int64)
        if year >= 0:
            for i in range(width):
                amount = load(city.flows, month * width + i, np.int32)
                at = year * width + i
                store(counts.flows, at, np.int32(load(counts.flows, at, np.int32) + amount))


@register_jitable
def _add_economy(city: Any, counts: Any) -> None:
    """Count what `accounts` counts: area granted, and the mature part of what is in use."""
    tracks, stages, parks = city.tracks, city.stages, city.parks
    cells = city.pools * tracks + counts.place_count
    for i in range(2 * cells * counts.year_count):
        store(counts.maturing, i, int64(0))
    for index in range(city.requests):
        request = request_at(city, index)
        if request.served < 0:
            continue
        kind = request.pool // parks * tracks + request.track
        new = request.opening == 0 and request.served >= load(counts.year_bounds, 0, int64)
        if new and (request.stranded < 0 or request.served <= request.stranded):
            year = load(counts.years, request.served // MONTH, int64)
            _more(counts.granted, year * city.pools + request.pool, request.taken)
        standing = request.opening == 2
        if load(counts.counted, kind, int64) != 0 and (standing or request.moved >= 0):
            row = 1 + kind * stages + request.stage if standing else 0
            since = 0 if standing else int64(request.moved)
            cell = request.pool * tracks + request.track
            gone = request.ended if request.ended >= 0 else city.end
            gone = request.held if request.held >= 0 else gone
            _add_use(city, counts, cell, kind, row, since, gone, request.taken)
    kinds = city.spaces * tracks
    for index in range(city.plants):
        plant = record(city.plant_records, index, PLANT)
        place = load(counts.places, plant.stage * tracks + plant.track, int64)
        if counts.place_count > 0 and plant.started >= 0:
            standing = plant.begun < 0 and plant.started == 0
            row = 1 + kinds * stages + place if standing else 0
            cell, since = city.pools * tracks + place, int64(plant.started)
            gone = plant.ended if plant.ended >= 0 else city.end
            _add_use(city, counts, cell, kinds + place, row, since, gone, plant.area)
    _integrate_use(counts, cells)


@register_jitable
def _add_use(
    city: Any, counts: Any, cell: int, kind: int, row: int, since: int, gone: int, area: int
) -> None:
    """Add the jumps of what is in use from one tick to another, and matures meanwhile."""
    matured = 0
    for i in range(_INSTANTS):
        tick = since + load(counts.instants, kind * _INSTANTS + i, int64)
        if tick >= gone:
            break
        parts = load(counts.mature, row * _INSTANTS + i, int64)
        _mature(city, counts, cell, tick, parts * area)
        matured += parts
    _mature(city, counts, cell, gone, -matured * area)


@register_jitable
def _mature(city: Any, counts: Any, cell: int, tick: int, delta: int) -> None:
    """Note a change of what is mature: what it adds to its own year, and from then on."""
    at = max(tick, load(counts.year_bounds, 0, int64))
    if delta == 0 or at >= city.end:
        return
    year = load(counts.years, at // MONTH, int64)
    place = 2 * (cell * counts.year_count + year)
    over = load(counts.year_bounds, year + 1, int64) - at
    _more(counts.maturing, place, delta * over)
    _more(counts.maturing, place + 1, delta)


@register_jitable
def _integrate_use(counts: Any, cells: int) -> None:
    for cell in range(cells):
        level = 0
        for year in range(counts.year_count):
            place = 2 * (cell * counts.year_count + year)
            begin = load(counts.year_bounds, year, int64)
            length = load(counts.year_bounds, year + 1, int64) - begin
            own = load(counts.maturing, place, int64)
            store(counts.ramped, year * cells + cell, own + level * length)
            level += load(counts.maturing, place + 1, int64)


@register_jitable
def _more(address: int, index: int, amount: int) -> None:
    store(address, index, load(address, index, int64) + amount)


@register_jitable
def _one_more(address: int, index: int) -> None:
    store(address, index, np.int32(load(address, index, np.int32) + 1))


def tally(city: int, counts: int) -> None:
    """Count the replication of the city at an address into the counts at another."""
    add_up(record(city, 0, CITY), record(counts, 0, COUNTS))
