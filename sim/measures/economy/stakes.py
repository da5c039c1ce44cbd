"""What mistakes cost in one replication: areas that stand empty, are unmet or converted, in money.

A pure function of what was counted, of its requests and of the terms that its world drew. The
identity is that of `docs/model.md`, section 25.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sim.measures.counting.accounts import by_pool
from sim.measures.counting.levels import POOL
from sim.measures.counting.outcomes import lost_since
from sim.measures.counting.requests import Requests
from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, Ints, years
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

PARTS: Final = ("idle", "unrecovered", "conversion", "unmet")
"""Of a loss, each [year, pool] or summed over them."""
UNMET: Final = PARTS.index("unmet")
YEAR: Final = 12
"""Months."""
_CAPACITY, _LEASED, _WAITING = (POOL.index(name) for name in ("capacity", "leased", "waiting_area"))


class Mistakes(NamedTuple):
    """Areas of one replication from `since` on; [year, pool] where not said otherwise."""

    idle: Floats
    """Vacant beyond what is free, m²·years."""
    waiting: Floats
    """Waited for, where the first choice is, m²·years."""
    lost: Floats
    """Asked by companies that left, m²."""
    end: Floats
    """Vacant at the end of the clock beyond what is free, m², [pool]."""
    conversion: Floats
    """Money for works that turn space into another type, by the pool that they give."""


def years_counted(plan: Plan) -> Ints:
    """Return the calendar years that have months in which losses count."""
    return np.unique(years(plan)[_since(plan) :])


def ages(plan: Plan) -> Floats:
    """Return years from `since` to the middle of what counts of each year, then to the end."""
    since = _since(plan)
    place = _places(plan)[since:]
    middles = np.bincount(place, np.arange(len(place)) + 0.5) / np.bincount(place)
    return np.append(middles, plan.end / MONTH - since) / YEAR


def mistakes(tally: Tally, table: Requests, plan: Plan) -> Mistakes:
    """Return the areas that stood empty, were unmet or were converted; the plan has stakes."""
    terms, since = plan.stakes, _since(plan)
    assert terms is not None
    free = np.array(terms.free)
    capacity, leased, waiting = (
        tally.pools[measure, since:].astype(np.float64)
        for measure in (_CAPACITY, _LEASED, _WAITING)
    )
    vacant = _beyond(capacity, capacity - leased, free)
    ends = [levels[-1:].astype(np.float64) for levels in (tally.capacity_end, tally.leased_end)]
    month = np.arange(since, plan.months)
    return Mistakes(
        idle=_by_year(vacant, month, plan) / (MONTH * YEAR),
        waiting=_by_year(waiting, month, plan) / (MONTH * YEAR),
        lost=_lost(table, plan),
        end=_beyond(ends[0], ends[0] - ends[1], free)[0],
        conversion=_converted(tally, plan),
    )


def loss(found: Mistakes, plan: Plan) -> Floats:
    """Return the loss in money at `since`, [part of PARTS, year, pool]."""
    terms = plan.stakes
    assert terms is not None
    *worth, at_end = (1.0 + terms.discount) ** -ages(plan)
    each = np.array(worth)[:, None]
    parts = np.zeros((len(PARTS), *found.idle.shape))
    parts[0] = found.idle * YEAR * by_pool(terms.idle, plan) * each
    parts[1, -1] = found.end * by_pool(terms.unrecovered, plan) * at_end
    parts[2] = found.conversion * each
    parts[UNMET] = unmet_area(found, plan) * by_pool(terms.unmet, plan) * each
    return parts


def unmet_alike(found: Mistakes, plan: Plan) -> Floats:
    """Return what is unmet, were it to cost what idle space of its type costs, [year, pool]."""
    terms = plan.stakes
    assert terms is not None
    each = (1.0 + terms.discount) ** -ages(plan)[:-1, None]
    alike: Floats = unmet_area(found, plan) * by_pool(terms.idle, plan) * each
    return alike


def unmet_area(found: Mistakes, plan: Plan) -> Floats:
    """Return what is waited for, and what was lost for as long as it is, m²·months, [year, pool].

    The plan has stakes.
    """
    assert plan.stakes is not None
    unmet: Floats = found.waiting * YEAR + found.lost * by_pool(plan.stakes.lost_for, plan)
    return unmet


def _since(plan: Plan) -> int:
    assert plan.stakes is not None
    return plan.stakes.since


def _places(plan: Plan) -> Ints:
    """Return which of the years that count each month of the clock is in, [month]; −n before."""
    places: Ints = years(plan) - years(plan)[_since(plan)]
    return places


def _beyond(capacity: Floats, vacant: Floats, free: Floats) -> Floats:
    """Return what is vacant in a type beyond its free share, shared out by vacancy, [month, pool].

    What is free is free in the city as a whole: a park that is empty while others are full is no
    loss as long as companies that look for space find no more of it than there must be.
    """
    shape = (len(capacity), len(free), -1)
    empty = vacant.reshape(shape)
    of_type = empty.sum(axis=2)
    over = np.maximum(of_type - free * capacity.reshape(shape).sum(axis=2), 0.0)
    share = np.divide(over, of_type, out=np.zeros_like(over), where=of_type > 0)
    found: Floats = (empty * share[:, :, None]).reshape(vacant.shape)
    return found


def _by_year(values: Floats, month: Ints, plan: Plan) -> Floats:
    """Sum rows of the given months over calendar years, [year, pool]."""
    sums = np.zeros((len(years_counted(plan)), values.shape[1]))
    np.add.at(sums, _places(plan)[month], values)
    return sums


def _lost(table: Requests, plan: Plan) -> Floats:
    """Return the area asked by those who left for want of space, at their first choice."""
    rows = np.flatnonzero(lost_since(table, _since(plan)) & (table.first >= 0))
    area = np.zeros((len(rows), len(plan.capacity)))
    area[np.arange(len(rows)), table.first[rows]] = table.area[rows]
    return _by_year(area, table.ended[rows].astype(np.int64) // MONTH, plan)


def _converted(tally: Tally, plan: Plan) -> Floats:
    """Return what works cost that give another type than they took, in the year they began."""
    money = np.zeros((len(years_counted(plan)), len(plan.capacity)))
    if plan.economy is None:
        return money
    renewals = {works.id: works for works in plan.renewals}
    place = {name: index for index, name in enumerate(plan.economy.works)}
    for entity, pool, area, start, _ in tally.sites.tolist():
        works = renewals.get(plan.entities[entity])
        space = pool // len(plan.parks)
        if works is None or start < _since(plan) * MONTH or works.pool // len(plan.parks) == space:
            continue
        price = plan.economy.construction[place[plan.entities[entity]]][space]
        money[_places(plan)[start // MONTH], pool] += area * price
    return money
