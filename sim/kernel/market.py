"""Space: how requests are served, and area that is built, leased and released."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

from sim.draws.space import promise_to_others, room_of_others
from sim.kernel.calendar import due
from sim.kernel.codes import NO_LOSS, NOBODY, NONE, Standing, Ticket
from sim.kernel.floors import free_in, heavy, on_ground, suits, whole
from sim.kernel.history import (
    company,
    count,
    pool,
    request,
    site,
    stage,
    tell_ground,
    tell_new,
    tell_request,
)
from sim.kernel.memory import int64, load, store
from sim.kernel.needs import first_park, fit_out_of, order_parks
from sim.kernel.waiting import (
    closed,
    enlist,
    enter_lanes,
    first_in,
    holder,
    is_member,
    mark,
    park_at,
    pool_at,
    turns,
    unlist,
)
from sim.model.log import Flow, Loss, Outcome, What
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import FOREVER


@register_jitable
def room_for(city: Any, where: int, track: int) -> int:
    """Return the area of a pool that a company of a track may lease now."""
    one = pool(city, where)
    if one.reserved == 0 or is_member(city, where, track):
        return one.capacity - one.leased
    return room_of_others(one.capacity, one.leased, one.reserve, one.members_leased)


@register_jitable
def ask(city: Any, index: int, wait_from: int, park: int, choices: int) -> int:
    """Serve a new request, let it commit to area under construction, or put it on the list.

    At first it may go to some parks in its company's order, with `park`, if not -1, before all.
    Returns the loss: none, or TURNED_AWAY if it would have to wait and the list is full.
    """
    one = request(city, index)
    one.first = one.space * city.parks + first_park(city, one.company, one.place, park)
    one.asked = city.tick
    one.wait_from = wait_from
    tell_request(city, What.ASKED, index, one.first, wait_from)
    if one.ordinal == 0:
        count(city, Flow.ASKED, one.stage, one.track)
    if has_room(city, index, one.first):
        lease(city, index, one.first)  # the usual case, for which no order is needed
        return NO_LOSS
    one.parks = order_parks(city, one.company, one.place, park, index * city.parks)
    one.open = min(choices, one.parks)
    return _try_or_wait(city, index)


@register_jitable
def ask_to_move(city: Any, index: int, park: int, new: int, leaves: int) -> int:
    """Ask for space in one park, in its new buildings or others, to leave a pool; see `ask`."""
    one = request(city, index)
    one.first = one.space * city.parks + park
    one.leaves = leaves
    one.tied = pool(city, one.first).tiers
    one.new = new
    tell_request(city, What.MOVING, index, one.first, leaves)
    tell_new(city, index, one.first, What.MOVING)
    one.parks = 1
    one.open = 1
    store(city.orders, index * city.parks, np.int16(park))
    return _try_or_wait(city, index)


@register_jitable
def _try_or_wait(city: Any, index: int) -> int:
    if try_all(city, index):
        return NO_LOSS
    one = request(city, index)
    space = stage(city, one.place).space
    if load(city.waiting_by_space, space, int64) >= load(city.max_waiting, space, int64):
        lose(city, index, Loss.TURNED_AWAY)
        return Loss.TURNED_AWAY
    enlist(city, index)
    return NO_LOSS


@register_jitable
def widen(city: Any, index: int) -> bool:
    """Open all parks to a waiting request and try them at once; True if it was served."""
    one = request(city, index)
    if one.open < one.parks:
        one.open = one.parks
        enter_lanes(city, index, True)
    if try_all(city, index):
        serve(city)
        return True
    return False


@register_jitable
def last_try(city: Any, index: int) -> bool:
    """Try all parks once, at the end of patience; a request that fails leaves the list."""
    if widen(city, index):
        return True
    unlist(city, index)
    lose(city, index, Loss.PATIENCE)
    return False


@register_jitable
def spill(city: Any, index: int) -> None:
    """Open all parks to a request that waited long enough."""
    one = request(city, index)
    if one.state == Standing.WAITING and one.open < one.parks:
        tell_request(city, What.SPILLED, index, NOBODY, NOBODY)
        widen(city, index)


@register_jitable
def cancel(city: Any, index: int) -> None:
    """Withdraw a request that was not granted."""
    one = request(city, index)
    if one.state == Standing.WAITING:
        unlist(city, index)
    elif one.site >= 0:
        promise = site(city, one.site)
        _promise_area(city, index, -1)
        if promise.committed == index:
            promise.committed = one.next_committed
        else:
            before = promise.committed
            while request(city, before).next_committed != index:
                before = request(city, before).next_committed
            request(city, before).next_committed = one.next_committed
        one.site = NOBODY
    one.state = Standing.CLOSED


@register_jitable
def is_outside(city: Any, where: int, track: int) -> bool:
    """Tell whether a pool's reserve is kept from a track."""
    return pool(city, where).reserved != 0 and not is_member(city, where, track)


