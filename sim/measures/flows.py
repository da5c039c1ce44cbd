"""Frames of flows, losses and times in stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.measures.counts import FLOW
from sim.measures.frames import coded, gathered, grid, numbers
from sim.measures.months import Bools, Ints, first_recorded, years
from sim.measures.people import waited
from sim.measures.requests import CANCELLED, LEFT, SERVED, TURNED_AWAY
from sim.measures.survival import kaplan_meier
from sim.measures.tally import Tally
from sim.scenario.dates import MONTH
from sim.scenario.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

REASONS: Final = ("patience", "turned_away", "expansion", "elsewhere")
"""Why companies or wishes were lost: the closed list."""
PATIENCE, TURNED, EXPANSION, ELSEWHERE = range(4)


def yearly_flows(tallies: Sequence[Tally], plan: Plan) -> tuple[Ints, Ints]:
    """Calendar years with recorded months, and flows [replication, year, stage, track, FLOW]."""
    first = first_recorded(plan)
    labels, begins = np.unique(years(plan)[first:], return_index=True)
    counts = np.stack([tally.flows[first:] for tally in tallies])
    return labels, np.add.reduceat(counts, begins, axis=1)


def flows(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × year × stage × track: counts of what companies did.

    Only recorded months count, so that the first and last year may be partial.
    """
    import pandas as pd

    labels, counts = yearly_flows(tallies, plan)
    replication, year, stage, track = grid(counts.shape[:-1])
    columns = {
        {"asked": "requested", "started": "entered"}.get(name, name): counts[..., index].ravel()
        for index, name in enumerate(FLOW)
    }
    return pd.DataFrame(
        {
            "replication": numbers(tallies)[replication],
            "year": labels[year],
            "stage": coded(stage, plan.stages),
            "track": coded(track, plan.tracks),
        }
        | columns
    )


def losses(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × year × stage × track × reason that occurred.

    Structural leakage (`elsewhere`) asks for no area: its area is missing, not 0.
    """
    import pandas as pd

    replication, table = gathered(tallies)
    lost = np.flatnonzero(
        np.isin(table.outcome, (LEFT, TURNED_AWAY)) & (table.ended >= first_recorded(plan) * MONTH)
    )
    reason = np.where(table.outcome[lost] == LEFT, PATIENCE, TURNED)
    reason[table.ordinal[lost] > 0] = EXPANSION
    year = years(plan)[table.ended[lost] // MONTH]
    keys = [replication[lost], year, table.stage[lost], table.track[lost], reason]
    cases = pd.DataFrame(dict(zip(_LOSS, keys, strict=True)))
    cases["companies"], cases["area"] = 1, table.area[lost].astype(np.float64)
    labels, counts = yearly_flows(tallies, plan)
    leaks = counts[..., FLOW.index("elsewhere")]
    where = np.nonzero(leaks)
    leak = pd.DataFrame(
        {
            "replication": numbers(tallies)[where[0]],
            "year": labels[where[1]],
            "stage": where[2],
            "track": where[3],
            "reason": ELSEWHERE,
            "companies": leaks[where],
            "area": np.nan,
        }
    )
    summed = cases.groupby(list(_LOSS), as_index=False).sum()
    frame = pd.concat([part for part in (summed, leak) if len(part)] or [summed])
    frame = frame.sort_values(list(_LOSS), ignore_index=True)
    for name, ids in (("stage", plan.stages), ("track", plan.tracks), ("reason", REASONS)):
        frame[name] = coded(frame[name].to_numpy(), ids)
    return frame


_LOSS: Final = ("replication", "year", "stage", "track", "reason")


def times(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per stage × track × state: months in the stage and months waiting for it.

    Over all replications and what began from `record_from` on; `waiting` ends with the grant or
    with the loss. Means and medians by Kaplan–Meier, since some go on at the end of the clock.
    """
    import pandas as pd

    _, table = gathered(tallies)
    asked = (table.asked >= plan.record_from) & (table.ordinal == 0) & (table.outcome != CANCELLED)
    over = np.isin(table.outcome, (SERVED, LEFT, TURNED_AWAY))
    parts = [(tally.stays, tally.stays.started >= plan.record_from) for tally in tallies]
    stage = np.concatenate([stays.stage[begun] for stays, begun in parts])
    track = np.concatenate([stays.track[begun] for stays, begun in parts])
    ended = np.concatenate([stays.ended[begun] for stays, begun in parts])
    begun = np.concatenate([stays.started[begun] for stays, begun in parts])
    spent = np.where(ended >= 0, ended, plan.end) - begun
    rows = _times("in_stage", stage, track, spent, ended >= 0) + _times(
        "waiting",
        table.stage[asked],
        table.track[asked],
        waited(table, plan.end)[asked],
        over[asked],
    )
    frame = pd.DataFrame(rows, columns=["stage", "track", "state", "begun", "going_on", *_TIMES])
    frame["stage"] = coded(frame["stage"].to_numpy(), plan.stages)
    frame["track"] = coded(frame["track"].to_numpy(), plan.tracks)
    frame["state"] = pd.Categorical(frame["state"], categories=["waiting", "in_stage"])
    return frame.sort_values(["stage", "track", "state"], ignore_index=True)


_TIMES: Final = ("mean", "median")


def _times(
    state: str, stage: Ints, track: Ints, spent: Ints, ended: Bools
) -> list[tuple[int, int, str, int, int, float, float]]:
    rows = []
    for a, b in sorted(set(zip(stage.tolist(), track.tolist(), strict=True))):
        mine = (stage == a) & (track == b)
        mean, median = (x / MONTH for x in kaplan_meier(spent[mine], ended[mine]))
        rows.append((a, b, state, int(mine.sum()), int((~ended[mine]).sum()), mean, median))
    return rows
