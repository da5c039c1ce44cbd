"""Ranks, their intervals, and the search for the least that serves."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, sqrt

import numpy as np
import pytest
from scipy import stats

from sim.experiments.required.futures import search
from sim.experiments.required.quantiles import needed, quantile_of, ranks


@pytest.mark.parametrize(("n", "share"), [(36, 0.9), (72, 0.95), (100, 0.5), (200, 0.8)])
def test_ranks_are_those_of_the_binomial_law(n: int, share: float) -> None:
    place, law = ranks(n, share), stats.binom(n, share)
    assert place.low is not None
    assert place.high is not None
    # P(at least `high` of n lie at or below the quantile) and P(fewer than `low` do)
    assert law.sf(place.high - 1) <= 0.025 < law.sf(place.high - 2)
    assert law.cdf(place.low - 1) <= 0.025 < law.cdf(place.low)


def test_ranks_known_from_tables() -> None:
    assert (ranks(200, 0.9).low, ranks(200, 0.9).high) == (171, 189)
    assert (ranks(200, 0.95).low, ranks(200, 0.95).high) == (184, 197)
    assert [needed(q) for q in (0.5, 0.8, 0.9, 0.95, 0.99)] == [6, 17, 36, 72, 368]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.9, 0.95])
def test_the_fewest_futures_are_the_fewest(share: float) -> None:
    enough, few = ranks(needed(share), share), ranks(needed(share) - 1, share)
    assert None not in (enough.low, enough.high)
    assert None in (few.low, few.high)


def covered(n: int, share: float, cases: int, *, twins: bool) -> float:
    """Share of intervals that cover the quantile of an even law; `twins` doubles each value."""
    draws = np.random.default_rng(11).random((cases, n // 2 if twins else n))
    values = np.repeat(draws, 2, axis=1) if twins else draws
    found = (quantile_of(row.tolist(), share) for row in values)
    return float(np.mean([one.low <= share <= one.high for one in found]))


def test_intervals_cover_what_they_say() -> None:
    cases = 4000
    for n, share in ((40, 0.9), (100, 0.5)):
        place = ranks(n, share)
        assert place.low is not None
        assert place.high is not None
        law = stats.binom(n, share)
        exact = law.cdf(place.high - 1) - law.cdf(place.low - 1)
        assert exact >= 0.95
        error = sqrt(exact * (1 - exact) / cases)
        assert abs(covered(n, share, cases, twins=False) - exact) < 4 * error


def test_pairs_taken_for_independent_are_caught() -> None:
    # Two replications of one world that needed the same: why each future has a world of its own.
    cases = 4000
    error = sqrt(0.95 * 0.05 / cases)
    assert covered(100, 0.9, cases, twins=True) < 0.95 - 4 * error


def kept(n: int, cases: int, at: Callable[[int], int]) -> float:
    """Share of next values that keep within the `at(n)`-th smallest of n even ones."""
    draws = np.random.default_rng(3).random((cases, n + 1))
    return float(np.mean(draws[:, n] <= np.sort(draws[:, :n], axis=1)[:, at(n) - 1]))


@pytest.mark.parametrize(("n", "share"), [(6, 0.5), (17, 0.8), (40, 0.9), (19, 0.95)])
def test_the_next_future_keeps_within_the_answer_as_often_as_promised(n: int, share: float) -> None:
    cases = 20_000
    error = sqrt(share * (1 - share) / cases)
    place = ranks(n, share).middle
    assert place is not None
    assert kept(n, cases, lambda _: place) >= share - 4 * error
    # One place lower is less than promised: here is what tells ⌈(n + 1)q⌉ from ⌈nq⌉.
    assert kept(n, cases, lambda _: place - 1) < share - 4 * error


def test_what_never_holds_is_beyond_every_place() -> None:
    known = [float(i) for i in range(40)]
    assert quantile_of([*known, *[inf] * 4], 0.9).value == inf
    assert quantile_of(known, 0.9).value == 36.0
    assert quantile_of(known[:6], 0.9).value == inf  # six cannot tell


@pytest.mark.parametrize("start", [0, 3, 50, 400])
@pytest.mark.parametrize("need", [0, 1, 17, 49, 50, 51, 399, 400])
def test_a_threshold_is_found(start: int, need: int) -> None:
    found = search(lambda place: place >= need, 400, start)
    assert (found.least, found.safe, found.monotone) == (need, need, True)
    assert len(found.seen) <= 22


def test_nothing_holds() -> None:
    found = search(lambda place: False, 400, 20)
    assert (found.least, found.safe) == (None, None)


def test_a_hole_above_the_threshold_is_found_and_passed() -> None:
    # It holds from 100 on, but not at 108: bisection passes that over, the looks beyond do not.
    found = search(lambda place: place >= 100 and place != 108, 4000, 0)
    assert (found.least, found.safe, found.monotone) == (100, 109, False)
    # A wide hole may be all that bisection sees: the answer then lies beyond it all the same.
    for start in range(100):
        wide = search(lambda place: place >= 100 and not 105 <= place <= 130, 4000, start)
        assert wide.safe == 131


def test_what_holds_in_between_only_is_no_answer() -> None:
    found = search(lambda place: 200 <= place < 300, 4000, 0)
    assert found.safe is None
    assert found.least is not None
