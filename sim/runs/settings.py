"""What besides the scenario decides the answer of a replication, and the plans it plays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.worlds import Worlds, world
from sim.model.city import City
from sim.runs.grounded import PRIOR, AcceptedFutures
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
    grounded: AcceptedFutures = PRIOR
    """Futures that agree with years past: replication r plays future r of them, values and luck.

    Numbers that have no range in the scenario keep their values; ranged numbers without an
    accepted value are drawn as always.
    """

    @property
    def futures_a_world(self) -> int:
        """Replications in a row that share their ranged numbers: two, or one that was accepted."""
        return 1 if self.grounded else 2

    def world(self, replication: int) -> int:
        """Return the world that a replication plays in."""
        return replication if self.grounded else world(replication)

    def luck(self, replication: int) -> int:
        """Return the number whose luck a replication has: its own, or an accepted future's."""
        return self.grounded.numbers[replication] if self.grounded else replication

    def most(self, replications: int) -> int:
        """Return how many of some replications there are to play: no more than were accepted."""
        return min(replications, len(self.grounded)) if self.grounded else replications

    def made_of(self) -> dict[str, Any]:
        """Return what of this a result depends on, as plain data; custom behaviour has no part."""
        return {
            "seed": self.seed,
            "central": self.central,
            "held": dict(self.held),
            "grounded": self.grounded.key,
        }


class Plans:
    """The plans of a scenario; made once, it gives that of any replication, in any thread."""

    def __init__(self, spec: Spec, settings: Settings) -> None:
        self._planner, self._settings = Planner(spec), settings
        self._worlds = None if settings.central else Worlds(spec, settings.seed)

    def __call__(self, replication: int, held: Mapping[str, float] | None = None) -> Plan:
        """Return the plan that `replication` plays, with those ranged numbers that its world has.

        `held` are more numbers held at given values.
        """
        return self._planner.plan({**self.drawn(self._settings.world(replication)), **(held or {})})

    def accounts(self, index: int) -> tuple[FloorAccount, ...]:
        """Return the accounts of demand from below and above in world `index`."""
        return self._planner.accounts(self.drawn(index))

    def drawn(self, index: int) -> dict[str, float]:
        """Return the values by path of the numbers that are ranged or held, in world `index`."""
        futures = self._settings.grounded
        of_its_own = futures.numbers[index] if futures else index
        values = self._worlds.draws(of_its_own) if self._worlds else {}
        if futures:
            row = futures.rows[index]
            values |= {path: row[path] for path in values if path in row}
        return {**values, **self._settings.held}


def plan_of(spec: Spec, settings: Settings, replication: int) -> Plan:
    """Return the plan that one replication plays."""
    return Plans(spec, settings)(replication)


def drawn_numbers(
    spec: Spec, settings: Settings, replications: int
) -> dict[str, NDArray[np.float64]]:
    """Return the values of the ranged numbers by path, [world], of whole worlds.

    Canonical units; of a law, its mean. None where all numbers are held at their values.
    """
    if settings.central:
        return {}
    plans = Plans(spec, settings)
    rows = [plans.drawn(index) for index in range(replications // settings.futures_a_world)]
    return {path: np.array([row[path] for row in rows]) for path in rows[0]} if rows else {}
