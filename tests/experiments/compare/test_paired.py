"""Intervals and calls of paired differences, checked by simulation against what they promise.

Every promise is also held against an estimator that breaks it: a check that lets that pass is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.compare.paired import (
    Estimate,
    clustered_error,
    correlation,
    holm,
    mean_difference,
    share_difference,
)

SIMULATIONS, WORLDS, SIGMAS = 2000, 30, 4.0
CLUSTERS = np.arange(2 * WORLDS) // 2
"""Pairs 2k and 2k + 1 share a world."""

Estimator = Callable[[np.ndarray, np.ndarray], Estimate]


def covers(draw: Callable[[np.random.Generator], np.ndarray], truth: float, by: Estimator) -> float:
    """Share of simulated samples whose 95 % interval holds the truth."""
    luck = np.random.default_rng(20231016)
    hits = 0
    for _ in range(SIMULATIONS):
        low, high = by(draw(luck), CLUSTERS).interval()
        hits += low <= truth <= high
    return hits / SIMULATIONS


def tolerance(share: float) -> float:
    """Four standard errors of a share of the simulations."""
    return SIGMAS * sqrt(share * (1 - share) / SIMULATIONS)


def ignoring_worlds(values: np.ndarray, clusters: np.ndarray) -> Estimate:
    """Planted fault: every pair counts as independent."""
    return mean_difference(values, np.arange(len(values)))


def symmetric(values: np.ndarray, clusters: np.ndarray) -> Estimate:
    """Planted fault: skewness is ignored."""
    return replace(mean_difference(values, clusters), skew=0.0)


def plain_wald(values: np.ndarray, clusters: np.ndarray) -> Estimate:
    """Planted fault: differences of shares as if they were normal."""
    return mean_difference(values, clusters)


class Hall(Estimate):
    """Planted fault: the transformed interval alone."""

    def _end(self, t: float) -> float:
        k, g = self.freedom + 1, self.skew
        x = t / sqrt(k)
        if abs(g) > 1e-6:
            x = 3 / g * (np.cbrt(1 + g * (x - g / (6 * k))) - 1)
        return float(self.centre - self.error * sqrt(k) * x)


def transformed(values: np.ndarray, clusters: np.ndarray) -> Estimate:
    return Hall(**vars(mean_difference(values, clusters)))


def both_ways(share: float, *, worlds: bool) -> Callable[[np.random.Generator], np.ndarray]:
    """Differences that are 0 but in a few pairs, in which they are as likely up as down."""

    def draw(luck: np.random.Generator) -> np.ndarray:
        u = luck.random(WORLDS)[CLUSTERS] if worlds else luck.random(2 * WORLDS)
        return np.where(u < share, np.where(u < share / 2, 1, -1), 0) * luck.lognormal(size=len(u))

    return draw


def normal(luck: np.random.Generator) -> np.ndarray:
    """Differences half of whose variance is the world's; their mean is 1."""
    return 1 + luck.normal(size=WORLDS)[CLUSTERS] + luck.normal(size=2 * WORLDS)


def skewed(luck: np.random.Generator) -> np.ndarray:
    """Differences as of area lost: 0 in 70 % of pairs, else lognormal."""
    some = luck.random(2 * WORLDS) < 0.3
    return some * luck.lognormal(size=2 * WORLDS)


def rare(luck: np.random.Generator) -> np.ndarray:
    """Differences of two yes-or-no outcomes: −1 in 3 %, 1 in 1 % of pairs."""
    return luck.choice([-1.0, 0.0, 1.0], size=2 * WORLDS, p=[0.03, 0.96, 0.01])


def shared(luck: np.random.Generator) -> np.ndarray:
    """Differences of two yes-or-no outcomes, both of a world alike: −1 in 30 %, 1 in 10 %."""
    return luck.choice([-1.0, 0.0, 1.0], size=WORLDS, p=[0.3, 0.6, 0.1])[CLUSTERS]


@pytest.mark.parametrize(("draw", "truth"), [(normal, 1.0), (skewed, 0.3 * exp(0.5))])
def test_intervals_of_means_cover(
    draw: Callable[[np.random.Generator], np.ndarray], truth: float
) -> None:
    assert abs(covers(draw, truth, mean_difference) - 0.95) < tolerance(0.95)


@pytest.mark.parametrize("worlds", [False, True])
@pytest.mark.parametrize("share", [0.04, 0.1, 0.2])
def test_intervals_of_rare_differences_either_way_cover(share: float, worlds: bool) -> None:
    assert covers(both_ways(share, worlds=worlds), 0.0, mean_difference) > 0.95 - tolerance(0.95)


def test_the_transformed_interval_alone_is_found() -> None:
    assert covers(both_ways(0.1, worlds=False), 0.0, transformed) < 0.95 - tolerance(0.95)


def test_intervals_without_the_skewness_are_found() -> None:
    assert covers(skewed, 0.3 * exp(0.5), symmetric) < 0.95 - tolerance(0.95)


