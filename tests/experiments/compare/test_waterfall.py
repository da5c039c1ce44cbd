"""The waterfall: games worked out by hand, and deltas that only make sense together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.compare.waterfall import (
    Combination,
    Delta,
    DeltaPlan,
    Waterfall,
    deltas,
    planned,
    waterfall,
)
from sim.measures.verdict.indicators import Indicators
from sim.runs.settings import Settings, plan_of
from sim.scenario.difference import between, blocks, inputs
from sim.scenario.load import Loaded, load
from sim.text.words import Words

TOWN = Path(__file__).parents[2] / "api" / "town.yaml"
PAIRS = 8
NOISE = np.random.default_rng(3).normal(size=PAIRS)


def played(
    value: Callable[[Combination], float], count: int, ordered: bool = False
) -> Waterfall | None:
    """Split a made-up outcome: `value` of the deltas made, the same in all pairs but for noise."""
    every = [frozenset(range(size)) for size in range(count + 1)]
    if not ordered:
        every = [
            frozenset(c) for size in range(count + 1) for c in combinations(range(count), size)
        ]
    found = {
        chosen: Indicators(
            tuple(range(PAIRS)), {"y": value(chosen) + NOISE * len(chosen) + NOISE**2}
        )
        for chosen in every
    }
    plan = DeltaPlan(tuple(Delta((str(i),), ()) for i in range(count)), 0, ordered, {})
    names = {str(i): Words(str(i), str(i)) for i in range(count)}
    return waterfall("b", "y", plan, names, found)


def test_what_adds_up_is_given_to_each() -> None:
    fall = played(lambda made: sum((1.0, 10.0, 100.0)[i] for i in made), 3)
    assert fall is not None
    noise = NOISE.mean()
    assert [bar.value for bar in fall.bars] == pytest.approx([v + noise for v in (1, 10, 100)])
    assert fall.joint == pytest.approx(0)
    assert [bar.alone for bar in fall.bars] == pytest.approx([bar.last for bar in fall.bars])


def test_what_only_two_do_together_is_shared() -> None:
    """The glove game of Shapley: 0 has a left glove, 1 and 2 a right one each."""
    fall = played(lambda made: float(0 in made and bool(made & {1, 2})), 3)
    assert fall is not None
    noise = NOISE.mean()
    shares = [bar.value - noise for bar in fall.bars]
    assert shares == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert fall.joint == pytest.approx(1)


@pytest.mark.parametrize("ordered", [False, True])
def test_bars_add_up_to_the_whole(ordered: bool) -> None:
    weird = {c: float(hash(tuple(sorted(c))) % 97) for c in map(frozenset, _subsets(5))}
    fall = played(lambda made: weird[made], 5, ordered)
    assert fall is not None
    assert sum(bar.value for bar in fall.bars) == pytest.approx(fall.new - fall.base, abs=1e-12)
    assert fall.ordered == ordered
    for bar in fall.bars:
        assert bar.low <= bar.value <= bar.high


def test_in_declared_order_a_bar_is_what_it_adds() -> None:
    fall = played(lambda made: float(len(made) ** 2), 3, ordered=True)
    assert fall is not None
    noise = NOISE.mean()
    assert [bar.value - noise for bar in fall.bars] == pytest.approx([1, 3, 5])
    assert fall.joint is None


def test_a_waterfall_rests_on_at_least_two_worlds() -> None:
    one = {c: Indicators((0, 1), {"y": np.ones(2)}) for c in (frozenset(), frozenset({0}))}
    plan = DeltaPlan((Delta(("0",), ()),), 0, False, {})
    assert waterfall("b", "y", plan, {"0": Words("0", "0")}, one) is None


def _subsets(count: int) -> list[tuple[int, ...]]:
    return [c for size in range(count + 1) for c in combinations(range(count), size)]


# Deltas of scenarios


def changed(**values: object) -> Loaded:
    """The town with some values changed; `__` stands for a dot."""
    return load(TOWN).with_({path.replace("__", "."): value for path, value in values.items()})


def test_inputs_that_differ_are_told_with_where_they_stand() -> None:
    child = load(TOWN, ["demand.startups.rate=30 per year"])
    (row,) = inputs(load(TOWN), child)
    assert row.old is not None and row.new is not None
    assert (row.path, row.dimension) == ("demand.startups.rate", "rate")
    assert row.old.text == "{value: 18 per year, range: [12 per year, 24 per year]}"
    assert row.new.text == "30 per year"
    assert (row.old.size, row.new.size) == (1.5, 2.5)
    assert row.change == pytest.approx(2 / 3)
    assert row.old.place == f"{TOWN}:19" and row.new.place == "--set"


def test_the_same_number_written_otherwise_does_not_differ() -> None:
    same = changed(stages__production__fit_out="120 days")
    assert inputs(load(TOWN), same) == [] and blocks(load(TOWN), same) == []


def test_all_blocks_lead_to_the_other_scenario_and_none_back() -> None:
    old, new = load(TOWN), changed(supply__hall__lots=3, demand__startups__rate="30 per year")
    every = blocks(old, new)
    settings = Settings(7)
    for some, whole in ((every, new), ([], old)):
        made = between(old, new, some)
        assert plan_of(made.spec, settings, 0) == plan_of(whole.spec, settings, 0)


def test_each_change_is_a_delta_and_the_seed_is_none() -> None:
    new = changed(supply__hall__lots=3, demand__startups__rate="30 per year", seed=9)
    assert [d.paths for d in deltas(load(TOWN), new)] == [
        ("demand.startups.rate",),
        ("supply.hall.lots",),
    ]
    plan = planned(load(TOWN), new)
    assert set(plan.variants) == {frozenset({0}), frozenset({1})}
    assert not plan.ordered and plan.merged == 0


def test_deltas_that_are_refused_alone_are_made_together() -> None:
    """Another park needs its share of the stock: neither change passes without the other."""
    new = changed(
        stages__production__fit_out="6 months",
        stock__lab__parks__east="30%",
        stock__lab__parks__west="70%",
    )
    plan = planned(load(TOWN), new)
    assert plan.merged == 1
    assert sorted(delta.paths for delta in plan.deltas) == [
        ("stages.production.fit_out",),
        ("stock.lab.parks.east", "stock.lab.parks.west"),
    ]
    assert len(plan.variants) == 2


def test_many_changes_are_taken_by_the_thing_they_belong_to() -> None:
    new = changed(
        supply__hall__lots=3,
        supply__hall__lettable="70%",
        supply__hall__area="9000 m²",
        stages__research__success="60%",
        stages__research__patience="5 months",
        stages__production__fit_out="5 months",
        demand__startups__rate="20 per year",
    )
    assert [d.paths for d in deltas(load(TOWN), new)] == [
        ("stages.research",),
        ("stages.production",),
        ("demand.startups",),
        ("supply.hall",),
    ]


def test_too_many_changes_are_made_in_their_order() -> None:
    new = changed(
        spaces__factory__lettable="75%",
        stock__lab__area="5000 m²",
        stages__research__success="60%",
        stages__production__fit_out="5 months",
        demand__startups__rate="20 per year",
        supply__hall__lots=3,
        signals__waiting="6%",
    )
    plan = planned(load(TOWN), new)
    assert plan.ordered and len(plan.deltas) == 7
    assert sorted(plan.variants, key=len) == [frozenset(range(size)) for size in range(1, 7)]
