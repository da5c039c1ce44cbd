"""Frames of requests and waits: one row per request, over all replications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.measures.counting.history import History
from sim.measures.counting.pooled import DAY, STATES, Pooled
from sim.measures.counting.requests import (
    COMMITTED,
    LEFT,
    OUTCOMES,
    TURNED_AWAY,
    WAITING,
    Requests,
    waited,
)
from sim.measures.months import Bools, Ints
from sim.measures.statistics import kaplan_meier
from sim.measures.tables.frames import coded, company_ids, gathered, moments, with_trades
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    import pandas as pd


def requests(histories: Sequence[History], plan: Plan, *, dates: bool = True) -> pd.DataFrame:
    """One row per request and opening tenancy of every replication.

    With `dates=False` instants are months since the start of the clock instead of dates.
    """
    import pandas as pd

    replication, table = gathered(histories)
    parks = len(plan.parks)
    somewhere = np.where(table.pool >= 0, table.pool, table.first)
    columns = _asked_by(replication, table, plan) | {
        "leased_space": coded(_split(table.pool, parks)[0], plan.spaces),
        "park": coded(_split(somewhere, parks)[1], plan.parks),
        "first_park": coded(_split(table.first, parks)[1], plan.parks),
        "area": table.area,
        "asked": moments(plan, table.asked, dates),
        "wait_from": moments(plan, table.wait_from, dates),
        "committed": moments(plan, table.committed, dates),
        "served": moments(plan, table.served, dates),
        "moved_in": moments(plan, table.moved, dates),
        "ended": moments(plan, table.ended, dates),
        "outcome": coded(table.outcome, OUTCOMES),
        "opening": table.opening > 0,
    }
    return with_trades(pd.DataFrame(columns), plan)


def waits(histories: Sequence[History], plan: Plan) -> pd.DataFrame:
    """One row per request made from `record_from` on: how long it waited, in months.

    A wait that goes on at the end of the clock is censored there and stays in the table.
    """
    import pandas as pd

    replication, table = gathered(histories)
    rows = np.flatnonzero(table.asked >= plan.record_from)
    replication, table = replication[rows], Requests(*(column[rows] for column in table))
    columns = _asked_by(replication, table, plan) | {
        "first_park": coded(_split(table.first, len(plan.parks))[1], plan.parks),
        "area": table.area,
        "asked": moments(plan, table.asked, dates=True),
        "wait": waited(table, plan.end) / MONTH,
        "censored": censored(table),
        "left": np.isin(table.outcome, (LEFT, TURNED_AWAY)),
        "outcome": coded(table.outcome, OUTCOMES),
    }
    return with_trades(pd.DataFrame(columns), plan)


def _asked_by(replication: Ints, table: Requests, plan: Plan) -> dict[str, Any]:
    """Return the first columns of both tables: who asked, and for which type of space."""
    return {
        "replication": replication,
        "company": company_ids(table, plan),
        "track": coded(table.track, plan.tracks),
        "stage": coded(table.stage, plan.stages),
        "expansion": table.ordinal,
        "space": coded(table.space, plan.spaces),
    }


def censored(table: Requests) -> Bools:
    """Whether a request was neither granted nor lost nor cancelled by the end."""
    return np.isin(table.outcome, (WAITING, COMMITTED))


def _split(pools: Ints, parks: int) -> tuple[Ints, Ints]:
    """Space and park of pools; −1 for −1."""
    return np.where(pools >= 0, pools // parks, -1), np.where(pools >= 0, pools % parks, -1)


def times(pooled: Pooled, plan: Plan) -> pd.DataFrame:
    """One row per stage × track × state: months in the stage and months waiting for it.

    Over all replications and what began from `record_from` on; `waiting` ends with the grant or
    with the loss. Means and medians by Kaplan–Meier from whole days, since some go on at the end
    of the clock.
    """
    import pandas as pd

    rows = []
    for stage, track, state in zip(*np.nonzero(pooled.times.any(axis=(3, 4))), strict=True):
        ended, cut = pooled.times[stage, track, state].astype(np.int64)
        mean, median = (days * DAY / MONTH for days in kaplan_meier(ended, cut))
        rows.append((stage, track, state, int((ended + cut).sum()), int(cut.sum()), mean, median))
    frame = pd.DataFrame(rows, columns=["stage", "track", "state", "begun", "going_on", *_TIMES])
    for name, ids in (("stage", plan.stages), ("track", plan.tracks), ("state", STATES)):
        frame[name] = coded(frame[name].to_numpy(dtype=np.int64), ids)
    return frame


_TIMES: Final = ("mean", "median")
