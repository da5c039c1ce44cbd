"""Jobs done in this process, one after the other, each when it is asked for."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from sim.runs.executors.protocol import Kind, Pool, Work
from sim.runs.interrupts import heard


class Here:
    """No workers at all."""

    kind: Kind = "here"
    workers = 1

    def start(self, work: Work) -> Pool:
        """Remember what to do."""
        return _Pool(work)


class _Pool:
    def __init__(self, work: Work) -> None:
        self._work = work

    def submit(self, job: Any) -> Future[Any]:
        future: Future[Any] = Future()
        with heard():
            try:
                future.set_result(self._work(job))
            except Exception as error:  # noqa: BLE001 - as any executor does
                future.set_exception(error)
        return future

    def stop(self) -> None:
        pass
