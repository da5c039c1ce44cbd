"""The canonical units of ranged numbers, for people and programs that read an accepted set."""

from __future__ import annotations

from typing import Final

from sim.scenario.leaves import Leaf
from sim.scenario.units import Dimension
from sim.scenario.values import DateChance

_UNITS: Final = {
    "area": "m²",
    "share": "fraction",
    "factor": "factor",
    "span": "months",
    "rate": "per month",
    "growth": "fraction per year",
    "money_rate": "元 per year",
    "density": "元 per m²",
}


def unit(leaf: Leaf) -> str:
    """Return the canonical unit of a number or of the mean of a law."""
    return _UNITS[dimension(leaf).key]


def dimension(leaf: Leaf) -> Dimension:
    """Return what a number or a law measures."""
    assert not isinstance(leaf, DateChance)  # dates have no range
    return leaf.dimension
