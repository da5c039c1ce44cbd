"""A what-if says what it is, and the command its page prints gives it again."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from sim import Scenario
from sim.api.grounding import scenario_key
from sim.api.manifest import read_manifest
from sim.api.reproduce import reproduce
from sim.api.run import Run
from sim.cli import main
from sim.runs.grounded import AcceptedFutures
from sim.runs.identity import code_hash
from sim.text.words import Words

TOWN = Path(__file__).parent / "town.yaml"
SUCCESS, LOTS = "stages.research.success", "supply.hall.lots"
ACCEPTED = {
    "accepted": 2,
    "scenario": "town",
    "start": "2026-01",
    "cut": 2026,
    "history": {"file": "gone.yaml", "digest": ""},
    "made_of": {"code": code_hash()},
    "observations": {},
    "paths": [SUCCESS],
    "units": ["%"],
    "tolerance": 1.0,
    "seed": 9,
    "futures": [4, 0],
    "pasts": ["", ""],
    "rows": [[0.45], [0.5]],
}
FUTURES = AcceptedFutures(9, (4, 0), ({SUCCESS: 0.45}, {SUCCESS: 0.5}))


@pytest.fixture(scope="module")
def town() -> Scenario:
    return Scenario.load(TOWN)


def name(scenario: Scenario) -> Words:
    return Words(scenario.spec.name.zh, scenario.spec.name.en)


def test_changes_stand_behind_the_name(town: Scenario) -> None:
    one = town.with_({SUCCESS: "70%"})
    assert name(one) == (
        "小镇 · stages.research.success = 70%",
        "Town · stages.research.success = 70%",
    )
    assert name(town) == ("小镇", "Town")
    two = Scenario.load(TOWN, [f"{LOTS}=3", f"{SUCCESS}=70%"])
    both = "stages.research.success = 70%, supply.hall.lots = 3"
    assert name(two) == (f"小镇 · {both}", f"Town · {both}")


def test_the_same_changes_are_one_scenario_however_they_were_made(town: Scenario) -> None:
    ways = [
        Scenario.load(TOWN, [f"{LOTS}=3", f"{SUCCESS}=70%"]),
        town.with_({SUCCESS: "70%", LOTS: 3}),
        town.with_({SUCCESS: "60%"}).with_({LOTS: 3}).with_({SUCCESS: "70%"}),
    ]
    assert len({json.dumps(one.loaded.raw) for one in ways}) == 1


def test_what_is_changed_back_or_says_nothing_is_no_what_if(town: Scenario) -> None:
    assert name(town.with_({LOTS: 3}).with_({LOTS: 2})) == name(town)
    silent = {"seed": 9, "replications": 6, "parks.east.label": {"zh": "东", "en": "E"}}
    assert name(town.with_(silent)) == name(town)


def test_many_and_long_changes_are_counted_and_cut(town: Scenario) -> None:
    law = {"pert": ["6 months", "9 months", "12 months"]}
    laws = {"stages.research.duration": law, "stages.production.duration": law}
    told = name(town.with_({LOTS: 3, SUCCESS: "70%", **laws}))
    assert told.zh.endswith("等 4 处改动") and told.en.endswith(" and 3 more")
    first = "stages.research.duration = {pert: [6 months, 9 mon…"
    assert name(town.with_(laws)).en == f"Town · {first} and 1 more"


def test_a_name_given_stays_and_later_changes_stand_behind_it(town: Scenario) -> None:
    slow = town.with_({LOTS: 3}, name={"zh": "多楼", "en": "More"})
    assert name(slow) == ("多楼", "More")
    assert name(slow.with_({SUCCESS: "70%"})).en == "More · stages.research.success = 70%"
    assert name(town.with_({LOTS: 3}, name="三楼")) == ("三楼", "三楼")
    assert name(Scenario.load(TOWN, ["name=三楼", f"{LOTS}=3"])) == ("三楼", "三楼")


def test_ways_to_hold_ranged_numbers_are_part_of_the_name(town: Scenario) -> None:
    central = town.run(2, central=True, engine="simpy", workers=1)
    assert central.name == ("小镇 · 区间取中值", "Town · ranged numbers at their values")
    grounded = town.run(2, grounded=FUTURES, engine="simpy", workers=1)
    assert grounded.name == ("小镇 · 承接往年", "Town · continued from the past")
    assert central.figures.frames.origin.name == central.name


def changed(town: Scenario) -> Scenario:
    named = town.with_({SUCCESS: {"value": "70%", "note": 'it\'s a "guess"; $HOME'}}, name="它's")
    return named.with_({"stages.research.duration": {"exponential": "9 months"}, LOTS: 3})


CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "plain": (lambda town: town, {}),
    "set": (lambda _: Scenario.load(TOWN, [f"{SUCCESS}=70%"]), {"seed": 5}),
    "with": (changed, {"central": True}),
    "grounded": (lambda town: town, {"grounded": FUTURES}),
}


@pytest.mark.parametrize("case", CASES)
def test_the_command_of_the_page_gives_the_same_key(
    case: str, town: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    make, how = CASES[case]
    run: Run = make(town).run(2, engine="simpy", workers=1, **how)
    said = re.search(r"：(`+) ?(zhizao run .*?) ?\1。", run.story())
    assert said
    shutil.copy(TOWN, tmp_path)
    accepted = {**ACCEPTED, "key": scenario_key(town.loaded)}
    (tmp_path / "accepted.json").write_text(json.dumps(accepted), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = [*shlex.split(said[2])[1:], "--out", "out", "--brief", "--json", "--engine", "simpy"]
    assert main([*words, "--workers", "1"]) == 0
    folder = Path(json.loads(capsys.readouterr().out)["folder"])
    assert read_manifest(folder)["key"] == run.key
    assert (folder / "story.zh.md").read_text(encoding="utf-8") == run.story("zh")


def test_a_name_that_is_given_is_said_once(town: Scenario) -> None:
    assert town.with_({LOTS: 3}, name="A").loaded.as_sets == (f"{LOTS}=3", "name=A")


def test_a_what_if_is_reproduced_with_its_name(town: Scenario, tmp_path: Path) -> None:
    run = changed(town).run(2, central=True, engine="simpy", workers=1)
    folder = run.save(tmp_path, brief=True)
    assert read_manifest(folder)["scenario"]["name"] == run.name._asdict()
    found = reproduce(folder)
    assert found.holds and "story.zh.md" in found.same


def test_a_child_file_of_it_is_the_same_scenario(town: Scenario, tmp_path: Path) -> None:
    shutil.copy(TOWN, tmp_path)
    child = tmp_path / "child.yaml"
    child.write_text(changed(town).override(), encoding="utf-8")
    assert Scenario.load(child).loaded.raw == changed(town).loaded.raw
