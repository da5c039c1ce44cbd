"""Sums over replications, for what is only told over all of them; whole numbers, so exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.history import History, track_jumps
from sim.measures.counting.levels import integrate
from sim.measures.counting.requests import CANCELLED, LEFT, SERVED, TURNED_AWAY, waited
from sim.measures.counting.tally import TRACK
from sim.measures.months import Bools, Ints
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    pass

DAY: Final = MONTH // 30
"""Ticks in a day."""
STATES: Final = ("waiting", "in_stage")


@dataclass(frozen=True)
class Pooled:
    """Sums over replications; those of two halves add up to those of the whole, to the unit."""

    replications: int
    levels: NDArray[np.int64]
    """[month, measure of TRACK, pool, track], m²·ticks or companies·ticks."""
    times: NDArray[np.int32]
    """[stage, track, state of STATES, (ended, went on), day]: how many times took so long.

    In whole days, half days up; those that went on took longer, the end of the clock cut them.
    Counted from `record_from` on: stays by their start, and requests by when they were asked,
    without expansions and cancelled ones; their times are those of `requests.waited`.
    """

    @classmethod
    def of(cls, past: History, plan: Plan) -> Self:
        """Sums of one replication."""
        shape = (plan.months, len(TRACK), len(plan.capacity), len(plan.tracks))
        levels, _ = integrate(track_jumps(past, plan), plan, shape[1] * shape[2] * shape[3])
        return cls(1, levels.reshape(shape), _times(past, plan))

    def __add__(self, other: Self) -> Self:
        """Sums of both."""
        return type(self)(
            self.replications + other.replications,
            self.levels + other.levels,
            self.times + other.times,
        )


def day_count(plan: Plan) -> int:
    """How many whole numbers of days a time within the clock may take, 0 included."""
    return (plan.end + DAY // 2) // DAY + 1


def _times(past: History, plan: Plan) -> NDArray[np.int32]:
    """Count as `Pooled.times` says."""
    table, stays = past.requests, past.stays
    requested = (
        (table.asked >= plan.record_from) & (table.ordinal == 0) & (table.outcome != CANCELLED)
    )
    begun = stays.started >= plan.record_from
    over = stays.ended >= 0
    shape = (len(plan.stages), len(plan.tracks), len(STATES), 2, day_count(plan))

    def count(state: str, rows: Bools, stage: Ints, track: Ints, spent: Ints, over: Bools) -> Ints:
        cell = stage[rows].astype(np.int64) * shape[1] + track[rows]
        cell = (cell * len(STATES) + STATES.index(state)) * 2 + ~over[rows]
        flat = cell * shape[4] + (spent[rows] + DAY // 2) // DAY
        return np.bincount(flat, minlength=int(np.prod(shape)))

    waits = np.isin(table.outcome, (SERVED, LEFT, TURNED_AWAY))
    spent = np.where(over, stays.ended, plan.end) - stays.started
    counts = count("waiting", requested, table.stage, table.track, waited(table, plan.end), waits)
    counts = counts + count("in_stage", begun, stays.stage, stays.track, spent, over)
    return counts.reshape(shape).astype(np.int32)
