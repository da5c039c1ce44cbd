"""What the economy counts in one replication: whole numbers, and the terms of its world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import summed
from sim.measures.counting.maturity import STEPS, WHOLE, after_moving_in, after_opening, instants
from sim.measures.counting.measure_spec import MeasureSpec
from sim.measures.counting.plants import OwnPlants
from sim.measures.counting.requests import Requests, gone
from sim.measures.months import Bools, first_recorded, lengths
from sim.scenario.plan.plan import Plan
from sim.scenario.plan.prices import EconomyPlan
from sim.scenario.values.dates import MONTH

Wide = NDArray[np.int64]

_IN_USE: Final = 2
"""`Requests.opening` of what stands in use at the opening."""


@dataclass(frozen=True)
class Accounts:
    """What one replication adds up to for the economy, over recorded months."""

    terms: EconomyPlan
    """What its world drew."""
    ramped: Wide
    """Mature part of the area in use, [year, pool, track], m²·ticks × WHOLE.

    Only of spaces and tracks with an output.
    """
    own_ramped: Wide
    """The same of own plants, [year, place of Plan.plants]."""
    granted: Wide
    """Area granted, without the opening's, [year, pool], m²."""


class _Cells(NamedTuple):
    """Where output is counted; columns [cell]."""

    track: Wide
    density: NDArray[np.float64]
    ramp: Wide


class _Used(NamedTuple):
    """Space in use; columns [spell]."""

    cell: Wide
    stage: Wide
    area: Wide
    standing: Bools
    """In use since before the opening."""
    since: Wide
    gone: Wide


def accounts(table: Requests, plants: OwnPlants, plan: Plan, spec: MeasureSpec) -> Accounts | None:
    """Add up what the economy counts; None where the scenario has no economy."""
    terms = plan.economy
    if terms is None:
        return None
    pools, places = _pools(terms, plan), _places(terms, plan)
    leased = _ramped(_leased(table, pools, plan), pools, plan, spec)
    return Accounts(
        terms=terms,
        ramped=leased.reshape(-1, len(plan.capacity), len(plan.tracks)),
        own_ramped=_ramped(_owned(plants, plan), places, plan, spec),
        granted=_granted(table, plan, spec),
    )


def _pools(terms: EconomyPlan, plan: Plan) -> _Cells:
    """Pool × track."""
    tracks, parks = len(plan.tracks), len(plan.parks)

    density = np.array(terms.density).reshape(-1, tracks).repeat(parks, axis=0)
    ramp = np.array(terms.ramp, dtype=np.int64).reshape(-1, tracks).repeat(parks, axis=0)
    return _Cells(np.arange(density.size) % tracks, density.ravel(), ramp.ravel())


def _places(terms: EconomyPlan, plan: Plan) -> _Cells:
    spaces = own_spaces(plan)
    return _Cells(
        track=np.array([track for track, _ in spaces], dtype=np.int64),
        density=np.array([terms.density[space][track] for track, space in spaces]),
        ramp=np.array([terms.ramp[space][track] for track, space in spaces], dtype=np.int64),
    )


def own_spaces(plan: Plan) -> list[tuple[int, int]]:
    """Return (track, space type that would have been leased) of each place of `Plan.plants`."""
    return [
        (track, own.spaces[0])
        for stage, track in plan.plants
        for own in plan.chains[track]
        if own.stage == stage
    ]


def _leased(table: Requests, cells: _Cells, plan: Plan) -> _Used:
    in_use = table.opening == _IN_USE
    rows = np.flatnonzero((table.served >= 0) & ((table.moved >= 0) | in_use))
    cell = table.pool[rows].astype(np.int64) * len(plan.tracks) + table.track[rows]
    produces = cells.density[cell] > 0
    rows, cell = rows[produces], cell[produces]
    return _Used(
        cell=cell,
        stage=table.stage[rows].astype(np.int64),
        area=table.taken[rows].astype(np.int64),
        standing=in_use[rows],
        since=np.where(in_use[rows], 0, table.moved[rows]).astype(np.int64),
        gone=_used_until(table, plan)[rows],
    )


def _used_until(table: Requests, plan: Plan) -> Wide:
    """Tick at which space is released, or held on unused; the end of the clock for the others."""
    return np.where(table.held >= 0, table.held, gone(table, plan.end)).astype(np.int64)


def _owned(plants: OwnPlants, plan: Plan) -> _Used:
    rows = np.flatnonzero(plants.started >= 0)
    place = {pair: index for index, pair in enumerate(plan.plants)}
    pairs = zip(plants.stage[rows].tolist(), plants.track[rows].tolist(), strict=True)
    return _Used(
        cell=np.array([place[pair] for pair in pairs], dtype=np.int64),
        stage=plants.stage[rows].astype(np.int64),
        area=plants.area[rows].astype(np.int64),
        standing=plants.standing[rows],
        since=plants.started[rows].astype(np.int64),
        gone=np.where(plants.ended[rows] >= 0, plants.ended[rows], plan.end).astype(np.int64),
    )


def _ramped(used: _Used, cells: _Cells, plan: Plan, spec: MeasureSpec) -> Wide:
    """Return the mature part of what is in use, [year, cell], m²·ticks × WHOLE.

    Each spell has its jumps upwards and, where it ends, one down.
    """
    parts = _parts(used, cells, plan)
    at = np.empty(parts.shape, dtype=np.int64)
    at[:, :-1] = instants(cells.ramp)[used.cell] + used.since[:, None]
    at[:, -1] = used.gone
    np.minimum(at, used.gone[:, None], out=at)
    parts *= used.area[:, None]
    return _integrated(at, used.cell, parts, plan, spec, len(cells.track))


