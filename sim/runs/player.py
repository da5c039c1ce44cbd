"""Play the few replications of a job, one after the other, in the thread that asks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from sim.kernel import compiling
from sim.model.engine import simulate
from sim.runs.jobs import Collector
from sim.runs.settings import Plans, Settings
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec


class Player:
    """Plays a scenario by the compiled engine where it is to be had, else by SimPy.

    It may be used by several threads, and travels to other processes.
    """

    def __init__(self, spec: Spec, settings: Settings) -> None:
        self.spec, self.settings = spec, settings

    def __getstate__(self) -> dict[str, Any]:
        return {"spec": self.spec, "settings": self.settings}

    @cached_property
    def plans(self) -> Plans:
        """The plans that are played."""
        return Plans(self.spec, self.settings)

    @cached_property
    def _spare(self) -> deque[Any]:
        return deque()

    @cached_property
    def _compiles(self) -> bool:
        try:
            return compiling.available() and bool(compiling.folder())
        except compiling.NoCacheError:
            return False

    def play(
        self,
        replications: Iterable[int],
        collector: Collector[Any],
        held: Mapping[str, float] | None = None,
        turned: Callable[[Plan], Plan] | None = None,
    ) -> None:
        """Play `replications` with some more numbers held, and hand each to a collector.

        `turned` makes of each plan the one that is played.
        """
        if not self._compiles:
            for replication in replications:
                plan = self.plans(replication, held)
                plan = turned(plan) if turned else plan
                collector.add_log(simulate(plan, self.settings.seed, replication, False))
            return
        from sim.kernel.engine import run
        from sim.kernel.pack import Packed, pack
        from sim.kernel.workspace import Workspace

        packed: Packed | None = None
        for replication in replications:
            plan = self.plans(replication, held)
            plan = turned(plan) if turned else plan
            if packed is None or packed.plan is not plan:
                packed = pack(plan)
            try:
                work = self._spare.pop()
            except IndexError:
                work = Workspace(packed, log=False)
            run(work, packed, self.settings.seed, replication)
            collector.add_work(work)
            self._spare.append(work)
