"""The canonical units of ranged numbers, for people and programs that read an accepted set."""

from __future__ import annotations

from typing import Final

from sim.scenario.schema.leaves import Leaf
from sim.scenario.values.dates import DateChance
from sim.scenario.values.units import YUAN, Dimension

_UNITS: Final = {
    "area": "m²",
    "share": "fraction",
    "factor": "factor",
    "span": "months",
    "rate": "per month",
    "growth": "fraction per year",
    "money": "{money}",
    "money_rate": "{money} per year",
    "density": "{money} per m²",
    "rent": "{money} per m² per month",
    "area_per_job": "m² per job",
}


def unit(leaf: Leaf) -> str:
    """Return the canonical unit of a number or of the mean of a law."""
    kind = dimension(leaf)
    currency = kind.units.currency
    return _UNITS[kind.key].format(money="元" if currency == YUAN else currency)


def dimension(leaf: Leaf) -> Dimension:
    """Return what a number or a law measures."""
    assert not isinstance(leaf, DateChance)  # dates have no range
    return leaf.dimension
