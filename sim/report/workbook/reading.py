"""A workbook that was edited, read back: the same scenario with only the edited cells changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from sim.report.workbook.inputs import (
    COLUMN,
    EDITED,
    SCENARIO,
    STATE,
    VALUE,
    input_rows,
    state,
)
from sim.report.workbook.write import cell_text, head_text
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inherit.edit import PEDIGREE, VALUES, Operation, split
from sim.scenario.load import Loaded, load
from sim.scenario.tables.cells import refuse_bombs
from sim.scenario.yaml.files import parent_file
from sim.scenario.yaml.nodes import Node, SourceText, TextPlace
from sim.scenario.yaml.parse import parse
from sim.text.commands import WORDS
from sim.text.words import Words
from sim.text.workbook import ABOUT, INPUTS

MOST: Final = 16 << 20
"""Bytes of a workbook: two hundred times that of a large scenario."""


class NotAWorkbookError(ValueError):
    """A file that cannot be read back; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Edited(NamedTuple):
    """A cell as it was found."""

    text: str
    place: TextPlace


def read_back(path: Path) -> Loaded:
    """Return the scenario of a workbook with what was edited changed, as by `--set`.

    Where a value is edited, what it stood on goes, unless that is edited beside it. Raises
    NotAWorkbookError for a file that is none, or of another state of its scenario, and
    ScenarioError with every problem by sheet and cell.
    """
    try:
        large = path.stat().st_size > MOST
        data = b"" if large else path.read_bytes()
    except OSError as error:
        raise _none(str(path), str(error.strerror or error)) from None
    sheets = _sheets(data, str(path))
    loaded = load(parent_file(str(path), _told(sheets, SCENARIO, str(path))))
    return _edited(loaded, sheets, str(path))


def read_over(loaded: Loaded, data: bytes, called: str) -> Loaded:
    """Return a scenario with what was edited in a workbook of it, as `read_back` does.

    data: the file, at most MOST bytes; called: as messages name it.
    """
    sheets = _sheets(data, called)
    _told(sheets, SCENARIO, called)
    return _edited(loaded, sheets, called)


Sheets = Mapping[str, Sequence[Sequence[object]]]
_OTHER: Final = Words("不是 `workbook` 写的", "not one that `workbook` wrote")


def _none(path: str, reason: Words | str) -> NotAWorkbookError:
    return NotAWorkbookError(WORDS["no_workbook"].fill(path=path, reason=reason))


def _told(sheets: Sheets, key: str, path: str) -> str:
    """What a workbook says of itself. Raises NotAWorkbookError where it does not."""
    about = {row[0]: row[1] for row in sheets[INPUTS["about"].line("both")] if len(row) > 1}
    told = str(about.get(cell_text(ABOUT[key]), ""))
    if not told:
        raise _none(path, _OTHER)
    return told


def _edited(loaded: Loaded, sheets: Sheets, path: str) -> Loaded:
    if state(loaded) != _told(sheets, STATE, path):
        raise NotAWorkbookError(WORDS["stale_workbook"].fill(path=path, file=loaded.path))
    name = INPUTS["inputs"].line("both")
    operations = _operations(loaded, sheets[name], f"{Path(path).name}:{name}")
    return loaded.edited(operations) if operations else loaded


def _sheets(data: bytes, path: str) -> Sheets:
    from python_calamine import CalamineError, CalamineWorkbook

    names = [INPUTS[key].line("both") for key in ("about", "inputs")]
    if not 0 < len(data) <= MOST:
        raise _none(path, _OTHER)
    try:
        refuse_bombs(path, data, SourceText.of(path, "").whole())
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        if not set(names) <= set(book.sheet_names):
            raise _none(path, _OTHER)
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names
        }
    except ScenarioError as error:
        raise _none(path, error.problems[0].context["reason"]) from None
    except (OSError, CalamineError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise _none(path, reason) from None


def _operations(loaded: Loaded, table: Sequence[Sequence[object]], where: str) -> list[Operation]:
    """Return a change for each row of which a cell was edited. Raises ScenarioError."""
    heads = {head_text(column): key for key, column in COLUMN.items()}
    head = table[0] if table else ()
    places = {heads[str(name)]: i for i, name in enumerate(head) if str(name) in heads}
    if not {"path", VALUE} <= places.keys():
        raise _none(where, _OTHER)
    was = {row.path: row.cells for row in input_rows(loaded)}
    problems: list[Problem] = []
    seen: dict[str, TextPlace] = {}
    operations = []
    for number, cells in enumerate(table[1:], start=2):
        row = {
            key: Edited(text, _place(where, number, column, text))
            for key, column in places.items()
            for text in [_text(cells[column])]
        }
        dotted, place = row["path"]
        if dotted not in was and not any(row[key].text for key in EDITED if key in row):
            continue
        if dotted in seen or split(dotted) is None:
            if _changed(row, was.get(dotted, {})):
                problems.append(_misplaced(dotted, place, seen))
            continue
        try:
            node = edited(dotted, row, was.get(dotted, {}))
        except ScenarioError as error:
            problems += error.problems
            seen[dotted] = place
        else:
            if node is not None:
                seen[dotted] = place
                operations.append(Operation("set", tuple(dotted.split(".")), node, place))
    if problems:
        raise ScenarioError(problems)
    return operations


def _misplaced(dotted: str, place: TextPlace, seen: Mapping[str, TextPlace]) -> Problem:
    """Two rows of a path, or a path that is none."""
    first = seen[dotted].short if dotted in seen else ""
    return Problem("E211" if first else "E213", place, {"path": dotted, "first": first})


def _changed(row: Mapping[str, Edited], old: Mapping[str, str]) -> dict[str, Edited]:
    """The cells that are not as they were."""
    return {str(k): row[k] for k in EDITED if k in row and row[k].text != old.get(k, "")}


def edited(dotted: str, row: Mapping[str, Edited], old: Mapping[str, str]) -> Node | None:
    """Return what a row of cells makes of a value; None where all are as they were.

    row, old: cells by `EDITED`, VALUE among them. What an edited value stood on goes, unless that
    is edited beside it. Raises ScenarioError with problems at the cells.
    """
    changed = _changed(row, old)
    if not changed:
        return None
    if not row[VALUE].text:
        told: dict[str, Words | str] = {"path": dotted, "reason": INPUTS["empty"]}
        raise ScenarioError([Problem("E217", row[VALUE].place, told)])
    return _node({VALUE: row[VALUE], **changed} if VALUE in changed else row)


def _place(where: str, row: int, column: int, text: str) -> TextPlace:
    from xlsxwriter.utility import xl_rowcol_to_cell

    name = f"{where}!{xl_rowcol_to_cell(row - 1, column)}"
    return SourceText.of(name, text, within=where).whole()


def _text(cell: object) -> str:
    """A cell as it would be written in YAML; spreadsheets make numbers and dates of some."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell_text(str(cell))


def _node(cells: Mapping[str, Edited]) -> Node:
    """A number as YAML has it: the value alone, or with what stands beside it. ScenarioError."""
    value = parse(cells[VALUE].text, cells[VALUE].place.source)
    told = {key: cell for key, cell in cells.items() if key in EDITED and cell.text}
    parts = {key: _part(key, cell) for key, cell in told.items() if key != VALUE}
    if not parts:
        return value
    own = value.items if VALUES & value.items.keys() else {VALUE: value}
    return Node({**own, **parts}, cells[VALUE].place)


def _part(key: str, cell: Edited) -> Node:
    if key in PEDIGREE:
        return Node(cell.text, cell.place, cell.place, cell.text, quoted=True)
    return parse(cell.text, cell.place.source)
