"""The sheet of a workbook that has the projects of `supply` as planners keep them, a row each.

What stands in one of its cells stands nowhere else in the workbook: the inputs say where it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from sim.report.workbook.cells import Cell, Column, Sheet
from sim.report.workbook.editing import Edited, as_yaml, cell_place
from sim.report.workbook.inputs import input_rows
from sim.report.workbook.pipeline import (
    KEYS,
    LIKE,
    NEW,
    PARTED,
    REMOVED,
    STATUS,
    TYPED,
    ProjectRow,
    add,
    changes,
    collect,
    counting,
    table,
    value_of,
)
from sim.report.workbook.write import cell_text, head_text
from sim.scenario.errors import Problem
from sim.scenario.inherit.edit import Operation
from sim.scenario.load import Loaded
from sim.scenario.tables.cells import Sheet as Table
from sim.scenario.tables.heads import Columns, folded
from sim.scenario.tables.projects import KNOWN_STATUSES, status_of
from sim.scenario.yaml.nodes import TextPlace
from sim.text.deliveries import EVIDENCE
from sim.text.words import Words
from sim.text.workbook import HINTS, INPUTS, PIPELINE

ID: Final = "id"
COLUMN: Final[dict[str, Column]] = {
    key: Column(PIPELINE[key], HINTS.get(key, Words("", "")), "text")
    for key in (ID, "project", *TYPED, STATUS, "evidence", LIKE, REMOVED)
}
"""A column is known again by its head."""
NAME: Final = INPUTS["pipeline"].line("both")
_THERE: Final = cell_text(INPUTS["there"])
_RULED: Final = cell_text(INPUTS["ruled"])
_YES: Final = ("x", "是", "yes", "1")
"""What says that a row is to go, in lower case."""
_NEEDED: Final = ("project", "area")
"""Columns without which no row can be added."""


def pipeline_sheet(loaded: Loaded) -> list[Sheet]:
    """Return the sheet; none where a scenario has no projects."""
    rows = [_cells(row) for row in table(loaded, 0).rows]
    return [Sheet(INPUTS["pipeline"], tuple(COLUMN.values()), rows)] if rows else []


def _cells(row: ProjectRow) -> tuple[Cell, ...]:
    told: dict[str, Cell] = {
        ID: row.id,
        "project": row.name,
        **{cell: row.cells.get(cell, _RULED) for cell in TYPED},
        "evidence": EVIDENCE.get(row.evidence, ""),
    }
    return tuple(told.get(key, "") for key in COLUMN)


def owned(loaded: Loaded) -> dict[str, str]:
    """Return the inputs whose value stands on this sheet, path -> what is said there instead."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    known = [row.path for row in input_rows(loaded)]
    found: dict[str, str] = {}
    for number, row in enumerate(table(loaded, 0).rows, start=1):
        for cell in (c for c in TYPED if c in row.cells):
            path = f"supply.{row.id}.{KEYS[cell]}"
            where = _THERE + xl_rowcol_to_cell(number, [*COLUMN].index(cell))
            inside = (k for k in known if k.startswith(f"{path}."))
            found |= dict.fromkeys(inside if cell in PARTED else {path} & {*known}, where)
    return found


def is_there(text: str) -> bool:
    """Tell whether a value of the inputs only says that it stands on this sheet."""
    return text.startswith(_THERE)


@dataclass(frozen=True)
class Listed:
    """What a sheet that was edited changes."""

    values: Mapping[str, Edited]
    """By path, where a number is another; what it stands on is in the inputs."""
    operations: Sequence[Operation]
    problems: Sequence[Problem]
    counting: Operation | None = None
    """Which projects the announced total is then of, unless the inputs say it."""


def read(loaded: Loaded, cells: Sequence[Sequence[object]], file: str) -> Listed | None:
    """Return what the rows of a sheet change; a row that is not there changes nothing.

    None where the sheet is not as it was written: without the head of the ids in its first row.
    """
    heads = {head_text(column): key for key, column in COLUMN.items()}
    head = [str(name) for name in cells[0]] if cells else []
    at = {heads[name]: i for i, name in enumerate(head) if name in heads}
    if ID not in at:
        return None
    return _Reading(loaded, tuple(tuple(map(as_yaml, row)) for row in cells), at, file).read()


