"""Money as screens and figures write it: in a large unit of the scenario's currency."""

from __future__ import annotations

from sim.scenario.values.units import YUAN
from sim.text.words import Words


def money_unit(currency: str) -> tuple[float, Words]:
    """Return how much makes one large unit, and its name: 亿元, or a million of any other."""
    if currency == YUAN:
        return 1e8, Words("亿元", "10⁸ yuan")
    return 1e6, Words(f"百万 {currency}", f"m {currency}")


def money_name(currency: str) -> Words:
    """Return what one unit of a currency is called after a number."""
    return Words("元", "yuan") if currency == YUAN else Words(currency, currency)
