"""The formulas of the laws: from a uniform number to a quantity, one text for both engines.

Scalar arithmetic and `math` only, so that the compiled engine gives the same bits: it compiles
these very functions.
"""

from __future__ import annotations

from math import exp, log, sqrt

_HALVINGS = 60
"""Steps of a bisection: more than a double has bits."""
_LEAST = 2.0**-53
"""The smallest uniform number."""

# Wichura's coefficients of the normal quantile
_A = (3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3,
      1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
      3.3430575583588128105e4, 2.5090809287301226727e3)  # fmt: skip
_B = (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
      2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
      5.2264952788528545610e3)  # fmt: skip
_C = (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
      3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1,
      2.27238449892691845833e-2, 7.74545014278341407640e-4)  # fmt: skip
_D = (1.0, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
      1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
      1.05075007164441684324e-9)  # fmt: skip
_E = (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
      2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
      2.71155556874348757815e-5, 2.01033439929228813265e-7)  # fmt: skip
_F = (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
      7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
      2.04426310338993978564e-15)  # fmt: skip


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


def normal(u: float) -> float:
    """Return the standard normal quantile of `u` in (0, 1); Wichura (1988), algorithm AS 241."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * (_horner(_A, r) / _horner(_B, r))
    r = sqrt(-log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        x = _horner(_C, r - 1.6) / _horner(_D, r - 1.6)
    else:
        x = _horner(_E, r - 5.0) / _horner(_F, r - 5.0)
    return -x if q < 0.0 else x


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


def _horner(c: tuple[float, ...], r: float) -> float:
    """Return the polynomial with coefficients `c`, from the constant on, at r."""
    return (
        ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r
    ) + c[0]


def _biased_mass(x: float, a: float, m: float, b: float) -> float:
    """Return the length-biased triangular CDF."""
    low = min(x, m)
    mass = 0.0
    if m > a:
        mass += (low * low * low / 3.0 - a * low * low / 2.0 + a * a * a / 6.0) / (m - a)
    if x > m:
        mass += (b * (x * x - m * m) / 2.0 - (x * x * x - m * m * m) / 3.0) / (b - m)
    return 2.0 * mass / ((b - a) * ((a + m + b) / 3.0))
