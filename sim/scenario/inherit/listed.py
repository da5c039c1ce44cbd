"""Entries of `supply` that name a table: each row of it becomes an entry of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from sim.scenario.errors import MAX_PROBLEMS, Problem, ScenarioError, nearest
from sim.scenario.inherit.alike import put
from sim.scenario.tables.cells import read_sheet
from sim.scenario.tables.heads import Columns, columns
from sim.scenario.tables.projects import Template, called, projects
from sim.scenario.values.fields import PEDIGREE_SAYS
from sim.scenario.yaml.files import is_relative
from sim.scenario.yaml.nodes import Node, TextPlace
from sim.text.safe import line

ReadBytes = Callable[[str, TextPlace], tuple[str, bytes]]
"""From the name of a file and where it is named, its path and its bytes."""

_SUPPLY: Final = ("supply",)
_TABLE: Final = "table"
_KEYS: Final = ("file", "sheet", *(key for key in PEDIGREE_SAYS if key != "at"))
_NEEDED: Final = ("parks", "mix", "basis", "lettable")
"""What every project says, or the table for it."""
_BY_COLUMN: Final = {"park": "parks", "type": "mix", "gross": "basis", "lettable": "basis"}
_FORM: Final = "table: {file: projects.xlsx, sheet: 在建}"


def listed(tree: Node, written: Node, read: ReadBytes | None) -> tuple[Node, list[Problem]]:
    """Return the tree with a project for each row of each table, and what is wrong (E230-E239).

    `written` is the tree before things were like others; `read` is None where there is no file
    that could name a table. What cannot be read is left out.
    """
    supply = tree.find(_SUPPLY)
    if supply is None or not any(_TABLE in entry.items for entry in supply.items.values()):
        return tree, []
    entries: dict[str, Node] = {}
    problems: list[Problem] = []
    rows: dict[str, list[str]] = {}
    for name, entry in supply.items.items():
        if _TABLE not in entry.items:
            entries[name] = entry
            continue
        own = written.find((*_SUPPLY, name)) or entry
        try:
            found, told = _rows(tree, name, entry, own, read)
        except ScenarioError as error:
            problems += error.problems
            continue
        problems += told
        rows[name] = list(found)
        for id_, row in found.items():
            if id_ in supply.items or id_ in entries:
                first = (supply.items.get(id_) or entries[id_]).here.short
                problems.append(Problem("E236", row.place, {"name": id_, "first": first}))
            entries[id_] = row
    tree = put(tree, _SUPPLY, replace(supply, value=entries))
    return _in_programme(tree, rows), problems[:MAX_PROBLEMS]


def _rows(
    tree: Node, name: str, entry: Node, own: Node, read: ReadBytes | None
) -> tuple[dict[str, Node], list[Problem]]:
    told = entry.items[_TABLE]
    parts = {"file": told} if isinstance(told.value, str) else told.items
    file, sheet = parts.get("file"), parts.get("sheet")
    strange = [key for key in parts if key not in _KEYS]
    wrong = [node for node in (file, sheet) if node and not isinstance(node.value, str)]
    if file is None or strange or wrong:
        place = parts[strange[0]].key if strange else told.here
        near = nearest(strange[0], _KEYS) if strange else ""
        words = {"key": _TABLE, "form": _FORM}
        raise ScenarioError([Problem("E214", place, words, nearest=near)])
    if read is None:
        raise ScenarioError([Problem("E238", told.here, {"name": name})])
    if not is_relative(file.text):
        raise ScenarioError([Problem("E201", file.place, {"file": file.text})])
    path, data = read(file.text, file.place)
    found = columns(read_sheet(path, data, file, sheet), file.place)
    _says_enough(name, entry, found)
    # A project it is like may be built in lots; each row is one, unless the table says more.
    apart = {_TABLE, *({"lots"} - own.items.keys())}
    template = Template(
        name,
        entry.without(apart),
        {key: node for key, node in parts.items() if key not in ("file", "sheet")},
        {"park": called(tree.items.get("parks")), "type": called(tree.items.get("spaces"))},
    )
    rows, problems = projects(found, template)
    if not rows:
        raise ScenarioError([Problem("E237", file.place, {"file": path})])
    if found.unread:
        heads = ", ".join(map(line, found.unread))
        problems.append(Problem("W636", file.place, {"file": path, "heads": heads}))
    return rows, problems


def _says_enough(name: str, entry: Node, table: Columns) -> None:
    """Refuse an entry that leaves open for all rows what no column says. Raises ScenarioError."""
    told = {_BY_COLUMN[what] for what in table.at if what in _BY_COLUMN}
    if {"gross", "lettable"} <= table.at.keys():
        told.add("lettable")
    missing = [key for key in _NEEDED if key not in told and key not in entry.items]
    if missing:
        keys = ", ".join(f"'{key}'" for key in missing)
        raise ScenarioError([Problem("E239", entry.here, {"name": name, "keys": keys})])


def _in_programme(tree: Node, rows: dict[str, list[str]]) -> Node:
    """Return the tree with the rows of a table in its place among the projects of the total."""
    path = ("programme", "projects")
    named = tree.find(path)
    if named is None or not any(one.value in rows for one in named.elements):
        return tree
    elements = [
        replace(one, value=id_, text=id_)
        for one in named.elements
        for id_ in rows.get(one.text, [one.text])
    ]
    return put(tree, path, replace(named, value=tuple(elements)))
