"""One replication from start to end."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable
from numpy import float64

from sim.draws.instants import arrival
from sim.draws.keys import child, life_key, uniform
from sim.draws.laws import race
from sim.draws.purposes import Kind, Purpose
from sim.kernel.calendar import any_left, due, due_at_month_end, take
from sim.kernel.codes import TICKET_BITS, Status, Ticket
from sim.kernel.company import (
    arrive,
    end_stage,
    look_ahead,
    lose_patience,
    move_in,
    start_elsewhere,
)
from sim.kernel.draws import date, entity_key
from sim.kernel.founding import come, found, has_room
from sim.kernel.history import company, stage
from sim.kernel.layout import CITY, NAMED, STREAM
from sim.kernel.leaving import let_go
from sim.kernel.market import spill
from sim.kernel.memory import load, record
from sim.kernel.opening import open_city
from sim.kernel.rent import move_rents
from sim.kernel.triggers import read_pauses, read_triggers
from sim.kernel.wishes import expand, give_back_part
from sim.kernel.works import begin_works, open_lot, open_renewal, rebuild, start_lot, take_free
from sim.scenario.plan.eventkey import KIND_BITS, EventKind
from sim.scenario.values.dates import MONTH


def replication(address: int) -> None:
    """Play the replication of the city at an address."""
    play(record(address, 0, CITY))


@register_jitable
def play(city: Any) -> None:
    """Play a replication; `status` says how it ended."""
    open_city(city)
    begin_works(city)
    if city.reads_month_ends:
        due_at_month_end(city, 1)
    for index in range(city.stream_count):
        stream = record(city.streams, index, STREAM)
        stream.key = entity_key(city, Kind.COMPANY, stream.luck)
        stream.number = 0
        stream.passed = 0.0
        stream.at = 0
        _expect_next(city, index)
    for index in range(city.named_count):
        if not has_room(city):
            return
        _expect_named(city, index)
    while has_room(city) and any_left(city) and city.status == Status.DONE:
        ticket = take(city)
        city.tick = city.now >> city.content_bits
        kind = (city.now >> (city.content_bits - KIND_BITS)) & ((1 << KIND_BITS) - 1)
        _happen(city, kind, ticket & ((1 << TICKET_BITS) - 1), ticket >> TICKET_BITS)


@register_jitable
def _happen(city: Any, kind: int, ticket: int, index: int) -> None:
    """Carry out an event; what it is about may have ended since it was put on the calendar."""
    if ticket == Ticket.REQUEST:
        if kind == EventKind.MOVE_IN:
            move_in(city, index)
        elif kind == EventKind.PATIENCE:
            lose_patience(city, index)
        elif kind == EventKind.STAGE_END:
            let_go(city, index)
        else:
            spill(city, index)
    elif ticket == Ticket.COMPANY:
        if _is_there(city, index):
            _go_on(city, kind, index)
    elif ticket == Ticket.STREAM:
        _arrive_next(city, index)
    elif ticket == Ticket.NEWCOMER:
        arrive(city, index)
    elif ticket == Ticket.MONTH_END:
        _month_end(city, index)
    else:
        _work(city, kind, ticket, index)


@register_jitable
def _month_end(city: Any, month: int) -> None:
    """Read the state just before the end of a month (1: the first); see `sim.model.city`."""
    city.tick = month * MONTH
    read_triggers(city)
    read_pauses(city)
    move_rents(city)
    due_at_month_end(city, month + 1)


@register_jitable
def _go_on(city: Any, kind: int, index: int) -> None:
    """Go on with a company's life."""
    if kind == EventKind.STAGE_END:
        end_stage(city, index)
    elif kind == EventKind.MOVE_IN:
        start_elsewhere(city, index)
    elif kind == EventKind.EXPANSION:
        if city.now & ((1 << city.ordinal_bits) - 1) == 0:
            give_back_part(city, index)
        else:
            expand(city, index)
    else:
        look_ahead(city, index)


@register_jitable
def _work(city: Any, kind: int, ticket: int, index: int) -> None:
    """Go on with building works; their events are numbered 0 and 1."""
    first = _number(city) == 0
    if ticket == Ticket.LOT:
        if first:
            start_lot(city, index)
        else:
            open_lot(city, index)
    elif kind == EventKind.CAPACITY:
        open_renewal(city, index)
    elif first:
        take_free(city, index)
    else:
        rebuild(city, index)


@register_jitable
def _number(city: Any) -> int:
    """Return the company's number in the present event."""
    return (city.now >> (city.stage_bits + city.ordinal_bits)) & ((1 << city.number_bits) - 1)


@register_jitable
def _is_there(city: Any, index: int) -> bool:
    """Tell whether the company of the present event still lives, and nobody took its record."""
    one = company(city, index)
    entity = city.now >> (city.number_bits + city.stage_bits + city.ordinal_bits)
    entity &= (1 << city.entity_bits) - 1
    return one.alive != 0 and one.entity == entity and one.number == _number(city)


@register_jitable
def _expect_next(city: Any, index: int) -> None:
    """Put the next arrival of a stream on the calendar: Λ⁻¹ of a sum of unit-rate gaps."""
    stream = record(city.streams, index, STREAM)
    key = child(stream.key, stream.number)
    stream.passed += race(1.0, uniform(life_key(key, Purpose.GAP)))
    passed, i = stream.passed, stream.at
    while i < stream.points and load(city.curves, stream.arrivals + i, float64) <= passed:
        i += 1
    stream.at = i
    if i == stream.points:
        return
    place = stream.arrivals + i
    a, b = load(city.curves, place - 1, float64), load(city.curves, place, float64)
    place = stream.times + i
    s, t = load(city.curves, place - 1, float64), load(city.curves, place, float64)
    tick = arrival(passed, a, b, s, t)
    rank = stage(city, stream.entry).stage
    due(city, tick, EventKind.ARRIVAL, stream.entity, stream.number, rank, 0, Ticket.STREAM, index)


@register_jitable
def _arrive_next(city: Any, index: int) -> None:
    stream = record(city.streams, index, STREAM)
    key = child(stream.key, stream.number)
    owner = found(city, stream.entity, stream.number, stream.track, key, stream.entry, 0, 1)
    stream.number += 1
    _expect_next(city, index)
    arrive(city, owner)


@register_jitable
def _expect_named(city: Any, index: int) -> None:
    one = record(city.named, index, NAMED)
    key = entity_key(city, Kind.COMPANY, one.luck)
    owner = found(city, one.entity, 0, one.track, child(key, 0), one.entry, one.area, 1)
    company(city, owner).builds = one.own_plant
    come(city, owner, date(one.earliest, one.latest, key))
