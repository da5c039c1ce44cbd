"""Processes of this machine: for work that holds Python's lock."""

from __future__ import annotations

import pickle
import sys
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from subprocess import PIPE, Popen
from threading import Lock, local
from typing import Any, Final

from sim.runs.executors.protocol import ExecutionError, Kind, Pool, Work, WorkerLostError
from sim.runs.executors.serialization import opened, packed
from sim.runs.interrupts import PATIENCE, deaf, interrupts

_ENTRY: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from sim.runs.executors.worker import serve; serve()"
)
_GONE: Final = (EOFError, OSError, pickle.UnpicklingError)
"""What reading from a process raises that has ended, or writing to it."""


class Processes:
    """Some processes, each a fresh Python that does not import what started it."""

    kind: Kind = "processes"

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def begin(self, work: Work) -> _Pool:
        """Start the processes without waiting for them; ExecutionError if work cannot travel."""
        return _Pool(packed(work), self.workers)

    def start(self, work: Work) -> Pool:
        """Start the processes; ExecutionError when they end before they do anything."""
        pool = self.begin(work)
        try:
            pool.meet()
        except BaseException:
            pool.stop()
            raise
        return pool


class _Pool:
    """A thread for each process, which hands it a job and waits for the answer."""

    def __init__(self, work: bytes, workers: int) -> None:
        self._work = work
        self._mine = local()
        self._all: list[_Worker] = []
        self._open, self._lock = True, Lock()
        self._threads = ThreadPoolExecutor(workers)
        with deaf():
            self._met = [self._threads.submit(self._worker) for _ in range(workers)]

    def meet(self) -> None:
        """Wait until a worker has the work: what goes wrong before is no fault of a job."""
        with interrupts() as raise_if_interrupted:
            while not (met := wait(self._met, PATIENCE, FIRST_COMPLETED).done):
                raise_if_interrupted()
        met.pop().result()

    def submit(self, job: Any) -> Future[Any]:
        data = pickle.dumps(job)
        with deaf():
            return self._threads.submit(self._do, data)

    def stop(self) -> None:
        with self._lock:
            self._open = False
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.end()

    def _do(self, job: bytes) -> Any:
        worker = self._worker()
        try:
            return opened(worker.ask(job))
        except WorkerLostError:
            self._mine.worker = None
            raise

    def _worker(self) -> _Worker:
        """Return the process of this thread, started if need be."""
        worker: _Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            with self._lock:
                if not self._open:
                    raise WorkerLostError("no job is wanted any more")
                worker = _Worker()
                self._all.append(worker)
            worker.teach(self._work)
            self._mine.worker = worker
        return worker


class _Worker:
    """A process: nothing here waits for one that is gone, since its pipes end with it."""

    def __init__(self) -> None:
        """Start it; ExecutionError where the system has no room for one."""
        try:
            # -P: a file of the current folder must not stand in for a module of Python's own.
            command = [sys.executable, "-P", "-c", _ENTRY]
            self._process = Popen(command, stdin=PIPE, stdout=PIPE)
        except OSError as error:
            raise ExecutionError("no_workers", {"reason": error}) from None

    def teach(self, work: bytes) -> None:
        """Hand it what all its jobs share; ExecutionError when it ends before it can begin."""
        try:
            self._send(sys.path)
            refused = self.ask(work)
        except WorkerLostError as error:
            raise ExecutionError("no_workers", {"reason": error}) from None
        if refused is not None:
            raise refused

    def ask(self, job: bytes) -> Any:
        """Return what it answers; WorkerLostError when it ends instead."""
        try:
            self._send(job)
            assert self._process.stdout is not None
            return pickle.load(self._process.stdout)
        except _GONE:
            self.end()
            code = self._process.returncode
            raise WorkerLostError(f"a process ended with exit code {code}") from None

    def end(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what it never read
                pipe.close()

    def _send(self, what: Any) -> None:
        assert self._process.stdin is not None
        pickle.dump(what, self._process.stdin)
        self._process.stdin.flush()
