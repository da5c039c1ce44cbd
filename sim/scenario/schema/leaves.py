"""Every number of a scenario, by its dotted path."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType
from typing import Any

from pydantic import BaseModel

from sim.scenario.schema import Spec
from sim.scenario.values.chances import Chance
from sim.scenario.values.dates import DateChance
from sim.scenario.values.numbers import Number

_PLAIN = (str, int, float, list, NoneType)
"""What holds no number, passed over before it is looked at."""

Leaf = Number | Chance | DateChance
_LEAVES = Number, Chance, DateChance


def leaves(spec: Spec) -> dict[str, Leaf]:
    """Return each number, law and uncertain date of `spec` by path, in the schema's order."""
    return dict(_walk(spec, ""))


def size(leaf: Number | Chance) -> float:
    """Return a number's value, or the mean of a law, in canonical units."""
    return leaf.dist.mean if isinstance(leaf, Chance) else leaf.value


def _walk(node: Any, path: str) -> Iterator[tuple[str, Leaf]]:
    if isinstance(node, _LEAVES):
        yield path, node
        return
    if isinstance(node, BaseModel):
        node = {name: getattr(node, name) for name in type(node).model_fields}
    if isinstance(node, dict):
        for key, value in node.items():
            if not isinstance(value, _PLAIN):
                yield from _walk(value, f"{path}.{key}" if path else key)
