"""Counts of what became of requests: for standards, losses and waits.

A request cancelled because its stage failed before it was granted, or before its wait began, is
neither a success nor a failure and counts nowhere.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.measure_spec import LOST, MeasureSpec
from sim.measures.counting.requests import (
    CANCELLED,
    COMMITTED,
    LEFT,
    OUTCOMES,
    SERVED,
    TURNED_AWAY,
    WAITING,
    Requests,
    waited,
)
from sim.measures.months import Bools, first_recorded
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

REASONS: Final = ("patience", "turned_away", "expansion", "elsewhere")
"""Why companies or wishes were lost: the closed list."""
PATIENCE, TURNED, EXPANSION, ELSEWHERE = range(4)

ENDS: Final = ("granted", "gone", "unknown")
"""How a wait ended: with space, without, or not by the end of the clock."""

_END_OF_OUTCOME = np.full(len(OUTCOMES), -1)
_END_OF_OUTCOME[[SERVED, LEFT, TURNED_AWAY, WAITING, COMMITTED]] = 0, 1, 1, 2, 2


def checked(table: Requests, plan: Plan, spec: MeasureSpec) -> NDArray[np.int64]:
    """What each standard on requests counts, [check, 4].

    WAIT: requests granted in time, and requests followed; then zeros. LOST, in m²: area lost,
    area asked without what still waits, area that still waits, lost expansions.
    """
    counts = np.zeros((len(spec.checks), 4), dtype=np.int64)
    for row, (metric, space, pool, start, end, limit) in enumerate(spec.checks.tolist()):
        counted = (table.asked >= start) & (table.asked < end) & (table.outcome != CANCELLED)
        counted &= table.space == space
        if pool >= 0:
            counted &= table.first == pool
        counted &= spec.of_check[row, table.track] == 1
        if metric == LOST:
            counts[row] = _lost_area(table, counted)
        else:
            counts[row, :2] = _granted_in_time(table, counted, limit, plan.end)
    return counts


def _granted_in_time(table: Requests, counted: Bools, limit: int, end: int) -> tuple[int, int]:
    """Requests granted within `limit`, and those that could be seen to be.

    Expansions count too. A wait runs from where patience runs; a request whose wait could not be
    followed for `limit` before the end does not count, whatever became of it. Those who left and
    commitments not open in time are failures.
    """
    begin = np.maximum(table.asked, table.wait_from).astype(np.int64)
    followed = counted & (begin + limit <= end)
    in_time = followed & (table.served >= 0) & (table.served - begin <= limit)
    return int(in_time.sum()), int(followed.sum())


def _lost_area(table: Requests, counted: Bools) -> tuple[int, int, int, int]:
    """Area lost, area asked without what still waits, area that still waits; lost expansions."""

    def area(mask: Bools) -> int:
        return int(table.area[mask].sum(dtype=np.int64))

    first, lost = counted & (table.ordinal == 0), np.isin(table.outcome, (LEFT, TURNED_AWAY))
    waiting = first & (table.outcome == WAITING)
    return area(first & lost), area(first & ~waiting), area(waiting), area(counted & ~first & lost)


def lost_since(table: Requests, month: int) -> Bools:
    """Tell which requests were lost from a month on, [request].

    Tenants who would have moved, and stay, have lost nothing.
    """
    lost: Bools = np.isin(table.outcome, (LEFT, TURNED_AWAY)) & (table.wait_from != -1)
    return lost & (table.ended >= month * MONTH)


def losses(table: Requests, plan: Plan, spec: MeasureSpec) -> NDArray[np.int64]:
    """Requests lost in recorded months, [year, stage, track, reason, (requests, m²)].

    The year is that of the loss; reasons are the first three of REASONS: a lost expansion counts as
    such, whether it was turned away or given up.
    """
    lost = np.flatnonzero(lost_since(table, first_recorded(plan)))
    reason = np.where(table.outcome[lost] == LEFT, PATIENCE, TURNED)
    reason[table.ordinal[lost] > 0] = EXPANSION
    year = spec.years[table.ended[lost] // MONTH]
    years = spec.year_count
    counts = np.zeros((years, len(plan.stages), len(plan.tracks), ELSEWHERE, 2), dtype=np.int64)
    cell = (year, table.stage[lost], table.track[lost], reason)
    np.add.at(counts[..., 0], cell, 1)
    np.add.at(counts[..., 1], cell, table.area[lost].astype(np.int64))
    return counts


def incidence(table: Requests, plan: Plan, spec: MeasureSpec) -> NDArray[np.int32]:
    """Requests made from `record_from` on by how long they waited, [space, end of ENDS, step].

    Step i holds waits longer than step i − 1 of the spec and up to step i; the last is for all
    that waited longer. Expansions count; requests of no space type count nowhere.
    """
    end = _END_OF_OUTCOME[table.outcome]
    rows = np.flatnonzero((table.asked >= plan.record_from) & (end >= 0) & (table.space >= 0))
    step = np.searchsorted(spec.steps, waited(table, plan.end)[rows], side="left")
    shape = (len(plan.spaces), len(ENDS), len(spec.steps) + 1)
    cell = (table.space[rows].astype(np.int64) * shape[1] + end[rows]) * shape[2] + step
    counts = np.bincount(cell, minlength=shape[0] * shape[1] * shape[2])
    return counts.reshape(shape).astype(np.int32)
