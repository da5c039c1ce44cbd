"""What if nobody new comes: tenants of the start are those the streams would have brought."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan

TOWN = Path(__file__).parents[1] / "api" / "town.yaml"


def shares(rates: dict[str, str]) -> list[list[float]]:
    """Return the weights of every type's tenants at the start, of each type's total."""
    changes = {f"demand.{name}.rate": rate for name, rate in rates.items()}
    plan = compile_plan(load(TOWN, changes=[changes]).spec)
    found = [[sum(one.weights) for one in of_type] for of_type in plan.candidates]
    return [[weight / sum(weights) for weight in weights] for weights in found]


def test_streams_that_bring_nobody_say_who_sits_there() -> None:
    names = [name for name, one in load(TOWN).spec.demand.items() if hasattr(one, "rate")]
    few = shares(dict.fromkeys(names, "0.001 per year"))
    none = shares(dict.fromkeys(names, "0 per year"))
    assert any(few)
    for one, other in zip(none, few, strict=True):
        assert one == pytest.approx(other)


def test_a_stream_without_rate_has_no_tenants_beside_one_that_has() -> None:
    loaded = load(TOWN)
    (name, stream), *_ = ((n, s) for n, s in loaded.raw["demand"].items() if "rate" in s)
    twin = {**stream, "rate": "0 per year"}
    plan = compile_plan(load(TOWN, changes=[{"demand.twin": twin}]).spec)
    bring = {plan.streams[one.stream].id for of_type in plan.candidates for one in of_type}
    assert "twin" not in bring
    assert name in bring
