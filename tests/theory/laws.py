"""Laws of a stay with a mean of 4 months, as a scenario writes them and as SciPy knows them.

SciPy's are an independent source: what the simulator draws from is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log, sqrt
from typing import Any

from scipy import integrate, stats

Survival = Callable[[float], float]
"""P(stay > t), t in months."""

_CV = 1.5
_SIGMA = sqrt(log(1 + _CV**2))
_SHAPE, _SCALE = 0.8, 4 / 1.1330030963193474

LAWS: dict[str, tuple[Any, Survival]] = {
    "exponential": ({"exponential": "4 months"}, stats.expon(scale=4).sf),
    "constant": ("4 months", lambda t: float(t < 4)),
    "uniform": ({"uniform": ["1 month", "7 months"]}, stats.uniform(1, 6).sf),
    "triangular": (
        {"triangular": ["1 month", "2 months", "9 months"]},
        stats.triang(1 / 8, loc=1, scale=8).sf,
    ),
    "pert": (
        {"pert": ["1 month", "3 months", "11 months"]},
        stats.beta(1.8, 4.2, loc=1, scale=10).sf,
    ),
    "lognormal": (
        {"lognormal": {"mean": "4 months", "cv": _CV}},
        stats.lognorm(_SIGMA, scale=4 / sqrt(1 + _CV**2)).sf,
    ),
    "gamma": ({"gamma": {"mean": "4 months", "cv": 0.5}}, stats.gamma(4, scale=1).sf),
    "weibull": (
        {"weibull": {"scale": f"{_SCALE} months", "shape": _SHAPE}},
        stats.weibull_min(_SHAPE, scale=_SCALE).sf,
    ),
    "discrete": (
        {"discrete": [["1 month", "50%"], ["5 months", "25%"], ["9 months", "25%"]]},
        lambda t: 0.5 * (t < 1) + 0.25 * (t < 5) + 0.25 * (t < 9),
    ),
}


def passed(survival: Survival, months: float) -> float:
    """Share of a stay's mean that lies before `months`: P(rest < months) of one found midway."""
    area = integrate.quad(survival, 0, months, points=(1, 4, 5, 9), limit=200)[0]
    return float(area) / MEAN


MEAN = 4.0
