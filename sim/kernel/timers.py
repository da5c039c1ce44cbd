"""What ends the wait of a request."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.kernel.calendar import due
from sim.kernel.codes import EVENT_PATIENCE, EVENT_SPILL_OVER, FATE_PATIENCE, REQUEST, WAITING
from sim.kernel.history import company, request
from sim.kernel.leaving import end
from sim.kernel.market import last_try, serve, without


@register_jitable
def set_timers(city: Any, index: int, gives_up: int, spills: int) -> None:
    """Let a request wait until one tick, and look at all parks at another."""
    one = request(city, index)
    entity, number, rank, ordinal = one.entity, one.number, one.stage, one.ordinal
    due(city, spills, EVENT_SPILL_OVER, entity, number, rank, ordinal, REQUEST, index)
    due(city, gives_up, EVENT_PATIENCE, entity, number, rank, ordinal, REQUEST, index)


@register_jitable
def lose_patience(city: Any, index: int) -> None:
    """Try everywhere once more, and give up."""
    one = request(city, index)
    if one.state != WAITING or last_try(city, index):
        return
    if one.ordinal > 0:
        owner = company(city, one.company)
        owner.wish = without(city, owner.wish, index)
        serve(city)
    else:
        end(city, one.company, FATE_PATIENCE, one.place)