@register_jitable
def serve(city: Any) -> None:
    """Serve whoever fits, in the order of the list.

    Only pools that changed since the last time can serve somebody new; of each the first request
    that it may serve is looked up, and the foremost of these is served.
    """
    if city.waiting == 0:
        for i in range(city.changes):
            pool(city, load(city.changed_pools, i, int64)).changed = 0
        city.changes = 0
    while city.changes > 0:
        chosen, chosen_rank, chosen_position = NOBODY, city.ranks, 0
        i = 0
        while i < city.changes:
            where = load(city.changed_pools, i, int64)
            rank, position = _foremost(city, where)
            if position < 0:
                city.changes -= 1
                last = load(city.changed_pools, city.changes, int64)
                store(city.changed_pools, i, last)
                pool(city, where).changed = 0
                continue
            if rank < chosen_rank or (rank == chosen_rank and position < chosen_position):
                chosen, chosen_rank, chosen_position = where, rank, position
            i += 1
        if chosen < 0:
            return
        index = holder(city, chosen_rank, chosen_position)
        lease(city, index, fit(city, index))


@register_jitable
def _foremost(city: Any, where: int) -> tuple[int, int]:
    """Return (priority, position) of the first request that a pool can serve; (0, -1) for none."""
    one = pool(city, where)
    free = one.capacity - one.leased
    others = free
    if one.reserved != 0:
        others = room_of_others(one.capacity, one.leased, one.reserve, one.members_leased)
    for rank in range(city.ranks):
        if one.strict != 0:
            position = first_in(city, where, rank, NONE - 1, NONE - 1, 0)
            if position >= 0:
                index = holder(city, rank, position)
                first = request(city, index)
                room = others if is_outside(city, where, first.track) else free
                fits = whole(city, where, first.area) <= room and suits(city, index, where)
                return rank, position if fits else NOBODY
        else:
            position = first_in(city, where, rank, free, others, 0)
            while position >= 0:
                if suits(city, holder(city, rank, position), where):
                    return rank, position
                position = first_in(city, where, rank, free, others, position + 1)
    return 0, NOBODY


@register_jitable
def fit(city: Any, index: int) -> int:
    """Return the first open pool in which a request fits, or -1."""
    one = request(city, index)
    what = stage(city, one.place)
    for i in range(what.substitutes):
        space = load(city.substitutes, what.spaces + i, int64)
        for turn in range(one.open):
            where = space * city.parks + park_at(city, index, turn)
            if has_room(city, index, where):
                return where
    return NOBODY


@register_jitable
def has_room(city: Any, index: int, where: int) -> bool:
    """Tell whether a request fits in a pool that nobody ahead closes to it."""
    one = request(city, index)
    fits = whole(city, where, one.area) <= room_for(city, where, one.track)
    return fits and suits(city, index, where) and not closed(city, where, index)


@register_jitable
def try_all(city: Any, index: int) -> bool:
    """Grant a request where it fits, or promise it area under construction."""
    where = fit(city, index)
    if where >= 0:
        lease(city, index, where)
        return True
    return _prelet(city, index) > 0 and _promise(city, index)


@register_jitable
def _prelet(city: Any, index: int) -> int:
    """Return how far ahead of its opening a request may be promised area; 0 for an expansion."""
    one = request(city, index)
    return stage(city, one.place).prelet if one.ordinal == 0 else 0


