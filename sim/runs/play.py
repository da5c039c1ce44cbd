"""Playing the replications of a job, by either engine."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from sim.model.log import Log
from sim.runs.engines import play_both, play_simpy
from sim.runs.interrupts import stop_if_told
from sim.runs.jobs import Collector, Job
from sim.runs.settings import Plans, Settings
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

R = TypeVar("R")


class Play(Generic[R]):
    """The work of a run: plays the replications of a job, and returns what a collector made."""

    def __init__(
        self,
        spec: Spec,
        settings: Settings,
        collect: Callable[[], Collector[R]],
        engine: Literal["compiled", "simpy", "both"],
    ) -> None:
        self._made_of = spec, settings, collect, engine
        self._spare: deque[Workspace] = deque()

    def __reduce__(self) -> tuple[Any, ...]:
        # Plans and workspaces are made where they are used.
        return type(self), self._made_of

    def __call__(self, job: Job) -> R:
        """Play a job; in any thread, as many at once as there are."""
        _, _, collect, engine = self._made_of
        collector = collect()
        if engine == "compiled":
            self._play_compiled(job, collector)
        else:
            self._play_simpy(job, collector, play_both if engine == "both" else play_simpy)
        return collector.result()

    @cached_property
    def _plans(self) -> Plans:
        spec, settings, *_ = self._made_of
        return Plans(spec, settings)

    def _play_compiled(self, job: Job, collector: Collector[R]) -> None:
        from sim.kernel.engine import run
        from sim.kernel.pack import Packed, pack
        from sim.kernel.workspace import Workspace

        packed: Packed | None = None
        for replication in job:
            stop_if_told()
            plan = self._plans(replication)
            if packed is None or packed.plan is not plan:
                packed = pack(plan)
            try:
                work = self._spare.pop()
            except IndexError:
                work = Workspace(packed, log=False)
            run(work, packed, self._made_of[1].seed, replication)
            collector.add_work(work)
            self._spare.append(work)

    def _play_simpy(
        self, job: Job, collector: Collector[R], play: Callable[[Plan, Settings, int], Log]
    ) -> None:
        for replication in job:
            stop_if_told()
            with _collected_after():
                collector.add_log(play(self._plans(replication), self._made_of[1], replication))


@contextmanager
def _collected_after() -> Iterator[None]:
    """Collect cyclic garbage once, when a replication is over.

    Nearly all that it makes lives to its end; to search that again and again costs a fifth of
    the run. What is older than the replication is not searched.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if enabled:
            gc.enable()
