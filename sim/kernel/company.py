"""A company's life, step by step; see `sim.model.company` for the story."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.keys import child, uniform
from sim.draws.purposes import Purpose
from sim.draws.routes import Route
from sim.kernel.calendar import due
from sim.kernel.codes import NO_LOSS, NOBODY, Standing, Ticket
from sim.kernel.draws import quantile, span
from sim.kernel.founding import file_request
from sim.kernel.guests import ask_at_maker, go_on_apart
from sim.kernel.history import begin_stay, company, count, end_stay, request, stage, tell, tell_area
from sim.kernel.leaving import drop_wishes, end, give_back, hold
from sim.kernel.market import ask, last_try, occupy, serve, without
from sim.kernel.memory import int64
from sim.kernel.needs import (
    answer,
    closes_at,
    draw_key,
    gives_back_at,
    holds,
    leased_area,
    lines,
    rest,
    route_of,
)
from sim.kernel.plants import begin_plant, close_plant, open_plant, plant_area
from sim.kernel.rent import by_market, rent
from sim.kernel.wishes import expect_wish, move_to, set_timers
from sim.model.log import Arrival, Ending, Fate, Flow, Loss, What
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import to_ticks


@register_jitable
def arrive(city: Any, owner: int) -> None:
    """Enter the city and ask for the first stage."""
    one = company(city, owner)
    rank = stage(city, one.place).stage
    if one.line != 0:
        tell(city, What.ARRIVED, owner, rank, Arrival.LINE)
        count(city, Flow.LINES, rank, one.track)
        city.lines += 1
    elif one.back != 0:
        tell(city, What.ARRIVED, owner, rank, Arrival.BACK)
        count(city, Flow.RETURNED, rank, one.track)
        city.returned += 1
    else:
        tell(city, What.ARRIVED, owner, NOBODY, NOBODY)
    city.arrived += 1
    _seek(city, owner, one.place, city.tick)
    _wait(city, owner)


@register_jitable
def look_ahead(city: Any, owner: int) -> None:
    """Ask for the next stage before the present one ends."""
    one = company(city, owner)
    _seek(city, owner, one.place + 1, one.left)
    _let_end(city, owner, one.over)


@register_jitable
def move_in(city: Any, index: int) -> None:
    """Let a company move into what a request was granted."""
    one = request(city, index)
    if one.state != Standing.FIT_OUT:
        return
    occupy(city, index)
    if one.ordinal == 0:
        _begin(city, one.company, one.place, index, Route.LEASE)
    elif one.leaves >= 0:
        move_to(city, index)


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
    leaves = one.present >= 0 and stage(city, place - 1).keep == 0
    if leaves and holds(city, owner, place):
        hold(city, owner, one.present)
    else:
        if leaves:
            give_back(city, owner, one.present, NOBODY)
            serve(city)
        one.present = index
    if index >= 0:
        one.park = request(city, index).pool % city.parks
    tell_area(city, What.STARTED, owner, what.stage, open_plant(city, owner), route)
    count(city, Flow.STARTED, what.stage, one.track)
    if route == Route.CDMO:
        count(city, Flow.CDMO, what.stage, one.track)
    elif route == Route.HOUSED:
        count(city, Flow.HOUSED, what.stage, one.track)
    begin_stay(city, owner, place, route)
    if route == Route.CDMO and what.cdmo_stream >= 0 and one.spawns != 0:
        ask_at_maker(city, owner, place)
    months = quantile(city, what.duration, uniform(draw_key(city, owner, place, Purpose.DURATION)))
    stay(city, owner, place, to_ticks(months * answer(city, place).duration))


@register_jitable
def stay(city: Any, owner: int, place: int, duration: int) -> None:
    """Run the stage at `place`, which ends after `duration`, or before as its company closes."""
    one, what = company(city, owner), stage(city, place)
    one.place = place
    end = city.tick + duration
    over = end
    if what.closes > 0.0:
        over = closes_at(city, owner, place, end)
        one.closing = int64(over < end)
    expands = what.last != 0 and what.expands != 0
    if (expands or what.term >= 0) and one.present >= 0:
        if one.midway != 0:
            first = rest(city, owner, place, what.every_biased, NOBODY, 0.0, 1)
        else:
            key = child(draw_key(city, owner, place, Purpose.EXPANSION_EVERY), 1)
            first = span(city, what.every, key)
        one.ordinal = 1
        one.due = city.tick + first
        one.over = over
        expect_wish(city, owner)
    if what.gives_back > 0.0 and one.present >= 0:
        at = gives_back_at(city, owner, place, over)
        if at < over:
            kind, rank = EventKind.EXPANSION, what.stage
            due(city, at, kind, one.entity, one.number, rank, 0, Ticket.COMPANY, owner)
    one.midway = 0
    if one.searching == 0 and what.last == 0 and stage(city, place + 1).look_ahead > 0:
        following = stage(city, place + 1)
        at = max(city.tick, end - following.look_ahead)
        if at < over or over == end:
            one.left = end
            one.over = over
            kind, rank = EventKind.ARRIVAL, following.stage
            due(city, at, kind, one.entity, one.number, rank, 0, Ticket.COMPANY, owner)
            return
    _let_end(city, owner, over)


@register_jitable
def _let_end(city: Any, owner: int, tick: int) -> None:
    one = company(city, owner)
    rank = stage(city, one.place).stage
    due(city, tick, EventKind.STAGE_END, one.entity, one.number, rank, 0, Ticket.COMPANY, owner)


@register_jitable
def end_stage(city: Any, owner: int) -> None:
    """Decide how a stage ends, and what follows."""
    one = company(city, owner)
    place = one.place
    what = stage(city, place)
    closes = what.closes > 0.0 and one.closing != 0
    well = not closes and _ends_well(city, owner, place)
    tell(city, What.STAGE_ENDED, owner, what.stage, Ending.CLOSED if closes else int64(well))
    if closes:
        count(city, Flow.CLOSED, what.stage, one.track)
    else:
        count(city, Flow.SUCCEEDED if well else Flow.FAILED, what.stage, one.track)
    end_stay(city, owner, Ending.CLOSED if closes else int64(well))
    close_plant(city, owner)
    if closes:
        end(city, owner, Fate.CLOSED, place)
        return
    if not well or what.last != 0:
        end(city, owner, Fate.COMPLETED if well else Fate.FAILED, place)
        return
    if what.term >= 0:
        drop_wishes(city, owner)
    if what.release != 0 and one.present >= 0 and what.keep == 0:
        give_back(city, owner, one.present, NOBODY)
        one.present = NOBODY
        serve(city)
    if one.searching == 0:
        _seek(city, owner, place + 1, city.tick)
    _wait(city, owner)


@register_jitable
def _ends_well(city: Any, owner: int, place: int) -> bool:
    """Draw whether a stage ends well; further lines of the firm that do go on by themselves."""
    one, what = company(city, owner), stage(city, place)
    success = what.success * answer(city, place).success
    key = draw_key(city, owner, place, Purpose.SUCCESS)
    well = uniform(key) < success
    if what.lines == 1.0 or one.present < 0 or request(city, one.present).stage != what.stage:
        return well
    for line in range(1, lines(city, one.key, place, one.firm != 0)):
        if uniform(child(key, line)) < success:
            if well:
                go_on_apart(city, owner, line, place + 1)
            well = True
    return well


@register_jitable
def _wait(city: Any, owner: int) -> None:
    """Wait for the room sought, or leave where there is none to wait for."""
    one = company(city, owner)
    one.settling = 1
    if one.route == Route.ELSEWHERE:
        end(city, owner, Fate.ELSEWHERE, one.sought)
    elif one.loss != NO_LOSS:
        fate = Fate.PATIENCE if one.loss == Loss.PATIENCE else Fate.TURNED_AWAY
        end(city, owner, fate, one.sought)


@register_jitable
def _seek(city: Any, owner: int, place: int, ready: int) -> None:
    """Draw the route to a stage and set out on it."""
    one, what = company(city, owner), stage(city, place)
    known = one.area
    one.area = 0
    if known == 0:
        route = route_of(city, owner, place, one.back != 0)
    else:
        route = Route.SELF_BUILD if one.builds != 0 else Route.LEASE
    one.back = 0
    one.searching = 1
    one.sought = place
    one.route = route
    one.ready = ready
    one.wanted = NOBODY
    one.loss = NO_LOSS
    if route == Route.LEASE:
        area = known
        if known == 0:
            of_rent = rent(city, what.space).by_area
            factor = by_market(city, place, of_rent, what.market_area) * answer(city, place).area
            area = leased_area(city, one.key, place, one.firm != 0, factor)
        index = file_request(city, owner, place, 0, area)
        one.wanted = index
        one.loss = ask(city, index, ready, NOBODY, what.choices)
        if request(city, index).state == Standing.WAITING:
            patience = span(city, what.patience, draw_key(city, owner, place, Purpose.PATIENCE))
            set_timers(city, index, ready + patience, city.tick + what.spillover)
        return
    start = max(city.tick, ready)
    if route == Route.SELF_BUILD:
        area = plant_area(city, owner, place, known)
        build = span(city, what.build, draw_key(city, owner, place, Purpose.BUILD))
        start = max(city.tick + build, ready)
        begin_plant(city, owner, place, area, city.tick, start)
        tell_area(city, What.BUILDING, owner, what.stage, area, NOBODY)
        count(city, Flow.SELF_BUILD, what.stage, one.track)
    if route != Route.ELSEWHERE:
        kind, rank = EventKind.MOVE_IN, what.stage
        due(city, start, kind, one.entity, one.number, rank, 0, Ticket.COMPANY, owner)


@register_jitable
def lose_patience(city: Any, index: int) -> None:
    """Try everywhere once more, and give up."""
    one = request(city, index)
    if one.state != Standing.WAITING or last_try(city, index):
        return
    if one.ordinal > 0:
        owner = company(city, one.company)
        owner.wish = without(city, owner.wish, index)
        serve(city)
    else:
        end(city, one.company, Fate.PATIENCE, one.place)
