"""Play many replications of a scenario, by the engine and on the workers that serve best."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TypeVar

from sim.model.log import Log
from sim.runs.engines import Choice, Engine, choose, play_both, play_simpy
from sim.runs.jobs import Collector, Each, Progress, in_jobs
from sim.runs.processes import play_here, play_in_processes
from sim.runs.settings import Plans, Settings
from sim.scenario.schema import Spec

R = TypeVar("R")
T = TypeVar("T")

_PER_PROCESS_JOB = 2
"""Replications in one job of a process: a world. Ctrl-C waits for the one at hand."""
_PER_THREAD_JOB = (2, 4, 10, 20, 50)
"""Whole worlds, and even parts of a block of worlds: a run that goes on until it knows enough ends
with a block."""
_JOBS_A_WORKER = 4
"""Jobs that each worker has at least, so that none waits long for the others."""


def replicate(
    spec: Spec,
    settings: Settings,
    replications: Sequence[int],
    reduce: Callable[[Log], T],
    workers: int | None = None,
    progress: Progress | None = None,
    engine: Engine = "auto",
) -> list[T]:
    """Return `reduce(log)` of each replication, in order.

    `reduce` runs where the replication ran, so that logs need not travel; processes must be able
    to import it. `workers` is the number of processors by default. The results depend neither on
    it nor on the engine. A KeyboardInterrupt ends the workers and leaves.
    """
    collect: Callable[[], Each[T]] = partial(Each, reduce)
    parts = collected(spec, settings, replications, collect, workers, progress, engine)
    return [value for part in parts for value in part]


def collected(
    spec: Spec,
    settings: Settings,
    replications: Sequence[int],
    collect: Callable[[], Collector[R]],
    workers: int | None = None,
    progress: Progress | None = None,
    engine: Engine = "auto",
    told: Callable[[Choice], None] | None = None,
) -> Generator[R, None, None]:
    """Yield what collectors made of the replications, in order; each had a few of them.

    `told` hears which engine plays, before it starts. To close the generator stops the workers.
    """
    if not replications:
        return
    workers = workers or os.cpu_count() or 1
    plans = Plans(spec, settings)
    choice = choose(engine, plans(0), settings, len(replications), workers)
    if told:
        told(choice)
    if choice.engine == "compiled":
        from sim.runs.threads import play_in_threads

        share = len(replications) / (workers * _JOBS_A_WORKER)
        size = next((size for size in _PER_THREAD_JOB if size >= share), _PER_THREAD_JOB[-1])
        jobs = in_jobs(replications, size)
        yield from play_in_threads(plans, settings, jobs, collect, workers, progress)
        return
    play = play_both if choice.engine == "both" else play_simpy
    jobs = in_jobs(replications, _PER_PROCESS_JOB)
    if choice.alone or min(workers, len(jobs)) <= 1:
        yield from play_here(spec, settings, jobs, collect, play, progress)
    else:
        yield from play_in_processes(spec, settings, jobs, collect, play, workers, progress)
