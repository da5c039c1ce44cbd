"""Idle and waiting area of each type by year: what scenarios side by side are drawn of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.measures.counting.levels import POOL
from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, Ints, first_recorded, lengths, years
from sim.scenario.plan.plan import Plan

AREAS: Final = ("free", "waiting_area")


@dataclass(frozen=True)
class AreaCourse:
    """An area over years: median and P10-P90 over futures."""

    years: Ints
    p10: Floats
    p50: Floats
    p90: Floats

    def median(self, year: int) -> float:
        """The median of a year that it has, or of its last one up to it."""
        return float(self.p50[max(int(np.searchsorted(self.years, year, "right")) - 1, 0)])

    def over(self, unit: float) -> AreaCourse:
        """The same in a unit of so many m²."""
        return AreaCourse(self.years, self.p10 / unit, self.p50 / unit, self.p90 / unit)


def area_by_year(tallies: Sequence[Tally], plan: Plan) -> dict[str, Floats]:
    """Means of the city in recorded years, m², [replication], by names such as `free.lab.2030`."""
    first = first_recorded(plan)
    labels, begins = np.unique(years(plan)[first:], return_index=True)
    spans = np.add.reduceat(lengths(plan)[first:], begins)
    shape = (len(POOL), -1, len(plan.spaces), len(plan.parks))
    city = np.stack([tally.pools[:, first:].reshape(shape).sum(axis=3) for tally in tallies])
    sums = dict(zip(POOL, np.add.reduceat(city, begins, axis=2).swapaxes(0, 1), strict=True))
    means = {
        "free": (sums["capacity"] - sums["leased"]) / spans[:, None],
        "waiting_area": sums["waiting_area"] / spans[:, None],
    }
    return {
        f"{name}.{space}.{year}": means[name][:, i, rank]
        for name in AREAS
        for rank, space in enumerate(plan.spaces)
        for i, year in enumerate(labels.tolist())
    }
