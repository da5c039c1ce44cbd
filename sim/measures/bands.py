"""The middle nine tenths of some values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.measures.months import Floats
from sim.measures.statistics import quantile

LOW, MIDDLE, HIGH = 5, 50, 95
"""Percents of the values that a band's ends and middle are not exceeded by."""
ENDS: Final = ("low", "middle", "high")
"""Of a band, as columns of tables call them."""


@dataclass(frozen=True)
class Band:
    """The middle nine tenths of some values, such as those of replications, chance included."""

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, values: Floats) -> Band | None:
        """The band of some values; None where there is none."""
        known = sorted(values[~np.isnan(values)].tolist())
        if not known:
            return None
        return cls(*(quantile(known, percent) for percent in (LOW, MIDDLE, HIGH)))

    def ends(self, name: str) -> dict[str, float]:
        """Return its ends and its middle as columns of a table, each behind a name."""
        return {f"{name}_{end}": getattr(self, end) for end in ENDS}