def _parts(used: _Used, cells: _Cells, plan: Plan) -> Wide:
    """Return how many parts of each spell mature at each instant, then end, [spell, instant]."""
    stages, standing = len(plan.stages), used.standing
    kinds, kind = np.unique((used.cell * stages + used.stage)[standing], return_inverse=True)
    laws = {(s.stage, rank): s.duration for rank, chain in enumerate(plan.chains) for s in chain}
    known = []
    for one in kinds.tolist():
        cell, stage = divmod(one, stages)
        law = laws[stage, int(cells.track[cell])]
        known.append(after_opening(law, int(cells.ramp[cell])))
    row = np.full(len(standing), len(known))
    row[standing] = kind
    table = [[*parts, -WHOLE] for parts in (*known, after_moving_in())]
    found: Wide = np.take(np.array(table, dtype=np.int64), row, axis=0)
    return found


def _integrated(
    at: Wide, cell: Wide, change: Wide, plan: Plan, spec: MeasureSpec, cells: int
) -> Wide:
    """Return integrals over the recorded months of each year, [year, cell].

    at, change: ticks and jumps, [spell, jump]; cell: [spell]. As in `levels.integrate`, what came
    before the record counts from its beginning.
    """
    begin = first_recorded(plan) * MONTH
    spans = by_year(lengths(plan), spec.years)
    if not len(spans):
        return np.zeros((0, cells), dtype=np.int64)
    ends = begin + np.cumsum(spans)
    at = np.clip(at, begin, plan.end)  # a jump at the end adds nothing
    year = spec.years[np.minimum(at, plan.end - 1) // MONTH]
    flat, shape = (year * cells + cell[:, None]).ravel(), (len(spans), cells)
    level = summed(flat, change.ravel(), shape[0] * cells)
    left = ((ends[year] - at) * change).ravel()
    own: Wide = summed(flat, left, shape[0] * cells).reshape(shape)
    own[1:] += level.reshape(shape).cumsum(axis=0)[:-1] * spans[1:, None]
    return own


def _granted(table: Requests, plan: Plan, spec: MeasureSpec) -> Wide:
    recorded = (table.served >= first_recorded(plan) * MONTH) & (table.opening == 0)
    for_nobody = (table.stranded >= 0) & (table.stranded < table.served)
    rows = np.flatnonzero(recorded & ~for_nobody)
    year = spec.years[table.served[rows] // MONTH]
    cell = year * len(plan.capacity) + table.pool[rows]
    size = spec.year_count * len(plan.capacity)
    area = summed(cell, table.taken[rows].astype(np.int64), size)
    return area.reshape(-1, len(plan.capacity))


class Rules(NamedTuple):
    """What of a plan decides how the economy counts space, for compiled counting.

    Kinds of space: space type × track, then places of `Plan.plants`.
    """

    counted: Wide
    """1 where there is an output, [space type × track]."""
    instants: Wide
    """Ticks from moving in to each jump of maturity, [kind, jump]."""
    mature: Wide
    """Parts that mature at each jump, [row, jump]: after moving in, then of what stands in use at
    the opening, by space type × track × stage, then by place."""
    places: Wide
    """Place of `Plan.plants` or -1, [stage × track]."""


def rules(plan: Plan) -> Rules:
    """Return what decides how the economy counts; without an economy nothing is counted."""
    terms, stages, tracks = plan.economy, len(plan.stages), len(plan.tracks)
    kinds = len(plan.spaces) * tracks
    density = [0.0] * kinds if terms is None else [*chain(*terms.density)]
    ramp = [0] * kinds if terms is None else [*chain(*terms.ramp)]
    own = [space * tracks + track for track, space in own_spaces(plan)] if terms else []
    mature = np.zeros((1 + kinds * stages + len(own), STEPS + 1), np.int64)
    mature[0] = after_moving_in()
    for track, of_track in enumerate(plan.chains):
        for stage in of_track:
            for kind in [space * tracks + track for space in stage.spaces]:
                if density[kind] > 0:
                    row = 1 + kind * stages + stage.stage
                    mature[row] = after_opening(stage.duration, ramp[kind])
    places = np.full(stages * tracks, -1, np.int64)
    for place, (kind, (rank, track)) in enumerate(
        zip(own, plan.plants if own else (), strict=True)
    ):
        places[rank * tracks + track] = place
        stays = {stage.stage: stage.duration for stage in plan.chains[track]}
        mature[1 + kinds * stages + place] = after_opening(stays[rank], ramp[kind])
    return Rules(
        counted=np.array([d > 0 for d in density], np.int64),
        instants=instants(np.array(ramp + [ramp[kind] for kind in own], np.int64)),
        mature=mature,
        places=places,
    )


def year_bounds(plan: Plan, spec: MeasureSpec) -> Wide:
    """Return where the record begins, then where each year ends, ticks."""
    spans = by_year(lengths(plan), spec.years)
    return np.cumsum([spec.first_month * MONTH, *spans.tolist()], dtype=np.int64)


def by_year(monthly: Wide, places: Wide) -> Wide:
    """Sum what is counted by month (axis 0) over the recorded months of each year.

    places: as from `year_places`.
    """
    first = int((places < 0).sum())
    begins = np.flatnonzero(np.diff(places[first:], prepend=-1))
    if not len(begins):
        return np.zeros((0, *monthly.shape[1:]), dtype=np.int64)
    found: Wide = np.add.reduceat(monthly[first:], begins, axis=0)
    return found


def by_pool(by_space: Sequence[float], plan: Plan) -> NDArray[np.float64]:
    """Spread what is stated by space type over its pools, [pool]."""
    return np.repeat(np.array(by_space), len(plan.parks))
