"""What the frames have in common: ids as categories, dates, and columns of many tallies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.history import History
from sim.measures.counting.requests import Requests
from sim.measures.counting.tally import Tally
from sim.measures.counting.trades import trade_names, trade_places
from sim.measures.months import Dates, Floats, Ints, in_months, instants
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


def coded(codes: Ints, names: Sequence[str]) -> pd.Categorical[str]:
    """Indices as a column of ids; −1 is missing."""
    import pandas as pd

    return pd.Categorical.from_codes(codes, categories=pd.Index(list(names), dtype="str"))


def numbers(played: Sequence[Tally] | Sequence[History]) -> NDArray[np.int32]:
    """The numbers of the replications."""
    return np.array([replication.replication for replication in played], dtype=np.int32)


def gathered(histories: Sequence[History]) -> tuple[Ints, Requests]:
    """Requests of all replications one after the other, and the replication of each."""
    sizes = [len(one.requests.asked) for one in histories]
    columns = zip(*(one.requests for one in histories), strict=True)
    return np.repeat(numbers(histories), sizes), Requests(*(np.concatenate(c) for c in columns))


def company_ids(table: Requests, plan: Plan) -> pd.Categorical[str]:
    """Companies as `stream#number`; the same id in two replications is the same luck."""
    keys = (table.entity.astype(np.int64) << 40) + table.number
    known, codes = np.unique(keys, return_inverse=True)
    pairs = zip((known >> 40).tolist(), (known & ((1 << 40) - 1)).tolist(), strict=True)
    names = [f"{plan.entities[entity]}#{number}" for entity, number in pairs]
    return coded(codes, names)


def with_trades(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Add the trade behind the track, where there are others than the city's own."""
    import pandas as pd

    if any(plan.trades):
        of_track = trade_places(plan)[frame["track"].cat.codes.to_numpy(dtype=np.int64)]
        column = pd.Series(coded(of_track, trade_names(plan)), frame.index)
        frame.insert(place_after(frame, "track"), "trade", column)
    return frame


def grid(sizes: Sequence[int]) -> list[NDArray[np.intp]]:
    """Index columns of a full table, the last varying fastest."""
    return [axis.ravel() for axis in np.indices(tuple(sizes))]


def moments(plan: Plan, ticks: Ints, dates: bool) -> Dates | Floats:
    """Ticks as dates, or as months since the start of the clock."""
    return instants(plan, ticks) if dates else in_months(ticks)


def with_use(stored: pd.DataFrame) -> pd.DataFrame:
    """Add the column `in_use`, which follows from those of what is leased and fitted out."""
    whole = stored.copy(deep=False)
    whole.insert(place_after(whole, "fit_out"), "in_use", whole["leased"] - whole["fit_out"])
    return whole


def place_after(frame: pd.DataFrame, name: str) -> int:
    """Return where a column is to be inserted to stand behind another."""
    return list(frame.columns).index(name) + 1
