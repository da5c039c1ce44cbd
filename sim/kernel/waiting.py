"""The list of waiting requests, laid out so that nobody is looked at in vain.

Requests of one priority stand in the order of their keys at positions 0, 1, 2 …. Every pool has
a lane for each priority (two where a share is reserved: members, others): a tree of minima over
the positions with the areas of those that may go to that pool. The first that fits an area, or the
first at all, is found in logarithmic time; the whole list is never scanned.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

from sim.kernel.codes import NOBODY, NONE, Status
from sim.kernel.floors import can_ever_hold, whole
from sim.kernel.history import pool, request, stage
from sim.kernel.memory import int64, load, store


@register_jitable
def park_at(city: Any, index: int, turn: int) -> int:
    """Return the park that a request tries at its `turn`."""
    return int64(load(city.orders, index * city.parks + turn, np.int16))


@register_jitable
def pool_at(city: Any, index: int, turn: int) -> int:
    """Return the pool that a request tries at its `turn`: each space in every open park."""
    one = request(city, index)
    place = stage(city, one.place)
    space = load(city.substitutes, place.spaces + turn // one.open, int64)
    return space * city.parks + park_at(city, index, turn % one.open)


@register_jitable
def turns(city: Any, index: int) -> int:
    """Return how many pools a request tries now."""
    one = request(city, index)
    return stage(city, one.place).substitutes * one.open


@register_jitable
def is_member(city: Any, where: int, track: int) -> bool:
    """Tell whether a pool's reserve is kept for a track; all are members where there is none."""
    return load(city.members, where * city.tracks + track, int64) != 0


@register_jitable
def mark(city: Any, where: int) -> None:
    """Put a pool on the list of those that may serve somebody new."""
    one = pool(city, where)
    if one.changed == 0:
        one.changed = 1
        store(city.changed_pools, city.changes, int64(where))
        city.changes += 1


@register_jitable
def lane_of(city: Any, rank: int, where: int, track: int) -> int:
    """Return the lane of a pool in which requests of a priority and track stand."""
    one = pool(city, where)
    others = one.reserved != 0 and not is_member(city, where, track)
    return rank * city.lanes + one.lane + int64(others)


@register_jitable
def tree(city: Any, lane: int) -> int:
    """Return where a lane's tree begins: node 1 is the root, leaves start at `list_room`."""
    return lane * city.list_room * 2


@register_jitable
def put(city: Any, lane: int, position: int, area: int) -> None:
    """Set the area at a position of a lane."""
    nodes, first = city.trees, tree(city, lane)
    node = city.list_room + position
    store(nodes, first + node, int64(area))
    node >>= 1
    while node >= 1:
        two = first + 2 * node
        least = min(load(nodes, two, int64), load(nodes, two + 1, int64))
        if load(nodes, first + node, int64) == least:
            break
        store(nodes, first + node, least)
        node >>= 1


@register_jitable
def first_within(city: Any, lane: int, area: int, start: int) -> int:
    """Return the first position of a lane from `start` on with at most `area`, or -1."""
    nodes, first = city.trees, tree(city, lane)
    if start >= city.list_room:
        return NOBODY
    node = city.list_room + start
    while True:
        while node & 1 == 0:  # the largest subtree that begins here
            node >>= 1
        if load(nodes, first + node, int64) <= area:
            break
        node += 1
        if node & (node - 1) == 0:
            return NOBODY
    while node < city.list_room:
        node *= 2
        if load(nodes, first + node, int64) > area:
            node += 1
    return node - city.list_room


@register_jitable
def holder(city: Any, rank: int, position: int) -> int:
    """Return the request at a position, or -1."""
    return load(city.holders, rank * city.list_room + position, int64)


@register_jitable
def enter_lanes(city: Any, index: int, stands: bool) -> None:
    """Write what a request takes, or `NONE`, where it stands: in the lanes of pools it may fit."""
    one = request(city, index)
    for turn in range(turns(city, index)):
        where = pool_at(city, index, turn)
        if can_ever_hold(city, index, where):
            area = whole(city, where, one.area) if stands else NONE
            put(city, lane_of(city, one.rank, where, one.track), one.position, area)


@register_jitable
def stand(city: Any, index: int, position: int) -> None:
    """Let a request stand at a position."""
    one = request(city, index)
    one.position = position
    store(city.holders, one.rank * city.list_room + position, int64(index))
    enter_lanes(city, index, True)


@register_jitable
def leave(city: Any, index: int) -> None:
    """Take a request from its position."""
    one = request(city, index)
    enter_lanes(city, index, False)
    store(city.holders, one.rank * city.list_room + one.position, int64(NOBODY))
    one.position = NOBODY


@register_jitable
def enlist(city: Any, index: int) -> None:
    """Put a request on the list, at the place of its key.

    Keys grow with time, so that only requests of the same tick may have to step back.
    """
    one = request(city, index)
    rank = one.rank
    tail = load(city.tails, rank, int64)
    if tail == city.list_room:
        tail = _close_up(city, rank)
        if 2 * tail > city.list_room:
            city.status = Status.ROOM
            return
    place = tail
    while place > 0:
        before = holder(city, rank, place - 1)
        if before >= 0:
            if request(city, before).key < one.key:
                break
            leave(city, before)
            stand(city, before, place)
        place -= 1
    stand(city, index, place)
    store(city.tails, rank, int64(tail + 1))
    _count_waiting(city, one.place, 1)


@register_jitable
def unlist(city: Any, index: int) -> None:
    """Take a request off the list; the pools it closed may serve those behind it."""
    one = request(city, index)
    if one.position < 0:
        return
    position = one.position
    leave(city, index)
    tail = load(city.tails, one.rank, int64)
    if position == tail - 1:
        while tail > 0 and holder(city, one.rank, tail - 1) < 0:
            tail -= 1
        store(city.tails, one.rank, int64(tail))
    _count_waiting(city, one.place, -1)
    if city.strict != 0:
        for turn in range(turns(city, index)):
            where = pool_at(city, index, turn)
            if pool(city, where).strict != 0 and can_ever_hold(city, index, where):
                mark(city, where)


@register_jitable
def _count_waiting(city: Any, place: int, more: int) -> None:
    space = stage(city, place).space
    store(city.waiting_by_space, space, load(city.waiting_by_space, space, int64) + more)
    city.waiting += more


@register_jitable
def _close_up(city: Any, rank: int) -> int:
    """Move all requests of a priority to the front; return how many there are."""
    tail = 0
    for position in range(load(city.tails, rank, int64)):
        index = holder(city, rank, position)
        if index >= 0:
            if tail < position:
                leave(city, index)
                stand(city, index, tail)
            tail += 1
    store(city.tails, rank, int64(tail))
    return tail


@register_jitable
def first_in(
    city: Any, where: int, rank: int, member_area: int, other_area: int, start: int
) -> int:
    """Return the first position from `start` on in a pool's lanes within the areas, or -1."""
    one = pool(city, where)
    lane = rank * city.lanes + one.lane
    found = first_within(city, lane, member_area, start)
    if one.reserved != 0:
        other = first_within(city, lane + 1, other_area, start)
        if other >= 0 and (found < 0 or other < found):
            return other
    return found


@register_jitable
def closed(city: Any, where: int, index: int) -> bool:
    """Tell whether somebody ahead of a request closes a pool to it."""
    if pool(city, where).strict == 0:
        return False
    one = request(city, index)
    for rank in range(one.rank + 1):
        position = first_in(city, where, rank, NONE - 1, NONE - 1, 0)
        if position >= 0:
            return rank < one.rank or request(city, holder(city, rank, position)).key < one.key
    return False
