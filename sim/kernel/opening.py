"""The state at the start: tenants in mid-stage, companies that lease nothing, and who waits."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numba.extending import register_jitable

from sim.draws.keys import child, life_key, uniform
from sim.draws.opening import is_fitting_out, number_met, ticks_left, ticks_waited
from sim.draws.purposes import Kind, Purpose
from sim.draws.routes import Route
from sim.draws.space import heavy_part, let_ahead
from sim.kernel.calendar import due, note_waiting, take
from sim.kernel.codes import NO_LOSS, NOBODY, LotState, Standing, Status, Ticket
from sim.kernel.company import stay
from sim.kernel.draws import entity_key, quantile
from sim.kernel.floors import whole
from sim.kernel.founding import file_request, found, has_room
from sim.kernel.history import (
    company,
    pool,
    request,
    site,
    stage,
    tell,
    tell_area,
    tell_ground,
    tell_request,
)
from sim.kernel.layout import ASKER, CANDIDATE, LOT, PIPELINE, QUEUE
from sim.kernel.leaving import hold
from sim.kernel.market import commit, is_outside, room_at, serve, with_last
from sim.kernel.market import place as take_place
from sim.kernel.memory import int64, load, record
from sim.kernel.needs import (
    draw_key,
    first_park,
    holds,
    is_firm,
    leased_area,
    order_parks,
    rest,
    rest_within,
    route_of,
)
from sim.kernel.plants import begin_plant, plant_area, stand_plant
from sim.kernel.races import winner
from sim.kernel.waiting import enlist, mark
from sim.kernel.wishes import set_timers
from sim.kernel.works import begin_lot
from sim.model.log import Arrival, Outcome, Phase, What
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.values.dates import MONTH


@register_jitable
def open_city(city: Any) -> None:
    """Place who leases nothing, waits or was let space ahead, then fill pools; the list is served.

    Pools are filled latest stages first.
    """
    for index in range(city.pipeline_count):
        entry = record(city.pipeline, index, PIPELINE)
        _place_pipeline(city, entry, Route.CDMO, entry.cdmo)
        _place_pipeline(city, entry, Route.SELF_BUILD, entry.self_build)
        _place_pipeline(city, entry, Route.NONE, entry.no_space)
        _place_pipeline(city, entry, Route.HOUSED, entry.housed)
        _place_builders(city, entry)
    for space in range(city.spaces):
        _line_up(city, space)
    for index in range(city.lot_count):
        if record(city.lots, index, LOT).let_ahead > 0.0:
            begin_lot(city, index)
            _let_ahead(city, index)
    for i in range(city.spaces):
        space = load(city.fill, i, int64)
        for park in range(city.parks):
            _fill(city, space, park)
    _serve_first(city)


@register_jitable
def _line_up(city: Any, space: int) -> None:
    """Place those who wait for a type already: they still hold the space that they are to leave."""
    queue = record(city.queues, space, QUEUE)
    kind_key = entity_key(city, Kind.QUEUED, queue.luck)
    begin = load(city.asker_at, space, int64)
    options = load(city.asker_at, space + 1, int64) - begin
    words, weights = city.asker_words, city.queue_weights + begin
    for number in range(queue.companies):
        key = child(kind_key, number)
        draws = life_key(key, Purpose.TENANT_OF)
        chosen = winner(city, draws, words, begin, weights, options) if options > 0 else NOBODY
        if chosen < 0 or not has_room(city):
            return
        asker = record(city.askers, begin + chosen, ASKER)
        place = asker.place
        what = stage(city, place)
        owner = found(city, queue.entity, number, what.track, key, place, 0, 1)
        one = company(city, owner)
        tell(city, What.ARRIVED, owner, what.stage, Arrival.WAITING)
        city.arrived += 1
        one.present = _place_held(city, owner, asker.entry, place, True)
        if one.present >= 0:
            one.park = request(city, one.present).pool % city.parks
        _wait_midway(city, owner, asker)


@register_jitable
def _wait_midway(city: Any, owner: int, asker: Any) -> None:
    """Let a company ask for a stage as if it had done so before the clock."""
    one, place, what = company(city, owner), asker.place, stage(city, asker.place)
    patience = quantile(
        city, asker.patience, uniform(child(draw_key(city, owner, place, Purpose.BIASED), 0))
    )
    u = uniform(child(draw_key(city, owner, place, Purpose.AGE), 0))
    waited, left = ticks_waited(patience, u), ticks_left(patience, u, 0.0)
    index = file_request(city, owner, place, 0, leased_area(city, one.key, place, True, 1.0))
    wanted = request(city, index)
    wanted.first = what.space * city.parks + first_park(city, owner, place, NOBODY)
    wanted.parks = order_parks(city, owner, place, NOBODY, index * city.parks)
    everywhere = what.spillover <= waited
    wanted.open = wanted.parks if everywhere else min(what.choices, wanted.parks)
    wanted.wait_from = -waited
    tell_request(city, What.PENDING, index, wanted.first, -waited)
    _expect_room(city, owner, place, index, 0)
    one.settling = 1
    set_timers(city, index, left, max(0, what.spillover - waited))
    note_waiting(city, waited, index)


@register_jitable
def _serve_first(city: Any) -> None:
    """Put who waits already on the list, the longest first, and serve whoever fits."""
    while city.heap > 0 and city.status == Status.DONE:
        index = take(city)
        request(city, index).key = city.now
        enlist(city, index)
    for where in range(city.pools):
        mark(city, where)
    serve(city)


@register_jitable
def _expect_room(city: Any, owner: int, place: int, index: int, ready: int) -> None:
    """Let a company wait for what it asked before the clock; the stage before ends at `ready`."""
    one = company(city, owner)
    one.searching = 1
    one.sought = place
    one.route = Route.LEASE
    one.ready = ready
    one.wanted = index
    one.loss = NO_LOSS


@register_jitable
def _fill(city: Any, space: int, park: int) -> None:
    index = space * city.parks + park
    where = pool(city, index)
    kind_key = entity_key(city, Kind.TENANT, where.luck)
    number = 0
    while where.leased < where.occupied and has_room(city):
        key = child(kind_key, number)
        at, words, weights = city.candidate_at, city.candidate_words, city.candidate_weights
        chosen = _choose(city, at, words, weights, space, park, key)
        if chosen < 0:
            return
        option = record(city.candidates, chosen, CANDIDATE)
        track = stage(city, option.place).track
        entity = load(city.tenant_entities, index, int64)
        owner = found(city, entity, number, track, key, option.place, 0, 1)
        _place_tenant(city, owner, option, index)
        number += 1


@register_jitable
def _choose(city: Any, at: int, words: int, weights: int, space: int, park: int, key: int) -> int:
    """Draw whose company it is: a race in which each stream and stage has its own uniform."""
    draws = life_key(key, Purpose.TENANT_OF)
    begin = load(at, space, int64)
    options = load(at, space + 1, int64) - begin
    weights += begin * city.parks + park * options
    chosen = winner(city, draws, words, begin, weights, options)
    return begin + chosen if chosen >= 0 else NOBODY


@register_jitable
def _place_tenant(city: Any, owner: int, option: Any, where: int) -> None:
    place = option.place
    one, what = company(city, owner), stage(city, place)
    area = leased_area(city, one.key, place, True, 1.0)
    area = min(area, pool(city, where).occupied - pool(city, where).leased)
    u = uniform(draw_key(city, owner, place, Purpose.PHASE))
    early = is_fitting_out(u, option.fit_out_mean, option.duration_mean)
    index = _tenancy(city, owner, place, area, where, Phase.FIT_OUT if early else Phase.IN_USE)
    city.arrived += 1
    one.present = index
    one.park = where % city.parks
    leaving = _place_held(city, owner, option.entry, place, early)
    if early:
        one.present = leaving
        one.place = place
        left = rest(city, owner, place, option.fit_out, option.fit_out_table, option.grew, 0)
        kind, rank = EventKind.MOVE_IN, what.stage
        due(city, left, kind, one.entity, one.number, rank, 0, Ticket.REQUEST, index)
    else:
        one.midway = 1
        left = rest(city, owner, place, option.duration, option.duration_table, option.thins, 0)
        stay(city, owner, place, left)


@register_jitable
def _place_held(city: Any, owner: int, entry: int, position: int, fits_out: bool) -> int:
    """Place the space that a company holds from earlier stages, where the opening has room.

    Returns what it leaves at the next move-in, or -1: what is held through a stage without space,
    or still held if it fits out the stage at `position`.
    """
    leaving = NOBODY
    for place in range(entry, position):
        what = stage(city, place)
        if what.space < 0:
            continue
        leaves = what.keep == 0 and _still_held(city, owner, place, position, fits_out)
        if not (what.keep != 0 or leaves):
            continue
        if route_of(city, owner, place, True) != Route.LEASE or not is_firm(city, owner, place):
            continue
        index = _stand(city, owner, place, Phase.KEPT)
        if leaves:
            leaving = index
            if index >= 0 and (place + 1 < position or not fits_out):
                hold(city, owner, index)
    return leaving


@register_jitable
def _stand(city: Any, owner: int, place: int, phase: int) -> int:
    """Let a company lease what it has for a stage, where the opening has room; or return -1."""
    what, scratch = stage(city, place), city.request_room * city.parks
    area = leased_area(city, company(city, owner).key, place, True, 1.0)
    for i in range(order_parks(city, owner, place, NOBODY, scratch)):
        where = what.space * city.parks + int64(load(city.orders, scratch + i, np.int16))
        taken = whole(city, where, area)
        if pool(city, where).leased + taken <= pool(city, where).occupied:
            return _tenancy(city, owner, place, area, where, phase)
    return NOBODY


@register_jitable
def _still_held(city: Any, owner: int, place: int, position: int, fits_out: bool) -> bool:
    """Tell whether space of the stage at `place` is held up to `position`, through all between."""
    for since in range(place, position):
        if stage(city, since).release != 0:
            return False
    for since in range(place + 1, position if fits_out else position + 1):
        if stage(city, since).space >= 0 or not holds(city, owner, since):
            return False
    return True


@register_jitable
def _tenancy(city: Any, owner: int, place: int, area: int, where: int, phase: int) -> int:
    index = file_request(city, owner, place, 0, area)
    one = request(city, index)
    one.first = where
    one.state = Standing.FIT_OUT if phase == Phase.FIT_OUT else Standing.IN_USE
    one.served = 0
    one.outcome = Outcome.SERVED
    one.opening = 1 if phase == Phase.FIT_OUT else 2
    if phase != Phase.FIT_OUT:
        one.moved = 0
    take_place(city, index, where)
    one.area = one.taken
    pool(city, where).opened += one.taken
    tenant = company(city, owner)
    tenant.holding = with_last(city, tenant.holding, index)
    tell_request(city, What.OPENED, index, where, phase)
    tell_ground(city, index, What.OPENED)
    return index


@register_jitable
def _place_pipeline(city: Any, entry: Any, route: int, mean: float) -> None:
    what = stage(city, entry.place)
    housed = route == Route.HOUSED
    entity = entry.housed_entity if housed else entry.entity
    kind_key = entity_key(city, Kind.HOUSED if housed else Kind.PIPELINE, entry.luck)
    for i in range(number_met(child(child(kind_key, Purpose.COUNT), route), mean)):
        number = 2 * i + int64(route == Route.SELF_BUILD)
        key = child(kind_key, number)
        if not has_room(city):
            return
        owner = found(city, entity, number, what.track, key, entry.place, 0, 1)
        city.arrived += 1
        _place_midway(city, owner, entry.entry, entry.place, route)
        place, thins = entry.place, entry.thins
        left = rest(city, owner, place, entry.duration, entry.duration_table, thins, 0)
        stay(city, owner, place, left)


@register_jitable
def _place_builders(city: Any, entry: Any) -> None:
    """Place those who build for a stage: they still hold the space that they are to leave."""
    if entry.building <= 0.0:
        return
    place, what = entry.place, stage(city, entry.place)
    kind_key = entity_key(city, Kind.BUILDER, entry.luck)
    for number in range(number_met(child(kind_key, Purpose.COUNT), entry.building)):
        if not has_room(city):
            return
        key = child(kind_key, number)
        owner = found(city, entry.builders, number, what.track, key, place, 0, 1)
        one = company(city, owner)
        tell(city, What.ARRIVED, owner, NOBODY, Arrival.MIDWAY)
        city.arrived += 1
        one.present = _place_held(city, owner, entry.entry, place, True)
        if one.present >= 0:
            one.park = request(city, one.present).pool % city.parks
        area = plant_area(city, owner, place, 0)
        begin_plant(city, owner, place, area, NOBODY, NOBODY)
        tell_area(city, What.BUILDING, owner, what.stage, area, 1)
        one.searching = 1
        one.settling = 1
        one.sought = place
        one.route = Route.SELF_BUILD
        left = rest(city, owner, place, entry.build, entry.build_table, entry.grew, 0)
        kind, rank = EventKind.MOVE_IN, what.stage
        due(city, left, kind, one.entity, one.number, rank, 0, Ticket.COMPANY, owner)


@register_jitable
def _let_ahead(city: Any, index: int) -> None:
    """Promise a share of a lot under way to companies that took it before the clock."""
    lot = record(city.lots, index, LOT)
    if lot.state != LotState.SETTLED or lot.shut != 0:
        return
    lot_key = child(entity_key(city, Kind.LET_AHEAD, lot.luck), 1 + lot.lot)
    for cell in range(lot.sites):
        where = pool(city, site(city, lot.site + cell).pool)
        _let_site(city, lot.let_ahead, lot.site + cell, child(lot_key, where.luck))


@register_jitable
def _let_site(city: Any, share: float, at: int, cell_key: int) -> None:
    one = site(city, at)
    where = int64(one.pool)
    unit, floors = pool(city, where).unit, pool(city, where).floors
    ahead, number = let_ahead(one.area, share, unit), 0
    while one.promised < ahead and has_room(city):
        key = child(cell_key, number)
        words, weights = city.asker_words, city.asker_weights
        space, park = where // city.parks, where % city.parks
        chosen = _choose(city, city.asker_at, words, weights, space, park, key)
        if chosen < 0:
            return
        asker = record(city.askers, chosen, ASKER)
        what = stage(city, asker.place)
        area = min(leased_area(city, key, asker.place, True, 1.0), ahead - one.promised)
        room = room_at(city, at, is_outside(city, where, what.track))
        needed = heavy_part(area, unit, what.heavy, floors != 0)
        if whole(city, where, area) > room or needed > one.ground - one.promised_heavy:
            return
        owner = found(city, one.let_to, number, what.track, key, asker.place, 0, 1)
        _place_committed(city, owner, asker, area, at)
        number += 1


@register_jitable
def _place_committed(city: Any, owner: int, asker: Any, area: int, at: int) -> None:
    """Place a company that waits for a site: a newcomer, or one in the stage before."""
    one, place, ready = company(city, owner), asker.place, 0
    city.arrived += 1
    if place == asker.entry:
        tell(city, What.ARRIVED, owner, NOBODY, NOBODY)
    else:
        route = route_of(city, owner, place - 1, True)
        _place_midway(city, owner, asker.entry, place - 1, route)
        look_ahead = stage(city, place).look_ahead
        longest = look_ahead / MONTH if look_ahead > 0 else inf
        law, table, thins = asker.before, asker.before_table, asker.thins
        ready = rest_within(city, owner, place - 1, law, table, thins, 0, longest)
    index = file_request(city, owner, place, 0, area)
    wanted = request(city, index)
    wanted.first = site(city, at).pool
    wanted.wait_from = ready
    tell_request(city, What.PENDING, index, wanted.first, ready)
    commit(city, index, at)
    _expect_room(city, owner, place, index, ready)
    if place > asker.entry:
        stay(city, owner, place - 1, ready)
    else:
        one.settling = 1


@register_jitable
def _place_midway(city: Any, owner: int, entry: int, place: int, route: int) -> None:
    """Place a company in the middle of a stage, in leased space where the opening has room."""
    one, what, tenancy = company(city, owner), stage(city, place), NOBODY
    one.midway = 1
    if route == Route.LEASE:
        tenancy = _stand(city, owner, place, Phase.IN_USE)
    if tenancy < 0:
        tell(city, What.ARRIVED, owner, NOBODY, Arrival.MIDWAY)
        area = plant_area(city, owner, place, 0) if route == Route.SELF_BUILD else NOBODY
        stand_plant(city, owner, place, area)
        tell_area(city, What.STARTED, owner, what.stage, area, route)
    held = _place_held(city, owner, entry, place, False)
    one.present = tenancy if tenancy >= 0 else held
    if one.present >= 0:
        one.park = request(city, one.present).pool % city.parks
