"""Maps: cells are runs, turned over they are the same, what is refused, the folder, the screen."""

from __future__ import annotations

import json
import os
import re
import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import JobRunner, Scenario
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.map import figure
from sim.experiments.map import function as verb
from sim.experiments.map.axes import MOST, read_axis
from sim.experiments.map.function import map as lay
from sim.experiments.map.screen import screen
from sim.experiments.map.words import MAP
from sim.experiments.store import Store
from sim.plots.sheet import LEFT, RIGHT
from sim.plots.style import SMALL
from sim.plots.widths import wide
from sim.scenario.errors import ScenarioError
from sim.scenario.schema.leaves import leaves
from sim.text.screen import held, width
from tests.experiments.killed import killed

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TOWN = HERE.parents[1] / "api" / "town.yaml"
RIVERBEND = HERE.parent / "riverbend.yaml"
RATE, SUCCESS, BUILD = (
    "demand.startups.rate",
    "stages.research.success",
    "supply.hall.construction",
)
X, Y = f"{RATE}=12 per year..24 per year/3", f"{SUCCESS}=[40%, 50%, 60%]"
FEW = {"replications": 6}


@pytest.fixture(scope="module")
def town() -> Scenario:
    return Scenario.load(os.path.relpath(TOWN))


def judged(panel, i, j):
    return panel.judged[j][i]


def test_a_map_is_brute_force_on_nine_cells(town):
    """Each cell is what `run` says with both numbers set, bit for bit."""
    answer = lay(town, X, Y, **FEW).answer
    for j, success in enumerate(("40%", "50%", "60%")):
        for i, rate in enumerate(("12 per year", "18 per year", "24 per year")):
            run = town.with_({RATE: rate, SUCCESS: success}).run(**FEW, workers=1)
            spaces = {space.space: space for space in run.verdict.spaces}
            for panel in answer.panels:
                expected = getattr(spaces[panel.space], panel.side)
                assert judged(panel, i, j) == expected, (panel.space, panel.side, rate, success)


def test_swapped_axes_are_the_map_turned_over(town):
    one, other = (lay(town, *pair, **FEW).answer for pair in ((X, Y), (Y, X)))
    assert [p.space for p in one.panels] == [p.space for p in other.panels]
    for here, there in zip(one.panels, other.panels, strict=True):
        assert np.array_equal(here.p, there.p.T, equal_nan=True)
        assert [list(row) for row in here.judged] == [*map(list, zip(*there.judged, strict=True))]


def test_what_is_not_on_the_map_changes_nothing_in_it(town):
    """A finer map has the cells of the coarser one: they share their luck."""
    coarse = lay(town, X, f"{SUCCESS}=[40%, 60%]", **FEW).answer
    fine = lay(town, X, Y, **FEW).answer
    for here, there in zip(coarse.panels, fine.panels, strict=True):
        assert here.judged == (there.judged[0], there.judged[2])


def test_a_law_keeps_its_shape_and_takes_the_values_as_its_mean(town):
    answer = lay(town, f"{BUILD}=6 months..14 months/3", Y, **FEW).answer
    assert answer.x.is_law and answer.x.name.en.endswith("(mean)")
    assert answer.x.plan == pytest.approx(10)
    assert answer.command == (), "no --set holds the mean of a law"
    flat = town.with_({BUILD: "10 months", SUCCESS: "50%"}).run(**FEW, workers=1)
    (idle,) = (p for p in answer.panels if (p.space, p.side) == ("factory", "idle"))
    assert idle.judged[1][1].probability.holds + idle.judged[1][1].probability.fails == 6
    assert flat.verdict.spaces  # a constant is another scenario; it plays too


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        (RATE, [1.0, 1.25, 1.5, 1.75, 2.0]),
        (f"{RATE}=12 per year..24 per year/3", [1.0, 1.5, 2.0]),
        (f"{RATE} = [24 per year, 12 per year]", [1.0, 2.0]),
        ({RATE: ["1 per month", "12 per year", "2 per month"]}, [1.0, 2.0]),
    ],
)
def test_values_are_read_and_ascend(town, asked, values):
    assert read_axis(town.spec, "x", asked).values == pytest.approx(values)


