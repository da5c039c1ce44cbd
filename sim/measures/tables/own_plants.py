"""Frames of own plants: what is under construction and in use, by stage and track."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.counting.measure_spec import recorded_years
from sim.measures.counting.plants import OWN
from sim.measures.counting.tally import Tally
from sim.measures.months import Ints, first_recorded, lengths, starts, years
from sim.measures.tables.frames import coded, grid, numbers
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


def own_plants(tallies: Sequence[Tally], plan: Plan, *, run_in: bool = False) -> pd.DataFrame:
    """One row per replication × month × stage × track that builds: means over the month, m².

    Months before `record_from` are left out unless `run_in`.
    """
    first = 0 if run_in else first_recorded(plan)
    groups = np.arange(plan.months - first)
    return _frame(tallies, plan, first, groups, "month", starts(plan)[first:])


def own_plants_by_year(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × year × stage × track that builds: means over recorded months."""
    first = first_recorded(plan)
    groups = np.searchsorted(recorded_years(plan), years(plan)[first:])
    return _frame(tallies, plan, first, groups, "year", recorded_years(plan))


def _frame(
    tallies: Sequence[Tally], plan: Plan, first: int, groups: Ints, name: str, labels: np.ndarray
) -> pd.DataFrame:
    """Means over groups of months from `first` on; `labels` are the groups' names."""
    import pandas as pd

    shape = (len(tallies), len(labels), len(plan.plants))
    spans = np.bincount(groups, lengths(plan)[first:], len(labels))[:, None]
    level = {}
    for index, measure in enumerate(OWN):
        sums = np.zeros(shape)
        for one, tally in zip(sums, tallies, strict=True):
            np.add.at(one, groups, tally.plants[index, first:])
        level[measure] = (sums / spans).ravel()
    replication, group, place = grid(shape)
    places = np.array(plan.plants, dtype=np.int64).reshape(-1, 2)
    return pd.DataFrame(
        {
            "replication": numbers(tallies)[replication],
            name: labels[group],
            "stage": coded(places[place, 0], plan.stages),
            "track": coded(places[place, 1], plan.tracks),
            **level,
        }
    )
