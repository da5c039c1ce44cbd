"""What a tenant asks for while its stage runs: more space, and what its leases' ends bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws.keys import uniform
from sim.draws.leases import LeaseEnd, appeal, lease_end, tier
from sim.draws.purposes import Purpose
from sim.model.log import What
from sim.model.market import Request, State
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import FOREVER, Growth, StagePlan, to_area
from sim.scenario.values.distributions import Distribution

if TYPE_CHECKING:
    from sim.model.city import Process
    from sim.model.company import Company


def grow(tenant: Company, stage: StagePlan, growth: Growth, midway: bool) -> Process:
    """Ask for more space at random intervals, as long as the tenancy lasts."""
    city, ordinal = tenant.city, 1
    due = city.tick + _first_wish(tenant, stage, growth.every, midway)
    while True:
        yield city.due(due, EventKind.EXPANSION, tenant, stage.stage, ordinal)
        if not tenant.alive:
            return
        key = tenant.draw_key(stage, Purpose.EXPANSION_AREA, ordinal)
        factor = city.rents.expansion(stage) * city.answer(stage).area
        area = city.area(growth.area, key, factor)
        _ask_more(tenant, stage, ordinal, area, growth.patience)
        ordinal += 1
        due += city.span(growth.every, tenant.draw_key(stage, Purpose.EXPANSION_EVERY, ordinal))


def lease_ends(
    tenant: Company, stage: StagePlan, term: Distribution, midway: bool, stage_end: int
) -> Process:
    """Decide at each end of a lease that comes before that of the stage."""
    city, ordinal = tenant.city, 1
    due = city.tick + _first_wish(tenant, stage, term, midway)
    while due < stage_end:
        yield city.due(due, EventKind.EXPANSION, tenant, stage.stage, ordinal)
        if not tenant.alive:
            return
        _end_lease(tenant, stage, ordinal)
        ordinal += 1
        due += city.span(term, tenant.draw_key(stage, Purpose.EXPANSION_EVERY, ordinal))


def give_back_part(tenant: Company, stage: StagePlan) -> None:
    """Let go of a part of the space that a tenant moved into, while the stage runs on."""
    assert tenant.present is not None
    _shrink(tenant.present, stage.gives_back_by)


def move_to(tenant: Company, request: Request) -> None:
    """Leave what a tenant leased for the stage before it moved into what it asked for."""
    tenant.give_back(request, spared=request)
    tenant.settle(request)
    tenant.city.market.serve()


def drop_wishes(tenant: Company, stage: StagePlan) -> None:
    """Give up, with the stage, what the end of a lease asked for and what is not in use yet."""
    market = tenant.city.market
    for request in tenant.wishes:
        tenant.city.log(What.CANCELLED, tenant, request=request, aux=0)
        market.cancel(request)
    tenant.wishes.clear()
    for lease in tenant.let_for(stage.stage):
        if lease.state is State.FIT_OUT:
            tenant.holdings.remove(lease)
            market.release(lease)
    market.serve()


def _first_wish(tenant: Company, stage: StagePlan, every: Distribution, midway: bool) -> int:
    """Draw the time to the first wish; from mid-stage it is the rest of an interval."""
    if midway:
        return tenant.rest(every, stage, 1)
    return tenant.city.span(every, tenant.draw_key(stage, Purpose.EXPANSION_EVERY, 1))


def _end_lease(tenant: Company, stage: StagePlan, ordinal: int) -> None:
    """Stay, shrink, grow, or compare the parks; nothing is decided while a wish is open."""
    leases = tenant.let_for(stage.stage)
    if tenant.wishes or any(lease.state is State.FIT_OUT for lease in leases):
        return
    assert tenant.present is not None
    taken = sum(lease.taken for lease in leases)
    u = uniform(tenant.draw_key(stage, Purpose.LEASE_END, ordinal))
    decision, left = lease_end(u, stage.shrinks, stage.grows, stage.compares)
    if decision is LeaseEnd.SHRINKS:
        _shrink(tenant.present, stage.shrinks_by)
    elif decision is LeaseEnd.GROWS:
        _ask_more(tenant, stage, ordinal, to_area(taken * stage.grows_by), stage.patience)
    elif decision is LeaseEnd.COMPARES:
        place = _drawn_place(tenant, stage, left)
        if place != (tenant.park, tenant.present.new):
            _ask_to_move(tenant, stage, ordinal, taken, *place)


def _shrink(lease: Request, by: float) -> None:
    """Give back a part of a lease; at least 1 m², or a unit, stays."""
    market = lease.company.city.market
    taken = market.pools[lease.pool].whole(to_area(lease.taken * (1.0 - by)))
    if taken < lease.taken:
        market.reduce(lease, taken)
        market.serve()


def _ask_more(
    tenant: Company, stage: StagePlan, ordinal: int, area: int, patience: Distribution
) -> None:
    """Ask for more space, in the present park first."""
    order = tenant.order(stage, first=tenant.park)
    request = tenant.request(stage, ordinal, area, order, len(order), 0)
    city, first = tenant.city, request.allowed[0]
    city.log(What.ASKED, tenant, request=request, pool=first, aux=city.tick)
    _wish(tenant, stage, request, patience)


def _ask_to_move(
    tenant: Company, stage: StagePlan, ordinal: int, area: int, park: int, new: bool
) -> None:
    """Ask for space in another park, or in other buildings, and there alone."""
    assert tenant.present is not None
    request = tenant.request(stage, ordinal, area, [park], 1, 0)
    city, first = tenant.city, request.allowed[0]
    request.leaves = tenant.present.pool
    request.tied, request.new = city.market.pools[first].tiers, new
    city.log(What.MOVING, tenant, request=request, pool=first, aux=request.leaves)
    city.log_new(What.MOVING, request)
    _wish(tenant, stage, request, stage.patience)


def _wish(tenant: Company, stage: StagePlan, request: Request, patience: Distribution) -> None:
    """Put a wish to the market; where it finds nothing it waits for as long as a law says."""
    city = tenant.city
    tenant.wishes.append(request)
    if city.market.ask(request) is not None:
        tenant.wishes.remove(request)
    elif request.state is State.WAITING:
        key = tenant.draw_key(stage, Purpose.EXPANSION_PATIENCE, request.ordinal)
        tenant.set_timers(request, city.tick + city.span(patience, key), FOREVER)


def _drawn_place(tenant: Company, stage: StagePlan, u: float) -> tuple[int, bool]:
    """Return the park that a tenant draws, and whether its new buildings, where told apart.

    Where nothing stands in any it is its own place.
    """
    city, space = tenant.city, stage.spaces[0]
    assert tenant.present is not None
    own = tenant.park, tenant.present.new
    pulls = stage.vacancy_pull, stage.newness_pull, stage.rent_pull
    sums, total = list[tuple[float, tuple[int, bool]]](), 0.0
    for park, weight in enumerate(stage.weights):
        pool = city.market.pools[city.plan.pool(space, park)]
        whole = weight, pool.capacity, pool.leased, pool.added
        for new in (False, True) if pool.tiers else (False,):
            stands = tier(new, pool.leased_new, *whole) if pool.tiers else whole
            total += appeal(*stands, *pulls, city.rents.in_park(space, park, new))
            place = own if park == tenant.park and not pool.tiers else (park, new)
            sums.append((total, place))
    return next((place for up_to, place in sums if u * total < up_to), own)
