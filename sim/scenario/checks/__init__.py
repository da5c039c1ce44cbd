"""What the schema cannot say: checks across the values of a scenario."""

from __future__ import annotations

from sim.scenario.errors import Problem
from sim.scenario.nodes import Node
from sim.scenario.schema import Spec


def check(spec: Spec, tree: Node) -> list[Problem]:
    """Return what the checks of meaning find in a scenario that fits the schema."""
    return []
