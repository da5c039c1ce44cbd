"""Checks on what answers cycles, or the market."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf, log

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.plan.chains import is_spaceless
from sim.scenario.plan.plan import MOST_ANSWER
from sim.scenario.schema.demand import Answer, Compound, Linear, Profile
from sim.scenario.schema.spec import Clock
from sim.scenario.values.dates import MONTH

_FARTHEST = log(MOST_ANSWER)
"""Fifty times: the longest stay and the largest area that a law may give stay whole numbers."""
_YEAR = 12 * MONTH
_QUANTITIES = ("area", "success", "duration", "elsewhere", "closes", "gives_back")
_HAZARDS = ("closes", "gives_back")
_BESIDE = {"area": "area", "elsewhere": "route.elsewhere"} | {name: name for name in _HAZARDS}
"""Beside what an answer works; the others always do."""


def answers_stay_within_reason(case: Case) -> Iterator[Problem]:
    """No cycles together change what is answered more than fifty times; none is ever 0."""
    reach = {name: _reach(cycle, case.spec.clock) for name, cycle in case.spec.cycles.items()}
    for path, fields in case.blocks():
        for name in _QUANTITIES:
            far = sum(
                _steepness(answer, name) * reach[cycle]
                for cycle, answer in (fields.answers or {}).items()
                if _steepness(answer, name) > 0
            )
            if far > _FARTHEST:
                yield case.problem("E495", f"{path}.answers", key=name)


def answers_state_something(case: Case) -> Iterator[Problem]:
    """Who answers a cycle does so in one quantity at least."""
    for path, fields in case.blocks():
        for cycle, answer in (fields.answers or {}).items():
            if not any(getattr(answer, name) for name in _QUANTITIES):
                yield case.problem("E490", f"{path}.answers.{cycle}", what=cycle)


def answers_have_an_effect(case: Case) -> Iterator[Problem]:
    """What answers a cycle is there in one track at least: area, who goes elsewhere, who closes."""
    there: dict[str, set[str]] = {}
    stated: dict[str, Mapping[str, Answer]] = {}
    for _, _, stage in case.stages():
        if "answers" in stage:
            path, stated[stage["answers"][0]] = stage["answers"]
            does = there.setdefault(path, set())
            does |= stage.keys() & set(_HAZARDS)
            if not is_spaceless(stage):
                does.add("area")
                if "route" in stage and high(stage["route"][1].elsewhere) > 0:
                    does.add("elsewhere")
    for path, answers in stated.items():
        for cycle, answer in answers.items():
            for key, other in _BESIDE.items():
                if getattr(answer, key) is not None and key not in there[path]:
                    words = {"key": f"answers.{cycle}.{key}", "other": other}
                    yield case.problem("W606", f"{path}.{cycle}.{key}", **words)


def answers_to_the_market_stay_within_reason(case: Case) -> Iterator[Problem]:
    """Vacancy of none or of all that stands asks for no area more than fifty times as large."""
    for path, fields in case.blocks():
        market = fields.market
        if market is not None:
            empty, full = 1.0 - low(market.usual), high(market.usual)
            if max(high(market.area) * empty, -low(market.area) * full) > _FARTHEST:
                yield case.problem("E495", f"{path}.market", key="area")


def answers_to_the_market_have_an_effect(case: Case) -> Iterator[Problem]:
    """Who answers the market does so in one quantity at least, of which there is some."""
    goes: dict[str, bool] = {}
    for _, _, stage in case.stages():
        if "market" in stage:
            path, market = stage["market"]
            leaves = "route" in stage and high(stage["route"][1].elsewhere) > 0
            goes[path] = goes.get(path, market.elsewhere is None) or leaves
    for path, fields in case.blocks():
        where, market = f"{path}.market", fields.market
        if market is not None and market.area is None and market.elsewhere is None:
            yield case.problem("E490", where, what="market")
        if not goes.get(where, True):
            words = {"key": "market.elsewhere", "other": "route.elsewhere"}
            yield case.problem("W606", f"{where}.elsewhere", **words)


def _steepness(answer: Answer, name: str) -> float:
    """Return how far an elasticity may lie from 0."""
    elasticity = getattr(answer, name)
    return max(-low(elasticity), high(elasticity))


def _reach(cycle: Profile, clock: Clock) -> float:
    """Return how far the logarithm of the factor of a cycle may lie from 0; inf if it may be 0.

    A cycle that grows from or to an end of the clock counts for no less than all of the clock.
    """
    if isinstance(cycle, Compound):
        ends = [1.0 + low(cycle.growth), 1.0 + high(cycle.growth)]
        span = (cycle.end or clock.end).last - (cycle.start or clock.start).first
        if not (cycle.start and cycle.end):
            span = max(span, clock.end.last - clock.start.first)
        return max(abs(log(end)) if end > 0 else inf for end in ends) * (span / _YEAR)
    factors = (cycle.linear if isinstance(cycle, Linear) else cycle.steps).values()
    ends = [end(factor) for factor in factors for end in (low, high)]
    return max((abs(log(end)) if end > 0 else inf for end in ends), default=0.0)
