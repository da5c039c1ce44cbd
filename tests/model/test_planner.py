"""Many plans of one scenario: what is kept from world to world, and that nothing stale is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws.keys import child, entity, uniform, word
from sim.draws.purposes import Kind, Purpose
from sim.draws.worlds import BLOCK, Worlds, range_draws
from sim.scenario.load import load
from sim.scenario.plan.compile import Planner, compile_plan
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.chances import Chance
from sim.scenario.values.numbers import Number
from tests.model.changes import spec
from tests.strategies import scenarios

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
CITY = Path(__file__).parents[2] / "benchmarks" / "city.yaml"
"""No range of it touches what stands, or an area that is asked for."""
WORDS = st.integers(0, 2**64 - 1)


# Plans


@pytest.mark.parametrize("scenario", [spec(), load(BASELINE).spec], ids=["whole", "baseline"])
def test_plans_in_any_order_are_those_made_alone(scenario: Spec) -> None:
    planner, worlds = Planner(scenario), Worlds(scenario, 7)
    for index in (3, 4, 3, 51, 0):
        drawn = worlds.draws(index)
        assert planner.plan(drawn) == compile_plan(scenario, drawn), index
        assert planner.plan({}) == compile_plan(scenario)


def test_each_ranged_number_renews_what_it_is_part_of() -> None:
    """One number at a time, so that no other renews the part instead."""
    scenario = spec()
    planner, before, after = Planner(scenario), *(range_draws(scenario, 7, i) for i in (0, 1))
    for path in before:
        planner.plan(before)
        drawn = before | {path: after[path]}
        assert planner.plan(drawn) == compile_plan(scenario, drawn), path


@given(scenarios(), st.randoms(use_true_random=False))
def test_any_numbers_of_any_scenario_may_be_drawn(raw: dict[str, Any], luck: Random) -> None:
    scenario = Spec.model_validate(raw)
    planner, values = Planner(scenario), known(scenario)
    paths = [path for path in values if luck.random() < 0.8]
    for _ in range(3):
        drawn = {path: values[path] * luck.choice([0.5, 1, 1, 1, 1]) for path in paths}
        assert planner.plan(drawn) == compile_plan(scenario, drawn)


def known(scenario: Spec) -> dict[str, float]:
    """Each number, and the mean of each law that is not endless, by path."""
    return {
        path: leaf.value if isinstance(leaf, Number) else leaf.dist.mean
        for path, leaf in leaves(scenario).items()
        if isinstance(leaf, Number) or (isinstance(leaf, Chance) and leaf.dist.kind != "forever")
    }


def test_what_no_drawn_number_touches_is_kept() -> None:
    """The same object: who prepares a part can know it again."""
    scenario = load(CITY).spec
    planner, worlds = Planner(scenario), Worlds(scenario, 7)
    a, b = (planner.plan(worlds.draws(i)) for i in (0, 1))
    assert a.chains != b.chains
    assert a.entities is b.entities
    assert a.capacity is b.capacity
    for one, other in zip(sum(a.chains, ()), sum(b.chains, ()), strict=True):
        assert one.area is other.area
        assert one.growth is other.growth
    assert all(x.times is y.times for x, y in zip(a.streams, b.streams, strict=True))
    assert all(x.timing is y.timing for x, y in zip(a.lots, b.lots, strict=True))
    assert planner.plan(worlds.draws(1)) is b


def test_two_threads_may_share_planner_and_worlds() -> None:
    scenario = spec()
    planner, worlds = Planner(scenario), Worlds(scenario, 7)
    indices = [(13 * i) % 20 + BLOCK * (i % 7) for i in range(120)]
    with ThreadPoolExecutor(2) as pool:
        plans = list(pool.map(lambda i: planner.plan(worlds.draws(i)), indices))
    alone = {i: compile_plan(scenario, range_draws(scenario, 7, i)) for i in set(indices)}
    assert plans == [alone[i] for i in indices]


# Worlds


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1))
def test_keys_of_arrays_are_those_of_their_elements(pairs: list[tuple[int, int]]) -> None:
    states, words = (np.array(column, np.uint64) for column in zip(*pairs, strict=True))
    keys = [child(state, name) for state, name in pairs]
    assert child(states, words).tolist() == keys
    assert uniform(child(states, words)).tolist() == [uniform(key) for key in keys]


@pytest.mark.parametrize("index", [0, 49, 50, 1234])
def test_a_number_lies_in_its_stratum_by_its_own_keys(index: int) -> None:
    """The law of `stages.research.success` is 50 % to 70 % around 60 %: x from u by hand."""
    block, place = divmod(index, BLOCK)
    key = child(entity(7, 0, Kind.RANGE, word("stages.research.success")), block)
    marks = [uniform(child(child(key, Purpose.STRATUM), i)) for i in range(BLOCK)]
    jitter = uniform(child(child(key, Purpose.JITTER), place))
    u = (sorted(marks).index(marks[place]) + jitter) / BLOCK
    x = 0.5 + (u * 0.02) ** 0.5 if u < 0.5 else 0.7 - ((1 - u) * 0.02) ** 0.5
    assert range_draws(spec(), 7, index)["stages.research.success"] == pytest.approx(x, rel=1e-12)
