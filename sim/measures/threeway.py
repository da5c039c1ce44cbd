"""Means over replications by park × space type × track, summed exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from sim.measures.frames import coded, grid
from sim.measures.levels import integrate
from sim.measures.months import first_recorded, lengths, starts
from sim.measures.requests import occupancy, place
from sim.measures.tally import TRACK, Tally
from sim.scenario.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ThreeWay:
    """Sums over replications; those of two halves add up to those of the whole, to the unit."""

    sums: NDArray[np.int64]
    """[month, measure of TRACK, pool, track], m²·ticks or companies·ticks."""
    replications: int

    @classmethod
    def of(cls, tallies: Sequence[Tally], plan: Plan) -> Self:
        """Sums of some replications."""
        shape = (plan.months, len(TRACK), len(plan.capacity), len(plan.tracks))
        sums = np.zeros(shape, dtype=np.int64)
        for tally in tallies:
            changes = occupancy(tally.requests, plan.end)
            cell = (changes.measure * shape[2] + place(tally.requests, changes)) * shape[3]
            jumps = (changes.tick, cell + tally.requests.track[changes.request], changes.delta)
            integral, _ = integrate(jumps, plan, shape[1] * shape[2] * shape[3])
            sums += integral.reshape(shape)
        return cls(sums, len(tallies))

    def __add__(self, other: Self) -> Self:
        """Sums of both."""
        return type(self)(self.sums + other.sums, self.replications + other.replications)

    def frame(self, plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
        """One row per month × space × park × track, means over replications and the month."""
        import pandas as pd

        first = 0 if run_in else first_recorded(plan)
        spans = lengths(plan)[first:, None, None] * self.replications
        level = {
            name: (self.sums[first:, index] / spans).ravel() for index, name in enumerate(TRACK)
        }
        month, space, park, track = grid(
            (plan.months - first, len(plan.spaces), len(plan.parks), len(plan.tracks))
        )
        return pd.DataFrame(
            {
                "month": starts(plan)[first:][month],
                "space": coded(space, plan.spaces),
                "park": coded(park, plan.parks),
                "track": coded(track, plan.tracks),
                "leased": level["leased"],
                "fit_out": level["fit_out"],
                "in_use": level["leased"] - level["fit_out"],
                "waiting_area": level["waiting_area"],
                "waiting": level["waiting"],
            }
        )
