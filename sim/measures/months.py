"""The clock of a plan in months, and its ticks as dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    from sim.scenario.plan.plan import Plan

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Dates = NDArray[np.datetime64]

EPOCH_MONTH = 1970 * 12


def lengths(plan: Plan) -> NDArray[np.int64]:
    """Ticks in each month of the clock, [month]; the last may be cut short by the end."""
    starts = np.arange(plan.months, dtype=np.int64) * MONTH
    return np.minimum(plan.end - starts, MONTH)


def first_recorded(plan: Plan) -> int:
    """Index of the first whole month from which statistics run."""
    return -(-plan.record_from // MONTH)


def within(plan: Plan, start: int | None, end: int | None) -> slice:
    """Recorded months that lie wholly between two ticks (None: no bound)."""
    first = max(first_recorded(plan), 0 if start is None else -(-start // MONTH))
    last = plan.months if end is None or end >= plan.end else end // MONTH
    return slice(first, max(first, last))


def from_start(plan: Plan, absolute: int) -> int:
    """Tick of the clock for an absolute tick (as in `Date.first`)."""
    return absolute - plan.start_month * MONTH


def starts(plan: Plan) -> Dates:
    """First day of each month of the clock, datetime64[s], [month]."""
    months = plan.start_month - EPOCH_MONTH + np.arange(plan.months)
    return months.astype("datetime64[M]").astype("datetime64[s]")


def month_dates(months: Floats) -> Dates:
    """First day of absolute months (as in `start_month`), datetime64[s]; NaT for NaN."""
    known = ~np.isnan(months)
    since = np.where(known, months, 0.0).astype(np.int64) - EPOCH_MONTH
    dates = since.astype("datetime64[M]").astype("datetime64[s]")
    return np.where(known, dates, np.datetime64("NaT", "s"))


def names(plan: Plan) -> tuple[str, ...]:
    """Each month of the clock as `2028-03`."""
    return tuple(str(month)[:7] for month in starts(plan))


def years(plan: Plan) -> Ints:
    """Calendar year of each month of the clock, [month]."""
    return (plan.start_month + np.arange(plan.months)) // 12


def instants(plan: Plan, ticks: Ints, known: Bools | None = None) -> Dates:
    """Ticks as datetime64[s]; NaT where not `known` (by default: for negative ticks).

    Inverse of the rule that day d of an n-day month is tick ⌈(d−1)·43200/n⌉ of it: a tick is
    1/43200 of its month, that is 2n seconds.
    """
    wide = np.asarray(ticks, dtype=np.int64)
    month = (plan.start_month - EPOCH_MONTH + wide // MONTH).astype("datetime64[M]")
    first = month.astype("datetime64[D]")
    days = ((month + 1).astype("datetime64[D]") - first).astype(np.int64)
    dates = first.astype("datetime64[s]") + wide % MONTH * days * 2
    return np.where(wide >= 0 if known is None else known, dates, np.datetime64("NaT", "s"))


def in_months(ticks: Ints, known: Bools | None = None) -> Floats:
    """Ticks as months since the start of the clock; NaN where not `known` (see `instants`)."""
    wide = np.asarray(ticks, dtype=np.int64)
    return np.where(wide >= 0 if known is None else known, wide / MONTH, np.nan)
