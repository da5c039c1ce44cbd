"""Plants that companies build for themselves: one row each, and the levels they make up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.routes import Route
from sim.measures.counting.levels import Jumps, integrate
from sim.measures.counting.requests import BEFORE_START
from sim.measures.counting.rows import LogRows, amounts, codes, companies, in_stages
from sim.measures.months import Ints
from sim.model.log import What
from sim.scenario.plan.plan import Plan

OWN: Final = ("own_construction", "own_plants", "own_empty")
"""Levels of own plants, m²: under construction, in use, and finished for a company that failed.

They belong to no pool.
"""


def own_measures(plan: Plan, levels: Iterable[NDArray[np.int64]]) -> tuple[str, ...]:
    """Return those of OWN that are told: none stands empty where no failure leaves any behind.

    levels: by replication, as from `plant_levels`; a plan that holds its ranges may have no share.
    """
    left = any(stage.strands > 0.0 for chain in plan.chains for stage in chain)
    left = left or any(level[OWN.index("own_empty")].any() for level in levels)
    return OWN if left else OWN[:-1]


class OwnPlants(NamedTuple):
    """Integer columns [plant]: those that stand at the opening, then by start of construction.

    Only plants whose area is counted; areas in lettable m² of the stage's own space type.
    """

    stage: Ints
    track: Ints
    area: Ints
    """m²."""
    begun: Ints
    """Tick at which construction starts; −1 (BEFORE_START) if before the clock."""
    started: Ints
    """Tick from which it is in use; 0 if it stands at the opening, −1 if never."""
    ended: Ints
    """Tick at which its stage ends, or its company gives up building; −1 if it goes on."""
    empty: Ints
    """Tick from which it stands empty, built for a company that failed; −1 if never."""

    @property
    def standing(self) -> NDArray[np.bool_]:
        """Which are in use since before the opening: building one takes a tick at least."""
        known: NDArray[np.bool_] = (self.begun == BEFORE_START) & (self.started == 0)
        return known


def plants(kinds: dict[What, LogRows]) -> OwnPlants:
    """Gather what a log says of each plant: it is built, used in its stage, and left with it."""
    built, started = (
        kinds[what].only(kinds[what].area >= 0) for what in (What.BUILDING, What.STARTED)
    )
    started = started.only(started.aux == Route.SELF_BUILD)
    standing = started.only(~np.isin(in_stages(started), in_stages(built)))
    rows = LogRows(*map(np.concatenate, zip(standing, built, strict=True)))
    first = _match(in_stages(rows), in_stages(started), started.tick)
    over, gone = kinds[What.STAGE_ENDED], kinds[What.ENDED]
    used_until = _match(in_stages(rows), in_stages(over), over.tick)
    given_up = _match(companies(rows), companies(gone), gone.tick)
    left = kinds[What.STRANDED]
    left = left.only(left.request < 0)
    empty = _match(in_stages(rows), in_stages(left), left.aux)
    given_up = np.where(empty >= 0, -1, given_up)
    since = np.where(built.aux == 1, BEFORE_START, built.tick)
    begun = np.concatenate([np.full(len(standing.tick), BEFORE_START), since])
    return OwnPlants(
        stage=codes(rows.stage),
        track=codes(rows.track),
        area=amounts(rows.area),
        begun=amounts(begun),
        started=amounts(first),
        ended=amounts(np.where(first >= 0, used_until, given_up)),
        empty=amounts(empty),
    )


def _match(
    wanted: NDArray[np.int64], keys: NDArray[np.int64], values: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The value of each wanted key, of which there is one at most; −1 where there is none."""
    if not len(keys):
        return np.full(len(wanted), -1)
    order = np.argsort(keys)
    slot = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    return np.where(keys[order][slot] == wanted, values[order][slot], -1)


def plant_levels(table: OwnPlants, plan: Plan) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Month integrals [measure of OWN, month, place], m²·ticks, and levels at the end.

    place: index into `Plan.plants`; the second array is [measure of OWN, place], m².
    """
    shape = (plan.months, len(OWN), len(plan.plants))
    if not shape[2]:
        return np.zeros((len(OWN), plan.months, 0), np.int64), np.zeros((len(OWN), 0), np.int64)
    integral, level = integrate(_jumps(table, plan), plan, shape[1] * shape[2])
    by_month = np.ascontiguousarray(integral.reshape(shape).transpose(1, 0, 2))
    return by_month, level[-1].reshape(shape[1:])


def _jumps(table: OwnPlants, plan: Plan) -> Jumps:
    places = {place: index for index, place in enumerate(plan.plants)}
    pairs = zip(table.stage.tolist(), table.track.tolist(), strict=True)
    place = np.array([places[pair] for pair in pairs], dtype=np.int64)
    over = np.where(table.ended >= 0, table.ended, plan.end)
    used, left = table.started >= 0, table.empty >= 0
    standing = table.standing
    built = np.where(used, table.started, np.where(left, table.empty, over))
    spans = (
        (~standing, table.begun, built),
        (used, np.where(standing, BEFORE_START, table.started), over),
        (left, table.empty, over),
    )
    parts = []
    for measure, (mask, begin, end) in enumerate(spans):
        cell, area = measure * len(places) + place[mask], table.area[mask].astype(np.int64)
        parts += [(begin[mask], cell, area), (end[mask], cell, -area)]
    tick, cells, delta = (np.concatenate(c).astype(np.int64) for c in zip(*parts, strict=True))
    return tick, cells, delta
