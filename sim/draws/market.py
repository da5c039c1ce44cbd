"""How companies of a stage answer the vacancy of the type that they rent, in their own way."""

from __future__ import annotations

from math import exp


def answered(capacity: int, leased: int, usual: float, pull: float) -> float:
    """Return exp(pull × (vacancy − usual)): what multiplies an area or a share of companies.

    Vacancy is the share of what stands that is free; where nothing stands it is as usual. Without
    a `pull` the factor is exactly 1.
    """
    if capacity <= 0:
        return 1.0
    return exp(pull * ((capacity - leased) / capacity - usual))
