"""`overview` says of each scenario what `run`, `compare` and `required` say of it alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim import Scenario, overview, required
from sim.experiments.answer import RefusedError
from sim.experiments.overview.answer import likeliest
from sim.experiments.overview.figure import data, draw
from sim.experiments.overview.screen import page, screen
from sim.measures.verdict.indicators import indicators
from sim.measures.verdict.judged import judgement
from sim.runs.grounded import AcceptedFutures
from sim.text.screen import width

HERE = Path(__file__).parents[1]
N, FUTURES = 8, 40


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    return [Scenario.load(HERE / f"{name}.yaml") for name in ("village", "chain")]


@pytest.fixture(scope="module")
def found(scenarios):
    return overview(*scenarios, replications=N, outcomes=["idle_mean"])


def test_a_row_says_what_the_run_says(scenarios, found):
    for scenario, row in zip(scenarios, found.answer.rows, strict=True):
        verdict = scenario.run(N).verdict
        assert row.id == scenario.id
        assert row.sides == (verdict.shortage, verdict.idle)
        likely = [p for p in verdict.signals if p.park is None and p.shortage.happens.holds]
        if row.shortage is None:
            assert not likely
        else:
            (same,) = [place for place in likely if place.space == row.shortage.space]
            assert row.shortage.share == same.shortage.happens.share
            month = f"{row.shortage.month // 12:04d}-{row.shortage.month % 12 + 1:02d}"
            assert month == same.shortage.p50
            assert all(p.shortage.happens.share <= row.shortage.share for p in likely)


def test_a_grounded_row_says_what_the_grounded_run_says():
    """Each accepted future is a world of its own: no two of them are one cluster."""
    village = Scenario.load(HERE / "village.yaml")
    rows = tuple({"stages.research.success": 0.2 + 0.6 * k / N} for k in range(N))
    kept = AcceptedFutures(11, tuple(range(N)), rows)
    (row,) = overview(village, replications=N, grounded=kept).answer.rows
    verdict = village.run(N, grounded=kept).verdict
    assert row.sides == (verdict.shortage, verdict.idle)
    assert row.side("idle").probability.effective == N


def test_what_decides_is_what_the_run_says():
    """The village varies one number that matters; eight futures are too few to tell anything."""
    village = Scenario.load(HERE / "village.yaml")
    rate = {"value": "6 per year", "range": ["1 per year", "12 per year"]}
    unsure = village.with_({f"demand.{next(iter(village.spec.demand))}.rate": rate})
    for futures in (8, 40):
        (row,) = overview(unsure, replications=futures).answer.rows
        told = unsure.run(futures).verdict.break_even
        assert told is not None and row.deciding == told.deciding
        assert (row.deciding is None) == (futures == 8)
    lines = screen(overview(unsure, replications=40).answer, "en")
    assert "what decides" in lines and row.deciding.name.en.split(" ")[0] in lines


def test_the_first_futures_can_be_played_again(scenarios, found):
    for scenario, row in zip(scenarios, found.answer.rows, strict=True):
        run = scenario.run(2)
        again = indicators(run.tallies, run.plan, scenario.spec).values
        assert {*row.first} == {*again}
        for name, values in row.first.items():
            np.testing.assert_array_equal(np.array(values, dtype=float), again[name])


def test_required_is_that_of_the_verb(scenarios):
    none, one = scenarios
    assert overview(none, replications=2, required=FUTURES).answer.rows[0].takes == ()
    row = overview(one, replications=2, required=FUTURES).answer.rows[0]
    alone = required(one, replications=FUTURES).answer
    assert [take.space for take in row.takes] == [need.space for need in alone.needs]
    for take, need in zip(row.takes, alone.needs, strict=True):
        at = need.row(alone.confidence)
        assert (take.value, take.low, take.high) == (at.value, at.low, at.high)
        if at.value is not None:
            assert take.total == need.lever.total(at.value)


def test_order_changes_no_row(scenarios, found):
    turned = overview(*reversed(scenarios), replications=N, outcomes=["idle_mean"])
    assert {row.id: row for row in turned.answer.rows} == {row.id: row for row in found.answer.rows}


def test_likeliest_is_the_most_frequent_then_the_earliest():
    nan = np.nan
    values = {
        "first.a": np.array([24300.0, nan, nan, nan]),
        "first.b": np.array([24310.0, 24320.0, nan, nan]),
        "first.c": np.array([24305.0, 24306.0, nan, nan]),
    }
    begin = likeliest(values, "first", "abcd")
    assert begin is not None
    assert (begin.space, begin.share, begin.month) == ("c", 0.5, 24305)
    assert likeliest({"first.a": np.array([nan])}, "first", "a") is None


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_screen_fits(found, lang):
    lines = found.screen(lang).splitlines()
    assert max(map(width, lines)) <= 80
    for row in found.answer.rows:
        assert any(row.name[0 if lang == "zh" else 1].split()[0] in line for line in lines)


def test_the_page_has_a_row_a_scenario(found):
    head, rule, *rows = page(found.answer, "both").splitlines()
    assert [row.count("|") for row in (rule, *rows)] == [head.count("|")] * (len(rows) + 1)
    assert len(rows) == len(found.answer.rows)


@pytest.mark.parametrize(
    ("side", "holds", "says"),
    [
        ("shortage", 40, "够用 adequate 100 (91-100)"),
        ("shortage", 4, "不足 short 90 (77-96)"),
        ("idle", 0, "富余过多 too idle 100 (91-100)"),
        ("shortage", 30, "尚难判定，成立 cannot tell, holds 75 (60-86)"),
    ],
)
def test_beside_a_word_stands_how_often_it_is_so(found, side, holds, says):
    """Wilson's interval of 40 futures, against 80 %."""
    one = judgement(side, (np.arange(40) < holds).astype(np.int8), np.arange(40), 0.8)
    row = replace(found.answer.rows[0], sides=(one,))
    (_, _, cells) = page(replace(found.answer, rows=(row,)), "both").splitlines()
    assert cells.split(" | ")[1] == says


