"""A scenario that names an accepted set plays its futures on, as long as its past is theirs."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim import (
    Run,
    Scenario,
    backtest,
    compare,
    discover,
    explain,
    optimise,
    overview,
    required,
    sensitivity,
    sweep,
)
from sim.api import grounding as module
from sim.api.reproduce import reproduce
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.map.function import map as lay_map
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.past import DIGITS, PastReader, cut_short, parted
from sim.runs.grounded import PRIOR, accepted_data, read_accepted
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.errors import ScenarioError
from sim.text.screen import width

TESTS = Path(__file__).parents[1]
EXPERIMENTS = TESTS / "experiments"
NAMED = "grounded/village.json"
CUT = ["--cut", "2027", "--futures", "40", "--plays", "400", "--save", NAMED]
KEPT = 41
LATER = {"standards.lab-idle.at_most": "50%"}
"""Changes that leave the past alone."""
HALL: dict[str, Any] = {
    "supply.hall": {
        "parks": {"east": "100%"},
        "area": "9000 m²",
        "basis": "lettable",
        "mix": {"lab": "100%"},
        "lettable": "100%",
        "start": "2028-03",
        "construction": "6 months",
    }
}
SPREAD = {"from": "5000 m²", "to": "20000 m²"}
WAITING: dict[str, Any] = {
    "standards.lab-wait": {"metric": "wait", "space": "lab", "within": "3 months", "share": "90%"}
}
EARLIER = {"tracks.device.stages.research.duration": "20 months"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the village, what was seen of it, and the accepted set that it names."""
    folder = tmp_path_factory.mktemp("village")
    for name in ("village.yaml", "village-past.yaml"):
        text = (EXPERIMENTS / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    with (folder / "village.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"grounded: {NAMED}\n")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        history = ["--history", "village-past.yaml"]
        assert main(["calibrate", "village.yaml", *history, *CUT, "--out", "results"]) == 0
    return folder


@pytest.fixture
def village(place: Path) -> Scenario:
    return Scenario.load(place / "village.yaml")


def test_it_plays_the_futures_of_the_set(place: Path, village: Scenario) -> None:
    kept = read_accepted(place / NAMED, village.spec)
    run = village.run(30, workers=1)
    assert run.settings.grounded == kept and run.settings.seed == kept.seed
    assert run.replications == 30
    assert run.name.en == "Village · continued from the past"
    assert village.run(4, workers=1, grounded=PRIOR).settings.grounded is PRIOR
    assert village.run(4, workers=1, central=True).settings.grounded is PRIOR
    assert village.run(4, 99, workers=1).settings.grounded is PRIOR
    keys = {village.run(4, workers=1, **how).key for how in ({}, {"grounded": PRIOR})}
    assert len(keys) == 2


def test_both_engines_play_them_alike(village: Scenario) -> None:
    both = village.run(6, workers=1, engine="both")
    alone = village.run(6, workers=1, engine="simpy")
    assert both.verdict.to_dict() == alone.verdict.to_dict()
    assert both.series.equals(alone.series)


def test_verdicts_count_each_future_by_itself(village: Scenario) -> None:
    run = village.run(30, workers=1)
    assert all(cause.chance is None for cause in run.verdict.causes)
    prior = village.run(30, workers=1, grounded=PRIOR)
    assert any(cause.chance is not None for cause in prior.verdict.causes)


@pytest.mark.parametrize("changes", [LATER, HALL, {"name": "renamed"}], ids=str)
def test_what_comes_after_leaves_the_past_alone(village: Scenario, changes: Any) -> None:
    child = village.with_(changes)
    assert child.grounding and child.grounding.parts_in is None
    assert child.settings().grounded.key == village.settings().grounded.key


def test_a_park_that_is_added_leaves_it_alone_too(village: Scenario) -> None:
    child = village.with_({"parks.north": {}})
    assert child.grounding and child.grounding.parts_in is None


@pytest.mark.parametrize(
    "changes",
    [
        EARLIER,
        {"stages.research.success": "50%", "demand.startups.rate": "40 per year"},
        {"demand.startups.rate": {"value": "10 per year", "range": ["9 per year", "11 per year"]}},
        {"clock.start": "2025-06"},
    ],
    ids=str,
)
def test_what_changes_the_past_is_no_longer_grounded(village: Scenario, changes: Any) -> None:
    child = village.with_(changes)
    assert child.grounding is not None
    assert child.grounding.parts_in == (2025 if "clock.start" in changes else 2026)
    assert child.settings().grounded is PRIOR
    assert "continued" not in child.run(2, workers=1).name.en


def test_the_year_from_which_it_parts_is_told(village: Scenario) -> None:
    late = {**HALL["supply.hall"], "start": "2027-03"}
    assert village.with_({"supply.hall": late}).grounding.parts_in == 2027  # type: ignore[union-attr]


def test_a_line_says_so(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    run = ["run", "village.yaml", "--brief", "--lang", "en", "--replications", "4"]
    assert main(run) == 0
    assert f"{KEPT} futures that agree with what was seen up to 2027 ({NAMED})" in squeezed(capsys)
    assert main([*run, "--prior"]) == 0
    assert "past" not in squeezed(capsys)
    assert main([*run, "--seed", "3"]) == 0
    assert "--seed 3 draws other luck" in squeezed(capsys)
    change = next(iter(EARLIER.items()))
    assert main([*run, "--set", "=".join(change)]) == 0
    assert "from 2026 on" in squeezed(capsys)
    assert main([*run, "--grounded", NAMED, "--seed", "3"]) == 2
    assert "neither --central nor --seed" in squeezed(capsys)


def test_a_verb_that_varies_the_scenario_says_what_comes_of_the_past(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    sweep = ["sweep", "village.yaml", "--replications", "4", "--out", "swept", "--vary"]
    earlier = [*sweep, f"{next(iter(EARLIER))}=[12 months, 20 months]"]
    later = [*sweep, "standards.lab-idle.at_most=[40%, 50%]"]
    said = {}
    for name, words in {"earlier": earlier, "later": later}.items():
        assert main([*words, "--lang", "en"]) == 0
        said[name] = squeezed(capsys)
    assert all("the answer begins by saying so" in text for text in said.values())
    assert "something of what is varied changes it (2026)" in said["earlier"]
    assert "not continued" not in said["later"]
    assert main([*earlier, "--lang", "zh"]) == 0
    assert "不承接往年：所变动者中有改变往年的（2026 年）" in squeezed(capsys)
    assert main([*earlier, "--lang", "en", "--prior"]) == 0
    assert "varied" not in squeezed(capsys)


def test_a_map_is_continued_where_no_cell_changes_the_past(village: Scenario) -> None:
    """Then a cell is what `run` says on the same futures, each counted by itself."""
    built, few = village.with_(HALL), {"replications": 30}
    area, bound = "supply.hall.area", "standards.lab-idle.at_most"
    found = lay_map(built, f"{area}=[5000 m², 9000 m²]", f"{bound}=[40%, 50%]", **few)
    assert found.parts_in is None and found.answer.continued
    (panel,) = found.answer.panels
    for j, at_most in enumerate(("40%", "50%")):
        for i, size in enumerate(("5000 m²", "9000 m²")):
            run = built.with_({area: size, bound: at_most}).run(**few, workers=1)
            (judged,) = (space.idle for space in run.verdict.spaces if space.space == "lab")
            assert panel.judged[j][i] == judged
    own = lay_map(village, "stages.research.success", "demand.startups.rate", own=True, **few)
    assert own.answer.continued and (len(own.answer.worlds), len(found.answer.worlds)) == (30, 0)


def test_a_map_that_changes_the_past_says_so(village: Scenario) -> None:
    duration = "stages.research.duration=[1 year, 2 years]"
    found = lay_map(village, "stages.research.success", duration, replications=30)
    assert found.parts_in == 2026 and not found.answer.continued and found.answer.grounded
    drawn = [row["stages.research.success"] for row in village.settings().grounded.rows]
    assert {*found.answer.worlds[:, 0]} <= {*drawn}, "dots are worlds that agree with the past"


def test_the_year_is_in_what_python_gets(place: Path, village: Scenario) -> None:
    key = village.settings().grounded.key
    path = next(iter(EARLIER))
    few: dict[str, Any] = {"replications": 4}
    same = sweep(village, {"standards.lab-idle.at_most": ["40%", "50%"]}, **few)
    assert same.parts_in is None and same.asked["grounded"] == key
    first = sweep(village, {path: ["12 months", "20 months"]}, **few)
    assert first.parts_in == 2026 and first.asked["grounded"] == ""
    entered = [one.answer.rows[0].indicators.values["entered.production"] for one in (first, same)]
    assert not np.array_equal(*entered)
    given = read_accepted(place / NAMED, village.spec)
    drawn = {"stages.research.success": {"from": "20%", "to": "40%"}}
    sampled = sweep(village, drawn, "sobol", 4, **few, grounded=given)
    assert sampled.parts_in == 2026 and sampled.seed == given.seed
    assert compare(village, village.with_(EARLIER), replications=4).parts_in == 2026
    explicit = compare(village, village.with_(EARLIER), replications=4, grounded=given)
    assert explicit.parts_in == 2026 and explicit.asked["grounded"] == ""
    assert compare(village, village.with_(HALL), replications=4, grounded=given).parts_in is None


def test_levers_before_and_after_the_cut(village: Scenario) -> None:
    after = {"space": "lab", "begins": "2028-03", "confidence": 0.5, "replications": 10}
    more = required(village.with_(WAITING), **after)
    assert more.parts_in is None and more.asked["grounded"]
    before = required(village.with_(WAITING), **{**after, "begins": "2027-03"})
    assert before.parts_in == 2027 and not before.asked["grounded"]
    demand = required(village.with_(WAITING), "lab", 0.5, lever="demand", replications=10)
    assert demand.parts_in == 2026


def test_designs_and_spread_numbers_before_and_after_the_cut(village: Scenario) -> None:
    few = {"free": ["phases"], "evaluations": 20, "replications": 4, "judge": 4}
    hall = village.with_(HALL)
    for start, year in (("2028-09", None), ("2027-03", 2027)):
        told = optimise(hall, projects=["hall"], later=[start], **few)  # type: ignore[arg-type]
        assert told.parts_in == year and bool(told.asked["grounded"]) == (year is None)
    assert KEPT < 50  # and no world is drawn beside those that are kept
    with pytest.raises(RefusedError, match="at least 50 worlds are needed"):
        discover(hall, "idle_mean > 60000", {"supply.hall.area": SPREAD}, 50)
    drawn = {"stages.research.success": {"from": "20%", "to": "80%"}}
    found = discover(village, "idle_mean > 32000", drawn, 50)
    assert found.parts_in == 2026 and found.answer.sample.fails.shape == (50, 2)


def squeezed(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join("".join(capsys.readouterr()).split())


def test_a_set_whose_own_scenario_changed_is_stale(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    copied(place, tmp_path)
    monkeypatch.chdir(tmp_path)
    text = Path("village.yaml").read_text(encoding="utf-8")
    Path("village.yaml").write_text(text.replace("12 months", "13 months"), encoding="utf-8")
    run = ["run", "village.yaml", "--brief", "--lang", "en", "--replications", "4"]
    assert main(run) == 2
    said = squeezed(capsys)
    assert "E598" in said
    assert main([*run, "--prior"]) == 0
    command = said.split("make it anew: zhizao ")[1].split(";")[0]
    assert main([*shlex.split(command), "--futures", "20", "--plays", "200"]) == 0
    capsys.readouterr()
    assert main(run) == 0
    assert "futures that agree with what was seen up to 2027" in squeezed(capsys)


def test_a_set_of_other_observations_is_stale(place: Path, tmp_path: Path) -> None:
    copied(place, tmp_path)
    path = tmp_path / "village-past.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# a remark\n{text}", encoding="utf-8")
    assert Scenario.load(tmp_path / "village.yaml").grounding
    path.write_text(text.replace("45%", "46%"), encoding="utf-8")
    with pytest.raises(ScenarioError, match="E598"):
        Scenario.load(tmp_path / "village.yaml").settings()
    child = tmp_path / "child.yaml"
    child.write_text("extends: village.yaml\nname: child\nchange: {seed: 3}\n", encoding="utf-8")
    assert Scenario.load(child).settings().grounded


def copied(place: Path, folder: Path) -> None:
    (folder / "grounded").mkdir()
    for name in ("village.yaml", "village-past.yaml", NAMED):
        (folder / name).write_bytes((place / name).read_bytes())


def test_a_child_inherits_the_set_from_the_folder_of_its_parent(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "below").mkdir(exist_ok=True)
    child = place / "below" / "child.yaml"
    child.write_text("extends: ../village.yaml\nname: child\nchange: {seed: 3}\n")
    scenario = Scenario.load(child)
    assert scenario.grounding and len(scenario.grounding.futures) == KEPT
    assert len(repr(scenario.grounding)) < 1000
    monkeypatch.chdir(place / "below")
    assert Scenario.load("child.yaml").settings().grounded


def test_rules_that_changed_are_noticed_by_playing(
    village: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other code: the pasts are played. Where they come out otherwise, the set is stale."""
    monkeypatch.setattr(module, "code_hash", lambda: "other")
    assert village.grounding and village.grounding.futures
    again = Scenario.load(village.loaded.path)
    monkeypatch.setattr(module, "PastReader", wrong_in(2027))
    with pytest.raises(ScenarioError, match="E598"):
        again.settings()


def wrong_in(year: int) -> Callable[..., PastReader]:
    class Wrong(PastReader):
        def result(self) -> tuple[str, ...]:
            at = (year - 2026) * DIGITS
            return tuple(
                past[:at] + "0" * DIGITS + past[at + DIGITS :] for past in super().result()
            )

    return Wrong


def test_a_run_is_reproduced_from_its_manifest_and_by_its_command(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(place)
    village = Scenario.load("village.yaml")
    play, told = Scenario.run, []

    def listening(self: Scenario, *args: Any, **how: Any) -> Run:
        told.append(play(self, *args, **how))
        return told[-1]

    monkeypatch.setattr(Scenario, "run", listening)
    for how in ({}, {"grounded": PRIOR}):
        run = village.run(6, workers=1, **how)
        assert reproduce(run.save(tmp_path, brief=True)).holds
        # The brief says it, and the scenario in the manifest does not.
        assert told[-1].settings.grounded.held_back == run.settings.grounded.held_back
        words = [*shlex.split(run.command)[1:], "--out", str(tmp_path / "again"), "--brief"]
        assert ("--prior" in words) == bool(how)
        assert main([*words, "--json"]) == 0
        folder = Path(json.loads(capsys.readouterr().out)["folder"])
        assert folder == run.folder(tmp_path / "again")


def test_scenarios_side_by_side_share_the_futures_or_none_has_them(village: Scenario) -> None:
    later, earlier = village.with_(LATER | HALL), village.with_(EARLIER)
    paired = compare(village, later, replications=8, histories=2)
    assert paired.asked["grounded"] == village.settings().grounded.key
    assert paired.name.en.endswith("continued from the past")
    apart = compare(village, earlier, replications=8, histories=0)
    assert apart.asked["grounded"] == ""
    told = overview(village, later, earlier, replications=8)
    assert [name for name, _ in told.asked["grounded"]] == ["village", "village-2"]
    company = next(
        f"startups#{n}" for n in range(1, 9) if explain(village, f"startups#{n}", 3, later)
    )
    assert explain(village, company, 3, later).asked["grounded"]
    assert not explain(village, company, 3, earlier).asked["grounded"]


def test_a_backtest_shows_what_the_ranges_and_what_the_futures_give(
    place: Path, village: Scenario
) -> None:
    answer = backtest(village, place / "village-past.yaml", 30).answer
    assert [row.role for row in answer.rows[:3]] == ["fitted", "tested", "fitted"]
    assert answer.grounded == KEPT
    assert np.ptp(answer.held[:, 0]) < np.ptp(answer.simulated[:, 0])
    reach = answer.reach
    assert reach is not None and reach.cut == 2027
    assert 0 < reach.drawn < reach.accepted <= 1
    fitted = [row.role == "fitted" for row in answer.rows]
    near = [
        (np.abs(of[:, fitted] - [row.value for row in answer.rows if row.role == "fitted"])
         <= 3 * np.array([row.error for row in answer.rows if row.role == "fitted"])).all(axis=1)
        for of in (answer.simulated, answer.held)
    ]  # fmt: skip
    assert [reach.drawn, reach.accepted] == [one.mean() for one in near]
    without = backtest(village, place / "village-past.yaml", 30, grounded=PRIOR).answer
    assert without.reach is None
    assert without.held is None and {row.role for row in without.rows} == {"compared"}


@pytest.mark.full
def test_its_numbers_stand_beside_their_ranges(
    place: Path, village: Scenario, tmp_path: Path
) -> None:
    run = village.run(29, workers=1)
    folder = run.save(tmp_path)
    told = pd.read_csv(folder / "numbers.csv").set_index("path")
    success = "stages.research.success"
    rows = [row[success] for row in village.settings().grounded.rows[:29]]
    assert told.loc[success, "accepted_middle"] == pytest.approx(np.median(rows))
    assert 0.2 < told.loc[success, "drawn_low"] < told.loc[success, "drawn_high"] < 0.8
    assert told["gap"].is_monotonic_decreasing
    assert {"svg", "png", "json"} == {
        path.suffix[1:] for path in (folder / "figures").glob("25-numbers.*")
    }
    without = village.run(4, workers=1, grounded=PRIOR)
    assert without.learned == () and not (without.save(tmp_path) / "numbers.csv").exists()


def test_what_it_must_reach_is_one_screen(
    place: Path, village: Scenario, golden: Callable[[Path, str], None]
) -> None:
    found = backtest(village, place / "village-past.yaml", 30)
    for lang in ("zh", "en", "both"):
        assert max(map(width, found.screen(lang).splitlines())) <= 80
    golden(EXPERIMENTS / "past" / "village-reach.txt", found.screen("both"))


def test_a_set_from_before_its_effective_number_was_kept_is_read(
    place: Path, village: Scenario, tmp_path: Path
) -> None:
    data = json.loads((place / NAMED).read_text(encoding="utf-8"))
    assert read_accepted(place / NAMED, village.spec).effective == data.pop("effective") > 0
    older = tmp_path / "older.json"
    older.write_text(json.dumps(data), encoding="utf-8")
    assert read_accepted(older, village.spec).effective is None
    older.write_text(json.dumps({**data, "effective": "many"}), encoding="utf-8")
    with pytest.raises(ScenarioError, match="tolerance, effective"):
        read_accepted(older, village.spec)


def test_what_was_held_back_is_counted_and_said(
    place: Path, village: Scenario, tmp_path: Path
) -> None:
    """A set says which of the observations it was not fitted on lie inside their band."""
    data = json.loads((place / NAMED).read_text(encoding="utf-8"))
    tested = [name for name, role in data["observations"].items() if role == "tested"]
    assert 0 < len(data["inside"]) <= len(tested) and {*data["inside"]} <= {*tested}
    held_back = read_accepted(place / NAMED, village.spec).held_back
    assert held_back == (len(data["inside"]), len(tested))
    assert f"past: {held_back[0]}/{held_back[1]} hold" in village.run(2).screen("en")
    assert "past: " not in village.run(2, grounded=PRIOR).screen("en")
    older = tmp_path / "older.json"
    for inside in (["nothing-seen"], "all"):
        older.write_text(json.dumps({**data, "inside": inside}), encoding="utf-8")
        with pytest.raises(ScenarioError, match="inside"):
            read_accepted(older, village.spec)
    del data["inside"]
    older.write_text(json.dumps(data), encoding="utf-8")
    assert read_accepted(older, village.spec).held_back is None


def test_sensitivity_draws_from_the_ranges(village: Scenario) -> None:
    bare = Scenario.load(EXPERIMENTS / "village.yaml")
    few = {"points": 64, "numbers": 1, "trajectories": 10}
    told, other = (sensitivity(one, ["lost_area"], **few).answer for one in (village, bare))
    assert told.to_dict() == other.to_dict()


@pytest.mark.parametrize("name", ["whole.yaml", *sorted(
    f"tiny/{path.name}" for path in (TESTS / "scenarios" / "tiny").glob("*.yaml"))])  # fmt: skip
@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_a_clock_cut_short_changes_nothing_before(name: str, engine: Any) -> None:
    spec = Scenario.load(TESTS / "scenarios" / name).spec.model_copy(update={"standards": {}})
    player = Player(spec, Settings(3), engine)
    whole = player.plans(0)
    for months in {1, whole.months // 2, whole.months - 1} - {0}:
        hashes = []
        for plan in (whole, cut_short(whole, months)):
            reader = PastReader(measure_spec(spec, plan), months)
            player.play_plans({0: plan}, reader)
            hashes += reader.result()
        assert hashes[0] == hashes[1]
        assert parted(*hashes) is None


def test_where_two_pasts_part() -> None:
    one, other = "a" * DIGITS + "b" * DIGITS, "a" * DIGITS + "c" * DIGITS
    assert parted(one, other) == 1
    assert parted(one, one + "d" * DIGITS) == 2
    assert parted(one, one) is None


def test_a_file_that_is_saved_reads_as_what_was_found(place: Path) -> None:
    data = accepted_data(place / NAMED)
    folder = next((place / "results" / "village").glob("calibrate-*"))
    found = accepted_data(folder / "accepted.json")
    assert {**data, "history": None} == {**found, "history": None}
    assert data["history"]["file"] == "../village-past.yaml"
    assert len((place / NAMED).read_text(encoding="utf-8").splitlines()) == 20 + KEPT