@pytest.mark.parametrize(
    ("values", "ticks", "unit"),
    [
        ("1 month..3 months", ["1", "1.5", "2", "2.5", "3"], "months"),
        ("15 days..45 days/3", ["15 days", "1 month", "1.5 months"], None),
        ("[90 天, 1 year]", ["3", "12"], "months"),
    ],
)
def test_the_edge_of_a_map_says_the_unit_once_where_it_is_one(town, values, ticks, unit):
    axis = read_axis(town.spec, "x", f"stages.research.patience={values}")
    assert [tick.en for tick in axis.ticks] == ticks
    assert (axis.unit and axis.unit.en) == unit


@pytest.mark.parametrize(
    "path",
    [
        *("cycles.funding.linear.2029-01", "top_down.output_growth", "top_down.density"),
        *("supply.labs-2022-25.area", "opening.growth", "stages.research.closes"),
    ],
)
def test_values_over_a_range_are_those_of_a_scenario_that_has_them_set(path):
    """Factors, money, areas, growth and hazards: read back they are the same to the last bit."""
    baseline = Scenario.load(os.path.relpath(ROOT / "scenarios" / "baseline.yaml"))
    axis = read_axis(baseline.spec, "y", path)
    for written, value in zip(axis.written, axis.values, strict=True):
        assert leaves(baseline.with_({path: written}).spec)[path].value == value
    low, high = leaves(baseline.spec)[path].range
    assert (axis.values[0], axis.values[-1]) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("x", "y", "zh", "en"),
    [
        ("", Y, "--x 看不懂", "--x cannot be read"),
        (f"{RATE}=fast", Y, "--x 看不懂", "write PATH, PATH=LOW..HIGH/COUNT"),
        (f"{RATE}=", Y, "--x 看不懂", "--x cannot be read"),
        ("stages.research.sucess", Y, "是否 stages.research.success", "did you mean"),
        ("supply.hall.start", Y, "是日期", "is a date"),
        ("supply.hall.area", Y, "没有区间", "has no range, so its values must be given"),
        ("confidence=[70%, 80%]", Y, "标尺", "--set confidence="),
        ("signals.waiting=[4%, 5%]", Y, "也改变不了结论", "nor how it is judged"),
        (f"{RATE}=[18 per year]", Y, "不同的值", "different values, not 1"),
        (f"{RATE}=12 per year..24 per year/40", Y, "不同的值", f"2 to {MOST} different values"),
        (f"{RATE}=12 months..24 per year", Y, "频率", "a rate"),
        (f"{SUCCESS}=[40%, 60%]", Y, "同一个数", "both axes are"),
    ],
)
def test_what_is_no_axis_is_refused_in_both_languages(town, x, y, zh, en):
    with pytest.raises(RefusedError) as refused:
        lay(town, x, y, **FEW)
    assert zh in refused.value.words.zh
    assert en in refused.value.words.en


def test_what_the_scenario_refuses_is_told_as_of_a_file(town):
    with pytest.raises(ScenarioError) as refused:
        lay(town, X, "stock.lab.parks.east=[50%, 70%]", **FEW)
    assert {problem.code for problem in refused.value.problems} == {"E510"}


def test_types_are_chosen_and_unknown_ones_refused(town):
    (panel,) = lay(town, X, Y, ["lab"], **FEW).answer.panels
    assert (panel.space, panel.side) == ("lab", "shortage")
    with pytest.raises(RefusedError, match="lob"):
        lay(town, X, Y, ["lob"], **FEW)
    bare = town.with_({"standards": {}})
    with pytest.raises(RefusedError, match="no standard judges"):
        lay(bare, X, Y, **FEW)


