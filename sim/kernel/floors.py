"""What a request takes of a pool: whole units, ground floors for what is heavy, new buildings."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws import space
from sim.kernel.history import pool, request, stage


@register_jitable
def whole(city: Any, where: int, area: int) -> int:
    """Return an area in whole units of a pool, which is what a lease takes."""
    unit = pool(city, where).unit
    return area if unit == 1 else space.whole(area, unit)  # a division takes twenty cycles


@register_jitable
def heavy(city: Any, index: int, where: int) -> int:
    """Return the area that a request needs on ground floors of a pool."""
    one, there = request(city, index), pool(city, where)
    share = stage(city, one.place).heavy
    return space.heavy_part(one.area, there.unit, share, there.floors != 0)


@register_jitable
def bears(city: Any, index: int, where: int) -> bool:
    """Tell whether ground floors have room for what of a request is heavy."""
    one = pool(city, where)
    return heavy(city, index, where) <= one.ground - one.ground_leased


@register_jitable
def free_in(city: Any, where: int, new: int) -> int:
    """Return the area of a pool that is free in new, or in old, buildings."""
    one = pool(city, where)
    free = one.capacity - one.leased
    free_new = space.free_in_new(free, one.added, one.leased_new)
    return free_new if new != 0 else free - free_new


@register_jitable
def suits(city: Any, index: int, where: int) -> bool:
    """Tell whether ground floors have room for what is heavy, and the buildings it is tied to."""
    if pool(city, where).tiers != 0 and request(city, index).tied != 0:
        one = request(city, index)
        if whole(city, where, one.area) > free_in(city, where, one.new):
            return False
    return bears(city, index, where)


@register_jitable
def can_ever_hold(city: Any, index: int, where: int) -> bool:
    """Tell whether a request will fit in a pool some day if everybody leaves."""
    one = pool(city, where)
    if whole(city, where, request(city, index).area) > one.limit:
        return False
    return heavy(city, index, where) <= one.ground_limit


@register_jitable
def on_ground(city: Any, where: int, area: int, needed: int) -> int:
    """Return what of an area taken now comes from ground floors; `needed` must stand there."""
    one = pool(city, where)
    free, free_ground = one.capacity - one.leased, one.ground - one.ground_leased
    return space.on_ground(area, needed, free, free_ground, one.floors != 0)
