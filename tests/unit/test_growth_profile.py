"""Profiles that grow by compound interest: the factor at an instant, and what the dates mean."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.plan import StreamPlan
from tests.unit.checks.changes import SOUND

RATE = {"demand.drugs.rate": "12 per year", "demand.drugs.cycles": []}


def stream(changes: dict[str, Any], drawn: dict[str, float] | None = None) -> StreamPlan:
    plan = compile_plan(load(SOUND, changes=[{**RATE, **changes}]).spec, drawn or {})
    return next(stream for stream in plan.streams if stream.id == "drugs")


def by_month(found: StreamPlan) -> list[float]:
    return [after - before for before, after in pairwise(found.arrivals)]


def growing(**said: str) -> dict[str, Any]:
    return {"demand.drugs.profile": {"growth": "100% per year", **said}}


def test_it_doubles_from_start_to_end_and_then_stays() -> None:
    """By hand: 1 a month in 2024, 2^((k + ½)/12) in month k of 2025 and 2026, 4 in 2027."""
    months = by_month(stream(growing(start="2025", end="2026")))
    wanted = [1.0] * 12 + [2 ** ((k + 0.5) / 12) for k in range(24)] + [4.0] * 24
    assert months == pytest.approx(wanted, rel=1e-12)


def test_without_dates_it_is_the_growth_of_the_stream() -> None:
    assert stream(growing()).arrivals == stream({"demand.drugs.growth": "100% per year"}).arrivals
    cycle = {"cycles.more": growing()["demand.drugs.profile"], "demand.drugs.cycles": ["more"]}
    assert stream(cycle).arrivals == stream(growing()).arrivals


def test_it_may_have_begun_before_the_clock() -> None:
    found = stream(growing(start="2023", end="2024-06-15"))
    assert found.rate == 2.0
    assert by_month(found)[-1] == pytest.approx(2 ** (1 + 5.5 / 12))


def test_a_world_draws_the_rate_once_for_the_whole_curve() -> None:
    ranged = {"value": "5% per year", "range": ["0% per year", "100% per year"]}
    path = "demand.drugs.profile.growth"
    found = stream({"demand.drugs.profile": {"growth": ranged}}, {path: 1.0})
    assert found.arrivals == stream(growing()).arrivals


def test_what_shrinks_halves() -> None:
    halves = {"demand.drugs.profile": {"growth": "-50% per year"}}
    first, last = by_month(stream(halves))[0], by_month(stream(halves))[-1]
    assert last / first == pytest.approx(0.5 ** (59 / 12))
    gone = by_month(stream({"demand.drugs.profile": {"growth": "-100% per year"}}))
    assert gone == [0.0] * 60


def test_with_a_base_date_it_is_1_there_and_less_before() -> None:
    """By hand: 2^((k + ½)/12 − 1) from 2024 to 2027, so that the middle of the curve is 1."""
    found = stream(growing(base="2025"))
    assert by_month(found) == pytest.approx([2 ** ((k + 0.5) / 12 - 1) for k in range(60)])
    assert found.rate == 0.5


def test_a_base_at_the_start_changes_nothing() -> None:
    plain = stream(growing(start="2025", end="2026"))
    assert stream(growing(start="2025", end="2026", base="2025")).arrivals == plain.arrivals
