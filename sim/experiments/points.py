"""Design points: a scenario, some numbers held, and the replications that are played of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from math import inf, isfinite, isnan, nan
from operator import add
from typing import Any

import numpy as np

from sim.experiments.job_runner import JobRunner
from sim.measures.counting.counter import Counter
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.verdict.area_by_year import area_by_year
from sim.measures.verdict.indicators import Indicators, indicators
from sim.runs.executors import Failure
from sim.runs.identity import canonical, digest
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.schema import Spec

_SLICE = 50
"""Replications whose tallies are in memory at once."""
_PART = 20
"""Replications of a job where a point is cut: few enough to share them out, and whole worlds."""


_AREA = "area by year: "
"""How areas by year are called among the columns of what was played."""


@dataclass(frozen=True)
class Point:
    """What is played; two points that differ in nothing are the same job."""

    replications: range
    held: Mapping[str, float] = field(default_factory=dict)
    """Numbers held at given values, by path, in canonical units; for a law, its mean."""
    changes: Mapping[str, object] = field(default_factory=dict)
    """Changes to the scenario by path, as in YAML."""


@dataclass(frozen=True)
class PointJob:
    """One point to be played."""

    point: Point
    spec: Spec | None
    """The changed scenario; None if nothing of it was changed."""


class PlayPoints:
    """Plays points of one scenario and gives their indicators."""

    def __init__(self, loaded: Loaded, settings: Settings) -> None:
        self._player = Player(loaded.spec, settings)
        self._base = {
            "scenario": digest(canonical(loaded.raw)),
            **settings.made_of(),
        }

    def jobs(self, loaded: Loaded, points: Sequence[Point]) -> Sequence[PointJob]:
        """Return the jobs of some points of the scenario."""
        return _Jobs(loaded, points)

    def made_of(self, job: PointJob) -> dict[str, Any]:
        """Return what a point's indicators depend on."""
        point = job.point
        return {
            "work": "points",
            **self._base,
            "point": dict(point.held),
            "changes": dict(point.changes),
            "replications": [point.replications.start, point.replications.stop],
        }

    def __call__(self, job: PointJob) -> dict[str, list[float | str | None]]:
        """Play a point."""
        point, player = job.point, self._player
        if job.spec is not None:
            player = Player(job.spec, player.settings)
        plan = player.plans(0, point.held)
        played: Indicators | None = None
        for start in range(point.replications.start, point.replications.stop, _SLICE):
            counter = Counter(measure_spec(player.spec, plan))
            part = range(start, min(start + _SLICE, point.replications.stop))
            player.play(part, counter, point.held)
            tallies = counter.result().tallies
            values = indicators(tallies, plan, player.spec, player.settings.futures_a_world)
            if not (point.held or point.changes):
                values = replace(values, areas=area_by_year(tallies, plan))
            played = values if played is None else played + values
        assert played is not None  # a point has replications
        areas = {f"{_AREA}{name}": column for name, column in played.areas.items()}
        columns = {**played.values, **areas}
        return {name: list(map(_plain, column)) for name, column in columns.items()}


def played(
    loaded: Loaded, settings: Settings, points: Sequence[Point], runner: JobRunner
) -> Iterator[tuple[int, Indicators | Failure]]:
    """Yield (index of a point, its indicators or why it failed), in the order they are known."""
    work = PlayPoints(loaded, settings)
    for index, result in runner.do(work, work.jobs(loaded, points)):
        failed = isinstance(result, Failure)
        yield index, result if failed else read(points[index], result, settings.futures_a_world)


def all_played(
    loaded: Loaded, settings: Settings, points: Sequence[Point], runner: JobRunner
) -> list[Indicators]:
    """Return the indicators of all points in their order; RefusedError where some failed."""
    work = PlayPoints(loaded, settings)
    results = runner.all(work, work.jobs(loaded, points))
    each = settings.futures_a_world
    return [read(point, result, each) for point, result in zip(points, results, strict=True)]


def read(
    point: Point, columns: Mapping[str, Sequence[float | str | None]], each: int
) -> Indicators:
    """Return the indicators of a point from the plain data that playing it gave.

    `each`: replications of a world.
    """
    read = {name: np.array([*map(_float, column)]) for name, column in sorted(columns.items())}
    areas = {name.removeprefix(_AREA): read.pop(name) for name in [*read] if name.startswith(_AREA)}
    return Indicators(tuple(point.replications), read, each, areas)


def kept(
    loaded: Loaded, settings: Settings, points: Sequence[Point], runner: JobRunner
) -> list[int]:
    """Return the indices of the points that were played before."""
    work = PlayPoints(loaded, settings)
    return runner.kept(work, [PointJob(point, None) for point in points])


def in_parts(replications: int) -> list[range]:
    """Return the replications of each job where so many are cut."""
    starts = range(0, replications, _PART)
    return [range(start, min(start + _PART, replications)) for start in starts]


@dataclass(frozen=True)
class _Part:
    """Some replications of one of several scenarios."""

    scenario: int
    job: PointJob


class PlayScenarios:
    """Plays parts of several scenarios; a part is kept as the point of its scenario that it is."""

    def __init__(self, scenarios: Sequence[Loaded], settings: Settings) -> None:
        self._works = [PlayPoints(loaded, settings) for loaded in scenarios]

    def made_of(self, job: _Part) -> Mapping[str, Any]:
        """Return what its indicators depend on."""
        return self._works[job.scenario].made_of(job.job)

    def __call__(self, job: _Part) -> Any:
        """Play a part."""
        return self._works[job.scenario](job.job)


def scenarios_played(
    scenarios: Sequence[Loaded], settings: Settings, replications: int, runner: JobRunner
) -> list[Indicators]:
    """Return the indicators of several scenarios, all with the same luck.

    Raises RefusedError where one could not be played.
    """
    ranges = in_parts(replications)
    count = len(ranges)
    jobs = [_Part(i, PointJob(Point(part), None)) for i in range(len(scenarios)) for part in ranges]
    results = runner.all(PlayScenarios(scenarios, settings), jobs)
    each = settings.futures_a_world
    known = [read(job.job.point, result, each) for job, result in zip(jobs, results, strict=True)]
    return [reduce(add, known[i * count : (i + 1) * count]) for i in range(len(scenarios))]


class _Jobs(Sequence[PointJob]):
    """The jobs of some points; a changed scenario is made when its job is asked for."""

    def __init__(self, loaded: Loaded, points: Sequence[Point]) -> None:
        self._loaded, self._points = loaded, points

    def __len__(self) -> int:
        return len(self._points)

    def __getitem__(self, index: Any) -> Any:
        point = self._points[index]
        return PointJob(point, self._loaded.with_(point.changes).spec if point.changes else None)


def _plain(value: float) -> float | str | None:
    if isfinite(value):
        return float(value)
    return None if isnan(value) else "inf" if value > 0 else "-inf"


def _float(value: float | str | None) -> float:
    if isinstance(value, str):
        return {"inf": inf, "-inf": -inf}[value]
    return nan if value is None else value
