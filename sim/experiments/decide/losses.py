"""Playing the options: what each loses in each future, all with the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np

from sim.experiments.decide.building import Building, building, built
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import in_parts
from sim.measures.counting.counter import Sums, requests_of
from sim.measures.counting.history import history
from sim.measures.counting.measure_spec import MeasureSpec, measure_spec
from sim.measures.counting.requests import Requests
from sim.measures.counting.tally import Tally, tally
from sim.measures.economy.stakes import (
    PARTS,
    UNMET,
    YEAR,
    Mistakes,
    loss,
    mistakes,
    unmet_alike,
    unmet_area,
)
from sim.measures.months import Floats
from sim.model.log import Log
from sim.runs.identity import canonical, digest
from sim.runs.player import Player
from sim.runs.settings import Plans, Settings
from sim.scenario.load import Loaded
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

AREAS: Final = ("idle", "unmet", "end")
"""m²·years that stand empty and are unmet, and m² that stand empty at the end of the clock."""
BEARERS: Final = ("owners", "public", "companies")
"""Who bears a loss: whose space it is, public money, companies without space and their city."""


class Losses(NamedTuple):
    """What some options lose, in money and areas, and what they build in the same replications."""

    parts: Floats
    """[option, part of PARTS, replication]."""
    alike: Floats
    """What is unmet, were it to cost what idle space of its type costs, [option, replication]."""
    spaces: Floats
    """[option, part, space, replication]."""
    areas: Floats
    """[option, one of AREAS, space, replication]."""
    borne: Floats
    """[option, one of BEARERS, year, park, replication]."""
    building: Building

    @property
    def whole(self) -> Floats:
        """[option, replication]."""
        total: Floats = self.parts.sum(axis=1)
        return total


class _Reader:
    """Reads the losses of each replication that is played, by either engine."""

    def __init__(self, spec: MeasureSpec) -> None:
        self._spec = spec
        self._sums: Sums | None = None
        self._found: list[dict[str, Any]] = []

    def add_log(self, log: Log) -> None:
        """Read a replication from its log."""
        past = history(log)
        self._add(tally(past, log.plan, self._spec), past.requests, log.plan)

    def add_work(self, work: Workspace) -> None:
        """Read the replication that was played last in a workspace."""
        if self._sums is None:
            self._sums = Sums(work.packed.plan, self._spec)
        self._add(self._sums.tally(work), requests_of(work), work.packed.plan)

    def _add(self, counted: Tally, table: Requests, plan: Plan) -> None:
        found = mistakes(counted, table, plan)
        parts = loss(found, plan)
        places = (len(PARTS), len(parts[0]), len(plan.spaces), len(plan.parks))
        by_place = parts.reshape(places)
        self._found.append(
            {
                "spaces": by_place.sum(axis=(1, 3)).tolist(),
                "alike": float(unmet_alike(found, plan).sum()),
                "areas": _areas(found, plan).tolist(),
                "borne": _borne(by_place.sum(axis=2), plan).tolist(),
                "built": built(counted, plan),
            }
        )

    def result(self) -> list[dict[str, Any]]:
        """Return what was read, as plain data."""
        return self._found


def _areas(found: Mistakes, plan: Plan) -> Floats:
    unmet = unmet_area(found, plan).sum(axis=0) / YEAR
    pools = np.stack([found.idle.sum(axis=0), unmet, found.end])
    areas: Floats = pools.reshape(len(AREAS), len(plan.spaces), -1).sum(axis=2)
    return areas


def _borne(parts: Floats, plan: Plan) -> Floats:
    """Share out losses [part, year, park] among those who bear them."""
    assert plan.stakes is not None
    of_space = parts[:UNMET].sum(axis=0)
    public = plan.stakes.public
    return np.stack([of_space * (1 - public), of_space * public, parts[UNMET]])


@dataclass(frozen=True)
class _Job:
    option: int
    replications: range


class _PlayLosses:
    """Plays parts of several options; a pure function of each job."""

    def __init__(self, options: Sequence[Loaded], settings: Settings) -> None:
        self._players = [Player(loaded.spec, settings) for loaded in options]
        self._made = [digest(canonical(loaded.raw)) for loaded in options]
        self._settings = settings.made_of()

    def made_of(self, job: _Job) -> Mapping[str, Any]:
        """Return what the losses of a job depend on."""
        return {
            "work": "losses and building",
            "scenario": self._made[job.option],
            **self._settings,
            "replications": [job.replications.start, job.replications.stop],
        }

    def __call__(self, job: _Job) -> list[dict[str, Any]]:
        """Play a part of an option."""
        player = self._players[job.option]
        reader = _Reader(measure_spec(player.spec, player.plans(0)))
        player.play(job.replications, reader)
        return reader.result()


def played(
    options: Sequence[Loaded], settings: Settings, replications: int, runner: JobRunner
) -> Losses:
    """Play all options; RefusedError where one could not be played."""
    parts = in_parts(replications)
    jobs = [_Job(option, part) for option in range(len(options)) for part in parts]
    results = runner.all(_PlayLosses(options, settings), jobs)

    found: list[list[dict[str, Any]]] = [[] for _ in options]
    for job, part in zip(jobs, results, strict=True):
        found[job.option] += part
    specs = [loaded.spec for loaded in options]
    spaces, parks = all_of(specs, "spaces"), all_of(specs, "parks")

    def stacked(key: str, axis: int | None = None, names: Sequence[str] = ()) -> Floats:
        """Return what was found under a key, [option, …, replication], the axis by all names."""
        rows = []
        for option, spec in enumerate(specs):
            values = np.array([one[key] for one in found[option]], dtype=np.float64)
            if axis is not None:
                own = sorted(spec.spaces if names is spaces else spec.parks)
                values = _spread(values, axis, [names.index(name) for name in own], len(names))
            rows.append(values)
        return np.moveaxis(np.stack(rows), 1, -1)

    first = Plans(specs[0], settings)
    worlds = {settings.world(number): number for number in reversed(range(replications))}
    by_world = {world: first(number) for world, number in worlds.items()}
    by_space = stacked("spaces", 2, spaces)
    return Losses(
        parts=by_space.sum(axis=2),
        alike=stacked("alike"),
        spaces=by_space,
        areas=stacked("areas", 2, spaces),
        borne=stacked("borne", 3, parks),
        building=building(
            [[one["built"] for one in futures] for futures in found],
            [Plans(spec, settings)(0) for spec in specs],
            [by_world[settings.world(number)] for number in range(replications)],
            spaces,
            parks,
        ),
    )


def all_of(specs: Sequence[Spec], block: Literal["spaces", "parks"]) -> list[str]:
    """Return the ids of a block that any of some scenarios has, in the order of the losses."""
    return sorted({name for spec in specs for name in getattr(spec, block)})


def _spread(values: Floats, axis: int, places: Sequence[int], size: int) -> Floats:
    """Return values with an axis that holds what others have too, 0 where there is nothing."""
    if len(places) == size:
        return values
    shape = list(values.shape)
    shape[axis] = size
    wide = np.moveaxis(np.zeros(shape), axis, 0)
    wide[places] = np.moveaxis(values, axis, 0)
    return np.moveaxis(wide, 0, axis)
