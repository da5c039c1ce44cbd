"""The SimPy engine on several processes, with the same answer as on one."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing.synchronize import Event as EventType
from time import monotonic
from typing import Any, TypeVar

from sim.model.log import Log
from sim.runs.interrupts import PATIENCE, deaf, interrupts
from sim.runs.jobs import Collector, Job, Progress
from sim.runs.settings import Plans, Settings
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec

R = TypeVar("R")
Play = Callable[[Plan, Settings, int], Log]
"""Plays one replication of a plan; importable by name."""


def play_here(
    spec: Spec,
    settings: Settings,
    jobs: Sequence[Job],
    collect: Callable[[], Collector[R]],
    play: Play,
    progress: Progress | None,
) -> Iterator[R]:
    """Yield the result of each job, played in this process."""
    total, done, plans = sum(map(len, jobs)), 0, Plans(spec, settings)
    for job in jobs:
        yield _play(plans, settings, job, collect, play)
        done += len(job)
        if progress:
            progress(done, total)


def play_in_processes(
    spec: Spec,
    settings: Settings,
    jobs: Sequence[Job],
    collect: Callable[[], Collector[R]],
    play: Play,
    workers: int,
    progress: Progress | None,
) -> Iterator[R]:
    """Yield the result of each job, in order; `collect` and `play` must be importable."""
    total, context = sum(map(len, jobs)), multiprocessing.get_context("spawn")
    stop = context.Event()
    remembered = (spec, settings, collect, play, stop)
    pool = ProcessPoolExecutor(workers, context, _remember, remembered)
    with interrupts() as raise_if_interrupted:
        try:
            with deaf():
                futures: list[Future[R]] = [pool.submit(_play_remembered, job) for job in jobs]
            for future in futures:
                while not future.done():
                    wait((future,), PATIENCE)
                    raise_if_interrupted()
                    if progress:
                        over = (len(j) for f, j in zip(futures, jobs, strict=True) if f.done())
                        progress(sum(over), total)
                yield future.result()
        except BaseException:
            # Workers stop between replications. One that is killed while it answers leaves half
            # a message in the pipe, so that is kept for those that do not stop.
            stop.set()
            processes = list((pool._processes or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            until = monotonic() + _GRACE
            for process in processes:
                process.join(max(0.0, until - monotonic()))
                process.terminate()
                process.join()
            raise
        else:
            pool.shutdown(wait=True)


_GRACE = 2.0
"""Seconds that workers have to stop by themselves."""


def _play(
    plans: Plans,
    settings: Settings,
    job: Job,
    collect: Callable[[], Collector[R]],
    play: Play,
    stopped: Callable[[], bool] = lambda: False,
) -> R:
    collector = collect()
    for replication in job:
        if stopped():
            raise InterruptedError
        with _collected_after():
            collector.add_log(play(plans(replication), settings, replication))
    return collector.result()


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


_REMEMBERED: tuple[Plans, Settings, Callable[[], Collector[Any]], Play, Callable[[], bool]]


def _remember(
    spec: Spec, settings: Settings, collect: Callable[[], Collector[R]], play: Play, stop: EventType
) -> None:
    """Keep in a worker what all its jobs share; the parent alone answers Ctrl-C."""
    global _REMEMBERED
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _REMEMBERED = (Plans(spec, settings), settings, collect, play, stop.is_set)


def _play_remembered(job: Job) -> Any:
    plans, settings, collect, play, stopped = _REMEMBERED
    return _play(plans, settings, job, collect, play, stopped)
