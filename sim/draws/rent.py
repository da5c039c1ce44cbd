"""The law of rent: one text for both engines and for the measures.

Rent is kept as x = ln(rent ÷ rent at the opening), any number, so that rent stays above 0.
"""

from __future__ import annotations

from math import exp

_MONTHS = 12.0


def moved(
    x: float, capacity: int, leased: int, natural: float, adjustment: float, reversion: float
) -> float:
    """Return x a month later, by the space that stands and is leased at the month's end.

    dx/dt = adjustment · (natural − vacancy) − reversion · x, time in years. Rosen & Smith, "The
    price-adjustment process for rental housing and the natural vacancy rate", AER 73 (1983), and
    Wheaton & Torto (1988) have the first term; the second, back to a rent that covers the cost of
    building, is Hendershott's (1996). Without space there is no vacancy, and rent stays.
    """
    if capacity <= 0:
        return x
    vacancy = (capacity - leased) / capacity
    return x + (adjustment * (natural - vacancy) - reversion * x) / _MONTHS


def response(x: float, elasticity: float) -> float:
    """Return the factor (rent ÷ rent at the opening) ** elasticity; exactly 1 where either is 0."""
    return exp(elasticity * x)
