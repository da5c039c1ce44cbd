"""What each replication has in the place of the observations, counted where it is played."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sim.experiments.job_runner import JobRunner
from sim.experiments.past.match_observations import COMPARED, MatchedObservation
from sim.experiments.past.observations import LoadedPast
from sim.measures.counting.counter import Counter, requests_of
from sim.measures.counting.history import history
from sim.measures.counting.levels import POOL
from sim.measures.counting.measure_spec import MeasureSpec, measure_spec
from sim.measures.counting.past import cut_short, flows_of, past_hash
from sim.measures.counting.requests import Requests, leased_by_track
from sim.measures.counting.rows import amounts
from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, Ints, first_recorded, years
from sim.measures.tables.series import ratio
from sim.model.log import Log
from sim.runs.identity import canonical, digest
from sim.runs.jobs import in_jobs
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

_CAPACITY, _LEASED = POOL.index("capacity"), POOL.index("leased")
_SIZE = 20
"""Replications of one job."""
_AHEAD = 10
"""Replications whose plans are made one after the other."""
_DIGITS = 5
"""Decimals of a course, which is only drawn."""


class Counterparts(NamedTuple):
    """What some replications have in the place of the observations."""

    values: Floats
    """The counterpart of every observation, [replication, observation]."""
    courses: Floats
    """The same by recorded month, once for what several are about, [replication, target, month];
    no targets where none were asked for."""
    pasts: tuple[str, ...]
    """Hash of each replication up to the date asked for; empty without one."""


class Played(NamedTuple):
    """What observations are compared with of one replication."""

    plan: Plan
    flows: NDArray[np.int32]
    """Counts, [month, stage, track, flow of FLOW]."""
    pools: NDArray[np.int64]
    """Integrals over months, [measure of POOL, month, pool], m²·ticks."""
    capacity: NDArray[np.int64]
    """Levels at the start of each month and at the end of the last, [instant, pool], m²."""
    leased: NDArray[np.int64]
    """The same of what is leased."""
    by_track: NDArray[np.int64] | None
    """The same by track, [instant, pool, track]; None where no observation looks at it."""

    @classmethod
    def of(cls, table: Requests | None, flows: NDArray[np.int32], tally: Tally, plan: Plan) -> Self:
        """Gather what is compared; `table` where leases are told apart by track."""
        return cls(
            plan=plan,
            flows=flows,
            pools=tally.pools,
            capacity=np.vstack([plan.capacity, tally.capacity_end]).astype(np.int64),
            leased=np.vstack([tally.leased_open, tally.leased_end]).astype(np.int64),
            by_track=None if table is None else leased_by_track(table, plan),
        )

    def absorbed(self, matched: MatchedObservation) -> Ints:
        """How much more is leased at the end of each month than at its start, [month], m²."""
        pools = list(matched.pools)
        if matched.tracks is None:
            return np.diff(amounts(self.leased[:, pools].sum(axis=1)))
        assert self.by_track is not None
        return np.diff(amounts(self.by_track[:, pools][:, :, matched.tracks].sum(axis=(1, 2))))

    def counted(self, matched: MatchedObservation) -> Ints:
        """Companies that an observation counts, [month]."""
        stages, tracks = np.array(matched.cells, dtype=np.int64).reshape(-1, 2).T
        return amounts(self.flows[:, stages, tracks, matched.flow].sum(axis=1))


class PastCollector:
    """Collects the counterparts of the observations, replication by replication.

    `courses`: also month by month; `today`: the month before which its past is hashed.
    """

    def __init__(
        self,
        observations: Sequence[MatchedObservation],
        measure_spec: MeasureSpec,
        *,
        courses: bool = True,
        today: int | None = None,
    ) -> None:
        self._observations, self._today = observations, today
        self._targets = targets(observations) if courses else []
        self._by_track = any(
            m.kind == "absorption" and m.tracks is not None for m in _figures(observations)
        )
        self._counter = Counter(measure_spec)
        self._rows: list[list[float]] = []
        self._courses: list[list[Floats]] = []
        self._pasts: list[str] = []

    def add_log(self, log: Log) -> None:
        """Take a replication as its log."""
        self._counter.add_log(log)
        past = history(log)
        self._add(past.requests if self._by_track else None, past.flows, log.plan)

    def add_work(self, work: Workspace) -> None:
        """Take the replication played last in a workspace of the compiled engine."""
        self._counter.add_work(work)
        table = requests_of(work) if self._by_track else None
        self._add(table, flows_of(work), work.packed.plan)

    def _add(self, table: Requests | None, flows: NDArray[np.int32], plan: Plan) -> None:
        played = Played.of(table, flows, self._counter.latest, plan)
        self._rows.append([counterpart(matched, played) for matched in self._observations])
        first = first_recorded(plan)
        self._courses.append([course(matched, played)[first:] for matched in self._targets])
        if self._today is not None:
            self._pasts.append(past_hash(played.pools, flows, plan, self._today))

    def result(self) -> Counterparts:
        """Return what came of the job."""
        rows, courses = np.array(self._rows, dtype=np.float64), np.array(self._courses)
        return Counterparts(rows, courses, tuple(self._pasts))


def _figures(observations: Sequence[MatchedObservation]) -> Iterator[MatchedObservation]:
    """All that is compared, with the figures that changes and ratios are made of."""
    for matched in observations:
        yield from (matched, *matched.figures)


def targets(observations: Sequence[MatchedObservation]) -> list[MatchedObservation]:
    """Return the first observation of each thing that has a course, in their order."""
    firsts: dict[object, MatchedObservation] = {}
    for matched in observations:
        if matched.kind not in COMPARED:
            firsts.setdefault(matched.about, matched)
    return list(firsts.values())


def course(matched: MatchedObservation, played: Played) -> Floats:
    """Return what an observation is about in each month: a share, or the rate of its year."""
    if matched.kind in ("count", "absorption"):
        by_month = played.counted if matched.kind == "count" else played.absorbed
        _, first, months = np.unique(years(played.plan), return_index=True, return_counts=True)
        return np.repeat(np.add.reduceat(by_month(matched), first) * 12 / months, months)
    levels = played.pools[:, :, matched.pools].sum(axis=2).astype(np.float64)
    capacity, leased = levels[_CAPACITY], levels[_LEASED]
    return ratio(leased if matched.kind == "let" else capacity - leased, capacity)


def counterpart(matched: MatchedObservation, played: Played) -> float:
    """Return what a replication has in the place of an observation.

    NaN where no space stands, and for a ratio to what was not above zero.
    """
    if matched.kind in COMPARED:
        before, after = (counterpart(figure, played) for figure in matched.figures)
        if matched.kind == "change":
            return after - before
        return after / before if before > 0 else float("nan")
    if matched.kind in ("count", "absorption"):
        by_month = played.counted if matched.kind == "count" else played.absorbed
        return float(by_month(matched)[matched.months].sum()) / matched.years
    capacity, leased = _levels(matched, played)
    if capacity == 0:
        return float("nan")
    return (leased if matched.kind == "let" else capacity - leased) / capacity


def _levels(matched: MatchedObservation, played: Played) -> tuple[int, int]:
    """Capacity and leased: at an instant in m², over months in m²·ticks."""
    pools, months = list(matched.pools), matched.months
    if matched.instant:
        instant = months.start
        return int(played.capacity[instant, pools].sum()), int(played.leased[instant, pools].sum())
    levels = played.pools[:, months][:, :, pools]
    return int(levels[_CAPACITY].sum()), int(levels[_LEASED].sum())


class PlayPast:
    """Plays replications up to the last observation and gives the counterparts of them all.

    `courses`: also month by month; `today`: the month before which their pasts are hashed.
    """

    def __init__(
        self,
        loaded: Loaded,
        settings: Settings,
        past: LoadedPast,
        matched: Sequence[MatchedObservation],
        *,
        courses: bool = True,
        today: int | None = None,
    ) -> None:
        # Standards judge what was played; what they look at may lie after the last observation.
        self._player = Player(loaded.spec.model_copy(update={"standards": {}}), settings)
        self._matched, self._courses, self._today = tuple(matched), courses, today
        self._months = max([today or 1, *(observation.months.stop for observation in matched)])
        self._made_of = {
            "work": "past",
            "scenario": digest(canonical(loaded.raw)),
            "past": digest(canonical(past.tree.plain())),
            "observations": [observation.id for observation in self._matched],
            "courses": courses,
            "today": today,
            **settings.made_of(),
        }

    def made_of(self, job: range) -> dict[str, Any]:
        """Return what the counterparts depend on."""
        return {**self._made_of, "replications": [job.start, job.stop]}

    def __call__(self, job: range) -> dict[str, Any]:
        """Play replications."""
        player = self._player
        spec = measure_spec(player.spec, self._plan(job.start))
        collector = PastCollector(self._matched, spec, courses=self._courses, today=self._today)
        for ahead in in_jobs(job, _AHEAD):
            player.play_plans({n: self._plan(n) for n in ahead}, collector)
        values, courses, pasts = collector.result()
        return {
            "values": _plain(values),
            "courses": _plain(courses.round(_DIGITS)),
            "pasts": list(pasts),
        }

    def _plan(self, replication: int) -> Plan:
        return cut_short(self._player.plans(replication), self._months)


def counterparts(work: PlayPast, replications: int, runner: JobRunner) -> Counterparts:
    """Return the counterparts in all replications; RefusedError where some could not be played."""
    starts = range(0, replications, _SIZE)
    jobs = [range(start, min(start + _SIZE, replications)) for start in starts]
    parts = runner.all(work, jobs)
    # NumPy reads null as NaN.
    values, courses = (
        np.concatenate([np.array(part[key], np.float64) for part in parts])
        for key in ("values", "courses")
    )
    return Counterparts(values, courses, tuple(past for part in parts for past in part["pasts"]))


def _plain(values: Floats) -> Any:
    plain = values.astype(object)
    plain[np.isnan(values)] = None
    return plain.tolist()
