"""What the vacancy at month ends decides: works, and lots that wait; see `sim.model.triggers`."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.triggers import bound_holds, decides
from sim.kernel.history import pool, site
from sim.kernel.layout import LOT, PAUSE, RENEWAL, TRIGGER
from sim.kernel.memory import int64, load, record
from sim.kernel.works import call_lot, decide_lot, decide_renewal
from sim.scenario.plan.plan import returned


@register_jitable
def read_triggers(city: Any) -> None:
    """Read the state at a month end, count, and decide the next works of each trigger in time."""
    for index in range(city.trigger_count):
        one = record(city.triggers, index, TRIGGER)
        one.months = one.months + 1 if _holds(city, one) else 0
        in_time = decides(one.months, one.needed, city.tick, one.earliest, one.latest)
        if in_time and one.next < one.last:
            one.months = 0
            if one.renews:
                decide_renewal(city, one.next)
            else:
                decide_lot(city, one.next)
            one.next += 1


@register_jitable
def read_pauses(city: Any) -> None:
    """Read the state at a month end and count; where no bound holds, all start, or one."""
    for index in range(city.pause_count):
        one = record(city.pauses, index, PAUSE)
        one.months = one.months + 1 if _holds(city, one) else 0
        if one.months == 0:
            for lot in range(one.first, one.last):
                if call_lot(city, lot) and one.one_by_one:
                    break


@register_jitable
def _holds(city: Any, one: Any) -> bool:
    """Tell whether the bound holds by what stands now, or is to come."""
    capacity = leased = 0
    for i in range(one.pool, one.pool_end):
        where = load(city.trigger_pools, i, int64)
        capacity += pool(city, where).capacity
        leased += pool(city, where).leased
        if one.pipeline:
            at = pool(city, where).site
            while at >= 0:
                capacity += site(city, at).area
                leased += site(city, at).promised
                at = site(city, at).next
            capacity += _planned(city, where) + _taken(city, where)
    return bound_holds(capacity, leased, one.under != 0, one.share)


@register_jitable
def _planned(city: Any, where: int) -> int:
    """Return the area in a pool of lots that were decided, and have not begun."""
    area = 0
    for index in range(city.lot_count):
        lot = record(city.lots, index, LOT)
        if lot.planned and lot.decided < city.tick:
            for i in range(lot.site, lot.site + lot.sites):
                if site(city, i).pool == where:
                    area += site(city, i).area
    return area


@register_jitable
def _taken(city: Any, where: int) -> int:
    """Return the area that comes back to a pool for what renewals have taken so far."""
    area = 0
    for i in range(city.takings_count):
        one = record(city.renewals, load(city.takings, i, int64), RENEWAL)
        if one.target == where:
            area += returned(one.taken, one.ratio)
    return area
