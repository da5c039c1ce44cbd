"""Plants that companies build for themselves, outside the pools."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.keys import uniform
from sim.draws.purposes import Purpose
from sim.kernel.codes import NOBODY
from sim.kernel.draws import quantile
from sim.kernel.history import company, note_plant, plant, stage, tell_area
from sim.kernel.needs import draw_key, leaves_behind
from sim.model.log import What
from sim.scenario.plan.plan import to_area


@register_jitable
def plant_area(city: Any, owner: int, place: int, known: int) -> int:
    """Return the area of a company's own plant, `known` if above 0; -1 where it is not counted."""
    what = stage(city, place)
    if known > 0 or what.plant < 0:
        return known if known > 0 else NOBODY
    return to_area(quantile(city, what.plant, uniform(draw_key(city, owner, place, Purpose.AREA))))


@register_jitable
def begin_plant(city: Any, owner: int, place: int, area: int, begun: int, ready: int) -> None:
    """Start to build a plant, if its area is counted; it is `ready` when its stage can start."""
    if area >= 0:
        index = note_plant(city, owner, place, area, begun, NOBODY, ready)
        company(city, owner).builds_plant = index


@register_jitable
def stand_plant(city: Any, owner: int, place: int, area: int) -> None:
    """Let a plant be in use at the opening, if its area is counted."""
    if area >= 0:
        company(city, owner).plant = note_plant(city, owner, place, area, NOBODY, city.tick, NOBODY)


@register_jitable
def open_plant(city: Any, owner: int) -> int:
    """Put into use what a company built, if anything; return its area, or -1."""
    one = company(city, owner)
    one.plant = one.builds_plant
    one.builds_plant = NOBODY
    if one.plant < 0:
        return NOBODY
    built = plant(city, one.plant)
    built.started = city.tick
    return built.area


@register_jitable
def close_plant(city: Any, owner: int) -> None:
    """Stop using a plant: its stage is over."""
    one = company(city, owner)
    if one.plant >= 0:
        plant(city, one.plant).ended = city.tick
        one.plant = NOBODY


@register_jitable
def leave_plant(city: Any, owner: int) -> None:
    """Give up a plant that a company builds, or leave it behind to be finished for nobody."""
    one = company(city, owner)
    if one.builds_plant < 0:
        return
    built = plant(city, one.builds_plant)
    if leaves_behind(city, owner, one.sought):
        built.empty = built.ready
        rank = stage(city, one.sought).stage
        tell_area(city, What.STRANDED, owner, rank, built.area, built.ready)
    else:
        built.ended = city.tick
    one.builds_plant = NOBODY
