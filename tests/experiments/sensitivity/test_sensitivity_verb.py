"""`sensitivity` as its users meet it: the command, both languages, JSON, figures, the function."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim import JobRunner, Scenario, sensitivity
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.store import Store
from sim.text.screen import width
from tests.examples import sampled
from tests.figure_texts import text_faults

HERE = Path(__file__).parents[1]
TOWN = HERE.parent / "api" / "town.yaml"
KNOWN = Path(__file__).with_name("known.yaml")
FEW = ["--points", "64", "--trajectories", "10", "--method", "sobol"]
TWO = ["--outcome", "idle_mean", "--outcome", "peak_waiting.lab", "--outcome", "lost_area.research"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where results and jobs are kept: what one test played, the next one finds."""
    return tmp_path_factory.mktemp("out")


@pytest.mark.parametrize("lang", sampled(["both", "zh", "en"], ["en"]))
def test_the_command_answers_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], out: Path, lang: str
) -> None:
    code = main(["sensitivity", str(TOWN), *FEW, *TWO, "--out", str(out), "--lang", lang])
    said = capsys.readouterr()
    assert code == 0
    assert max(width(line) for line in said.out.splitlines() if str(out) not in line) <= 80
    assert ("chance (luck)" in said.out) == (lang != "zh")
    assert ("机遇（运气）" in said.out) == (lang != "en")
    assert ("Measure this next" in said.out) == (lang != "zh")
    told = " ".join(said.err.split())
    assert ("pairs a second" in told) == (lang != "zh")  # told before the run
    assert ("first glance" in told) == (lang != "zh")
    assert ("So far (Morris" in told) == (lang != "zh")  # while it is played
    assert ("每秒" in said.err) == (lang != "en")


def test_json_tables_and_figures_say_the_same(
    capsys: pytest.CaptureFixture[str], out: Path
) -> None:
    assert main(["sensitivity", str(TOWN), *FEW, *TWO, "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    rows = said["outcomes"][0]["indices"]["rows"]
    assert [row["of"] for row in rows][-1] == "chance"
    folder = Path(said["folder"])
    header, *lines = (folder / "indices.csv").read_text("utf-8-sig").splitlines()
    assert header.startswith("outcome,of,S1,S1_low,S1_high,ST")
    assert len(lines) == len(rows) * sum(one["indices"] is not None for one in said["outcomes"])
    plotted = json.loads((folder / "figures" / "17-sobol.json").read_text("utf-8"))
    bars = plotted["panels"]["idle_mean"]["bars"]
    shares = {row["of"]: row["total"]["value"] for row in rows}
    for bar in bars:
        assert bar["total"][0] == pytest.approx(min(1, shares[bar["of"]]), rel=1e-5)
    assert not (folder / "figures" / "11-tornado.json").exists()


def test_the_function_moves_one_at_a_time_and_draws(out: Path) -> None:
    runner = JobRunner(store=Store(out / "jobs"))
    found = sensitivity(
        Scenario.load(KNOWN), ["idle_mean", "idle_holds"], method="tornado", runner=runner
    )
    answer = found.answer
    assert answer.flips is not None and answer.flips.found
    (figure,) = found.figures("en")
    assert figure.data.name == "11-tornado"
    swings = figure.data.panels["idle_mean"].swings  # type: ignore[attr-defined]
    # Of 10 000 m², 70 % and 95 % let instead of 90 %: 2000 m² more idle, 500 m² less.
    assert [swings[0].low, swings[0].high] == pytest.approx([0.2, -0.05])
    assert swings[0].low_conf == pytest.approx(0, abs=1e-9)
    assert "90" in found.screen("zh") and "变为" in found.screen("zh")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--outcome", "idle_meen"], "idle_mean"),
        (["--points", "100"], "power of two"),
        (["--central"], "--central"),
    ],
)
def test_nonsense_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], out: Path, arguments: list[str], says: str
) -> None:
    code = main(["sensitivity", str(TOWN), *arguments, "--out", str(out), "--lang", "en"])
    assert code == 2
    assert says in capsys.readouterr().err


def test_a_scenario_without_ranges_is_refused() -> None:
    plain = Scenario.load(KNOWN).with_(
        {"stock.lab.occupied": "90%", "stages.research.patience": "4 months"}
    )
    with pytest.raises(RefusedError) as error:
        sensitivity(plain)
    assert "range" in error.value.words.zh and "range" in error.value.words.en


def test_a_dry_run_says_what_it_would_take_and_keeps_but_its_first_look(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["sensitivity", str(TOWN), *FEW, "--dry-run", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "Morris 40" in said.err and "Sobol 320" in said.err  # 10 × 4 and 64 × 5 pairs
    assert [path.name for path in tmp_path.iterdir()] == ["jobs"]


def test_an_outcome_that_hardly_varies_says_so_instead_of_showing_noise() -> None:
    sure = Scenario.load(KNOWN).with_({"standards.lab-idle.at_most": "100%"})
    finding = sensitivity(sure, ["idle_holds"], method="morris", trajectories=10)
    answer = finding.answer
    assert answer.outcomes[0].usual == 1
    assert answer.outcomes[0].effects == ()
    assert answer.next() == []
    assert "holds in 100% of the futures" in finding.screen("en")


def test_a_screening_alone_has_no_empty_panel() -> None:
    town = Scenario.load(TOWN).with_({"replications": 2})
    finding = sensitivity(town, ["idle_mean"], method="morris", trajectories=10)
    (panels,) = (one for one in finding.figures("en") if one.data.name == "17-sobol")
    assert [*panels] == ["idle_mean/morris"] and text_faults(panels) == []
    assert all(ax.lines for ax in panels.figure.axes)
    assert "S1" not in panels.data.head.subtitle.en
