"""The story of a run says what its verdict and its tables say."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sim import Scenario
from sim.measures.statistics import rank_correlation, threshold
from sim.measures.verdict.judged import IDLE, SHORT
from sim.report.oversupply import _for_good
from sim.text.screen import whole
from sim.text.verdict import LEFT_OUT, VERDICTS

ROOT = Path(__file__).parents[2]
N = 24


@pytest.fixture(scope="module")
def told():
    run = Scenario.load(ROOT / "tests" / "experiments" / "chain.yaml").run(N)
    return SimpleNamespace(run=run, page=run.story())


def test_it_opens_with_the_name_and_the_verdict(told):
    spec = told.run.scenario.spec
    first = told.page.splitlines()[0]
    assert first == f"# {' '.join(dict.fromkeys([spec.name.zh, spec.name.en]))}"
    sides = [side for one in told.run.verdict.spaces for side in (one.shortage, one.idle)]
    tested = [side for side in sides if side.probability.share is not None]
    assert {side.word in (SHORT, IDLE) for side in tested} == {True, False}
    for side in tested:
        bad = side.word in (SHORT, IDLE)
        share = (side.probability.failing if bad else side.probability).share
        assert f"{VERDICTS[side.word].en} {whole(share)}% (" in told.page


def test_every_section_is_there_once_in_order(told):
    found = [line for line in told.page.splitlines() if line.startswith("## ")]
    numbers = [line.split(". ")[0][-1] for line in found[1:]]
    assert numbers == [str(number) for number in range(1, len(found))]


def test_the_table_of_shortages_is_the_verdicts(told):
    for place in told.run.verdict.signals:
        if place.park is None and place.shortage.p50:
            assert (
                f"{place.shortage.p50} ({place.shortage.p10} – {place.shortage.p90})" in told.page
            )


def test_what_is_left_out_is_said(told):
    assert all(LEFT_OUT[key].en in told.page for key in told.run.verdict.left_out)


def test_the_yearly_table_is_that_of_the_run(told):
    """Net newly let since the opening, from the monthly table of the run."""
    series = told.run.series
    year = told.run.verdict.record[1][:4]
    months = series.groupby(["replication", "month"], observed=True)["absorption"].sum()
    total = months.groupby("replication").sum().mean() / 1e4
    (row,) = [line for line in told.page.splitlines() if line.startswith(f"| {year} |")]
    assert float(row.split("|")[3]) == pytest.approx(total, abs=0.006)


def test_the_same_run_tells_the_same_story(told):
    assert told.run.scenario.run(N).story() == told.page


def test_it_is_saved_with_the_run_also_in_brief(told, tmp_path):
    folder = told.run.save(tmp_path, brief=True)
    for lang in ("zh", "en"):
        page = (folder / f"story.{lang}.md").read_text(encoding="utf-8")
        assert page == told.run.story(lang)
        assert len(page) < len(told.page)
    assert not (folder / "series.parquet").exists()
    assert not (folder / "figures").exists()


def test_ahead_for_good_is_from_the_last_month_behind():
    lead = np.array(
        [
            [0.0, 1.0, -1.0, 2.0, 3.0],
            [0.0, 1.0, 1.0, 1.0, 1.0],
            [0.0, 1.0, 1.0, 1.0, 0.0],
            [0.0, -1.0, -1.0, -1.0, -1.0],
        ]
    )
    np.testing.assert_array_equal(_for_good(lead), [2.0, 0.0, np.nan, np.nan])


def test_rank_correlation_by_hand():
    # Ranks 1 2 3 4 and 2 1 4 3: Σd² = 4, ρ = 1 − 6·4 ÷ (4·15) = 0.6.
    assert rank_correlation(np.arange(4.0), np.array([5.0, 1.0, 9.0, 8.0])) == pytest.approx(0.6)
    x = np.array([0.3, 0.1, 0.7, 0.2])
    assert rank_correlation(x, np.exp(x)) == pytest.approx(1.0)
    assert rank_correlation(x, -(x**3)) == pytest.approx(-1.0)
    assert rank_correlation(x, np.ones(4)) == 0.0


def test_ties_share_their_mean_rank():
    # Ranks 1.5 1.5 3 against 1 2 3: r = 1.5 ÷ √(1.5·2).
    found = rank_correlation(np.array([0.0, 0.0, 1.0]), np.array([1.0, 2.0, 3.0]))
    assert found == pytest.approx(1.5 / np.sqrt(3.0))


def test_chance_alone_seldom_passes_the_threshold():
    """Of 400 tables of 20 numbers that have nothing to do with the outcome, 5 % show one.

    Bound: 5 % and three standard errors, √(0.05·0.95/400) = 1.1 points each.
    """
    random, tests, worlds, tables = np.random.default_rng(7), 20, 40, 400
    bound, hits = threshold(tests, worlds), 0
    for _ in range(tables):
        outcome = random.random(worlds)
        numbers = random.random((tests, worlds))
        hits += any(abs(rank_correlation(one, outcome)) > bound for one in numbers)
    assert hits / tables <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / tables)
    assert hits > 0


def test_a_project_that_no_pool_can_hold_is_named():
    chain = Scenario.load(ROOT / "tests" / "experiments" / "chain.yaml")
    beyond = {"label": {"zh": "巨作", "en": "Giant"}, "area": "350 m²", "basis": "lettable"}
    giant = {"track": "firm", "entry": "make", "date": "2024-03", **beyond}
    waits = {"stages.make.patience": "forever", "demand.giant": giant}
    page = chain.with_(waits).run(2).story()
    assert "**Giant** asks 350 m² (lettable), but no pool it may use ever has more than 300" in page
    fits = {**waits, "demand.giant": {**giant, "area": "300 m²"}}
    assert "**Giant**" not in chain.with_(fits).run(2).story()


def test_what_is_held_back_is_told_as_worked_out():
    """pause.log: of 270 m² that wait, 30 are dropped and none waits at the end."""
    tiny = ROOT / "tests" / "scenarios" / "tiny"
    page = Scenario.load(tiny / "pause.yaml").with_({"area_unit": "m²"}).run(2, workers=1).story()
    (said,) = [line for line in page.splitlines() if line.startswith("Held back")]
    assert "(1000 m2): 0.27 waited, of which 0.03 were dropped and 0 still waited" in said
    assert "Held back" not in Scenario.load(tiny / "trigger.yaml").run(2, workers=1).story()


def test_moves_are_told_where_leases_have_terms(told):
    leasing = Scenario.load(ROOT / "tests" / "golden" / "leasing.yaml").run(6, workers=1)
    told_moves, page = leasing.moves, leasing.story()
    pairs = told_moves.groupby(["from_park", "from_space", "park", "space"], observed=True)
    counts = pairs["moves"].sum()
    left, space, to, other = counts.idxmax()
    assert f"{left} {space} → {to} {other}" in page
    assert "tenants a year move within the city" in page
    assert "tenants a year move within the city" not in told.page
    assert LEFT_OUT["moves"].en in told.page
    assert LEFT_OUT["moves"].en not in page
    last = leasing.vintages["month"].max()
    ends = leasing.vintages[leasing.vintages["month"] == last].groupby(["space", "park"])
    mean = ends[["capacity_old", "leased_old"]].mean().loc[("factory", "south")]
    vacant = whole(1 - mean["leased_old"] / mean["capacity_old"])
    assert f"| south·factory south factory | {vacant}% |" in page
