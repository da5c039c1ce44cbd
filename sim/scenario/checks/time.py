"""Checks on the clock and on dates."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.case import Case, low
from sim.scenario.checks.supply import dated_by, first_opening, sure_reach, works_of
from sim.scenario.errors import Problem
from sim.scenario.schema.demand import Compound, Linear, NamedProject
from sim.scenario.schema.supply import Building
from sim.scenario.values.dates import MONTH
from sim.scenario.values.limits import CLOCK_MONTHS


def the_clock_runs_forward(case: Case) -> Iterator[Problem]:
    """`end` comes after `start`."""
    clock = case.spec.clock
    if clock.end.last <= clock.start.first:
        yield case.problem("E502", "clock.end", start=str(clock.start), end=str(clock.end))


def the_clock_starts_with_a_month(case: Case) -> Iterator[Problem]:
    """`start` is the first instant of a month, so that months of the clock are calendar months."""
    start = case.spec.clock.start
    if start.first % MONTH:
        month = f"{start.year}-{start.month:02d}"
        yield case.problem("E500", "clock.start", start=str(start), month=month)


def statistics_begin_within_the_clock(case: Case) -> Iterator[Problem]:
    """`record_from` lies from `start` to before `end`."""
    clock = case.spec.clock
    date = clock.record_from
    if date is not None and not clock.start.first <= date.first < clock.end.last:
        yield case.problem("E503", "clock.record_from", **_span(case))


def windows_lie_within_the_clock(case: Case) -> Iterator[Problem]:
    """The window of a standard lies within the months that are recorded."""
    clock = case.spec.clock
    begin, end = (clock.record_from or clock.start).first, clock.end.last
    for name, standard in case.spec.space_standards.items():
        window = standard.window
        first = window.start.first if window.start else begin
        last = window.end.last if window.end else end
        if not begin <= first < last <= end:
            words = _span(case) | {"start": str(clock.record_from or clock.start)}
            yield case.problem("E504", f"standards.{name}.window", **words)


def nothing_opens_before_the_clock(case: Case) -> Iterator[Problem]:
    """What cannot still be under way after `clock.start` belongs in stock."""
    start = case.spec.clock.start
    for path, works in works_of(case):
        if not isinstance(works, Building):
            continue
        told = works.construction is not None or dated_by(works) == "opens"  # else see E453
        if told and sure_reach(case, works) <= start.first:
            yield case.problem("E505", f"{path}.{dated_by(works)}", start=str(start))


def works_can_open_before_the_end(case: Case) -> Iterator[Problem]:
    """A project that cannot open before `clock.end` adds nothing."""
    for path, works in works_of(case):
        if isinstance(works, Building):
            spans = (works.lead, works.construction, works.slip, works.slip_common, works.lag)
            endless = any(span is not None and span.dist.kind == "forever" for span in spans)
            end = case.spec.clock.end
            if first_opening(case, works) >= end.last and not endless:
                yield case.problem("W603", f"{path}.{dated_by(works)}", end=str(end))


def named_projects_ask_within_the_clock(case: Case) -> Iterator[Problem]:
    """A project that asked before the start belongs in the opening; one after the end is idle."""
    clock = case.spec.clock
    for name, block in case.spec.demand.items():
        if isinstance(block, NamedProject):
            if block.date.earliest < clock.start.first:
                yield case.problem("E507", f"demand.{name}.date", start=str(clock.start))
            if block.date.earliest >= clock.end.last:
                yield case.problem("W604", f"demand.{name}.date", end=str(clock.end))


def dates_of_a_profile_differ(case: Case) -> Iterator[Problem]:
    """A profile has dates, and no two mean the same instant."""
    for path, profile in case.profiles():
        if isinstance(profile, Compound):
            continue
        kind = "linear" if isinstance(profile, Linear) else "steps"
        points = [(date.first, str(date)) for date in getattr(profile, kind)]
        seen: dict[int, str] = {}
        if not points:
            yield case.problem("E508", path, kind=kind)
        for tick, date in points:
            if tick in seen:
                yield case.problem("E509", f"{path}.{kind}.{date}", date=date, other=seen[tick])
            seen[tick] = date


def growth_has_a_span(case: Case) -> Iterator[Problem]:
    """A profile grows from one date to a later one, for a century at most, and is 1 within."""
    clock = case.spec.clock
    for path, profile in case.profiles():
        if isinstance(profile, Compound):
            start, end = profile.start or clock.start, profile.end or clock.end
            if not 0 < end.last - start.first <= CLOCK_MONTHS * MONTH:
                where = f"{path}.{'end' if profile.end else 'start'}"
                yield case.problem("E532", where, start=str(start), end=str(end))
            elif base := profile.base:
                within = start.first <= base.first < end.last
                if not within or low(profile.growth) <= -1:
                    words = {"base": str(base), "start": str(start), "end": str(end)}
                    yield case.problem("E533", f"{path}.base", **words)


def _span(case: Case) -> dict[str, str]:
    clock = case.spec.clock
    return {"start": str(clock.start), "end": str(clock.end)}
