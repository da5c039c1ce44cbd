"""Frames of the economy by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.measures.counting.tally import Tally
from sim.measures.economy.yearly import Spread, recorded, spread
from sim.measures.months import Floats
from sim.measures.tables.frames import grid, numbers
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    import pandas as pd


def economy_summary(lines: Mapping[str, Floats], plan: Plan) -> pd.DataFrame:
    """One row per year × line: mean and quantiles 5, 50, 95 over replications."""
    import pandas as pd

    years = recorded(plan)
    rows = [
        (year, ticks / MONTH, name, *spread(values[:, index]))
        for index, (year, ticks) in enumerate(zip(years.year, years.ticks, strict=True))
        for name, values in lines.items()
    ]
    return pd.DataFrame(rows, columns=["year", "months", "measure", *Spread._fields])


def economy_frame(
    tallies: Sequence[Tally], plan: Plan, lines: Mapping[str, Floats]
) -> pd.DataFrame:
    """One row per replication × year: the lines that the scenario states.

    `months` are the recorded ones of the year.
    """
    import pandas as pd

    years = recorded(plan)
    replication, year = grid((len(tallies), len(years.year)))
    return pd.DataFrame(
        {
            "replication": numbers(tallies)[replication],
            "year": years.year[year],
            "months": (years.ticks / MONTH)[year],
        }
        | {name: values.ravel() for name, values in lines.items()}
    )
