"""Levels just before given dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.measures.frames import coded, grid, numbers
from sim.measures.levels import before
from sim.measures.months import from_start, instants
from sim.measures.requests import occupancy
from sim.measures.tally import POOL, Tally, pool_jumps
from sim.scenario.plan import Plan
from sim.scenario.values import Date

if TYPE_CHECKING:
    import pandas as pd


def levels(tallies: Sequence[Tally], plan: Plan, at: Sequence[Date]) -> pd.DataFrame:
    """One row per replication × date × space × park: the state just before each date.

    Raises ValueError for a date outside the clock; the start itself gives the opening state.
    """
    import pandas as pd

    ticks = np.unique([from_start(plan, date.first) for date in at])
    if len(ticks) == 0 or ticks[0] < 0 or ticks[-1] > plan.end:
        outside = [str(d) for d in at if not 0 <= from_start(plan, d.first) <= plan.end]
        raise ValueError(f"not within the clock: {', '.join(outside) or 'no date given'}")
    states = np.stack([_state(tally, plan, ticks) for tally in tallies])
    level = {name: states[:, :, index].ravel() for index, name in enumerate(POOL)}
    replication, instant, space, park = grid(
        (len(tallies), len(ticks), len(plan.spaces), len(plan.parks))
    )
    return pd.DataFrame(
        {
            "replication": numbers(tallies)[replication],
            "at": instants(plan, ticks)[instant],
            "space": coded(space, plan.spaces),
            "park": coded(park, plan.parks),
            "capacity": level["capacity"],
            "leased": level["leased"],
            "fit_out": level["fit_out"],
            "in_use": level["leased"] - level["fit_out"],
            "free": level["capacity"] - level["leased"],
            "withdrawn": level["withdrawn"],
            "construction": level["construction"],
            "waiting_area": level["waiting_area"],
            "waiting": level["waiting"],
        }
    )


def _state(tally: Tally, plan: Plan, ticks: NDArray[np.int64]) -> NDArray[np.int64]:
    """[instant, measure of POOL, pool]."""
    shape = (len(ticks), len(POOL), len(plan.capacity))
    changes = occupancy(tally.requests, plan.end)
    jumps = pool_jumps(tally.requests, changes, tally.capacity, plan)
    return before(jumps, ticks, shape[1] * shape[2]).reshape(shape)