def test_the_figure_shows_every_scenario(found):
    plot = data(found.answer, found.origin)
    panels = draw(plot)
    assert [*panels] == ["shortage", "idle"]
    for side, dots in plot.panels.items():
        judged = [next(s for s in row.sides if s.side == side) for row in found.answer.rows]
        assert [dot.word for dot in dots] == [one.word for one in judged]


def test_it_saves_its_tables(found, tmp_path):
    folder = found.save(tmp_path)
    assert {"scenarios.csv", "first.csv", "answer.json"} <= {p.name for p in folder.iterdir()}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"replications": 3}, "even"),
        ({"outcomes": ["output.1066"]}, "no scenario has"),
    ],
)
def test_nonsense_is_refused(scenarios, change, says):
    with pytest.raises(RefusedError, match=says):
        overview(*scenarios, **{"replications": 2, **change})


def test_a_changed_copy_stands_beside_its_parent_by_what_is_changed(scenarios):
    town = scenarios[0]
    path = next(path for path in town.numbers if path.endswith(".rate"))
    rows = overview(town, town.with_({path: "3 per year"}), replications=2).answer.rows
    assert [row.id for row in rows] == [town.id, f"{town.id}-2"]
    assert rows[1].name[1] == f"{rows[0].name[1]} · {path} = 3 per year"


def test_one_that_stands_twice_is_refused(scenarios):
    with pytest.raises(RefusedError, match="stands twice"):
        overview(scenarios[0], scenarios[0], replications=2)


def test_scenarios_of_one_name_are_told_apart(found):
    rows = tuple(replace(row, name=("村", "A | <b>")) for row in found.answer.rows)
    same = replace(found.answer, rows=rows)
    assert same.names == {one: (f"村 ({one})", f"A | <b> ({one})") for one in ("village", "chain")}
    assert r"[村 (chain) A \| \<b> (chain)](../scenarios/chain.yaml)" in page(same, "both")
    assert "村 (village)" in screen(same, "zh")
    assert [name.zh for name in data(same, found.origin).names] == ["村 (village)", "村 (chain)"]
