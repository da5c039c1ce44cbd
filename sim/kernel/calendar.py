"""The calendar: a heap of events in the order of their keys, which hold tick and content."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.kernel.codes import ORDINAL_BITS, ROOM, TICKET_BITS, TOO_LARGE
from sim.kernel.layout import EVENT
from sim.kernel.memory import record

KIND_BITS = 3
FANS = 4
"""Children of a node of the heap."""


@register_jitable
def packed(
    city: Any, tick: int, kind: int, entity: int, number: int, stage: int, ordinal: int
) -> int:
    """Return tick and content as one whole number, in the order of `sim.scenario.eventkey`."""
    key = (((tick << KIND_BITS) | kind) << city.entity_bits) | entity
    key = (key << city.number_bits) | number
    return (((key << city.stage_bits) | stage) << ORDINAL_BITS) | ordinal


@register_jitable
def due(
    city: Any,
    tick: int,
    kind: int,
    entity: int,
    number: int,
    stage: int,
    ordinal: int,
    ticket: int,
    index: int,
) -> None:
    """Put an event on the calendar with a ticket to what it is about; none at or after the end."""
    if tick >= city.end:
        return
    if number >> city.number_bits or ordinal >> ORDINAL_BITS:
        city.status = TOO_LARGE
        return
    if city.heap == city.heap_room:
        city.status = ROOM
        return
    key = packed(city, tick, kind, entity, number, stage, ordinal)
    place = city.heap
    city.heap += 1
    while place > 0:
        parent = (place - 1) // FANS
        above = record(city.events, parent, EVENT)
        if above.key < key:
            break
        _put(city, place, above.key, above.ticket)
        place = parent
    _put(city, place, key, (index << TICKET_BITS) | ticket)


@register_jitable
def take(city: Any) -> int:
    """Remove the first event, set the clock to it and return its ticket."""
    first = record(city.events, 0, EVENT)
    ticket = first.ticket
    city.now = first.key
    city.heap -= 1
    count = city.heap
    last = record(city.events, count, EVENT)
    key, other = last.key, last.ticket
    place = 0
    while True:
        child = FANS * place + 1
        if child >= count:
            break
        least, best = child, record(city.events, child, EVENT).key
        for i in range(child + 1, min(child + FANS, count)):
            candidate = record(city.events, i, EVENT).key
            if candidate < best:
                least, best = i, candidate
        if key < best:
            break
        _put(city, place, best, record(city.events, least, EVENT).ticket)
        place = least
    _put(city, place, key, other)
    return ticket


@register_jitable
def _put(city: Any, place: int, key: int, ticket: int) -> None:
    event = record(city.events, place, EVENT)
    event.key = key
    event.ticket = ticket
