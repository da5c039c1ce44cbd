"""Every number of a scenario, by its dotted path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sim.scenario.schema import Spec
from sim.scenario.values.chances import Chance
from sim.scenario.values.dates import DateChance
from sim.scenario.values.numbers import Number

Leaf = Number | Chance | DateChance


def leaves(spec: Spec) -> dict[str, Leaf]:
    """Return each number, law and uncertain date of `spec` by path, in the schema's order."""
    return dict(_walk(spec, ""))


def size(leaf: Number | Chance) -> float:
    """Return a number's value, or the mean of a law, in canonical units."""
    return leaf.dist.mean if isinstance(leaf, Chance) else leaf.value


def _walk(node: Any, path: str) -> Iterator[tuple[str, Leaf]]:
    if isinstance(node, Number | Chance | DateChance):
        yield path, node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _walk(getattr(node, name), f"{path}.{name}" if path else name)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _walk(value, f"{path}.{key}")
