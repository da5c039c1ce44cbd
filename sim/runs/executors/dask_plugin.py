"""What a worker of a Dask cluster knows: each gets it once, before its first job."""

from __future__ import annotations

import pickle
from functools import cached_property
from typing import Any
from uuid import uuid4

from distributed import WorkerPlugin, get_worker

from sim.runs.executors.protocol import ExecutionError, Work
from sim.runs.executors.serialization import answer, unpacked
from sim.runs.identity import code_hash


class WorkPlugin(WorkerPlugin):
    """What the workers are to do: given once to each, and to those that join later."""

    def __init__(self, work: bytes) -> None:
        self.name: str = f"zhizao-{uuid4().hex}"
        self._work, self._code = work, code_hash()

    def setup(self, worker: Any) -> None:
        """Keep it; called on each worker."""
        _PLUGINS[self.name] = self

    def teardown(self, worker: Any) -> None:
        """Forget it."""
        _PLUGINS.pop(self.name, None)

    @cached_property
    def work(self) -> Work:
        """What to do; ExecutionError on a worker whose code is another, so that answers may be."""
        if code_hash() != self._code:
            raise ExecutionError("other_code", {"worker": get_worker().address})
        return unpacked(self._work)


_PLUGINS: dict[str, WorkPlugin] = {}


def do(plugin: str, job: bytes) -> bytes:
    """Do a job with the plugin of that name."""
    return answer(lambda job: _work(plugin)(pickle.loads(job)), job)


def _work(plugin: str) -> Work:
    if plugin not in _PLUGINS:
        raise ExecutionError("not_taught", {"reason": get_worker().address})
    return _PLUGINS[plugin].work
