"""A CSV file or a sheet of a workbook as rows of cells, each with its place; sizes are bounded."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sim.scenario.errors import Problem, ScenarioError, nearest
from sim.scenario.values.limits import ENTRIES
from sim.scenario.yaml.files import decode
from sim.scenario.yaml.nodes import Node, SourceText, TextPlace
from sim.text.tables import NO_TABLE
from sim.text.words import Words

MAX_ROWS: Final = ENTRIES["supply"]
"""Of projects."""
MAX_CELLS: Final = 1_000_000
"""Of a workbook, blank ones within its bounds counted: they take memory, too."""
_MAX_UNPACKED: Final = 32 << 20
"""Bytes of a workbook's parts together: a hundred times those of a long list."""
_REFERENCE: Final = re.compile(rb"""\br=["']([A-Z]{0,7})(\d{1,20})["']""")
"""Where a row or cell of a sheet says which one it is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, trimmed and on one line, and where it stands."""

    text: str
    place: TextPlace
    at: str
    """The same place as the scenario calls its file: alike wherever that lies."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in its file."""

    file: str
    called: str
    """What the scenario calls the file."""
    rows: tuple[tuple[str, ...], ...]
    """All rows from the first, blank ones too, as text; short where nothing follows."""
    merged: tuple[tuple[int, int, int], ...] = ()
    """(column, first row, last row) of cells that are one, down a column; counted from 0."""
    name: str = ""
    """Of the sheet; empty for a CSV file."""

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, counted from 0; an empty one where the row is shorter."""
        cells = self.rows[row]
        text = cells[column] if column < len(cells) else ""
        where = f":{self.name}" if self.name else ""
        where += f"!{_letters(column)}{row + 1}"
        source = SourceText(f"{self.file}{where}", (), within=self.file)
        place = TextPlace(source, row + 1, column + 1, column + 2)
        return Cell(text, place, f"{self.called}{where}")


def read_sheet(file: str, data: bytes, named: Node, sheet: Node | None) -> Sheet:
    """Return the table that a file holds; it is `named` in a scenario, and `sheet` of several.

    Raises ScenarioError (E103, E104, E230, E231) at the places where file and sheet are named.
    """
    ending = file.lower().rpartition(".")[2]
    if ending == "csv" and sheet is None:
        return _from_csv(file, data, named)
    if ending == "csv":
        raise _no_table(file, (sheet or named).place, NO_TABLE["sheets"])
    if ending != "xlsx":
        raise _no_table(file, named.place, NO_TABLE["ending"])
    return _from_workbook(file, data, named, sheet)


def _no_table(file: str, place: TextPlace, reason: Words) -> ScenarioError:
    return ScenarioError([Problem("E230", place, {"file": file, "reason": reason})])


def _from_csv(file: str, data: bytes, named: Node) -> Sheet:
    """Read UTF-8, or what spreadsheets in China write; the head's commonest mark parts cells."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = decode(data, file)
    head = text[:2000].partition("\n")[0]
    mark = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        raise _no_table(file, named.place, NO_TABLE["csv"]) from None
    return Sheet(file, named.text, tuple(tuple(_text(cell) for cell in row) for row in rows))


def _from_workbook(file: str, data: bytes, named: Node, sheet: Node | None) -> Sheet:
    from python_calamine import CalamineError, CalamineWorkbook

    refuse_bombs(file, data, named.place)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        wanted = sheet.text if sheet else names[0] if len(names) == 1 else ""
        if wanted not in names:
            words = {"file": file, "known": ", ".join(names)}
            place = (sheet or named).place
            raise ScenarioError([Problem("E231", place, words, nearest=nearest(wanted, names))])
        found = book.get_sheet_by_name(wanted)
        rows = found.to_python(skip_empty_area=False)
        ranges = found.merged_cell_ranges or []
    except (CalamineError, OSError):
        raise _no_table(file, named.place, NO_TABLE["workbook"]) from None
    merged = tuple((left, top, bottom) for (top, left), (bottom, _) in ranges if bottom > top)
    cells = tuple(tuple(map(_text, row)) for row in rows)
    return Sheet(file, named.text, cells, merged, wanted)


def refuse_bombs(file: str, data: bytes, place: TextPlace) -> None:
    """Refuse what is small in the file and enormous once it is read. Raises ScenarioError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
            if sum(info.file_size for info in infos) > _MAX_UNPACKED:
                limit = NO_TABLE["unpacked"].fill(mib=str(_MAX_UNPACKED >> 20))
                raise _no_table(file, place, NO_TABLE["large"].fill(limit=limit))
            contents = [parts.read(info) for info in infos if info.filename.endswith(".xml")]
            if parts.testzip() is not None:  # what is as long as it says is no longer
                raise zipfile.BadZipFile
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _no_table(file, place, NO_TABLE["workbook"]) from None
    for content in contents:
        found = [(_number(letters), int(row)) for letters, row in _REFERENCE.findall(content)]
        width, height = (max((one[i] for one in found), default=0) for i in (0, 1))
        if width * height > MAX_CELLS:
            limit = NO_TABLE["cells"].fill(cells=f"{MAX_CELLS:,}")
            raise _no_table(file, place, NO_TABLE["large"].fill(limit=limit))


def _number(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text(value: Any) -> str:
    """Return a cell as a person would write it, on one line."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return " ".join(str(value).split())


def blank(cells: Sequence[str]) -> bool:
    """Tell whether nothing stands in a row."""
    return not any(cells)