def test_own_worlds_are_those_near_each_cell(town):
    """Brute force: the nearest worlds by hand, their shares from the futures of a run."""
    answer = lay(town, f"{RATE}=14 per year..22 per year/3", Y, own=True, replications=200).answer
    assert (answer.own, answer.replications, len(answer.worlds)) == (True, 200, 100)
    (panel,) = (p for p in answer.panels if p.space == "lab")
    spec, settings = town.spec, town.settings()
    played = verb.scenarios_played([town.loaded], settings, 200, JobRunner())[0]
    plans = verb.Plans(spec, settings)
    steps = np.array(
        [
            [(plans.drawn(w)[RATE] * 12 - 18) / 4, (plans.drawn(w)[SUCCESS] - 0.5) / 0.1]
            for w in range(100)
        ]
    )
    inside = [w for w in range(100) if np.abs(steps[w]).max() <= 1]
    nearest = sorted(inside, key=lambda w: float((steps[w] ** 2).sum()))[: answer.nearest]
    flags = played.values["shortage_holds.lab"]
    fails = sum(1 - flags[2 * w + k] for w in nearest for k in (0, 1))
    assert judged(panel, 1, 1).probability.fails == fails
    assert any(cell is None for row in panel.judged for cell in row), "a corner has too few"


@pytest.mark.parametrize(
    ("options", "en"),
    [
        ({"x": "supply.hall.area=[4000 m², 8000 m²]"}, "is the same in all worlds"),
        ({"central": True}, "leave out one of the two"),
    ],
)
def test_own_worlds_that_do_not_differ_are_refused(town, options, en):
    with pytest.raises(RefusedError, match=en):
        lay(town, **{"x": X, "y": Y, "own": True, **options})


def test_planted_a_cell_that_plays_its_neighbour_is_found(town, monkeypatch):
    """Rows and columns mixed up: brute force sees it."""
    points = verb._points
    monkeypatch.setattr(verb, "_points", lambda axes, size: points(axes[::-1], size))
    with pytest.raises(AssertionError):
        test_a_map_is_brute_force_on_nine_cells(town)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_answer_says_where_the_word_turns():
    """Made by hand: short from 60 % on across, with a probability that rises by 0.25 a step."""
    town = Scenario.load(os.path.relpath(RIVERBEND))
    x, y = "stages.research.success=[20%, 40%, 60%, 80%]", "stock.lab.occupied=[30%, 50%]"
    answer = lay(town, x, y, ["factory"], replications=40).answer
    (panel,) = answer.panels
    cells = [replace(panel.judged[0][0]) for _ in range(4)]
    shares = [0, 4, 24, 40]
    words = ["adequate", "unclear", "short", "short"]
    row = tuple(
        replace(
            cell,
            word=word,
            probability=replace(cell.probability, holds=40 - n, fails=n, share=1 - n / 40),
        )
        for cell, word, n in zip(cells, words, shares, strict=True)
    )
    other = (row[0],) * 4
    made = replace(answer, panels=(replace(panel, judged=(other, row)),))
    said = squeezed(screen(made, "en").split("ANSWER")[1])
    assert "across, adequate at 20%, cannot tell at 40%, short at 60% to 80% (turns at 44%)" in said
    assert "up, adequate at 30%, cannot tell at 50%" in said
    assert "(up 50%, across 40%)" in said, "nearest to the plan, 50 % both"
    zh = screen(made, "zh").split("答案")[1].replace("\n", "").replace(" ", "")
    assert "横向20%够用，40%尚难判定，60%至80%不足（44%处转折）" in zh
    lines = made.lines(made.panels[0], made.turn)
    assert [*lines[0]] == pytest.approx([0.6, 0.3 + 0.2 / 3, 0.44, 0.5])
    drawn = figure.data(made, lay(town, x, y, ["factory"], **FEW).origin)
    assert drawn.head.title.en.endswith("the word turns where Research · success is 44%")


def test_a_map_of_many_cells_shows_words_alone_and_fits(town):
    x = f"{RATE}=12 per year..24 per year/{MOST}"
    answer = lay(town, x, f"{SUCCESS}=[40%, 60%]", replications=2).answer
    for lang in ("zh", "en", "both"):
        with held(80):
            shown = screen(answer, lang)
        assert max(map(width, shown.splitlines())) <= 80


def test_the_figure_shows_every_panel_and_draws_no_line_where_there_is_none(town):
    finding = lay(town, X, Y, **FEW)
    (panels,) = finding.figures("both")
    assert list(panels) == ["shortage.lab", "idle.factory"]
    data = panels.data
    assert not panels.boxes
    for panel in finding.answer.panels:
        shown = data.panels[f"{panel.side}.{panel.space}"]
        assert np.array_equal(shown.p, panel.p, equal_nan=True)
        assert set(shown.lines) == {0.2, 0.8}
    ends = panels["shortage.lab"].get_xlim()
    assert ends[0] < data.across.plan < ends[1]


