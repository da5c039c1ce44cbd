"""A workbook that was edited, read back: the same scenario with only the edited cells changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from sim.report.workbook.editing import Edited, as_yaml, cell_place, changed, edited
from sim.report.workbook.inputs import (
    COLUMN,
    EDITED,
    SCENARIO,
    STATE,
    VALUE,
    input_rows,
    state,
)
from sim.report.workbook.pipeline_sheet import NAME, Listed, is_there, owned, read
from sim.report.workbook.write import cell_text, head_text
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inherit.edit import Operation, split
from sim.scenario.load import Loaded, load
from sim.scenario.tables.cells import refuse_bombs
from sim.scenario.yaml.files import parent_file
from sim.scenario.yaml.nodes import SourceText, TextPlace
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
    told = _says(sheets, key)
    if not told:
        raise _none(path, _OTHER)
    return told


def _says(sheets: Sheets, key: str) -> str:
    about = {row[0]: row[1] for row in sheets[INPUTS["about"].line("both")] if len(row) > 1}
    return str(about.get(cell_text(ABOUT[key]), ""))


def _edited(loaded: Loaded, sheets: Sheets, path: str) -> Loaded:
    if state(loaded) != _told(sheets, STATE, path):
        raise NotAWorkbookError(WORDS["stale_workbook"].fill(path=path, file=loaded.path))
    name, file = INPUTS["inputs"].line("both"), Path(path).name
    listed = None
    if NAME in sheets or _says(sheets, "projects"):
        listed = read(loaded, sheets.get(NAME, ()), file)
        if listed is None:
            raise _none(f"{path}:{NAME}", _OTHER)
    operations = _operations(loaded, sheets[name], f"{file}:{name}", listed)
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
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in (*names, *({NAME} & {*book.sheet_names}))
        }
    except ScenarioError as error:
        raise _none(path, error.problems[0].context["reason"]) from None
    except (OSError, CalamineError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise _none(path, reason) from None


def _operations(
    loaded: Loaded, table: Sequence[Sequence[object]], where: str, listed: Listed | None
) -> list[Operation]:
    """Return a change for each row of which a cell was edited, and those of the projects.

    Where these have no sheet, as before there was one, the inputs hold all of theirs.
    Raises ScenarioError.
    """
    heads = {head_text(column): key for key, column in COLUMN.items()}
    head = table[0] if table else ()
    places = {heads[str(name)]: i for i, name in enumerate(head) if str(name) in heads}
    if not {"path", VALUE} <= places.keys():
        raise _none(where, _OTHER)
    was = {row.path: row.cells for row in input_rows(loaded)}
    there = owned(loaded) if listed else {}
    listed = listed or Listed({}, (), ())
    problems, values = [*listed.problems], {**listed.values}
    seen: dict[str, TextPlace] = {}
    operations = []
    for number, cells in enumerate(table[1:], start=2):
        row = {
            key: Edited(text, cell_place(where, number, column, text))
            for key, column in places.items()
            for text in [as_yaml(cells[column])]
        }
        dotted, place = row["path"]
        if dotted in there:
            problems += _elsewhere(dotted, row[VALUE])
            row[VALUE] = values.pop(dotted, Edited(was[dotted][VALUE], place))
        if dotted not in was and not any(row[key].text for key in EDITED if key in row):
            continue
        if dotted in seen or split(dotted) is None:
            if changed(row, was.get(dotted, {})):
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
    for dotted, cell in values.items():  # of rows that were deleted from the inputs
        operations += _alone(dotted, cell, was.get(dotted, {}), problems)
    problems += _twice(operations, listed.operations)
    if problems:
        raise ScenarioError(problems)
    return [*operations, *_unsaid(listed.counting, operations), *listed.operations]


def _unsaid(change: Operation | None, inputs: Sequence[Operation]) -> Iterator[Operation]:
    """A change that follows from others, where the inputs do not say it themselves."""
    if change and all(one.path != change.path for one in inputs):
        yield change


def _twice(inputs: Sequence[Operation], projects: Sequence[Operation]) -> Iterator[Problem]:
    """Inputs that were edited, and with the projects all that they are part of."""
    firsts = {one.path: one.place.short for one in projects}
    for one in inputs:
        heads = (one.path[:length] for length in range(1, len(one.path) + 1))
        if first := next((firsts[head] for head in heads if head in firsts), ""):
            yield Problem("E211", one.place, {"path": ".".join(one.path), "first": first})


def _elsewhere(dotted: str, cell: Edited) -> Iterator[Problem]:
    """A value that was typed where only its place is told."""
    if cell.text and not is_there(cell.text):
        told: dict[str, Words | str] = {"path": dotted, "reason": INPUTS["elsewhere"]}
        yield Problem("E217", cell.place, told)


def _alone(
    dotted: str, cell: Edited, old: Mapping[str, str], problems: list[Problem]
) -> Iterator[Operation]:
    """The change of a value beside which nothing stands."""
    try:
        node = edited(dotted, {VALUE: cell}, {VALUE: old.get(VALUE, "")})
    except ScenarioError as error:
        problems += error.problems
    else:
        if node is not None:
            yield Operation("set", tuple(dotted.split(".")), node, cell.place)


def _misplaced(dotted: str, place: TextPlace, seen: Mapping[str, TextPlace]) -> Problem:
    """Two rows of a path, or a path that is none."""
    first = seen[dotted].short if dotted in seen else ""
    return Problem("E211" if first else "E213", place, {"path": dotted, "first": first})
