"""Rent in the model: what it changes, what it never changes, and that measures know its path."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.draws.worlds import range_draws
from sim.model.city import City
from sim.model.engine import simulate
from sim.model.log import COLUMNS, Fate, Log, What
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from tests.examples import examples
from tests.logs import tallied
from tests.strategies import Raw, scenarios, with_tiers

TINY = Path(__file__).parents[1] / "scenarios" / "tiny" / "rent.yaml"
any_scenario = settings(examples(30), suppress_health_check=list(HealthCheck))
twice_as_many = settings(any_scenario, max_examples=2 * any_scenario.max_examples)
Without = Callable[[Raw], Raw]
AT = {name: i for i, name in enumerate(COLUMNS)}
FALLING = {
    "level": "30 元/m²/月",
    "basis": "lettable",
    "natural_vacancy": "0%",
    "adjustment": "6",
}
"""No vacancy is below 0 %, so this rent never rises."""


def play(raw: Raw, city: type[City] = City) -> Log:
    spec = Spec.model_validate(raw)
    return simulate(plan_of(spec, Settings(spec.seed), 0), spec.seed, 0, True, city)


def same(one: Log, other: Log) -> bool:
    return np.array_equal(one.rows, other.rows)


def everywhere(raw: Raw, **elasticity: str) -> Raw:
    """The scenario with the falling rent for all space types."""
    rent = FALLING | {"elasticity": elasticity}
    return raw | {"rent": dict.fromkeys(raw["spaces"], rent)}


def by_rent(raw: Raw) -> Raw:
    """The scenario without answers to vacancy, which stand instead of those to rent."""
    stages = {
        name: {key: said for key, said in stage.items() if key != "market"}
        for name, stage in raw["stages"].items()
    }
    return raw | {"stages": stages}


def leaving(raw: Raw) -> Raw:
    """The scenario in which half go elsewhere where some may."""

    def half(one: Raw) -> Raw:
        return one | {"route": one["route"] | {"elsewhere": "50%"}} if "route" in one else one

    tracks = {
        name: track | {"stages": {stage: half(one) for stage, one in track["stages"].items()}}
        for name, track in raw["tracks"].items()
    }
    return raw | {"tracks": tracks}


def alike(raw: Raw) -> Raw:
    """The scenario with leases that compare, and rents that are the same in all parks and tiers."""
    tiers = with_tiers(raw)
    rents = {
        space: {key: said for key, said in rent.items() if key not in ("parks", "new_over_old")}
        for space, rent in tiers["rent"].items()
    }
    return tiers | {"rent": rents}


def uncompared(node: Any) -> Any:
    """The scenario in which no lease compares rents, wherever it is stated."""
    if isinstance(node, dict):
        return {key: uncompared(said) for key, said in node.items() if key != "rent_pull"}
    return node


no_differences = pytest.mark.parametrize("without", [alike, uncompared])
"""At the opening no tenant prefers a rent to another: they are alike, or not compared."""


# What never changes


@twice_as_many
@given(scenarios().map(uncompared))
def test_nobody_answers_without_elasticities(raw: Raw) -> None:
    """Rent moves, in each park by itself, and nothing else: the log is that without rent."""
    silent = {space: rent | {"elasticity": {}} for space, rent in raw["rent"].items()}
    assert same(play(raw | {"rent": silent}), play(raw | {"rent": {}}))


@no_differences
@any_scenario
@given(raw=scenarios())
def test_a_rent_that_does_not_move_changes_nothing(without: Without, raw: Raw) -> None:
    raw = without(raw)
    still = {space: rent | {"adjustment": "0"} for space, rent in raw["rent"].items()}
    assert same(play(raw | {"rent": still}), play(raw | {"rent": {}}))


@any_scenario
@given(scenarios(), st.sampled_from(["1 元/m²/月", "400 元/m²/天"]))
def test_only_its_change_counts_not_its_level(raw: Raw, level: str) -> None:
    other = {space: rent | {"level": level} for space, rent in raw["rent"].items()}
    assert same(play(raw | {"rent": other}), play(raw))


@no_differences
@any_scenario
@given(raw=scenarios())
def test_before_the_first_month_end_all_is_as_without(without: Without, raw: Raw) -> None:
    raw = without(raw)
    both = (log.rows for log in (play(raw), play(raw | {"rent": {}})))
    early = [rows[rows[:, 0] < MONTH] for rows in both]
    assert np.array_equal(*early)


@any_scenario
@given(scenarios().map(by_rent))
def test_an_answer_to_vacancy_of_no_pull_is_that_to_no_rent(raw: Raw) -> None:
    silent = {"usual": "10%", "area": 0, "elsewhere": 0}
    needing = {n: one | {"market": silent} for n, one in raw["stages"].items() if "area" in one}
    bare = play(raw | {"rent": {}})
    assert same(play(raw | {"stages": raw["stages"] | needing}), bare)


# What changes, and which way


def first_requests(log: Log) -> dict[tuple[int, ...], int]:
    """Area of each company's request for the stage it enters with: those made as it arrives."""
    rows = log.rows
    arrived = {(r[AT["entity"]], r[AT["number"]]): r[0] for r in rows if r[1] == What.ARRIVED}
    return {
        (r[AT["entity"]], r[AT["number"]], r[AT["stage"]]): r[AT["area"]]
        for r in rows
        if r[1] == What.ASKED and arrived.get((r[AT["entity"]], r[AT["number"]])) == r[0]
    }


