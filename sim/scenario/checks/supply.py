"""Checks on what decides works, and on how long they take space back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from sim.scenario.checks.case import Case, least_ticks, low, sure_ticks
from sim.scenario.errors import Problem
from sim.scenario.plan.plan import FOREVER
from sim.scenario.schema.supply import (
    AnyWorks,
    Instead,
    Project,
    Renewal,
    Taking,
    Trigger,
    Triggered,
    VacancyRule,
)
from sim.scenario.values.dates import MONTH
from sim.text.messages.scenario import INSTEAD

BLOCKS = ("supply", "renewals", "retirements")


def works_of(case: Case) -> Iterator[tuple[str, AnyWorks]]:
    """Yield (path, block) of all works."""
    for block in BLOCKS:
        for name, works in getattr(case.spec, block).items():
            yield f"{block}.{name}", works


def first_start(case: Case, works: AnyWorks) -> int:
    """Return the earliest absolute tick at which works may start."""
    if isinstance(works.start, Triggered):
        decided = _first_decision(case, works.start.trigger)
    elif isinstance(works.start, Instead):
        decided = case.spec.clock.start.first + MONTH  # nothing is dropped before a month is over
        if works.start.not_before is not None:
            decided = max(decided, works.start.not_before.first)
    else:
        decided = works.start.earliest if works.start else case.spec.clock.start.first
    return decided + least_ticks(works.lead)


def dated_by(works: AnyWorks) -> str:
    """Return the key of the date that says most about when works open."""
    return "opens" if isinstance(works, Project) and works.opens is not None else "start"


def first_opening(case: Case, works: Project | Renewal) -> int:
    """Return the earliest absolute tick at which works may open, were nothing known."""
    delays = sum(map(least_ticks, (works.slip, works.slip_common, works.lag)))
    if isinstance(works, Project) and works.opens is not None:
        return works.opens.earliest + delays
    return first_start(case, works) + least_ticks(works.construction) + delays


def sure_reach(case: Case, works: Project | Renewal) -> int:
    """Return the absolute tick that the opening can reach in every world and from every start."""
    reach = least_ticks(works.slip_common) + sum(map(sure_ticks, (works.slip, works.lag)))
    stop = works.suspension if isinstance(works, Project) else None
    if stop is not None and low(stop.chance) == 1:
        reach += least_ticks(stop.resume) if stop.resume else FOREVER
    if isinstance(works, Project) and works.opens is not None:
        dates = works.opens
        return max(dates.earliest, dates.latest - 1) + reach
    start = first_start(case, works)
    if isinstance(works, Renewal):
        start = max(start, case.spec.clock.start.first)
    return start + sure_ticks(works.construction) + reach


def a_project_says_when_it_opens(case: Case) -> Iterator[Problem]:
    """By start and time to build, or by a date that is no earlier than its start."""
    for name, project in case.spec.supply.items():
        path, start, opens = f"supply.{name}", project.start, project.opens
        if opens is None:
            if start is None or project.construction is None:
                yield case.problem("E453", path)
        elif project.construction is not None:
            yield case.problem("E453", f"{path}.construction")
        elif isinstance(start, Triggered | Instead):
            key = "trigger" if isinstance(start, Triggered) else "instead_of"
            yield case.problem("E454", f"{path}.start", key=key)
        elif project.lead is not None or project.pause is not None:
            key = "lead" if project.lead is not None else "pause"
            yield case.problem("E454", f"{path}.{key}", key=key)
        elif start is not None and start.latest >= opens.earliest:
            yield case.problem("E455", f"{path}.opens", start=start.text, opens=opens.text)


def rules_of(case: Case) -> Iterator[tuple[str, VacancyRule]]:
    """Yield (path, rule) of all triggers and pauses."""
    for path, works in works_of(case):
        if isinstance(works.start, Triggered):
            yield f"{path}.start.trigger", works.start.trigger
        if isinstance(works, Project) and works.pause is not None:
            yield f"{path}.pause", works.pause


def a_rule_has_one_bound(case: Case) -> Iterator[Problem]:
    """Vacancy must lie under a bound or over it."""
    for path, rule in rules_of(case):
        if (rule.vacancy.under is None) == (rule.vacancy.over is None):
            yield case.problem("E450", f"{path}.vacancy")


def who_drops_says_when(case: Case) -> Iterator[Problem]:
    """Lots that are dropped at last wait for some time, or to a date after the clock's start."""
    begin = case.spec.clock.start
    for name, project in case.spec.supply.items():
        pause = project.pause
        if pause is None:
            continue
        if pause.then == "drop" and pause.for_at_most is None and pause.until is None:
            yield case.problem("E456", f"supply.{name}.pause.then")
        if pause.until is not None and pause.until.last <= begin.first:
            words = {"until": str(pause.until), "start": str(begin)}
            yield case.problem("E461", f"supply.{name}.pause.until", **words)


