"""Threads of this process: for the compiled engine, which runs outside Python's lock."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from sim.runs.executors.protocol import Kind, Pool, Work
from sim.runs.interrupts import stop_when


class Threads:
    """Some threads."""

    kind: Kind = "threads"

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def start(self, work: Work) -> Pool:
        """Start a pool; its threads begin with its jobs."""
        return _Pool(work, self.workers)


class _Pool:
    def __init__(self, work: Work, workers: int) -> None:
        self._work, self._stop = work, Event()
        self._pool = ThreadPoolExecutor(
            workers, initializer=stop_when, initargs=(self._stop.is_set,)
        )

    def submit(self, job: Any) -> Future[Any]:
        return self._pool.submit(self._work, job)

    def stop(self) -> None:
        self._stop.set()
        # Compiling cannot be stopped; a thread that compiles is left to itself.
        self._pool.shutdown(wait=False, cancel_futures=True)
