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
from sim.experiments.past.learned import largest_gap
from sim.experiments.past.match_observations import match_observations
from sim.experiments.past.observations import Past, load_past
from sim.experiments.store import Store
from sim.runs.grounded import read_accepted
from sim.runs.settings import Plans, Settings, plan_of
from sim.scenario.errors import ScenarioError

HERE = Path(__file__).parents[1]
VILLAGE, PAST = HERE / "village.yaml", HERE / "village-past.yaml"
RATE, SUCCESS = "demand.startups.rate", "stages.research.success"
OCCUPIED = "stock.lab.occupied"
TRUTH = {RATE: 60 / 12, SUCCESS: 0.3, OCCUPIED: 0.45}
WORLDS = 150


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
    bare = {"discrepancy": "0 per year", "basket": "halls"}
    return written(
        folder,
        {
            "starts": {"value": float(values[0] * 2), "discrepancy": "0 per year"},
            "makers": {"value": float(values[1] * 3), **bare},
            "vacancy": {"value": f"{values[2] * 100:.4f}%", "discrepancy": "0%"},
            "let": {"value": f"{values[3] * 100:.4f}%", "discrepancy": "0%"},
            "sound": {"value": float(values[4]), "discrepancy": "0 per year"},
        },
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return calibrate(village(), lived(tmp_path_factory.mktemp("lived")), 2029, WORLDS)


def worlds(finding) -> list[dict[str, float]]:
    accepted = finding.more["accepted.json"]
    return [dict(zip(accepted["paths"], row, strict=True)) for row in accepted["rows"]]


def test_the_planted_truth_lies_in_the_accepted_set_and_far_values_do_not(found):
    fit, rows = found.answer.fit, worlds(found)
    assert fit.worlds == WORLDS
    assert 5 <= fit.accepted == len(rows) < WORLDS / 2
    for path in (RATE, SUCCESS):
        values = [row[path] for row in rows]
        assert min(values) <= TRUTH[path] <= max(values), path
    # Poisson counts of about 120 tell the rate within some 30%: far rates are ruled out.
    drawn = [Plans(village().spec, village().settings()).drawn(i)[RATE] for i in range(WORLDS)]
    assert min(drawn) < TRUTH[RATE] / 2
    assert min(row[RATE] for row in rows) > TRUTH[RATE] * 0.65
    assert max(row[RATE] for row in rows) < TRUTH[RATE] * 1.35


def test_the_truth_itself_is_accepted(found, tmp_path):
    """A scenario that knows every number but one, which hardly matters, is not ruled out."""
    known = {RATE: "60 per year", SUCCESS: "30%"}
    answer = calibrate(village().with_(known), lived(tmp_path), 2029, 20).answer
    assert answer.fit.accepted >= 18


def test_it_says_which_numbers_the_past_is_about(found):
    told = {one.path for one in found.answer.fit.learned if one.beyond_chance}
    assert {RATE, SUCCESS} <= told
    assert OCCUPIED not in told


def test_what_is_seen_after_the_cut_changes_nothing_in_the_accepted_set(tmp_path):
    def accepted(name: str, changes: dict[str, dict[str, object]]) -> object:
        (tmp_path / name).mkdir()
        finding = calibrate(village(), written(tmp_path / name, changes), 2027, 60)
        return finding.more["accepted.json"]["rows"], finding.answer

    as_is, answer = accepted("as-is", {})
    later, changed = accepted("later", {"makers": {"value": 900}, "let": {"value": "52%"}})
    earlier, _ = accepted("earlier", {"starts": {"value": 60}})
    assert as_is == later != earlier
    assert [row.role for row in answer.rows] == ["fitted", "tested", "fitted", "tested", "tested"]
    assert answer.rows[1].drawn == changed.rows[1].drawn
    assert answer.rows[1].reading != changed.rows[1].reading == "outside"


def test_what_is_not_to_be_fitted_is_not(tmp_path):
    near = calibrate(village(), written(tmp_path, {}), 2029, 20)
    far = calibrate(village(), written(tmp_path, {"sound": {"value": 999}}), 2029, 20)
    assert near.more["accepted.json"]["rows"] == far.more["accepted.json"]["rows"]
    assert near.answer.rows[4].role == "tested"


def test_where_no_world_agrees_it_says_so(tmp_path):
    finding = calibrate(village(), written(tmp_path, {"starts": {"value": 999}}), 2029, 20)
    assert finding.answer.fit.accepted == 0
    assert finding.answer.rows[0].accepted is None
    assert "no world within the ranges agrees" in finding.screen("en")
    assert "没有一个世界" in finding.screen("zh")
    folder = finding.save(tmp_path)
    with pytest.raises(ScenarioError, match="E588"):
        read_accepted(folder / "accepted.json", village().spec)


def test_grounded_plays_nothing_but_accepted_values(found, tmp_path):
    scenario = village()
    rows = read_accepted(found.save(tmp_path) / "accepted.json", scenario.spec)
    plans = Plans(scenario.spec, scenario.settings(5, grounded=rows))
    for index in range(2 * len(rows)):
        assert plans.drawn(index) == rows[index % len(rows)]
    free = Plans(scenario.spec, scenario.settings(5))
    assert free.drawn(0) not in rows
    held = scenario.run(40, 5, grounded=rows, workers=1).flows
    loose = scenario.run(40, 5, workers=1).flows

    def spread(flows) -> float:
        starts = flows[(flows.stage == "research") & (flows.track == "bio")]
        return float(starts.groupby("replication").entered.sum().std())

    assert spread(held) < 0.75 * spread(loose)


def test_a_backtest_held_to_the_accepted_set_comes_closer(found, tmp_path):
    past = lived(tmp_path)
    rows = read_accepted(found.save(tmp_path) / "accepted.json", village().spec)
    answer = backtest(village(), past, 60, grounded=rows, fitted=["starts"]).answer
    starts = answer.rows[0]
    assert starts.role == "fitted"
    assert [row.role for row in answer.rows[1:]] == ["tested"] * 4
    assert starts.accepted.high - starts.accepted.low < starts.drawn.high - starts.drawn.low
    table = answer.tables()["replications"]
    assert len(table) == 120 and table.grounded.sum() == 60


def test_a_backtest_fits_nothing(tmp_path):
    answer = backtest(village(), PAST, 21).answer
    assert answer.replications == 22  # whole pairs
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


def test_it_is_the_same_whoever_does_it_and_kept_for_next_time(found, tmp_path):
    again = calibrate(village(), lived(tmp_path), 2029, 40, runner=JobRunner(store=Store(tmp_path)))
    steps: list[tuple[int, int]] = []
    runner = JobRunner(store=Store(tmp_path), progress=lambda *step: steps.append(step))
    kept = calibrate(village(), lived(tmp_path), 2029, 40, runner=runner)
    assert kept.answer.to_dict() == again.answer.to_dict()
    assert kept.key == again.key
    assert steps == [(4, 4)]
    first = found.more["accepted.json"]
    assert again.more["accepted.json"]["rows"][0] == first["rows"][0]  # the first of more worlds


def test_what_is_kept_is_found_again_only_for_the_same_question():
    scenario, past = village(), load_past(PAST)
    seen, _ = match_observations(
        past, scenario.spec, plan_of(scenario.spec, scenario.settings(), 0)
    )
    several = [
        scenario.settings(),
        scenario.settings(6),
        scenario.settings(None, central=True),
        scenario.settings(None, grounded=[TRUTH]),
        Settings(scenario.spec.seed, held=TRUTH),
    ]
    works = [PlayPast(scenario.loaded, settings, past, seen) for settings in several]
    keys = {JobRunner().key(work.made_of(range(2))) for work in works}
    assert len(keys) == len(several)


def test_nothing_to_fit_is_refused(tmp_path):
    with pytest.raises(RefusedError):
        calibrate(village(), PAST, 2029, 1)
    sure = village().with_({RATE: "40 per year", SUCCESS: "50%", OCCUPIED: "50%"})
    with pytest.raises(RefusedError):
        calibrate(sure, PAST, 2029, 4)


def test_too_few_replications_for_a_band_are_refused():
    with pytest.raises(RefusedError, match="takes 20 futures at least, not 2"):
        backtest(village(), PAST, 1)


def test_the_command_prints_writes_and_draws(capsys, tmp_path):
    common = [str(VILLAGE), "--history", str(PAST), "--out", str(tmp_path)]
    assert main(["calibrate", *common, "--worlds", "20", "--cut", "2028", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "Calibration: The village's past; 20 worlds (40 futures)" in said
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
    scenario = Scenario.load(root / "scenarios" / "history.yaml")
    past = load_past(root / "history" / "shanghai.yaml")
    seen, outside = match_observations(
        past, scenario.spec, plan_of(scenario.spec, scenario.settings(), 0)
    )
    assert len(seen) == len(past.past.observations) and outside == []
