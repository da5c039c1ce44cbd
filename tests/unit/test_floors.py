"""Shares of ground floors on paper, what is measured of them, and taken areas in the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiments.required.levers import AreaLever
from sim.measures.counting.history import history
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.outcomes import checked
from sim.measures.counting.tally import imbalances, tally
from sim.measures.verdict.indicators import indicators
from sim.model.engine import simulate
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.split import cover
from sim.scenario.values.dates import MONTH

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"


def played(name, **changes):
    spec = load(TINY / f"{name}.yaml", changes=[changes] if changes else []).spec
    plan = compile_plan(spec)
    return spec, plan, history(simulate(plan, spec.seed, 0))


@pytest.mark.parametrize(
    ("area", "share", "part"), [(100, 0.07, 7), (50, 0.75, 38), (3, 0.1, 1), (9, 0.0, 0), (7, 1, 7)]
)
def test_a_cover_is_rounded_up_as_on_paper(area, share, part):
    assert cover(area, share) == part


def test_ground_floors_are_measured():
    """By the hand-worked log: m² built and leased on ground floors in each month."""
    spec, plan, told = played("floors")
    counted = tally(told, plan, measure_spec(spec, plan))
    built, leased = (counted.ground[:, :, 0] / MONTH).tolist()
    assert built == [500, 500, 500, 500, 450, 450, 510, 590, 590]
    assert leased == [300, 350, 450, 450, 450, 400, 460, 535, 535]
    assert imbalances(counted, plan) == []
    found = indicators([counted], plan, spec).values["ground_vacancy_mean.factory"]
    assert found == pytest.approx(1 - sum(leased) / sum(built))


def test_levels_show_what_is_taken_and_losses_what_was_asked():
    spec, plan, told = played("whole-units")
    table = told.requests
    taken = dict(zip(table.area.tolist(), table.taken.tolist(), strict=True))
    assert taken == {50: 50, 60: 400, 500: 800, 90: 90, 150: 400}
    counted = tally(told, plan, measure_spec(spec, plan))
    assert counted.leased_end[-1].sum() == 50 + 800 + 400 + 400
    assert counted.losses[..., 1].sum() == 90
    assert counted.leased_open.tolist() == [0, 50]


def test_standards_see_the_waits_of_heavy_tracks():
    """Fay waits for ground floors for two months, gus finds room upstairs at once."""
    standard = {"metric": "wait", "space": "factory", "within": "1 month", "share": "90%"}
    waits = {f"standards.{t}": {**standard, "track": t} for t in ("tanks", "light")}
    spec, plan, told = played("floors", **waits)
    found = checked(told.requests, plan, measure_spec(spec, plan))
    assert dict(zip(sorted(spec.standards), found[:, :2].tolist(), strict=True)) == {
        "tanks": [2, 3],
        "light": [3, 3],
    }


def test_extra_buildings_have_the_usual_ground_floors():
    plan = compile_plan(load(TINY / "floors.yaml").spec)
    assert plan.ground == (500,)
    assert plan.ground_limit == (500 + 60 + 80,)
    lever = AreaLever("more", ("new",), (0,), (1.0,), 300.0, 1.0, 1.0, 10, 100.0, 3, 9)
    assert lever.turned(plan, 5).lots[-1].ground == (0.4,)
    assert lever.turned(plan, 5).ground_limit == (500 + 60 + 80 + 80,)
    assert lever.turned(plan, 1).ground_limit == (500 + 20 + 80,)
