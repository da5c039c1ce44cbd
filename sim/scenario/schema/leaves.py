"""Every number of a scenario, by its dotted path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
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
    found = dict[str, Leaf]()
    for name in type(spec).model_fields:
        found.update(_leaves_of(_Same(getattr(spec, name)), name))
    return found


def size(leaf: Number | Chance) -> float:
    """Return a number's value, or the mean of a law, in canonical units."""
    return leaf.dist.mean if isinstance(leaf, Chance) else leaf.value


class _Same:
    """A block that is known by itself, not by what it holds: to compare that takes longer."""

    __slots__ = ("block",)

    def __init__(self, block: Any) -> None:
        self.block = block

    def __hash__(self) -> int:
        return id(self.block)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.block is other.block


@lru_cache(maxsize=128)
def _leaves_of(same: _Same, name: str) -> tuple[tuple[str, Leaf], ...]:
    """Return the leaves of a block by path: scenarios share most of theirs."""
    return () if isinstance(same.block, _PLAIN) else tuple(_walk(same.block, name))


def _walk(node: Any, path: str) -> Iterator[tuple[str, Leaf]]:
    if isinstance(node, _LEAVES):
        yield path, node
        return
    if isinstance(node, BaseModel):
        node = {name: getattr(node, name) for name in type(node).model_fields}
    if isinstance(node, dict):
        for key, value in node.items():
            if not isinstance(value, _PLAIN):
                yield from _walk(value, f"{path}.{key}")
