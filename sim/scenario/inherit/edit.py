"""Changing a tree by dotted paths; every change is checked first and recorded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from sim.scenario.errors import MAX_PROBLEMS, Problem, nearest
from sim.scenario.values.chances import KINDS
from sim.scenario.values.fields import Pedigree
from sim.scenario.yaml.emit import flow
from sim.scenario.yaml.nodes import KeyPath, Node, TextPlace
from sim.text.messages.blocks import gone

Verb = Literal["change", "add", "drop", "set"]

PEDIGREE: Final = frozenset(Pedigree.__dataclass_fields__)
"""Keys that say where a number comes from; they belong to the value and go when it changes."""
VALUES: Final = frozenset({"range", "between", *KINDS})
"""Keys that say what a number is."""

_SEGMENT: Final = re.compile(r"[^\s.\[\]{}*=]+")


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry under change, add or drop, one `--set` or one item of `with_()`."""

    verb: Verb
    path: KeyPath
    node: Node | None
    """The new value; None for drop."""
    place: TextPlace

    @property
    def dotted(self) -> str:
        """The path as written."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Override:
    """What one operation did to a value."""

    verb: Verb
    path: str
    old: str
    """YAML on one line; empty when there was none."""
    new: str
    """YAML on one line; empty when it was dropped."""
    place: str
    """`file:line`, `--set` or `with_()`."""


def split(dotted: str) -> KeyPath | None:
    """Return the keys of a dotted path; None when it is not one."""
    path = tuple(dotted.split("."))
    return path if all(_SEGMENT.fullmatch(key) for key in path) else None


def find(tree: Node, path: KeyPath) -> Node | None:
    """Return the node under a path; a plain value also answers to `.value`."""
    if (node := tree.find(path)) is not None:
        return node
    plain = tree.find(path[:-1]) if path[-1:] == ("value",) else None
    return plain if plain is not None and not isinstance(plain.value, dict | tuple) else None


def number_path(tree: Node, path: KeyPath) -> KeyPath:
    """Return the path of the number a path leads into, or the path itself."""
    for length, key in enumerate(path):
        if key in VALUES | PEDIGREE:
            node = tree.find(path[:length])
            if node is not None and (_is_plain(node) or VALUES & node.items.keys()):
                return path[:length]
    return path


class Touched:
    """The paths that operations touch, to find two that meet."""

    def __init__(self) -> None:
        self._ends: dict[KeyPath, Operation] = {}
        self._above: dict[KeyPath, Operation] = {}

    def meets(self, path: KeyPath) -> Operation | None:
        """Return an operation on this path, above it or below it."""
        for length in range(len(path) + 1):
            if path[:length] in self._ends:
                return self._ends[path[:length]]
        return self._above.get(path)

    def add(self, path: KeyPath, operation: Operation) -> None:
        """Remember that an operation touches a path."""
        self._ends.setdefault(path, operation)
        for length in range(len(path)):
            self._above.setdefault(path[:length], operation)


def edit(
    tree: Node, operations: Iterable[Operation], creatable: Callable[[KeyPath], bool]
) -> tuple[Node, list[Override], list[Problem]]:
    """Return (changed tree, what was done, what could not be done).

    Operations are checked against the tree as given, then done together: values before
    their pedigree, so that a new value clears the old source and not the new one.
    `creatable` tells whether `add` and `--set` may make an absent block.
    """
    done: list[Override] = []
    problems: list[Problem] = []
    draft = _Draft(tree)
    for operation in sorted(operations, key=lambda o: o.path[-1] in PEDIGREE):
        if (problem := _refusal(tree, operation, creatable)) is not None:
            problems.append(problem)
            if len(problems) >= MAX_PROBLEMS:
                break
            continue
        path = number_path(tree, operation.path)
        old = _text(draft.root, path)
        draft.do(operation)
        new = _text(draft.root, path)
        done.append(Override(operation.verb, ".".join(path), old, new, operation.place.short))
    return draft.root, done, problems


class _Draft:
    """A tree being changed; each block is copied once, and the tree given stays as it is."""

    def __init__(self, tree: Node) -> None:
        self.root = tree
        self._own: dict[KeyPath, dict[str, Node]] = {}

    def do(self, operation: Operation) -> None:
        """Do one operation."""
        *above, key = operation.path
        entries = self._entries(tuple(above), operation)
        if operation.node is None:
            entries.pop(key, None)  # a new value may have cleared it already
            return
        entries[key] = replace(operation.node, key=operation.place)
        for length, name in enumerate(operation.path):
            if name in VALUES:
                for cleared in PEDIGREE:
                    self._entries(operation.path[:length], operation).pop(cleared, None)

    def _entries(self, path: KeyPath, operation: Operation) -> dict[str, Node]:
        """Return the entries of the block at `path`, made if absent, to be changed."""
        if path in self._own:
            return self._own[path]
        above = self._entries(path[:-1], operation) if path else {}
        node = above.get(path[-1]) if path else self.root
        if node is None or (node.value is None and path[-1:] != ("value",)):
            node = Node({}, operation.place, operation.place)
        elif _is_plain(node):
            node = replace(node, value={"value": node}, text="")
        entries = dict(node.items)
        if path:
            above[path[-1]] = replace(node, value=entries)
        else:
            self.root = replace(node, value=entries)
        self._own[path] = entries
        return entries


def _text(tree: Node, path: KeyPath) -> str:
    node = find(tree, path)
    return "" if node is None else flow(node)


def _is_plain(node: Node) -> bool:
    return not isinstance(node.value, dict | tuple)


def _is_word(node: Node) -> bool:
    return _is_plain(node) and node.value is not None


def _refusal(
    tree: Node, operation: Operation, creatable: Callable[[KeyPath], bool]
) -> Problem | None:
    """Return why an operation cannot be done on this tree, or None."""
    path, dotted = operation.path, {"path": operation.dotted}
    for length in range(1, len(path)):
        above = tree.find(path[:length])
        if above is not None and isinstance(above.value, tuple):
            return Problem("E212", operation.place, {"path": ".".join(path[:length])})
        if above is not None and _is_word(above) and path[length] not in VALUES | PEDIGREE:
            words = {"path": ".".join(path[:length]), "raw": flow(above), "key": path[length]}
            return Problem("E219", operation.place, words)
    node = find(tree, path)
    if operation.verb == "add" and node is not None:
        place = (node.key or node.place).short
        return Problem("E208", operation.place, {**dotted, "first": place})
    if operation.verb in ("change", "drop"):
        if node is not None:
            return None
        if code := gone(operation.dotted):
            return Problem(code, operation.place)
        code = "E207" if operation.verb == "change" else "E209"
        return Problem(code, operation.place, dotted, nearest=_nearest(tree, path))
    above = tree.find(path[:-1])
    if above is None:
        if creatable(path[:-1]):
            return None
    elif not _is_plain(above) or path[-1] in VALUES | PEDIGREE or above.value is None:
        return None
    context = {**dotted, "block": ".".join(path[:-1])}
    return Problem("E218", operation.place, context, nearest=_nearest(tree, path))


def _nearest(tree: Node, path: KeyPath) -> str:
    """Return the path with its first unknown key replaced by a similar known one."""
    node = tree
    for index, key in enumerate(path):
        if key not in node.items:
            close = nearest(key, node.items)
            return ".".join((*path[:index], close, *path[index + 1 :])) if close else ""
        node = node.items[key]
    return ""
