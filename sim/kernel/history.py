"""What compiled code writes down: log rows on demand, and the tables of a history always."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

from sim.kernel.codes import FLOWS, NOBODY, Status
from sim.kernel.layout import BUILT, COMPANY, PLANT, POOL, REQUEST, SITE, STAGE, STAY
from sim.kernel.memory import int64, load, record, store
from sim.model.log import COLUMNS, What
from sim.scenario.values.dates import MONTH

WIDTH = len(COLUMNS)


@register_jitable
def company(city: Any, index: int) -> Any:
    """Return the record of a company."""
    return record(city.company_records, index, COMPANY)


@register_jitable
def request(city: Any, index: int) -> Any:
    """Return the record of a request; its index is its serial number."""
    return record(city.request_records, index, REQUEST)


@register_jitable
def stage(city: Any, place: int) -> Any:
    """Return the record of a stage of a track."""
    return record(city.stage_records, place, STAGE)


@register_jitable
def pool(city: Any, index: int) -> Any:
    """Return the record of a pool."""
    return record(city.pool_records, index, POOL)


@register_jitable
def site(city: Any, index: int) -> Any:
    """Return the record of a building site."""
    return record(city.sites, index, SITE)


@register_jitable
def _next_row(city: Any) -> int:
    """Count a row of the log; return where it is to be written, or -1 where no log is kept."""
    row = city.rows
    city.rows += 1
    if city.log == 0:
        return NOBODY
    if row >= city.log_room:
        city.status = Status.ROOM
        return NOBODY
    return row * WIDTH


@register_jitable
def _write(
    city: Any,
    at: int,
    what: int,
    entity: int,
    number: int,
    track: int,
    rank: int,
    ordinal: int,
    serial: int,
    where: int,
    area: int,
    aux: int,
) -> None:
    store(city.log, at, city.tick)
    store(city.log, at + 1, int64(what))
    store(city.log, at + 2, int64(entity))
    store(city.log, at + 3, int64(number))
    store(city.log, at + 4, int64(track))
    store(city.log, at + 5, int64(rank))
    store(city.log, at + 6, int64(ordinal))
    store(city.log, at + 7, int64(serial))
    store(city.log, at + 8, int64(where))
    store(city.log, at + 9, int64(area))
    store(city.log, at + 10, int64(aux))


@register_jitable
def tell(city: Any, what: int, index: int, rank: int, aux: int) -> None:
    """Write a row about a company; `rank` is that of a stage, or -1."""
    tell_area(city, what, index, rank, NOBODY, aux)


@register_jitable
def tell_area(city: Any, what: int, index: int, rank: int, area: int, aux: int) -> None:
    """Write a row about a company, with the area of a plant of its own, or -1."""
    at = _next_row(city)
    if at < 0:
        return
    one, none = company(city, index), NOBODY
    _write(city, at, what, one.entity, one.number, one.track, rank, none, none, none, area, aux)


@register_jitable
def tell_request(city: Any, what: int, index: int, where: int, aux: int) -> None:
    """Write a row about a request; `where` is a pool, or -1."""
    at = _next_row(city)
    if at < 0:
        return
    one = request(city, index)
    _write(
        city,
        at,
        what,
        one.entity,
        one.number,
        one.track,
        one.stage,
        one.ordinal,
        index,
        where,
        one.taken,
        aux,
    )


@register_jitable
def tell_ground(city: Any, index: int, of: int) -> None:
    """Write the row that says what of the area just leased is on ground floors, if any."""
    if request(city, index).ground == 0:
        return
    at = _next_row(city)
    if at < 0:
        return
    one = request(city, index)
    _write(
        city,
        at,
        What.GROUND,
        one.entity,
        one.number,
        one.track,
        one.stage,
        one.ordinal,
        index,
        one.pool,
        one.ground,
        of,
    )


@register_jitable
def tell_new(city: Any, index: int, where: int, of: int) -> None:
    """Write the row that says that what was just told of is in new buildings, if it is."""
    if request(city, index).new != 0:
        tell_request(city, What.NEW, index, where, of)


@register_jitable
def tell_works(city: Any, what: int, entity: int, where: int, area: int, aux: int) -> None:
    """Write a row about building works."""
    at = _next_row(city)
    if at >= 0:
        none = NOBODY
        _write(city, at, what, entity, none, none, none, none, none, where, area, aux)


@register_jitable
def count(city: Any, flow: int, rank: int, track: int) -> None:
    """Count what a company does in a stage."""
    month = city.tick // MONTH
    cell = ((month * city.stages + rank) * city.tracks + track) * FLOWS + flow
    store(city.flows, cell, np.int32(load(city.flows, cell, np.int32) + 1))


@register_jitable
def note_built(city: Any, tick: int, where: int, area: int, measure: int) -> None:
    """Note a change of what is built."""
    if city.built >= city.built_room:
        city.status = Status.ROOM
        return
    row = record(city.built_records, city.built, BUILT)
    city.built += 1
    row.tick = tick
    row.pool = where
    row.area = area
    row.measure = measure


@register_jitable
def begin_stay(city: Any, index: int, place: int, route: int) -> None:
    """Note that a company starts a stage."""
    if city.stays >= city.stay_room:
        city.status = Status.ROOM
        return
    one = company(city, index)
    one.stay = city.stays
    row = record(city.stay_records, city.stays, STAY)
    city.stays += 1
    row.track = one.track
    row.stage = stage(city, place).stage
    row.route = route
    row.started = city.tick
    row.ended = NOBODY
    row.success = NOBODY


@register_jitable
def end_stay(city: Any, index: int, well: int) -> None:
    """Note how a stage ended; one that began before the clock has no row."""
    one = company(city, index)
    if one.stay >= 0:
        row = record(city.stay_records, one.stay, STAY)
        row.ended = city.tick
        row.success = well
        one.stay = NOBODY


@register_jitable
def plant(city: Any, index: int) -> Any:
    """Return the record of a company's own plant."""
    return record(city.plant_records, index, PLANT)


@register_jitable
def note_plant(
    city: Any, owner: int, place: int, area: int, begun: int, started: int, ready: int
) -> int:
    """Note a plant that a company builds, or has at the opening; return its index, or -1."""
    if city.plants >= city.plant_room:
        city.status = Status.ROOM
        return NOBODY
    index = city.plants
    city.plants += 1
    row = plant(city, index)
    row.area = area
    row.stage = stage(city, place).stage
    row.track = company(city, owner).track
    row.begun = begun
    row.started = started
    row.ready = ready
    row.ended = NOBODY
    row.empty = NOBODY
    return index
