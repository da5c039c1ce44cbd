"""From a run to what its figures need."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.api.results import figures_of
from sim.api.scenario import Scenario
from sim.measures.statistics import three
from sim.measures.tables.works import supply
from sim.plots.figure_data import openings
from sim.plots.words import hundred, percent
from sim.scenario.names import labelled
from sim.scenario.schema.base import Label, Text


def test_a_label_stands_also_where_the_font_lacks_a_character():
    rare = {"lab": Label(label=Text(zh="研\U00030ede", en="Lab"))}
    assert labelled(rare, "lab") == ("研\U00030ede", "Lab")
    assert labelled({"lab": Label(label=Text(zh="研发", en="Lab"))}, "lab") == ("研发", "Lab")
    assert labelled({"lab": Label()}, "lab") == labelled({}, "lab") == ("lab", "lab")


def test_one_future_of_two_hundred_is_not_none_and_all_but_one_are_not_all():
    assert (percent(1 / 200), percent(199 / 200)) == ("<1%", ">99%")
    assert (hundred(1 / 200), hundred(0.0), hundred(1.0)) == ("<1", "0", "100")


def test_a_year_that_is_judged_in_part_is_that_part_and_names_its_months() -> None:
    path = Path(__file__).parents[1] / "api" / "town.yaml"
    whole = Scenario.load(path)
    window = {"start": "2026-09", "end": "2028-06"}
    changes = {f"standards.{name}.window": window for name in ("lab-wait", "factory-idle")}
    part = whole.with_(changes).run(2, engine="simpy")
    found = figures_of(part).frames.parks
    assert found is not None and found.years == [2026, 2027, 2028]
    assert found.partly == {2026: ("2026-09", "2026-12"), 2028: ("2028-01", "2028-06")}
    assert found.of(["east"]).partly == found.partly
    last = {(one.space, one.park): one.supply[1] for one in part.view.verdict.outlooks if one.park}
    for row, space in enumerate(part.scenario.spec.spaces):
        for column, park in enumerate(found.parks):
            capacity = found.capacity[:, -1, row, column]
            assert three(capacity)[1] == pytest.approx(last[space, park])
    all_of_it = figures_of(whole.run(2, engine="simpy")).frames.parks
    assert all_of_it is not None and all_of_it.partly == {}


@pytest.mark.parametrize("name", ["no-build", "baseline"])
def test_openings_are_the_pools_of_the_table_added_up(name: str) -> None:
    path = Path(__file__).parents[2] / "scenarios" / f"{name}.yaml"
    run = Scenario.load(path).run(3, workers=1)
    found, table = openings(run.tallies, run.plan), supply(run.tallies, run.plan)
    by = [column for column in found.columns if column != "area"]
    assert ("paused" in by) == bool(run.plan.pauses)

    def areas(frame):
        frame = frame[[*by, "area"]].astype({"project": str, "area": np.float64})
        return frame.groupby(by, dropna=False)["area"].sum()

    assert len(found) < len(table) / 5
    assert areas(found).equals(areas(table))
