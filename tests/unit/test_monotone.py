"""A monotone curve of shares, and where it crosses a level, by hand."""

import math

import numpy as np
import pytest

from sim.measures.monotone import Block, curve, pool_adjacent_violators

LEVELS = (0.2, 0.5, 0.8)


def of(shares, **kind):
    """The curve over the numbers 0, 1, 2, …"""
    return curve(np.arange(len(shares)) * 1.0, np.array(shares), LEVELS, rising=True, **kind)


def test_neighbours_in_the_wrong_order_are_taken_together():
    # 1 | 1 3 | 1 2½ 2½ -> pooled 3, 2 to 2.5; then 1 pools all but the first: (3 + 2 + 1) ÷ 3 = 2.
    steps = [(m.tolist(), w.tolist()) for m, w in pool_adjacent_violators([1, 3, 2, 1], [1] * 4)]
    assert steps == [
        ([1], [1]),
        ([1, 3], [1, 1]),
        ([1, 2.5], [1, 2]),
        ([1, 2], [1, 3]),
    ]
    weighted = [(m.tolist(), w.tolist()) for m, w in pool_adjacent_violators([4, 1], [1, 2])]
    assert weighted[-1] == ([2], [3])


def test_a_clean_step_is_crossed_in_the_middle_of_its_gap():
    found = of([0.0] * 20 + [1.0] * 20)
    assert found.blocks == (Block(0, 19, 0), Block(20, 39, 1))
    assert [crossing.value for crossing in found.crossings] == [19.5] * 3
    # At one half a case on the wrong side costs (½)² ÷ (½·½) = 1: two are allowed, three are not.
    assert found.crossings[1][1:] == (17, 22)


def test_a_plateau_at_the_level_is_crossed_in_its_middle():
    found = of([0.0] * 10 + [0.5] * 10 + [1.0] * 10, cases=2)
    assert found.crossings[1].value == (9 + 20) / 2


def test_what_never_crosses_says_on_which_side_it_stays():
    low, high = of([0.0] * 30), of([1.0] * 30)
    assert [crossing.value for crossing in low.crossings] == [math.inf] * 3
    assert [crossing.value for crossing in high.crossings] == [-math.inf] * 3
    # At 20 % a case that should have failed costs 0.2² ÷ (0.2·0.8) = ¼: nine are allowed.
    assert low.crossings[0][1:] == (20, math.inf)


def test_a_falling_curve_is_the_mirror_of_a_rising_one():
    random = np.random.default_rng(3)
    number = random.random(80)
    shares = (random.random(80) < number).astype(float)
    up = curve(number, shares, LEVELS, rising=True)
    down = curve(-number, shares, LEVELS, rising=False)
    assert [(-c.value, -c.high, -c.low) for c in down.crossings] == list(up.crossings)
    assert [(-b.last, -b.first, b.share) for b in down.blocks[::-1]] == list(up.blocks)
    # Which side fails is turned round as well: 1 − share falls where the share rises.
    other = curve(number, 1 - shares, [1 - level for level in LEVELS], rising=False)
    assert np.allclose(other.crossings, up.crossings)


def test_equal_values_are_one_point():
    found = curve(
        np.array([1.0, 2.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0, 1.0]), [0.5], rising=True
    )
    assert found.blocks == (Block(1, 1, 0), Block(2, 2, 0.5), Block(3, 3, 1))
    assert found.crossings[0].value == 2


def test_many_cases_are_taken_with_their_neighbours():
    random = np.random.default_rng(4)
    number = random.random(20_000)
    shares = (random.random(20_000) < number).astype(float)
    found = curve(number, shares, LEVELS, rising=True)
    assert len(found.blocks) <= 400
    for level, crossing in zip(LEVELS, found.crossings, strict=True):
        assert crossing.low <= level <= crossing.high
        assert crossing.high - crossing.low < 0.1


def test_order_of_the_cases_does_not_matter():
    random = np.random.default_rng(5)
    number, shares = random.random(60), random.random(60).round()
    mixed = random.permutation(60)
    assert curve(number, shares, LEVELS, rising=True) == curve(
        number[mixed], shares[mixed], LEVELS, rising=True
    )


def test_nothing_has_no_curve():
    with pytest.raises(ValueError, match="no share"):
        of([])
