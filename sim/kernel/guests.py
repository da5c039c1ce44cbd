"""Companies that come because of another one: guests, firms that come back, lines of a firm."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.firms import line_number
from sim.draws.keys import child, uniform
from sim.draws.purposes import Kind, Purpose
from sim.kernel.draws import quantile
from sim.kernel.founding import come, found
from sim.kernel.history import company, stage
from sim.kernel.layout import STREAM
from sim.kernel.memory import int64, load, record
from sim.kernel.needs import draw_key
from sim.scenario.plan.plan import to_area, to_ticks
from sim.scenario.values.dates import MONTH


@register_jitable
def ask_at_maker(city: Any, owner: int, place: int) -> None:
    """Have a contract manufacturer, if it is in the city, ask for the space of a stage."""
    one, what = company(city, owner), stage(city, place)
    if uniform(draw_key(city, owner, place, Purpose.CDMO_CHANCE)) >= what.cdmo_chance:
        return
    stream = record(city.streams, what.cdmo_stream, STREAM)
    u = uniform(draw_key(city, owner, place, Purpose.AREA))
    if what.cdmo_area < 0:
        area = to_area(quantile(city, what.area, u) * what.cdmo_share)
    else:
        area = to_area(quantile(city, what.cdmo_area, u))
    name = (what.cdmo_stream * city.entities + one.entity) * city.stages + what.stage
    guest = found(
        city,
        load(city.guest_entities, name, int64),
        one.number,
        stream.track,
        child(child(child(one.key, what.luck), Kind.CDMO), stream.luck),
        stream.entry,
        area,
        0,
    )
    company(city, guest).returns = one.returns
    company(city, guest).firm = 0
    come(city, guest, city.tick)


@register_jitable
def go_on_apart(city: Any, owner: int, line: int, place: int) -> None:
    """Have a further line of a firm ask for the stage at `place`, as a company of its own."""
    one, before = company(city, owner), stage(city, place - 1)
    apart = found(
        city,
        load(city.line_entities, one.entity * city.stages + before.stage, int64),
        line_number(one.number, line),
        one.track,
        child(child(child(one.key, before.luck), Kind.LINE), line),
        place,
        0,
        one.spawns,
    )
    company(city, apart).returns = one.returns
    company(city, apart).line = 1
    company(city, apart).firm = 0
    come(city, apart, city.tick)


@register_jitable
def come_back(city: Any, owner: int, place: int, fate: int) -> None:
    """Have a company that left for want of a stage come back for it, if it does so in time."""
    one, what = company(city, owner), stage(city, place)
    if one.returns == 0 or (city.return_after >> fate) & 1 == 0:
        return
    months = quantile(city, city.return_law, uniform(draw_key(city, owner, place, Purpose.RETURN)))
    if months * MONTH >= city.end or city.tick + to_ticks(months) >= city.end:
        return
    name = one.entity * city.stages + what.stage
    back = found(
        city,
        load(city.return_entities, name, int64),
        one.number,
        one.track,
        child(child(one.key, what.luck), Kind.RETURN),
        place,
        0,
        one.spawns,
    )
    company(city, back).returns = 0
    company(city, back).back = 1
    company(city, back).firm = 0
    come(city, back, city.tick + to_ticks(months))
