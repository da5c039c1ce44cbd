"""Giving space back, and leaving the model."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.purposes import Purpose
from sim.draws.space import heavy_part, on_ground
from sim.kernel.calendar import due
from sim.kernel.codes import NOBODY, Standing, Ticket
from sim.kernel.draws import span
from sim.kernel.founding import file_request
from sim.kernel.guests import come_back
from sim.kernel.history import (
    company,
    count,
    pool,
    request,
    stage,
    tell,
    tell_ground,
    tell_new,
    tell_request,
)
from sim.kernel.market import cancel, serve, without
from sim.kernel.memory import int64, load, store
from sim.kernel.needs import draw_key, leaves_behind
from sim.kernel.plants import leave_plant
from sim.kernel.waiting import is_member, mark
from sim.kernel.works import take_back
from sim.model.log import Early, Fate, Flow, Outcome, What
from sim.scenario.plan.eventkey import EventKind


@register_jitable
def give_back(city: Any, owner: int, index: int, spared: int) -> None:
    """Release the space of a stage: that of a request, and what was added to it, but one or -1."""
    one, place = company(city, owner), request(city, index).place
    at = one.holding
    while at >= 0:
        lease, following = request(city, at), request(city, at).next
        if lease.place == place and at != spared:
            one.holding = without(city, one.holding, at)
            release(city, at)
        at = following


@register_jitable
def hold(city: Any, owner: int, index: int) -> None:
    """Note that the space of a stage is held through one without space, from now; as above."""
    place = request(city, index).place
    at = company(city, owner).holding
    while at >= 0:
        one = request(city, at)
        if one.place == place:
            if one.held < 0:
                one.held = city.tick
            tell_request(city, What.HELD, at, one.pool, NOBODY)
        at = one.next


@register_jitable
def release(city: Any, index: int) -> None:
    """Free the area of a granted request; the list is not served yet."""
    one = request(city, index)
    in_use = int64(one.state == Standing.IN_USE)
    _free(city, index)
    tell_request(city, What.RELEASED, index, one.pool, in_use)
    take_back(city, one.pool, one.taken)


@register_jitable
def reduce(city: Any, index: int, taken: int) -> None:
    """Free what of a lease is beyond an area; the list is not served yet."""
    lease, where = request(city, index), pool(city, request(city, index).pool)
    part, ground = lease.taken - taken, lease.ground
    share, floors = stage(city, lease.place).heavy, where.floors != 0
    needed = heavy_part(taken, where.unit, share, floors)
    lease.ground = on_ground(taken, needed, lease.taken, ground, floors)
    lease.taken = taken
    freed = file_request(city, lease.company, lease.place, lease.ordinal, part)
    one = request(city, freed)
    one.first = lease.pool
    one.pool = lease.pool
    one.space = lease.pool // city.parks
    one.ground = ground - lease.ground
    one.new = lease.new
    one.served = lease.served
    one.moved = lease.moved
    one.opening = lease.opening
    one.outcome = Outcome.SERVED
    one.early = Early.GIVEN_BACK
    _free(city, freed)
    tell_request(city, What.REDUCED, freed, one.pool, index)
    tell_ground(city, freed, What.REDUCED)
    tell_new(city, freed, one.pool, What.REDUCED)
    take_back(city, one.pool, part)


@register_jitable
def _free(city: Any, index: int) -> None:
    """Take what is leased out of its pool."""
    one = request(city, index)
    where = pool(city, one.pool)
    where.leased -= one.taken
    where.ground_leased -= one.ground
    if where.tiers != 0 and one.new != 0:
        where.leased_new -= one.taken
    if where.reserved != 0 and is_member(city, one.pool, one.track):
        where.members_leased -= one.taken
    one.state = Standing.CLOSED
    one.ended = city.tick
    mark(city, one.pool)


@register_jitable
def drop_wishes(city: Any, owner: int) -> None:
    """Give up, with a stage, what the end of a lease asked for and what is not in use yet."""
    one = company(city, owner)
    while one.wish >= 0:
        index = one.wish
        one.wish = request(city, index).next
        _call_off(city, index)
    at = one.holding
    while at >= 0:
        lease, following = request(city, at), request(city, at).next
        if lease.place == one.place and lease.state == Standing.FIT_OUT:
            one.holding = without(city, one.holding, at)
            release(city, at)
        at = following
    serve(city)


@register_jitable
def end(city: Any, owner: int, fate: int, place: int) -> None:
    """Leave the model in or before a stage: call off, release everything, then serve the list."""
    one = company(city, owner)
    one.alive = 0
    leave_plant(city, owner)
    if one.searching != 0 and one.wanted >= 0 and not _strand(city, owner, one.wanted):
        _call_off(city, one.wanted)
    index = one.wish
    while index >= 0:
        following = request(city, index).next
        _call_off(city, index)
        index = following
    index = one.holding
    while index >= 0:
        following = request(city, index).next
        if fate == Fate.CLOSED:
            request(city, index).early = Early.CLOSED
        release(city, index)
        index = following
    rank = stage(city, place).stage
    tell(city, What.ENDED, owner, rank, fate)
    if fate == Fate.ELSEWHERE:
        count(city, Flow.ELSEWHERE, rank, one.track)
    elif fate == Fate.COMPLETED:
        count(city, Flow.COMPLETED, rank, one.track)
    store(city.fates, fate - 1, load(city.fates, fate - 1, int64) + 1)
    come_back(city, owner, place, fate)
    one.holding = city.free_company
    city.free_company = owner
    serve(city)


@register_jitable
def _strand(city: Any, owner: int, index: int) -> bool:
    """Leave behind what was taken ahead, if the draw says so; the stage before has failed."""
    one = request(city, index)
    if one.state != Standing.FIT_OUT and one.state != Standing.COMMITTED:
        return False
    if not leaves_behind(city, owner, one.place):
        return False
    key = draw_key(city, owner, one.place, Purpose.STRANDED)
    until = city.tick + span(city, stage(city, one.place).stranded, key)
    one.stranded = city.tick
    one.outcome = Outcome.CANCELLED
    if one.state == Standing.FIT_OUT:
        company(city, owner).holding = without(city, company(city, owner).holding, index)
        one.state = Standing.STRANDED
    tell_request(city, What.STRANDED, index, one.pool, until)
    kind, ticket = EventKind.STAGE_END, Ticket.REQUEST
    due(city, until, kind, one.entity, one.number, one.stage, 0, ticket, index)
    return True


@register_jitable
def let_go(city: Any, index: int) -> None:
    """Free what a company left behind: its time is over."""
    one = request(city, index)
    if one.state == Standing.COMMITTED:
        tell_request(city, What.CANCELLED, index, NOBODY, 1)
        one.ended = city.tick
        cancel(city, index)
    else:
        release(city, index)
    serve(city)


@register_jitable
def _call_off(city: Any, index: int) -> None:
    one = request(city, index)
    if one.state == Standing.CLOSED:
        return
    tell_request(city, What.CANCELLED, index, NOBODY, int64(one.state != Standing.WAITING))
    one.ended = city.tick
    if one.served < 0 or city.tick <= one.wait_from:
        one.outcome = Outcome.CANCELLED
    if one.state == Standing.WAITING or one.state == Standing.COMMITTED:
        cancel(city, index)
