"""The calendar: events in the order of their keys, which hold tick and content.

Events lie in buckets of some ticks, each an unordered list; those of the present bucket are in a
heap, which so stays small.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

from sim.kernel.codes import TICKET_BITS, Status, Ticket
from sim.kernel.layout import COMPANY, EVENT, NODE, REQUEST, STAY
from sim.kernel.memory import fetch, int64, load, record, store
from sim.scenario.plan.eventkey import KIND_BITS
from sim.scenario.values.dates import MONTH

_COMPANY, _REQUEST, _STAY = COMPANY.itemsize, REQUEST.itemsize, STAY.itemsize
QUEUE_BITS = 22
"""So many bits tell apart all requests of a future, beside the longest wait."""
FANS = 4
"""Children of a node of the heap."""


@register_jitable
def packed(
    city: Any, tick: int, kind: int, entity: int, number: int, stage: int, ordinal: int
) -> int:
    """Return tick and content as one whole number, in the order of `sim.scenario.plan.eventkey`."""
    key = (((tick << KIND_BITS) | kind) << city.entity_bits) | entity
    key = (key << city.number_bits) | number
    return (((key << city.stage_bits) | stage) << city.ordinal_bits) | ordinal


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
    if number >> city.number_bits or ordinal >> city.ordinal_bits:
        city.status = Status.TOO_LARGE
        return
    _enter(city, packed(city, tick, kind, entity, number, stage, ordinal), ticket, index)


@register_jitable
def due_at_month_end(city: Any, month: int) -> None:
    """Put the end of a month (1: the first) on the calendar; none at or after the end.

    It is the last instant of the tick before, so that it comes before every event of its own:
    no entity has the rank whose bits are all ones.
    """
    if month * MONTH < city.end:
        _enter(city, ((month * MONTH) << city.content_bits) - 1, Ticket.MONTH_END, month)


@register_jitable
def note_waiting(city: Any, waited: int, index: int) -> None:
    """Note a request that has waited for so long before the clock; `take` returns the longest.

    That is the one noted first of equals, and its key is then the present one.
    """
    _push(city, city.heap - (waited << QUEUE_BITS), index)


@register_jitable
def _enter(city: Any, key: int, ticket: int, index: int) -> None:
    bucket = key >> city.bucket_shift
    if bucket <= city.bucket:
        _push(city, key, (index << TICKET_BITS) | ticket)
        return
    at = city.free_node
    if at >= 0:
        city.free_node = record(city.nodes, at, NODE).next
    elif city.node_count == city.node_room:
        city.status = Status.ROOM
        return
    else:
        at = city.node_count
        city.node_count += 1
    node = record(city.nodes, at, NODE)
    node.key = key
    node.ticket = (index << TICKET_BITS) | ticket
    node.next = load(city.buckets, bucket, np.int32)
    store(city.buckets, bucket, np.int32(at))


@register_jitable
def any_left(city: Any) -> bool:
    """Tell whether there is an event to come; the buckets up to it are emptied into the heap."""
    while city.heap == 0:
        city.bucket += 1
        if city.bucket == city.bucket_count:
            return False
        at = int64(load(city.buckets, city.bucket, np.int32))
        while at >= 0:
            node = record(city.nodes, at, NODE)
            following = node.next
            _fetch(city, node.ticket)
            _push(city, node.key, node.ticket)
            node.next = city.free_node
            city.free_node = at
            at = following
        for i in range(city.heap):
            _fetch_beside(city, record(city.events, i, EVENT).ticket)
    return True


@register_jitable
def _fetch(city: Any, ticket: int) -> None:
    """Bring near what an event is about: waiting for memory is a third of a replication."""
    kind, index = ticket & ((1 << TICKET_BITS) - 1), ticket >> TICKET_BITS
    # Without a jump, as above all; nothing comes of fetching what is of another kind.
    is_request = kind == Ticket.REQUEST
    records = city.request_records if is_request else city.company_records
    fetch(records + index * (_REQUEST if is_request else _COMPANY))


@register_jitable
def _fetch_beside(city: Any, ticket: int) -> None:
    """Bring near what is looked at beside it: what its company holds, and its stay in a stage."""
    kind, index = ticket & ((1 << TICKET_BITS) - 1), ticket >> TICKET_BITS
    is_request = kind == Ticket.REQUEST
    asked_by = record(city.request_records, index if is_request else 0, REQUEST).company
    owner = asked_by if is_request else (index if kind == Ticket.COMPANY else 0)
    one = record(city.company_records, owner, COMPANY)
    fetch(city.request_records + one.holding * _REQUEST)
    fetch(city.stay_records + one.stay * _STAY)


@register_jitable
def _push(city: Any, key: int, ticket: int) -> None:
    if city.heap == city.heap_room:
        city.status = Status.ROOM
        return
    place = city.heap
    city.heap += 1
    while place > 0:
        parent = (place - 1) // FANS
        above = record(city.events, parent, EVENT)
        if above.key < key:
            break
        _put(city, place, above.key, above.ticket)
        place = parent
    _put(city, place, key, ticket)


@register_jitable
def take(city: Any) -> int:
    """Remove the first event of the heap, set the clock to it and return its ticket."""
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
