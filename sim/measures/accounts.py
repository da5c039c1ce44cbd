"""What the economy counts in one replication: exact whole numbers, and the terms of its world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sim.measures.gauges import Gauges
from sim.measures.levels import integrate
from sim.measures.maturity import WHOLE, after_moving_in, after_opening, instants
from sim.measures.months import Ints
from sim.measures.requests import Requests
from sim.scenario.dates import MONTH
from sim.scenario.plan import EconomyPlan, Plan

_IN_USE: Final = 2
"""`Requests.opening` of what stands in use at the opening."""


class Holdings(NamedTuple):
    """Requests and opening tenancies as in `Requests`; integer columns [request]."""

    track: Ints
    stage: Ints
    pool: Ints
    area: Ints
    served: Ints
    moved: Ints
    ended: Ints
    opening: Ints

    @classmethod
    def of(cls, table: Requests) -> Self:
        """Take the columns that are needed."""
        return cls(*(getattr(table, name) for name in cls._fields))


@dataclass(frozen=True)
class Accounts:
    """What one replication adds up to for the economy, over recorded months."""

    terms: EconomyPlan
    """What its world drew."""
    ramped: NDArray[np.int64]
    """Mature part of the area in use, [year, pool, track], m²·ticks × WHOLE.

    Only of spaces and tracks with an output.
    """
    granted: NDArray[np.int64]
    """Area granted, without the opening's, [year, pool], m²."""


def accounts(held: Holdings, plan: Plan, gauges: Gauges) -> Accounts | None:
    """Add up what the economy counts; None where the scenario has no economy."""
    if plan.economy is None:
        return None
    return Accounts(
        terms=plan.economy,
        ramped=_ramped(held, plan, plan.economy, gauges),
        granted=_granted(held, plan, gauges),
    )


def _ramped(held: Holdings, plan: Plan, terms: EconomyPlan, gauges: Gauges) -> NDArray[np.int64]:
    tracks, parks = len(plan.tracks), len(plan.parks)
    produces = np.array(terms.density).reshape(-1, tracks) > 0
    rows = np.flatnonzero((held.served >= 0) & ((held.moved >= 0) | (held.opening == _IN_USE)))
    rows = rows[produces[held.pool[rows] // parks, held.track[rows]]]
    pool, track = (column[rows].astype(np.int64) for column in (held.pool, held.track))
    ramp = np.array(terms.ramp, dtype=np.int64)[pool // parks, track]
    since = np.where(held.opening[rows] == _IN_USE, 0, held.moved[rows]).astype(np.int64)
    gone = np.where(held.ended[rows] >= 0, held.ended[rows], plan.end).astype(np.int64)
    matures = np.minimum(since[:, None] + instants(ramp), gone[:, None])
    parts = np.tile(after_moving_in(), (len(rows), 1))
    laws = {(s.stage, rank): s.duration for rank, chain in enumerate(plan.chains) for s in chain}
    for row in np.flatnonzero(held.opening[rows] == _IN_USE).tolist():
        law = laws[int(held.stage[rows[row]]), int(track[row])]
        parts[row] = after_opening(law, int(ramp[row]))
    area, cell = held.area[rows].astype(np.int64), pool * tracks + track
    jumps = (
        np.concatenate([matures.ravel(), gone]),
        np.concatenate([np.repeat(cell, parts.shape[1]), cell]),
        np.concatenate([(parts * area[:, None]).ravel(), -WHOLE * area]),
    )
    monthly, _ = integrate(jumps, plan, len(plan.capacity) * tracks)
    return by_year(monthly, gauges.years).reshape(-1, len(plan.capacity), tracks)


def _granted(held: Holdings, plan: Plan, gauges: Gauges) -> NDArray[np.int64]:
    rows = np.flatnonzero((held.served >= 0) & (held.opening == 0))
    year = gauges.years[held.served[rows] // MONTH]
    rows, year = rows[year >= 0], year[year >= 0]
    found = np.zeros((gauges.year_count, len(plan.capacity)), dtype=np.int64)
    np.add.at(found, (year, held.pool[rows]), held.area[rows].astype(np.int64))
    return found


def by_year(monthly: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum what is counted by month (axis 0) over the recorded months of each year.

    places: as from `year_places`.
    """
    found = np.zeros((places.max(initial=-1) + 1, *monthly.shape[1:]), dtype=np.int64)
    recorded = places >= 0
    np.add.at(found, places[recorded], monthly[recorded])
    return found
