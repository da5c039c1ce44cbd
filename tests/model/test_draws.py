"""Keys and inverse CDFs: uniform, independent, frozen, and equal to what SciPy computes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import exp, inf, log, sqrt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, stats

from sim.draws.inverse import Quantile, length_biased, quantile
from sim.draws.keys import child, entity, uniform, word
from sim.draws.laws import normal, race
from sim.draws.purposes import Kind, Purpose
from sim.draws.tables import Table, log_gamma
from sim.scenario.values.distributions import Distribution

Floats = NDArray[np.float64]

LEAST_P = 0.001
"""Seeds are fixed: a p-value below this is a fault of the generator, not bad luck."""

KINDS = "COMPANY TENANT PIPELINE WORKS RANGE CDMO RETURN BUILDER HOUSED LET_AHEAD LINE QUEUED"
PURPOSES = """
    GAP PARK ROUTE AREA PATIENCE FIT_OUT DURATION SUCCESS BUILD DATE EXPANSION_EVERY
    EXPANSION_AREA EXPANSION_PATIENCE EXPANSION_FIT_OUT CONSTRUCTION SLIP SLIP_COMMON LAG
    SUSPENSION RESUME TENANT_OF PHASE BIASED AGE COUNT STRATUM JITTER LEAD
"""
"""Frozen, numbered from 1: a new one goes to the end; none ever changes or is used again."""
LATER = {
    "RETURN": 33,
    "CDMO_CHANCE": 34,
    "HOLDS": 35,
    "FOLLOWS": 36,
    "STRANDS": 37,
    "STRANDED": 38,
    "ACCEPTED": 39,
    "CLOSES": 41,
    "GIVES_BACK": 42,
    "LEASE_END": 43,
    "LINES": 45,
    "FIRM": 46,
}
"""Purposes numbered by the block of numbers that their part of the model was given."""


# Keys


def test_purposes_and_kinds_keep_their_numbers() -> None:
    for names, later, found in (
        (KINDS, {}, Kind.__members__),
        (PURPOSES, LATER, Purpose.__members__),
    ):
        assert found == {name: number for number, name in enumerate(names.split(), 1)} | later


def test_children_are_the_published_outputs_of_splitmix64() -> None:
    """Seed 1234567, the outputs that implementations check themselves with."""
    known = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert [child(1234567, i) for i in range(5)] == known


def test_words_and_keys_are_frozen() -> None:
    """What every stored result rests on."""
    assert word("-") == int.from_bytes(bytes.fromhex("965c6512ec128097"), "little")
    assert word("chem-firms") != word("chem-firm")
    assert entity(20231016, 3, Kind.COMPANY, word("chem-firms")) == 14541510089342210263


def test_a_uniform_is_never_0_or_1() -> None:
    assert 0.0 < uniform(0) < 1e-15
    assert 1.0 - 1e-15 < uniform(2**64 - 1) < 1.0


def numbers(seed: int, companies: int = 200, stages: int = 10, purposes: int = 25) -> Floats:
    """Uniforms of neighbouring keys, [company, stage, purpose]."""
    key = entity(seed, 0, Kind.COMPANY, word("firms"))
    stage_words = [word(f"stage-{s}") for s in range(stages)]
    return np.array(
        [
            [
                [uniform(child(child(child(key, c), w), p)) for p in range(1, purposes + 1)]
                for w in stage_words
            ]
            for c in range(companies)
        ]
    )


@pytest.mark.parametrize("seed", [1, 2, 20231016, 2**63 - 1])
def test_draws_are_uniform(seed: int) -> None:
    drawn = numbers(seed)
    assert stats.kstest(drawn.ravel(), "uniform").pvalue > LEAST_P
    counts = np.histogram(drawn, bins=1000, range=(0, 1))[0]
    assert stats.chisquare(counts).pvalue > LEAST_P


@pytest.mark.parametrize("part", range(2))
def test_the_digits_that_matter_least_are_uniform_too(part: int) -> None:
    """Middle and low bits of the number, which the leading digits hide."""
    low = np.mod(numbers(5).ravel() * 2.0 ** (20 + 20 * part), 1.0)
    assert stats.chisquare(np.histogram(low, bins=64, range=(0, 1))[0]).pvalue > LEAST_P


@pytest.mark.parametrize("axis", [0, 1, 2], ids=["company", "stage", "purpose"])
def test_neighbouring_keys_are_independent(axis: int) -> None:
    """Pairs fill the square evenly and do not correlate, one step along each part of the key."""
    drawn = numbers(3)
    here = np.take(drawn, range(drawn.shape[axis] - 1), axis).ravel()
    there = np.take(drawn, range(1, drawn.shape[axis]), axis).ravel()
    table = np.histogram2d(here, there, bins=20, range=((0, 1), (0, 1)))[0]
    assert stats.chisquare(table.ravel()).pvalue > LEAST_P
    assert abs(stats.norm.isf(LEAST_P / 2)) > abs(np.corrcoef(here, there)[0, 1]) * sqrt(len(here))


@pytest.mark.parametrize("change", ["seed", "replication", "kind", "name"])
def test_neighbouring_entities_are_independent(change: str) -> None:
    base: dict[str, int] = {"seed": 1, "replication": 0, "kind": 1, "name": 1}

    def draw(n: int) -> list[float]:
        key = entity(**base | {change: n})
        return [uniform(child(child(key, i), Purpose.AREA)) for i in range(5000)]

    before = draw(0)
    for n in range(1, 6):
        after = draw(n)
        table = np.histogram2d(before, after, bins=10, range=((0, 1), (0, 1)))[0]
        assert stats.chisquare(table.ravel()).pvalue > LEAST_P
        before = after


def test_a_million_keys_do_not_collide() -> None:
    root = entity(1, 0, Kind.COMPANY, word("firms"))
    words = [word(f"stage-{s}") for s in range(20)]
    keys = {
        child(stage, purpose)
        for company in range(2000)
        for stage in [child(child(root, company), w) for w in words]
        for purpose in range(1, 26)
    }
    assert len(keys) == 1_000_000


# Laws


LAWS = {
    "constant": (Distribution("constant", (7.0,)), None),
    "uniform": (Distribution("uniform", (2.0, 5.0)), stats.uniform(2, 3)),
    "triangular": (Distribution("triangular", (1.0, 2.0, 6.0)), stats.triang(0.2, 1, 5)),
    "triangular-left": (Distribution("triangular", (1.0, 1.0, 6.0)), stats.triang(0, 1, 5)),
    "triangular-right": (Distribution("triangular", (1.0, 6.0, 6.0)), stats.triang(1, 1, 5)),
    "pert": (Distribution("pert", (1.0, 2.0, 6.0)), stats.beta(1.8, 4.2, 1, 5)),
    "pert-left": (Distribution("pert", (0.0, 0.0, 3.0)), stats.beta(1, 5, 0, 3)),
    "exponential": (Distribution("exponential", (8.0,)), stats.expon(scale=8)),
    "lognormal": (Distribution("lognormal", (1.0, 0.7)), stats.lognorm(0.7, scale=exp(1.0))),
    "gamma": (Distribution("gamma", (4.0, 3.5)), stats.gamma(4, scale=3.5)),
    "gamma-even": (Distribution("gamma", (1.0, 2.0)), stats.gamma(1, scale=2)),
    "gamma-skew": (Distribution("gamma", (0.4, 2.0)), stats.gamma(0.4, scale=2)),
    "gamma-narrow": (Distribution("gamma", (400.0, 0.1)), stats.gamma(400, scale=0.1)),
    "weibull": (Distribution("weibull", (16.0, 1.5)), stats.weibull_min(1.5, scale=16)),
    "weibull-skew": (Distribution("weibull", (16.0, 0.6)), stats.weibull_min(0.6, scale=16)),
    "discrete": (Distribution("discrete", (1.0, 0.5, 3.0, 0.3, 9.0, 0.2)), None),
}
CONTINUOUS = [name for name, (_, scipy) in LAWS.items() if scipy is not None]
FALLING = {"exponential", "weibull"}
"""Laws drawn as the quantile of 1 − u, which is as good a uniform and loses no digits."""
TABLES = {"pert": 1e-4, "gamma": 1e-3}
"""Error of the laws that come from a table: of a PERT by its width, of a gamma relative."""
EDGES = ((0.0, 0.0, 1.0), (0.0, 1.0, 1.0), (0.0, 1e-6, 1.0), (2.0, 2.5, 3.0), (9.0, 9.0, 9.001))
"""Least, mode and greatest of triangular and PERT laws."""
GRID = np.concatenate([[1e-9, 1e-6, 1e-4], np.linspace(0.001, 0.999, 999), [1 - 1e-4, 1 - 1e-6]])
# Even in z, so that both tails count: the mean of g is the integral of g(q(Φ(z))) φ(z).
Z = np.linspace(-8.0, 8.0, 40_001)


@pytest.mark.parametrize("name", CONTINUOUS)
def test_a_quantile_is_that_of_scipy(name: str) -> None:
    law, scipy = LAWS[name]
    ours = np.array([quantile(law)(u) for u in GRID])
    theirs = scipy.isf(GRID) if law.kind in FALLING else scipy.ppf(GRID)
    width = theirs.max() - theirs.min() if law.kind == "pert" else np.abs(theirs)
    assert np.max(np.abs(ours - theirs) / width) < TABLES.get(law.kind, 1e-12)


def test_the_normal_quantile_is_that_of_scipy() -> None:
    grid = np.concatenate([GRID, [1e-300, 2.0**-53, 0.075, 0.0750001, 0.925, 1 - 2.0**-53]])
    assert np.max(np.abs([normal(u) for u in grid] - stats.norm.ppf(grid))) < 1e-13


def test_a_discrete_quantile_steps_at_the_sums_of_shares() -> None:
    at = quantile(LAWS["discrete"][0])
    assert [at(u) for u in (1e-9, 0.4999, 0.5001, 0.7999, 0.8001, 1 - 1e-9)] == [1, 1, 3, 3, 9, 9]


def test_constants_and_forever() -> None:
    assert {quantile(LAWS["constant"][0])(u) for u in GRID} == {7.0}
    assert {length_biased(LAWS["constant"][0])(u) for u in GRID} == {7.0}
    assert quantile(Distribution("forever"))(0.5) == inf


@pytest.mark.parametrize("name", LAWS)
def test_draws_have_the_mean_and_variance_that_the_law_states(name: str) -> None:
    law, _ = LAWS[name]
    drawn, weight = np.array([quantile(law)(u) for u in stats.norm.cdf(Z)]), stats.norm.pdf(Z)
    mean = integrate.trapezoid(drawn * weight, Z)
    variance = integrate.trapezoid((drawn - mean) ** 2 * weight, Z)
    assert mean == pytest.approx(law.mean, rel=1e-3)
    assert variance == pytest.approx(law.variance, rel=5e-3, abs=1e-9)


def gamma(cv: float) -> Distribution:
    return Distribution("gamma", (cv**-2, cv**2))


def lognormal(cv: float) -> Distribution:
    sigma = sqrt(log(1.0 + cv * cv))
    return Distribution("lognormal", (-sigma * sigma / 2.0, sigma))


SHAPES = [
    *(gamma(cv) for cv in (0.001, 0.01, 0.1, 0.5, 1.0, 2.0, 3.0, 3.5, 5.0, 10.0, 20.0, 100.0)),
    *(lognormal(cv) for cv in (0.001, 0.1, 1.0, 3.0, 10.0)),
    *(Distribution("weibull", (1.0, shape)) for shape in (0.2, 0.5, 1.0, 3.0, 20.0, 100.0)),
    *(Distribution(kind, p) for kind in ("triangular", "pert") for p in EDGES),
    *(Distribution("uniform", p) for p in ((0.0, 1.0), (0.0, 1e-6), (5.0, 5.0001))),
    Distribution("exponential", (3.0,)),
]
"""From one end of what the language admits to the other, and gamma beyond."""
MEAN, VARIANCE = 1e-3, 1.1e-2
"""What a table promises, see `sim.draws.tables`; formulas are far better."""


def moments(inverse: Quantile, nodes: int) -> tuple[float, float]:
    """Mean and variance of what uniforms give, by Gauss–Legendre over pieces of z of one width."""
    edges = np.linspace(-8.2, 8.2, nodes // 8 + 1)
    at, share = np.polynomial.legendre.leggauss(8)
    half = np.diff(edges)[:, None] / 2.0
    z = ((edges[:-1] + edges[1:])[:, None] / 2.0 + half * at).ravel()
    weight = (half * share).ravel() * stats.norm.pdf(z)
    drawn = np.array([inverse(min(u, 1.0 - 2.0**-53)) for u in stats.norm.cdf(z)])
    mean = float((drawn * weight).sum())
    return mean, float(((drawn - mean) ** 2 * weight).sum())


@pytest.mark.parametrize("law", SHAPES, ids=lambda law: f"{law.kind} {law.params[:4]}")
def test_moments_hold_for_every_shape(law: Distribution) -> None:
    """Those of the law, and of the law drawn by length: E[X²]/E[X]."""
    mean, variance = moments(quantile(law), 4000)
    assert mean == pytest.approx(law.mean, rel=MEAN)
    assert variance == pytest.approx(law.variance, rel=VARIANCE)
    longer, _ = moments(length_biased(law), 1000)
    assert longer == pytest.approx(law.mean + law.variance / law.mean, rel=MEAN)


@pytest.mark.parametrize("count", [2, 50])
def test_moments_of_a_discrete_law(count: int) -> None:
    """A law of steps: even uniforms, as many in each step as its share says."""
    pairs = [(float(i * i), 1.0 / count) for i in range(count)]
    law = Distribution("discrete", tuple(n for pair in pairs for n in pair))
    even = (np.arange(100 * count) + 0.5) / (100 * count)
    drawn = np.array([quantile(law)(u) for u in even])
    assert drawn.mean() == pytest.approx(law.mean, rel=1e-12)
    assert drawn.var() == pytest.approx(law.variance, rel=1e-12)


def test_what_is_below_a_table_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were nothing to lie below its first cell, no small shape would have its mean."""
    made = Table.__init__

    def fault(self: Table, densities: Any, low: float, high: float, below: float = 0.0) -> None:
        made(self, densities, low, high)

    monkeypatch.setattr(Table, "__init__", fault)
    log_gamma.cache_clear()
    law = gamma(20.0)
    assert moments(quantile(law), 1000)[0] > 1.5 * law.mean
    log_gamma.cache_clear()


