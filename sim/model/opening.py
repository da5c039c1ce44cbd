"""The state at the start: tenants in mid-stage, companies that lease nothing, and who waits."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, TypeVar

from sim.draws.keys import child, life_key, uniform, word
from sim.draws.laws import race
from sim.draws.opening import is_fitting_out, number_met, ticks_left, ticks_waited
from sim.draws.purposes import Kind, Purpose
from sim.draws.routes import Route
from sim.draws.space import let_ahead
from sim.model.company import Company
from sim.model.firms import is_firm, leased_area
from sim.model.log import Arrival, Phase, What
from sim.model.market import Pool, Request, Site, State
from sim.scenario.plan.identities import builder_id, housed_id, let_ahead_id, queue_id
from sim.scenario.plan.plan import Asker, Candidate, Pipeline, Plan, StagePlan
from sim.scenario.plan.works import LotPlan
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    from sim.model.city import City


def open_city(city: City) -> None:
    """Place who leases nothing, waits or was let space ahead, then fill pools; the list is served.

    Pools are filled latest stages first.
    """
    plan = city.plan
    for entry in plan.pipeline:
        _place_pipeline(city, entry)
        _place_builders(city, entry)
    for space in range(len(plan.spaces)):
        _line_up(city, space)
    for lot in plan.lots:
        if lot.let_ahead > 0.0:
            city.works.begin_lot(lot)
            _let_ahead(city, lot)
    for space in plan.fill_order:
        for park in range(len(plan.parks)):
            _fill(city, space, park)
    city.market.serve_first()


def _line_up(city: City, space: int) -> None:
    """Place those who wait for a type already: they still hold the space that they are to leave."""
    plan = city.plan
    kind_key = city.key(Kind.QUEUED, plan.space_lucks[space])
    options = [
        _option(plan, asker, asker.waiting) for asker in plan.askers[space] if asker.waiting > 0.0
    ]
    for number in range(plan.queue[space] if options else 0):
        key = child(kind_key, number)
        chosen = _choose(options, key)
        entity, track = city.rank[queue_id(plan.spaces[space])], plan.streams[chosen.stream].track
        company = city.company_class(city, entity, number, track, key)
        stage = company.chain[chosen.position]
        city.log(What.ARRIVED, company, stage.stage, aux=Arrival.WAITING)
        company.settle(_place_held(city, company, chosen.stream, chosen.position, fits_out=True))
        waited, left = wait_met_midway(company, stage)
        area, order = leased_area(company, stage), company.order(stage)
        choices = len(order) if stage.spillover <= waited else stage.choices
        request = company.request(stage, 0, area, order, choices, stage.prelet)
        request.rank = stage.priority, -waited, *request.rank[2:]
        first = request.allowed[0]
        city.log(What.PENDING, company, request=request, pool=first, aux=-waited)
        company.wait_for(stage, request, 0)
        company.set_timers(request, left, max(0, stage.spillover - waited))
        city.market.line_up(request)
        city.run_process(company.life(chosen.position))


def wait_met_midway(company: Company, stage: StagePlan) -> tuple[int, int]:
    """Draw for how long a company has waited for a stage, and what is left of its patience."""
    key = company.draw_key(stage, Purpose.BIASED, 0)
    patience = company.city.draw(stage.patience, key, biased=True)
    u = uniform(company.draw_key(stage, Purpose.AGE, 0))
    return ticks_waited(patience, u), ticks_left(patience, u, 0.0)


def _fill(city: City, space: int, park: int) -> None:
    plan = city.plan
    pool = city.market.pools[plan.pool(space, park)]
    kind_key = city.key(Kind.TENANT, f"{plan.space_lucks[space]}@{plan.park_lucks[park]}")
    rank = city.rank[f"opening/{plan.spaces[space]}/{plan.parks[park]}"]
    options = [
        _option(plan, candidate, candidate.number * candidate.shares[park])
        for candidate in plan.candidates[space]
        if candidate.weights[park] > 0.0
    ]
    number = 0
    while options and pool.leased < plan.occupied[pool.index]:
        key = child(kind_key, number)
        chosen = _choose(options, key)
        track = plan.streams[chosen.stream].track
        tenant = city.company_class(city, rank, number, track, key)
        _place_tenant(city, tenant, chosen, pool)
        number += 1


Whose = TypeVar("Whose", Candidate, Asker)


def _option(plan: Plan, whose: Whose, weight: float) -> tuple[Whose, float, int]:
    """Return whose company it may be, with its weight and the word of its draw."""
    stream = plan.streams[whose.stream]
    stage = plan.chains[stream.track][whose.position]
    return whose, weight, word(f"{stream.luck}/{stage.luck}")


def _choose(options: Sequence[tuple[Whose, float, int]], key: int) -> Whose:
    """Draw whose company it is: a race in which each stream and stage has its own uniform."""
    draws = life_key(key, Purpose.TENANT_OF)
    return min(options, key=lambda o: race(o[1], uniform(child(draws, o[2]))))[0]


def _place_tenant(city: City, tenant: Company, chosen: Candidate, pool: Pool) -> None:
    stage = tenant.chain[chosen.position]
    area = leased_area(tenant, stage)
    left = city.plan.occupied[pool.index] - pool.leased  # whole units
    u = uniform(tenant.draw_key(stage, Purpose.PHASE))
    early = is_fitting_out(u, chosen.fit_out, chosen.stay)
    phase = Phase.FIT_OUT if early else Phase.IN_USE
    request = _tenancy(city, tenant, stage, min(area, left), pool, phase)
    tenant.settle(request)
    leaving = _place_held(city, tenant, chosen.stream, chosen.position, early)
    if early:
        tenant.present = leaving
        rest = tenant.rest(stage.fit_out, stage, grew=chosen.grew)
        city.run_process(tenant.fit_out(chosen.position, request, rest))
    else:
        tenant.midway = True
        rest = tenant.rest(stage.duration, stage, grew=chosen.thins)
        city.run_process(tenant.stay(chosen.position, rest))


def _place_held(
    city: City, company: Company, stream: int, position: int, fits_out: bool = False
) -> Request | None:
    """Place the space that a company holds from earlier stages, where the opening has room.

    Returns what it leaves at the next move-in: what is held through a stage without space, or still
    held by a company that `fits_out` the stage at `position`.
    """
    plan, leaving = city.plan, None
    for place in range(plan.streams[stream].entry, position):
        stage = company.chain[place]
        if not stage.spaces:
            continue
        through = company.chain[place + 1 : position if fits_out else position + 1]
        leaves = not stage.keep and _still_held(company, stage, through, fits_out)
        if not (stage.keep or leaves) or company.route(stage, stayed=True) is not Route.LEASE:
            continue
        if not is_firm(company, stage):
            continue
        request = _stand(city, company, stage, Phase.KEPT)
        leaving = request if leaves else None
        if request is not None and leaves and through:
            city.log(What.HELD, company, request=request, pool=request.pool)
    return leaving


def _stand(city: City, company: Company, stage: StagePlan, phase: Phase) -> Request | None:
    """Let a company lease what it has for a stage, where the opening has room for it."""
    area = leased_area(company, stage)
    for park in company.order(stage):
        pool = city.market.pools[city.plan.pool(stage.spaces[0], park)]
        if pool.leased + pool.whole(area) <= city.plan.occupied[pool.index]:
            return _tenancy(city, company, stage, area, pool, phase)
    return None


def _still_held(
    company: Company, stage: StagePlan, through: Sequence[StagePlan], fits_out: bool
) -> bool:
    """Tell whether space of a stage is held through all stages since.

    The last of them runs, unless the company `fits_out` what follows.
    """
    if not all(not since.spaces and company.holds(since) for since in through):
        return False
    ended = [stage, *through] if fits_out else [stage, *through[:-1]]
    return (fits_out or len(through) > 0) and not any(since.release for since in ended)


def _tenancy(
    city: City, company: Company, stage: StagePlan, area: int, pool: Pool, phase: Phase
) -> Request:
    state = State.FIT_OUT if phase is Phase.FIT_OUT else State.IN_USE
    request = _request(city, company, stage, area, pool, state)
    city.market.place(request, pool)
    company.holdings.append(request)
    city.log(What.OPENED, company, request=request, pool=pool.index, aux=phase)
    city.log_ground(What.OPENED, request)
    return request


def _request(
    city: City, company: Company, stage: StagePlan, area: int, pool: Pool, state: State
) -> Request:
    return Request(
        serial=city.serial(),
        company=company,
        stage=stage.stage,
        ordinal=0,
        rank=(stage.priority, 0, company.entity, company.number, stage.stage, 0),
        space=stage.spaces[0],
        area=area,
        heavy=stage.heavy,
        allowed=(pool.index,),
        widened=(pool.index,),
        prelet=0,
        state=state,
    )


def _place_pipeline(city: City, entry: Pipeline) -> None:
    plan = city.plan
    stream = plan.streams[entry.stream]
    stage = plan.chains[stream.track][entry.position]
    name, luck = plan.stages[stage.stage], f"{stream.luck}/{stage.luck}"
    outside = f"pipeline/{stream.id}/{name}", Kind.PIPELINE
    for route, mean, (who, kind) in (
        (Route.CDMO, entry.cdmo, outside),
        (Route.SELF_BUILD, entry.self_build, outside),
        (Route.NONE, entry.no_space, outside),
        (Route.HOUSED, entry.housed, (housed_id(stream.id, name), Kind.HOUSED)),
    ):
        kind_key = city.key(kind, luck)
        for i in range(number_met(child(child(kind_key, Purpose.COUNT), route), mean)):
            number = 2 * i + (route is Route.SELF_BUILD)
            key = child(kind_key, number)
            company = city.company_class(city, city.rank[who], number, stream.track, key)
            _place_midway(city, company, entry.stream, entry.position, route)
            rest = company.rest(stage.duration, stage, grew=entry.thins)
            city.run_process(company.stay(entry.position, rest))


def _place_builders(city: City, entry: Pipeline) -> None:
    """Place those who build for a stage: they still hold the space that they are to leave."""
    plan = city.plan
    stream = plan.streams[entry.stream]
    stage = plan.chains[stream.track][entry.position]
    kind_key = city.key(Kind.BUILDER, f"{stream.luck}/{stage.luck}")
    for number in range(number_met(child(kind_key, Purpose.COUNT), entry.building)):
        rank = city.rank[builder_id(stream.id, plan.stages[stage.stage])]
        company = city.company_class(city, rank, number, stream.track, child(kind_key, number))
        city.log(What.ARRIVED, company, aux=Arrival.MIDWAY)
        company.settle(_place_held(city, company, entry.stream, entry.position, fits_out=True))
        company.build_on(entry.position, company.rest(stage.build, stage, grew=entry.grew))


def _let_ahead(city: City, lot: LotPlan) -> None:
    """Promise a share of a lot under way to companies that took it before the clock."""
    plan = city.plan
    sites = {site.pool: site for site in city.market.sites if site.id == lot.id}
    for index in sorted(sites):
        site, pool = sites[index], city.market.pools[index]
        space, park = divmod(index, len(plan.parks))
        entity = city.rank[let_ahead_id(lot.id, *plan.pool_name(index))]
        place = word(f"{plan.space_lucks[space]}@{plan.park_lucks[park]}")
        cell_key = child(child(city.key(Kind.LET_AHEAD, lot.luck), 1 + lot.lot), place)
        options = [
            _option(plan, asker, asker.rate * asker.shares[park])
            for asker in plan.askers[space]
            if asker.shares[park] > 0.0
        ]
        ahead, number = let_ahead(site.area, lot.let_ahead, pool.unit), 0
        while options and site.promised < ahead:
            key = child(cell_key, number)
            chosen = _choose(options, key)
            stream = plan.streams[chosen.stream]
            company = city.company_class(city, entity, number, stream.track, key)
            stage = company.chain[chosen.position]
            area = min(leased_area(company, stage), ahead - site.promised)
            if not site.takes(area, stage.heavy, company.track, pool):
                break
            _place_committed(city, company, chosen, area, site)
            number += 1


def _place_committed(city: City, company: Company, chosen: Asker, area: int, site: Site) -> None:
    """Place a company that waits for a site: a newcomer, or one in the stage before."""
    position, stream = chosen.position, city.plan.streams[chosen.stream]
    stage, pool = company.chain[position], city.market.pools[site.pool]
    ready = 0
    if position == stream.entry:
        city.log(What.ARRIVED, company)
    else:
        before = company.chain[position - 1]
        route = company.route(before, stayed=True)
        _place_midway(city, company, chosen.stream, position - 1, route)
        longest, thins = stage.look_ahead / MONTH or inf, before.thins(stream.growth(position - 1))
        ready = company.rest(before.duration, before, grew=thins, longest=longest)
    request = _request(city, company, stage, area, pool, State.WAITING)
    city.log(What.PENDING, company, request=request, pool=pool.index, aux=ready)
    city.market.commit(request, site)
    company.wait_for(stage, request, ready)
    going_on = company.stay(position - 1, ready) if ready else company.life(position)
    city.run_process(going_on)


def _place_midway(city: City, company: Company, stream: int, position: int, route: Route) -> None:
    """Place a company in the middle of a stage, in leased space where the opening has room."""
    stage = company.chain[position]
    company.midway = True
    tenancy = _stand(city, company, stage, Phase.IN_USE) if route is Route.LEASE else None
    if tenancy is None:
        city.log(What.ARRIVED, company, aux=Arrival.MIDWAY)
        company.plant = company.own_plant(stage) if route is Route.SELF_BUILD else None
        if company.plant is not None:
            city.plants.stand(company.plant)
        city.log(What.STARTED, company, stage.stage, aux=route, plant=company.plant)
    held = _place_held(city, company, stream, position)
    company.settle(tenancy or held)