@any_scenario
@given(scenarios().map(by_rent))
def test_cheaper_space_is_asked_in_larger_areas(raw: Raw) -> None:
    usual = first_requests(play(raw | {"rent": {}}))
    cheap = first_requests(play(everywhere(raw, area="-0.5")))
    assert all(cheap[who] >= area for who, area in usual.items() if who in cheap)


@twice_as_many
@given(scenarios().map(by_rent).map(leaving))
def test_cheaper_space_keeps_more_companies(raw: Raw) -> None:
    """Whoever comes from outside and stays at full rent stays when it falls.

    For a later stage it may then ask too late to be seen here, since more wait before it.
    """
    usual = first_requests(play(raw | {"rent": {}}))
    log = play(everywhere(raw, elsewhere="1"))
    cheap = first_requests(log)
    plan = plan_of(Spec.model_validate(raw), Settings(raw["seed"]), 0)
    streams = {plan.entities.index(stream.id) for stream in plan.streams if stream.rate > 0}
    stay = [who for who in usual if who[0] in streams]
    assert set({who[:2]: who for who in reversed(stay)}.values()) <= cheap.keys()
    gone = log.rows[(log.rows[:, AT["what"]] == What.ENDED) & (log.rows[:, -1] == Fate.ELSEWHERE)]
    who = gone[:, [AT["entity"], AT["number"], AT["stage"]]]
    assert not {*stay} & set(map(tuple, who.tolist()))


def hall(rent: Raw, **lab: str) -> Log:
    """Companies want a lab, or else a hall; there is more of the latter. Four in ten leave."""
    stock = {"basis": "lettable", "parks": {"east": "100%"}, "occupied": "0%"}
    work = {"space": "lab", "substitutes": ["hall"], "basis": "lettable", "area": "100 m²"}
    return play(
        {
            "name": "substitutes",
            "clock": {"start": "2024-01", "end": "2025-12"},
            "confidence": "80%",
            "signals": {"waiting": "5%", "months": 3},
            "parks": {"east": {}},
            "spaces": {"hall": {"lettable": "100%"}, "lab": {"lettable": "100%"} | lab},
            "stock": {"hall": stock | {"area": "9000 m²"}, "lab": stock | {"area": "500 m²"}},
            "stages": {"work": work | {"duration": "1 year", "route": {"elsewhere": "40%"}}},
            "chain": ["work"],
            "tracks": {"any": {}},
            "demand": {"firms": {"track": "any", "entry": "work", "rate": "2 per month"}},
            "rent": rent,
        }
    )


