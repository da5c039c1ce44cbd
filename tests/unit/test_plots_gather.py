"""From a run to what its figures need."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.api.scenario import Scenario
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
