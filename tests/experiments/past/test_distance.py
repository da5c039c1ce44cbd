"""Distances to the past: what they count, and that the truth is not ruled out."""

from __future__ import annotations

from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest

from sim import JobRunner, Scenario
from sim.experiments.past import distance
from sim.experiments.past.counterparts import PastCollector, PlayPast, counterparts
from sim.experiments.past.distance import chance_variance, implausibility
from sim.experiments.past.match_observations import MatchedObservation, match_observations
from sim.experiments.past.observations import load_past
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.months import Floats
from sim.model.engine import simulate
from sim.runs.settings import Settings, plan_of

HERE = Path(__file__).parents[1]
TRUTH = {
    "demand.startups.rate": 55 / 12,
    "stages.research.success": 0.35,
    "stock.lab.occupied": 0.5,
}
PAIRS = 500


@pytest.fixture(scope="module")
def village() -> Scenario:
    return Scenario.load(HERE / "village.yaml")


@pytest.fixture(scope="module")
def seen(village) -> list[MatchedObservation]:
    found, outside = match_observations(
        load_past(HERE / "village-past.yaml"),
        village.spec,
        plan_of(village.spec, village.settings(), 0),
    )
    assert outside == []
    return found


@pytest.fixture(scope="module")
def truth(village, seen) -> Floats:
    """Counterparts of the observations where every number is as it truly is."""
    past = load_past(HERE / "village-past.yaml")
    settings = Settings(village.spec.seed, held=TRUTH)
    work = PlayPast(village.loaded, settings, past, seen)
    return counterparts(work, 2 * PAIRS, JobRunner()).values


def test_a_count_becomes_companies_a_year(seen):
    starts, makers = seen[0], seen[1]
    assert (starts.value, starts.spread, starts.low, starts.high) == (42, 0, 42, 42)
    # 28 documents a year at 2 (1.5 to 2.5) each, moments of 1/d by hand for the triangular law:
    mean = 4 * (0.5 - 1.5 * log(4 / 3)) + 4 * (2.5 * log(5 / 4) - 0.5)
    square = 4 * (log(4 / 3) - 0.25) + 4 * (0.25 - log(5 / 4))
    assert makers.value == pytest.approx(28 * mean, rel=1e-4)
    assert (makers.low, makers.high) == pytest.approx((28 / 2.5, 28 / 1.5))
    assert makers.spread == pytest.approx(28 * (square - mean**2) ** 0.5, rel=0.01)
    assert makers.discrepancy == pytest.approx(1)


def test_a_share_has_the_mean_and_spread_of_its_triangle(seen):
    let = seen[3]
    assert let.value == pytest.approx((0.5 + 0.6 + 0.75) / 3, abs=1e-4)
    a, m, b = 0.5, 0.6, 0.75
    variance = (a * a + m * m + b * b - a * m - a * b - m * b) / 18
    assert let.spread == pytest.approx(variance**0.5, rel=1e-3)


def test_counterparts_are_what_the_tables_of_a_run_say(village, seen, truth):
    run = village.run(replications=2, workers=1)
    flows = run.flows.set_index(["replication", "year", "stage", "track"])
    work = PlayPast(village.loaded, village.settings(), load_past(HERE / "village-past.yaml"), seen)
    found = counterparts(work, 2, JobRunner()).values
    for replication in (0, 1):
        one = flows.loc[replication]["entered"]
        started = one.loc[[2026, 2027]].xs(("research", "bio"), level=(1, 2)).sum()
        assert found[replication, 0] == started / 2
        series = run.series[(run.series.replication == replication) & (run.series.space == "lab")]
        year = series[series.month.dt.year == 2027]
        assert found[replication, 2] == pytest.approx(1 - year.leased.sum() / year.capacity.sum())
        hall = run.series[(run.series.replication == replication) & (run.series.park == "east")]
        quarter = hall[(hall.space == "factory") & hall.month.between("2029-01-01", "2029-03-31")]
        assert found[replication, 3] == pytest.approx(quarter.leased.sum() / quarter.capacity.sum())
        ended = flows.loc[replication]["succeeded"].loc[2029].xs("research", level=0).sum()
        assert found[replication, 4] == ended


def test_both_engines_give_the_same_counterparts(village, seen):
    settings = village.settings()
    plan = plan_of(village.spec, settings, 0)
    collector = PastCollector(seen, measure_spec(village.spec, plan))
    for replication in (0, 1):
        collector.add_log(simulate(plan, settings.seed, replication, audit=False))
    work = PlayPast(village.loaded, settings, load_past(HERE / "village-past.yaml"), seen)
    said, other = collector.result(), counterparts(work, 2, JobRunner())
    assert np.array_equal(said.values, other.values)
    assert np.allclose(said.courses, other.courses, atol=1e-5)


def off_the_truth(seen: list[MatchedObservation], truth: Floats) -> Floats:
    """Distances of the truth from pasts that it made itself: [past, observation].

    Nothing but chance parts the two: no error of observation, no discrepancy.
    """
    bare = [replace(one, spread=0.0, discrepancy=0.0) for one in seen]
    half = len(truth) // 2
    made, played = truth[:half], truth[half:]
    rows = []
    for past in made:
        told = [replace(one, value=float(v)) for one, v in zip(bare, past, strict=True)]
        rows.append(implausibility(played, told)[len(rows) % (len(played) // 2)])
    return np.array(rows)


def fair(distances: Floats) -> bool:
    """Whether squared distances of the truth average 1, as those of a standard error do."""
    squares = (distances**2).mean(axis=0)
    return bool((squares > 0.7).all() and (squares < 1.4).all())


def test_distances_of_the_truth_are_standard_errors(seen, truth):
    found = off_the_truth(seen, truth)
    assert fair(found)
    assert (found.max(axis=1) <= distance.THRESHOLD).mean() > 0.95


@pytest.mark.parametrize(
    "defect",
    [
        lambda simulated: np.zeros(simulated.shape[1]),  # chance is left out
        lambda simulated: chance_variance(simulated) / 3,  # half of it, and never in the past
        lambda simulated: simulated.var(axis=0) * 2,  # counted twice
    ],
    ids=["no chance", "too little", "too much"],
)
def test_a_wrong_chance_variance_is_noticed(seen, truth, monkeypatch, defect):
    monkeypatch.setattr(distance, "chance_variance", defect)
    assert not fair(off_the_truth(seen, truth))


def test_ignorance_is_not_taken_for_chance():
    rng = np.random.default_rng(1)
    worlds = rng.normal(0, 10, (4000, 1))
    simulated = np.repeat(worlds, 2, axis=0) + rng.normal(0, 2, (8000, 1))
    assert chance_variance(simulated)[0] == pytest.approx(4, rel=0.1)


def test_where_no_space_stands_a_world_is_infinitely_far(seen):
    simulated = np.full((4, 5), np.nan)
    simulated[2:] = [one.value for one in seen]
    far = implausibility(simulated, seen)
    assert np.isinf(far[0]).all() and not far[1].any()
