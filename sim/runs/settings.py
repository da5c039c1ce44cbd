"""What besides the scenario decides the answer of a replication, and the plans it plays."""

from __future__ import annotations

from dataclasses import dataclass

from sim.draws.worlds import Worlds, world
from sim.model.city import City
from sim.scenario.compile import Planner
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec


@dataclass(frozen=True, slots=True)
class Settings:
    """What besides the scenario decides the answer of a replication."""

    seed: int
    central: bool = False
    """Hold ranged numbers at their values."""
    audit: bool = False
    """Check conservation after every event."""
    city: type[City] = City
    """The classes that the SimPy engine plays; others than its own are custom behaviour."""


class Plans:
    """The plans of a scenario; made once, it gives that of any replication, in any thread."""

    def __init__(self, spec: Spec, settings: Settings) -> None:
        self._planner = Planner(spec)
        self._worlds = None if settings.central else Worlds(spec, settings.seed)

    def __call__(self, replication: int) -> Plan:
        """Return the plan that `replication` plays: two in a row share the ranged numbers."""
        if self._worlds is None:
            return self._planner.plan({})
        return self._planner.plan(self._worlds.draws(world(replication)))


def plan_of(spec: Spec, settings: Settings, replication: int) -> Plan:
    """Return the plan that one replication plays."""
    return Plans(spec, settings)(replication)