def biased_cdf(scipy: stats.rv_continuous, law: Distribution) -> Callable[[Floats], Floats]:
    """The law with density x·f(x)/E[X], integrated numerically; in z to reach both tails."""
    x = scipy.ppf(stats.norm.cdf(Z))
    mass = integrate.cumulative_trapezoid(x * stats.norm.pdf(Z), Z, initial=0.0)
    assert mass[-1] == pytest.approx(law.mean, rel=1e-6)
    return lambda at: np.interp(at, x, mass / mass[-1])


@pytest.mark.parametrize("name", CONTINUOUS)
def test_a_length_biased_law_has_density_x_f_over_the_mean(name: str) -> None:
    """On an even grid of u its draws fill the law evenly, whatever their order."""
    law, scipy = LAWS[name]
    even = (np.arange(4000) + 0.5) / 4000
    drawn = np.sort([length_biased(law)(u) for u in even])
    assert np.max(np.abs(biased_cdf(scipy, law)(drawn) - even)) < 1e-3


def test_a_length_biased_discrete_law_weighs_by_size() -> None:
    """Values 1, 3, 9 with shares 0.5, 0.3, 0.2: weights 0.5, 0.9, 1.8 of 3.2."""
    even = (np.arange(3200) + 0.5) / 3200
    drawn = [length_biased(LAWS["discrete"][0])(u) for u in even]
    assert [drawn.count(x) for x in (1.0, 3.0, 9.0)] == [500, 900, 1800]


