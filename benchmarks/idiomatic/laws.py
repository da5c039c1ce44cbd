"""Draws from the laws that the baseline uses, with Python's `random`."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from random import Random

from sim.scenario.values.distributions import Distribution


def draw(rng: Random, law: Distribution) -> float:
    """Draw a value."""
    return _LAWS[law.kind](rng, *law.params)


def draw_biased(rng: Random, law: Distribution) -> float:
    """Draw the whole stay of somebody found in mid-stay: density x·f(x)/E[X]."""
    p = law.params
    match law.kind:
        case "exponential":
            return rng.gammavariate(2.0, p[0])
        case "lognormal":
            return exp(rng.normalvariate(p[0] + p[1] ** 2, p[1]))
        case "constant":
            return draw(rng, law)
    longest = law.support[1]
    while True:  # a bounded law: keep a draw with probability in proportion to its length
        value = draw(rng, law)
        if rng.random() * longest < value:
            return value


def poisson(rng: Random, mean: float) -> int:
    """Draw a count: how many exponential gaps fit into `mean`."""
    count, passed = 0, rng.expovariate(1.0)
    while passed <= mean:
        count += 1
        passed += rng.expovariate(1.0)
    return count


def _pert(rng: Random, a: float, mode: float, b: float) -> float:
    alpha, beta = 1.0 + 4.0 * (mode - a) / (b - a), 1.0 + 4.0 * (b - mode) / (b - a)
    return a + (b - a) * rng.betavariate(alpha, beta)


_LAWS: dict[str, Callable[..., float]] = {
    "constant": lambda rng, x: x,
    "triangular": lambda rng, a, mode, b: rng.triangular(a, b, mode),
    "pert": _pert,
    "exponential": lambda rng, mean: rng.expovariate(1.0 / mean),
    "lognormal": lambda rng, mu, sigma: rng.lognormvariate(mu, sigma),
}
