"""What-ifs say what they are: a tree changed without a new name is named by its changes."""

from __future__ import annotations

from typing import Final

from sim.scenario.inherit.edit import PEDIGREE, VALUES
from sim.scenario.inherit.export import differences
from sim.scenario.yaml.emit import flow
from sim.scenario.yaml.nodes import Node, from_data
from sim.text.naming import changed
from sim.text.words import Words

SILENT: Final = frozenset({"name", "why", "note", "label", "sources"})
"""Keys that say something to people and nothing to the model."""
_DEPTH: Final = frozenset({"replications", "seed"})
"""Keys that say how long a scenario is played, not what it is."""


def named(since: Node, tree: Node) -> Node:
    """Return the tree with a name that tells what differs from `since`, which had its name written.

    What is no name is left to the checks of the schema.
    """
    name = tree.items.get("name")
    words = None if name is None else _words(name)
    changes = [
        (".".join(path), _value(new))
        for path, _, new in differences(since, tree)
        if not SILENT & set(path) and path[0] not in _DEPTH
    ]
    if name is None or words is None or not changes:
        return tree
    told = from_data(changed(words, changes)._asdict(), name.place.source)
    return tree.having("name", told)


def _words(name: Node) -> Words | None:
    plain = name.plain()
    zh, en = (plain.get("zh"), plain.get("en")) if isinstance(plain, dict) else (plain, plain)
    return Words(zh, en) if isinstance(zh, str) and isinstance(en, str) else None


def _value(node: Node | None) -> str:
    """A value as YAML on one line, without what it stands on; `-` where it is taken out."""
    if node is None:
        return "-"
    bare = node.without(set(PEDIGREE)) if VALUES & node.items.keys() else node
    alone = bare.items.get("value") if bare.items.keys() == {"value"} else None
    return flow(alone or bare)
