"""What was changed: how two trees differ, the name that tells it, the child file that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sim.scenario.inherit.edit import PEDIGREE, VALUES
from sim.scenario.inherit.resolve import OWN
from sim.scenario.yaml.emit import block, flow
from sim.scenario.yaml.nodes import KeyPath, Node, SourceText, from_data
from sim.text.names import changed
from sim.text.words import Words


def override_yaml(
    parent: str,
    base: Node,
    tree: Node,
    name: str | Mapping[str, str] | None = None,
    why: str | Mapping[str, str] | None = None,
) -> str:
    """Return a child of `parent`, as it calls it (its tree: `base`), that resolves to `tree`.

    Only what differs is written, by number or leaf. `name` and `why` replace the scenario's.
    """
    own = {key: tree.items[key] for key in OWN if _differs(key, base, tree)}
    own["name"] = tree.items["name"]
    given = {"name": name, "why": why}
    source = SourceText.of("", "")
    own |= {key: from_data(text, source) for key, text in given.items() if text is not None}
    lines = [f"extends: {flow(from_data(parent, source))}\n"]
    lines += [f"{key}: {flow(own[key])}\n" for key in OWN if key in own]
    changes = [(path, old, new) for path, old, new in differences(base, tree) if path[0] not in OWN]
    for verb, entries in (
        ("change", {path: new for path, old, new in changes if old and new}),
        ("add", {path: new for path, old, new in changes if new and not old}),
    ):
        if entries:
            values = {".".join(path): node for path, node in entries.items() if node}
            lines.append(f"{verb}:\n{block(Node(values, source.whole()), '  ')}")
    dropped = [".".join(path) for path, old, new in changes if old and not new]
    if dropped:
        lines.append(f"drop: [{', '.join(dropped)}]\n")
    return "".join(lines)


def differences(
    before: Node, after: Node, path: KeyPath = ()
) -> Iterator[tuple[KeyPath, Node | None, Node | None]]:
    """Yield (path, old, new) of every number or leaf that differs; None: it is not there."""
    if before is after:
        return
    both_blocks = all(
        isinstance(node.value, dict) and not VALUES & node.items.keys() for node in (before, after)
    )
    if both_blocks and ((before.items and after.items) or not path):
        for key in dict.fromkeys((*before.items, *after.items)):
            old, new = before.items.get(key), after.items.get(key)
            if old is None or new is None:
                yield (*path, key), old, new
            else:
                yield from differences(old, new, (*path, key))
    elif before.plain() != after.plain():
        yield path, before, after


def _differs(key: str, base: Node, tree: Node) -> bool:
    old, new = base.items.get(key), tree.items.get(key)
    return new is not None and (old is None or old.plain() != new.plain())


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
