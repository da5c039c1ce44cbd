"""Making companies and requests."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.kernel.calendar import due, packed
from sim.kernel.codes import COMPANIES, NOBODY, Standing, Status, Ticket
from sim.kernel.history import company, request, stage
from sim.model.log import Early, Outcome
from sim.scenario.plan.eventkey import EventKind


@register_jitable
def has_room(city: Any) -> bool:
    """Tell whether there is room for the companies and requests of another event.

    A company that is met at the opening has a request for each stage of its chain at most; any
    other event files one. All other tables look for room at each row, see `docs/engine.md`.
    """
    companies, requests = city.companies + COMPANIES, city.requests + city.longest
    if companies > city.company_room or requests > city.request_room:
        city.status = Status.ROOM
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
    one.builds = 0
    one.returns = 1
    one.back = 0
    one.line = 0
    one.firm = 1
    one.plant = NOBODY
    one.builds_plant = NOBODY
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
    one.held = NOBODY
    one.stranded = NOBODY
    one.promised = NOBODY
    one.leaves = NOBODY
    one.new = 0
    one.tied = 0
    one.early = Early.NO
    one.served = NOBODY
    one.moved = NOBODY
    one.ended = NOBODY
    one.outcome = Outcome.WAITING
    one.opening = 0
    one.company = owner
    one.place = place
    one.rank = what.rank
    one.key = packed(city, city.tick, 0, owned.entity, owned.number, what.stage, ordinal)
    one.state = Standing.WAITING
    one.position = NOBODY
    one.next = NOBODY
    one.site = NOBODY
    one.next_committed = NOBODY
    return index


@register_jitable
def come(city: Any, owner: int, tick: int) -> None:
    """Let a company arrive at `tick`, at the stage it was made for."""
    one = company(city, owner)
    rank = stage(city, one.place).stage
    due(city, tick, EventKind.ARRIVAL, one.entity, one.number, rank, 0, Ticket.NEWCOMER, owner)
