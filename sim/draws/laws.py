"""The formulas of the laws: from a uniform number to a quantity, one text for both engines.

Scalar arithmetic and `math` only, so that the compiled engine gives the same bits: it compiles
these very functions.
"""

from __future__ import annotations

from math import exp, log, sqrt

from sim.draws.normal import normal

_HALVINGS = 60
"""Steps of a bisection: more than a double has bits."""
_LEAST = 2.0**-53
"""The smallest uniform number."""


def race(weight: float, u: float) -> float:
    """Return the finishing time −ln(u)/weight: sorted, these order ids at random by weight."""
    return -log(u) / weight


def even(u: float, a: float, b: float) -> float:
    """Return the quantile of the uniform law on [a, b]."""
    return a + (b - a) * u


def triangular(u: float, a: float, m: float, b: float) -> float:
    """Return the quantile of the triangular law on [a, b] with mode m; a < b."""
    if u < (m - a) / (b - a):
        return a + sqrt(u * ((b - a) * (m - a)))
    return b - sqrt((1.0 - u) * ((b - a) * (b - m)))


def exponential(u: float, mean: float) -> float:
    """Return the upper quantile of the exponential law."""
    return -mean * log(u)


def lognormal(u: float, mu: float, sigma: float) -> float:
    """Return the quantile of the lognormal law with parameters of the logarithm."""
    return exp(mu + sigma * normal(u))


def weibull(u: float, scale: float, shape: float) -> float:
    """Return the upper quantile of the Weibull law."""
    return float(scale * (-log(u)) ** (1.0 / shape))


def even_biased(u: float, a: float, b: float) -> float:
    """Return the quantile of the length-biased uniform law."""
    return sqrt(a * a + (b * b - a * a) * u)


def triangular_biased(u: float, a: float, m: float, b: float) -> float:
    """Return the quantile of the length-biased triangular law, by bisection; a < b."""
    low, high = a, b
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if _biased_mass(middle, a, m, b) < u:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def aged(u: float, whole: float, rate: float) -> float:
    """Return the quantile of the age a of density ∝ e^(−rate·a) on [0, whole]; rate above 0."""
    return -log(1.0 - u * (1.0 - exp(-rate * whole))) / rate


def eased(s: float) -> float:
    """Return a uniform number at `s` in [0, 1], slow at both ends; never 0 or 1 itself."""
    return min(max(s * s * (3.0 - 2.0 * s), _LEAST), 1.0 - _LEAST)


def _biased_mass(x: float, a: float, m: float, b: float) -> float:
    """Return the length-biased triangular CDF."""
    low = min(x, m)
    mass = 0.0
    if m > a:
        mass += (low * low * low / 3.0 - a * low * low / 2.0 + a * a * a / 6.0) / (m - a)
    if x > m:
        mass += (b * (x * x - m * m) / 2.0 - (x * x * x - m * m * m) / 3.0) / (b - m)
    return 2.0 * mass / ((b - a) * ((a + m + b) / 3.0))
