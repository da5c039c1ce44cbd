"""What `check` accepts at the bounds of the language runs, alike by both engines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.checks.size import worlds
from sim.scenario.errors import ScenarioError
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.eventkey import EventKey, tenants
from sim.scenario.plan.plan import Plan
from sim.scenario.schema.leaves import leaves
from sim.scenario.values import limits
from sim.scenario.values.chances import NAMED, Chance
from sim.scenario.values.dates import DateChance
from tests.kernel.engines import agreed

WHOLE = Path(__file__).parents[1] / "scenarios" / "whole.yaml"
LEAVES = {p: v for p, v in leaves(load(WHOLE).spec).items() if not isinstance(v, DateChance)}
WHOLE_NUMBERS = {
    "stages.research.choices": limits.CHOICES,
    "stages.make.priority": limits.PRIORITY,
    "spaces.pilot.max_waiting": limits.WAITING,
    "supply.first.lots": limits.LOTS,
    "supply.third.start.trigger.months": limits.CLOCK_MONTHS,
    "signals.months": limits.CLOCK_MONTHS,
}
UNITS = {
    "area": " m²",
    "net_area": " m²",
    "share": "%",
    "points": "%",
    "factor": "",
    "span": " months",
    "rate": " per month",
    "growth": "% per year",
    "money": " 元",
    "money_rate": " 元/年",
    "density": " 元/m²",
    "rent": " 元/m²/月",
    "area_per_job": " m²/人",
    "elasticity": "",
}
CROWDS = ["0 per year", "1e6 per month"]
PLAYED = 2_000
"""Companies that are played; of more, only that there is a plan and room in the event key."""


def written(value: float, kind: str) -> str:
    size = 100.0 if kind in ("share", "growth") else 1.0
    return f"{value * size:.17g}{UNITS[kind]}"


def extremes(kind: str) -> list[float]:
    """Values at the bounds, just within and beyond, and absurd."""
    low, high = limits.QUANTITIES[kind]
    near = [low, high, 0.0, limits.LEAST, 0.5 * high, 1e-3 * high, 1.0]
    beyond = [1.001 * high, low - 0.001, 0.5 * limits.LEAST, 1e25, -1e25, 2.0**63]
    return [*near, *beyond]


@st.composite
def quantities(draw: st.DrawFn, kind: str) -> Any:
    """A number, at times with a range."""
    one = st.sampled_from(extremes(kind))
    if draw(st.booleans()):
        return written(draw(one), kind)
    low, middle, high = sorted((draw(one), draw(one), draw(one)))
    ends = [written(low, kind), written(high, kind)]
    return {"value": written(middle, kind), "range": ends}


@st.composite
def laws(draw: st.DrawFn, kind: str) -> Any:
    """A number or a law; its spread is at a bound, just beyond or absurd."""
    form = draw(st.sampled_from(["plain", "forever", "uniform", "pert", "exponential", *NAMED]))
    if form == "plain":
        return draw(quantities(kind))
    if form == "forever":
        return "forever"
    ordinary = {"span": 7.0, "area": 300.0}[kind]
    one = st.sampled_from([ordinary, 100 * ordinary, *extremes(kind)]).map(
        lambda value: written(value, kind)
    )
    if form == "exponential":
        return {form: draw(one)}
    if form in NAMED:
        size, spread = draw(st.sampled_from(NAMED[form]))
        low, high = limits.SPREADS[form, spread]
        spreads = [low, high, 1.0, 0.999 * low, 1.001 * high, 0.0, 1e-12, 1e9]
        return {form: {size: draw(one), spread: draw(st.sampled_from(spreads))}}
    ends = sorted(draw(st.sampled_from(extremes(kind))) for _ in range(3 if form == "pert" else 2))
    return {form: [written(end, kind) for end in ends]}


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """One or two numbers of the whole language, at or about their bounds."""
    found: dict[str, Any] = {}
    for path in draw(st.lists(st.sampled_from([*LEAVES, *WHOLE_NUMBERS]), min_size=1, max_size=2)):
        if path in WHOLE_NUMBERS:
            most = WHOLE_NUMBERS[path]
            found[path] = draw(st.sampled_from([1, most, most + 1, 0, -most, 2**63, -(2**63)]))
        else:
            leaf = LEAVES[path]
            kind = leaf.need.key
            found[path] = draw(laws(kind) if isinstance(leaf, Chance) else quantities(kind))
    return found


def outcome(changed: dict[str, Any]) -> str:
    """What becomes of the whole language with some numbers changed: it is refused, or it runs."""
    try:
        spec = load(WHOLE, changes=[changed]).spec
    except ScenarioError as error:
        assert error.screen("both")
        return "refused"
    said = "planned"
    for drawn in worlds(leaves(spec)):
        plan = compile_plan(spec, drawn)
        EventKey.of(plan)
        if _companies(plan) <= PLAYED:
            agreed(plan, spec.seed)
            said = "played"
    return said


def _companies(plan: Plan) -> float:
    """About how many there are: who comes, who is there, and wishes to expand beside them."""
    found = sum(stream.arrivals[-1] for stream in plan.streams) + sum(tenants(plan))
    found += sum(one.cdmo + one.self_build + one.no_space + one.building for one in plan.pipeline)
    often = [chain[-1].growth.every.mean for chain in plan.chains if chain[-1].growth]
    return found * max([1.0, *(plan.months / max(every, 1e-9) for every in often)])


def test_every_dimension_has_bounds() -> None:
    assert {leaf.need.key for leaf in LEAVES.values()} <= set(UNITS) == set(limits.QUANTITIES)


def test_what_is_accepted_runs() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=80)
    @given(changes())
    def attempt(changed: dict[str, Any]) -> None:
        seen[outcome(changed)] += 1

    attempt()
    assert seen["refused"] >= 16 and seen["played"] >= 10, seen


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "played"),
        ({"stages.trial.look_ahead": "1000 years"}, "played"),
        ({"stages.trial.look_ahead": "1001 years"}, "refused"),
        ({"demand.gene-firms.rate": {"value": "1 per year", "range": CROWDS}}, "refused"),
        ({"supply.third.mix.lab": {"value": "100%", "range": ["0%", "100%"]}}, "refused"),
        ({"stages.make.area": {"lognormal": {"mean": "1000 m²", "cv": 10}}}, "played"),
    ],
)
def test_at_a_bound(changed: dict[str, Any], said: str) -> None:
    assert outcome(changed) == said


def test_a_bound_that_is_not_held_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.QUANTITIES, "span", (0.0, 1e30))
    with pytest.raises(OverflowError):
        outcome({"stages.trial.look_ahead": "1e15 months"})
