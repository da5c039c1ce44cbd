"""Processes of this machine: for work that holds Python's lock."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from functools import cache
from multiprocessing.synchronize import Event
from threading import Thread
from time import monotonic
from typing import Any

from sim.runs.executors.protocol import ExecutionError, Kind, Pool, Work
from sim.runs.executors.wire import answer, chained, packed, unpacked
from sim.runs.interrupts import PATIENCE, deaf, interrupts, stop_when

_GRACE = 2.0
"""Seconds that workers have to stop by themselves."""


class Processes:
    """Some processes, each a fresh Python: forks and threads do not go together."""

    kind: Kind = "processes"

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def start(self, work: Work) -> Pool:
        """Start the processes; ExecutionError when they end before they do anything."""
        pool = _Pool(packed(work), self.workers)
        try:
            pool.meet()
        except BaseException:
            pool.stop()
            raise
        return pool


class _Pool:
    def __init__(self, work: bytes, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._stop = context.Event()
        self._pool = ProcessPoolExecutor(workers, context, _begin, (work, self._stop))
        with deaf():
            self._met = [self._pool.submit(_meet) for _ in range(workers)]

    def meet(self) -> None:
        """Wait until a worker has the work: what goes wrong before is no fault of a job."""
        with interrupts() as raise_if_interrupted:
            while not (met := wait(self._met, PATIENCE, FIRST_COMPLETED).done):
                raise_if_interrupted()
        try:
            met.pop().result()
        except BrokenExecutor as error:
            raise ExecutionError("no_workers", {"reason": error}) from None

    def submit(self, job: Any) -> Future[Any]:
        with deaf():
            return chained(self._pool.submit(_do, job))

    def stop(self) -> None:
        # Workers stop between replications. One that is killed while it answers leaves half
        # a message in the pipe, so that is kept for those that do not stop.
        self._stop.set()
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        until = monotonic() + _GRACE
        for process in processes:
            process.join(max(0.0, until - monotonic()))
            process.terminate()
            process.join()


_WORK: bytes


def _begin(work: bytes, stop: Event) -> None:
    """Keep in a worker what all its jobs share; the parent alone answers Ctrl-C."""
    global _WORK
    _WORK = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop_when(stop.is_set)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave no orphan: a parent that was killed could not say goodbye."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@cache
def _work() -> Work:
    return unpacked(_WORK)


def _meet() -> None:
    _work()


def _do(job: Any) -> bytes:
    return answer(_work(), job)
