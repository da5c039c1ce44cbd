"""What a tenant asks for while its stage runs; see `sim.model.wishes`."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable
from numpy import float64

from sim.draws.keys import child, uniform
from sim.draws.leases import LeaseEnd, appeal, lease_end, tier
from sim.draws.purposes import Purpose
from sim.kernel.calendar import due
from sim.kernel.codes import NO_LOSS, Standing, Ticket
from sim.kernel.draws import quantile, span
from sim.kernel.floors import whole
from sim.kernel.founding import file_request
from sim.kernel.history import company, pool, request, stage
from sim.kernel.leaving import give_back, reduce
from sim.kernel.market import ask, ask_to_move, serve, with_last, without
from sim.kernel.memory import int64, load, store
from sim.kernel.needs import answer, draw_key
from sim.kernel.rent import by_market, rent
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import to_area


@register_jitable
def expect_wish(city: Any, owner: int) -> None:
    """Put the next wish of a tenant, or end of its lease, on the calendar."""
    one = company(city, owner)
    what = stage(city, one.place)
    if what.term >= 0 and one.due >= one.over:
        return
    kind, rank, ordinal = EventKind.EXPANSION, what.stage, one.ordinal
    due(city, one.due, kind, one.entity, one.number, rank, ordinal, Ticket.COMPANY, owner)


@register_jitable
def expand(city: Any, owner: int) -> None:
    """Ask for more space, or decide at the end of a lease; and set the date of the next."""
    one = company(city, owner)
    place, ordinal = one.place, one.ordinal
    what = stage(city, place)
    if what.term >= 0:
        _end_lease(city, owner)
    else:
        u = uniform(child(draw_key(city, owner, place, Purpose.EXPANSION_AREA), ordinal))
        of_rent = rent(city, what.space).by_expansion
        factor = by_market(city, place, of_rent, what.market_area) * answer(city, place).area
        _ask_more(city, owner, to_area(quantile(city, what.more_area, u) * factor))
    one.ordinal += 1
    key = child(draw_key(city, owner, place, Purpose.EXPANSION_EVERY), one.ordinal)
    one.due += span(city, what.every, key)
    expect_wish(city, owner)


@register_jitable
def give_back_part(city: Any, owner: int) -> None:
    """Let go of a part of the space that a tenant moved into, while the stage runs on."""
    one = company(city, owner)
    _shrink(city, one.present, stage(city, one.place).gives_back_by)


@register_jitable
def move_to(city: Any, index: int) -> None:
    """Leave what a tenant leased for the stage before it moved into what it asked for."""
    owner = request(city, index).company
    one = company(city, owner)
    give_back(city, owner, index, index)
    one.present = index
    one.park = request(city, index).pool % city.parks
    serve(city)


@register_jitable
def set_timers(city: Any, index: int, gives_up: int, spills: int) -> None:
    """Let a request wait until one tick, and look at all parks at another."""
    one = request(city, index)
    entity, number, rank, ordinal = one.entity, one.number, one.stage, one.ordinal
    due(city, spills, EventKind.SPILL_OVER, entity, number, rank, ordinal, Ticket.REQUEST, index)
    due(city, gives_up, EventKind.PATIENCE, entity, number, rank, ordinal, Ticket.REQUEST, index)


@register_jitable
def _end_lease(city: Any, owner: int) -> None:
    """Stay, shrink, grow, or compare the parks; nothing is decided while a wish is open."""
    one = company(city, owner)
    what = stage(city, one.place)
    if one.wish >= 0:
        return
    taken, at = 0, one.holding
    while at >= 0:
        lease = request(city, at)
        if lease.place == one.place:
            if lease.state == Standing.FIT_OUT:
                return
            taken += lease.taken
        at = lease.next
    u = uniform(child(draw_key(city, owner, one.place, Purpose.LEASE_END), one.ordinal))
    decision, left = lease_end(u, what.shrinks, what.grows, what.compares)
    if decision == LeaseEnd.SHRINKS:
        _shrink(city, one.present, what.shrinks_by)
    elif decision == LeaseEnd.GROWS:
        _ask_more(city, owner, to_area(taken * what.grows_by))
    elif decision == LeaseEnd.COMPARES:
        place = _drawn_place(city, owner, left)
        if place != _own_place(city, owner):
            _ask_to_move(city, owner, taken, place >> 1, place & 1)


@register_jitable
def _shrink(city: Any, index: int, by: float) -> None:
    """Give back a part of a lease; at least 1 m², or a unit, stays."""
    lease = request(city, index)
    taken = whole(city, lease.pool, to_area(lease.taken * (1.0 - by)))
    if taken < lease.taken:
        reduce(city, index, taken)
        serve(city)


@register_jitable
def _ask_more(city: Any, owner: int, area: int) -> None:
    """Ask for more space, in the present park first."""
    one = company(city, owner)
    index = file_request(city, owner, one.place, one.ordinal, area)
    one.wish = with_last(city, one.wish, index)
    _wait_for(city, owner, index, ask(city, index, city.tick, one.park, city.parks))


@register_jitable
def _ask_to_move(city: Any, owner: int, area: int, park: int, new: int) -> None:
    """Ask for space in another park, or in other buildings, and there alone."""
    one = company(city, owner)
    index = file_request(city, owner, one.place, one.ordinal, area)
    one.wish = with_last(city, one.wish, index)
    leaves = request(city, one.present).pool
    _wait_for(city, owner, index, ask_to_move(city, index, park, new, leaves))


@register_jitable
def _wait_for(city: Any, owner: int, index: int, loss: int) -> None:
    """Let a wish that found nothing wait for as long as a law says, if it was not turned away."""
    one = company(city, owner)
    if loss != NO_LOSS:
        one.wish = without(city, one.wish, index)
    elif request(city, index).state == Standing.WAITING:
        key = draw_key(city, owner, one.place, Purpose.EXPANSION_PATIENCE)
        patience = span(city, stage(city, one.place).more_patience, child(key, one.ordinal))
        set_timers(city, index, city.tick + patience, city.end)


@register_jitable
def _own_place(city: Any, owner: int) -> int:
    """Return 2 × the park of a tenant, and 1 more if it is in new buildings told apart."""
    one = company(city, owner)
    return 2 * int64(one.park) + int64(request(city, one.present).new)


@register_jitable
def _drawn_place(city: Any, owner: int, u: float) -> int:
    """Return the place that a tenant draws, as from `_own_place`, which it is where nothing stands.

    Where old and new buildings are told apart a park is two places, the old one first.
    """
    one = company(city, owner)
    what, total = stage(city, one.place), 0.0
    for place in range(2 * city.parks):
        park, new = place >> 1, place & 1
        where = pool(city, what.space * city.parks + park)
        if where.tiers != 0 or new == 0:
            weight = load(city.weights, what.weights + park, float64)
            capacity, leased, added = where.capacity, where.leased, where.added
            if where.tiers != 0:
                weight, capacity, leased, added = tier(
                    new != 0, where.leased_new, weight, capacity, leased, added
                )
            rent = where.rent_start + where.rent
            total += appeal(
                weight,
                capacity,
                leased,
                added,
                what.vacancy_pull,
                what.newness_pull,
                what.rent_pull,
                rent + where.rent_new if new != 0 else rent,
            )
        store(city.times, place, total)
    own = _own_place(city, owner)
    for place in range(2 * city.parks):
        if u * total < load(city.times, place, float64):
            park = place >> 1
            apart = pool(city, what.space * city.parks + park).tiers != 0
            return own if park == one.park and not apart else place
    return own
