"""Replications go on until each probability is known well: where they end, and whether it is."""

from math import sqrt

import numpy as np
import pytest

from sim.measures.counting.counter import Counts
from sim.measures.counting.pooled import Pooled
from sim.measures.statistics import FAILS, HOLDS, UNTESTED, Z95, Probability, probability
from sim.measures.verdict import precision
from sim.measures.verdict.precision import BATCH, FINEST, LEAST, known, most, until_known
from tests.logs import Story, a_plan, a_spec, tallied

MARGIN = 0.03
MOST = most(MARGIN)


def pairs(n):
    return np.arange(n) // 2


def alike(p, n):
    """Pairs that always agree, as many holding as `p` says, evenly spread."""
    shares = np.floor(np.arange(1, n // 2 + 1) * p) - np.floor(np.arange(n // 2) * p)
    return np.repeat(np.where(shares > 0, HOLDS, FAILS), 2)


# The rule


@pytest.mark.parametrize("status", [HOLDS, FAILS, UNTESTED])
def test_where_all_agree_the_least_number_is_enough(status):
    assert not known(np.full((3, LEAST - BATCH), status), MARGIN)
    assert known(np.full((3, LEAST), status), MARGIN)


def test_the_widest_interval_decides():
    sure, unsure = np.full(LEAST, HOLDS), alike(0.5, LEAST)
    assert known(np.stack([sure, sure]), MARGIN)
    assert not known(np.stack([sure, unsure]), MARGIN)


def test_no_probability_needs_more_than_the_most():
    assert not known(alike(0.5, MOST - BATCH)[None], MARGIN)
    for p in (0.5, 0.4, 0.9):
        assert known(alike(p, MOST)[None], MARGIN)


@pytest.mark.parametrize("margin", [0.005, 0.01, 0.03, 0.1])
def test_the_most_is_enough_and_a_batch_less_is_not(margin):
    enough = most(margin)
    assert known(alike(0.5, enough)[None], margin)
    if enough > LEAST:
        assert not known(alike(0.5, enough - BATCH)[None], margin)


@pytest.mark.parametrize("margin", [0, -0.1, 0.9 * FINEST, 0.5, 3])
def test_a_margin_that_tells_nothing_is_refused(margin):
    with pytest.raises(ValueError, match="margin"):
        most(margin)


def test_what_is_partly_untested_takes_as_many_that_are_tested():
    """Every second pair tests nothing: it takes twice as many to know as much."""
    tested = alike(0.9, MOST)
    enough = next(n for n in range(LEAST, MOST, BATCH) if known(tested[None, :n], MARGIN))
    twice = np.full(2 * MOST, UNTESTED)
    twice[np.arange(2 * MOST) // 2 % 2 == 0] = tested
    assert not known(twice[None, :enough], MARGIN)
    assert known(twice[None, : 2 * enough], MARGIN)


def test_a_run_ends_on_the_interval_that_is_printed():
    status = np.where(np.arange(300) % 3 == 2, UNTESTED, alike(0.8, 300))
    found = probability(status, pairs(300))
    assert found.margin == (found.high - found.low) / 2
    assert known(status[None], found.margin)
    assert not known(status[None], found.margin - 1e-9)


def test_without_a_standard_the_least_number_is_played():
    assert known(np.full((2, LEAST), UNTESTED), MARGIN)


# Parts of a run

PLAN = a_plan()
SPEC = a_spec(
    {"wait": {"metric": "wait", "space": "factory", "within": "3 months", "share": "90%"}}
)


def a_part(first, statuses):
    """Replications in which the one request for a factory is granted in time, late, or not made."""
    tallies = []
    for number, status in enumerate(statuses, first):
        story = Story(PLAN)
        if status != UNTESTED:
            story.request(0, granted=1 if status == HOLDS else 9)
        tallies.append(tallied(story.log(number), SPEC))
    return Counts(tuple(tallies), Pooled(0, np.zeros(1, np.int64), np.zeros(1, np.int32)))


def played(statuses, size):
    """How many replications are played, in parts of `size`, and whether no part is left."""
    ended = False

    def parts():
        nonlocal ended
        for i in range(0, len(statuses), size):
            yield a_part(i, statuses[i : i + size])
        ended = True

    return sum(len(part.tallies) for part in until_known(parts(), SPEC, PLAN, MARGIN)), ended


@pytest.mark.parametrize("size", [50, 20])
def test_a_run_ends_with_the_first_batch_that_knows_enough(size):
    statuses = np.concatenate([alike(0.9, 200), np.full(1000, HOLDS)])
    looks = range(LEAST, len(statuses), BATCH)
    enough = next(n for n in looks if probability(statuses[:n], pairs(n)).margin <= MARGIN)
    assert enough > LEAST
    assert played(statuses, size) == (enough, False)


def test_a_run_ends_at_its_cap():
    assert played(alike(0.5, 350), 50) == (350, True)


def test_standards_never_tested_are_left_out():
    assert played(np.full(500, UNTESTED), 50) == (LEAST, False)


# What it is worth


def cases(rng, p, icc, n):
    """Pairs of Bernoulli cases with intraclass correlation `icc`."""
    shared, together = (np.repeat(rng.random(n // 2), 2) for _ in range(2))
    return np.where(np.where(together < icc, shared, rng.random(n)) < p, HOLDS, FAILS)


def coverage(p, icc, trials, looks):
    """Share of the intervals at the end of a run that hold `p`."""
    rng = np.random.default_rng(round(1000 * p + 10 * icc))
    covered = 0
    for _ in range(trials):
        status = cases(rng, p, icc, MOST)
        n = next((n for n in looks if known(status[None, :n], MARGIN)), MOST)
        found = precision.probability(status[:n], pairs(n))
        covered += found.low <= p <= found.high
    return covered / trials


@pytest.mark.parametrize(("p", "icc"), [(0.03, 1), (0.1, 0.3), (0.2, 0), (0.8, 1), (0.95, 0.5)])
def test_intervals_that_end_a_run_cover_as_often_as_they_say(p, icc):
    """95 ± 1 % by design, ± 2.6 standard errors of this many trials."""
    trials = 600
    slack = 2.6 * sqrt(0.95 * 0.05 / trials)
    found = coverage(p, icc, trials, range(LEAST, MOST, BATCH))
    assert 0.94 - slack <= found <= 0.97 + slack


def test_the_textbook_interval_looked_at_after_every_pair_would_not_cover(monkeypatch):
    """The same trials without the precautions: the test above can fail."""

    def textbook(status, clusters):
        share = float(np.mean(status == HOLDS))
        half = Z95 * sqrt(share * (1 - share) / len(status))
        return Probability(0, 0, 0, share, share - half, share + half, half, len(status))

    monkeypatch.setattr(precision, "probability", textbook)
    monkeypatch.setattr(precision, "LEAST", 2)
    assert coverage(0.2, 0, 200, range(2, MOST, 2)) < 0.5
