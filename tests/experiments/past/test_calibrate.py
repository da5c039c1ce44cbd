"""calibrate and backtest: a planted truth is found again, and only the years to fit on count."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import yaml

from sim import JobRunner, Scenario, backtest, calibrate
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.past.counterparts import PlayPast, counterparts
from sim.experiments.past.fitted import SURPRISING
from sim.experiments.past.match_observations import match_observations
from sim.experiments.past.observations import Past, load_past
from sim.experiments.store import Store
from sim.measures.learned import largest_gap
from sim.runs.executors import executor
from sim.runs.grounded import AcceptedFutures, read_accepted
from sim.runs.settings import Plans, Settings, plan_of
from sim.scenario.errors import ScenarioError

HERE = Path(__file__).parents[1]
VILLAGE, PAST = HERE / "village.yaml", HERE / "village-past.yaml"
RATE, SUCCESS = "demand.startups.rate", "stages.research.success"
OCCUPIED = "stock.lab.occupied"
TRUTH = {RATE: 60 / 12, SUCCESS: 0.3, OCCUPIED: 0.45}
WANTED, PLAYS = 100, 4000


def village() -> Scenario:
    return Scenario.load(VILLAGE)


def written(folder: Path, changes: dict[str, dict[str, object]]) -> Path:
    """Write the village's past with some keys of some observations changed."""
    data = yaml.safe_load(PAST.read_text(encoding="utf-8"))
    for name, keys in changes.items():
        data["observations"][name] |= keys
    path = folder / "past.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def lived(folder: Path, replication: int = 0) -> Path:
    """Write the past that the village has when every number is as in TRUTH."""
    scenario, past = village(), load_past(PAST)
    settings = Settings(99, held=TRUTH)
    seen, _ = match_observations(past, scenario.spec, plan_of(scenario.spec, settings, 0))
    work = PlayPast(scenario.loaded, settings, past, seen)
    values = counterparts(work, 2, JobRunner()).values[replication]
    return written(
        folder,
        {
            "starts": {"value": float(values[0] * 2), "discrepancy": "4 per year"},
            "makers": {
                "value": float(values[1] * 3),
                "discrepancy": "4 per year",
                "basket": "halls",
            },
            "vacancy": {"value": f"{values[2] * 100:.4f}%", "discrepancy": "6%"},
            "let": {"value": f"{values[3] * 100:.4f}%", "discrepancy": "10%"},
            "sound": {"value": float(values[4]), "discrepancy": "2 per year"},
        },
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return calibrate(village(), lived(tmp_path_factory.mktemp("lived")), 2029, WANTED, PLAYS)


def accepted(finding, folder: Path) -> AcceptedFutures:
    return read_accepted(finding.save(folder) / "accepted.json", village().spec)


def test_the_planted_truth_lies_among_what_is_kept_and_far_values_do_not(found):
    fit, kept = found.answer.fit, found.more["accepted.json"]
    rows = [dict(zip(kept["paths"], row, strict=True)) for row in kept["rows"]]
    assert WANTED <= fit.accepted == len(rows) < fit.plays <= PLAYS
    for path in (RATE, SUCCESS):
        low, high = np.quantile([row[path] for row in rows], [0.005, 0.995])
        assert low <= TRUTH[path] <= high, path
    # Poisson counts of about 120 tell the rate within some 30%: far rates are rare.
    drawn = Plans(village().spec, village().settings())
    prior = [drawn.drawn(i)[RATE] for i in range(200)]
    assert np.std([row[RATE] for row in rows]) < np.std(prior) / 2


def test_numbers_that_make_the_past_are_named_with_before_and_after(found):
    fit = found.answer.fit
    told = {number.path: number for number in fit.learned if number.beyond_chance}
    assert {RATE, SUCCESS} <= set(told)
    rate = told[RATE]
    assert rate.accepted.high - rate.accepted.low < (rate.drawn.high - rate.drawn.low) / 2
    numbers = found.answer.tables()["numbers"].set_index("path")
    assert numbers.loc[RATE, "drawn_high"] == rate.drawn.high
    assert len(numbers) == 3


def test_a_model_that_makes_the_past_is_not_spoken_against(found):
    assert found.answer.fit.tolerance == 1
    assert found.answer.fit.surprise > SURPRISING
    assert "speaks against" not in found.screen("en")


WRONG: dict[str, dict[str, object]] = {
    "far more start": {"starts": {"value": 999}},
    "empty though companies come": {"vacancy": {"value": "95%", "discrepancy": "2%"}},
    "none succeeds": {"makers": {"value": 0}},
    "starts without need of space": {
        "starts": {"value": 150, "discrepancy": "2 per year"},
        "vacancy": {"value": "75%", "discrepancy": "2%"},
    },
    "makers who stand in the street": {
        "makers": {"value": 75, "discrepancy": "1 per year"},
        "let": {"value": "30%", "discrepancy": "2%"},
    },
    "success without makers": {
        "sound": {"value": 60, "fit": True, "discrepancy": "2 per year"},
        "makers": {"value": 12, "discrepancy": "1 per year"},
    },
}
"""Pasts that no numbers of the village make."""


@pytest.mark.parametrize("case", WRONG)
def test_a_past_that_the_model_cannot_make_speaks_against_it(case, tmp_path):
    finding = calibrate(village(), written(tmp_path, WRONG[case]), 2029, 100, 1000)
    fit = finding.answer.fit
    assert fit.surprise < SURPRISING
    assert "speaks against" in finding.screen("en")


def test_what_is_seen_after_the_cut_changes_nothing_in_the_accepted_set(tmp_path):
    def accepted(name: str, changes: dict[str, dict[str, object]]) -> object:
        (tmp_path / name).mkdir()
        finding = calibrate(village(), written(tmp_path / name, changes), 2027, 40, 400)
        return finding.more["accepted.json"]["rows"], finding.answer

    as_is, answer = accepted("as-is", {})
    later, changed = accepted("later", {"makers": {"value": 900}, "let": {"value": "52%"}})
    earlier, _ = accepted("earlier", {"starts": {"value": 60}})
    assert as_is == later != earlier
    assert [row.role for row in answer.rows] == ["fitted", "tested", "fitted", "tested", "tested"]
    assert answer.rows[1].drawn == changed.rows[1].drawn
    assert answer.rows[1].reading != changed.rows[1].reading == "outside"


def test_what_is_not_to_be_fitted_is_not_but_tests_what_is_kept(tmp_path):
    near = calibrate(village(), written(tmp_path, {}), 2029, 20, 400)
    far = calibrate(village(), written(tmp_path, {"sound": {"value": 999}}), 2029, 20, 400)
    assert near.more["accepted.json"]["rows"] == far.more["accepted.json"]["rows"]
    assert near.answer.rows[4].role == "tested"
    assert near.answer.fit.tested > far.answer.fit.tested == 0


def test_where_no_future_agrees_it_says_so(tmp_path):
    past = written(tmp_path, {"starts": {"value": 999}})
    finding = calibrate(village(), past, 2029, 20, 40)
    assert finding.answer.fit.accepted == 0
    assert finding.answer.rows[0].accepted is None
    assert "none agrees" in finding.screen("en")
    assert "没有一种" in finding.screen("zh")
    folder = finding.save(tmp_path)
    with pytest.raises(ScenarioError, match="E588"):
        read_accepted(folder / "accepted.json", village().spec)


def test_an_accepted_future_is_played_on_as_it_was_found(found, tmp_path):
    """Its counterparts come out the same to the last bit, from the file, on the whole clock."""
    scenario, past = village(), load_past(PAST)
    kept = accepted(found, tmp_path)
    settings = scenario.settings(grounded=kept)
    assert settings.seed == kept.seed == scenario.spec.seed
    seen, _ = match_observations(past, scenario.spec, plan_of(scenario.spec, settings, 0))
    work = PlayPast(scenario.loaded, settings, past, seen, today=48)
    again = counterparts(work, len(kept), JobRunner())
    assert np.array_equal(again.values, found.answer.held)
    assert list(again.pasts) == found.more["accepted.json"]["pasts"]
    flows = scenario.run(8, grounded=kept, workers=1).flows
    starts = flows[(flows.stage == "research") & (flows.track == "bio") & (flows.year < 2028)]
    assert np.array_equal(starts.groupby("replication").entered.sum() / 2, again.values[:8, 0])


def test_no_more_are_played_than_there_are(found, tmp_path):
    kept = accepted(found, tmp_path)
    few = AcceptedFutures(kept.seed, kept.numbers[:3], kept.rows[:3])
    run = village().run(40, grounded=few, workers=1)
    assert run.replications == 3
    assert [tally.replication for tally in run.tallies] == [0, 1, 2]
    with pytest.raises(ValueError, match="luck of seed 11"):
        village().run(40, 5, grounded=few)


def test_a_backtest_of_accepted_futures_comes_closer(found, tmp_path):
    past = lived(tmp_path)
    kept = accepted(found, tmp_path)
    answer = backtest(village(), past, 60, grounded=kept, fitted=["starts"]).answer
    starts = answer.rows[0]
    assert starts.role == "fitted"
    assert [row.role for row in answer.rows[1:]] == [*["tested"] * 3, "held_back"]
    assert starts.accepted.high - starts.accepted.low < starts.drawn.high - starts.drawn.low
    table = answer.tables()["replications"]
    assert len(table) == 120 and table.grounded.sum() == 60


def test_a_backtest_fits_nothing(tmp_path):
    answer = backtest(village(), PAST, 21).answer
    assert answer.replications == 21
    assert answer.fit is None
    assert {row.role for row in answer.rows} == {"compared"}
    assert {row.accepted for row in answer.rows} == {None}


def test_observations_outside_the_clock_are_named_and_left_out(tmp_path):
    early = written(tmp_path, {"starts": {"start": "2020", "end": "2021"}})
    finding = backtest(village(), early, 20)
    answer = finding.answer
    assert answer.outside == ("starts",)
    assert [row.id for row in answer.rows] == ["makers", "vacancy", "let", "sound"]
    assert "not compared: starts" in finding.screen("en")


def test_it_is_the_same_whoever_does_it_and_kept_for_next_time(tmp_path):
    past = lived(tmp_path)
    alone = JobRunner(executor("threads", 1), Store(tmp_path))
    again = calibrate(village(), past, 2029, 20, 60, runner=alone)
    steps: list[tuple[int, int]] = []
    runner = JobRunner(store=Store(tmp_path), progress=lambda *step: steps.append(step))
    kept = calibrate(village(), past, 2029, 20, 60, runner=runner)
    assert kept.answer.to_dict() == again.answer.to_dict()
    assert kept.key == again.key
    assert kept.more["accepted.json"] == again.more["accepted.json"]
    assert all(done == total for done, total in steps)


def test_what_is_kept_is_found_again_only_for_the_same_question():
    scenario, past = village(), load_past(PAST)
    seen, _ = match_observations(
        past, scenario.spec, plan_of(scenario.spec, scenario.settings(), 0)
    )
    several = [
        scenario.settings(),
        scenario.settings(6),
        scenario.settings(None, central=True),
        scenario.settings(grounded=AcceptedFutures(11, (0,), (TRUTH,))),
        Settings(scenario.spec.seed, held=TRUTH),
    ]
    works = [PlayPast(scenario.loaded, settings, past, seen) for settings in several]
    keys = {JobRunner().key(work.made_of(range(2))) for work in works}
    assert len(keys) == len(several)


def test_nothing_to_fit_is_refused(tmp_path):
    with pytest.raises(RefusedError):
        calibrate(village(), PAST, 2029, 300, 200)
    with pytest.raises(RefusedError, match="Research started"):
        exact = {"starts": {"discrepancy": "0 per year"}}
        calibrate(village(), written(tmp_path, exact), 2029)
    sure = village().with_({RATE: "40 per year", SUCCESS: "50%", OCCUPIED: "50%"})
    with pytest.raises(RefusedError):
        calibrate(sure, PAST, 2029, 20, 40)


def test_too_few_replications_for_a_band_are_refused():
    with pytest.raises(RefusedError, match="takes 20 futures at least, not 1"):
        backtest(village(), PAST, 1)


@pytest.mark.full
def test_the_command_prints_writes_and_draws(capsys, tmp_path):
    common = [str(VILLAGE), "--history", str(PAST), "--out", str(tmp_path)]
    asked = ["--futures", "20", "--plays", "60", "--cut", "2028", "--lang", "en"]
    assert main(["calibrate", *common, *asked]) == 0
    said = capsys.readouterr().out
    assert "Calibration: The village's past; 60 futures played" in said
    assert max(map(len, said.splitlines()[:-2])) <= 80
    folder = next((tmp_path / "village").glob("calibrate-*"))
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    figures = {f"figures/19-calibrate.{ending}" for ending in ("svg", "png", "json")}
    tables = {"observations.csv", "replications.csv"}
    assert {"accepted.json", "answer.json", "answer.txt", "manifest.json"} <= names
    assert figures | tables <= names
    grounded = ["--grounded", str(folder / "accepted.json"), "--replications", "20", "--json"]
    assert main(["backtest", *common, *grounded]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["role"] for row in told["observations"]][:2] == ["fitted", "tested"]
    assert main(["run", str(VILLAGE), "--out", str(tmp_path), *grounded]) == 0
    assert main(["run", str(VILLAGE), "--central", *grounded]) == 2
    assert main(["calibrate", *common, "--grounded", str(folder / "accepted.json")]) == 2


def test_the_gap_of_two_distributions():
    low, high = np.arange(10.0), np.arange(5.0, 15.0)
    assert largest_gap(low, high) == pytest.approx(0.5)
    assert largest_gap(low, low) == 0
    assert largest_gap(low, high + 10) == 1


def test_the_shipped_past_has_a_pedigree_for_every_number():
    past: Past = load_past(HERE.parents[1] / "history" / "shanghai.yaml").past
    cited = {one.source for one in past.not_modelled.values()}
    for name, one in past.observations.items():
        assert one.fit or one.note, name
        for number in (getattr(one, "value", None), one.discrepancy):
            if number is None:
                continue
            pedigree = number.pedigree
            assert pedigree.source in past.sources, name
            assert pedigree.status and pedigree.grade, name
            if pedigree.status != "assumption":
                assert past.sources[pedigree.source].kind != "own", name
            cited.add(pedigree.source)
    for name, one in past.baskets.items():
        for key in ("offset", "weight", "per"):
            if number := getattr(one, key, None):
                assert number.pedigree.status and number.pedigree.grade, name
                cited.add(number.pedigree.source)
    assert set(past.sources) == cited


def test_the_shipped_past_and_its_scenario_belong_together():
    root = HERE.parents[1]
    scenario = Scenario.load(root / "scenarios" / "baseline.yaml")
    past = load_past(root / "history" / "shanghai.yaml")
    seen, outside = match_observations(
        past, scenario.spec, plan_of(scenario.spec, scenario.settings(), 0)
    )
    assert len(seen) == len(past.past.observations) and outside == []
