"""The companies of one replication, followed in two scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.counter import HistoryReader
from sim.measures.counting.history import History
from sim.measures.counting.requests import LEFT, SERVED, TURNED_AWAY, Requests, waited
from sim.runs.player import Player
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

Array = NDArray[np.int64]

DAY: Final = MONTH // 30
"""A shorter wait or delay is no difference to a company."""


class FateKind(IntEnum):
    """How a company fares in B as against A; the first of its requests that differs tells."""

    LOST = 1
    """Served in A, left for want of space in B."""
    SAVED = 2
    """Left in A, served in B."""
    LATER = 3
    """Served in both, after a longer wait in B."""
    SOONER = 4
    """Served in both, after a shorter wait in B."""
    MOVED = 5
    """Served in both after the same wait, in another park or type of space."""
    ABSENT = 6
    """Asks for space in A alone."""
    NEW = 7
    """Asks for space in B alone."""
    OTHER = 8
    """Anything else: waiting at the end in one of them, or asking no more."""
    SHIFTED = 9
    """Fares the same, at another date."""
    SAME = 10
    """Does the same at the same time."""


class CompanyFate(NamedTuple):
    """A company whose fate differs."""

    kind: str
    company: str
    """`stream#number`."""
    track: str
    stage: str
    area: int
    """m² of the request that tells, lettable."""
    ticks: int
    """Wait in B less wait in A, of that request."""


@dataclass(frozen=True)
class DifferingFates:
    """Companies of one replication whose fate differs."""

    replication: int
    companies: int
    """All that asked for space in one of the two."""
    fates: tuple[CompanyFate, ...]


@dataclass(frozen=True)
class StageRequests:
    """The requests of one replication for the space of stages."""

    replication: int
    plan: Plan
    table: Requests


def stage_requests(player: Player, replications: range) -> list[StageRequests]:
    """Play replications and return their requests, expansions left out."""
    reader: HistoryReader[StageRequests] = HistoryReader(_read)
    player.play(replications, reader)
    return reader.result()


def _read(history: History, plan: Plan) -> StageRequests:
    rows = history.requests.ordinal == 0
    table = Requests(*(column[rows] for column in history.requests))
    return StageRequests(history.replication, plan, table)


def differing(a: StageRequests, b: StageRequests) -> DifferingFates:
    """Return the companies whose fate differs, by the first of their requests that does."""
    entities = _codes(a.plan.entities, b.plan.entities)
    stages = _codes(a.plan.stages, b.plan.stages)
    keys = [_keys(side, entities, stages) for side in (a, b)]
    every = np.union1d(*keys)
    places = [_places(every, own) for own in keys]
    kinds, ticks = _kinds(a, b, *places)
    company = every >> 8
    begun = np.where(places[0] >= 0, a.table.asked[places[0]], b.table.asked[places[1]]).astype(
        np.int64
    )
    there, of = np.unique(company, return_inverse=True)
    alone = [np.bincount(of, weights=place >= 0)[of] == 0 for place in places]
    kinds[(places[1] < 0) & alone[1]] = FateKind.ABSENT
    kinds[(places[0] < 0) & alone[0]] = FateKind.NEW
    order = np.lexsort((begun, of))
    telling = order[~np.isin(kinds[order], (FateKind.SHIFTED, FateKind.SAME))]
    _, first = np.unique(of[telling], return_index=True)
    fates = [_fate(a, b, places, row, kinds, ticks) for row in telling[first].tolist()]
    return DifferingFates(a.replication, len(there), tuple(fates))


def _codes(*names: Sequence[str]) -> dict[str, int]:
    return {name: code for code, name in enumerate(sorted(set().union(*names)))}


def _keys(side: StageRequests, entities: dict[str, int], stages: dict[str, int]) -> Array:
    """One whole number per request: company, then stage."""
    entity = np.array([entities[name] for name in side.plan.entities])[side.table.entity]
    stage = np.array([stages[name] for name in side.plan.stages])[side.table.stage]
    keys: Array = (((entity << 32) + side.table.number) << 8) + stage
    return keys


def _places(every: Array, keys: Array) -> Array:
    """Row of each key among `keys`; −1 where it is not there."""
    order = np.argsort(keys)
    slot = np.minimum(np.searchsorted(keys[order], every), max(len(keys) - 1, 0))
    if not len(keys):
        return np.full(len(every), -1)
    return np.where(keys[order][slot] == every, order[slot], -1)


def _kinds(
    first: StageRequests, second: StageRequests, left: Array, right: Array
) -> tuple[Array, Array]:
    """Kind of each request, and by how many ticks its wait is longer in the second."""
    both = (left >= 0) & (right >= 0)
    a, b = (
        Requests(*(column[place] for column in side.table))
        for side, place in ((first, left), (second, right))
    )
    served = [table.outcome == SERVED for table in (a, b)]
    lost = [np.isin(table.outcome, (LEFT, TURNED_AWAY)) for table in (a, b)]
    longer = (waited(b, second.plan.end) - waited(a, first.plan.end)).astype(np.int64)
    pools = _codes([*map("/".join, _pools(first.plan))], [*map("/".join, _pools(second.plan))])
    where = [
        np.array([*(pools["/".join(name)] for name in _pools(side.plan)), -1])[table.pool]
        for side, table in ((first, a), (second, b))
    ]
    alike = served[0] & served[1]
    same_end = alike | (a.outcome == b.outcome)
    moved = alike & (where[0] != where[1])
    late = np.maximum(np.abs(b.asked - a.asked), np.abs(b.served - a.served))
    kinds = np.select(
        [
            ~both,
            served[0] & lost[1],
            lost[0] & served[1],
            alike & (longer > DAY),
            alike & (longer < -DAY),
            moved,
            same_end & (late > DAY),
            same_end,
        ],
        [
            FateKind.OTHER,
            FateKind.LOST,
            FateKind.SAVED,
            FateKind.LATER,
            FateKind.SOONER,
            FateKind.MOVED,
            FateKind.SHIFTED,
            FateKind.SAME,
        ],
        FateKind.OTHER,
    )
    return kinds, np.where(both, longer, 0)


def _pools(plan: Plan) -> list[tuple[str, str]]:
    return [plan.pool_name(pool) for pool in range(len(plan.capacity))]


def _fate(
    first: StageRequests,
    second: StageRequests,
    places: Sequence[Array],
    row: int,
    kinds: Array,
    ticks: Array,
) -> CompanyFate:
    left, right = (int(place[row]) for place in places)
    side, place = (first, left) if left >= 0 else (second, right)
    table, plan = side.table, side.plan
    return CompanyFate(
        kind=FateKind(kinds[row]).name.lower(),
        company=f"{plan.entities[table.entity[place]]}#{table.number[place]}",
        track=plan.tracks[table.track[place]],
        stage=plan.stages[table.stage[place]],
        area=int(table.area[place]),
        ticks=int(ticks[row]),
    )