@register_jitable
def room_at(city: Any, at: int, outside: bool) -> int:
    """Return the area of a site that may still be promised, `outside`: but for its reserve."""
    one = site(city, at)
    if not outside:
        return one.area - one.promised
    return promise_to_others(one.area, one.promised, pool(city, one.pool).reserve, one.outside)


@register_jitable
def _promise(city: Any, index: int) -> bool:
    one = request(city, index)
    horizon = city.tick + _prelet(city, index)
    for turn in range(turns(city, index)):
        where = pool_at(city, index, turn)
        if pool(city, where).site < 0 or closed(city, where, index):
            continue
        outside = is_outside(city, where, one.track)
        at = pool(city, where).site
        while at >= 0 and site(city, at).opens <= horizon:
            fits = whole(city, where, one.area) <= room_at(city, at, outside)
            promise = site(city, at)
            if fits and heavy(city, index, where) <= promise.ground - promise.promised_heavy:
                commit(city, index, at)
                return True
            at = promise.next
    return False


@register_jitable
def commit(city: Any, index: int, at: int) -> None:
    """Promise a request its area of a site; it leaves the list."""
    one, promise = request(city, index), site(city, at)
    unlist(city, index)
    one.state = Standing.COMMITTED
    one.outcome = Outcome.COMMITTED
    one.pool = promise.pool
    one.promised = promise.pool
    one.site = at
    one.committed = city.tick
    one.taken = whole(city, promise.pool, one.area)
    _promise_area(city, index, 1)
    one.next_committed = promise.committed
    promise.committed = index
    tell_request(city, What.COMMITTED, index, promise.pool, promise.opens)


@register_jitable
def _promise_area(city: Any, index: int, sign: int) -> None:
    """Promise area of its site to a request, or (sign -1) to nobody again."""
    one = request(city, index)
    promise = site(city, one.site)
    promise.promised += sign * one.taken
    promise.promised_heavy += sign * heavy(city, index, one.pool)
    if is_outside(city, one.pool, one.track):
        promise.outside += sign * one.taken


@register_jitable
def place(city: Any, index: int, where: int) -> None:
    """Lease area in a pool, without a scan."""
    one, space = request(city, index), pool(city, where)
    one.pool = where
    one.taken = whole(city, where, one.area)
    one.ground = on_ground(city, where, one.taken, heavy(city, index, where))
    space.leased += one.taken
    space.ground_leased += one.ground
    if space.tiers != 0 and one.new != 0:
        space.leased_new += one.taken
    if space.reserved != 0 and is_member(city, where, one.track):
        space.members_leased += one.taken


@register_jitable
def lease(city: Any, index: int, where: int) -> None:
    """Grant a request; move-in comes when fit-out is done and the stage before has ended."""
    unlist(city, index)
    _settle_tier(city, index, where)
    place(city, index, where)
    one = request(city, index)
    one.state = Standing.FIT_OUT
    one.outcome = Outcome.SERVED
    one.site = NOBODY
    one.served = city.tick
    tenant = company(city, one.company)
    if one.ordinal > 0:
        tenant.wish = without(city, tenant.wish, index)
    ready = city.tick + fit_out_of(city, index)
    if one.ordinal == 0:
        ready = max(ready, tenant.ready)
        count(city, Flow.GRANTED, one.stage, one.track)
    tenant.holding = with_last(city, tenant.holding, index)
    tell_request(city, What.GRANTED, index, where, ready)
    tell_ground(city, index, What.GRANTED)
    tell_new(city, index, where, What.GRANTED)
    due(
        city,
        ready,
        EventKind.MOVE_IN,
        one.entity,
        one.number,
        one.stage,
        one.ordinal,
        Ticket.REQUEST,
        index,
    )


