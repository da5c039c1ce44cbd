"""Rent; see `sim.model.rent`. How companies answer it is worked out once a month."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.rent import moved, response
from sim.kernel.history import pool
from sim.kernel.layout import RENT
from sim.kernel.memory import record


@register_jitable
def rent(city: Any, space: int) -> Any:
    """Return the record of the rent of a space type."""
    return record(city.rents, space, RENT)


@register_jitable
def move_rents(city: Any) -> None:
    """Move each rent by the vacancy of its space type now."""
    for space in range(city.spaces):
        one = rent(city, space)
        if one.moves != 0:
            capacity, leased = 0, 0
            for where in range(space * city.parks, (space + 1) * city.parks):
                capacity += pool(city, where).capacity
                leased += pool(city, where).leased
            one.level = moved(
                one.level, capacity, leased, one.natural, one.adjustment, one.reversion
            )
            one.by_area = response(one.level, one.area)
            one.by_expansion = response(one.level, one.expansion)
            one.by_elsewhere = response(one.level, one.elsewhere)