@pytest.mark.parametrize("which", ["figure_subtitle", "figure_subtitle_own"])
def test_what_the_subtitle_says_is_not_cut(which):
    said = MAP[which].fill(turn="20%", sure="80%", n="100", nearest="25", seed="20231016")
    if which == "figure_subtitle":  # own worlds go on from the past where there is one
        said = MAP["from_ranges"].fill(subtitle=said)
    assert max(wide(line, SMALL) for line in said.lines("both")) <= RIGHT - LEFT


def command(out: Path) -> list[str]:
    words = ["map", str(TOWN), "--x", X, "--y", Y, "--replications", "4", "--out", str(out)]
    return [*words, "--lang", "en"]


def test_on_the_command_line_it_ends_the_same_when_killed(tmp_path, capsys):
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    killed(command(broken), 3)
    assert len(list(broken.rglob("jobs/*/[!.]*.json"))) == 3
    assert not list(broken.glob("town/*")), "an answer before all cells were played"
    for out in (broken, whole):
        assert main(command(out)) == 0
    said = capsys.readouterr().out
    assert "ANSWER" in said
    files = [
        {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
        for out in (broken, whole)
    ]
    assert files[0] == files[1]
    (folder,) = whole.glob("town/map-*")
    cells = pd.read_csv(folder / "cells.csv")
    assert list(cells.columns[:6]) == [RATE, SUCCESS, "x", "y", "space", "side"]
    assert len(cells) == 9 * 2
    assert {p.name for p in (folder / "figures").iterdir()} >= {"26-map.png", "26-map.svg"}
    answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    assert len(answer["panels"][0]["cells"]) == 3
    played = shlex.split(re.sub(r"\\\n", " ", said.split("played alone:")[1].split("ANSWER")[0]))
    assert played[played.index("run") :][0] == "run"
    assert main([*played[played.index("run") :], "--out", str(tmp_path / "one"), "--brief"]) == 0


def test_it_is_the_cells_of_a_sweep_that_are_kept(town, tmp_path):
    from sim import sweep

    runner = JobRunner(store=Store(tmp_path))
    vary = {RATE: ["12 per year", "18 per year", "24 per year"], SUCCESS: ["40%", "50%", "60%"]}
    sweep(town, vary, replications=6, runner=runner)
    before = {path.stem for path in tmp_path.rglob("*.json")}
    lay(town, X, Y, **FEW, runner=runner)
    assert {path.stem for path in tmp_path.rglob("*.json")} == before


def test_the_past_is_continued_only_where_no_cell_changes_it(town):
    finding = lay(town, X, Y, **FEW)
    assert finding.parts_in is None
    assert not finding.answer.grounded and not finding.answer.continued
    assert "--own shows" not in screen(finding.answer, "en")
    parted = replace(finding.answer, grounded=True)
    assert "--own shows the worlds that agree" in squeezed(screen(parted, "en"))


def test_refusals_reach_the_terminal_in_one_language(tmp_path, capsys):
    words = ["map", str(TOWN), "--x", "supply.hall.start", "--y", Y, "--out", str(tmp_path)]
    for lang, said in (("zh", "是日期"), ("en", "is a date")):
        assert main([*words, "--lang", lang]) == 2
        assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_own_worlds_of_one_type_on_the_command_line(tmp_path, capsys):
    words = ["map", str(TOWN), "--own", "--x", RATE, "--y", SUCCESS, "--space", "lab"]
    assert main([*words, "--replications", "200", "--json", "--out", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["own"], found["nearest"]) == (True, verb.NEAREST)
    assert [(panel["space"], panel["side"]) for panel in found["panels"]] == [("lab", "shortage")]
    cells = [cell for row in found["panels"][0]["cells"] for cell in row]
    assert None in cells and any(cell for cell in cells)
    written = pd.read_csv(Path(found["folder"]) / "cells.csv")
    assert written["futures"].dropna().eq(2 * verb.NEAREST).all(), "two futures a world"
    assert written["word"].isna().sum() == cells.count(None)
