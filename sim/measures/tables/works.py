"""Frames of what is built: works on lots, what is taken back, and plants that companies own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.measures.counting.measure_spec import recorded_years
from sim.measures.counting.plants import own_measures
from sim.measures.counting.tally import Tally
from sim.measures.months import Ints, first_recorded, instants, lengths, starts, years
from sim.measures.tables.frames import coded, grid, numbers
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


def supply(
    tallies: Sequence[Tally], plan: Plan, evidence: Mapping[str, str] = MappingProxyType({})
) -> pd.DataFrame:
    """One row per replication × lot (or renewal) × pool that came under construction.

    And for each lot that waits for a trigger, or waited, and never began: neither start nor open.
    Where lots may wait: when each was to begin, `paused`, and when it was `dropped`. Where projects
    say what they stand on (`evidence`, by project): it, `-` of all other works.
    """
    import pandas as pd

    sites = np.concatenate([tally.sites for tally in tallies]).astype(np.int64)
    entity, pool, area, start, opens = sites.T
    projects = [name.split("/")[0] for name in plan.entities]
    known = sorted(set(projects))
    project = np.array([known.index(name) for name in projects], dtype=np.int64)
    columns: dict[str, Any] = {}
    if plan.pauses:
        when, dropped = np.concatenate([waited(tally) for tally in tallies]).T
        columns = {"paused": instants(plan, when), "dropped": instants(plan, dropped)}
    if evidence:
        kinds = [evidence.get(name, "-") for name in known]
        names = sorted(set(kinds))
        place = np.array([names.index(kind) for kind in kinds], dtype=np.int64)
        columns["evidence"] = coded(place[project[entity]], names)
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
            **columns,
        }
    )


def waited(tally: Tally) -> Ints:
    """Return when each site began to wait and when it was dropped, [site, 2]; −1 for never."""
    sites, paused = tally.sites.astype(np.int64), tally.paused.astype(np.int64)
    found = np.full((len(sites), 2), -1, np.int64)
    if len(paused):
        entity, pool, _, since, over, dropped = paused.T
        pools = 1 + max(pool.max(), sites[:, 1].max(initial=0))
        told, asked = entity * pools + pool, sites[:, 0] * pools + sites[:, 1]
        order = np.argsort(told, kind="stable")
        last = np.searchsorted(told[order], asked, side="right") - 1
        known = order[last]  # a site that never waited finds another's
        waits = told[known] == asked
        pair = np.stack([since, np.where(dropped != 0, over, -1)], axis=1)
        found[waits] = pair[known[waits]]
    return found


def taken(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × renewal or retirement: m² it was to take back, and m² it took."""
    import pandas as pd

    planned, took = np.concatenate([tally.taken for tally in tallies]).astype(np.int64).T
    count = len(tallies)
    pools = np.tile(np.array([works.pool for works in plan.renewals], dtype=np.int64), count)
    ids = [works.id for works in plan.renewals]
    return pd.DataFrame(
        {
            "replication": np.repeat(numbers(tallies), len(ids)),
            "project": coded(np.tile(np.arange(len(ids)), count), ids),
            "space": coded(pools // len(plan.parks), plan.spaces),
            "park": coded(pools % len(plan.parks), plan.parks),
            "planned": planned,
            "taken": took,
        }
    )


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
    measures = own_measures(plan, (tally.plants for tally in tallies))
    sums = np.zeros((*shape[:2], len(measures), shape[2]))
    for one, tally in zip(sums, tallies, strict=True):
        np.add.at(one, groups, tally.plants[: len(measures), first:].swapaxes(0, 1))
    level = {measure: (sums[:, :, i] / spans).ravel() for i, measure in enumerate(measures)}
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
