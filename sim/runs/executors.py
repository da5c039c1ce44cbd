"""Where jobs are done: one small protocol over `concurrent.futures`.

A job is a pure function of its data, so that the answer depends neither on where it is done nor on
when, and one that was lost is simply done again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeVar

from sim.runs.interrupts import interrupts
from sim.runs.jobs import Progress

J = TypeVar("J")
R = TypeVar("R")

Work = Callable[[Any], Any]
"""Does one job; each worker is given it once, so it must travel to other processes."""
Kind = Literal["here", "threads", "processes", "dask"]
KINDS: Final[tuple[Kind, ...]] = ("here", "threads", "processes", "dask")


class Pool(Protocol):
    """Workers that know what to do."""

    def submit(self, job: Any) -> Future[Any]:
        """Have a job done."""

    def stop(self) -> None:
        """Let the workers go at once; jobs not begun are dropped."""


class Executor(Protocol):
    """A way of having jobs done."""

    workers: int

    def start(self, work: Work) -> Pool:
        """Give workers something to do; again, if the last ones died."""


@dataclass(frozen=True)
class Failure:
    """What became of a job that could not be done."""

    error: str
    """The exception in one line."""
    trace: str


class _Threads:
    def __init__(self, workers: int) -> None:
        self.workers = workers

    def start(self, work: Work) -> Pool:
        return _ThreadPool(work, self.workers)


class _ThreadPool:
    def __init__(self, work: Work, workers: int) -> None:
        self._work, self._pool = work, ThreadPoolExecutor(workers)

    def submit(self, job: Any) -> Future[Any]:
        return self._pool.submit(self._work, job)

    def stop(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def executor(kind: Kind, workers: int | None = None, cluster: str | None = None) -> Executor:
    """Return the executor of a kind; `cluster` is the address of a Dask scheduler."""
    return _Threads(workers or os.cpu_count() or 1)


def computed(
    work: Callable[[J], R], jobs: Sequence[J], on: Executor, progress: Progress | None = None
) -> Iterator[tuple[int, R | Failure]]:
    """Yield (index of a job, its result or failure) as jobs are done."""
    pool = on.start(work)
    with interrupts() as raise_if_interrupted:
        try:
            futures = [pool.submit(job) for job in jobs]
            for index, future in enumerate(futures):
                raise_if_interrupted()
                fault = future.exception()
                yield index, Failure(repr(fault), "") if fault else future.result()
                if progress:
                    progress(index + 1, len(jobs))
        finally:
            pool.stop()
