"""Where jobs are done: one small protocol over `concurrent.futures`, of four kinds.

A job is a pure function of its data, so that the answer depends neither on where it is done nor on
when, and one that was lost is simply done again.
"""

from __future__ import annotations

import os

from sim.runs.executors.computing import computed
from sim.runs.executors.here import Here
from sim.runs.executors.processes import Processes
from sim.runs.executors.protocol import (
    KINDS,
    ExecutionError,
    Executor,
    Failure,
    Kind,
    Pool,
    Work,
    WorkerLostError,
)
from sim.runs.executors.threads import Threads
from sim.text.program import installing

__all__ = [
    "KINDS",
    "ExecutionError",
    "Executor",
    "Failure",
    "Kind",
    "Pool",
    "Work",
    "WorkerLostError",
    "computed",
    "executor",
]


def executor(kind: Kind, workers: int | None = None, cluster: str | None = None) -> Executor:
    """Return the executor of a kind; `cluster` is the address of a running Dask scheduler.

    `workers` is the number of processors by default. Raises ExecutionError where Dask is asked for
    and missing, and for a cluster of another kind or with a number of workers: it has its own.
    """
    if cluster is not None and (kind != "dask" or workers is not None):
        raise ExecutionError("bad_execution", {})
    here = workers or os.cpu_count() or 1
    if kind == "here":
        return Here()
    if kind == "threads":
        return Threads(here)
    if kind == "processes":
        return Processes(here)
    try:
        # Dask is an extra, and takes its time to import.
        from sim.runs.executors.cluster import Dask
    except ImportError as error:
        words = {"reason": error, "install": installing("cluster")}
        raise ExecutionError("no_dask", words) from None
    return Dask(here, cluster)
