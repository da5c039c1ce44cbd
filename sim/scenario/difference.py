"""Inputs that differ between two scenarios, and scenarios that stand between the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sim.scenario.inherit.changes import SILENT, differences
from sim.scenario.inherit.edit import PEDIGREE, VALUES
from sim.scenario.load import Loaded, checked
from sim.scenario.pedigree import NumberRow, number_rows
from sim.scenario.schema.leaves import Leaf, leaves
from sim.scenario.values.chances import Chance
from sim.scenario.values.fields import Pedigree
from sim.scenario.values.numbers import Number
from sim.scenario.yaml.emit import flow
from sim.scenario.yaml.nodes import KeyPath, Node


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A number, leaf or block that differs; None: it is not there."""

    path: KeyPath
    old: Node | None
    new: Node | None


@dataclass(frozen=True, slots=True)
class InputSide:
    """An input in one of two scenarios."""

    text: str
    """As written, without what it stands on."""
    size: float | None
    """Its value or mean in the canonical unit; None for what is no number."""
    status: str
    grade: str
    source: str
    place: str
    """`file:line`, `--set` or `with_()`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One input that differs; None: it is not there."""

    path: str
    dimension: str
    """What the number measures, a key of `values.units.DIMENSIONS`; else `date` or ``."""
    old: InputSide | None
    new: InputSide | None

    @property
    def change(self) -> float | None:
        """Relative change of the value or mean; None where there is none to speak of."""
        old, new = (side.size if side else None for side in (self.old, self.new))
        return new / old - 1 if old and new is not None else None


def blocks(old: Loaded, new: Loaded) -> list[ChangedBlock]:
    """Return what differs by meaning, in the order written: 2 years and 24 months are the same.

    Names, notes and sources do not count, and neither does what a number stands on.
    """
    before, after = (_meanings(loaded) for loaded in (old, new))
    changed = []
    for path, was, becomes in differences(old.composed.tree, new.composed.tree):
        dotted = ".".join(path)
        if SILENT & set(path) or (dotted in after and after[dotted] == before.get(dotted)):
            continue
        changed.append(ChangedBlock(path, was, becomes))
    return changed


def inputs(old: Loaded, new: Loaded) -> list[Difference]:
    """Return every input that differs, one number or leaf a row, in the order written."""
    old_entries, new_entries = _Entries(old), _Entries(new)
    before, after = (_meanings(loaded) for loaded in (old, new))
    rows: dict[str, Difference] = {}
    for block in blocks(old, new):
        left, right = old_entries.under(block.path), new_entries.under(block.path)
        for path in dict.fromkeys((*left, *right)):
            if path in after and after[path] == before.get(path):
                continue
            a, b = left.get(path), right.get(path)
            if a is None or b is None or a.text != b.text or path in after:
                leaf = old_entries.numbers.get(path) or new_entries.numbers.get(path)
                rows[path] = Difference(path, _dimension(leaf), a, b)
    return list(rows.values())


def between(old: Loaded, new: Loaded, changed: Iterable[ChangedBlock]) -> Loaded:
    """Return `old` with some of the blocks as `new` has them; ScenarioError if that is refused."""
    tree = old.composed.tree
    for block in changed:
        tree = _put(tree, block.path, block.new)
    known = {**_items(new.composed.tree, "sources"), **_items(tree, "sources")}
    if known:
        tree = tree.having("sources", replace(tree.items["sources"], value=known))
    return checked(old.path, replace(old.composed, tree=tree), old.sets, old.changes)


def _items(tree: Node, key: str) -> dict[str, Node]:
    return tree.items[key].items if key in tree.items else {}


def _put(tree: Node, path: KeyPath, node: Node | None) -> Node:
    """Return a tree with a value at a path; None takes it out, and blocks are made as needed."""
    key, *rest = path
    if rest:
        inner = tree.items.get(key) or Node({}, tree.place, tree.place)
        return tree.having(key, _put(inner, tuple(rest), node))
    return tree.without({key}) if node is None else tree.having(key, node)


def _meanings(loaded: Loaded) -> dict[str, Leaf]:
    return {p: replace(n, pedigree=Pedigree()) for p, n in leaves(loaded.spec).items()}


def value_text(node: Node | None) -> str:
    """Return a value as YAML, without what it stands on; empty for None."""
    if node is None:
        return ""
    return flow(node.without(set(PEDIGREE)) if VALUES & node.items.keys() else node)


def _dimension(leaf: Leaf | None) -> str:
    if leaf is None:
        return ""
    return leaf.dimension.key if isinstance(leaf, Number | Chance) else "date"


class _Entries:
    """The inputs of a scenario by path: numbers as wholes, all else leaf by leaf."""

    def __init__(self, loaded: Loaded) -> None:
        self._tree = loaded.composed.tree
        self._rows = {row.path: row for row in number_rows(loaded)}
        self.numbers = leaves(loaded.spec)

    def under(self, path: KeyPath) -> dict[str, InputSide]:
        """Return the inputs at and under a path."""
        node = self._tree.find(path)
        if node is None:
            return {}
        sides = {}
        for keys, leaf in node.leaves(path):
            if SILENT & set(keys):
                continue
            whole = next((p for p in _heads(keys) if p in self._rows), None)
            if whole is None:
                place = leaf.place.short
                sides[".".join(keys)] = InputSide(flow(leaf), None, "", "", "", place)
            else:
                sides[whole] = self._side(self._rows[whole], self.numbers[whole])
        return sides

    def _side(self, row: NumberRow, leaf: Leaf) -> InputSide:
        node = self._tree.find(tuple(row.path.split(".")))
        alone = node is not None and VALUES & node.items.keys() == {"value"}
        text = row.text if node is None or alone else value_text(node)
        return InputSide(text, _size(leaf), row.status, row.grade, row.source, row.place)


def _size(leaf: Leaf) -> float | None:
    if isinstance(leaf, Number):
        return leaf.value
    return leaf.dist.mean if isinstance(leaf, Chance) and leaf.dist.kind != "forever" else None


def _heads(keys: Sequence[str]) -> Iterator[str]:
    yield from (".".join(keys[:length]) for length in range(1, len(keys) + 1))
