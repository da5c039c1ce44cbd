"""What the city uses: any other field of a plan is named, also that of a rule yet to come."""

from __future__ import annotations

from dataclasses import fields, make_dataclass, replace
from typing import Any, NamedTuple

import pytest

from benchmarks.cases import CITY, Case, first_year, reduced, waiting, whole
from benchmarks.played import plain, unplayed
from sim.scenario.plan.plan import Plan


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"spaces.lab.queue": "strict"}, "Plan.strict"),
        ({"stages.research.look_ahead": "2 months"}, "StagePlan.look_ahead"),
        ({"stages.research.substitutes": ["pilot"]}, "StagePlan.spaces"),
        ({"stages.pilot.patience": {"gamma": {"mean": "9 months", "cv": 1}}}, "StagePlan.patience"),
        ({"supply.starts-later.suspension.resume": "12 months"}, "LotPlan.resume"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_city_does_not_use_is_named(change: dict[str, object], field: str) -> None:
    assert unplayed(Case("changed", CITY, (change,)).plan) == [field]


def test_the_benchmarks_are_played() -> None:
    cases = whole(), whole(parks=2), first_year(1), reduced(), waiting("short", "backfill", 1)
    assert [unplayed(case.plan) for case in cases] == [[]] * len(cases)


def planted(part: Any, value: object) -> Any:
    """Return a part of a plan with one more field, `toll`, as a new rule would give it."""
    if isinstance(part, tuple):
        named = type(part)
        wider: Any = NamedTuple(
            named.__name__, [(f, Any) for f in (*named.__annotations__, "toll")]
        )
        return wider(*part, value)
    kind = make_dataclass(
        type(part).__name__, [("toll", object, None)], bases=(type(part),), frozen=True
    )
    return kind(**{f.name: getattr(part, f.name) for f in fields(part)}, toll=value)


def with_toll(plan: Plan, stages: object, city: object) -> Plan:
    chains = tuple(tuple(planted(stage, stages) for stage in chain) for chain in plan.chains)
    tolled: Plan = planted(replace(plan, chains=chains), city)
    return tolled


@pytest.mark.parametrize(
    ("stages", "city", "names"),
    [
        (0.0, (), []),
        (0.1, (), ["StagePlan.toll"]),
        (0.0, ("bridge",), ["Plan.toll"]),
    ],
)
def test_a_field_of_a_new_rule_is_refused_unless_it_says_nothing(
    stages: object, city: object, names: list[str]
) -> None:
    neutral = with_toll(plain(), 0.0, ())
    assert unplayed(with_toll(whole().plan, stages, city), neutral) == names
