"""`parks: stock`: the weights of the parks are the shares of what stands of a stage's type."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded, load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.plan import StagePlan
from tests.unit.checks.changes import SOUND, Changes, found

ANSWERS = Path(__file__).parents[1] / "theory" / "answers.yaml"
HALVES: Changes = {
    "stock.lab.parks": {"north": {"value": "30%", "range": ["20%", "40%"]}, "south": "70%"},
    "stages.research.parks": "stock",
}
NORTH = "stock.lab.parks.north"


def stage(loaded: Loaded, drawn: dict[str, float] | None = None) -> StagePlan:
    plan = compile_plan(loaded.spec, drawn or {})
    return plan.chains[plan.tracks.index("drug")][0]


def test_it_is_what_the_copied_numbers_are() -> None:
    copied: Changes = {**HALVES, "stages.research.parks": {"north": 0.3, "south": 0.7}}
    plans = [compile_plan(load(SOUND, changes=[c]).spec) for c in (HALVES, copied)]
    assert plans[0] == plans[1]


@pytest.mark.parametrize("share", [0.2, 0.3125])
def test_weights_move_with_what_a_world_draws_for_the_stock(share: float) -> None:
    weights = stage(load(SOUND, changes=[HALVES]), {NORTH: share}).weights
    assert weights == (share, 0.7)


def test_each_track_looks_at_its_own_type() -> None:
    changes: Changes = {**HALVES, "tracks.device.stages.research": {"space": "factory"}}
    plan = compile_plan(load(SOUND, changes=[changes]).spec)
    own = {track: chain[0].weights for track, chain in zip(plan.tracks, plan.chains, strict=True)}
    assert own == {"drug": (0.3, 0.7), "device": (0.0, 1.0)}


def test_a_park_without_stock_is_never_chosen_and_that_is_told() -> None:
    built: Changes = {"stages.production.parks": "stock"}
    assert ("W625", "stock.factory.parks") in found(built)
    south: Changes = {**built, "supply.hall.parks": {"south": "100%"}}
    assert "W625" not in [code for code, _ in found(south)]


def test_a_city_without_parks_has_no_stock_to_weigh_them_by() -> None:
    bare: Changes = {"parks": {}, "stock": {}, "stages.work.parks": "stock"}
    with pytest.raises(ScenarioError) as raised:
        load(ANSWERS, changes=[bare])
    assert ("E531", "stages.work.parks") in [(p.code, p.path) for p in raised.value.problems]
