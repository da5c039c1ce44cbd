"""Months and flows with their spread over futures: as many rows as a person scrolls through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.measures.counting.levels import POOL
from sim.measures.counting.rent import rented
from sim.measures.counting.tally import Tally
from sim.measures.economy.rent import rent_courses
from sim.measures.months import Floats, first_recorded, lengths, starts
from sim.measures.tables.flows import flows
from sim.measures.tables.frames import coded, grid
from sim.measures.tables.series import ratio
from sim.measures.tables.summary import QUANTILES, mean, quantile
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

_TOLD: Final = ("capacity", "leased", "in_use", "construction", "waiting_area", "waiting")
"""Month means of a type that are told beside its vacancy and its rent."""


def monthly(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per recorded month × space: P10, P50 and P90 over futures, whole city.

    Columns `capacity_p10` …; month means, areas in m² lettable. Vacancy is that of each future's
    own month means.
    """
    import pandas as pd

    city = _city(tallies, plan)
    columns = {
        f"{name}_{level}": quantile(values, share).ravel()
        for name, values in city.items()
        for level, share in QUANTILES.items()
    }
    first = first_recorded(plan)
    month, space = grid((plan.months - first, len(plan.spaces)))
    keys = {"month": starts(plan)[first:][month], "space": coded(space, plan.spaces)}
    return pd.DataFrame(keys | columns)


def _city(tallies: Sequence[Tally], plan: Plan) -> dict[str, Floats]:
    """Levels of the whole city, [replication, month, space], ascending over the replications."""
    first = first_recorded(plan)
    shape = (len(POOL), plan.months - first, len(plan.spaces), len(plan.parks))
    sums = np.stack([t.pools[:, first:].reshape(shape).sum(axis=3) for t in tallies], axis=1)
    level = dict(zip(POOL, sums / lengths(plan)[first:, None], strict=True))
    level["in_use"] = level["leased"] - level["fit_out"]
    city = {name: level[name] for name in _TOLD}
    city["vacancy"] = ratio(level["capacity"] - level["leased"], level["capacity"])
    if rented(plan):
        city["rent"] = rent_courses(tallies, plan)[:, first:]
    return {name: np.sort(values, axis=0) for name, values in city.items()}


def yearly_flows(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per year × stage × measure of `flows`, all tracks: mean, P10, P50 and P90.

    Only recorded months count, so that the first and last year may be partial.
    """
    import pandas as pd

    keys = ["replication", "year", "stage"]
    counts = flows(tallies, plan)
    measures = [str(name) for name in counts if name not in (*keys, "track", "trade")]
    sums = counts.groupby(keys, observed=False)[measures].sum()
    years = np.unique(counts["year"].to_numpy())
    shape = (len(tallies), len(years), len(plan.stages), len(measures))
    values = np.sort(sums.to_numpy(np.float64).reshape(shape), axis=0)
    year, stage, measure = grid(shape[1:])
    spreads = {"mean": mean(values)}
    spreads |= {level: quantile(values, share) for level, share in QUANTILES.items()}
    return pd.DataFrame(
        {
            "year": years[year],
            "stage": coded(stage, plan.stages),
            "measure": coded(measure, measures),
        }
        | {name: part.ravel() for name, part in spreads.items()}
    )
