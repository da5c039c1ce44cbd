"""Monthly series of every pool, by replication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import POOL
from sim.measures.counting.tally import TRACK, Tally
from sim.measures.economy.rent import rent_courses, rented
from sim.measures.months import Floats, first_recorded, lengths, starts
from sim.measures.tables.frames import coded, grid, numbers
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

YEAR: Final = 12
"""Months over which net absorption is taken for the months of supply."""


def means(tallies: Sequence[Tally], plan: Plan, measure: str) -> Floats:
    """Month means of a measure of POOL, [replication, month, pool]."""
    index = POOL.index(measure)
    return np.stack([tally.pools[index] for tally in tallies]) / lengths(plan)[:, None]


def leased_levels(tallies: Sequence[Tally]) -> NDArray[np.int64]:
    """Leased at the opening and at every month end, m², [replication, 1 + month, pool]."""
    opening = np.stack([tally.leased_open for tally in tallies])
    return np.concatenate([opening[:, None], np.stack([t.leased_end for t in tallies])], axis=1)


def ratio(part: Floats, whole: Floats) -> Floats:
    """`part` ÷ `whole`; NaN where `whole` is not positive."""
    quotient: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return quotient


def yearly_absorption(levels: NDArray[np.int64]) -> Floats:
    """Net absorption of the 12 months up to each month, m²; NaN in the first 11.

    levels: as from `leased_levels`, [replication, 1 + month, …].
    """
    twelve = np.full((levels.shape[0], levels.shape[1] - 1, *levels.shape[2:]), np.nan)
    twelve[:, YEAR - 1 :] = levels[:, YEAR:] - levels[:, :-YEAR]
    return twelve


def series(tallies: Sequence[Tally], plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """One row per replication × month × space × park; `sim.text.glossary` has the columns.

    There is a rent only where the scenario has one; it is the city's in every park.

    Months before `record_from` are left out unless `run_in`.
    """
    import pandas as pd

    first = 0 if run_in else first_recorded(plan)
    level = {name: means(tallies, plan, name)[:, first:].ravel() for name in POOL}
    stock = leased_levels(tallies)
    free = level["capacity"] - level["leased"]
    monthly = ratio(free, yearly_absorption(stock)[:, first:].ravel() / YEAR)
    replication, month, space, park = grid(
        (len(tallies), plan.months - first, len(plan.spaces), len(plan.parks))
    )
    return pd.DataFrame(
        {
            "replication": numbers(tallies)[replication],
            "month": starts(plan)[first:][month],
            "space": coded(space, plan.spaces),
            "park": coded(park, plan.parks),
            "capacity": level["capacity"],
            "leased": level["leased"],
            "fit_out": level["fit_out"],
            "in_use": level["leased"] - level["fit_out"],
            "free": free,
            "withdrawn": level["withdrawn"],
            "construction": level["construction"],
            "waiting_area": level["waiting_area"],
            "waiting": level["waiting"],
            "vacancy": ratio(free, level["capacity"]),
            "absorption": np.diff(stock, axis=1)[:, first:].ravel(),
            "months_of_supply": monthly,
        }
        | (
            {"rent": rent_courses(tallies, plan)[replication, first + month, space]}
            if rented(plan)
            else {}
        )
    )


def tracks(tallies: Sequence[Tally], plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """One row per replication × month × space × track: what each kind of company has and wants.

    Months before `record_from` are left out unless `run_in`.
    """
    import pandas as pd

    first = 0 if run_in else first_recorded(plan)
    spans = lengths(plan)[first:, None, None]
    level = {
        name: np.stack([tally.tracks[index, first:] / spans for tally in tallies]).ravel()
        for index, name in enumerate(TRACK)
    }
    replication, month, space, track = grid(
        (len(tallies), plan.months - first, len(plan.spaces), len(plan.tracks))
    )
    return pd.DataFrame(
        {
            "replication": numbers(tallies)[replication],
            "month": starts(plan)[first:][month],
            "space": coded(space, plan.spaces),
            "track": coded(track, plan.tracks),
            "leased": level["leased"],
            "fit_out": level["fit_out"],
            "in_use": level["leased"] - level["fit_out"],
            "waiting_area": level["waiting_area"],
            "waiting": level["waiting"],
        }
    )
