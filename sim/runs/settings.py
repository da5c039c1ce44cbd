"""What besides the scenario decides the answer of a replication, and the plans it plays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.draws.worlds import Worlds, world
from sim.model.city import City
from sim.scenario.plan.account import FloorAccount
from sim.scenario.plan.compile import Planner
from sim.scenario.plan.plan import Plan
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
    held: Mapping[str, float] = field(default_factory=dict)
    """Numbers held at given values, by path, in canonical units; for a law, its mean."""
    grounded: Sequence[Mapping[str, float]] = ()
    """Accepted values of ranged numbers by path: world w plays row w modulo their number.

    Numbers that have no range in the scenario keep their values; ranged numbers without an
    accepted value are drawn as always.
    """

    def made_of(self) -> dict[str, Any]:
        """Return what of this a result depends on, as plain data; custom behaviour has no part."""
        return {
            "seed": self.seed,
            "central": self.central,
            "held": dict(self.held),
            "grounded": [dict(row) for row in self.grounded],
        }


class Plans:
    """The plans of a scenario; made once, it gives that of any replication, in any thread."""

    def __init__(self, spec: Spec, settings: Settings) -> None:
        self._planner, self._settings = Planner(spec), settings
        self._worlds = None if settings.central else Worlds(spec, settings.seed)

    def __call__(self, replication: int, held: Mapping[str, float] | None = None) -> Plan:
        """Return the plan that `replication` plays: two in a row share the ranged numbers.

        `held` are more numbers held at given values.
        """
        return self._planner.plan({**self.drawn(world(replication)), **(held or {})})

    def accounts(self, index: int) -> tuple[FloorAccount, ...]:
        """Return the accounts of demand from below and above in world `index`."""
        return self._planner.accounts(self.drawn(index))

    def drawn(self, index: int) -> dict[str, float]:
        """Return the values by path of the numbers that are ranged or held, in world `index`."""
        values = self._worlds.draws(index) if self._worlds else {}
        if rows := self._settings.grounded:
            row = rows[index % len(rows)]
            values |= {path: row[path] for path in values if path in row}
        return {**values, **self._settings.held}


def plan_of(spec: Spec, settings: Settings, replication: int) -> Plan:
    """Return the plan that one replication plays."""
    return Plans(spec, settings)(replication)
