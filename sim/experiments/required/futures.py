"""Futures: each is searched for what it needs, and all are played at a place; both are jobs.

Each future is in a world of its own, so that futures are independent and order statistics of them
are exact: an even replication, or any that was accepted.

A search runs along a scale from worse (0) to better (top). Holding is expected to be monotone along
it, not trusted to be: after bisection a handful of places on both sides are looked at, and the
answer is the place from which all that was looked at holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

import numpy as np

from sim.experiments.job_runner import JobRunner
from sim.experiments.required.levers import Change, Searched
from sim.experiments.required.played import Played
from sim.measures.counting.checks import Check, checks, window
from sim.measures.counting.counter import StandardsReader
from sim.measures.counting.measure_spec import MeasureSpec, measure_spec
from sim.measures.counting.stacked import Stacked, total
from sim.measures.months import lengths, within
from sim.measures.statistics import HOLDS, UNTESTED, probability
from sim.measures.verdict.standards import combined, evaluate
from sim.runs.identity import canonical, digest
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec

K = TypeVar("K")

BATCH: Final = 10
"""Futures of a job that plays them at one place."""
Rows = dict[int, list[float]]
"""(status, idle, capacity) of futures, as of `PlayedFuture`, by replication."""
_FIRST: Final = 16
"""The first step away from the start."""
_WIDER: Final = 4
"""How many times as long each next step is."""
_LOOKS: Final = (1, 8, 64, -2, -16, -128)
"""Distances from the place found at which monotonicity is looked at."""


@dataclass(frozen=True)
class Requirement:
    """What must hold."""

    standards: tuple[str, ...]
    """Ids; their bounds against shortage count."""
    space: str | None
    """The type whose idle space is looked at; all of them, if none."""
    parks: tuple[str, ...]
    """The parks in which it is."""


@dataclass
class Futures:
    """The futures of an answer, who plays them, and how far that is."""

    loaded: Loaded
    settings: Settings
    count: int
    runner: JobRunner
    total: int = 0
    """Jobs in all, at most."""
    done: int = field(default=0, init=False)

    @cached_property
    def replications(self) -> range:
        """One of each world, so that futures are independent."""
        step = self.settings.futures_a_world
        return range(0, step * self.count, step)

    @cached_property
    def player(self) -> Player:
        """Who plays."""
        return Player(self.loaded.spec, self.settings)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the first future."""
        return self.player.plans(0)

    @property
    def batches(self) -> int:
        """Jobs of playing all futures at one place."""
        return -(-self.count // BATCH)

    def searched(
        self,
        requirement: Requirement,
        lever: Searched,
        known: Mapping[int, list[float]] = MappingProxyType({}),
    ) -> list[dict[str, Any]]:
        """Search every future along a lever: plain data, as `SearchFuture` gives it.

        `known` are rows of the lever's start that were played before.
        """
        work = SearchFuture(self.loaded, self.settings, self.player, requirement, lever, known)
        return self._do(work, self.replications)

    @property
    def fresh(self) -> range:
        """As many further ones, which had no part in any choice."""
        step = self.settings.futures_a_world
        return range(step * self.count, 2 * step * self.count, step)

    def played(
        self,
        requirement: Requirement,
        change: Change,
        *places: int | None,
        fresh: bool = False,
        known: Mapping[int | None, Rows] = MappingProxyType({}),
    ) -> list[Played]:
        """Play all futures at each of some places, None being the scenario itself, as one stage.

        `known` are rows, by place, that were played there before.
        """
        numbers = self.fresh if fresh else self.replications
        rows = {place: dict(known.get(place, {})) for place in places}
        jobs = [
            Batch(part, place)
            for place, at_place in rows.items()
            for part in batches([n for n in numbers if n not in at_place])
        ]
        for job, batch in self.rows(requirement, change, jobs):
            rows[job.place] |= batch
        return [pooled([rows[place][n] for n in numbers]) for place in places]

    def rows(
        self, requirement: Requirement, change: Change, jobs: Sequence[Batch]
    ) -> list[tuple[Batch, Rows]]:
        """Play batches; each with its rows."""
        work = PlayFutures(self.loaded, self.settings, self.player, requirement, change)
        return [
            (job, dict(zip(job.replications, rows, strict=True)))
            for job, rows in zip(jobs, self._do(work, jobs), strict=True)
        ]

    def _do(self, work: Any, jobs: Sequence[Any]) -> list[Any]:
        """Do some jobs; their results in order. RefusedError if one failed."""
        listener, begun = self.runner.progress, self.done

        def progress(done: int, _: int) -> None:
            if listener:
                listener(min(self.total, begun + done), self.total)

        results = replace(self.runner, progress=progress).all(work, jobs)
        self.done += len(jobs)
        return results


def batches(replications: Sequence[int], size: int = BATCH) -> list[tuple[int, ...]]:
    """Cut futures into parts of at most `size`."""
    starts = range(0, len(replications), size)
    return [tuple(replications[start : start + size]) for start in starts]


def pooled(rows: Sequence[Sequence[float]]) -> Played:
    """Return what rows of futures come to."""
    status = np.array([int(row[0]) for row in rows], dtype=np.int8)
    idle, capacity = (float(np.mean([row[i] for row in rows])) for i in (1, 2))
    chance = probability(status, np.arange(len(status)))
    return Played(chance, idle, capacity, tuple(status.tolist()))


class Plays(Generic[K]):
    """What futures come to with changes, each called by a key; none is played twice."""

    def __init__(
        self, futures: Futures, requirement: Requirement, made: Callable[[K], Change]
    ) -> None:
        self._futures, self._requirement, self._made = futures, requirement, made
        self._rows: dict[K, Rows] = {}

    def played(self, key: K) -> Rows:
        """Return the rows of those that were played, by replication."""
        return self._rows.setdefault(key, {})

    def rows(self, key: K, numbers: Sequence[int], size: int = BATCH) -> Rows:
        """Return the rows of some futures; those not played yet are played, `size` to a job."""
        rows = self.played(key)
        jobs = [Batch(part, 0) for part in batches([n for n in numbers if n not in rows], size)]
        for _, batch in self._futures.rows(self._requirement, self._made(key), jobs):
            rows |= batch
        return {n: rows[n] for n in numbers}

    def pooled(self, key: K) -> Played:
        """Return what all futures come to."""
        return pooled([*self.rows(key, self._futures.replications).values()])

    def holding(self, key: K) -> list[int]:
        """Return the replications that hold."""
        rows = self.rows(key, self._futures.replications)
        return [n for n, row in rows.items() if row[0] == HOLDS]


@dataclass(frozen=True)
class PlayedFuture:
    """One future at one place."""

    status: int
    """Whether the standards hold: HOLDS, FAILS or UNTESTED."""
    idle: float
    """Vacant area in m² lettable, mean over the standards' months."""
    capacity: float
    """Area that is open, likewise."""


class _Work:
    def __init__(
        self,
        loaded: Loaded,
        settings: Settings,
        player: Player,
        requirement: Requirement,
        change: Change,
    ) -> None:
        self._player, self._requirement, self._change = player, requirement, change
        self._base = {
            "scenario": digest(canonical(loaded.raw)),
            **settings.made_of(),
            "standards": list(requirement.standards),
            "space": requirement.space,
            "parks": list(requirement.parks),
            "change": change.key(),
        }

    def _table(self) -> _Table:
        return _Table(self._player, self._change, self._look)

    @cached_property
    def _look(self) -> _Look:
        return _Look.of(self._player.spec, self._player.plans(0), self._requirement)


class _Table:
    """Plays the futures of one job, and looks at each as the requirement says."""

    def __init__(self, player: Player, change: Change, look: _Look) -> None:
        self._player, self._change, self._look = player, change, look
        self._reader = StandardsReader(look.measure_spec)
        self._latest: tuple[int, Mapping[str, float], Plan] | None = None

    def play(self, replication: int, place: int | None) -> PlayedFuture:
        """Play a future at a place; None: as the scenario has it."""
        if place is None:
            plan = self._plan(replication, {})
        else:
            plan = self._plan(replication, self._change.held(place))
            plan = self._change.turned(plan, place)
        self._player.play_plans({replication: plan}, self._reader)
        return self._look.at(self._reader.latest)

    def _plan(self, replication: int, held: Mapping[str, float]) -> Plan:
        """Return the plan that is turned: a search turns the same one again and again."""
        if self._latest is None or self._latest[:2] != (replication, held):
            self._latest = replication, held, self._player.plans(replication, held)
        return self._latest[2]


class SearchFuture(_Work):
    """Finds in a future, by its replication, from which place of a lever the standards hold."""

    def __init__(
        self,
        loaded: Loaded,
        settings: Settings,
        player: Player,
        requirement: Requirement,
        lever: Searched,
        known: Mapping[int, list[float]],
    ) -> None:
        super().__init__(loaded, settings, player, requirement, lever)
        self._known = {n: PlayedFuture(int(row[0]), row[1], row[2]) for n, row in known.items()}
        self._top, self._start, self._bottom = lever.top, lever.start, lever.bottom

    def made_of(self, job: int) -> dict[str, Any]:
        """Return what a search depends on."""
        return {"work": "required.search", **self._base, "replication": job}

    def __call__(self, job: int) -> dict[str, Any]:
        """Search: the places found, and all that was seen on the way."""
        seen: dict[int, PlayedFuture] = {}
        table, begun = self._table(), self._known.get(job)

        def holds(place: int) -> bool:
            known = place == self._start and begun
            seen[place] = known or table.play(job, place)
            return seen[place].status == HOLDS

        threshold = search(holds, self._top, self._start, self._bottom)
        return {
            "least": threshold.least,
            "safe": threshold.safe,
            "untested": threshold.safe is None and seen[max(seen)].status == UNTESTED,
            "seen": [[place, *asdict(played).values()] for place, played in seen.items()],
        }


@dataclass(frozen=True)
class Batch:
    """Some futures at one place; None: as the scenario has them."""

    replications: tuple[int, ...]
    place: int | None


class PlayFutures(_Work):
    """Plays batches of futures."""

    def made_of(self, job: Batch) -> dict[str, Any]:
        """Return what a batch depends on."""
        return {"work": "required.play", **self._base, **asdict(job)}

    def __call__(self, job: Batch) -> list[list[float]]:
        """Play: (status, idle, capacity) of each future."""
        table = self._table()
        return [
            [*asdict(table.play(replication, job.place)).values()]
            for replication in job.replications
        ]


@dataclass(frozen=True)
class _Look:
    """What is looked at in a future; the same in all of them."""

    plan: Plan
    measure_spec: MeasureSpec
    bounds: tuple[Check, ...]
    months: slice
    """Those of the standards."""
    pools: tuple[int, ...]
    span: int
    """Ticks of the months."""

    @classmethod
    def of(cls, spec: Spec, plan: Plan, requirement: Requirement) -> _Look:
        """Return what a requirement looks at."""
        bounds = [
            check
            for check in checks(spec, plan)
            if check.side == "shortage" and check.id in requirement.standards
        ]
        windows = [window(check.standard, plan) for check in bounds]
        months = within(plan, min(start for start, _ in windows), max(end for _, end in windows))
        pools = [
            plan.pool(space, plan.parks.index(park))
            for space, name in enumerate(plan.spaces)
            if requirement.space in (None, name)
            for park in requirement.parks
        ]
        span = max(1, int(lengths(plan)[months].sum()))
        return cls(plan, measure_spec(spec, plan), tuple(bounds), months, tuple(pools), span)

    def at(self, run: Stacked) -> PlayedFuture:
        """Return what a future came to."""
        status = combined([evaluate(check, run, self.plan).status for check in self.bounds], 1)
        open_, leased = (
            float(total(levels, self.pools)[0, self.months].sum())
            for levels in (run.capacity, run.leased)
        )
        return PlayedFuture(int(status[0]), (open_ - leased) / self.span, open_ / self.span)


@dataclass(frozen=True)
class Threshold:
    """Where something holds; places on the scale."""

    least: int | None
    """The least place seen to hold; None if none did."""
    safe: int | None
    """The least place seen from which all that were seen hold; None if the best one failed."""
    seen: dict[int, bool]
    """Whether it holds, by place."""

    @property
    def monotone(self) -> bool:
        """Whether nothing seen above a place that holds fails."""
        return self.least == self.safe


def search(holds: Callable[[int], bool], top: int, start: int, bottom: int = 0) -> Threshold:
    """Find from where `holds` is true on bottom … top, by steps from `start` and bisection."""
    seen: dict[int, bool] = {}

    def at(place: int) -> bool:
        if place not in seen:
            seen[place] = holds(place)
        return seen[place]

    def halve(bad: int, good: int) -> int:
        while good - bad > 1:
            middle = (bad + good) // 2
            bad, good = (bad, middle) if at(middle) else (middle, good)
        return good

    bad, good = _bracket(at, top, start, bottom)
    if good is None:
        for lower, upper in pairwise(sorted(seen)):
            at((lower + upper) // 2)  # the steps grow: something in between may hold
        least = min((place for place, held in seen.items() if held), default=None)
        return Threshold(least, None, seen)
    safe = halve(bad, good)
    for distance in _LOOKS:
        if bottom <= safe + distance <= top:
            at(safe + distance)
    worst = max((place for place, held in seen.items() if not held), default=bottom - 1)
    last: int | None = safe
    if worst > safe:
        better = [place for place, held in seen.items() if held and place > worst]
        last = halve(worst, min(better, default=top)) if better or at(top) else None
    return Threshold(min(place for place, held in seen.items() if held), last, seen)


def _bracket(
    at: Callable[[int], bool], top: int, start: int, bottom: int
) -> tuple[int, int | None]:
    """Return (a place that fails, or one below the bottom; a better one that holds, or None)."""
    step, here = _FIRST, start
    if at(start):
        while here > bottom:
            lower = max(bottom, here - step)
            if not at(lower):
                return lower, here
            here, step = lower, step * _WIDER
        return bottom - 1, bottom
    while here < top:
        upper = min(top, here + step)
        if at(upper):
            return here, upper
        here, step = upper, step * _WIDER
    return here, None