def test_what_counts_is_the_rent_of_the_type_a_stage_asks_for() -> None:
    """Also for those who end up in a substitute, whose rent says nothing to them."""
    cheap = FALLING | {"elasticity": {"area": "-1"}}
    assert same(hall({"hall": cheap}), hall({}))
    assert not same(hall({"lab": cheap}), hall({}))


def test_where_rent_is_next_to_nothing_nobody_goes_elsewhere() -> None:
    """With labs that are never full for a year, 40 % × (rent ÷ start)^20 is next to nothing."""
    cheap = FALLING | {"elasticity": {"elsewhere": "20"}}
    early, late = [], []
    for log in (hall({}), hall({"lab": cheap | {"adjustment": "12"}})):
        gone = log.rows[(log.rows[:, 1] == What.ENDED) & (log.rows[:, -1] == Fate.ELSEWHERE), 0]
        early.append(int((gone < MONTH).sum()))
        late.append(int((gone > 12 * MONTH).sum()))
    assert early[0] == early[1]
    assert late[0] > 0 == late[1]


def test_a_rent_for_gross_area_is_higher_for_what_can_be_let() -> None:
    gross = hall({"lab": FALLING | {"basis": "gross"}}, lettable="80%").plan.rents[1]
    assert gross is not None
    assert gross.level == pytest.approx(30 / 0.8)


# What is measured


class Recorded(City):
    """A city that remembers its rents at the start of every month."""

    latest: Recorded

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        super().__init__(plan, seed, replication)
        self.course = [list(self.rents.levels)]
        Recorded.latest = self

    def month_end(self, month: int) -> None:
        super().month_end(month)
        self.course.append(list(self.rents.levels))


@any_scenario
@given(scenarios())
def test_the_measured_path_is_the_one_that_was_played(raw: Raw) -> None:
    """Bit for bit: made again from levels at month ends by the same law."""
    raw = raw if raw["rent"] else everywhere(raw, area="-1")
    log = play(raw, Recorded)
    rents = [(space, rent.level) for space, rent in enumerate(log.plan.rents) if rent is not None]
    course = [[level * exp(xs[space]) for space, level in rents] for xs in Recorded.latest.course]
    assert tallied(log).rents.tolist() == course


def test_the_worked_example_has_the_rents_worked_out_with_it() -> None:
    """30 × e^x with the x of tests/scenarios/tiny/rent.log."""
    spec = load(TINY).spec
    log = simulate(compile_plan(spec), spec.seed, 0)
    x = [0, 0.25, 0.489583, 0.371684, 0.318697, 0.332918]
    assert np.log(tallied(log).rents[:, 0] / 30).tolist() == pytest.approx(x, abs=2e-6)


# Ranges


def ranged(space: str, luck: Raw) -> dict[str, float]:
    """The draws of world 3 for a scenario whose one space type is called `space`."""
    block = {"space": space, "basis": "lettable", "area": "9 m²", "duration": "1 month"}
    elasticity = {"area": {"value": "-0.3", "range": ["-0.6", "-0.1"]}}
    raw = {
        "name": "ranged",
        "clock": {"start": "2024-01", "end": "2024-12"},
        "confidence": "80%",
        "signals": {"waiting": "5%", "months": 3},
        "parks": {"east": {}},
        "spaces": {space: {"lettable": "100%"} | luck},
        "stages": {"work": block},
        "chain": ["work"],
        "tracks": {"any": {}},
        "rent": {space: FALLING | {"elasticity": elasticity}},
    }
    return range_draws(Spec.model_validate(raw), 1, 3)


def test_an_elasticity_is_drawn_below_zero() -> None:
    (drawn,) = ranged("lab", {}).values()
    assert -0.6 < drawn < -0.1


def test_a_renamed_space_keeps_the_luck_of_its_rent() -> None:
    usual, kept, lost = ranged("lab", {}), ranged("room", {"luck": "lab"}), ranged("room", {})
    assert [*usual.values()] == [*kept.values()] != [*lost.values()]
