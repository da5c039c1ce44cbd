"""Play one replication of a plan."""

from __future__ import annotations

from benchmarks.idiomatic.city import City, Records
from sim.scenario.plan.plan import Plan


def play(plan: Plan, seed: int, replication: int) -> Records:
    """Play a replication and return its records."""
    return City(plan, f"{seed}/{replication}").run()