def test_races_are_won_in_proportion_to_weight() -> None:
    """P(first) = weight / sum of weights."""
    weights = {"east": 5.0, "west": 3.0, "south": 2.0}
    root = entity(1, 0, Kind.COMPANY, word("firms"))
    wins = dict.fromkeys(weights, 0)
    for n in range(20_000):
        key = child(child(child(root, n), word("-")), Purpose.PARK)
        wins[min(weights, key=lambda p: race(weights[p], uniform(child(key, word(p)))))] += 1
    assert stats.chisquare(list(wins.values()), [10_000, 6_000, 4_000]).pvalue > LEAST_P
    assert race(2.0, 0.25) == -log(0.25) / 2.0


def test_all_purposes_of_one_company_are_drawn_apart() -> None:
    """No two draws of the model share a key, down to sub-ids and nested companies."""
    key = child(entity(1, 0, Kind.COMPANY, word("firms")), 0)
    stages = [child(key, word(s)) for s in ("-", "research", "trial", "make")]
    subs = [*range(64), *map(word, ("east", "west", "cdmo"))]
    flat = [child(s, p) for s, p in product(stages, Purpose)]
    nested = [child(k, sub) for k, sub in product(flat, subs)]
    assert len({key, *stages, *flat, *nested}) == 1 + len(stages) + len(flat) + len(nested)