@register_jitable
def _lease_for_nobody(city: Any, index: int, where: int) -> None:
    """Grant what was promised to a company that has failed since, until its time is over."""
    _settle_tier(city, index, where)
    place(city, index, where)
    one = request(city, index)
    one.state = Standing.STRANDED
    one.site = NOBODY
    one.served = city.tick
    count(city, Flow.GRANTED, one.stage, one.track)
    tell_request(city, What.GRANTED, index, where, FOREVER)
    tell_ground(city, index, What.GRANTED)
    tell_new(city, index, where, What.GRANTED)


@register_jitable
def _settle_tier(city: Any, index: int, where: int) -> None:
    """Find in which buildings what is granted now is: in new ones if all of it fits there."""
    one, space = request(city, index), pool(city, where)
    if space.tiers == 0:
        one.new = 0
    elif one.tied == 0:
        one.new = int64(whole(city, where, one.area) <= free_in(city, where, 1))


@register_jitable
def with_last(city: Any, first: int, index: int) -> int:
    """Put a request at the end of the chain that begins with `first`; return where it begins."""
    request(city, index).next = NOBODY
    if first < 0:
        return index
    last = first
    while request(city, last).next >= 0:
        last = request(city, last).next
    request(city, last).next = index
    return first


@register_jitable
def without(city: Any, first: int, index: int) -> int:
    """Take a request from the chain that begins with `first`; return where it begins."""
    if first == index:
        return request(city, index).next
    before = first
    while request(city, before).next != index:
        before = request(city, before).next
    request(city, before).next = request(city, index).next
    return first


@register_jitable
def occupy(city: Any, index: int) -> None:
    """Turn leased area from fit-out into use."""
    one = request(city, index)
    one.state = Standing.IN_USE
    one.moved = city.tick
    tell_request(city, What.MOVED_IN, index, one.pool, NOBODY)


@register_jitable
def lose(city: Any, index: int, loss: int) -> None:
    """Close a request that ends unserved."""
    one = request(city, index)
    one.state = Standing.CLOSED
    one.ended = city.tick
    one.outcome = Outcome.LEFT if loss == Loss.PATIENCE else Outcome.TURNED_AWAY
    tell_request(city, What.LOST, index, NOBODY, loss)
    if one.ordinal == 0:
        count(city, Flow.LOST, one.stage, one.track)


@register_jitable
def build(city: Any, index: int) -> None:
    """Note area under construction, which requests may be promised."""
    one = site(city, index)
    space = pool(city, one.pool)
    after, at = NOBODY, space.last_site  # of those that open before it, mostly the last
    while at >= 0 and (site(city, at).opens, site(city, at).entity) > (one.opens, one.entity):
        after, at = at, site(city, at).previous
    _follow(city, one.pool, at, index)
    _follow(city, one.pool, index, after)


@register_jitable
def _follow(city: Any, where: int, before: int, after: int) -> None:
    """Let two sites of a pool follow one another; -1 stands for both ends of its list."""
    if before < 0:
        pool(city, where).site = after
    else:
        site(city, before).next = after
    if after < 0:
        pool(city, where).last_site = before
    else:
        site(city, after).previous = before


@register_jitable
def open_sites(city: Any, first: int, count_: int) -> None:
    """Add the area of sites to their pools, keep promises, and serve the list."""
    for index in range(first, first + count_):
        one = site(city, index)
        space = pool(city, one.pool)
        space.capacity += one.area
        space.added += one.area
        space.ground += one.ground
        mark(city, one.pool)
        _follow(city, one.pool, one.previous, one.next)
    while True:
        chosen, chosen_site = NOBODY, NOBODY
        for index in range(first, first + count_):
            at = site(city, index).committed
            while at >= 0:
                if chosen < 0 or _before(city, at, chosen):
                    chosen, chosen_site = at, index
                at = request(city, at).next_committed
        if chosen < 0:
            break
        request(city, chosen).site = chosen_site
        where = request(city, chosen).pool
        cancel(city, chosen)
        if request(city, chosen).stranded >= 0:
            _lease_for_nobody(city, chosen, where)
        else:
            lease(city, chosen, where)
    serve(city)


@register_jitable
def _before(city: Any, one: int, other: int) -> bool:
    a, b = request(city, one), request(city, other)
    return a.rank < b.rank or (a.rank == b.rank and a.key < b.key)
