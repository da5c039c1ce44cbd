"""A scenario as a workbook, to be edited: one row a value, and what it stands on beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sim.report.provenance import beside
from sim.report.workbook.cells import Cell, Column
from sim.report.workbook.write import cell_text
from sim.runs.identity import digest
from sim.scenario.inherit.changes import SILENT
from sim.scenario.inherit.edit import PEDIGREE
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.scenario.schema.leaves import Leaf, leaves
from sim.scenario.yaml.emit import flow
from sim.scenario.yaml.nodes import Node
from sim.text.words import Words, joined
from sim.text.workbook import COLUMNS

VALUE: Final = "value"
EDITED: Final = (VALUE, "range", "status", "grade", "source", "at", "as_of", "note")
"""The columns that are read back; the others only say what a row is."""
COLUMN: Final[dict[str, Column]] = {
    key: Column(COLUMNS[key], Words("", ""), "text")
    for key in ("path", "name", "was", *EDITED, "accepts", "where")
}
"""The columns of the inputs; a column is known again by its head."""
SCENARIO: Final = "extends"
STATE: Final = "state"
_FORMS: Final = 2
"""Examples of what a cell accepts."""


class InputRow(NamedTuple):
    """A value of a scenario."""

    path: str
    cells: Mapping[str, str]
    """By EDITED, as YAML; a text of the pedigree as it is. Empty for what is not there."""


def input_rows(loaded: Loaded) -> list[InputRow]:
    """Return every value that is written and moves results: numbers whole, all else by leaf."""
    numbers = leaves(loaded.spec)
    found: dict[str, Node] = {}
    for keys, leaf in loaded.composed.tree.leaves():
        heads = (".".join(keys[:length]) for length in range(1, len(keys) + 1))
        path = next((head for head in heads if head in numbers), ".".join(keys))
        if path not in found and not SILENT & set(path.split(".")):
            found[path] = (loaded.node(path) or leaf) if path in numbers else leaf
    return [InputRow(path, _cells(node)) for path, node in found.items()]


def _cells(node: Node) -> dict[str, str]:
    """A number apart from what it stands on, as cells hold it."""
    beside_it = {key: part for key, part in node.items.items() if key in EDITED}
    bare = node.without({*beside_it}) if beside_it else node
    value = _alone(beside_it.get(VALUE, bare))
    texts = {key: _told(key, part) for key, part in beside_it.items() if key != VALUE}
    return {key: cell_text(text) for key, text in {VALUE: value, **texts}.items()}


def _alone(node: Node) -> str:
    """A value as a document of its own, in which a full-width colon would be taken for a key's."""
    text = flow(node)
    return (
        json.dumps(node.value, ensure_ascii=False) if text == node.value and "：" in text else text
    )


def _told(key: str, node: Node) -> str:
    text = node.value if key in PEDIGREE else None
    return text if isinstance(text, str) else flow(node)


def state(loaded: Loaded) -> str:
    """What tells whether a scenario still is what a workbook was written from."""
    return digest(loaded.resolved.encode())[:12]


class ToldRow(NamedTuple):
    """A value of a scenario with all that is said of it."""

    path: str
    differs: bool
    """Whether it is not as in the parent, or as in the file that `--set` changes."""
    cells: Mapping[str, Cell]
    """By `COLUMN`; what is not there is left out."""


def told_rows(loaded: Loaded) -> list[ToldRow]:
    """Return what differs from the parent first, then all else in the order of the scenario."""
    numbers = leaves(loaded.spec)
    was = {one.path: one.old for one in loaded.overrides}
    changes = [(_change(row.path, was), row) for row in input_rows(loaded)]
    rows = [
        ToldRow(row.path, old is not None, _told_of(loaded, row, old, numbers.get(row.path)))
        for old, row in changes
    ]
    return sorted(rows, key=lambda row: not row.differs)


def _change(path: str, was: Mapping[str, str]) -> str | None:
    """What a value was in the parent, empty where it was not there; None where it is the same."""
    keys = path.split(".")
    heads = (".".join(keys[:length]) for length in range(1, len(keys) + 1))
    changed = next((head for head in heads if head in was), None)
    below = any(other.startswith(f"{path}.") for other in was)
    if changed is None:
        return "" if below else None
    return was[changed] if changed == path else ""


def _told_of(
    loaded: Loaded, row: InputRow, old: str | None, leaf: Leaf | None
) -> Mapping[str, Cell]:
    return {
        **row.cells,
        "path": row.path,
        "name": name_of(loaded.spec, row.path),
        "was": old or "",
        "accepts": joined([*_accepts(leaf)], "；", "; "),
        "where": beside(loaded.origin(row.path), loaded),
    }


def _accepts(leaf: Leaf | None) -> Iterator[Words]:
    """What a number measures and how it may be written."""
    need = getattr(leaf, "dimension", None)
    if need is not None:
        forms = need.forms[:_FORMS]
        yield need.name
        yield from (Words(form, form) for form in forms)
