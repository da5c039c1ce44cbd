"""Play replications with the compiled model."""

from __future__ import annotations

from functools import cache
from typing import Any

from numba import njit

from sim.kernel.codes import DONE, ROOM
from sim.kernel.loop import play
from sim.kernel.pack import pack
from sim.kernel.workspace import Workspace
from sim.model.log import COLUMNS, Log
from sim.scenario.eventkey import TooLargeError
from sim.scenario.plan import Plan


@cache
def compiled() -> Any:
    """Return the compiled replication."""

    def run(cities: Any) -> None:
        play(cities[0])

    return njit(nogil=True, _nrt=False, error_model="numpy")(run)


def simulate(plan: Plan, seed: int, replication: int) -> Log:
    """Play one replication of a plan and return its event log."""
    packed = pack(plan)
    work = Workspace(packed, log=True)
    run_in(work, packed, seed, replication)
    rows = work.arrays["log"][: work.city["rows"][0] * len(COLUMNS)].copy()
    return Log(plan, seed, replication, rows.reshape(-1, len(COLUMNS)))


def run_in(work: Workspace, packed: Any, seed: int, replication: int) -> None:
    """Play a replication in a workspace, made larger until it fits."""
    while True:
        work.begin(packed, seed, replication)
        compiled()(work.city)
        status = work.city["status"][0]
        if status == DONE:
            return
        if status != ROOM:
            raise TooLargeError("a company or a wish has a number beyond the event key")
        work.grow()
