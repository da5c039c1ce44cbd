"""Experiments and tables on works that wait for a trigger: they work, or say why they cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim import Scenario, required, sweep
from sim.experiments.answer import RefusedError
from sim.measures.counting.history import history
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.tally import Tally, tally
from sim.measures.tables.works import supply
from sim.model.engine import simulate
from sim.runs.settings import Settings, plan_of
from sim.scenario.plan.plan import Plan

LINE = Path(__file__).with_name("line.yaml")
TINY = Path(__file__).parents[2] / "scenarios" / "tiny"
TRIGGER = {"space": "room", "vacancy": {"under": "20%"}, "months": 1}
PROJECT = {
    "area": "1250 m²",
    "basis": "gross",
    "lettable": "80%",
    "parks": {"here": "100%"},
    "mix": {"room": "100%"},
    "start": {"trigger": TRIGGER},
    "construction": "12 months",
}


def waiting() -> Scenario:
    """One street with a project that waits until less than 20 % of the rooms are vacant."""
    return Scenario.load(LINE).with_({"supply.new": PROJECT})


def tallied(name: str) -> tuple[Tally, Plan]:
    spec = Scenario.load(TINY / f"{name}.yaml").spec
    plan = plan_of(spec, Settings(spec.seed), 0)
    log = simulate(plan, spec.seed, 0)
    return tally(history(log), plan, measure_spec(spec, plan)), plan


def test_lots_that_were_never_decided_stand_in_the_table_without_dates() -> None:
    one, plan = tallied("trigger-pipeline")
    table = supply([one], plan).set_index("lot")
    assert table.index.tolist() == ["new/000", "new/001", "new/002"]
    assert table["area"].tolist() == [300, 300, 300]
    assert table["start"].isna().tolist() == [False, False, True]
    assert table["open"].isna().tolist() == [False, False, True]


def test_a_retirement_leaves_withdrawn_and_capacity_for_good() -> None:
    one, _ = tallied("retirement")
    assert one.capacity_end[:, 0].tolist() == [1000, 1000, 900, 900, *[500] * 5, *[450] * 3]
    assert one.pools[3, -1, 0] == 0, "nothing stays withdrawn"
    assert np.all(one.pools[4] == 0), "nothing is built"


def test_the_start_of_what_waits_for_a_trigger_cannot_be_delayed() -> None:
    with pytest.raises(RefusedError, match="new"):
        required(waiting(), "room", 0.5, lever="delay", replications=6)


def test_a_need_is_found_beside_a_trigger() -> None:
    answer = required(waiting(), "room", 0.5, replications=6).answer
    assert answer.needs[0].values


def test_the_bound_of_a_trigger_can_be_swept() -> None:
    answer = sweep(
        waiting(), {"supply.new.start.trigger.vacancy.under": ["0%", "50%"]}, replications=4
    ).answer
    assert len(answer.rows) == 2
    assert not answer.failures
