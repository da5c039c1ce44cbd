"""What a request takes of a pool: whole units, and ground floors for what is heavy."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.kernel.history import pool, request, stage
from sim.scenario.plan.split import cover


@register_jitable
def whole(city: Any, where: int, area: int) -> int:
    """Return an area in whole units of a pool, which is what a lease takes."""
    unit = pool(city, where).unit
    return (area + unit - 1) // unit * unit


@register_jitable
def heavy(city: Any, index: int, where: int) -> int:
    """Return the area that a request needs on ground floors of a pool."""
    if pool(city, where).floors == 0:
        return 0
    one = request(city, index)
    return cover(whole(city, where, one.area), stage(city, one.place).heavy)


@register_jitable
def bears(city: Any, index: int, where: int) -> bool:
    """Tell whether ground floors have room for what of a request is heavy."""
    one = pool(city, where)
    return heavy(city, index, where) <= one.ground - one.ground_leased


@register_jitable
def can_ever_hold(city: Any, index: int, where: int) -> bool:
    """Tell whether a request will fit in a pool some day if everybody leaves."""
    one = pool(city, where)
    if whole(city, where, request(city, index).area) > one.limit:
        return False
    return heavy(city, index, where) <= one.ground_limit


@register_jitable
def on_ground(city: Any, where: int, area: int, needed: int) -> int:
    """Return what of an area taken now comes from ground floors: the rest when upstairs is full."""
    one = pool(city, where)
    if one.floors == 0:
        return 0
    free = one.ground - one.ground_leased
    upstairs = one.capacity - one.leased - free
    return max(min(needed, free), area - upstairs)
