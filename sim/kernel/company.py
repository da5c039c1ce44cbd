"""A company's life, step by step; see `sim.model.company` for the story."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.keys import child, uniform
from sim.kernel.calendar import due, packed
from sim.kernel.codes import (
    CLOSED,
    COMMITTED,
    COMPANY,
    DRAW_AREA,
    DRAW_BUILD,
    DRAW_DURATION,
    DRAW_EVERY,
    DRAW_MORE_AREA,
    DRAW_MORE_PATIENCE,
    DRAW_PATIENCE,
    DRAW_SUCCESS,
    EVENT_ARRIVAL,
    EVENT_EXPANSION,
    EVENT_MOVE_IN,
    EVENT_PATIENCE,
    EVENT_SPILL_OVER,
    EVENT_STAGE_END,
    FATE_COMPLETED,
    FATE_ELSEWHERE,
    FATE_FAILED,
    FATE_PATIENCE,
    FATE_TURNED_AWAY,
    FIT_OUT,
    FLOW_CDMO,
    FLOW_COMPLETED,
    FLOW_ELSEWHERE,
    FLOW_FAILED,
    FLOW_SELF_BUILD,
    FLOW_STARTED,
    FLOW_SUCCEEDED,
    IN_USE,
    KIND_CDMO,
    LOG_ARRIVED,
    LOG_BUILDING,
    LOG_CANCELLED,
    LOG_ENDED,
    LOG_RELEASED,
    LOG_STAGE_ENDED,
    LOG_STARTED,
    LOSS_PATIENCE,
    NEWCOMER,
    NO_LOSS,
    NOBODY,
    OUTCOME_CANCELLED,
    OUTCOME_WAITING,
    REQUEST,
    ROOM,
    ROUTE_CDMO,
    ROUTE_ELSEWHERE,
    ROUTE_LEASE,
    ROUTE_SELF_BUILD,
    WAITING,
)
from sim.kernel.draws import quantile, span
from sim.kernel.history import (
    begin_stay,
    company,
    count,
    end_stay,
    pool,
    request,
    stage,
    tell,
    tell_request,
)
from sim.kernel.layout import STREAM
from sim.kernel.market import (
    ask,
    cancel,
    last_try,
    occupy,
    serve,
    with_last,
    without,
)
from sim.kernel.memory import int64, load, record, store
from sim.kernel.needs import draw_key, rest, route_of
from sim.kernel.rent import rent
from sim.kernel.waiting import is_member, mark
from sim.kernel.works import take_back
from sim.scenario.plan import to_area

SLACK = 64
"""Companies and requests that are made between two looks at the room for them, at most."""


@register_jitable
def has_room(city: Any) -> bool:
    """Tell whether there is room for the companies and requests of another event."""
    if city.companies + SLACK > city.company_room or city.requests + SLACK > city.request_room:
        city.status = ROOM
        return False
    return True


@register_jitable
def found(
    city: Any, entity: int, number: int, track: int, key: int, place: int, area: int, spawns: int
) -> int:
    """Make a company that comes for the stage at `place`; return its index."""
    index = city.free_company
    if index >= 0:
        city.free_company = company(city, index).holding
    else:
        index = city.companies
        city.companies += 1
    one = company(city, index)
    one.key = key
    one.entity = entity
    one.number = number
    one.track = track
    one.place = place
    one.area = area
    one.spawns = spawns
    one.park = NOBODY
    one.present = NOBODY
    one.holding = NOBODY
    one.wish = NOBODY
    one.searching = 0
    one.wanted = NOBODY
    one.alive = 1
    one.settling = 0
    one.midway = 0
    one.stay = NOBODY
    return index


@register_jitable
def file_request(city: Any, owner: int, place: int, ordinal: int, area: int) -> int:
    """Make a request for area, as yet for no park; return its index."""
    index = city.requests
    city.requests += 1
    one, owned, what = request(city, index), company(city, owner), stage(city, place)
    one.parks = 0
    one.open = 0
    one.entity = owned.entity
    one.number = owned.number
    one.track = owned.track
    one.stage = what.stage
    one.ordinal = ordinal
    one.space = what.space
    one.first = NOBODY
    one.pool = NOBODY
    one.area = area
    one.taken = area
    one.ground = 0
    one.asked = NOBODY
    one.wait_from = NOBODY
    one.committed = NOBODY
    one.served = NOBODY
    one.moved = NOBODY
    one.ended = NOBODY
    one.outcome = OUTCOME_WAITING
    one.opening = 0
    one.company = owner
    one.place = place
    one.rank = what.rank
    one.key = packed(city, city.tick, 0, owned.entity, owned.number, what.stage, ordinal)
    one.state = WAITING
    one.position = NOBODY
    one.next = NOBODY
    one.site = NOBODY
    one.next_committed = NOBODY
    one.prelet = 0
    return index


@register_jitable
def come(city: Any, owner: int, tick: int) -> None:
    """Let a company arrive at `tick`, at the stage it was made for."""
    one = company(city, owner)
    rank = stage(city, one.place).stage
    due(city, tick, EVENT_ARRIVAL, one.entity, one.number, rank, 0, NEWCOMER, owner)


@register_jitable
def arrive(city: Any, owner: int) -> None:
    """Enter the city and ask for the first stage."""
    tell(city, LOG_ARRIVED, owner, NOBODY, NOBODY)
    city.arrived += 1
    _seek(city, owner, company(city, owner).place, city.tick)
    _wait(city, owner)


@register_jitable
def look_ahead(city: Any, owner: int) -> None:
    """Ask for the next stage before the present one ends."""
    one = company(city, owner)
    _seek(city, owner, one.place + 1, one.left)
    _let_end(city, owner, one.left)


@register_jitable
def move_in(city: Any, index: int) -> None:
    """Let a company move into what a request was granted."""
    one = request(city, index)
    if one.state != FIT_OUT:
        return
    occupy(city, index)
    if one.ordinal == 0:
        _begin(city, one.company, one.place, index, ROUTE_LEASE)


@register_jitable
def start_elsewhere(city: Any, owner: int) -> None:
    """Let a company start a stage for which it leases nothing."""
    one = company(city, owner)
    _begin(city, owner, one.sought, NOBODY, one.route)


@register_jitable
def _begin(city: Any, owner: int, place: int, index: int, route: int) -> None:
    """Start a stage, in the space of a request or in none."""
    one, what = company(city, owner), stage(city, place)
    one.searching = 0
    one.settling = 0
    one.wanted = NOBODY
    if one.present >= 0 and stage(city, place - 1).keep == 0:
        _give_back(city, owner, one.present)
        serve(city)
    one.present = index
    if index >= 0:
        one.park = request(city, index).pool % city.parks
    tell(city, LOG_STARTED, owner, what.stage, route)
    count(city, FLOW_STARTED, what.stage, one.track)
    if route == ROUTE_CDMO:
        count(city, FLOW_CDMO, what.stage, one.track)
    begin_stay(city, owner, place, route)
    if route == ROUTE_CDMO and what.cdmo_stream >= 0 and one.spawns != 0:
        _ask_at_cdmo(city, owner, place)
    stay(city, owner, place, span(city, what.duration, draw_key(city, owner, place, DRAW_DURATION)))


@register_jitable
def stay(city: Any, owner: int, place: int, duration: int) -> None:
    """Run the stage at `place`, which ends after `duration`."""
    one, what = company(city, owner), stage(city, place)
    one.place = place
    end = city.tick + duration
    if what.last != 0 and what.grows != 0 and one.present >= 0:
        if one.midway != 0:
            first = rest(city, owner, place, what.every_biased, 1)
        else:
            first = span(city, what.every, child(draw_key(city, owner, place, DRAW_EVERY), 1))
        one.ordinal = 1
        one.due = city.tick + first
        _let_grow(city, owner)
    one.midway = 0
    if what.last == 0 and stage(city, place + 1).look_ahead > 0:
        following = stage(city, place + 1)
        one.left = end
        at = max(city.tick, end - following.look_ahead)
        kind, rank = EVENT_ARRIVAL, following.stage
        due(city, at, kind, one.entity, one.number, rank, 0, COMPANY, owner)
    else:
        _let_end(city, owner, end)


@register_jitable
def _let_end(city: Any, owner: int, tick: int) -> None:
    one = company(city, owner)
    rank = stage(city, one.place).stage
    due(city, tick, EVENT_STAGE_END, one.entity, one.number, rank, 0, COMPANY, owner)


@register_jitable
def end_stage(city: Any, owner: int) -> None:
    """Decide how a stage ends, and what follows."""
    one = company(city, owner)
    place = one.place
    what = stage(city, place)
    well = uniform(draw_key(city, owner, place, DRAW_SUCCESS)) < what.success
    tell(city, LOG_STAGE_ENDED, owner, what.stage, int64(well))
    count(city, FLOW_SUCCEEDED if well else FLOW_FAILED, what.stage, one.track)
    end_stay(city, owner, int64(well))
    if not well or what.last != 0:
        end(city, owner, FATE_COMPLETED if well else FATE_FAILED, place)
        return
    if what.release != 0 and one.present >= 0 and what.keep == 0:
        _give_back(city, owner, one.present)
        one.present = NOBODY
        serve(city)
    if one.searching == 0:
        _seek(city, owner, place + 1, city.tick)
    _wait(city, owner)


@register_jitable
def _wait(city: Any, owner: int) -> None:
    """Wait for the room sought, or leave where there is none to wait for."""
    one = company(city, owner)
    one.settling = 1
    if one.route == ROUTE_ELSEWHERE:
        end(city, owner, FATE_ELSEWHERE, one.sought)
    elif one.loss != NO_LOSS:
        fate = FATE_PATIENCE if one.loss == LOSS_PATIENCE else FATE_TURNED_AWAY
        end(city, owner, fate, one.sought)


@register_jitable
def _seek(city: Any, owner: int, place: int, ready: int) -> None:
    """Draw the route to a stage and set out on it."""
    one, what = company(city, owner), stage(city, place)
    known = one.area
    one.area = 0
    route = ROUTE_LEASE if known > 0 else route_of(city, owner, place, False)
    one.searching = 1
    one.sought = place
    one.route = route
    one.ready = ready
    one.wanted = NOBODY
    one.loss = NO_LOSS
    if route == ROUTE_LEASE:
        area = known
        if known == 0:
            u = uniform(draw_key(city, owner, place, DRAW_AREA))
            area = to_area(quantile(city, what.area, u) * rent(city, what.space).by_area)
        index = file_request(city, owner, place, 0, area)
        request(city, index).prelet = what.prelet
        one.wanted = index
        one.loss = ask(city, index, ready, NOBODY, what.choices)
        if request(city, index).state == WAITING:
            patience = span(city, what.patience, draw_key(city, owner, place, DRAW_PATIENCE))
            _set_timers(city, index, ready + patience, city.tick + what.spillover)
        return
    build = 0
    if route == ROUTE_SELF_BUILD:
        tell(city, LOG_BUILDING, owner, what.stage, NOBODY)
        count(city, FLOW_SELF_BUILD, what.stage, one.track)
        build = span(city, what.build, draw_key(city, owner, place, DRAW_BUILD))
    if route != ROUTE_ELSEWHERE:
        start = max(city.tick + build, ready)
        kind, rank = EVENT_MOVE_IN, what.stage
        due(city, start, kind, one.entity, one.number, rank, 0, COMPANY, owner)


@register_jitable
def _set_timers(city: Any, index: int, gives_up: int, spills: int) -> None:
    one = request(city, index)
    entity, number, rank, ordinal = one.entity, one.number, one.stage, one.ordinal
    due(city, spills, EVENT_SPILL_OVER, entity, number, rank, ordinal, REQUEST, index)
    due(city, gives_up, EVENT_PATIENCE, entity, number, rank, ordinal, REQUEST, index)


@register_jitable
def lose_patience(city: Any, index: int) -> None:
    """Try everywhere once more, and give up."""
    one = request(city, index)
    if one.state != WAITING or last_try(city, index):
        return
    if one.ordinal > 0:
        owner = company(city, one.company)
        owner.wish = without(city, owner.wish, index)
        serve(city)
    else:
        end(city, one.company, FATE_PATIENCE, one.place)


@register_jitable
def _give_back(city: Any, owner: int, index: int) -> None:
    one = company(city, owner)
    one.holding = without(city, one.holding, index)
    _release(city, index)


@register_jitable
def _release(city: Any, index: int) -> None:
    """Free the area of a granted request; the list is not served yet."""
    one = request(city, index)
    where = pool(city, one.pool)
    where.leased -= one.taken
    where.ground_leased -= one.ground
    if where.reserved != 0 and is_member(city, one.pool, one.track):
        where.members_leased -= one.taken
    in_use = int64(one.state == IN_USE)
    one.state = CLOSED
    one.ended = city.tick
    mark(city, one.pool)
    tell_request(city, LOG_RELEASED, index, one.pool, in_use)
    take_back(city, one.pool, one.taken)


@register_jitable
def end(city: Any, owner: int, fate: int, place: int) -> None:
    """Leave the model in or before a stage: call off, release everything, then serve the list."""
    one = company(city, owner)
    one.alive = 0
    if one.searching != 0 and one.wanted >= 0:
        _call_off(city, one.wanted)
    index = one.wish
    while index >= 0:
        following = request(city, index).next
        _call_off(city, index)
        index = following
    index = one.holding
    while index >= 0:
        following = request(city, index).next
        _release(city, index)
        index = following
    rank = stage(city, place).stage
    tell(city, LOG_ENDED, owner, rank, fate)
    if fate == FATE_ELSEWHERE:
        count(city, FLOW_ELSEWHERE, rank, one.track)
    elif fate == FATE_COMPLETED:
        count(city, FLOW_COMPLETED, rank, one.track)
    store(city.fates, fate - 1, load(city.fates, fate - 1, int64) + 1)
    one.holding = city.free_company
    city.free_company = owner
    serve(city)


@register_jitable
def _call_off(city: Any, index: int) -> None:
    one = request(city, index)
    if one.state == CLOSED:
        return
    tell_request(city, LOG_CANCELLED, index, NOBODY, int64(one.state != WAITING))
    one.ended = city.tick
    if one.served < 0 or city.tick <= one.wait_from:
        one.outcome = OUTCOME_CANCELLED
    if one.state == WAITING or one.state == COMMITTED:
        cancel(city, index)


@register_jitable
def _let_grow(city: Any, owner: int) -> None:
    one = company(city, owner)
    rank, ordinal = stage(city, one.place).stage, one.ordinal
    due(city, one.due, EVENT_EXPANSION, one.entity, one.number, rank, ordinal, COMPANY, owner)


@register_jitable
def expand(city: Any, owner: int) -> None:
    """Ask for more space, and set the date of the next wish."""
    one = company(city, owner)
    place, ordinal = one.place, one.ordinal
    what = stage(city, place)
    u = uniform(child(draw_key(city, owner, place, DRAW_MORE_AREA), ordinal))
    area = to_area(quantile(city, what.more_area, u) * rent(city, what.space).by_expansion)
    index = file_request(city, owner, place, ordinal, area)
    one.wish = with_last(city, one.wish, index)
    if ask(city, index, city.tick, one.park, city.parks) != NO_LOSS:
        one.wish = without(city, one.wish, index)
    elif request(city, index).state == WAITING:
        key = child(draw_key(city, owner, place, DRAW_MORE_PATIENCE), ordinal)
        _set_timers(city, index, city.tick + span(city, what.more_patience, key), city.end)
    one.ordinal += 1
    key = child(draw_key(city, owner, place, DRAW_EVERY), one.ordinal)
    one.due += span(city, what.every, key)
    _let_grow(city, owner)


@register_jitable
def _ask_at_cdmo(city: Any, owner: int, place: int) -> None:
    """Have a contract manufacturer ask for a share of the area this stage would have taken."""
    one, what = company(city, owner), stage(city, place)
    stream = record(city.streams, what.cdmo_stream, STREAM)
    wanted = quantile(city, what.area, uniform(draw_key(city, owner, place, DRAW_AREA)))
    name = (what.cdmo_stream * city.entities + one.entity) * city.stages + what.stage
    guest = found(
        city,
        load(city.guest_entities, name, int64),
        one.number,
        stream.track,
        child(child(child(one.key, what.luck), KIND_CDMO), stream.luck),
        stream.entry,
        to_area(wanted * what.cdmo_share),
        0,
    )
    come(city, guest, city.tick)
