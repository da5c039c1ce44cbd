"""The C++ program, a yardstick for compiled code, plays the baseline alike, and nothing more."""

from __future__ import annotations

from dataclasses import fields, make_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cases import BASELINE, REDUCED, WAITING, Case, baseline, waiting
from benchmarks.cplusplus import build, compiler
from benchmarks.cpp.check import differences
from benchmarks.cpp.dump import dump, plain, unplayed
from benchmarks.timing import RefusedError
from sim.scenario.plan.plan import Plan

needs_compiler = pytest.mark.skipif(compiler() is None, reason="no C++ compiler")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    flags = ("-std=c++17", "-O1", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror")
    return build(tmp_path_factory.mktemp("cpp"), flags)


@needs_compiler
@pytest.mark.parametrize("scenario", [BASELINE, REDUCED, WAITING], ids=lambda path: path.stem)
def test_the_benchmarks_are_played_alike(program: Path, tmp_path: Path, scenario: Path) -> None:
    assert list(differences(program, scenario, [0, 3], tmp_path)) == []


@needs_compiler
def test_a_difference_is_found(program: Path, tmp_path: Path) -> None:
    """With another seed in the plan, the rows of the two differ."""
    assert "row" in next(differences(program, REDUCED, [0], tmp_path, seed_shift=1))


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
def test_what_the_baseline_does_not_play_is_refused(
    tmp_path: Path, change: dict[str, object], field: str
) -> None:
    plan = Case("changed", BASELINE, (change,)).plan
    with pytest.raises(RefusedError, match=f"^not played in C[+][+]: {field}$"):
        dump({-1: plan}, 1, tmp_path / "plan")


def test_a_table_leaves_it_out() -> None:
    from benchmarks.entries import CPP

    assert not CPP.refusal(waiting("short", "backfill", 1))
    assert CPP.refusal(waiting("short", "strict", 1)) == "Plan.strict"


def planted(part: Any, value: object) -> Any:
    """Return a part of a plan with one more field, `toll`, as a new rule would give it."""
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
    assert unplayed(with_toll(baseline().plan, stages, city), neutral) == names
