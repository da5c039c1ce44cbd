"""Giving space back, and leaving the model."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.kernel.codes import NOBODY, Standing
from sim.kernel.guests import come_back
from sim.kernel.history import company, count, pool, request, stage, tell, tell_request
from sim.kernel.market import cancel, serve, without
from sim.kernel.memory import int64, load, store
from sim.kernel.plants import give_up_plant
from sim.kernel.waiting import is_member, mark
from sim.kernel.works import take_back
from sim.model.log import Fate, Flow, Outcome, What


@register_jitable
def give_back(city: Any, owner: int, index: int) -> None:
    """Release one of the spaces that a company holds."""
    one = company(city, owner)
    one.holding = without(city, one.holding, index)
    release(city, index)


@register_jitable
def hold(city: Any, index: int) -> None:
    """Note that leased space is held through a stage without space, from now."""
    one = request(city, index)
    if one.held < 0:
        one.held = city.tick
    tell_request(city, What.HELD, index, one.pool, NOBODY)


@register_jitable
def release(city: Any, index: int) -> None:
    """Free the area of a granted request; the list is not served yet."""
    one = request(city, index)
    where = pool(city, one.pool)
    where.leased -= one.taken
    where.ground_leased -= one.ground
    if where.reserved != 0 and is_member(city, one.pool, one.track):
        where.members_leased -= one.taken
    in_use = int64(one.state == Standing.IN_USE)
    one.state = Standing.CLOSED
    one.ended = city.tick
    mark(city, one.pool)
    tell_request(city, What.RELEASED, index, one.pool, in_use)
    take_back(city, one.pool, one.taken)


@register_jitable
def end(city: Any, owner: int, fate: int, place: int) -> None:
    """Leave the model in or before a stage: call off, release everything, then serve the list."""
    one = company(city, owner)
    one.alive = 0
    if one.searching != 0 and one.wanted >= 0:
        _call_off(city, one.wanted)
    index = one.wish
    while index >= 0:
        following = request(city, index).next
        _call_off(city, index)
        index = following
    index = one.holding
    while index >= 0:
        following = request(city, index).next
        release(city, index)
        index = following
    give_up_plant(city, owner)
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