def test_pairs_taken_for_independent_are_found() -> None:
    assert covers(normal, 1.0, ignoring_worlds) < 0.95 - tolerance(0.95)


@pytest.mark.parametrize(("draw", "truth"), [(rare, -0.02), (shared, -0.2)])
def test_intervals_of_shares_cover(
    draw: Callable[[np.random.Generator], np.ndarray], truth: float
) -> None:
    assert covers(draw, truth, share_difference) > 0.95 - tolerance(0.95)


def test_plain_intervals_of_rare_differences_are_found() -> None:
    assert covers(rare, -0.02, plain_wald) < 0.95 - tolerance(0.95)


def test_no_pair_that_differs_is_no_proof() -> None:
    low, high = share_difference(np.zeros(200), np.arange(200) // 2).interval()
    # Bonett & Price with n = 100 worlds: ±t(99)·sqrt(2/102)/sqrt(102) = 1.98422·√2/102
    assert high == pytest.approx(0.0275107, rel=1e-5)
    assert low == -high


def test_the_paired_t_by_hand() -> None:
    # Cluster means 1, 3, 5: mean 3, s = 2, error 2/√3, no skewness; t(2; 0.975) = 4.302653
    values, clusters = np.array([0.0, 2.0, 2.0, 4.0, 4.0, 6.0]), np.array([0, 0, 1, 1, 2, 2])
    error, freedom, skew = clustered_error(values, clusters)
    assert (error, freedom, skew) == (pytest.approx(2 / sqrt(3)), 2, pytest.approx(0))
    found = mean_difference(values, clusters)
    assert found.interval()[0] == pytest.approx(3 - 4.302653 * 2 / sqrt(3), rel=1e-6)
    t = 3 / (2 / sqrt(3))
    assert found.p == pytest.approx(1 - t / sqrt(t * t + 2))  # Student's law with 2 degrees


def test_skewness_by_hand() -> None:
    # Cluster means 1, 2, 6: deviations −2, −1, 3; third moment 6, second 14/3
    values, clusters = np.array([1.0, 2.0, 6.0]), np.arange(3)
    found = mean_difference(values, clusters)
    assert found.skew == pytest.approx(6 / (14 / 3) ** 1.5)
    spread, (low, high) = found.error * sqrt(3), found.interval()
    x, g = (3 - high) / spread, found.skew
    hall = x + g * x**2 / 3 + g**2 * x**3 / 27 + g / 18
    assert hall * sqrt(3) == pytest.approx(-4.302653, rel=1e-6)  # the long side
    assert (3 - low) / spread * sqrt(3) == pytest.approx(4.302653, rel=1e-6)  # the short: plain t
    assert high - 3 > 3 - low


def test_differences_that_never_vary() -> None:
    clusters = np.arange(4) // 2
    assert mean_difference(np.zeros(4), clusters).p == 1
    assert mean_difference(np.ones(4), clusters).p == 0
    assert mean_difference(np.ones(4), clusters).interval() == (1, 1)


def test_holm_by_hand() -> None:
    assert holm([0.04, 0.01, 0.02]) == [(True, 0.05), (True, 0.05 / 3), (True, 0.025)]
    # 0.03 is held against 0.025 and not rejected, so 0.04 is not either.
    assert holm([0.04, 0.01, 0.03]) == [(False, 0.025), (True, 0.05 / 3), (False, 0.025)]
    assert holm([]) == []


@given(st.lists(st.tuples(st.floats(-6, 6), st.floats(-4, 4)), min_size=1, max_size=12))
def test_an_interval_excludes_zero_exactly_where_a_difference_is_called(
    given: list[tuple[float, float]],
) -> None:
    found = [Estimate(value, value, 1.0, 19, 40, skew) for value, skew in given]
    for one, (called, level) in zip(found, holm([one.p for one in found]), strict=True):
        low, high = one.interval(level)
        assert called == (low > 0 or high < 0)


def false_calls(adjust: Callable[[list[float]], list[tuple[bool, float]]]) -> float:
    """Share of families of 20 outcomes without any difference in which one is called."""
    luck = np.random.default_rng(7)
    wrong = 0
    for _ in range(SIMULATIONS):
        worlds = luck.normal(size=(20, WORLDS))[:, CLUSTERS]
        values = worlds + luck.normal(size=worlds.shape)
        p = [mean_difference(one, CLUSTERS).p for one in values]
        wrong += any(called for called, _ in adjust(p))
    return wrong / SIMULATIONS


def test_hardly_any_family_has_a_false_call() -> None:
    assert false_calls(holm) < 0.05 + tolerance(0.05)


def test_calls_without_adjustment_are_found() -> None:
    assert false_calls(lambda p: [(one < 0.05, 0.05) for one in p]) > 0.05 + tolerance(0.05)


def test_correlation_of_what_does_not_vary_is_none() -> None:
    assert correlation(np.ones(4), np.arange(4.0)) is None
    assert correlation(np.arange(4.0), 2 * np.arange(4.0)) == pytest.approx(1)
