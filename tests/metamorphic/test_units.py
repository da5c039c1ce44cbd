"""In which units a scenario is written and shown changes nothing in what happens."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from sim.measures.verdict.verdict import verdict
from sim.scenario.load import Loaded, load
from sim.scenario.plan.compile import compile_plan
from tests.logs import tallied
from tests.play import play

TOWN = Path(__file__).parents[1] / "badfiles" / "cases" / "base.yaml"
FOOT = 0.09290304


@pytest.fixture(scope="module")
def town() -> Loaded:
    return load(TOWN)


def judged(loaded: Loaded) -> dict[str, object]:
    plan = compile_plan(loaded.spec)
    tallies = play(loaded.spec, lambda log: tallied(log, loaded.spec))
    return verdict(tallies, plan, loaded.spec).to_dict()


@pytest.mark.parametrize("unit", ["m²", "sq ft"])
def test_the_unit_that_is_shown_changes_no_number(town: Loaded, unit: str) -> None:
    other = town.with_({"area_unit": unit})
    assert compile_plan(other.spec) == compile_plan(town.spec)
    assert judged(other) == judged(town)


def test_the_currency_of_absence_is_the_yuan(town: Loaded) -> None:
    stated = town.with_({"currency": {"code": "CNY", "zh": "元", "en": "yuan"}})
    assert stated.spec.currency == town.spec.currency
    assert compile_plan(stated.spec) == compile_plan(town.spec)


def test_areas_in_square_feet_are_the_same_areas(tmp_path: Path, town: Loaded) -> None:
    def feet(found: re.Match[str]) -> str:
        square_metres = float(found[1]) * (1e4 if found[2] else 1)
        return f"{square_metres / FOOT:.12g} sq ft"

    text = re.sub(r"(\d+)(万)? m²", feet, TOWN.read_text(encoding="utf-8"))
    assert "m²" not in text and text.count("sq ft") >= 6
    path = tmp_path / "base.yaml"
    path.write_text(text, encoding="utf-8")
    here, there = (play(one.spec, lambda log: log.rows) for one in (town, load(path)))
    assert all(np.array_equal(a, b) for a, b in zip(here, there, strict=True))


def test_money_in_another_currency_at_par_is_the_same_demand(town: Loaded) -> None:
    block = {"output_growth": "100 亿元/年", "density": "8000 元/m²", "basis": "gross"}
    yuan = town.with_({"top_down": block})
    pounds = town.with_(
        {
            "currency": {"code": "GBP", "zh": "英镑", "en": "pounds"},
            "top_down": block | {"output_growth": "£10bn/year", "density": "8000 GBP/m²"},
        }
    )
    assert judged(yuan)["top_down"] == judged(pounds)["top_down"] is not None
