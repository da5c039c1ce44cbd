"""Frames of flows and losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.counting.counts import FLOW
from sim.measures.counting.measure_spec import recorded_years
from sim.measures.counting.outcomes import ELSEWHERE, REASONS
from sim.measures.counting.tally import Tally
from sim.measures.tables.frames import coded, grid, numbers, with_trades
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


def flows(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × year × stage × track: counts of what companies did.

    Only recorded months count, so that the first and last year may be partial. There is a column
    `returned` where firms may come back, `housed` where they may house lines themselves,
    `closed` where they may close, and `lines` where several lines may share a space.
    """
    import pandas as pd

    counts = np.stack([tally.flows for tally in tallies])
    left_out = {"returned"} if plan.returns is None else set()
    for name, shares, off in (
        ("housed", "housed", 0.0),
        ("closed", "closes", 0.0),
        ("lines", "lines", 1.0),
    ):
        some = any(getattr(stage, shares) != off for chain in plan.chains for stage in chain)
        if not some and not counts[..., FLOW.index(name)].any():
            left_out.add(name)
    replication, year, stage, track = grid(counts.shape[:-1])
    columns = {
        {"asked": "requested", "started": "entered"}.get(name, name): counts[..., index].ravel()
        for index, name in enumerate(FLOW)
        if name not in left_out
    }
    keys = {
        "replication": numbers(tallies)[replication],
        "year": recorded_years(plan)[year],
        "stage": coded(stage, plan.stages),
        "track": coded(track, plan.tracks),
    }
    return with_trades(pd.DataFrame(keys | columns), plan)


def losses(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × year × stage × track × reason that occurred.

    Structural leakage (`elsewhere`) asks for no area: its area is missing, not 0.
    """
    import pandas as pd

    lost = np.stack([tally.losses for tally in tallies])
    leaks = np.stack([tally.flows[..., [FLOW.index("elsewhere")]] for tally in tallies])
    companies = np.concatenate([lost[..., 0], leaks], axis=4)
    where = np.nonzero(companies)
    replication, year, stage, track, reason = where
    asked = np.minimum(reason, ELSEWHERE - 1)
    area = lost[replication, year, stage, track, asked, 1].astype(np.float64)
    columns = {
        "replication": numbers(tallies)[replication],
        "year": recorded_years(plan)[year],
        "stage": coded(stage, plan.stages),
        "track": coded(track, plan.tracks),
        "reason": coded(reason, REASONS),
        "companies": companies[where],
        "area": np.where(reason == ELSEWHERE, np.nan, area),
    }
    return with_trades(pd.DataFrame(columns), plan)
