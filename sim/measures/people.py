"""Frames of requests and waits: one row per request, over all replications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.frames import coded, company_ids, gathered, moments
from sim.measures.months import Bools, Ints
from sim.measures.requests import (
    COMMITTED,
    LEFT,
    OUTCOMES,
    TURNED_AWAY,
    WAITING,
    Requests,
    off_list,
)
from sim.measures.tally import Tally
from sim.scenario.dates import MONTH
from sim.scenario.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


def requests(tallies: Sequence[Tally], plan: Plan, *, dates: bool = True) -> pd.DataFrame:
    """One row per request and opening tenancy of every replication.

    With `dates=False` instants are months since the start of the clock instead of dates.
    """
    import pandas as pd

    replication, table = gathered(tallies)
    parks = len(plan.parks)
    somewhere = np.where(table.pool >= 0, table.pool, table.first)
    return pd.DataFrame(
        {
            "replication": replication,
            "company": company_ids(table, plan),
            "track": coded(table.track, plan.tracks),
            "stage": coded(table.stage, plan.stages),
            "expansion": table.ordinal,
            "space": coded(table.space, plan.spaces),
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
    )


def waits(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per request made from `record_from` on: how long it waited, in months.

    A wait that goes on at the end of the clock is censored there and stays in the table.
    """
    import pandas as pd

    replication, table = gathered(tallies)
    rows = np.flatnonzero(table.asked >= plan.record_from)
    replication, table = replication[rows], Requests(*(column[rows] for column in table))
    return pd.DataFrame(
        {
            "replication": replication,
            "company": company_ids(table, plan),
            "track": coded(table.track, plan.tracks),
            "stage": coded(table.stage, plan.stages),
            "expansion": table.ordinal,
            "space": coded(table.space, plan.spaces),
            "first_park": coded(_split(table.first, len(plan.parks))[1], plan.parks),
            "area": table.area,
            "asked": moments(plan, table.asked, dates=True),
            "wait": waited(table, plan.end) / MONTH,
            "censored": censored(table),
            "left": np.isin(table.outcome, (LEFT, TURNED_AWAY)),
            "outcome": coded(table.outcome, OUTCOMES),
        }
    )


def waited(table: Requests, end: int) -> Ints:
    """Ticks from where the wait runs to the grant, the loss, the cancellation or `end`.

    0 if granted ahead. A commitment waits on, to its opening: that is its grant.
    """
    held = table._replace(committed=np.full_like(table.committed, -1))
    return np.maximum(off_list(held, end) - np.maximum(table.asked, table.wait_from), 0)


def censored(table: Requests) -> Bools:
    """Whether a request was neither granted nor lost nor cancelled by the end."""
    return np.isin(table.outcome, (WAITING, COMMITTED))


def _split(pools: Ints, parks: int) -> tuple[Ints, Ints]:
    """Space and park of pools; −1 for −1."""
    return np.where(pools >= 0, pools // parks, -1), np.where(pools >= 0, pools % parks, -1)
