"""Sweeps: designs, what is refused and where, the folder, and a kill in the middle."""

from __future__ import annotations

import hashlib
import json
import shlex
from pathlib import Path

import pytest

from sim import Scenario, sweep
from sim.cli import main
from sim.experiments.design import read_study, settings
from sim.experiments.job_runner import JobRunner
from sim.experiments.store import Store
from sim.experiments.sweep import figure
from sim.experiments.sweep.answer import chance
from sim.experiments.sweep.function import PreparedSweep
from sim.plots.style import Head
from sim.runs.grounded import AcceptedFutures
from sim.scenario.errors import ScenarioError
from sim.scenario.load import load
from sim.scenario.yaml.files import Folder
from sim.scenario.yaml.nodes import SourceText, from_data
from sim.text.words import Words
from tests.examples import sampled
from tests.experiments.killed import killed

ROOT = Path(__file__).parents[3]
TOWN = ROOT / "tests" / "api" / "town.yaml"
NAME = Words("名", "name")
SUCCESS, BUILD = "stages.research.success", "supply.hall.construction"


def design(**study):
    tree = from_data(study, SourceText("test", ()))
    return settings(read_study(tree), tree, load(TOWN), seed=1)


def test_a_grid_is_all_combinations_and_zip_is_side_by_side():
    vary = {SUCCESS: ["40%", "60%"], BUILD: ["6 months", "12 months"]}
    assert [tuple(s.changes.values()) for s in design(vary=vary)] == [
        ("40%", "6 months"),
        ("40%", "12 months"),
        ("60%", "6 months"),
        ("60%", "12 months"),
    ]
    assert [tuple(s.changes.values()) for s in design(design="zip", vary=vary)] == [
        ("40%", "6 months"),
        ("60%", "12 months"),
    ]


def test_a_hypercube_has_one_point_in_each_stratum():
    points = design(design="lhs", points=10, vary={SUCCESS: {"from": "40%", "to": "60%"}})
    strata = sorted(int((s.numbers[SUCCESS] - 0.4) / 0.02) for s in points)
    assert strata == list(range(10))


def test_the_first_points_of_a_sobol_sequence_stay_the_same():
    vary = {SUCCESS: "range", BUILD: {"from": "6 months", "to": "1 year"}}
    few = design(design="sobol", points=5, vary=vary)
    assert design(design="sobol", points=9, vary=vary)[:5] == few
    assert all(0.4 <= s.numbers[SUCCESS] <= 0.6 and 6 <= s.numbers[BUILD] <= 12 for s in few)


STUDY = """\
scenario: town.yaml
design: {design}
vary:
  {path}: {values}
"""


