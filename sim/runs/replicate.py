"""Play many replications of a scenario, by the engine and on the workers that serve best."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import Final, TypeVar

from sim.kernel import compiling
from sim.runs.engines import Choice, Engine, choose
from sim.runs.executors import Executor, Failure, computed, executor
from sim.runs.jobs import Collector, Job, Progress, in_jobs
from sim.runs.play import Play
from sim.runs.player import Player
from sim.runs.settings import Plans, Settings
from sim.scenario.schema import Spec

R = TypeVar("R")

_SIMPY_JOB = 2
"""Replications in one job of the SimPy engine: a world. Ctrl-C waits for the one at hand."""
_COMPILED_JOB = (2, 4, 10, 20, 50)
"""Whole worlds, and even parts of a block of worlds: a run that goes on until it knows enough ends
with a block."""
_JOBS_A_WORKER = 8
"""Jobs that each worker has at least, so that none waits long for the others."""
_ELSEWHERE: Final = ("processes", "dask")
"""Executors whose workers share nothing with this process."""


def collected(
    spec: Spec,
    settings: Settings,
    replications: Sequence[int],
    collect: Callable[[], Collector[R]],
    workers: int | None = None,
    progress: Progress | None = None,
    engine: Engine = "auto",
    told: Callable[[Choice], None] | None = None,
    on: Executor | None = None,
) -> Generator[R, None, None]:
    """Yield what collectors made of the replications, in order; each had a few of them.

    They are played on `on`; without it the compiled engine has threads and the SimPy engine
    processes, `workers` of them. `told` hears which engine plays, before it starts. To close the
    generator stops the workers.
    """
    if not replications:
        return
    workers = on.workers if on else workers or os.cpu_count() or 1
    choice = choose(engine, Plans(spec, settings)(0), settings, len(replications), workers)
    if told:
        told(choice)
    jobs = in_jobs(replications, _size(choice, len(replications), workers))
    if on is None:
        workers = min(workers, len(jobs))
        usual = executor("threads" if choice.engine == "compiled" else "processes", workers)
        on = executor("here") if usual.kind == "processes" and workers == 1 else usual
    if choice.alone and on.kind in _ELSEWHERE:
        on = executor("here")
    work = Play(Player(spec, settings, choice.engine), collect)
    if choice.engine != "simpy" and on.kind in _ELSEWHERE and not compiling.ready():
        # Once, so that the workers find the machine code; the answer is that of the first job.
        list(computed(work, [jobs[0][:1]], executor("threads", 1)))
    yield from _in_order(work, jobs, on, progress)


def _size(choice: Choice, replications: int, workers: int) -> int:
    if choice.engine != "compiled":
        return _SIMPY_JOB
    share = replications / (workers * _JOBS_A_WORKER)
    return next((size for size in _COMPILED_JOB if size >= share), _COMPILED_JOB[-1])


def _in_order(
    work: Play[R], jobs: Sequence[Job], on: Executor, progress: Progress | None
) -> Generator[R, None, None]:
    """Yield the results of jobs in their order; raise what a job raised."""
    total, done, due = sum(map(len, jobs)), 0, 0
    waiting: dict[int, R] = {}
    with closing(computed(work, jobs, on)) as answers:
        for index, found in answers:
            if isinstance(found, Failure):
                assert found.cause is not None
                raise found.cause from RuntimeError(found.trace)
            waiting[index] = found
            done += len(jobs[index])
            if progress:
                progress(done, total)
            while due in waiting:
                yield waiting.pop(due)
                due += 1
