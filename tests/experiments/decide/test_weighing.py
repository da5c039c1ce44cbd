"""Options weighed by hand: regret, the dial, where each wins."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.answer import student
from sim.experiments.compare.paired import clustered_error
from sim.experiments.decide.weighing import dial, flip, reach, regions, turns, weigh
from tests.examples import examples

WORLDS = np.array([0, 0, 1, 1])


def test_four_times_the_futures_halve_an_interval() -> None:
    """Losses of 0, and of 3 and −1 in turn: 1 more on average, told by about as many as it says."""
    over = np.tile([3.0, -1.0], 4)
    worlds = np.arange(len(over))
    (_, other) = weigh(np.stack([np.zeros(8), over]), worlds)
    assert not other.told
    needed = other.needed(8)
    assert needed is not None and needed > 8
    more = np.tile([3.0, -1.0], needed)
    assert weigh(np.stack([np.zeros(2 * needed), more]), np.arange(2 * needed))[1].told
    (same, _) = weigh(np.stack([over, over]), worlds)
    assert same.needed(8) is None


def test_regret_and_chances_by_hand() -> None:
    first, second = weigh(np.array([[1.0, 2.0, 3.0, 10.0], [2.0, 2.0, 5.0, 1.0]]), WORLDS)
    assert (first.mean, second.mean) == (4.0, 2.5)
    assert (first.regret_mean, first.regret_most) == (9 / 4, 9.0)
    assert (second.regret_mean, second.regret_most) == (3 / 4, 2.0)
    assert (first.best.share, second.best.share) == (0.75, 0.5)  # both, where both lose the same
    assert (first.difference, second.difference) == (1.5, 0.0)
    assert not first.told
    assert (second.difference_low, second.difference_high) == (0.0, 0.0)


def test_an_option_that_always_loses_more_is_told() -> None:
    best, worse = weigh(np.array([[1.0, 2.0, 3.0, 4.0], [2.1, 3.0, 4.2, 5.1]]), WORLDS)
    assert worse.told
    assert 0 < worse.difference_low < worse.difference < worse.difference_high
    assert (best.regret_most, worse.best.share) == (0.0, 0.0)


def test_the_dial_by_hand() -> None:
    """Lines 10 + r, 7 + 2r and 1 + 6r meet at 3 and at 1.5; 20 + 5r is never least."""
    stretches = dial(np.array([10.0, 7.0, 1.0, 20.0]), np.array([1.0, 2.0, 6.0, 5.0]), (0.1, 10.0))
    assert [(one.low, one.high, one.option) for one in stretches] == [
        (0.1, 1.5, 2),
        (1.5, 3.0, 1),
        (3.0, 10.0, 0),
    ]


def test_lines_that_meet_in_one_point_leave_no_sliver_between_them() -> None:
    """Rounding puts the second meeting a little before the first, or after it."""
    alike = np.array([7.0, 3.0, 1.0])
    for ratio in np.outer(np.arange(1, 20), 1 / np.arange(1, 12)).ravel():
        if 0.1 < ratio < 10:
            first, last = dial(100 - ratio * alike, alike, (0.1, 10.0))
            assert (first.option, last.option) == (0, 2)
            assert first.high == last.low == pytest.approx(ratio, rel=1e-9)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), min_size=1, max_size=6),
)
@examples(60)
def test_the_dial_is_the_lower_envelope(lines: list[tuple[int, int]]) -> None:
    fixed, alike = np.array(lines, float).T
    stretches = dial(fixed, alike, (0.1, 10.0))
    assert stretches[0].low == 0.1
    assert stretches[-1].high == 10.0
    assert all(a.high == b.low for a, b in pairwise(stretches))
    for one in stretches:
        for ratio in (one.low, (one.low + one.high) / 2, one.high):
            values = fixed + ratio * alike
            assert values[one.option] <= values.min() + 1e-9 * (1 + abs(values.min()))


def test_the_dial_reaches_what_is_stated() -> None:
    assert reach([]) == (0.1, 10.0)
    assert reach([2.0, 4.9]) == (0.1, 10.0)
    assert reach([20.0]) == (0.1, 100.0)
    assert reach([0.15]) == (0.01, 10.0)


def test_a_flip_is_where_the_interval_of_the_difference_holds_nothing() -> None:
    """Fieller's ends: there the mean difference is exactly as large as its interval is wide."""
    draws = np.random.default_rng(2)
    fixed = 3 + draws.normal(size=200)
    alike = -1 + 0.2 * draws.normal(size=200)
    worlds = np.arange(200) // 2
    found = flip(fixed, alike, worlds)
    assert found.at == pytest.approx(3, abs=0.2)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.at < found.high
    for end in (found.low, found.high):
        values = fixed + end * alike
        error, freedom, _ = clustered_error(values, worlds)
        assert abs(values.mean()) == pytest.approx(student(freedom) * error, rel=1e-6)


def test_a_flip_that_is_not_known_has_no_ends() -> None:
    draws = np.random.default_rng(2)
    found = flip(draws.normal(size=20), 0.01 + draws.normal(size=20), np.arange(20))
    assert (found.low, found.high) == (None, None)


def test_regions_and_turns_by_hand() -> None:
    number = np.arange(30.0)
    losses = np.stack([np.full(30, 10.0), np.where(number < 20, 30.0, 0.0) + number / 100])
    low, middle, high = regions(losses, number[None])
    assert [one.option for one in (low, middle, high)] == [0, 0, 1]
    assert [one.worlds for one in (low, middle, high)] == [10, 10, 10]
    assert all(one.sure for one in (low, middle, high))
    assert low.lead == pytest.approx(20 + 4.5 / 100)
    assert turns(number, losses) == [(19.5, 0, 1)]
    assert len(regions(losses, np.stack([number, number]))) == 3  # six of nine are empty


def test_a_region_without_a_difference_is_not_sure() -> None:
    draws = np.random.default_rng(0)
    found = regions(draws.normal(size=(3, 30)), np.arange(30.0)[None])
    assert not any(region.sure for region in found)
