"""Expansions: the wishes of a tenant in its last stage."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.keys import child, uniform
from sim.kernel.calendar import due
from sim.kernel.codes import (
    COMPANY,
    DRAW_EVERY,
    DRAW_MORE_AREA,
    DRAW_MORE_PATIENCE,
    EVENT_EXPANSION,
    NO_LOSS,
    WAITING,
)
from sim.kernel.draws import quantile, span
from sim.kernel.founding import file_request
from sim.kernel.history import company, request, stage
from sim.kernel.market import ask, with_last, without
from sim.kernel.needs import draw_key
from sim.kernel.rent import rent
from sim.kernel.timers import set_timers
from sim.scenario.plan.plan import to_area


@register_jitable
def let_grow(city: Any, owner: int) -> None:
    """Put the next wish of a tenant on the calendar."""
    one = company(city, owner)
    rank, ordinal = stage(city, one.place).stage, one.ordinal
    due(city, one.due, EVENT_EXPANSION, one.entity, one.number, rank, ordinal, COMPANY, owner)


@register_jitable
def expand(city: Any, owner: int) -> None:
    """Ask for more space, and set the date of the next wish."""
    one = company(city, owner)
    place, ordinal = one.place, one.ordinal
    what = stage(city, place)
    u = uniform(child(draw_key(city, owner, place, DRAW_MORE_AREA), ordinal))
    area = to_area(quantile(city, what.more_area, u) * rent(city, what.space).by_expansion)
    index = file_request(city, owner, place, ordinal, area)
    one.wish = with_last(city, one.wish, index)
    if ask(city, index, city.tick, one.park, city.parks) != NO_LOSS:
        one.wish = without(city, one.wish, index)
    elif request(city, index).state == WAITING:
        key = child(draw_key(city, owner, place, DRAW_MORE_PATIENCE), ordinal)
        set_timers(city, index, city.tick + span(city, what.more_patience, key), city.end)
    one.ordinal += 1
    key = child(draw_key(city, owner, place, DRAW_EVERY), one.ordinal)
    one.due += span(city, what.every, key)
    let_grow(city, owner)
