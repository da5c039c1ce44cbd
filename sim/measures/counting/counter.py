"""Count replications as they are played, by either engine: a tally of each, sums over all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.kernel import engine
from sim.kernel.arrays import placed, zeros
from sim.kernel.compiling import kept
from sim.measures.counting.accounts import Accounts, Rules, rules, year_bounds
from sim.measures.counting.counts import FLOW, Census
from sim.measures.counting.history import (
    History,
    Stays,
    ground_at_start,
    history,
    with_lots_not_begun,
)
from sim.measures.counting.idle import freed_early, idle_space
from sim.measures.counting.levels import GROUND, POOL
from sim.measures.counting.measure_spec import COUNTS, MeasureSpec
from sim.measures.counting.moves import let_new, moves, vintages
from sim.measures.counting.outcomes import ELSEWHERE, ENDS
from sim.measures.counting.paused import paused_records
from sim.measures.counting.plants import OwnPlants, plant_levels
from sim.measures.counting.pooled import Pooled, day_count
from sim.measures.counting.rent import over_old, rents, rents_of_parks
from sim.measures.counting.requests import OCCUPANCY, Requests
from sim.measures.counting.rows import amounts, codes
from sim.measures.counting.stacked import Stacked, stacked
from sim.measures.counting.tally import Tally, tally
from sim.measures.counting.trades import traded
from sim.measures.months import Ints
from sim.model.log import Fate, Log
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

T = TypeVar("T")

_CODED = (
    "entity",
    "number",
    "track",
    "stage",
    "ordinal",
    "space",
    "first",
    "pool",
    "promised",
    "outcome",
    "opening",
    "leaves",
    "new",
    "early",
)
"""Columns of `Requests` that are indices; the others are ticks and areas."""


@dataclass(frozen=True)
class Counts:
    """What some replications add up to."""

    tallies: tuple[Tally, ...]
    """In the order of the replications."""
    pooled: Pooled

    def __add__(self, other: Self) -> Self:
        """Both, one after the other."""
        return type(self)((*self.tallies, *other.tallies), self.pooled + other.pooled)


class Counter:
    """Counts the replications of one job.

    `keep` makes of each tally what is kept of it.
    """

    def __init__(
        self, measure_spec: MeasureSpec, keep: Callable[[Tally], Tally] | None = None
    ) -> None:
        self._measure_spec, self._keep = measure_spec, keep
        self._tallies: list[Tally] = []
        self._pooled: Pooled | None = None
        self._sums: Sums | None = None

    def add_log(self, log: Log) -> None:
        """Count a replication from its log."""
        past = history(log)
        self._add(tally(past, log.plan, self._measure_spec))
        sums = Pooled.of(past, log.plan)
        self._pooled = sums if self._pooled is None else self._pooled + sums

    def add_work(self, work: Workspace) -> None:
        """Count the replication that was played last in a workspace."""
        if self._sums is None:
            self._sums = Sums(work.packed.plan, self._measure_spec)
        self._add(self._sums.tally(work))

    def _add(self, counted: Tally) -> None:
        self._tallies.append(self._keep(counted) if self._keep else counted)

    @property
    def latest(self) -> Tally:
        """The tally of the replication added last."""
        return self._tallies[-1]

    def result(self) -> Counts:
        """Return what was counted."""
        pooled = self._sums.pooled(len(self._tallies)) if self._sums else self._pooled
        assert pooled is not None
        return Counts(tuple(self._tallies), pooled)


class StandardsReader:
    """Keeps of the replication added last what standards look at, and makes nothing else of it."""

    latest: Stacked

    def __init__(self, measure_spec: MeasureSpec) -> None:
        self._measure_spec = measure_spec
        self._sums: Sums | None = None

    def add_log(self, log: Log) -> None:
        """Read a replication from its log."""
        self.latest = stacked([tally(history(log), log.plan, self._measure_spec)])

    def add_work(self, work: Workspace) -> None:
        """Read the replication that was played last in a workspace."""
        if self._sums is None:
            self._sums = Sums(work.packed.plan, self._measure_spec, all_of_it=False)
        self._sums.add_up(work)
        counted = self._sums.arrays
        capacity, leased, waiting = (
            counted["pools"][POOL.index(name)][:, None].copy()
            for name in ("capacity", "leased", "waiting_area")
        )
        opened = work.arrays["pool_records"]["opened"][: len(leased), None]
        self.latest = Stacked(
            capacity=capacity,
            leased=leased,
            waiting_area=waiting,
            leased_levels=np.concatenate([opened, counted["leased_ends"]], axis=1)[:, None],
            capacity_end=amounts(counted["ends"][None, :, -1]),
            checks=counted["checked"][None].copy(),
        )

    def result(self) -> Stacked:
        """Return what was read last."""
        return self.latest


class HistoryReader(Generic[T]):
    """Collects what a function makes of each history and its plan."""

    def __init__(self, read: Callable[[History, Plan], T]) -> None:
        self._read = read
        self._found: list[T] = []

    def add_log(self, log: Log) -> None:
        """Read a replication from its log."""
        self._found.append(self._read(history(log), log.plan))

    def add_work(self, work: Workspace) -> None:
        """Read the replication that was played last in a workspace."""
        self._found.append(self._read(history_of(work), work.packed.plan))

    def result(self) -> list[T]:
        """Return what the function made."""
        return self._found


@cache
def compiled_tally() -> Callable[[int, int], None]:
    """Return the compiled tally: of the city and the counts at two addresses."""
    return kept("tally", _tally)


def _tally() -> Callable[[int, int], None]:
    from sim.measures.counting.compiled_tally import tally  # as in `sim.kernel.engine`

    return tally


def compile_all() -> None:
    """Compile all that is compiled, or fetch it from the cache."""
    engine.compiled()
    compiled_tally()


class Sums:
    """The arrays that compiled counting writes to, and what is made of them.

    `all_of_it`: else only what standards look at is counted, a third of the time.
    """

    def __init__(self, plan: Plan, measure_spec: MeasureSpec, *, all_of_it: bool = True) -> None:
        self._add_up = compiled_tally()
        self.plan: Plan = plan
        self.measure_spec = measure_spec
        self._all_of_it = all_of_it
        months, pools, tracks = plan.months, len(plan.capacity), len(plan.tracks)
        stages, spaces, years = len(plan.stages), len(plan.spaces), measure_spec.year_count
        days, steps = day_count(plan) if all_of_it else 0, len(measure_spec.steps) + 1
        places = len(plan.plants) if plan.economy else 0
        shapes: dict[str, tuple[tuple[int, ...], type]] = {
            "jumps": ((len(OCCUPANCY), pools, tracks, months, 2), np.int64),
            "touched": ((len(OCCUPANCY), pools, tracks), np.int64),
            "built_jumps": ((len(POOL), pools, months, 2), np.int64),
            "pools": ((len(POOL), pools, months), np.int64),
            "ends": ((pools, months), np.int64),
            "leased_ends": ((pools, months), np.int64),
            "tracks": ((len(OCCUPANCY), spaces, tracks, months), np.int64),
            "ground": ((len(GROUND), spaces, months), np.int64),
            "ground_jumps": ((len(GROUND), spaces, months, 2), np.int64),
            "flows": ((years, stages, tracks, len(FLOW)), np.int32),
            "losses": ((years, stages, tracks, ELSEWHERE, 2), np.int64),
            "checked": ((len(measure_spec.checks), 4), np.int64),
            "incidence": ((spaces, len(ENDS), steps), np.int32),
            "levels": ((len(OCCUPANCY), pools, tracks, months), np.int64),
            "times": ((stages, tracks, 2, 2, days), np.int32),
            "maturing": ((pools * tracks + places, years, 2), np.int64),
            "ramped": ((years, pools * tracks + places), np.int64),
            "granted": ((years, pools), np.int64),
        }
        self.arrays: dict[str, NDArray[Any]] = {
            name: zeros(shape, kind) for name, (shape, kind) in shapes.items()
        }
        self.counts: NDArray[Any] = placed(np.zeros(1, COUNTS))
        of_plan = rules(plan)
        read = {name: placed(getattr(measure_spec, name)) for name in MeasureSpec._fields}
        read["year_bounds"] = placed(year_bounds(plan, measure_spec))
        read |= {name: placed(getattr(of_plan, name)) for name in Rules._fields}
        self.kept: dict[str, NDArray[Any]] = read
        for name, array in {**self.arrays, **read}.items():
            self.counts[name] = array.ctypes.data
        for name, number in {
            "all_of_it": int(all_of_it),
            "check_count": len(measure_spec.checks),
            "step_count": len(measure_spec.steps),
            "year_count": years,
            "first_month": measure_spec.first_month,
            "record_from": plan.record_from,
            "days": days,
            "place_count": places,
        }.items():
            self.counts[name] = number

    def _follow(self, plan: Plan) -> None:
        """Let the economy be counted by the rules of a plan."""
        read = rules(plan)
        self.plan = plan
        for name in Rules._fields:  # of the same shape for all plans of a scenario
            self.kept[name][:] = getattr(read, name).ravel()

    def add_up(self, work: Workspace) -> None:
        """Count the replication that was played last in a workspace."""
        if self._all_of_it and work.packed.plan is not self.plan:
            self._follow(work.packed.plan)
        for name in ("losses", "checked", "incidence", "granted"):
            self.arrays[name][...] = 0
        self._add_up(work.city.ctypes.data, self.counts.ctypes.data)

    def tally(self, work: Workspace) -> Tally:
        """Count a replication and return its tally."""
        self.add_up(work)
        counted, city = self.arrays, work.city[0]
        capacity, leased = amounts(counted["ends"].T), amounts(counted["leased_ends"].T)
        own = _plants(work)
        plants, plants_end = plant_levels(own, self.plan)
        return Tally(
            replication=work.replication,
            events=int(city["rows"]),
            pools=counted["pools"].transpose(0, 2, 1).copy(),
            capacity_end=capacity,
            leased_end=leased,
            leased_open=work.arrays["pool_records"]["opened"].copy(),
            tracks=counted["tracks"].transpose(0, 3, 1, 2).copy(),
            ground=counted["ground"].transpose(0, 2, 1).copy(),
            flows=counted["flows"].copy(),
            losses=counted["losses"].copy(),
            checks=counted["checked"].copy(),
            incidence=counted["incidence"].copy(),
            sites=_sites(work),
            paused=_paused(work),
            taken=_taken(work),
            census=_census(work),
            plants=plants,
            plants_end=plants_end,
            idle=_idle(work),
            early=freed_early(requests_of(work), work.packed.plan),
            trades=traded(requests_of(work), work.packed.plan),
            **_moved(work, self.measure_spec, capacity, leased),
            over_old=over_old(work.packed.plan),
            rents=rents(capacity, leased, work.packed.plan),
            park_rents=rents_of_parks(capacity, leased, work.packed.plan),
            economy=self._accounts(),
        )

    def _accounts(self) -> Accounts | None:
        plan, ramped = self.plan, self.arrays["ramped"]
        if plan.economy is None:
            return None
        leased = len(plan.capacity) * len(plan.tracks)
        shape = (len(ramped), len(plan.capacity), len(plan.tracks))
        return Accounts(
            terms=plan.economy,
            ramped=ramped[:, :leased].reshape(shape).copy(),
            own_ramped=ramped[:, leased:].copy(),
            granted=self.arrays["granted"].copy(),
        )

    def pooled(self, replications: int) -> Pooled:
        """Return the sums over all replications counted."""
        levels = np.ascontiguousarray(self.arrays["levels"].transpose(3, 0, 1, 2))
        return Pooled(replications, levels, self.arrays["times"])


def _paused(work: Workspace) -> Any:
    sites = len(work.packed.starts["sites"]) if work.packed.plan.pauses else 0
    return paused_records(work.arrays["sites"][:sites])


def _sites(work: Workspace) -> Any:
    order = work.arrays["construction_order"][: work.city["constructed"][0]]
    sites = work.arrays["sites"]
    columns = [sites[name][order] for name in ("entity", "pool", "area", "started", "told")]
    return with_lots_not_begun(np.stack(columns, axis=1), _paused(work), work.packed.plan)


def _taken(work: Workspace) -> Any:
    works = work.arrays["renewals"][: len(work.packed.plan.renewals)]
    return amounts(np.stack([works["area"], works["taken"]], axis=1))


def _census(work: Workspace) -> Census:
    ended = tuple(int(n) for n in work.arrays["fates"][: len(Fate)])
    arrived, returned, lines = (
        int(work.city[0][name]) for name in ("arrived", "returned", "lines")
    )
    return Census(arrived, arrived - sum(ended), ended, returned, lines)


def _idle(work: Workspace) -> NDArray[np.int64]:
    return idle_space(requests_of(work), work.packed.plan)


def _moved(
    work: Workspace, measure_spec: MeasureSpec, capacity: Ints, leased: Ints
) -> dict[str, NDArray[Any]]:
    """Return what a tally tells of moves, by its names."""
    table, plan = requests_of(work), work.packed.plan
    return {
        "moves": moves(table, plan, measure_spec),
        "vintages": vintages(table, _built(work), capacity, leased, plan),
        "let_new": let_new(table, plan),
    }


def _built(work: Workspace) -> NDArray[np.int64]:
    """Return changes of what is built since the start, as in `History`, ground floors too."""
    built = work.arrays["built_records"][: work.city["built"][0]]
    return np.stack([built[name] for name in ("tick", "pool", "area", "measure")], axis=1)


def requests_of(work: Workspace) -> Requests:
    """Return the requests of the replication played last in a workspace, as they lie in it.

    Unlike in `History`, what is promised and not opened has a pool, and an opening tenancy the area
    it asked for.
    """
    table = work.arrays["request_records"][: work.city[0]["requests"]]
    return Requests(*(table[name] for name in Requests._fields))


def _plants(work: Workspace) -> OwnPlants:
    table = work.arrays["plant_records"][: work.city[0]["plants"]]
    columns = OwnPlants(
        **{
            name: (codes if name in ("stage", "track") else amounts)(table[name])
            for name in OwnPlants._fields
        }
    )
    # Written pipeline entry by entry, some of which stand and some of which are being built.
    order = np.argsort(~columns.standing, kind="stable")
    return OwnPlants(*(column[order] for column in columns))


def history_of(work: Workspace) -> History:
    """Return what happened in the replication played last in a workspace."""
    plan, city = work.packed.plan, work.city[0]
    table = work.arrays["request_records"][: city["requests"]].copy()
    table["pool"][table["served"] < 0] = -1  # of what one was promised that waits for an opening
    stays = work.arrays["stay_records"][: city["stays"]]
    pools = work.packed.starts["pool_records"]
    start = np.zeros((len(pools), 4), np.int64)
    start[:, 0], start[:, 1], start[:, 2] = -1, np.arange(len(pools)), pools["built"]
    changes = _built(work)
    floors = changes[:, 3] == len(POOL)
    flows = (plan.months, len(plan.stages), len(plan.tracks), len(FLOW))
    return History(
        replication=work.replication,
        events=int(city["rows"]),
        requests=Requests(
            **{
                name: (codes if name in _CODED else amounts)(table[name])
                for name in Requests._fields
            }
        ),
        stays=Stays(
            **{
                name: (amounts if name in ("started", "ended") else codes)(stays[name])
                for name in Stays._fields
            }
        ),
        plants=_plants(work),
        built=np.concatenate([start, changes[~floors]]),
        ground=np.concatenate([ground_at_start(plan), changes[floors, :3]]),
        sites=_sites(work),
        paused=_paused(work),
        taken=_taken(work),
        leased_open=work.arrays["pool_records"]["opened"].copy(),
        flows=work.arrays["flows"].reshape(flows).copy(),
        census=_census(work),
    )
