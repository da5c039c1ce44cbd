"""What was written decides: sums of rounded numbers, plots of land, days of a contract."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sim.scenario import ScenarioError
from sim.scenario.checks import notation
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.values.dates import MONTH

SOUND = Path(__file__).parents[1] / "badfiles" / "cases" / "base.yaml"


def told(changes: Mapping[str, object]) -> set[tuple[str, str]]:
    try:
        problems = load(SOUND, changes=[changes]).warnings
    except ScenarioError as error:
        problems = error.problems
    return {(problem.code, problem.path) for problem in problems}


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        (["33.3%", "33.3%", "33.3%"], "W630"),
        (["33.4%", "33.4%", "33.3%"], "W630"),
        (["41.2%", "35.4%", "23.5%"], "W630"),
        (["14%", "14%", "14%", "14%", "14%", "14%", "14%"], "W630"),
        (["33.30%", "33.30%", "33.30%"], "E510"),
        (["33.3%", "33.3%", "33.2%"], "E510"),
        (["80%", "19%"], "E510"),
        (["50.0%", "49.8%"], "E510"),
        (["50%", {"value": "49%", "range": ["40%", "49.8%"]}], "E510"),
    ],
)
def test_shares_may_miss_a_hundred_by_what_rounding_explains(shares: list[str], code: str) -> None:
    names = [f"p{i}" for i in range(len(shares))]
    parks: dict[str, object] = {f"parks.{name}": {} for name in names}
    changes = {**parks, "stock.lab.parks": dict(zip(names, shares, strict=True))}
    assert {one for one, path in told(changes) if path == "stock.lab.parks"} == {code}


def test_rounded_shares_are_scaled() -> None:
    changes = {f"parks.p{i}": {} for i in range(3)}
    thirds: dict[str, object] = {f"p{i}": "33.3%" for i in range(3)}
    written = load(SOUND, changes=[{**changes, "stock.lab.parks": thirds}])
    equal: dict[str, object] = dict.fromkeys(thirds, "10%") | {"p0": "80%"}
    assert sum(compile_plan(written.spec).capacity) == sum(
        compile_plan(load(SOUND, changes=[{**changes, "stock.lab.parks": equal}]).spec).capacity
    )


@pytest.mark.parametrize(
    ("project", "programme", "agree"),
    [
        ("333333 m²", "500 亩", True),
        ("333330 m²", "500 亩", False),
        ("30000 m²", "322917 sq ft", True),
        ("322917 sq ft", "30000 m²", True),
        ("29999 m²", "322917 sq ft", False),
        ("4.8万 m²", "5万 m²", False),
        ("5万 m²", "5.1万 m²", False),
        ("10.8万 m²", "108000 m²", True),
    ],
)
def test_a_total_agrees_as_finely_as_it_is_written(
    project: str, programme: str, agree: bool
) -> None:
    codes = {code for code, _ in told({"supply.hall.area": project, "programme.area": programme})}
    assert ("E511" not in codes) == agree


@pytest.mark.parametrize(
    ("days", "whole"),
    [(730, 24), (731, 24), (365, 12), (366, 12), (1095, 36), (183, 6), (548, 18)]
    + [(n, 0) for n in (0, 90, 179, 181, 180, 360, 364, 720, 900, 1000)],
)
def test_days_that_are_months_of_the_calendar_are_noted(days: int, whole: int) -> None:
    for text in (f"{days} 天", f"{days:,} days"):
        path = "supply.hall.construction"
        assert (("W632", path) in told({path: text})) == (whole > 0)
    assert notation._months(days) == whole


def test_calendar_days_make_years() -> None:
    for text in ("730 日历天", "730 calendar days", "24 months"):
        plan = compile_plan(load(SOUND, changes=[{"supply.hall.construction": text}]).spec)
        assert {lot.timing.construction.mean for lot in plan.lots} == {24.0}
    assert 24.0 * MONTH == 2 * 12 * MONTH


@pytest.mark.parametrize(
    ("area", "noted"),
    [("75 亩", True), ("5 公顷", True), ("5 ha", True), ("12.4 acres", True), ("5万 m²", False)],
)
def test_units_of_land_are_noted(area: str, noted: bool) -> None:
    assert (("W631", "supply.hall.area") in told({"supply.hall.area": area})) == noted