@pytest.mark.parametrize(
    ("kind", "path", "values", "place", "code"),
    [
        ("grid", SUCCESS, "[40%, 140%]", "4:34", "E307"),
        ("grid", SUCCESS, "[40%, half]", "4:34", "E303"),
        ("grid", "stages.research.sucess", "[40%]", "4:28", "E401"),
        ("grid", SUCCESS, "range", "4:28", "E801"),
        ("gird", SUCCESS, "[40%]", "2:9", "E408"),
        ("lhs\npoints: 4", SUCCESS, "[40%]", "5:28", "E802"),
        ("lhs\npoints: 4", BUILD, "range", "5:29", "E807"),
        ("lhs\npoints: 4", "stages.research.sucess", "range", "5:3", "E806"),
        ("lhs\npoints: 4", SUCCESS, "{from: 60%, to: 40%}", "5:3", "E808"),
        ("lhs\npoints: 4", SUCCESS, "{from: 6 months, to: 40%}", "5:35", "E302"),
        ("lhs", SUCCESS, "range", "2:9", "E804"),
        ("grid\npoints: 4", SUCCESS, "[40%]", "3:9", "E811"),
        ("grid", "seed", "[1, 2]", "4:3", "E810"),
        ("zip", SUCCESS, f"[40%]\n  {BUILD}: [6 months, 9 months]", "3:1", "E803"),
    ],
)
def test_a_bad_study_is_refused_at_its_place(tmp_path, kind, path, values, place, code):
    (tmp_path / "town.yaml").write_text(TOWN.read_text("utf-8"), encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(STUDY.format(design=kind, path=path, values=values), encoding="utf-8")
    tree = Folder(str(file)).read(str(file))
    with pytest.raises(ScenarioError) as refused:
        settings(read_study(tree), tree, load(tmp_path / "town.yaml"), seed=1)
    said = [(p.code, ":".join(str(p.place).split(":")[-2:])) for p in refused.value.problems]
    assert said == [(code, place)]


def test_the_command_line_says_the_same_and_leaves_nothing(tmp_path, capsys):
    words = ["sweep", str(TOWN), "--vary", f"{SUCCESS}=[40%, 140%]", "--out", str(tmp_path)]
    assert main(words) == 2
    assert "E307" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_plays_resumes_and_tells(tmp_path, capsys):
    words = ["sweep", str(TOWN), "--vary", f"{SUCCESS}=[40%, 60%]", "--replications", "4"]
    words += ["--out", str(tmp_path), "--json"]
    assert main(words) == 0
    first = json.loads(capsys.readouterr().out)
    assert [point["values"] for point in first["points"]] == [{SUCCESS: "40%"}, {SUCCESS: "60%"}]
    before = digest(tmp_path)
    assert main(words) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == first
    assert "2 are kept" in said.err
    assert digest(tmp_path) == before
    folder = Path(first["folder"])
    assert {p.name for p in folder.iterdir()} == {
        *("answer.json", "answer.txt", "figures", "manifest.json", "points.csv", "report.html"),
    }


def test_an_answer_is_not_taken_for_a_run(tmp_path, capsys):
    folder = sweep(Scenario.load(TOWN), {SUCCESS: ["50%"]}, replications=2).save(tmp_path)
    assert main(["reproduce", str(folder), "--lang", "en"]) == 2
    assert "an answer of sweep" in capsys.readouterr().err


def test_points_of_a_grid_share_their_luck_and_samples_have_their_own():
    town = Scenario.load(TOWN)
    grid = sweep(town, {SUCCESS: ["50%", "50.0%"]}, replications=2).answer
    assert grid.rows[0].indicators.replications == grid.rows[1].indicators.replications == (0, 1)
    drawn = sweep(town, {SUCCESS: "range"}, "lhs", 2, replications=2).answer
    assert [row.indicators.replications for row in drawn.rows] == [(0, 1), (2, 3)]


def test_a_point_of_accepted_futures_is_as_sure_as_their_run():
    """Each accepted future is a world of its own: no two of them are one cluster."""
    n, place = 8, "standards.lab-idle.at_most"
    village = Scenario.load(ROOT / "tests" / "experiments" / "village.yaml")
    rows = tuple({SUCCESS: 0.2 + 0.6 * k / n} for k in range(n))
    kept = AcceptedFutures(11, tuple(range(n)), rows)
    for row in sweep(village, {place: ["55%", "60%"]}, replications=n, grounded=kept).answer.rows:
        run = village.with_(row.setting.changes).run(n, grounded=kept)
        assert chance([row], "idle_holds") == run.verdict.idle.probability


def test_a_failed_point_is_a_row(monkeypatch):
    from sim.runs.player import Player

    def play(self, replications, collector, held=None):
        if self.spec.stages["research"].success.value > 0.55:
            raise RuntimeError("lost its way")
        return whole(self, replications, collector, held)

    whole = Player.play
    monkeypatch.setattr(Player, "play", play)
    found = sweep(Scenario.load(TOWN), {SUCCESS: ["50%", "60%"]}, replications=2)
    (failed,) = found.answer.failures
    assert failed.setting.shown == {SUCCESS: "60%"}
    table = found.answer.tables()["failures"]
    assert "lost its way" in table.loc[0, "error"]
    command = shlex.split(table.loc[0, "command"])
    assert command[0] == "zhizao"
    with pytest.raises(RuntimeError, match="lost its way"):
        main(command[1:])
    assert "1 points failed" in found.screen("en")
    assert len(found.answer.tables()["points"]) == 1


def test_a_point_played_alone_is_what_the_sweep_keeps(tmp_path, capsys):
    runner = JobRunner(store=Store(tmp_path))
    tree = from_data(
        {"vary": {SUCCESS: ["50%", "60%"], BUILD: ["9 months"]}, "replications": 2},
        SourceText("test", ()),
    )
    town = Scenario.load(TOWN)
    prepared = PreparedSweep.of(town, tree, town.settings())
    prepared.play(runner)
    assert main(shlex.split(prepared.command(1))[1:]) == 0
    alone = json.loads(capsys.readouterr().out)
    kept = [json.loads(p.read_bytes().splitlines()[1]) for p in tmp_path.rglob("*.json")]
    (same,) = [k["result"] for k in kept if k["made_of"]["changes"][SUCCESS] == "60%"]
    assert alone == same


def test_a_preview_outlives_a_point_that_fails(monkeypatch):
    monkeypatch.setattr(PreparedSweep, "alone", lambda *_: 1 / 0)
    tree = from_data({"vary": {SUCCESS: ["50%"]}}, SourceText("test", ()))
    town = Scenario.load(TOWN)
    assert PreparedSweep.of(town, tree, town.settings()).preview(JobRunner()).seconds is None


def digest(folder: Path) -> str:
    """Return one hash of all files of a folder, by their names and contents."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


VALUES = ", ".join(f"{40 + i / 2}%" for i in range(10))


def command(out: Path, executor: str) -> list[str]:
    words = ["sweep", str(TOWN), "--vary", f"{SUCCESS}=[{VALUES}]"]
    return [*words, "--replications", "4", "--out", str(out), "--executor", executor]


@pytest.mark.parametrize("executor", sampled(["threads", "processes"], ["threads"]))
def test_killed_in_the_middle_it_goes_on_and_ends_the_same(tmp_path, executor):
    """The whole process group is killed with -9 once some points are done, not all."""
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    killed(command(broken, executor), 5)
    assert len(list(broken.rglob("jobs/*/[!.]*.json"))) == 5
    assert not list(broken.glob("town/*")), "an answer before all points were done"
    for out in (broken, whole):
        assert main(command(out, executor)) == 0
    assert digest(broken) == digest(whole)


def test_a_store_knows_what_is_kept(tmp_path):
    town, runner = Scenario.load(TOWN), JobRunner(store=Store(tmp_path))
    sweep(town, {SUCCESS: ["50%"]}, replications=2, runner=runner)
    kept = {path.stem for path in tmp_path.rglob("*.json")}
    sweep(town, {SUCCESS: ["50%", "55%"]}, replications=2, runner=runner)
    assert kept < {path.stem for path in tmp_path.rglob("*.json")}


def test_bounds_that_the_scenario_refuses_are_refused_in_a_sample_too() -> None:
    """Shares of parks that add up to 60 % or 140 % of what there is."""
    town = Scenario.load(TOWN)
    bounds = {"stock.lab.parks.east": {"from": "10%", "to": "90%"}}
    with pytest.raises(ScenarioError) as error:
        sweep(town, bounds, "lhs", points=2, replications=2)
    assert [problem.code for problem in error.value.problems] == ["E510", "E510"]


@pytest.mark.parametrize("index", ["2", "7"])
def test_a_point_that_the_design_has_not_is_refused(tmp_path, capsys, index):
    words = ["sweep", str(TOWN), "--vary", f"{SUCCESS}=[40%, 60%]", "--out", str(tmp_path)]
    assert main([*words, f"--point={index}", "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"no point {index}: the design has 2" in said.err


@pytest.mark.parametrize(("kind", "total"), [("grid", 4), ("zip", 2)])
def test_trying_the_points_is_told(kind, total):
    told = []
    vary = {SUCCESS: ["40%", "60%"], BUILD: ["6 months", "12 months"]}
    tree = from_data({"design": kind, "vary": vary}, SourceText("test", ()))
    settings(read_study(tree), tree, load(TOWN), 1, lambda *both: told.append(both))
    assert told == [(done, total) for done in range(1, total + 1)]


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_figure_of_standards_that_are_not_tested_says_no_number(tmp_path):
    wait = "  lab-wait: {metric: wait, space: lab, within: 3 months, share: 90%}\n"
    file = tmp_path / "idle.yaml"
    file.write_text(TOWN.read_text("utf-8").replace(wait, ""), encoding="utf-8")
    (figure,) = sweep(Scenario.load(file), {SUCCESS: ["40%", "60%"]}, replications=2).figures("en")
    assert "nan" not in figure.data.head.alt.en.lower()


def test_what_holds_alike_everywhere_gives_way_to_what_moves():
    town = Scenario.load(Path(__file__).parents[1] / "riverbend.yaml")
    vary = {"stock.lab.occupied": ["40%", "55%"]}
    found = sweep(town, vary, replications=4)
    (panels,) = found.figures("en")
    low, high = sorted(row.mean("idle_mean") / 1e4 for row in found.answer.rows)
    title = panels.data.head.title.en
    assert title.startswith("Enough space in 100% of futures throughout; not too idle in 0%")
    assert f"mean idle area from {low:.2f}×10⁴ m² to {high:.2f}×10⁴ m²" in title
    (line,) = panels.data.panels.values()
    assert sorted(line.areas) == pytest.approx([low, high])
    other = sweep(town, {**vary, "stages.research.success": ["20%", "80%"]}, replications=4)
    assert [*other.figures("en")[0]] == ["shortage_holds", "idle_mean"]


@pytest.mark.parametrize("confidence", [0.3, 0.8])
def test_colours_turn_at_the_confidence_that_is_asked_for(confidence):
    values = (["a", "b", "c"], ["d"])
    shares = [confidence - 0.1, confidence, confidence + 0.1]
    grid = figure.Grid(NAME, (NAME, NAME), values, [shares], [[False] * 3])
    drawn = figure.draw(figure.Sweep(Head(*[NAME] * 4, "foot"), {"x": grid}, confidence), "en")
    orange, white, blue = (text.get_bbox_patch().get_facecolor() for text in drawn["x"].texts[:3])
    assert min(white) > 0.98 and orange[0] > orange[2] and blue[2] > blue[0]
