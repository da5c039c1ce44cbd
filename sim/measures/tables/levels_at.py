"""Levels just before given dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.history import History, pool_jumps
from sim.measures.counting.levels import POOL, before
from sim.measures.months import from_start, instants
from sim.measures.tables.frames import coded, grid
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import Date

if TYPE_CHECKING:
    import pandas as pd


def asked_ticks(plan: Plan, at: Sequence[Date]) -> NDArray[np.int64]:
    """Ticks of dates, each once, ascending.

    Raises ValueError for a date outside the clock.
    """
    ticks = np.unique([from_start(plan, date.first) for date in at])
    if len(ticks) == 0 or ticks[0] < 0 or ticks[-1] > plan.end:
        outside = [str(d) for d in at if not 0 <= from_start(plan, d.first) <= plan.end]
        raise ValueError(f"not within the clock: {', '.join(outside) or 'no date given'}")
    return ticks


def state(told: History, plan: Plan, ticks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Levels just before ascending ticks, [instant, measure of POOL, pool]; at 0 the opening's."""
    shape = (len(ticks), len(POOL), len(plan.capacity))
    return before(pool_jumps(told, plan), ticks, shape[1] * shape[2]).reshape(shape)


def levels(
    states: Sequence[NDArray[np.int64]], plan: Plan, ticks: NDArray[np.int64]
) -> pd.DataFrame:
    """One row per replication × date × space × park: the state just before each date.

    states: those of replications 0, 1, …, as from `state`.
    """
    import pandas as pd

    every = np.stack(states)
    level = {name: every[:, :, index].ravel() for index, name in enumerate(POOL)}
    replication, instant, space, park = grid(
        (len(states), len(ticks), len(plan.spaces), len(plan.parks))
    )
    return pd.DataFrame(
        {
            "replication": replication.astype(np.int32),
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
