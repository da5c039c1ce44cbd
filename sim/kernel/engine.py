"""Play replications with the compiled model."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sim.kernel.codes import Status
from sim.kernel.compiling import kept
from sim.kernel.packing.pack import Packed, pack
from sim.kernel.workspace import Workspace
from sim.model.log import COLUMNS, Log
from sim.scenario.plan.eventkey import TooLargeError
from sim.scenario.plan.plan import Plan


@cache
def compiled() -> Callable[[int], None]:
    """Return the compiled replication: it plays the city at an address."""
    return kept("replication", _replication)


def _replication() -> Callable[[int], None]:
    from sim.kernel.loop import replication  # to play what is compiled does not take Numba

    return replication


def simulate(plan: Plan, seed: int, replication: int) -> Log:
    """Play one replication of a plan and return its event log."""
    packed = pack(plan)
    work = Workspace(packed, log=True)
    run(work, packed, seed, replication)
    return log_of(work)


def run(work: Workspace, packed: Packed, seed: int, replication: int) -> None:
    """Play a replication in a workspace, which is made larger until it fits.

    Raises TooLargeError if an event key cannot tell its companies apart.
    """
    while True:
        work.begin(packed, seed, replication)
        compiled()(work.city.ctypes.data)
        status = work.city["status"][0]
        if status == Status.DONE:
            return
        if status != Status.ROOM:
            raise TooLargeError.of(
                "有企业或请求的编号无法分辨",
                "a company or a wish has a number beyond the event key",
            )
        work.grow()


def log_of(work: Workspace) -> Log:
    """Return the log of the replication played last in a workspace that keeps one."""
    rows = work.arrays["log"][: work.city["rows"][0] * len(COLUMNS)].copy()
    return Log(work.packed.plan, work.seed, work.replication, rows.reshape(-1, len(COLUMNS)))
