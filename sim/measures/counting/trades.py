"""What each trade asks for, is granted, loses and leases more or less, month by month."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import summed
from sim.measures.counting.requests import LEFT, TURNED_AWAY, Requests
from sim.measures.months import Bools, Ints
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

TRADED: Final = ("asked_area", "granted_area", "lost_area", "absorption")
"""Areas of requests made, granted and lost, by the type asked for; what is let more by the type
let. m² a month."""

OWN_TRADE: Final = "-"
"""The city's own trade among others; no id begins so."""


def trade_names(plan: Plan) -> list[str]:
    """The city's own trade, then the ids of the others."""
    return [OWN_TRADE, *sorted({trade for trade in plan.trades if trade is not None})]


def trade_places(plan: Plan) -> NDArray[np.int64]:
    """Place of each track's trade in `trade_names`, [track]."""
    names = trade_names(plan)
    return np.array([names.index(trade or OWN_TRADE) for trade in plan.trades], dtype=np.int64)


def traded(table: Requests, plan: Plan) -> NDArray[np.int64]:
    """By month: amounts of TRADED, m², [measure, month, space, trade]; none where all is one trade.

    What is asked, granted and lost is told of requests made on the clock, expansions too, but not
    of what a tenant moves to, in the area asked for; those of no space type count nowhere.
    """
    names, spaces = trade_names(plan), len(plan.spaces)
    shape = (plan.months, spaces, len(names))
    if len(names) == 1:
        return np.zeros((0, *shape), np.int64)
    trade = trade_places(plan)[table.track]

    def in_month(of: Bools, tick: Ints, space: Ints, area: Ints) -> NDArray[np.int64]:
        rows = np.flatnonzero(of)
        cell = (tick[rows].astype(np.int64) // MONTH * spaces + space[rows]) * len(names)
        total = summed(cell + trade[rows], area[rows].astype(np.int64), int(np.prod(shape)))
        return total.reshape(shape)

    asked, let = (table.asked >= 0) & (table.space >= 0), table.served >= 0
    lost = np.isin(table.outcome, (LEFT, TURNED_AWAY))
    leased = table.pool // len(plan.parks)
    began = in_month(let & (table.opening == 0), table.served, leased, table.taken)
    return np.stack(
        [
            in_month(asked, table.asked, table.space, table.area),
            in_month(asked & let, table.served, table.space, table.area),
            in_month(asked & lost, table.ended, table.space, table.area),
            began - in_month(let & (table.ended >= 0), table.ended, leased, table.taken),
        ]
    )
