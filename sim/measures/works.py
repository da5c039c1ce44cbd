"""Frame of building works: when each lot starts and opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.frames import coded, numbers
from sim.measures.months import instants
from sim.measures.tally import Tally
from sim.scenario.plan import Plan

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
