"""Shares with intervals, exact quantiles, chance against ignorance."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim.measures.statistics import (
    FAILS,
    HOLDS,
    UNTESTED,
    clustered_wilson,
    design_effect,
    probability,
    quantile,
    wilson,
)
from sim.measures.verdict.causes import chance_share


def pairs(n):
    return np.arange(n) // 2


# Wilson: values of Newcombe (1998), Statistics in Medicine 17, table I.
@pytest.mark.parametrize(
    ("cases", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(cases, n, low, high):
    assert wilson(cases / n, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize("n", [1, 10, 10.5, 13, 37, 400])
def test_where_all_or_none_hold_the_interval_reaches_them(n):
    assert wilson(1.0, n)[1] == 1.0
    assert wilson(0.0, n)[0] == 0.0


def test_pairs_that_always_agree_count_once():
    flags = np.repeat(np.arange(100) % 4 > 0, 2)
    assert design_effect(flags, pairs(200)) == 2
    low, high, effective = clustered_wilson(flags, pairs(200))
    assert effective == 100
    assert (low, high) == wilson(0.75, 100)


def test_pairs_that_agree_no_more_than_chance_count_twice():
    flags = np.tile([True, True, True, False, False, True, False, False], 25)
    assert design_effect(flags, pairs(200)) == pytest.approx(1, abs=0.02)


def test_pairs_that_disagree_count_no_more_than_twice():
    assert design_effect(np.tile([True, False], 50), pairs(100)) == 1


def test_where_all_agree_the_worst_is_taken():
    assert design_effect(np.ones(200, dtype=bool), pairs(200)) == 2
    assert design_effect(np.zeros(3, dtype=bool), pairs(3)) == pytest.approx(5 / 3)
    assert design_effect(np.ones(7, dtype=bool), np.arange(7)) == 1


def test_an_odd_last_replication_is_its_own_cluster():
    flags = np.array([True, True, False, True, True])
    z = np.array([0.4, -0.6, 0.2])
    assert design_effect(flags, pairs(5)) == pytest.approx(3 / 2 * np.sum(z**2) / (5 * 0.8 * 0.2))


@pytest.mark.parametrize("icc", [0, 0.3, 0.7, 1])
@pytest.mark.parametrize("p", [0.5, 0.8, 0.95])
def test_the_interval_covers_as_often_as_it_says(p, icc):
    """95 ± 2 % by design, ± 2.6 standard errors of this many trials."""
    trials, clusters = 800, 100
    rng = np.random.default_rng(round(1000 * p + 10 * icc))
    shared = np.repeat(rng.random((trials, clusters)) < p, 2, axis=1)
    own = rng.random((trials, 2 * clusters)) < p
    together = np.repeat(rng.random((trials, clusters)) < icc, 2, axis=1)
    cases = np.where(together, shared, own)
    covered = 0
    for flags in cases:
        low, high, _ = clustered_wilson(flags, pairs(2 * clusters))
        covered += low <= p <= high
    slack = 2.6 * np.sqrt(0.95 * 0.05 / trials)
    assert 0.93 - slack <= covered / trials <= 0.97 + slack


def test_an_interval_blind_to_pairs_would_not_cover():
    """The same trials, taken as independent: the test above can fail."""
    trials, clusters = 1500, 100
    rng = np.random.default_rng(1)
    share = np.repeat(rng.random((trials, clusters)) < 0.8, 2, axis=1).mean(axis=1)
    covered = [low <= 0.8 <= high for low, high in (wilson(s, 2 * clusters) for s in share)]
    assert np.mean(covered) < 0.9


def test_untested_replications_leave_the_share_and_its_interval():
    status = np.array([HOLDS] * 60 + [FAILS] * 20 + [UNTESTED] * 20)
    found = probability(status, pairs(100))
    assert (found.holds, found.fails, found.untested) == (60, 20, 20)
    assert (found.share, found.untested_share) == (0.75, 0.2)
    assert found == replace(probability(status[:80], pairs(80)), untested=20)
    # By hand: the halves of 40 pairs agree, so 80 cases tell as much as 40.
    assert (found.low, found.high) == wilson(0.75, 40)


def test_of_a_pair_of_which_one_was_tested_one_counts():
    status = np.tile([HOLDS, UNTESTED, FAILS, FAILS], 10)
    found = probability(status, pairs(40))
    assert (found.share, found.untested_share) == (1 / 3, 0.25)
    # By hand: sums of (case − 1/3) over clusters are 2/3 and −2/3, each ten times; 20 clusters.
    effect = 20 / 19 * (20 * 4 / 9) / (30 * 1 / 3 * 2 / 3)
    assert found.effective == pytest.approx(30 / effect)


def test_nothing_tested_has_no_share():
    found = probability(np.full(10, UNTESTED), pairs(10))
    assert found.share is None
    assert (found.low, found.high) == (0, 1)


def test_quantiles_are_values_that_occurred():
    values = list(range(1, 11))
    assert [quantile(values, p) for p in (10, 50, 90)] == [1, 5, 9]
    assert [quantile([4, 8], p) for p in (10, 50, 51, 90)] == [4, 4, 8, 8]
    assert quantile(list(range(1, 71)), 10) == 7
    with pytest.raises(ValueError, match="no value"):
        quantile([], 50)


# Chance against ignorance


def test_all_chance_and_all_ignorance():
    apart = np.tile([0.0, 1.0], 20)
    assert chance_share(apart, pairs(40))[::3] == (1.0, 20)
    together = np.repeat(np.arange(20.0), 2)
    assert chance_share(together, pairs(40)) == (0.0, 0.0, 1.0, 20)
    # Where no number is ranged, all that differs is chance, whatever pairs happen to do.
    assert chance_share(together, pairs(40), ranged=False) == (1.0, 1.0, 1.0, 20)


@pytest.mark.parametrize("ignorance", [0.0, 1.0, 3.0])
def test_the_split_of_known_variances(ignorance):
    rng = np.random.default_rng(5)
    ranges = np.repeat(rng.normal(0, np.sqrt(ignorance), 4000), 2)
    share, *_, found = chance_share(ranges + rng.normal(0, 1, 8000), pairs(8000))
    assert share == pytest.approx(1 / (1 + ignorance), abs=0.04)
    assert found == 4000


def test_nothing_varies_or_too_little_is_known():
    assert chance_share(np.ones(10), pairs(10)) == (None, 0.0, 1.0, 5)
    assert chance_share(np.array([1.0, 2.0, 5.0]), pairs(3)) == (None, 0.0, 1.0, 1)


def test_the_jackknife_by_hand():
    """Pseudo-values written out, one pair left out after the other."""
    rng = np.random.default_rng(2)
    values = 4 * np.repeat(rng.normal(size=12), 2) + rng.normal(size=24)

    def log_ratio(some):
        table = some.reshape(-1, 2)
        inside = np.mean([np.var(pair, ddof=1) for pair in table])
        return np.log(2 * np.var(table.mean(axis=1), ddof=1) / inside)

    out = [np.delete(values, [2 * i, 2 * i + 1]) for i in range(12)]
    pseudo = np.array([12 * log_ratio(values) - 11 * log_ratio(one) for one in out])
    # Student's t with 11 degrees is 2.201 at 97.5 %; its expansion gives 2.174.
    half = 2.174 * pseudo.std(ddof=1) / np.sqrt(12)
    _, low, high, _ = chance_share(values, pairs(24))
    assert low == pytest.approx(2 / (1 + np.exp(pseudo.mean() + half)), abs=1e-3)
    assert high == pytest.approx(2 / (1 + np.exp(pseudo.mean() - half)), abs=1e-3)


def of_pairs(law, shared, rng, n=100):
    """Pairs of unit variance of which `shared` is the pair's."""
    if law == "often":  # holds in 30 %, the pair alike with probability `shared`
        alike = np.repeat(rng.random(n) < shared, 2)
        both = np.repeat(rng.random(n), 2)
        return np.where(np.where(alike, both, rng.random(2 * n)) < 0.3, 1.0, 0.0)
    draw = rng.normal if law == "normal" else rng.exponential
    return np.sqrt(shared) * np.repeat(draw(size=n), 2) + np.sqrt(1 - shared) * draw(size=2 * n)


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("law", ["normal", "often", "skewed"])
def test_the_interval_of_the_chance_share_covers(law, shared):
    """95 % less 2 by design, and 4 standard errors of this many trials."""
    trials, rng = 500, np.random.default_rng(11)
    hits = 0
    for _ in range(trials):
        _, low, high, _ = chance_share(of_pairs(law, shared, rng), pairs(200))
        hits += low <= 1 - shared <= high
    assert hits / trials >= 0.93 - 4 * np.sqrt(0.05 * 0.95 / trials)


def test_an_interval_by_the_normal_law_would_not_cover():
    """The same trials by F: the test above can fail."""
    trials, rng = 500, np.random.default_rng(11)
    hits = 0
    for _ in range(trials):
        table = of_pairs("often", 0.9, rng).reshape(-1, 2)
        inside = max(1e-9, np.mean(np.var(table, axis=1, ddof=1)))
        ratio = 2 * np.var(table.mean(axis=1), ddof=1) / inside
        low, high = 2 / (1 + ratio / stats.f.ppf([0.025, 0.975], 99, 100))
        hits += low <= 0.1 <= high
    assert hits / trials < 0.8


def test_replications_without_a_partner_are_left_out():
    values = np.array([1.0, 2.0, 3.0, 5.0, np.nan, 1.0, 4.0, np.inf, 100.0])
    assert chance_share(values, pairs(9)) == chance_share(values[:4], pairs(4))
    assert chance_share(values[[3, 0, 2, 1]], pairs(4)[[3, 0, 2, 1]]) == chance_share(
        values[:4], pairs(4)
    )