def what_is_built_instead_has_what_is_dropped(case: Case) -> Iterator[Problem]:
    """It stands in for a project that drops lots, for as many, and not for itself."""
    supply = case.spec.supply
    instead = {
        name: project.start.instead_of
        for name, project in supply.items()
        if isinstance(project.start, Instead) and project.start.instead_of in supply
    }
    for name, other in instead.items():
        before, pause, lots = other, supply[other].pause, supply[other].lots
        while before in instead and before != name:
            before = instead[before]
            if before == other:
                break
        if before == name:
            why = INSTEAD["itself"]
        elif pause is None or pause.then != "drop":
            why = INSTEAD["no_drop"]
        elif lots != supply[name].lots:
            why = INSTEAD["lots"].fill(lots=str(lots))
        else:
            continue
        yield case.problem("E558", f"supply.{name}.start.instead_of", name=other, why=why)


def what_was_let_ahead_has_a_date(case: Case) -> Iterator[Problem]:
    """Works that something else decides have not begun when the clock starts."""
    for name, project in case.spec.supply.items():
        if project.let_ahead is not None and isinstance(project.start, Triggered | Instead):
            yield case.problem("E457", f"supply.{name}.let_ahead")


def a_trigger_can_decide(case: Case) -> Iterator[Problem]:
    """A month end at which a trigger may decide lies in its window."""
    for path, works in works_of(case):
        if isinstance(works.start, Triggered):
            trigger = works.start.trigger
            last = trigger.window.end
            if last is not None and _first_decision(case, trigger) > last.last:
                words = {"end": str(last), "months": str(trigger.months)}
                yield case.problem("E451", f"{path}.start.trigger.window", **words)


def taking_has_one_end(case: Case) -> Iterator[Problem]:
    """What takes space back says by when, or within which time."""
    for path, works in works_of(case):
        if isinstance(works, Taking) and (works.vacate_by is None) == (works.vacate_within is None):
            yield case.problem("E452", path)


def there_is_time_to_take_space(case: Case) -> Iterator[Problem]:
    """`vacate_by` comes after the latest start, or after the first that a trigger allows."""
    for path, works in works_of(case):
        if isinstance(works, Taking) and works.vacate_by is not None:
            if isinstance(works.start, Triggered):
                begins, text = first_start(case, works), "trigger"
            else:
                begins, text = works.start.latest + least_ticks(works.lead), works.start.text
            if works.vacate_by.last <= max(begins, case.spec.clock.start.first):
                words = {"date": str(works.vacate_by), "start": text}
                yield case.problem("E506", f"{path}.vacate_by", **words)


def works_and_demand_have_different_ids(case: Case) -> Iterator[Problem]:
    """Streams, projects, renewals and retirements stand in one event log, by id."""
    spec = case.spec
    above = spec.top_down.streams if spec.top_down else {}
    blocks: dict[str, Collection[str]] = {
        "demand": spec.demand,
        "top_down.streams": above,
        "renewals": spec.renewals,
        "retirements": spec.retirements,
    }
    for (other, taken), (block, names) in combinations(blocks.items(), 2):
        for name in names:
            if name in taken:
                yield case.problem("E545", f"{block}.{name}", name=name, block=other)


def _first_decision(case: Case, trigger: Trigger) -> int:
    origin, begin = case.spec.clock.start.first, trigger.window.start
    after = (begin.first - origin) // MONTH + 1 if begin else 1
    return origin + max(trigger.months, after) * MONTH
