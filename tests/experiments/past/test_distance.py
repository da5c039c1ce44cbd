"""Distances to the past: what they count, and what they are measured in."""

from __future__ import annotations

from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest

from sim import JobRunner, Scenario
from sim.experiments.past.counterparts import PastCollector, PlayPast, counterparts
from sim.experiments.past.distance import distances, within
from sim.experiments.past.match_observations import MatchedObservation, match_observations
from sim.experiments.past.observations import load_past
from sim.measures.counting.measure_spec import measure_spec
from sim.model.engine import simulate
from sim.runs.settings import plan_of

HERE = Path(__file__).parents[1]


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


def test_counterparts_are_what_the_tables_of_a_run_say(village, seen):
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
    months = other.courses.shape[2]
    assert np.allclose(said.courses[:, :, :months], other.courses, atol=1e-5)


def test_distances_are_standard_errors_of_the_observation(seen):
    """By hand: 2 products a year above 42, with an error of 3 and no spread; makers have both."""
    values = np.array([one.value for one in seen])
    higher = values + np.array([2, 0, 0, 0, 0])
    assert distances(np.array([values, higher]), seen)[:, 0].tolist() == [0.0, 2 / 3]
    makers = seen[1]
    error = np.hypot(makers.spread, makers.discrepancy)
    one_off = values + np.array([0, error, 0, 0, 0])
    assert distances(one_off[None], seen)[0, 1] == pytest.approx(1)
    assert distances(values[None] - 1, seen)[0, 0] == -1 / 3


def test_without_any_error_only_what_was_seen_itself_is_near(seen):
    exact = [replace(one, spread=0.0, discrepancy=0.0) for one in seen]
    values = np.array([one.value for one in seen])
    found = distances(np.array([values, values + 1e-6, values - 1e-6]), exact)
    assert found.tolist() == [[0.0] * 5, [np.inf] * 5, [-np.inf] * 5]


def test_where_no_space_stands_a_future_is_infinitely_far(seen):
    simulated = np.full((4, 5), np.nan)
    simulated[2:] = [one.value for one in seen]
    far = distances(simulated, seen)
    assert np.isinf(far[:2]).all() and not far[2:].any()
    assert within(far, [True] * 5).tolist() == [False, False, True, True]


def test_within_asks_only_for_what_is_chosen(seen):
    far = np.array([[0.0, 9.0], [-3.1, 0.0], [-3.0, 3.0]])
    assert within(far, [True, False]).tolist() == [True, False, True]
    assert within(far, [True, True]).tolist() == [False, False, True]
