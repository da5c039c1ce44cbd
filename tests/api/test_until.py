"""`--until`: the number it comes to, and the same result as a run with that number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim import Scenario
from sim.api.reproduce import reproduce
from sim.cli import main
from sim.measures.verdict.precision import BATCH, LEAST, most
from sim.report.verdict_screen import points

TOWN = Path(__file__).parent / "town.yaml"
CHANGE = "standards.lab-wait.share=95%"
"""A standard seldom met, so that it takes more than the least number to know how seldom."""
CAP = 150
MARGIN = 0.035
"""The widest margin here for which one batch more than the least number must be played."""


@pytest.fixture(scope="module")
def town() -> Scenario:
    return Scenario.load(TOWN, [CHANGE])


@pytest.fixture(scope="module")
def run(town):
    return town.run(until=MARGIN, workers=2, engine="compiled")


def answer(capsys, *words):
    code = main(["run", str(TOWN), "--set", CHANGE, "--brief", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_it_ends_when_each_probability_is_known(run):
    assert LEAST < run.replications < most(MARGIN)
    assert run.replications % BATCH == 0
    before = run.scenario.run(run.replications - BATCH, engine="compiled")
    assert run.verdict.margins[0][1] <= MARGIN < before.verdict.margins[0][1]


def test_the_result_is_that_of_a_run_with_the_number_it_came_to(town, run, tmp_path):
    fixed = town.run(run.replications, workers=1, engine="compiled")
    assert fixed.key == run.key
    assert fixed.pools_by_track.equals(run.pools_by_track)
    assert fixed.series.equals(run.series)
    found = reproduce(run.save(tmp_path, brief=True))
    assert found.holds and not found.made_of
    assert {"measures.csv", "verdict.json", "verdict.txt"} <= set(found.same)


def test_both_engines_come_to_the_same_number(town, run):
    assert town.run(until=MARGIN, workers=2, engine="simpy").key == run.key


def test_a_cap_is_kept(town):
    capped = town.run(CAP, until=MARGIN, engine="compiled")
    assert capped.replications == CAP
    assert capped.key == town.run(CAP, engine="compiled").key


@pytest.mark.parametrize("margin", ["3", "0.1%", "60%", "three"])
def test_a_margin_that_means_nothing_is_refused(capsys, margin):
    with pytest.raises(SystemExit) as ended:
        answer(capsys, "--until", margin)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("lang", "enough", "capped"),
    [("zh", "种未来即够", "已到上限"), ("en", "are enough", "the most allowed")],
)
def test_the_command_says_how_many_were_needed(capsys, tmp_path, run, lang, enough, capped):
    words = ["--until", "3.5%", "--lang", lang, "--out", str(tmp_path)]
    code, out, _ = answer(capsys, *words)
    assert code == 0
    line = next(line for line in out.splitlines() if "±3.5" in line)
    assert enough in line and str(run.replications) in line
    assert "±3.5" in line and points(run.verdict.margins[0][1]) in line
    _, out, _ = answer(capsys, *words, "--replications", str(CAP))
    assert capped in out and str(CAP) in out


def test_the_command_names_what_was_never_tested(capsys, tmp_path):
    late = "standards.late={metric: wait, space: lab, within: 36 months, share: 90%}"
    words = ["--until", "3.5%", "--replications", "4", "--lang", "en", "--out", str(tmp_path)]
    _, out, _ = answer(capsys, *words, "--set", late)
    assert "never tested in 4 futures, and so left out: late" in out


def test_as_json_it_tells_the_number_and_the_margins(capsys, tmp_path):
    words = ["--until", "3.5%", "--replications", "4", "--json", "--out", str(tmp_path)]
    _, out, _ = answer(capsys, *words)
    told = json.loads(out)
    assert told["replications"] == 4
    assert all(s["judged"]["probability"]["margin"] > MARGIN for s in told["standards"])
