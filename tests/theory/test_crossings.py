"""Intervals of crossings hold a known value as often as they say.

Bounds: 95 % less three standard errors of a share of so many tables, √(0.05·0.95/tables).
"""

import numpy as np
import pytest

from sim.measures.monotone import curve

LEVELS = (0.2, 0.5, 0.8)
TABLES, CASES = 300, 150
LEAST = 0.95 - 3 * np.sqrt(0.05 * 0.95 / TABLES)


def logistic(number):
    return 1 / (1 + np.exp(-8 * (number - 0.5)))


def step(number):
    return np.where(number < 0.4, 0.05, 0.95)


LOGISTIC = [0.5 + np.log(level / (1 - level)) / 8 for level in LEVELS]


def covered(chance, known, draw, **kind):
    """How often each interval holds the known value, and the mean of what crosses, [level]."""
    random = np.random.default_rng(11)
    hits, values = np.zeros(len(LEVELS)), np.zeros((TABLES, len(LEVELS)))
    for table in range(TABLES):
        number = random.triangular(0, 0.4, 1, CASES)
        of = draw(random, number, chance(number))
        found = curve(*of, LEVELS, **{"rising": True, **kind}).crossings
        hits += [c.low <= value <= c.high for c, value in zip(found, known, strict=True)]
        values[table] = [c.value for c in found]
    return hits / TABLES, np.median(values, axis=0)


def alone(random, number, chance):
    return number, (random.random(len(number)) < chance).astype(float)


def pairs(random, number, chance):
    """Two futures a world whose chances are their own."""
    return number, (random.random((2, len(number))) < chance).mean(axis=0)


def tied(random, number, chance):
    """Two futures a world that always end alike."""
    return alone(random, number, chance)


@pytest.mark.parametrize(
    ("draw", "cases"), [(alone, 1), (pairs, 2), (tied, 2)], ids=["alone", "pairs", "tied"]
)
def test_a_logistic_response_is_covered(draw, cases):
    hits, middle = covered(logistic, LOGISTIC, draw, cases=cases)
    assert hits.min() >= LEAST, hits
    # The median of 300 crossings lies within the width that one of them varies by, ÷ √300 · 3.
    np.testing.assert_allclose(middle, LOGISTIC, atol=0.03)


@pytest.mark.parametrize(("draw", "cases"), [(alone, 1), (pairs, 2)], ids=["alone", "pairs"])
def test_a_step_is_covered(draw, cases):
    hits, middle = covered(step, [0.4] * 3, draw, cases=cases)
    assert hits.min() >= LEAST, hits
    np.testing.assert_allclose(middle, 0.4, atol=0.01)


def test_planted_intervals_by_replication_are_too_narrow():
    """Futures that share their world are no cases of their own: the test above would see it."""

    def doubled(random, number, chance):
        own, shares = tied(random, number, chance)
        return np.repeat(own, 2), np.repeat(shares, 2)

    hits, _ = covered(logistic, LOGISTIC, doubled)
    assert hits.min() < LEAST


def test_planted_a_reversed_direction_is_never_right():
    hits, _ = covered(logistic, LOGISTIC, alone, rising=False)
    assert hits.min() < LEAST