class _Reading:
    """One sheet as it is read."""

    def __init__(
        self, loaded: Loaded, cells: Sequence[tuple[str, ...]], at: Mapping[str, int], file: str
    ) -> None:
        self._loaded, self._rows, self._at, self._file = loaded, cells, at, file
        self._known = {row.id: row for row in table(loaded, 0).rows}
        self._values: dict[str, Edited] = {}
        self._operations: list[Operation] = []
        self._problems: list[Problem] = []
        self._gone: dict[str, TextPlace] = {}

    def read(self) -> Listed:
        seen: dict[str, int] = {}
        new: list[ProjectRow] = []
        like = next(iter(self._known), "")
        for line in range(1, len(self._rows)):
            texts = {key: self._rows[line][column] for key, column in self._at.items()}
            id_ = texts[ID]
            if id_ in seen:
                words = {"path": f"supply.{id_}", "first": self._place(seen[id_], ID).short}
                self._problems.append(Problem("E211", self._place(line, ID), words))
            elif id_ in self._known:
                seen[id_] = line
                like = id_
                self._change(line, self._known[id_], texts)
            elif id_:
                self._refuse(line, ID, id_, INPUTS["no_project"])
            elif any(texts.get(cell) for cell in NEW) and not self._is_gone(line, "", texts):
                new.append(self._new(line, texts, like))
        lacking = [key for key in _NEEDED if new and key not in self._at]
        if not lacking:
            add(self._loaded, new, self._operations, self._problems, self._laid)
        columns = dict.fromkeys([*lacking, *self._renamed()])
        self._problems += (self._no_column(key) for key in columns)
        return Listed(self._values, self._operations, self._problems, self._counting())

    def _renamed(self) -> list[str]:
        """Columns that are gone while another has a head of its own: what it holds would be lost.

        A column that is only deleted changes nothing, one that is only added is not read.
        """
        heads = {head_text(column) for column in COLUMN.values()}
        others = any(head and head not in heads for head in self._rows[0])
        return [key for key in (*TYPED, STATUS, REMOVED) if others and key not in self._at]

    def _counting(self) -> Operation | None:
        """The announced total is of none that is removed."""
        programme = self._loaded.spec.programme
        counted = programme.projects if programme else ()
        places = [place for id_, place in self._gone.items() if id_ in counted]
        return counting([i for i in counted if i not in self._gone], places[0]) if places else None

    def _no_column(self, key: str) -> Problem:
        heads = ", ".join(filter(None, self._rows[0]))
        known = cell_text(head_text(COLUMN[key]))
        words: dict[str, Words | str] = {"what": PIPELINE[key], "heads": heads, "known": known}
        return Problem("E232", self._place(0, ID), words)

    def _change(self, line: int, was: ProjectRow, texts: Mapping[str, str]) -> None:
        for cell in (c for c in TYPED if c not in was.cells and texts.get(c, _RULED) != _RULED):
            self._refuse(line, cell, f"{was.id}.{KEYS[cell]}", INPUTS["is_ruled"])
        typed = {cell: texts[cell] for cell in TYPED if cell in texts and cell in was.cells}
        row = replace(
            was,
            cells={**was.cells, **typed, STATUS: self._status(line, was.id, texts)},
            removed=self._is_gone(line, was.id, texts),
        )
        if row.removed:
            self._gone[was.id] = self._place(line, REMOVED)
        numbers = [c for c in typed if c not in PARTED and was.cells[c] and typed[c]]
        if not row.removed:
            for cell in (c for c in numbers if typed[c] != was.cells[c]):
                value = value_of(cell, typed[cell])
                edit = Edited(value, self._place(line, cell, value))
                self._values[f"supply.{was.id}.{KEYS[cell]}"] = edit
        place = partial(self._of, line)
        found = changes(self._loaded, was, row, place, numbers)
        collect(self._operations, self._problems, found)

    def _new(self, line: int, texts: Mapping[str, str], like: str) -> ProjectRow:
        cells = {cell: texts.get(cell, "") for cell in NEW}
        asked = texts.get(LIKE) or like
        if asked not in self._known:
            self._refuse(line, LIKE, asked, INPUTS["no_project"])
        return ProjectRow(str(line), Words("", ""), "", "", cells, asked)

    def _laid(self, row: ProjectRow, texts: Mapping[str, str]) -> tuple[Columns, int]:
        """The row alone where it stands, all others blank."""
        line, at = int(row.id), {cell: self._at[cell] for cell in NEW if cell in self._at}
        own = [""] * (max(at.values()) + 1)
        for cell, column in at.items():
            own[column] = texts[cell]
        rows = (*[()] * line, tuple(own))
        return Columns(Table(self._file, NAME, rows, name=NAME), 0, at, {"area": ""}, ()), line

    def _status(self, line: int, id_: str, texts: Mapping[str, str]) -> str:
        text = texts.get(STATUS, "")
        found = status_of(text)
        if text and not found:
            self._unknown(line, STATUS, text, id_, KNOWN_STATUSES)
        return found

    def _is_gone(self, line: int, id_: str, texts: Mapping[str, str]) -> bool:
        text = texts.get(REMOVED, "")
        found = folded(text) in _YES
        if text and not found:
            self._unknown(line, REMOVED, text, id_, ", ".join(_YES))
        return found

    def _unknown(self, line: int, cell: str, text: str, id_: str, known: str) -> None:
        words: dict[str, Words | str] = {
            "raw": text,
            "what": PIPELINE[cell],
            "name": id_,
            "known": known,
        }
        self._problems.append(Problem("E234", self._place(line, cell, text), words))

    def _refuse(self, line: int, cell: str, path: str, reason: Words) -> None:
        told: dict[str, Words | str] = {"path": f"supply.{path}", "reason": reason}
        self._problems.append(Problem("E217", self._place(line, cell), told))

    def _of(self, line: int, id_: str, cell: str, text: str) -> TextPlace:
        return self._place(line, cell, text)

    def _place(self, line: int, cell: str, text: str = "") -> TextPlace:
        column = self._at.get(cell, self._at[ID])
        return cell_place(f"{self._file}:{NAME}", line + 1, column, text)
