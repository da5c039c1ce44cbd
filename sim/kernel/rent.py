"""Rent and vacancy, see `sim.model.rent`; how rent is answered is worked out once a month."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.market import answered
from sim.draws.rent import moved, response
from sim.kernel.history import pool, stage
from sim.kernel.layout import RENT
from sim.kernel.memory import record


@register_jitable
def rent(city: Any, space: int) -> Any:
    """Return the record of the rent of a space type."""
    return record(city.rents, space, RENT)


@register_jitable
def move_rents(city: Any) -> None:
    """Move each rent by the vacancy of its space type now, in all parks or in one."""
    for space in range(city.spaces):
        one = rent(city, space)
        if one.by_park != 0:
            for park in range(city.parks):
                at = pool(city, space * city.parks + park)
                at.rent = moved(
                    at.rent, at.capacity, at.leased, one.natural, one.adjustment, one.reversion
                )
        if one.moves != 0:
            capacity, leased = _let(city, space)
            one.level = moved(
                one.level, capacity, leased, one.natural, one.adjustment, one.reversion
            )
            one.by_area = response(one.level, one.area)
            one.by_expansion = response(one.level, one.expansion)
            one.by_elsewhere = response(one.level, one.elsewhere)


@register_jitable
def by_market(city: Any, place: int, of_rent: float, pull: float) -> float:
    """Return by how much the market multiplies what the companies of a stage ask.

    `of_rent`: by its type's rent; `pull`: of vacancy, where they answer in their own way.
    """
    what = stage(city, place)
    if what.usual < 0.0:
        return of_rent
    capacity, leased = _let(city, what.space)
    return answered(capacity, leased, what.usual, pull)


@register_jitable
def _let(city: Any, space: int) -> tuple[int, int]:
    """Return what stands of a space type and what of it is leased now, m²."""
    capacity, leased = 0, 0
    for where in range(space * city.parks, (space + 1) * city.parks):
        capacity += pool(city, where).capacity
        leased += pool(city, where).leased
    return capacity, leased
