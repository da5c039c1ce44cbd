"""What a company needs: its draws for a stage, by the keys of `sim.model.company`."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numba.extending import register_jitable
from numpy import float64

from sim.draws.firms import number_of_lines, share_of_firms
from sim.draws.hazards import cumulated, struck
from sim.draws.keys import child, life_key, uniform
from sim.draws.laws import eased, race
from sim.draws.opening import ticks_left
from sim.draws.purposes import Purpose
from sim.draws.routes import Route, route
from sim.kernel.draws import interpolated, quantile, span
from sim.kernel.history import company, request, stage
from sim.kernel.layout import ANSWER
from sim.kernel.memory import int64, load, record, store
from sim.kernel.races import winner
from sim.kernel.rent import by_market, rent
from sim.scenario.plan.plan import MOST_ANSWER, area_with_lines, to_area
from sim.scenario.values.dates import MONTH

_SURELY = 1.0 + 1e-9
"""Above what the order of adding may make of a sum."""


@register_jitable
def draw_key(city: Any, owner: int, place: int, purpose: int) -> int:
    """Return the key of one of a company's draws for a stage."""
    return child(child(company(city, owner).key, stage(city, place).luck), purpose)


@register_jitable
def answer(city: Any, place: int) -> Any:
    """Return the record of what cycles multiply this month, of what the companies of a stage do."""
    return answer_at(city, place, city.tick)


