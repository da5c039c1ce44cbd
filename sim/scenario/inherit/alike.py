"""Things that are like another of their block, but for the fields that they state themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from sim.scenario.errors import Problem, ScenarioError, nearest
from sim.scenario.yaml.emit import flow
from sim.scenario.yaml.nodes import KeyPath, Node
from sim.scenario.yaml.parse import MAX_NODES

LIKE: Final = "like"
_OF_ITSELF: Final = frozenset({"label", "luck", "note", "table"})
"""What says which thing it is, and is true of no other."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What inheritance has to know of the language."""

    creatable: Callable[[KeyPath], bool]
    """Whether an absent block may be made at a path."""
    alike: tuple[KeyPath, ...]
    """The blocks whose things may be like one another."""
    joined: Callable[[KeyPath], bool]
    """Whether two blocks at a path are joined key by key; what is no block is taken whole."""


def spelt_out(tree: Node, shape: Shape) -> tuple[Node, list[Problem]]:
    """Return the tree with all fields of each thing that is like another, and what is wrong.

    The fields of the other, but for its label, luck, note and table, then its own; `null` leaves
    one out. Each keeps its place in the text. What is like nothing or like itself is left out
    (E220, E221). Raises ScenarioError where the text would become enormous (E114).
    """
    problems: list[Problem] = []
    for path in shape.alike:
        block = tree.find(path)
        if block is not None and any(LIKE in thing.items for thing in block.items.values()):
            things = _things(block, path, shape, problems)
            tree = put(tree, path, replace(block, value=things))
    return tree, problems


def _things(block: Node, path: KeyPath, shape: Shape, problems: list[Problem]) -> dict[str, Node]:
    written = block.items
    done: dict[str, Node | None] = {}
    for name in written:
        chain: list[str] = []
        while name not in done and name not in chain:
            like = written[name].items.get(LIKE)
            if like is None:
                done[name] = written[name]
            elif not isinstance(like.value, str) or like.value not in written:
                problems.append(_unknown(like, path, [key for key in written if key != name]))
                done[name] = None
            else:
                chain.append(name)
                name = like.value
        if name in chain:
            ring = " < ".join([*chain[chain.index(name) :], name])
            problems.append(Problem("E221", written[chain[-1]].items[LIKE].place, {"ring": ring}))
            done |= dict.fromkeys(chain)
            continue
        for own in reversed(chain):
            other = done[str(written[own].items[LIKE].value)]
            done[own] = other and _joined(
                other.without(set(_OF_ITSELF)),
                written[own].without({LIKE}),
                (*path, own),
                shape,
            )
    things = {name: thing for name in written if (thing := done[name]) is not None}
    leaves = (leaf for thing in things.values() for leaf in thing.leaves())
    if sum(1 for _ in islice(leaves, MAX_NODES + 1)) > MAX_NODES:
        raise ScenarioError([Problem("E114", block.here)])
    return things


def _joined(other: Node, own: Node, path: KeyPath, shape: Shape) -> Node:
    entries = dict(other.items)
    for key, node in own.items.items():
        there, here = entries.get(key), (*path, key)
        if node.value is None:
            entries.pop(key, None)
        elif there is not None and there.items and node.items and shape.joined(here):
            entries[key] = _joined(there, node, here, shape)
        else:
            entries[key] = node
    return replace(own, value=entries)


def put(tree: Node, path: KeyPath, block: Node) -> Node:
    """Return the tree with a block in the place of one that is there."""
    key, *rest = path
    return tree.having(key, put(tree.items[key], tuple(rest), block) if rest else block)


def _unknown(like: Node, path: KeyPath, others: list[str]) -> Problem:
    words = {"name": flow(like), "block": ".".join(path), "known": ", ".join(others[:20]) or "-"}
    return Problem("E220", like.here, words, nearest=nearest(str(like.value), others))
