"""A Dask cluster: one that runs elsewhere, or worker processes of this machine."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
from asyncio import CancelledError as AsyncCancelledError
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import ExitStack, contextmanager, suppress
from time import monotonic, sleep
from typing import Any

from distributed import Client, KilledWorker, LocalCluster

from sim.runs.executors.dask_plugin import WorkPlugin, do
from sim.runs.executors.protocol import ExecutionError, Kind, Pool, Work, WorkerLostError
from sim.runs.executors.serialization import chained, packed
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
        self.address = address
        self._workers = None if address else workers

    @property
    def workers(self) -> int:
        """Threads of the cluster when it was last looked at; 1 before any has joined."""
        if self._workers is None:
            with self.connected() as client:
                self.see(client)
        return max(1, self._workers or 0)

    def see(self, client: Client) -> None:
        """Look at how many workers there are."""
        if self.address:
            self._workers = sum(client.nthreads().values())

    def connected(self, own: LocalCluster | None = None) -> Client:
        """Return a client of a cluster; ExecutionError where none answers."""
        # What goes wrong is told by errors; the log would get among the lines of a run. Connections
        # that break while the run is interrupted are told by asyncio, at any moment.
        for name in ("distributed", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            return Client(own or self.address, timeout=_REACHED, set_as_default=False)
        except OSError as error:
            raise self.silent(error) from None

    def silent(self, error: OSError) -> ExecutionError:
        """Say that no scheduler answers."""
        return ExecutionError("no_cluster", {"address": self.address, "reason": error})

    def start(self, work: Work) -> Pool:
        """Connect, and teach the workers; ExecutionError where that cannot be."""
        return _Pool(self, packed(work))


class _Pool:
    def __init__(self, on: Dask, work: bytes) -> None:
        self._on, self._looked = on, 0.0
        self._plugin = WorkPlugin(work)
        self._own, self._until_stopped = None, ExitStack()
        if not on.address:
            # For as long as it is there: it starts processes anew that died.
            self._until_stopped.enter_context(_main_left_alone())
            self._own = _local(on.workers)
        self._client = on.connected(self._own)
        try:
            self._wait_for_a_worker()
            self._teach()
        except BaseException as error:
            self.stop()
            if isinstance(error, OSError):
                raise on.silent(error) from None
            raise

    def submit(self, job: Any) -> Future[Any]:
        data = pickle.dumps(job)
        brought: Future[bytes] = Future()
        try:
            self._look()
            future = self._client.submit(do, self._plugin.name, data, pure=False)
        except Exception as error:  # noqa: BLE001 - whatever Dask says, the scheduler is gone
            raise BrokenExecutor(str(error)) from None
        loop: Any = self._client.loop
        loop.add_callback(_bring, future, brought)
        return chained(brought)

    def stop(self) -> None:
        with suppress(Exception):  # a scheduler that is gone has nothing to be told
            self._client.unregister_worker_plugin(self._plugin.name)
        self._client.close(_REACHED)
        if self._own:
            # Left to themselves, nannies would wait for the jobs at hand.
            for nanny in self._own.workers.values():
                nanny.auto_restart = False
                if nanny.pid:
                    os.kill(nanny.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            self._own.close(_REACHED)
        self._until_stopped.close()

    def _look(self) -> None:
        """See now and then how many workers there are."""
        if self._client.status != "running":
            raise BrokenExecutor("the scheduler is gone")
        if monotonic() > self._looked + _GROWN:
            self._on.see(self._client)
            self._looked = monotonic()

    def _wait_for_a_worker(self) -> None:
        until = monotonic() + _JOINED
        with interrupts() as raise_if_interrupted:
            while not self._client.nthreads():
                if monotonic() > until:
                    raise ExecutionError("no_workers", {"reason": self._on.address})
                sleep(PATIENCE)
                raise_if_interrupted()

    def _teach(self) -> None:
        try:
            self._client.register_plugin(self._plugin)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - of a worker that does not know this module
            raise ExecutionError("not_taught", {"reason": error}) from None


@contextmanager
def _main_left_alone() -> Iterator[None]:
    """Keep new processes from running the script that starts them: it may have no main guard."""
    main = sys.modules["__main__"]
    names = {"__spec__", "__file__"} & vars(main).keys()
    kept = {name: vars(main)[name] for name in names}
    vars(main).update(dict.fromkeys(kept))
    try:
        yield
    finally:
        vars(main).update(kept)


def _local(workers: int) -> LocalCluster:
    """Start a cluster of this machine: seen by nobody else, deaf to Ctrl-C."""
    try:
        with deaf():
            return LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                memory_limit=0,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
                # One death is told at once: how often a job was lost is counted here.
                scheduler_kwargs={"dashboard": False, "allowed_failures": 0},
            )
    except RuntimeError as error:
        raise ExecutionError("no_workers", {"reason": error}) from None


async def _bring(future: Any, brought: Future[bytes]) -> None:
    """Bring an answer here; Dask's own executor forgets one whose worker dies on the way."""
    try:
        brought.set_result(await future._result())
    except (KilledWorker, CancelledError, AsyncCancelledError, OSError) as error:
        brought.set_exception(WorkerLostError(str(error)))
    except BaseException as error:  # noqa: BLE001 - the job's own are in its answer
        brought.set_exception(ExecutionError("not_taught", {"reason": error}))
