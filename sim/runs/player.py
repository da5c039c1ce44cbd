"""Play replications one after the other in the thread that asks, by either engine."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from sim.kernel import compiling
from sim.runs.engines import play_both, play_simpy
from sim.runs.interrupts import stop_if_told
from sim.runs.jobs import Collector
from sim.runs.settings import Plans, Settings
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec

if TYPE_CHECKING:
    from sim.kernel.packing.pack import Packer
    from sim.kernel.workspace import Workspace

Held = Mapping[str, float]
Plays = Literal["compiled", "simpy", "both"]

_AHEAD = 10
"""Replications whose plans are made one after the other: between two that are played, when the
processor's caches hold other things, each takes twice as long; many would hold up other threads."""


class Player:
    """Plays a scenario, for several threads at once; it travels to other processes.

    Unless an engine is given, the compiled one plays where it is to be had.
    """

    def __init__(self, spec: Spec, settings: Settings, engine: Plays | None = None) -> None:
        self.spec = spec
        self.settings = settings
        self._asked = engine
        self._spare: deque[tuple[Packer, Workspace | None]] = deque()

    def __reduce__(self) -> tuple[Any, ...]:
        # Plans and workspaces are made where they are used.
        return type(self), (self.spec, self.settings, self._asked)

    @cached_property
    def plans(self) -> Plans:
        """The plans that are played."""
        return Plans(self.spec, self.settings)

    @cached_property
    def engine(self) -> Plays:
        """The engine that plays."""
        return self._asked or ("compiled" if _compiles() else "simpy")

    def play(
        self, replications: Iterable[int], collector: Collector[Any], held: Held | None = None
    ) -> None:
        """Play `replications` with some more numbers held, and hand each to a collector."""
        waiting = iter(replications)
        while ahead := list(islice(waiting, _AHEAD)):
            self.play_plans({n: self.plans(n, held) for n in ahead}, collector)

    def play_plans(self, plans: Mapping[int, Plan], collector: Collector[Any]) -> None:
        """Play replications with the plan that each is given."""
        if self.engine == "compiled":
            self._play_compiled(plans, collector)
            return
        play = play_both if self.engine == "both" else play_simpy
        for replication, plan in plans.items():
            stop_if_told()
            with _collected_after():
                collector.add_log(play(plan, self.settings, replication))

    def _play_compiled(self, plans: Mapping[int, Plan], collector: Collector[Any]) -> None:
        from sim.kernel.engine import run
        from sim.kernel.packing.pack import Packer
        from sim.kernel.workspace import Workspace

        try:
            packer, work = self._spare.pop()
        except IndexError:
            packer, work = Packer(), None
        packs = [packer.pack(plan) for plan in plans.values()]
        for replication, packed in zip(plans, packs, strict=True):
            stop_if_told()
            work = work or Workspace(packed, log=False)
            run(work, packed, self.settings.seed, self.settings.luck(replication))
            work.replication = replication
            collector.add_work(work)
        self._spare.append((packer, work))


def _compiles() -> bool:
    try:
        return compiling.available() and bool(compiling.folder())
    except compiling.NoEngineError:
        return False


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