@register_jitable
def answer_at(city: Any, place: int, tick: int) -> Any:
    """Return the same for the month of a tick."""
    first = stage(city, place).answers
    return record(city.answers, first + tick // MONTH if first > 0 else 0, ANSWER)


@register_jitable
def closes_at(city: Any, owner: int, place: int, end: int) -> int:
    """Return when a company closes in a stage that starts now, or its `end` if it does not."""
    rate = stage(city, place).closes
    return _struck_at(city, owner, place, Purpose.CLOSES, rate, end)


@register_jitable
def gives_back_at(city: Any, owner: int, place: int, end: int) -> int:
    """Return when it gives back a part of its lease, or the `end` of the stage if it does not."""
    rate = stage(city, place).gives_back
    return _struck_at(city, owner, place, Purpose.GIVES_BACK, rate, end)


@register_jitable
def _struck_at(city: Any, owner: int, place: int, purpose: int, rate: float, end: int) -> int:
    """Invert a hazard of so much a year: from now, as for who is met midway it ages not."""
    left = race(1.0, uniform(draw_key(city, owner, place, purpose)))
    at, last = city.tick, min(end, city.end)
    most = MOST_ANSWER if stage(city, place).answers > 0 else 1.0
    if cumulated(rate, most, last - at) * _SURELY < left:
        return end
    while at < last:
        now = answer_at(city, place, at)
        factor = now.closes if purpose == Purpose.CLOSES else now.gives_back
        until = min((at // MONTH + 1) * MONTH, last)
        passed = cumulated(rate, factor, until - at)
        if passed > left:
            return min(end, int64(struck(at, left, rate, factor)))
        left -= passed
        at = until
    return end


@register_jitable
def fit_out_of(city: Any, index: int) -> int:
    """Draw the fit-out of what a request was granted."""
    one = request(city, index)
    what = stage(city, one.place)
    if one.ordinal > 0:
        key = draw_key(city, one.company, one.place, Purpose.EXPANSION_FIT_OUT)
        return span(city, what.more_fit_out, child(key, one.ordinal))
    return span(city, what.fit_out, draw_key(city, one.company, one.place, Purpose.FIT_OUT))


@register_jitable
def rest(
    city: Any, owner: int, place: int, whole_law: int, table: int, grew: float, sub: int
) -> int:
    """Draw what is left of a span met midway; where arrivals grew, the young are more.

    The law is of the whole span; a `table`, or -1, says where to read its quantiles.
    """
    return rest_within(city, owner, place, whole_law, table, grew, sub, inf)


@register_jitable
def rest_within(
    city: Any,
    owner: int,
    place: int,
    whole_law: int,
    table: int,
    grew: float,
    sub: int,
    longest: float,
) -> int:
    """Draw what is left of a span that is met in its last months, so many at the `longest`."""
    s = uniform(child(draw_key(city, owner, place, Purpose.BIASED), sub))
    if table >= 0:
        s = eased(interpolated(city, table, s))
    whole = min(quantile(city, whole_law, s), longest)
    u = uniform(child(draw_key(city, owner, place, Purpose.AGE), sub))
    return ticks_left(whole, u, grew)


@register_jitable
def route_of(city: Any, owner: int, place: int, stayed: bool) -> int:
    """Draw how room is found; `stayed`: it is known that the company did not go elsewhere."""
    what = stage(city, place)
    if what.space < 0:
        return Route.NONE
    u = uniform(draw_key(city, owner, place, Purpose.ROUTE))
    of_rent = rent(city, what.space).by_elsewhere
    factor = by_market(city, place, of_rent, what.market_elsewhere) * answer(city, place).elsewhere
    elsewhere = what.elsewhere * factor
    return int64(route(u, stayed, elsewhere, what.housed, what.cdmo, what.self_build))


@register_jitable
def lines(city: Any, key: int, place: int, firm: bool) -> int:
    """Draw how many product lines the company of a key has in what it leases for a stage."""
    what = stage(city, place)
    if what.lines == 1.0 or not firm:
        return 1
    return number_of_lines(what.lines, uniform(child(child(key, what.luck), Purpose.LINES)))


@register_jitable
def leased_area(city: Any, key: int, place: int, firm: bool, factor: float) -> int:
    """Draw the area that the company of a key leases for a stage, m², times a factor."""
    what = stage(city, place)
    factor *= area_with_lines(what.lines_area, lines(city, key, place, firm))
    u = uniform(child(child(key, what.luck), Purpose.AREA))
    return int64(to_area(quantile(city, what.area, u) * factor))


@register_jitable
def is_firm(city: Any, owner: int, place: int) -> bool:
    """Draw whether a company found beyond a stage at the opening is the firm that leased for it."""
    what = stage(city, place)
    if what.lines == 1.0:
        return True
    share = share_of_firms(what.lines, what.success)
    return uniform(draw_key(city, owner, place, Purpose.FIRM)) < share


@register_jitable
def holds(city: Any, owner: int, place: int) -> bool:
    """Draw whether a company holds the space of the stage before through one without space."""
    share = stage(city, place).holds
    return share > 0.0 and uniform(draw_key(city, owner, place, Purpose.HOLDS)) < share


@register_jitable
def leaves_behind(city: Any, owner: int, place: int) -> bool:
    """Draw whether what was taken ahead for a stage stays let when the stage before fails."""
    share = stage(city, place).strands
    return share > 0.0 and uniform(draw_key(city, owner, place, Purpose.STRANDS)) < share


@register_jitable
def first_park(city: Any, owner: int, place: int, first: int) -> int:
    """Return the park that comes first in a company's order; see `order_parks`."""
    what, one = stage(city, place), company(city, owner)
    if what.stay_put != 0 and first < 0:
        first = one.park
    if what.order >= 0:
        for i in range(what.parks):
            if load(city.orders_fixed, what.order + i, int64) == first:
                return first
        return load(city.orders_fixed, what.order, int64)
    if first >= 0 and load(city.weights, what.weights + first, float64) > 0.0:
        return first
    key = life_key(one.key, Purpose.PARK)
    return winner(city, key, city.park_words, 0, what.weights, city.parks)


@register_jitable
def order_parks(city: Any, owner: int, place: int, first: int, at: int) -> int:
    """Write the parks in a company's order from `at` on in `orders`; return how many there are.

    `first` comes first, if it is one of them; -1: nobody does, but for a company that stays put.
    """
    what, one = stage(city, place), company(city, owner)
    parks = 0
    if what.order >= 0:
        while parks < what.parks:
            park = load(city.orders_fixed, what.order + parks, int64)
            store(city.orders, at + parks, np.int16(park))
            parks += 1
    else:
        key = life_key(one.key, Purpose.PARK)
        for park in range(city.parks):
            weight = load(city.weights, what.weights + park, float64)
            if weight > 0.0:
                word = load(city.park_words, park, np.uint64)
                time = race(1.0, uniform(child(key, word))) / weight
                i = parks
                while i > 0 and load(city.times, i - 1, float64) > time:
                    store(city.times, i, load(city.times, i - 1, float64))
                    store(city.orders, at + i, load(city.orders, at + i - 1, np.int16))
                    i -= 1
                store(city.times, i, time)
                store(city.orders, at + i, np.int16(park))
                parks += 1
    if what.stay_put != 0 and first < 0:
        first = one.park
    for i in range(parks):
        if load(city.orders, at + i, np.int16) == first:
            for j in range(i, 0, -1):
                store(city.orders, at + j, load(city.orders, at + j - 1, np.int16))
            store(city.orders, at, np.int16(first))
            break
    return parks
