"""From a uniform number to a quantity: one uniform a variate, one module for both engines.

Scalar `math` functions only: NumPy's transcendentals change their last bits with the processor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import exp, inf

import numpy as np
from numpy.typing import NDArray

from sim.draws import laws
from sim.draws.tables import Table, beta, log_gamma, places
from sim.scenario.values.distributions import Distribution

Quantile = Callable[[float], float]
_GROWN_CELLS = 512
"""Few enough to be made anew for every world in which growth or stays are drawn."""
_GROWN_PLACES = places(0.0, 1.0, _GROWN_CELLS)
_GROWN_WEIGHTS = np.array([6.0 * s * (1.0 - s) for s in _GROWN_PLACES])


def quantile(dist: Distribution) -> Quantile:
    """Return the inverse CDF of `dist`, in the units of its parameters."""
    return _QUANTILES[dist.kind](*dist.params)


def length_biased(dist: Distribution) -> Quantile:
    """Return the inverse CDF of the law with density x·f(x)/E[X].

    It is the law of the whole stay of somebody found in mid-stay (inspection paradox).
    """
    return _BIASED[dist.kind](*dist.params)


def grown(dist: Distribution, rate: float) -> Quantile:
    """Return the inverse CDF of the law with density ∝ f(x)·(1 − e^(−rate·x)), `rate` above 0.

    It is the law of the whole stay of somebody found in mid-stay where arrivals grew at `rate`;
    as the rate falls to 0 it becomes the length-biased one.
    """
    law, table = grown_parts(dist, rate)
    inverse = quantile(law)
    return inverse if table is None else lambda u: inverse(laws.eased(table(u)))


@lru_cache(maxsize=1024)
def grown_parts(dist: Distribution, rate: float) -> tuple[Distribution, Table | None]:
    """Return what `grown` is made of: a law, and the table of where to read its quantiles.

    The table is over s, where u = s²(3 − 2s) is the share of companies with shorter stays, or with
    longer ones: its density is bounded and smooth for every law, and u is right to 1e-5.
    """
    if dist.kind in ("constant", "forever"):
        return dist, None
    if dist.kind == "discrete":
        values, shares = dist.params[::2], dist.params[1::2]
        weights = [p * (1.0 - exp(-rate * x)) for x, p in zip(values, shares, strict=True)]
        total = sum(weights)
        if total == 0.0:  # nobody is met in a stay that is always 0
            return dist, None
        pairs = zip(values, weights, strict=True)
        return Distribution("discrete", tuple(n for x, w in pairs for n in (x, w / total))), None
    stayed = np.array([*map(exp, (-rate * _stays(dist)).tolist())])
    return dist, Table(_GROWN_WEIGHTS * (1.0 - stayed), 0.0, 1.0)


@lru_cache(maxsize=512)
def _stays(dist: Distribution) -> NDArray[np.float64]:
    """Return the stays at the places of a table of `grown_parts`: the same whatever the growth."""
    inverse = quantile(dist)
    return np.array([inverse(laws.eased(s)) for s in _GROWN_PLACES])


def _constant(x: float) -> Quantile:
    return lambda u: x


def _uniform(a: float, b: float) -> Quantile:
    return lambda u: laws.even(u, a, b)


def _triangular(a: float, m: float, b: float) -> Quantile:
    if b == a:
        return _constant(a)
    return lambda u: laws.triangular(u, a, m, b)


def pert_shapes(a: float, m: float, b: float) -> tuple[float, float]:
    """Return the shapes of the Beta law that a PERT law is, stretched to [a, b]."""
    return 1.0 + 4.0 * (m - a) / (b - a), 1.0 + 4.0 * (b - m) / (b - a)


def _pert(a: float, m: float, b: float) -> Quantile:
    if b == a:
        return _constant(a)
    table = beta(*pert_shapes(a, m, b))
    return lambda u: a + (b - a) * table(u)


def _exponential(mean: float) -> Quantile:
    return lambda u: laws.exponential(u, mean)


def _lognormal(mu: float, sigma: float) -> Quantile:
    return lambda u: laws.lognormal(u, mu, sigma)


def _gamma(shape: float, scale: float) -> Quantile:
    table = log_gamma(shape)
    return lambda u: scale * exp(table(u))


def _weibull(scale: float, shape: float) -> Quantile:
    return lambda u: laws.weibull(u, scale, shape)


def _discrete(*pairs: float) -> Quantile:
    values, shares = pairs[::2], pairs[1::2]
    return _pick(values, shares)


def _pick(values: Sequence[float], weights: Sequence[float]) -> Quantile:
    total, sums = sum(weights), []
    running = 0.0
    for w in weights:
        running += w
        sums.append(running / total)

    def at(u: float) -> float:
        for x, s in zip(values, sums, strict=True):
            if u < s:
                return x
        return values[-1]

    return at


def _forever() -> Quantile:
    return _constant(inf)


_QUANTILES: dict[str, Callable[..., Quantile]] = {
    "constant": _constant,
    "uniform": _uniform,
    "triangular": _triangular,
    "pert": _pert,
    "exponential": _exponential,
    "lognormal": _lognormal,
    "gamma": _gamma,
    "weibull": _weibull,
    "discrete": _discrete,
    "forever": _forever,
}


def _uniform_biased(a: float, b: float) -> Quantile:
    return lambda u: laws.even_biased(u, a, b)


def _triangular_biased(a: float, m: float, b: float) -> Quantile:
    if b == a:
        return _constant(a)
    return lambda u: laws.triangular_biased(u, a, m, b)


def _pert_biased(a: float, m: float, b: float) -> Quantile:
    # x = a + (b − a)·B: the law is a mixture of B as it is (weight a/E[X]) and of B length-biased.
    if b == a:
        return _constant(a)
    p, q = pert_shapes(a, m, b)
    plain, biased = beta(p, q), beta(p + 1.0, q)
    share = a / ((a + 4.0 * m + b) / 6.0)

    def at(u: float) -> float:
        v = plain(u / share) if u < share else biased((u - share) / (1.0 - share))
        return a + (b - a) * v

    return at


def _lognormal_biased(mu: float, sigma: float) -> Quantile:
    return _lognormal(mu + sigma * sigma, sigma)


def _weibull_biased(scale: float, shape: float) -> Quantile:
    power = _gamma(1.0 + 1.0 / shape, 1.0)
    return lambda u: scale * power(u) ** (1.0 / shape)


def _discrete_biased(*pairs: float) -> Quantile:
    values, shares = pairs[::2], pairs[1::2]
    return _pick(values, [x * p for x, p in zip(values, shares, strict=True)])


_BIASED: dict[str, Callable[..., Quantile]] = {
    "constant": _constant,
    "uniform": _uniform_biased,
    "triangular": _triangular_biased,
    "pert": _pert_biased,
    "exponential": lambda mean: _gamma(2.0, mean),
    "lognormal": _lognormal_biased,
    "gamma": lambda shape, scale: _gamma(shape + 1.0, scale),
    "weibull": _weibull_biased,
    "discrete": _discrete_biased,
    "forever": _forever,
}
