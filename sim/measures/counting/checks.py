"""The bounds that a scenario's standards set, and which requests each looks at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Final, Literal

from sim.measures.months import first_recorded, from_start, names, within
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.standards import (
    LostStandard,
    SpaceStandard,
    SupplyMonthsStandard,
    VacancyStandard,
    WaitStandard,
)
from sim.scenario.values.dates import MONTH

Side = Literal["shortage", "idle"]
SIDES: Final[tuple[Side, ...]] = ("shortage", "idle")


@dataclass(frozen=True)
class Check:
    """One bound of a standard, on the side it speaks for."""

    id: str
    """Id of the standard."""
    side: Side
    standard: SpaceStandard
    space: int
    park: int | None
    bound: float
    """Share, or months of supply."""
    row: int | None
    """Place among the standards on requests, as in `Tally.checks`; None for one on months."""

    def pools(self, plan: Plan) -> list[int]:
        """Pools it looks at."""
        return plan.pools(self.space, self.park)


def checks(spec: Spec, plan: Plan) -> list[Check]:
    """Bounds of all standards on space, by id; a vacancy standard with two speaks on both sides."""
    bounds: list[Check] = []
    rows = count()
    for name, standard in sorted(spec.space_standards.items()):
        space = plan.spaces.index(standard.space)
        park = None if standard.park is None else plan.parks.index(standard.park)
        row = next(rows) if isinstance(standard, WaitStandard | LostStandard) else None
        for side, bound in _bounds(standard):
            bounds.append(Check(name, side, standard, space, park, bound, row))
    return bounds


def window(standard: SpaceStandard, plan: Plan) -> tuple[int, int]:
    """Ticks [start, end) of a standard's window within the recorded time."""
    months = standard.window
    start = 0 if months.start is None else from_start(plan, months.start.first)
    end = plan.end if months.end is None else from_start(plan, months.end.last)
    return max(plan.record_from, start), min(plan.end, end)


def judged_months(standard: SpaceStandard, plan: Plan) -> tuple[str, str] | None:
    """First and last month of a standard's window, as `2026-01`; None if it has none."""
    start, end = window(standard, plan)
    if start >= end:
        return None
    months = names(plan)
    return months[start // MONTH], months[(end - 1) // MONTH]


def judged_time(spec: Spec, plan: Plan) -> slice:
    """Return the months that are judged: from the first that any standard looks at to the last.

    Those of the record where no standard looks at a whole month; never none.
    """
    windows = [window(standard, plan) for standard in spec.space_standards.values()]
    spans = [within(plan, start, end) for start, end in windows]
    months = [span for span in spans if span.start < span.stop]
    if not months:
        return slice(min(first_recorded(plan), plan.months - 1), plan.months)
    return slice(min(span.start for span in months), max(span.stop for span in months))


def _bounds(standard: SpaceStandard) -> list[tuple[Side, float]]:
    if isinstance(standard, WaitStandard):
        return [("shortage", standard.share.value)]
    if isinstance(standard, LostStandard):
        return [("shortage", standard.at_most.value)]
    if isinstance(standard, SupplyMonthsStandard):
        return [("idle", standard.at_most.value)]
    assert isinstance(standard, VacancyStandard)
    both: list[tuple[Side, float]] = []
    if standard.at_least is not None:
        both.append(("shortage", standard.at_least.value))
    if standard.at_most is not None:
        both.append(("idle", standard.at_most.value))
    return both
