"""Discover: planted boxes, luck that must not pass for a finding, EMA's answer, and the verb."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from sim import JobRunner, Scenario, discover
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.discover.boxes import FREE, Box, Sample, quality, quasi_p
from sim.experiments.discover.function import spread
from sim.experiments.discover.method import agreement
from sim.experiments.discover.method import discover as found_in
from sim.experiments.discover.search import ALPHA, find, rules, trajectory
from sim.experiments.points import Point, played
from sim.runs.grounded import AcceptedFutures
from sim.runs.settings import Plans
from sim.scenario.errors import ScenarioError
from sim.text.screen import width

ROOT = Path(__file__).parents[3]
TOWN = ROOT / "tests" / "api" / "town.yaml"
EMA = Path(__file__).with_name("prim_of_ema.json")
RATE, SUCCESS = "demand.startups.rate", "stages.research.success"


def table(rows: int, columns: int, seed: int = 1) -> np.ndarray:
    """Uniform numbers that are the same on every machine (splitmix64)."""
    z = np.arange(1, rows * columns + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z += np.uint64((seed - 1) * 0x632BE59BD9B4E019 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z = (z ^ (z >> np.uint64(shift))) * np.uint64(factor)
    z ^= z >> np.uint64(31)
    return ((z >> np.uint64(11)).astype(float) / 2**53).reshape(rows, columns)


def planted(worlds: int, inputs: int, inside: float, outside: float, seed: int = 1) -> Sample:
    """Worlds that fail with one probability where x0 > 0.6 and x1 < 0.4, with another elsewhere."""
    u = table(worlds, inputs + 2, seed)
    x = u[:, :inputs]
    p = np.where((x[:, 0] > 0.6) & (x[:, 1] < 0.4), inside, outside)
    return Sample(x, u[:, inputs:] < p[:, None])


def test_prim_finds_the_boxes_of_the_ema_workbench():
    """Peeling, pasting, coverage, density and quasi-p-values, box by box."""
    u = table(400, 7)
    x = u[:, :6]
    p = np.where((x[:, 0] > 0.6) & (x[:, 1] < 0.4), 0.9, 0.1)
    sample = Sample(x, (u[:, 6] < p)[:, None])
    theirs = json.loads(EMA.read_text(encoding="utf-8"))["boxes"]
    ours = trajectory(sample, range(6))
    assert len(ours) == len(theirs) > 50
    for box, other in zip(ours, theirs, strict=True):
        limits = {"abcdef"[index]: ends for index, ends in sorted(box.limits.items())}
        expected = {
            name: (-np.inf if low is None else low, np.inf if high is None else high)
            for name, (low, high) in other["limits"].items()
        }
        assert limits == {name: pytest.approx(ends) for name, ends in expected.items()}
        found = quality(box, sample)
        for name in ("coverage", "density", "mass"):
            assert getattr(found, name) == pytest.approx(other[name])
        for index, end in box.sides:
            value = quasi_p(box, box.freed(index, end), sample)
            assert value == pytest.approx(other["quasi_p"]["abcdef"[index]][end], abs=1e-12)


def test_the_quasi_p_value_is_the_binomial_tail():
    sample = planted(300, 3, 0.9, 0.1)
    alone = Sample(sample.x, sample.fails[:, :1])  # one replication a world: no design effect
    box = Box({0: (0.5, np.inf), 1: (-np.inf, 0.5)})
    inside, wider = (alone.part(b.inside(alone.x)) for b in (box, box.without(1)))
    exact = binomtest(inside.cases, len(inside.x), wider.fails.mean(), alternative="greater")
    assert quasi_p(box, box.without(1), alone) == pytest.approx(exact.pvalue)
    twice = Sample(sample.x, np.repeat(sample.fails[:, :1], 2, axis=1))  # alike: nothing is gained
    assert quasi_p(box, box.without(1), twice) == pytest.approx(exact.pvalue)


def test_a_planted_box_without_chance_is_found_to_a_slice():
    """Each of its two sides may be off by one slice, which is ALPHA of the worlds in it."""
    sample = planted(1000, 5, 1.0, 0.0)
    box, _, dense = find(sample, 0.95)
    assert dense
    assert box.sides == [(0, 0), (1, 1)]
    truth = sample.y == 1
    wrong = (box.inside(sample.x) != truth).sum()
    assert wrong <= 2 * ALPHA * truth.sum() + 2


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_planted_box_is_found_among_sixty_noisy_inputs(seed):
    """Its density on worlds not used lies within 4 standard errors of what was planted, 0.9."""
    sample = planted(800, 60, 0.9, 0.1, seed)
    found = found_in(sample, 0.8)
    assert set(found.box.box.limits) == {0, 1}
    assert found.proven
    assert all(side.quasi_p < 0.001 for side in found.sides)
    truth = (sample.x[1::2, 0] > 0.6) & (sample.x[1::2, 1] < 0.4)
    inside = found.box.box.inside(sample.x[1::2])
    planted_density = np.where(truth, 0.9, 0.1)[inside].mean()
    error = np.sqrt(planted_density * (1 - planted_density) / (2 * inside.sum()))
    assert abs(found.box.unused.density - planted_density) < 4 * error
    assert (truth & inside).sum() / truth.sum() > 0.6  # most of the region that was planted


def test_luck_passes_for_a_finding_where_it_was_found_but_not_on_the_other_half():
    """The defect that the second half guards against: a box judged by the worlds that shaped it.

    Where nothing but chance decides, the lower end of a 95 % interval lies above the truth in at
    most 2.5 % of cases; the base is estimated too, which makes it twice as often at most.
    """
    judged = [found_in(planted(200, 20, 0.3, 0.3, seed), 0.8) for seed in range(1, 41)]
    boxes = [one for one in judged if one.box.box.limits]
    fooled = sum(one.box.used.low > one.base.density for one in boxes)
    proven = sum(one.proven for one in boxes)
    assert fooled > len(boxes) / 2 > 0
    assert proven <= binom.ppf(0.9999, len(boxes), 0.05)


def test_cart_finds_the_planted_rule():
    sample = planted(1000, 5, 1.0, 0.0)
    (rule,) = rules(sample, 0.8)
    assert rule.sides == [(0, 0), (1, 1)]
    assert rule.limits[0][0] == pytest.approx(0.6, abs=0.02)
    assert rule.limits[1][1] == pytest.approx(0.4, abs=0.02)


def test_cart_without_its_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(RefusedError, match=r"sklearn is missing: .*zhizao\[study\]"):
        rules(planted(100, 2, 1.0, 0.0), 0.8)


def test_the_two_halves_are_every_other_world():
    sample = planted(100, 3, 0.9, 0.1)
    found = found_in(sample, 0.8)
    assert found.box.used == quality(found.box.box, sample.part(slice(0, None, 2)))
    assert found.box.unused == quality(found.box.box, sample.part(slice(1, None, 2)))
    assert found.base.density == sample.fails[1::2].mean()


def test_agreement_is_how_often_the_other_future_fails_too():
    fails = np.array([[1, 1], [1, 0], [0, 1], [0, 0]], np.bool_)
    assert agreement(fails) == 0.5  # of four failures two have a failing twin


def test_everything_has_full_coverage_and_an_empty_box_none():
    sample = planted(100, 2, 0.9, 0.1)
    assert quality(FREE, sample).coverage == quality(FREE, sample).mass == 1
    empty = quality(Box({0: (2.0, 3.0)}), sample)
    assert (empty.density, empty.coverage, empty.worlds) == (None, 0, 0)


@pytest.fixture(scope="module")
def town() -> Scenario:
    return Scenario.load(TOWN)


@pytest.fixture(scope="module")
def finding(town):
    bounds = {"from": "6 per year", "to": "36 per year"}
    return discover(town, "peak_waiting.lab > 2200", {RATE: bounds}, worlds=100)


def test_more_startups_are_found_to_fill_the_laboratories(finding):
    answer = finding.answer
    (first, *_) = sorted(answer.discovery.sides, key=lambda side: side.freed.density)
    assert (answer.inputs[first.index].path, first.end) == (RATE, 0)
    assert answer.discovery.proven
    assert "above" in answer.statement.en
    assert answer.sample.fails.shape == (100, 2)


def test_the_inputs_are_those_that_were_played(town, finding):
    drawn = Plans(town.spec, town.settings()).drawn(17)
    given = {
        one.path: x
        for one, x in zip(finding.answer.inputs, finding.answer.sample.x[17], strict=True)
    }
    assert given.keys() == drawn.keys() == {RATE, SUCCESS, "stock.lab.occupied"}
    assert {path: given[path] for path in drawn if path != RATE} == {
        path: value for path, value in drawn.items() if path != RATE
    }


def test_a_spread_number_is_held_in_its_world(town):
    bounds = {"from": "20%", "to": "80%"}
    finding = discover(town, "peak_waiting.lab > 2200", {SUCCESS: bounds}, worlds=50)
    index = next(i for i, one in enumerate(finding.answer.inputs) if one.path == SUCCESS)
    values = finding.answer.sample.x[:, index]
    assert finding.answer.inputs[index].spread
    # Sobol: of 64 points one lies in each 64th; so do the first 50 of them.
    assert len(set(((values - 0.2) / 0.6 * 64).astype(int))) == 50
    point = Point(range(34, 36), {SUCCESS: values[17]})
    ((_, alone),) = played(town.loaded, town.settings(), [point], JobRunner())
    fails = finding.answer.sample.fails
    assert (fails[17] == (alone.values["peak_waiting.lab"] > 2200)).all()
    assert fails.any() and not fails.all()


@pytest.mark.parametrize("worlds", [50, 64, 101])
def test_each_half_spreads_every_number_over_its_bounds(town, worlds):
    """In each eighth of the bounds lie as many points of a half as evenly spread, give or take two.

    The planted defect, every other point of the sequence, leaves half of the eighths of the second
    number empty.
    """
    bounds = {RATE: (6 / 12, 36 / 12), SUCCESS: (0.2, 0.8)}
    vary = {
        RATE: {"from": "6 per year", "to": "36 per year"},
        SUCCESS: {"from": "20%", "to": "80%"},
    }
    held = spread(town.loaded, vary, worlds, seed=3)
    assert len({tuple(one.values()) for one in held}) == worlds
    for path, (low, high) in bounds.items():
        eighths = (np.array([one[path] for one in held]) - low) / (high - low) * 8
        for half in (eighths[0::2], eighths[1::2]):
            counts = np.bincount(half.astype(int), minlength=8)
            assert np.abs(counts - len(half) / 8).max() <= 2


FEW = AcceptedFutures(11, tuple(range(49)), ({},) * 49)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"fails": "peak_waiting.lab >= 0"}, r"holds in all of 100 .*; 'peak_waiting.lab > \d+'"),
        ({"fails": "peak_waiting.lab < 0"}, "holds in none of 100 futures"),
        ({"fails": "peak_waiting.lab > 4500"}, r"only \d+ of 100 futures fail, at least 20"),
        ({"fails": "peak_waiting.bal > 1"}, r"'peak_waiting.bal'; did you mean peak_waiting"),
        ({"fails": "idle_holds == 0", "worlds": 49}, "at least 50 worlds"),
        ({"fails": "idle_holds == 0", "grounded": FEW}, "at least 50 worlds"),
        ({"fails": "idle_holds == 0", "density": 1.0}, "between 0 and 1"),
        ({"fails": "idle_holds == 0", "central": True}, "no number varies"),
    ],
)
def test_what_makes_no_sense_is_refused(town, asked, said):
    with pytest.raises(RefusedError, match=said) as error:
        discover(town, **{"worlds": 50, **asked})
    assert error.value.words.zh != error.value.words.en


def test_bounds_that_make_no_sense_are_refused(town):
    with pytest.raises(ScenarioError):
        discover(town, "idle_holds == 0", {SUCCESS: {"from": "50%", "to": "20%"}}, worlds=50)
    with pytest.raises(ScenarioError):
        discover(town, "idle_holds == 0", {"stages.reserch.success": "range"}, worlds=50)


def test_the_suggested_condition_works(town):
    with pytest.raises(RefusedError) as error:
        discover(town, "peak_waiting.lab >= 0", worlds=50)
    condition = error.value.words.en.split("'")[3]
    share = discover(town, condition, worlds=50).answer.base.share
    assert share == pytest.approx(0.25, abs=0.03)


def run(*words: str) -> int:
    return main(["discover", str(TOWN), "--fails", "peak_waiting.lab > 2200", *words])


def test_the_command_answers_in_both_languages_and_again_in_the_same_bytes(tmp_path, capsys):
    screens = {}
    for lang in ("zh", "en", "both"):
        assert run("--worlds", "50", "--out", str(tmp_path), "--lang", lang) == 0
        screens[lang] = capsys.readouterr().out
    answers = {lang: text.split("results:")[0] for lang, text in screens.items()}
    assert "答案" in answers["zh"] and "ANSWER" not in answers["zh"]
    assert "ANSWER" in answers["en"] and "答案" not in answers["en"]
    body = "\n".join(line for line in screens["both"].splitlines() if str(tmp_path) not in line)
    assert max(map(width, body.splitlines())) <= 80
    (folder,) = tmp_path.glob("town/discover-*")
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"answer.json", "worlds.csv", "trajectory.csv", "18-discover.png"} <= names
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    for job in (tmp_path / "jobs").rglob("*.json"):
        job.unlink()
    assert run("--worlds", "50", "--out", str(tmp_path)) == 0
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_json_holds_the_same_numbers(tmp_path, capsys):
    asked = ["--vary", f"{SUCCESS}={{from: 20%, to: 80%}}", "--worlds", "50", "--json"]
    assert run(*asked, "--out", str(tmp_path)) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["worlds"] == 50
    assert data["base"]["fails"] + data["base"]["holds"] == 100
    assert data["box"]["unused"]["density"] <= 1
    assert {"zh", "en"} == set(data["statement"])


def test_the_command_refuses_with_two(tmp_path, capsys):
    asked = ["discover", str(TOWN), "--fails", "x >", "--out", str(tmp_path)]
    assert main([*asked, "--lang", "both"]) == 2
    said = capsys.readouterr().err
    assert "读不懂" in said and "cannot be read" in said
    assert not list(tmp_path.iterdir())
