"""One row per request and per opening tenancy, and the changes of level they cause."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import before
from sim.measures.counting.rows import LogRows, amounts, codes, companies
from sim.measures.months import Ints
from sim.model.log import Early, Fate, Loss, Outcome, Phase, What
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

OUTCOMES: Final = tuple(outcome.name.lower() for outcome in Outcome)
"""The closed list of what became of a request by the end of the clock."""
WAITING, COMMITTED, SERVED, LEFT, TURNED_AWAY, CANCELLED = map(int, Outcome)

OCCUPANCY: Final = ("leased", "fit_out", "waiting_area", "waiting")
"""Levels that requests make up."""

BEFORE_START: Final = -1
"""Tick at which what stands at the opening is said to have come."""


class Requests(NamedTuple):
    """Integer columns [request]; ticks and indices are −1 where there is none.

    The index of a row is the request's serial number in the log. A part of a lease that was given
    back is a row of its own with the dates of its lease, up to its end; it was never asked for. Nor
    was, for standards and waits, what a tenant moves to.
    """

    entity: Ints
    number: Ints
    track: Ints
    stage: Ints
    ordinal: Ints
    """0, or the number of the expansion."""
    space: Ints
    """Type asked for; for an opening tenancy: leased."""
    first: Ints
    """Pool of the first choice, in which it waits; −1 where no pool was open to it."""
    pool: Ints
    """Pool granted."""
    area: Ints
    """m² asked; for an opening tenancy: leased."""
    taken: Ints
    """m² leased or promised, in whole units; m² asked where nothing is."""
    ground: Ints
    """m² leased on ground floors, where they are told apart."""
    asked: Ints
    """Tick; of what was asked before the clock none is known."""
    wait_from: Ints
    """Tick from which patience and the wait run; after `asked` for a request made ahead."""
    committed: Ints
    served: Ints
    """Tick of the grant; 0 for an opening tenancy."""
    moved: Ints
    ended: Ints
    """Tick at which the area was released, or the request lost or cancelled."""
    outcome: Ints
    """Index into OUTCOMES; opening tenancies count as served."""
    opening: Ints
    """0 no, 1 in fit-out at the opening, 2 in use."""
    held: Ints
    """Tick from which it is held through stages without space."""
    promised: Ints
    """Pool in which area under construction was promised."""
    stranded: Ints
    """Tick at which its company failed and left it behind."""
    leaves: Ints
    """Pool that its company leaves for it, where it moves."""
    new: Ints
    """1 where it is, or asked to be, in new buildings, where these are told apart."""
    early: Ints
    """Why it is free before its time: `Early`."""


def requests(kinds: dict[What, LogRows], parks: int) -> Requests:
    """Gather what a log says of each request; pools are numbered space × `parks` + park.

    A cancelled request is one that ended with its company's stage before it was granted, or
    before its wait began to run, or was left behind then; one granted and released later on was
    served.
    """
    opened, asked, moving = kinds[What.OPENED], kinds[What.ASKED], kinds[What.MOVING]
    pending, parts = kinds[What.PENDING], kinds[What.REDUCED]
    filed = (opened, asked, moving, pending, parts)
    n = sum(len(rows.tick) for rows in filed)

    def column(*filled: tuple[LogRows, NDArray[np.int64]]) -> NDArray[np.int64]:
        values = np.full(n, -1, dtype=np.int64)
        for rows, content in filled:
            values[rows.request] = content
        return values

    def known(name: str) -> NDArray[np.int64]:
        return column(*((rows, getattr(rows, name)) for rows in filed))

    def ticks(*whats: What) -> NDArray[np.int64]:
        return column(*((kinds[what], kinds[what].tick) for what in whats))

    first = known("pool")
    granted, floors = kinds[What.GRANTED], kinds[What.GROUND]
    floors = floors.only(floors.request >= 0)
    in_use = opened.only(opened.aux != Phase.FIT_OUT)
    wait_from = column((asked, asked.aux), (pending, pending.aux))
    committed, served = ticks(What.COMMITTED), ticks(What.OPENED, What.GRANTED)
    moved = column((in_use, in_use.tick), (kinds[What.MOVED_IN], kinds[What.MOVED_IN].tick))
    ended = ticks(What.LOST, What.CANCELLED, What.RELEASED, What.REDUCED)

    outcome = np.full(n, WAITING)
    outcome[committed >= 0] = COMMITTED
    outcome[served >= 0] = SERVED
    lost, dropped = kinds[What.LOST], kinds[What.CANCELLED]
    outcome[lost.request] = np.where(lost.aux == Loss.TURNED_AWAY, TURNED_AWAY, LEFT)
    early = (served[dropped.request] < 0) | (dropped.tick <= wait_from[dropped.request])
    outcome[dropped.request[early]] = CANCELLED

    held = kinds[What.HELD]
    again = np.ones(len(held.tick), dtype=bool)  # through one such stage after another
    again[np.unique(held.request, return_index=True)[1]] = False
    held = held.only(~again)
    sites, left = kinds[What.COMMITTED], kinds[What.STRANDED]
    left = left.only(left.request >= 0)
    outcome[left.request] = CANCELLED
    opening = column((opened, np.where(opened.aux == Phase.FIT_OUT, 1, 2)))
    taken = column(*((rows, rows.area) for rows in (*filed, sites, granted)))
    ground = np.maximum(column((floors, floors.area)), 0)
    for columns in (served, moved, opening, outcome):
        columns[parts.request] = columns[parts.aux]
    for columns in (taken, ground):
        np.subtract.at(columns, parts.aux, columns[parts.request])
    reasons = np.full(n, int(Early.NO))
    reasons[parts.request] = Early.GIVEN_BACK
    released, ends = kinds[What.RELEASED], kinds[What.ENDED]
    ends = ends.only(ends.aux == Fate.CLOSED)
    # A company closes at one tick only, and releases at no other what it has then.
    of_closed = dict(zip(companies(ends).tolist(), ends.tick.tolist(), strict=True))
    closed = [
        of_closed.get(company) == tick
        for company, tick in zip(companies(released).tolist(), released.tick.tolist(), strict=True)
    ]
    reasons[released.request[np.array(closed, dtype=bool)]] = Early.CLOSED
    told = kinds[What.NEW]
    new = np.zeros(n, np.int64)
    new[told.request[told.aux == What.MOVING]] = 1
    new[granted.request] = 0  # who asked may have been given a substitute
    new[told.request[told.aux != What.MOVING]] = 1
    return Requests(
        entity=codes(known("entity")),
        number=codes(known("number")),
        track=codes(known("track")),
        stage=codes(known("stage")),
        ordinal=codes(known("ordinal")),
        space=codes(first // parks),
        first=codes(first),
        pool=codes(column((opened, opened.pool), (granted, granted.pool), (parts, parts.pool))),
        area=amounts(known("area")),
        taken=amounts(taken),
        ground=amounts(ground),
        asked=amounts(ticks(What.ASKED)),
        wait_from=amounts(wait_from),
        committed=amounts(committed),
        served=amounts(served),
        moved=amounts(moved),
        ended=amounts(ended),
        outcome=codes(outcome),
        opening=codes(np.maximum(opening, 0)),
        held=amounts(column((held, held.tick))),
        promised=codes(column((sites, sites.pool))),
        stranded=amounts(column((left, left.tick))),
        leaves=codes(column((moving, moving.aux))),
        new=codes(new),
        early=codes(reasons),
    )


def gone(table: Requests, end: int) -> Ints:
    """Return the tick at which each request ended; `end` for those that had not."""
    return np.where(table.ended >= 0, table.ended, end)


def off_list(table: Requests, end: int) -> Ints:
    """Tick at which each request left the list (granted, committed, lost, cancelled) or `end`."""
    off = np.full(len(table.asked), end, dtype=np.int64)
    for ticks in (table.ended, table.served, table.committed):
        off = np.where(ticks >= 0, ticks, off)
    return off


def waited(table: Requests, end: int) -> Ints:
    """Ticks from where the wait runs to the grant, the loss, the cancellation or `end`.

    0 if granted ahead. A commitment waits on, to its opening: that is its grant.
    """
    held = table._replace(committed=np.full_like(table.committed, -1))
    return np.maximum(off_list(held, end) - np.maximum(table.asked, table.wait_from), 0)


class Changes(NamedTuple):
    """Changes of level; int64 arrays [change]."""

    tick: NDArray[np.int64]
    measure: NDArray[np.int64]
    """Index into OCCUPANCY."""
    request: NDArray[np.int64]
    delta: NDArray[np.int64]
    """m², or companies for `waiting`."""


def occupancy(table: Requests, end: int) -> Changes:
    """Return what requests do to leased, fitted-out and waited-for levels.

    What stands at the opening comes at BEFORE_START. A request of no pool waits nowhere.
    """
    stands, uses = table.opening > 0, table.opening == 2
    ended = gone(table, end)
    leased = table.served >= 0
    since = np.where(stands, BEFORE_START, table.served)
    fitted = np.where(uses, BEFORE_START, np.where(table.moved >= 0, table.moved, ended))
    begin, off = np.maximum(table.asked, table.wait_from), off_list(table, end)
    waits = (table.wait_from != -1) & (table.first >= 0) & (begin < off)
    companies = np.ones_like(table.area)
    spans = (
        (leased, since, ended, table.taken),
        (leased, since, fitted, table.taken),
        (waits, begin, off, table.area),
        (waits, begin, off, companies),
    )
    parts = []
    for measure, (mask, start, stop, amount) in enumerate(spans):
        rows = np.flatnonzero(mask)
        for ticks, sign in ((start, 1), (stop, -1)):
            kind = np.full(len(rows), measure, dtype=np.int64)
            parts.append((ticks[rows], kind, rows, sign * amount[rows].astype(np.int64)))
    return Changes(
        *(np.concatenate(columns).astype(np.int64) for columns in zip(*parts, strict=True))
    )


def leased_by_track(table: Requests, plan: Plan) -> NDArray[np.int64]:
    """Leased at the start of each month and at the end of the last, [instant, pool, track], m²."""
    pools, tracks = len(plan.capacity), len(plan.tracks)
    rows = np.flatnonzero(table.served >= 0)
    since = np.where(table.opening[rows] > 0, BEFORE_START, table.served[rows])
    ended = gone(table, plan.end)[rows]
    cell = table.pool[rows].astype(np.int64) * tracks + table.track[rows]
    area = table.taken[rows].astype(np.int64)
    leases = np.append(since, ended), np.append(cell, cell), np.append(area, -area)
    instants = np.append(np.arange(plan.months) * MONTH, plan.end)
    return before(leases, instants, pools * tracks).reshape(len(instants), pools, tracks)


def place(table: Requests, changes: Changes) -> NDArray[np.int64]:
    """Pool of each change: the one granted, or while waiting the first choice."""
    return np.where(
        changes.measure < OCCUPANCY.index("waiting_area"),
        table.pool[changes.request],
        table.first[changes.request],
    )
