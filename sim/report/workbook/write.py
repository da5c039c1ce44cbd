"""A workbook as a file: the same sheets are the same bytes, and no text of a scenario is obeyed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from sim.report.workbook.cells import Cell, Column, Kind, Measure, Sheet
from sim.text.safe import cut, line
from sim.text.screen import width
from sim.text.words import Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FORMATS: Final[dict[Kind, dict[str, Any]]] = {
    # As text a cell stays text when somebody edits it.
    "text": {"num_format": "@", "valign": "top"},
    "area": {"num_format": "#,##0"},
    "share": {"num_format": "0.0%"},
    "count": {"num_format": "#,##0.0"},
    "amount": {"num_format": "#,##0.###"},
    "month": {"num_format": "yyyy-mm"},
    "year": {"num_format": "0"},
}
_HEAD: Final = {
    "bold": True,
    "text_wrap": True,
    "valign": "top",
    "num_format": "@",
    "bg_color": "#E8EDF2",
    "bottom": 1,
}
_HEAD_LINES: Final = 3
_LINE: Final = 16
"""Points of a line of the head."""
_NARROW, _WIDE = 10, 60
"""Characters of a column, at least and at most."""
_LONGEST: Final = 32_767
"""Characters that a cell may hold."""
_MADE: Final = datetime(2000, 1, 1)
"""The date in every file, so that the same tables are the same bytes."""


def written(sheets: Sequence[Sheet], title: Words) -> bytes:
    """Return a workbook of sheets in their order."""
    from xlsxwriter import Workbook

    file = BytesIO()
    book = Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm"})
    book.set_properties({"title": line(title.line("both")), "created": _MADE})
    head = book.add_format(_HEAD)
    formats = {kind: book.add_format(how) for kind, how in _FORMATS.items()}
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name.line("both")), sheet, head, formats)
    book.close()
    return file.getvalue()


def _write(place: Worksheet, sheet: Sheet, head: Format, formats: Mapping[Kind, Format]) -> None:
    for number, column in enumerate(sheet.columns):
        place.set_column(number, number, _width(sheet, number), formats[column.kind])
        place.write_string(0, number, head_text(column), head)
        for row, cells in enumerate(sheet.rows, start=1):
            _put(place, row, number, cells[number], column.kind, formats[column.kind])
    place.set_row(0, _LINE * _HEAD_LINES)
    place.freeze_panes(1, 0)
    if sheet.rows:
        place.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    place.set_landscape()
    place.fit_to_pages(1, 0)
    place.repeat_rows(0)


def _put(place: Worksheet, row: int, number: int, cell: Cell, kind: Kind, how: Format) -> None:
    """Write a cell: text never as a formula, a link or a number."""
    if cell is None or cell == "":
        return
    if isinstance(cell, float | int):
        if isfinite(cell):
            place.write_number(row, number, cell, how)
    elif kind == "month" and isinstance(cell, str):
        place.write_datetime(row, number, datetime.strptime(cell, "%Y-%m"), how)
    else:
        place.write_string(row, number, cell_text(cell), how)


def cell_text(cell: Words | Measure | str) -> str:
    """Text as a cell holds it: one line, and no longer than it may be."""
    said = cell.name if isinstance(cell, Measure) else cell
    return cut(line(said.line("both") if isinstance(said, Words) else said), _LONGEST)


def head_text(column: Column) -> str:
    """Names one above the other, and the unit below them."""
    lines = [line(said) for said in column.name.lines("both")]
    unit = line(column.unit.line("both"))
    return "\n".join([*lines, *([f"[{unit}]"] if unit else [])])


def _width(sheet: Sheet, number: int) -> int:
    """Characters wide enough for the head and for text; numbers fit into the least."""
    column = sheet.columns[number]
    widest = max(width(said) for said in head_text(column).split("\n"))
    if column.kind == "text":
        cells = (row[number] for row in sheet.rows)
        texts = (cell_text(cell) for cell in cells if isinstance(cell, Words | Measure | str))
        widest = max([widest, *map(width, texts)])
    return min(max(widest + 2, _NARROW), _WIDE)
