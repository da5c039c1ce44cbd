"""Jobs handed out, lost, handed out again, and answered as they are done."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import closing
from queue import Empty, Queue
from typing import Any, Final, TypeVar

from sim.runs.executors.protocol import ExecutionError, Executor, Failure, Work, WorkerLostError
from sim.runs.interrupts import PATIENCE, interrupts
from sim.runs.jobs import Progress

J = TypeVar("J")
R = TypeVar("R")

AHEAD: Final = 2
"""Jobs in flight for each worker: the one it does, and the one that it does next."""
SUSPECT: Final = 2
"""Losses after which a job is done alone: if its worker dies again, no neighbour did it."""


def computed(
    work: Callable[[J], R], jobs: Sequence[J], on: Executor, progress: Progress | None = None
) -> Generator[tuple[int, R | Failure], None, None]:
    """Yield (index of a job, its result or failure) as jobs are done, in any order.

    A job that raises is a failure, and the rest goes on. One whose worker died is done again; the
    third time it is a failure too. Raises ExecutionError when nothing can be done at all. Ctrl-C,
    or to close the generator, lets the workers go.
    """
    if not jobs:
        return
    done = 0
    with interrupts() as raise_if_interrupted, closing(_Flight(work, jobs, on)) as flight:
        while flight.more():
            raise_if_interrupted()
            landed = flight.landed()
            if landed is not None:
                done += 1
                if progress:
                    progress(done, len(jobs))
                yield landed


class _Flight:
    """Jobs on their way, and those that are still to go."""

    def __init__(self, work: Work, jobs: Sequence[Any], on: Executor) -> None:
        self._work, self._jobs, self._on = work, jobs, on
        self._fresh = iter(range(len(jobs)))
        self._again = deque[int]()
        self._losses = Counter[int]()
        self._flying: dict[Future[Any], int] = {}
        # A SimpleQueue may wait for ever once a signal came while it waited.
        self._over: Queue[Future[Any]] = Queue()
        self._pool = on.start(work)

    def more(self) -> bool:
        """Hand out what there is room for, until an answer waits; tell whether any is to come."""
        while self._over.empty() and (index := self._next()) is not None:
            self._hand_out(index)
        return bool(self._flying) or not self._over.empty()

    def landed(self) -> tuple[int, Any] | None:
        """Return (index, result or failure) of a job that is done; None if none is for a while."""
        try:
            future = self._over.get(timeout=PATIENCE)
        except Empty:
            return None
        index = self._flying.pop(future, None)
        if index is None:
            return None  # of a pool that was given up
        error = WorkerLostError("cancelled") if future.cancelled() else future.exception()
        if error is None:
            return index, future.result()
        if isinstance(error, ExecutionError):
            raise error
        if not isinstance(error, BrokenExecutor):
            return index, Failure.of(error)
        if self._losses[index] < SUSPECT:
            self._lose(index)
            return None
        return index, Failure.of(WorkerLostError(f"{SUSPECT + 1} workers died of it: {error}"))

    def close(self) -> None:
        """Let the workers go."""
        self._pool.stop()

    def _next(self) -> int | None:
        """Return the job to hand out now; a suspect has the pool for itself."""
        losses = self._losses
        alone = losses and any(losses[index] == SUSPECT for index in self._flying.values())
        if alone or len(self._flying) >= AHEAD * self._on.workers:
            return None
        if not self._again:
            return next(self._fresh, None)
        if losses[self._again[0]] == SUSPECT and self._flying:
            return None
        return self._again.popleft()

    def _hand_out(self, index: int) -> None:
        try:
            future = self._pool.submit(self._jobs[index])
        except BrokenExecutor:
            self._renew()
            self._again.appendleft(index)
            return
        except Exception as error:  # noqa: BLE001 - the job itself cannot travel
            future = Future()
            future.set_exception(error)
        self._flying[future] = index
        future.add_done_callback(self._over.put)

    def _renew(self) -> None:
        """Start new workers; what the old ones had is lost."""
        for index in self._flying.values():
            self._lose(index)
        self._flying.clear()
        self._pool.stop()
        self._pool = self._on.start(self._work)

    def _lose(self, index: int) -> None:
        self._losses[index] += 1
        self._again.append(index)
