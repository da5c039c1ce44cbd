"""Frames of works: when each lot starts and opens, and what is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.counting.tally import Tally
from sim.measures.months import instants
from sim.measures.tables.frames import coded, numbers
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


def supply(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × lot (or renewal) × pool that came under construction.

    And for each lot that waits for a trigger and never began: neither start nor opening.
    """
    import pandas as pd

    sites = np.concatenate([tally.sites for tally in tallies]).astype(np.int64)
    entity, pool, area, start, opens = sites.T
    projects = [name.split("/")[0] for name in plan.entities]
    known = sorted(set(projects))
    project = np.array([known.index(name) for name in projects], dtype=np.int64)
    return pd.DataFrame(
        {
            "replication": np.repeat(numbers(tallies), [len(tally.sites) for tally in tallies]),
            "project": coded(project[entity], known).remove_unused_categories(),
            "lot": coded(entity, plan.entities).remove_unused_categories(),
            "space": coded(pool // len(plan.parks), plan.spaces),
            "park": coded(pool % len(plan.parks), plan.parks),
            "area": area,
            "start": instants(plan, start),
            "open": instants(plan, opens),
        }
    )


def taken(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × renewal or retirement: m² it was to take back, and m² it took."""
    import pandas as pd

    planned, found = np.concatenate([tally.taken for tally in tallies]).astype(np.int64).T
    count = len(tallies)
    pools = np.tile(np.array([one.pool for one in plan.renewals], dtype=np.int64), count)
    ids = [one.id for one in plan.renewals]
    return pd.DataFrame(
        {
            "replication": np.repeat(numbers(tallies), len(ids)),
            "project": coded(np.tile(np.arange(len(ids)), count), ids),
            "space": coded(pools // len(plan.parks), plan.spaces),
            "park": coded(pools % len(plan.parks), plan.parks),
            "planned": planned,
            "taken": found,
        }
    )
