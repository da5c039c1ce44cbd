"""Supply: lots that open, renewals and retirements that take back; see `sim.model.works`."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.instants import taking_ends
from sim.draws.keys import ALL_LOTS, child, uniform
from sim.draws.purposes import Kind, Purpose
from sim.draws.triggers import pauses
from sim.draws.under_way import building_time
from sim.kernel.calendar import due
from sim.kernel.codes import NOBODY, LotState, Ticket
from sim.kernel.draws import date, entity_key, quantile, span
from sim.kernel.floors import on_ground
from sim.kernel.history import note_built, pool, site, tell_works
from sim.kernel.layout import LOT, PAUSE, RENEWAL
from sim.kernel.market import build, open_sites
from sim.kernel.memory import int64, load, record, store
from sim.model.log import What
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import FOREVER, returned
from sim.scenario.plan.split import part

BUILT_CAPACITY, BUILT_WITHDRAWN, BUILT_CONSTRUCTION, BUILT_GROUND = 0, 3, 4, 7
"""Measures of pools, numbered as in `sim.measures.counting.levels.POOL`; then ground floors."""


@register_jitable
def begin_works(city: Any) -> None:
    """Put all works on the calendar, or leave them to their triggers; see `sim.model.works`."""
    for index in range(city.lot_count):
        if record(city.lots, index, LOT).let_ahead == 0.0:
            begin_lot(city, index)
    for index in range(city.renewal_count):
        one = record(city.renewals, index, RENEWAL)
        if one.trigger < 0:
            key = child(entity_key(city, Kind.WORKS, one.luck), 1)
            _begin_renewal(city, index, date(one.earliest, one.latest, key))


@register_jitable
def begin_lot(city: Any, index: int) -> None:
    """Put a lot on the calendar, or leave it to its trigger, or to the lot it stands in for."""
    lot = record(city.lots, index, LOT)
    if lot.trigger < 0 and lot.instead == 0:
        key = child(entity_key(city, Kind.WORKS, lot.luck), 1 + lot.lot)
        _begin_lot(city, index, date(lot.earliest, lot.latest, key))


@register_jitable
def decide_lot(city: Any, index: int) -> None:
    """Decide a lot now, or on the date before which it is not."""
    lot = record(city.lots, index, LOT)
    start = _begin_lot(city, index, max(city.tick, lot.earliest))
    tell_works(city, What.DECIDED, lot.entity, NOBODY, lot.area, start)


@register_jitable
def decide_renewal(city: Any, index: int) -> None:
    """Decide a renewal or retirement now."""
    one = record(city.renewals, index, RENEWAL)
    _begin_renewal(city, index, city.tick)
    tell_works(city, What.DECIDED, one.entity, NOBODY, one.area, one.start)


@register_jitable
def _begin_renewal(city: Any, index: int, decided: int) -> None:
    one = record(city.renewals, index, RENEWAL)
    key = child(entity_key(city, Kind.WORKS, one.luck), 1)
    one.start = max(0, decided + span(city, one.lead, child(key, Purpose.LEAD)))
    due(city, one.start, EventKind.WITHDRAWAL, one.entity, 0, 0, 0, Ticket.RENEWAL, index)


@register_jitable
def _begin_lot(city: Any, index: int, decided: int) -> int:
    """Put a lot that is decided at a tick on the calendar and return its start."""
    lot = record(city.lots, index, LOT)
    project = entity_key(city, Kind.WORKS, lot.luck)
    key = child(project, 1 + lot.lot)
    start = decided + span(city, lot.lead, child(key, Purpose.LEAD))
    rest = 0
    if uniform(child(key, Purpose.SUSPENSION)) < lot.suspended:
        rest = span(city, lot.resume, child(key, Purpose.RESUME))
    works = _duration(city, lot, key, project, start, rest)
    lot.works = works
    lot.shut = int64(works >= FOREVER)
    if start <= 0:
        _construct(city, index, start)
    else:
        lot.decided = decided
        lot.planned = 1
        at, lot.early = start, 0
        if lot.pause >= 0:
            rule = record(city.pauses, lot.pause, PAUSE)
            if rule.drops and start > rule.until:
                at, lot.early = max(city.tick, rule.until), 1
        due(city, at, EventKind.CAPACITY, lot.entity, 0, 0, 0, Ticket.LOT, index)
    return start


@register_jitable
def _duration(city: Any, one: Any, key: int, project: int, start: int, rest: int) -> int:
    """Return the time from a start to the opening, of which they rest so long."""
    shared = child(child(project, ALL_LOTS), Purpose.SLIP_COMMON)
    return building_time(
        quantile,
        city,
        one,
        start,
        rest + span(city, one.slip_common, shared),
        uniform(child(key, Purpose.LAG)),
        uniform(child(key, Purpose.SLIP)),
        uniform(child(key, Purpose.CONSTRUCTION)),
    )


@register_jitable
def start_lot(city: Any, index: int) -> None:
    """Start the construction of a lot, let it wait, or drop it when it has waited long enough."""
    lot = record(city.lots, index, LOT)
    lot.planned = 0
    if lot.state == LotState.SETTLED:
        return
    if lot.state == LotState.COMING and _pauses(city, lot):
        rule = record(city.pauses, lot.pause, PAUSE)
        until = max(city.tick, min(rule.until, city.tick + rule.at_most))
        lot.state = LotState.WAITING
        for i in range(lot.site, lot.site + lot.sites):
            one = site(city, i)
            one.paused = city.tick
            tell_works(city, What.PAUSED, one.entity, one.pool, one.area, until)
        due(city, until, EventKind.CAPACITY, lot.entity, 0, 0, 0, Ticket.LOT, index)
    elif lot.state == LotState.WAITING and record(city.pauses, lot.pause, PAUSE).drops:
        lot.state = LotState.SETTLED
        for i in range(lot.site, lot.site + lot.sites):
            one = site(city, i)
            one.over = city.tick
            one.dropped = 1
            tell_works(city, What.DROPPED, one.entity, one.pool, one.area, NOBODY)
        other = lot.then
        while other >= 0:
            decide_lot(city, other)
            other = record(city.lots, other, LOT).also
    else:
        _construct(city, index, city.tick)


@register_jitable
def _pauses(city: Any, lot: Any) -> bool:
    """Tell whether a lot waits whose start has come, or whose pause is over before it."""
    if lot.pause < 0:
        return False
    rule = record(city.pauses, lot.pause, PAUSE)
    if lot.early:
        return True
    if city.tick > rule.until:
        return False
    key = child(entity_key(city, Kind.WORKS, lot.luck), 1 + lot.lot)
    return pauses(rule.months, rule.needed, rule.follows, uniform(child(key, Purpose.FOLLOWS)))


@register_jitable
def call_lot(city: Any, index: int) -> bool:
    """Let a lot that waits start at this tick; tell whether it does."""
    lot = record(city.lots, index, LOT)
    if lot.state != LotState.WAITING:
        return False
    lot.state = LotState.CALLED
    due(city, city.tick, EventKind.CAPACITY, lot.entity, 0, 0, 0, Ticket.LOT, index)
    return True


@register_jitable
def _construct(city: Any, index: int, start: int) -> None:
    """Begin the construction of a lot; what is suspended for good is never promised."""
    lot = record(city.lots, index, LOT)
    lot.state = LotState.SETTLED
    opens = start + lot.works
    for i in range(lot.site, lot.site + lot.sites):
        site(city, i).opens = opens
        _start_site(city, i, lot.shut != 0)
    due(city, opens, EventKind.CAPACITY, lot.entity, 1, 0, 0, Ticket.LOT, index)


@register_jitable
def _start_site(city: Any, index: int, shut: bool) -> None:
    one = site(city, index)
    aux = NOBODY if shut else one.opens
    tell_works(city, What.CONSTRUCTION, one.entity, one.pool, one.area, aux)
    one.started = one.over = city.tick
    one.told = aux
    store(city.construction_order, city.constructed, int64(index))
    city.constructed += 1
    if not shut:
        note_built(city, city.tick, one.pool, one.area, BUILT_CONSTRUCTION)
        note_built(city, one.opens, one.pool, -one.area, BUILT_CONSTRUCTION)
        build(city, index)


@register_jitable
def open_lot(city: Any, index: int) -> None:
    """Open a lot."""
    lot = record(city.lots, index, LOT)
    _open(city, lot.site, lot.sites)


@register_jitable
def _open(city: Any, first: int, sites: int) -> None:
    for index in range(first, first + sites):
        one = site(city, index)
        tell_works(city, What.CAPACITY, one.entity, one.pool, one.area, NOBODY)
        note_built(city, city.tick, one.pool, one.area, BUILT_CAPACITY)
        _tell_ground(city, What.CAPACITY, one.entity, one.pool, one.ground, 1)
    open_sites(city, first, sites)


@register_jitable
def _tell_ground(city: Any, of: int, entity: int, where: int, ground: int, sign: int) -> None:
    """Say what of the area just opened or taken is on ground floors, if any."""
    if ground > 0:
        tell_works(city, What.GROUND, entity, where, ground, of)
        note_built(city, city.tick, where, sign * ground, BUILT_GROUND)


# Renewal


@register_jitable
def take_free(city: Any, index: int) -> None:
    """Start a renewal: take what is free now, and go on until it has its area."""
    one = record(city.renewals, index, RENEWAL)
    place = city.takings_count
    city.takings_count += 1
    while place > 0:
        other = load(city.takings, place - 1, int64)
        earlier = record(city.renewals, other, RENEWAL)
        if earlier.start < one.start or (earlier.start == one.start and other < index):
            break
        store(city.takings, place, other)
        place -= 1
    store(city.takings, place, int64(index))
    where = pool(city, one.pool)
    _take(city, index, where.capacity - where.leased)
    if one.done == 0:
        until = taking_ends(city.tick, one.vacate_by, one.vacate_within)
        due(city, until, EventKind.WITHDRAWAL, one.entity, 1, 0, 0, Ticket.RENEWAL, index)


@register_jitable
def take_back(city: Any, where: int, vacated: int) -> None:
    """Let the renewals of a pool take what was just vacated, the earliest first."""
    i = 0
    while i < city.takings_count and vacated > 0:
        index = load(city.takings, i, int64)
        one = record(city.renewals, index, RENEWAL)
        if one.pool == where:
            vacated -= _take(city, index, vacated)
        if one.done == 0:
            i += 1


@register_jitable
def _take(city: Any, index: int, free: int) -> int:
    one = record(city.renewals, index, RENEWAL)
    area = min(one.area - one.taken, free)
    if area > 0:
        ground = on_ground(city, one.pool, area, 0)
        pool(city, one.pool).capacity -= area
        pool(city, one.pool).ground -= ground
        one.taken += area
        tell_works(city, What.WITHDRAWN, one.entity, one.pool, area, NOBODY)
        note_built(city, city.tick, one.pool, -area, BUILT_CAPACITY)
        note_built(city, city.tick, one.pool, area, BUILT_WITHDRAWN)
        _tell_ground(city, What.WITHDRAWN, one.entity, one.pool, ground, -1)
    if one.taken == one.area:
        rebuild(city, index)
    return area


@register_jitable
def rebuild(city: Any, index: int) -> None:
    """Start construction on what a renewal took, or let it go; nothing taken, nothing built."""
    one = record(city.renewals, index, RENEWAL)
    if one.done != 0:
        return
    one.done = 1
    i = 0
    while load(city.takings, i, int64) != index:
        i += 1
    city.takings_count -= 1
    for j in range(i, city.takings_count):
        store(city.takings, j, load(city.takings, j + 1, int64))
    if one.taken == 0:
        return
    project = entity_key(city, Kind.WORKS, one.luck)
    opens = city.tick + _duration(city, one, child(project, 1), project, city.tick, 0)
    new = site(city, one.site)
    new.area = returned(one.taken, one.ratio)
    new.ground = part(new.area, one.ground)
    new.opens = opens
    tell_works(city, What.REBUILD, one.entity, one.pool, one.taken, NOBODY)
    note_built(city, city.tick, one.pool, -one.taken, BUILT_WITHDRAWN)
    if new.area == 0:
        return
    _start_site(city, one.site, False)
    due(city, opens, EventKind.CAPACITY, one.entity, 1, 0, 0, Ticket.RENEWAL, index)


@register_jitable
def open_renewal(city: Any, index: int) -> None:
    """Return a renewal's area."""
    _open(city, record(city.renewals, index, RENEWAL).site, 1)
