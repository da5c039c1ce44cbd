"""What the economy counts in one replication: exact whole numbers, and the terms of its world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sim.measures.gauges import Gauges
from sim.measures.levels import Jumps
from sim.measures.maturity import WHOLE, after_moving_in, after_opening, instants
from sim.measures.months import Ints, first_recorded, lengths
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
    cells = np.array(terms.density).reshape(-1, tracks).repeat(parks, axis=0).ravel() > 0
    in_use = held.opening == _IN_USE
    rows = np.flatnonzero((held.served >= 0) & ((held.moved >= 0) | in_use))
    cell = held.pool[rows].astype(np.int64) * tracks + held.track[rows]
    rows, cell = rows[cells[cell]], cell[cells[cell]]
    ramps = np.array(terms.ramp, dtype=np.int64).reshape(-1, tracks).repeat(parks, axis=0).ravel()
    since = np.where(in_use[rows], 0, held.moved[rows]).astype(np.int64)
    gone = np.where(held.ended[rows] >= 0, held.ended[rows], plan.end).astype(np.int64)
    at = np.minimum(since[:, None] + instants(ramps)[cell], gone[:, None])
    area = held.area[rows].astype(np.int64)
    parts = _parts(in_use[rows], held.stage[rows], cell, ramps, plan)
    jumps = (
        np.concatenate([at.ravel(), gone]),
        np.concatenate([np.repeat(cell, at.shape[1]), cell]),
        np.concatenate([(parts * area[:, None]).ravel(), -WHOLE * area]),
    )
    return _integrated(jumps, plan, gauges, len(cells)).reshape(-1, len(plan.capacity), tracks)


def _parts(
    in_use: NDArray[np.bool_],
    stage: Ints,
    cell: NDArray[np.int64],
    ramps: NDArray[np.int64],
    plan: Plan,
) -> NDArray[np.int64]:
    """Return how many parts of each holding mature at each instant, [holding, instant].

    ramps: of each cell, which is a pool and a track.
    """
    stages, tracks = len(plan.stages), len(plan.tracks)
    kinds, kind = np.unique(cell[in_use] * stages + stage[in_use], return_inverse=True)
    laws = {(s.stage, rank): s.duration for rank, chain in enumerate(plan.chains) for s in chain}
    known = [
        after_opening(laws[one % stages, one // stages % tracks], int(ramps[one // stages]))
        for one in kinds.tolist()
    ]
    row = np.full(len(in_use), len(known))
    row[in_use] = kind
    table: NDArray[np.int64] = np.array([*known, after_moving_in()], dtype=np.int64)
    return table[row]


def _integrated(jumps: Jumps, plan: Plan, gauges: Gauges, cells: int) -> NDArray[np.int64]:
    """Return integrals over the recorded months of each year, [year, cell].

    As `levels.integrate`; what came before the record counts from its beginning. Whole numbers held
    in floats are exact up to 2⁵³: 17 km² over a year.
    """
    ends = np.cumsum(by_year(lengths(plan), gauges.years)) + first_recorded(plan) * MONTH
    spans = np.diff(ends, prepend=first_recorded(plan) * MONTH)
    tick, cell, delta = jumps
    happens = np.flatnonzero(tick < plan.end)
    at = np.maximum(tick[happens], ends[0] - spans[0])
    year = gauges.years[at // MONTH]
    flat, step = year * cells + cell[happens], delta[happens]
    size = len(ends) * cells
    level = np.bincount(flat, step, size).astype(np.int64).reshape(-1, cells).cumsum(axis=0)
    own: NDArray[np.int64] = np.bincount(flat, step * (ends[year] - at), size).astype(np.int64)
    own = own.reshape(-1, cells)
    own[1:] += level[:-1] * spans[1:, None]
    return own


def _granted(held: Holdings, plan: Plan, gauges: Gauges) -> NDArray[np.int64]:
    rows = np.flatnonzero((held.served >= first_recorded(plan) * MONTH) & (held.opening == 0))
    year = gauges.years[held.served[rows] // MONTH]
    cell = year * len(plan.capacity) + held.pool[rows]
    size = gauges.year_count * len(plan.capacity)
    area = np.bincount(cell, held.area[rows], size).astype(np.int64)
    return area.reshape(-1, len(plan.capacity))


def by_year(monthly: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum what is counted by month (axis 0) over the recorded months of each year.

    places: as from `year_places`.
    """
    first = int((places < 0).sum())
    begins = np.flatnonzero(np.diff(places[first:], prepend=-1))
    if not len(begins):
        return np.zeros((0, *monthly.shape[1:]), dtype=np.int64)
    found: NDArray[np.int64] = np.add.reduceat(monthly[first:], begins, axis=0)
    return found
