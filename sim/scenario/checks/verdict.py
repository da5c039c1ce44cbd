"""Checks on standards and ids; a standard that is never tested takes no part in the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.plan.plan import Plan, StagePlan, to_ticks
from sim.scenario.schema.standards import (
    LostStandard,
    SpaceStandard,
    SupplyMonthsStandard,
    VacancyStandard,
    WaitStandard,
)
from sim.scenario.schema.supply import Instead
from sim.scenario.values.dates import MONTH

_LUCK = (
    ("parks",),
    ("spaces",),
    ("stages",),
    ("tracks",),
    ("demand", "top_down.streams"),
    ("supply", "renewals", "retirements"),
)
"""Blocks whose ids share one book of luck."""


def vacancy_has_a_bound(case: Case) -> Iterator[Problem]:
    """A vacancy standard has an upper or a lower bound, in this order."""
    for name, standard in case.spec.standards.items():
        if isinstance(standard, VacancyStandard):
            if standard.at_most is None and standard.at_least is None:
                yield case.problem("E540", f"standards.{name}")
            elif standard.at_most is not None and low(standard.at_least) > high(standard.at_most):
                yield case.problem("E541", f"standards.{name}.at_least")


def a_share_of_months_is_stated(case: Case) -> Iterator[Problem]:
    """`share` stands beside `over: share` and nowhere else."""
    for name, standard in case.spec.standards.items():
        if isinstance(standard, VacancyStandard | SupplyMonthsStandard):
            if standard.over == "share" and standard.share is None:
                yield case.problem("E542", f"standards.{name}.over")
            if standard.over != "share" and standard.share is not None:
                yield case.problem("E543", f"standards.{name}.share", over=standard.over)


def a_track_or_a_trade_is_asked_for(case: Case) -> Iterator[Problem]:
    """A standard on requests names a track or a trade: a track is of one trade already."""
    for name, standard in case.spec.standards.items():
        if isinstance(standard, WaitStandard | LostStandard) and standard.track and standard.trade:
            yield case.problem("E546", f"standards.{name}.trade", track=standard.track)


def luck_is_not_shared(case: Case) -> Iterator[Problem]:
    """No two things of a sort have the same luck, by `luck` or by id.

    But what stands in for a project may have its luck: one lot is built in the place of another.
    """
    for blocks in _LUCK:
        owner: dict[str, str] = {}
        for block in blocks:
            for name, entry in _entries(case, block).items():
                luck = entry.luck or name
                path = f"{block}.{name}"
                if block == "supply" and isinstance(entry.start, Instead):
                    replaced = case.spec.supply.get(entry.start.instead_of)
                    if (
                        entry.luck
                        and replaced
                        and luck == (replaced.luck or entry.start.instead_of)
                    ):
                        continue
                if luck in owner:
                    where = f"{path}.luck" if entry.luck else path
                    yield case.problem("E544", where, luck=luck, other=owner[luck])
                owner.setdefault(luck, path)


def _entries(case: Case, block: str) -> Mapping[str, Any]:
    """Return what a block holds by id, the block given by its path."""
    node: Any = case.spec
    for key in block.split("."):
        node = getattr(node, key, None)
    return node or {}


def something_is_judged(case: Case) -> Iterator[Problem]:
    """Without standards there is no verdict."""
    if not case.spec.standards:
        yield case.problem("W602", "standards")


def replications_come_in_pairs(case: Case) -> Iterator[Problem]:
    """Two replications share their range draws, so an odd one out tells less."""
    if case.spec.replications % 2:
        count = case.spec.replications
        words = {"count": str(count), "even": str(count + 1)}
        yield case.problem("W601", "replications", **words)


_YEAR = 12
"""Months of net absorption that a month of supply looks back on."""


def standards_can_be_tested(case: Case, plan: Plan) -> Iterator[Problem]:
    """Space stands, somebody asks for it, and the window is as long as the measure."""
    for name, standard in sorted(case.spec.space_standards.items()):
        path = f"standards.{name}"
        if not any(plan.limit[pool] for pool in _pools(standard, plan)):
            where = f"{path}.park" if standard.park else f"{path}.space"
            yield case.problem("W620", where, space=standard.space, park=standard.park or "*")
        elif isinstance(standard, WaitStandard | LostStandard):
            yield from _somebody_asks(case, plan, path, standard)
        else:
            yield from _a_month_counts(case, plan, path, standard)


def _pools(standard: SpaceStandard, plan: Plan) -> list[int]:
    space = plan.spaces.index(standard.space)
    return plan.pools(space, plan.parks.index(standard.park) if standard.park else None)


def _somebody_asks(
    case: Case, plan: Plan, path: str, standard: WaitStandard | LostStandard
) -> Iterator[Problem]:
    """Some stage of the track (of any, without one) asks for the type, in the park if named."""
    space = plan.spaces.index(standard.space)
    parks = range(len(plan.parks))
    wanted = [plan.parks.index(standard.park)] if standard.park else parks

    def asks(stage: StagePlan) -> bool:
        first = bool(stage.spaces) and stage.spaces[0] == space and stage.lease > 0
        return first and any(stage.weights[park] > 0 for park in wanted)

    chains = [
        chain
        for track, trade, chain in zip(plan.tracks, plan.trades, plan.chains, strict=True)
        if (standard.track == track if standard.track else standard.trade == trade)
    ]
    if not any(asks(stage) for chain in chains for stage in chain):
        named = next((key for key in ("track", "trade") if getattr(standard, key)), "space")
        where = f"{path}.{named}"
        yield case.problem("W621", where, space=standard.space)


def _a_month_counts(
    case: Case, plan: Plan, path: str, standard: SpaceStandard
) -> Iterator[Problem]:
    """The window has a whole month, and for months of supply one with a year before it."""
    origin, window = plan.start_month * MONTH, standard.window
    start = max(plan.record_from, window.start.first - origin if window.start else 0)
    end = min(plan.end, window.end.last - origin if window.end else plan.end)
    first, last = -(-start // MONTH), plan.months if end == plan.end else end // MONTH
    where = f"{path}.window" if window.start or window.end else path
    if first >= last:
        yield case.problem("W622", where)
    elif isinstance(standard, SupplyMonthsStandard) and last < _YEAR:
        yield case.problem("W623", where, months=str(last))


def a_wait_can_be_followed(case: Case) -> Iterator[Problem]:
    """Who asks when the window of a wait standard begins can be followed before the clock ends."""
    clock = case.spec.clock
    for name, standard in case.spec.standards.items():
        if isinstance(standard, WaitStandard):
            first = (standard.window.start or clock.record_from or clock.start).first
            if first + to_ticks(standard.within.value) >= clock.end.last:
                words = {"within": standard.within.text}
                yield case.problem("W608", f"standards.{name}.within", **words)
