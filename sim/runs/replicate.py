"""Play many replications of a scenario, on several processes, with the same answer as on one."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, current_thread, main_thread
from typing import Any, TypeVar

from sim.draws.worlds import range_draws, world
from sim.model.engine import simulate
from sim.model.log import Log
from sim.scenario.compile import compile_plan
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called with (done, total) after each job."""

_PATIENCE = 0.2
"""Seconds between looks at whether Ctrl-C was pressed."""
_PER_JOB = 2
"""Replications in one job: a world. Ctrl-C waits for the jobs at hand."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What besides the scenario decides the answer of a replication."""

    seed: int
    central: bool = False
    """Hold ranged numbers at their values."""
    audit: bool = False
    """Check conservation after every event."""


def plan_of(spec: Spec, settings: Settings, replication: int) -> Plan:
    """Return the plan that `replication` plays: two in a row share the ranged numbers."""
    if settings.central:
        return compile_plan(spec)
    return compile_plan(spec, range_draws(spec, settings.seed, world(replication)))


def replicate(
    spec: Spec,
    settings: Settings,
    replications: Sequence[int],
    reduce: Callable[[Log], T],
    workers: int | None = None,
    progress: Progress | None = None,
) -> list[T]:
    """Return `reduce(log)` of each replication, in order.

    `reduce` runs where the replication ran, so that logs need not travel; with more than one
    worker it must be importable. `workers` is the number of processors by default. The results
    do not depend on it. A KeyboardInterrupt ends the workers and leaves.
    """
    jobs = [tuple(replications[i : i + _PER_JOB]) for i in range(0, len(replications), _PER_JOB)]
    workers = min(workers or os.cpu_count() or 1, len(jobs))
    if workers <= 1:
        return _in_process(spec, settings, jobs, reduce, progress)
    return _in_processes(spec, settings, jobs, reduce, workers, progress)


def _in_process(
    spec: Spec,
    settings: Settings,
    jobs: Sequence[Sequence[int]],
    reduce: Callable[[Log], T],
    progress: Progress | None,
) -> list[T]:
    total, found = sum(map(len, jobs)), []
    for job in jobs:
        found += _play(spec, settings, job, reduce)
        if progress:
            progress(len(found), total)
    return found


def _in_processes(
    spec: Spec,
    settings: Settings,
    jobs: Sequence[Sequence[int]],
    reduce: Callable[[Log], T],
    workers: int,
    progress: Progress | None,
) -> list[T]:
    total, done = sum(map(len, jobs)), 0
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), _remember, (spec, settings, reduce)
    )
    with _interrupts() as raise_if_interrupted:
        try:
            with _deaf():
                futures: list[Future[list[T]]] = [
                    pool.submit(_play_remembered, job) for job in jobs
                ]
            sizes = dict(zip(futures, map(len, jobs), strict=True))
            pending = set(futures)
            while pending:
                finished, pending = wait(pending, _PATIENCE, FIRST_COMPLETED)
                raise_if_interrupted()
                for future in finished:
                    future.result()
                    done += sizes[future]
                if progress:
                    progress(done, total)
            return [value for future in futures for value in future.result()]
        except BaseException:
            # Workers may end short jobs: killed while they answer, they leave half a message
            # in the pipe, and the executor waits for the other half for ever.
            processes = list((pool._processes or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.join(1.5)
                process.terminate()
                process.join()
            raise
        finally:
            pool.shutdown(wait=True)


def _play(
    spec: Spec, settings: Settings, job: Sequence[int], reduce: Callable[[Log], T]
) -> list[T]:
    found, plan, planned = [], None, -1
    for replication in job:
        if plan is None or (world(replication) != planned and not settings.central):
            plan, planned = plan_of(spec, settings, replication), world(replication)
        with _collected_after():
            found.append(reduce(simulate(plan, settings.seed, replication, settings.audit)))
    return found


@contextmanager
def _collected_after() -> Iterator[None]:
    """Collect cyclic garbage once, when a replication is over.

    Nearly all that it makes lives to its end; to search that again and again costs a fifth of
    the run. What is older than the replication is not searched.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if enabled:
            gc.enable()


@contextmanager
def _interrupts() -> Iterator[Callable[[], None]]:
    """Yield a function that raises KeyboardInterrupt if Ctrl-C was pressed.

    Raised anywhere, it could leave a lock of the executor taken, and the program would hang.
    """
    pressed = Event()

    def check() -> None:
        if pressed.is_set():
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before == signal.SIG_IGN:
        yield check
        return
    signal.signal(signal.SIGINT, lambda *_: pressed.set())
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _deaf() -> Iterator[None]:
    """Hold Ctrl-C back, and let processes started meanwhile never hear it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_REMEMBERED: tuple[Spec, Settings, Callable[[Log], Any]]


def _remember(spec: Spec, settings: Settings, reduce: Callable[[Log], Any]) -> None:
    """Keep in a worker what all its jobs share; the parent alone answers Ctrl-C."""
    global _REMEMBERED
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _REMEMBERED = (spec, settings, reduce)


def _play_remembered(job: Sequence[int]) -> list[Any]:
    spec, settings, reduce = _REMEMBERED
    return _play(spec, settings, job, reduce)
