"""Custom behaviour: played by SimPy, with a key of its own, wherever its class can be had."""

from __future__ import annotations

import json
import linecache
from pathlib import Path

import pytest

from sim import Scenario
from sim.api.identity import behaviour
from sim.api.reproduce import reproduce
from sim.cli import main
from sim.model.city import City
from sim.model.engine import simulate
from sim.model.log import COLUMNS, What
from sim.model.market import Market
from sim.runs.engines import CustomBehaviourError
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from tests.api.rules import Idle, Loud, LoudCity, SameCity, SmallCity

ROOT = Path(__file__).parents[2]
TOWN = Path(__file__).parent / "town.yaml"
QUEUE = """
name: queue
clock: {start: 2024-01, end: 2025-12}
confidence: 80%
signals: {waiting: 5%, months: 3}
parks: {east: {}}
spaces: {lab: {lettable: 100%}}
stock: {lab: {area: 100 m², basis: lettable, parks: {east: 100%}, occupied: 0%}}
chain: [research]
stages: {research: {space: lab, basis: lettable, area: 10 m², duration: 3 months}}
tracks: {bio: {}}
demand:
  first: {track: bio, entry: research, date: 2024-01, area: 100 m², basis: lettable}
  large: {track: bio, entry: research, date: 2024-02, area: 90 m², basis: lettable}
  small: {track: bio, entry: research, date: 2024-03, area: 20 m², basis: lettable}
"""


@pytest.fixture(scope="module")
def town():
    return Scenario.load(TOWN)


@pytest.fixture(scope="module")
def small(town):
    return town.run(4, workers=2, city=SmallCity, audit=True)


def served(city, tmp_path):
    """Who is granted space, in order."""
    (tmp_path / "queue.yaml").write_text(QUEUE, encoding="utf-8")
    plan = compile_plan(load(tmp_path / "queue.yaml").spec)
    rows = simulate(plan, 1, 0, audit=True, city_class=city).rows.tolist()
    what, who = COLUMNS.index("what"), COLUMNS.index("entity")
    return [plan.entities[row[who]] for row in rows if row[what] == What.GRANTED]


def test_the_smallest_is_served_first(tmp_path):
    assert served(City, tmp_path) == ["first", "large", "small"]
    assert served(SmallCity, tmp_path) == ["first", "small", "large"]


def test_every_part_can_be_replaced(town):
    settings = Settings(seed=1)
    plan = plan_of(town.spec, settings, 0)
    made = LoudCity(plan, 1, 0)
    assert isinstance(made.works, Idle)
    rows = simulate(plan, 1, 0, city_class=LoudCity).rows
    assert What.CAPACITY not in rows[:, COLUMNS.index("what")]
    classes = {Loud: 0}

    class Counted(Loud):
        def __post_init__(self) -> None:
            super().__post_init__()
            classes[Loud] += 1

    class CountedCity(LoudCity):
        company_class = Counted

    simulate(plan, 1, 0, city_class=CountedCity)
    numbers = rows[rows[:, COLUMNS.index("number")] >= 0]
    alive = {tuple(row) for row in numbers[:, [COLUMNS.index(c) for c in ("entity", "number")]]}
    assert classes[Loud] >= len(alive) > 0


def test_custom_behaviour_changes_the_answer_and_the_key(town, small, capsys):
    usual = town.run(4, workers=1)
    assert not usual.series.equals(small.series)
    assert usual.key != small.key
    assert "custom" not in usual.identity[1]["settings"]
    assert set(small.identity[1]["settings"]["custom"]) == {
        "tests.api.rules.SmallCity",
        "tests.api.rules.SmallestFirst",
    }


def test_requests_played_again_follow_the_same_rules(small):
    asked = small.requests[small.requests["asked"].notna() & (small.requests["expansion"] == 0)]
    assert len(asked) == small.flows["requested"].sum()


def test_workers_change_nothing(town, small):
    assert town.run(4, workers=1, city=SmallCity).series.equals(small.series)


def test_a_class_that_cannot_be_imported_plays_here(town, small, capsys):
    class Here(City):
        market_class = SmallCity.market_class

    found = town.run(4, workers=2, city=Here)
    assert found.series.equals(small.series)
    assert "no other process can import" in capsys.readouterr().err
    assert found.key != small.key


def test_the_same_behaviour_under_another_name_gives_the_same_numbers(town):
    one, other = town.run(2, workers=1), town.run(2, workers=1, city=SameCity)
    assert one.series.equals(other.series) and one.key != other.key


def test_the_compiled_engine_refuses(town):
    with pytest.raises(CustomBehaviourError, match="SmallCity"):
        town.run(2, city=SmallCity, engine="compiled")


def typed(text: str) -> dict[str, str]:
    """What is said of a city whose market is typed where Python keeps no source of classes."""
    names = {"Market": Market, "City": City, "__name__": "typed"}
    exec(text, names)
    return behaviour(type("Some", (City,), {"market_class": names["Own"], "__module__": "typed"}))


def test_what_is_known_of_a_class_without_a_source():
    assert behaviour(City) == {}
    first, other = (typed(f"class Own(Market):\n    share = {share}") for share in (1, 2))
    assert first["typed.Some"] == other["typed.Some"]
    assert first["typed.Own"] != other["typed.Own"]
    assert typed("class Own(Market):\n    def f(self): pass")["typed.Own"] == "unknown"


def test_a_notebook_keeps_the_source_of_functions(tmp_path):
    def own(rule: str) -> str:
        text = f"class Own(Market):\n    def f(self):\n        return {rule}\n"
        name = f"<cell {rule}>"
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        names = {"Market": Market, "__name__": "cells"}
        exec(compile(text, name, "exec"), names)
        made = type("Some", (City,), {"market_class": names["Own"], "__module__": "cells"})
        return behaviour(made)["cells.Own"]

    assert own("1") != own("2") != "unknown"


def test_a_result_of_custom_behaviour_says_why_it_is_not_reproduced(small, tmp_path, capsys):
    folder = small.save(tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert "custom" in manifest["made_of"]["settings"]
    with pytest.raises(ValueError, match="SmallCity"):
        reproduce(folder)
    assert main(["reproduce", str(folder), "--lang", "en"]) == 2
    assert "custom behaviour" in capsys.readouterr().err
