"""Frames of moves between parks, and of new and old buildings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.counting.measure_spec import recorded_years
from sim.measures.counting.moves import MOVE, VINTAGE, terms_end, tiered
from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, first_recorded, starts
from sim.measures.tables.frames import coded, grid, numbers
from sim.measures.tables.series import ratio
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


def moves(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × year × pool left × pool moved to, of moves that there were.

    How many went into new buildings is told where these are told apart.
    """
    import pandas as pd

    rows = np.concatenate([tally.moves for tally in tallies]).astype(np.int64)
    column = dict(zip(MOVE, rows.T, strict=True))
    parks = len(plan.parks)
    frame = pd.DataFrame(
        {
            "replication": np.repeat(numbers(tallies), [len(tally.moves) for tally in tallies]),
            "year": recorded_years(plan)[column["year"]],
            "from_space": coded(column["from"] // parks, plan.spaces),
            "from_park": coded(column["from"] % parks, plan.parks),
            "space": coded(column["to"] // parks, plan.spaces),
            "park": coded(column["to"] % parks, plan.parks),
            "moves": column["moves"],
            "area": column["area"],
        }
    )
    if tiered(plan).any():
        frame["into_new"] = column["new"]
    return frame


def vintages(tallies: Sequence[Tally], plan: Plan) -> pd.DataFrame:
    """One row per replication × recorded month × space × park: old and new buildings at its end.

    There are rows only where leases have terms.
    """
    import pandas as pd

    first = first_recorded(plan) if terms_end(plan) else plan.months
    shape = (len(tallies), plan.months - first, len(plan.spaces), len(plan.parks))
    replication, month, space, park = grid(shape)
    columns = {
        "replication": numbers(tallies)[replication],
        "month": starts(plan)[first:][month],
        "space": coded(space, plan.spaces),
        "park": coded(park, plan.parks),
    }
    for name, (stands, taken) in old_and_new(tallies, first).items():
        columns |= {
            f"capacity_{name}": stands.ravel(),
            f"leased_{name}": taken.ravel(),
            f"vacancy_{name}": ratio(stands - taken, stands).ravel(),
        }
    return pd.DataFrame(columns)


def old_and_new(tallies: Sequence[Tally], first: int) -> dict[str, tuple[Floats, Floats]]:
    """Return of old and of new buildings what stands and what is let, at month ends.

    [replication, month from `first` on, pool], m².
    """
    new, let = (
        np.stack([tally.vintages[index, first:] for tally in tallies]).astype(np.float64)
        for index in range(len(VINTAGE))
    )
    capacity, leased = (
        np.stack([getattr(tally, name)[first:] for tally in tallies]).astype(np.float64)
        for name in ("capacity_end", "leased_end")
    )
    return {"old": (capacity - new, leased - let), "new": (new, let)}
