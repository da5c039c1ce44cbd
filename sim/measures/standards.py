"""Standards: what each did in each replication, to the letter of the model's rules.

Requests: a standard on waits or losses looks at the requests for its space type, in its park if it
names one by the first choice. A request cancelled because its stage failed before it was granted,
or before its wait began, is neither a success nor a failure and counts nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sim.measures.bounds import judged, supply_months, vacancies
from sim.measures.intervals import FAILS, HOLDS, UNTESTED
from sim.measures.months import Bools, Floats, from_start, within
from sim.measures.requests import CANCELLED, LEFT, TURNED_AWAY, WAITING, Requests
from sim.measures.series import ratio
from sim.measures.tally import Tally
from sim.scenario.plan import Plan, to_ticks
from sim.scenario.schema import Spec
from sim.scenario.schema.standards import (
    LostStandard,
    Standard,
    SupplyMonthsStandard,
    VacancyStandard,
    WaitStandard,
)

Side = Literal["shortage", "idle"]
SIDES: Final[tuple[Side, ...]] = ("shortage", "idle")


@dataclass(frozen=True)
class Check:
    """One bound of a standard, on the side it speaks for."""

    id: str
    """Id of the standard."""
    side: Side
    standard: Standard
    space: int
    park: int | None
    bound: float
    """Share, or months of supply."""

    def pools(self, plan: Plan) -> list[int]:
        """Pools it looks at."""
        parks = range(len(plan.parks)) if self.park is None else [self.park]
        return [plan.pool(self.space, park) for park in parks]


@dataclass(frozen=True)
class Checked:
    """What a check gave; arrays [replication]."""

    check: Check
    value: Floats
    """Measured value; NaN where not tested, inf where nothing was absorbed."""
    status: NDArray[np.int8]
    """HOLDS, FAILS or UNTESTED."""
    aside: dict[str, Floats] = field(default_factory=dict)
    """What stands apart from the value, m² (see the glossary)."""


def checks(spec: Spec, plan: Plan) -> list[Check]:
    """Bounds of all standards, by id; a vacancy standard with two bounds speaks on both sides."""
    found = []
    for name in sorted(spec.standards):
        standard = spec.standards[name]
        space = plan.spaces.index(standard.space)
        park = None if standard.park is None else plan.parks.index(standard.park)
        for side, bound in _bounds(standard):
            found.append(Check(name, side, standard, space, park, bound))
    return found


def _bounds(standard: Standard) -> list[tuple[Side, float]]:
    if isinstance(standard, WaitStandard):
        return [("shortage", standard.share.value)]
    if isinstance(standard, LostStandard):
        return [("shortage", standard.at_most.value)]
    if isinstance(standard, SupplyMonthsStandard):
        return [("idle", standard.at_most.value)]
    both: list[tuple[Side, float]] = []
    if standard.at_least is not None:
        both.append(("shortage", standard.at_least.value))
    if standard.at_most is not None:
        both.append(("idle", standard.at_most.value))
    return both


def evaluate(check: Check, tallies: Sequence[Tally], plan: Plan) -> Checked:
    """Measure a check in every replication."""
    standard = check.standard
    start, end = _window(standard, plan)
    if isinstance(standard, WaitStandard):
        limit = to_ticks(standard.within.value)
        counts = [
            _granted_in_time(
                t.requests, _asked(check, t.requests, plan, start, end), limit, plan.end
            )
            for t in tallies
        ]
        return _shares(check, counts, lambda share: share >= check.bound)
    if isinstance(standard, LostStandard):
        areas = [
            _lost_area(t.requests, _asked(check, t.requests, plan, start, end)) for t in tallies
        ]
        result = _shares(check, [pair[:2] for pair in areas], lambda share: share <= check.bound)
        names = ("unresolved_area", "expansion_lost_area")
        for index, name in enumerate(names, start=2):
            result.aside[name] = np.array([row[index] for row in areas], dtype=np.float64)
        return result
    months = within(plan, start, end)
    measure = vacancies if isinstance(standard, VacancyStandard) else supply_months
    values = measure(tallies, plan, check.pools(plan))[:, months]
    share = 1.0 if standard.share is None else standard.share.value
    upper = check.side == "idle"
    value, holds = judged(values, check.bound, upper=upper, over=standard.over, share=share)
    return Checked(check, value, _status(value, holds))


def combined(statuses: Sequence[NDArray[np.int8]], replications: int) -> NDArray[np.int8]:
    """Whether all hold: any failure fails; else anything untested leaves it untested."""
    if not statuses:
        return np.full(replications, UNTESTED, dtype=np.int8)
    table = np.stack(statuses)
    untested = np.where((table == UNTESTED).any(axis=0), UNTESTED, HOLDS)
    return np.where((table == FAILS).any(axis=0), FAILS, untested).astype(np.int8)


def _window(standard: Standard, plan: Plan) -> tuple[int, int]:
    """Ticks [start, end) of the window within the recorded time."""
    window = standard.window
    start = 0 if window.start is None else from_start(plan, window.start.first)
    end = plan.end if window.end is None else from_start(plan, window.end.last)
    return max(plan.record_from, start), min(plan.end, end)


def _asked(check: Check, table: Requests, plan: Plan, start: int, end: int) -> Bools:
    """Requests in the scope of a check, made in its window and not cancelled."""
    standard = check.standard
    assert isinstance(standard, WaitStandard | LostStandard)
    inside = (table.asked >= start) & (table.asked < end) & (table.outcome != CANCELLED)
    inside &= table.space == check.space
    if check.park is not None:
        inside &= table.first == plan.pool(check.space, check.park)
    if standard.track is not None:
        inside &= table.track == plan.tracks.index(standard.track)
    return np.asarray(inside)


def _granted_in_time(table: Requests, asked: Bools, limit: int, end: int) -> tuple[int, int]:
    """Requests granted within `limit`, and those that could be seen to be.

    Expansions count too. A wait runs from where patience runs; a request whose wait could not be
    followed for `limit` before the end does not count, whatever became of it. Those who left and
    commitments not open in time are failures.
    """
    begin = np.maximum(table.asked, table.wait_from).astype(np.int64)
    followed = asked & (begin + limit <= end)
    in_time = followed & (table.served >= 0) & (table.served - begin <= limit)
    return int(in_time.sum()), int(followed.sum())


def _lost_area(table: Requests, asked: Bools) -> tuple[int, int, int, int]:
    """Area lost, area asked without what still waits, area that still waits; lost expansions."""

    def area(mask: Bools) -> int:
        return int(table.area[mask].sum(dtype=np.int64))

    first, lost = asked & (table.ordinal == 0), np.isin(table.outcome, (LEFT, TURNED_AWAY))
    waiting = first & (table.outcome == WAITING)
    return area(first & lost), area(first & ~waiting), area(waiting), area(asked & ~first & lost)


def _shares(
    check: Check, pairs: Sequence[tuple[int, int]], holds: Callable[[Floats], Bools]
) -> Checked:
    table = np.array(pairs, dtype=np.float64).reshape(len(pairs), 2)
    value = ratio(table[:, 0], table[:, 1])
    return Checked(check, value, _status(value, holds(value)))


def _status(value: Floats, holds: Bools) -> NDArray[np.int8]:
    return np.where(np.isnan(value), UNTESTED, np.where(holds, HOLDS, FAILS)).astype(np.int8)
