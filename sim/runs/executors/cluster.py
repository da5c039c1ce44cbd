"""A Dask cluster: one that runs elsewhere, or worker processes of this machine."""

from __future__ import annotations

import logging
import os
import pickle
import signal
from asyncio import CancelledError as AsyncCancelledError
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import suppress
from functools import cached_property
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import dask
from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, get_worker

from sim.runs.executors.protocol import ExecutionError, Kind, Pool, Work, WorkerLostError
from sim.runs.executors.wire import answer, chained, packed, unpacked
from sim.runs.identity import code_hash
from sim.runs.interrupts import PATIENCE, deaf, interrupts

_REACHED = 10.0
"""Seconds in which a scheduler must answer."""
_JOINED = 60.0
"""Seconds in which a first worker must join it."""
_GROWN = 1.0
"""Seconds between looks at how many workers there are."""


class Dask:
    """The workers of a cluster."""

    kind: Kind = "dask"

    def __init__(self, workers: int, address: str | None) -> None:
        self.workers, self.address = workers, address

    def start(self, work: Work) -> Pool:
        """Connect, and teach the workers; ExecutionError where that cannot be."""
        return _Pool(self, packed(work))


class _Pool:
    def __init__(self, on: Dask, work: bytes) -> None:
        # What goes wrong is told by errors; the log would get among the lines of a run.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._on, self._looked = on, 0.0
        self._lesson = _Lesson(work)
        self._own = None if on.address else _local(on.workers)
        try:
            self._client = Client(self._own or on.address, _REACHED, set_as_default=False)
        except OSError as error:
            raise ExecutionError("no_cluster", {"address": on.address, "reason": error}) from None
        try:
            self._wait_for_a_worker()
            self._client.register_plugin(self._lesson)
        except ExecutionError:
            self.stop()
            raise
        except Exception as error:  # noqa: BLE001 - of a worker that does not know this module
            self.stop()
            raise ExecutionError("not_taught", {"reason": error}) from None

    def submit(self, job: Any) -> Future[Any]:
        if self._client.status != "running":
            raise BrokenExecutor("the scheduler is gone")
        self._look()
        future = self._client.submit(_do, self._lesson.name, pickle.dumps(job), pure=False)
        brought: Future[bytes] = Future()
        loop: Any = self._client.loop
        loop.add_callback(_bring, future, brought)
        return chained(brought)

    def stop(self) -> None:
        with suppress(Exception):  # a scheduler that is gone has nothing to be told
            self._client.unregister_worker_plugin(self._lesson.name)
        self._client.close(_REACHED)
        if self._own:
            # Left to themselves, nannies would wait for the jobs at hand.
            for nanny in self._own.workers.values():
                nanny.auto_restart = False
                if nanny.pid:
                    os.kill(nanny.pid, signal.SIGKILL)
            self._own.close(_REACHED)

    def _look(self) -> None:
        """See now and then how many workers there are."""
        if self._on.address and monotonic() > self._looked + _GROWN:
            self._on.workers = max(1, sum(self._client.nthreads().values()))
            self._looked = monotonic()

    def _wait_for_a_worker(self) -> None:
        until = monotonic() + _JOINED
        with interrupts() as raise_if_interrupted:
            while not self._client.nthreads():
                if monotonic() > until:
                    raise ExecutionError("no_workers", {"reason": self._on.address})
                sleep(PATIENCE)
                raise_if_interrupted()


def _local(workers: int) -> LocalCluster:
    """Start a cluster of this machine: seen by nobody else, deaf to Ctrl-C."""
    # One death is told at once, since jobs that were lost are counted here.
    with deaf(), dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )


async def _bring(future: Any, brought: Future[bytes]) -> None:
    """Bring an answer here; Dask's own executor forgets one whose worker dies on the way."""
    try:
        brought.set_result(await future._result())
    except (KilledWorker, CancelledError, AsyncCancelledError, OSError) as error:
        brought.set_exception(WorkerLostError(str(error)))
    except BaseException as error:  # noqa: BLE001 - the job's own are in its answer
        brought.set_exception(ExecutionError("not_taught", {"reason": error}))


class _Lesson(WorkerPlugin):
    """What the workers are to do: given once to each, and to those that join later."""

    def __init__(self, work: bytes) -> None:
        self.name = f"zhizao-{uuid4().hex}"
        self._work, self._code = work, code_hash()

    def setup(self, worker: Any) -> None:
        _LESSONS[self.name] = self

    def teardown(self, worker: Any) -> None:
        _LESSONS.pop(self.name, None)

    @cached_property
    def work(self) -> Work:
        """What to do; ExecutionError on a worker whose code is another, so that answers may be."""
        if code_hash() != self._code:
            raise ExecutionError("other_code", {"worker": get_worker().address})
        return unpacked(self._work)


_LESSONS: dict[str, _Lesson] = {}


def _do(lesson: str, job: bytes) -> bytes:
    return answer(lambda job: _work(lesson)(pickle.loads(job)), job)


def _work(lesson: str) -> Work:
    if lesson not in _LESSONS:
        raise ExecutionError("not_taught", {"reason": get_worker().address})
    return _LESSONS[lesson].work
