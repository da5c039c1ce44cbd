"""A cell that was edited, and what it makes of a value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sim.report.workbook.inputs import EDITED, VALUE
from sim.report.workbook.write import cell_text
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inherit.edit import PEDIGREE, VALUES
from sim.scenario.yaml.nodes import Node, SourceText, TextPlace
from sim.scenario.yaml.parse import parse
from sim.text.words import Words
from sim.text.workbook import INPUTS


class Edited(NamedTuple):
    """A cell as it was found."""

    text: str
    place: TextPlace


def changed(row: Mapping[str, Edited], old: Mapping[str, str]) -> dict[str, Edited]:
    """The cells that are not as they were."""
    return {str(k): row[k] for k in EDITED if k in row and row[k].text != old.get(k, "")}


def edited(dotted: str, row: Mapping[str, Edited], old: Mapping[str, str]) -> Node | None:
    """Return what a row of cells makes of a value; None where all are as they were.

    row, old: cells by `EDITED`, VALUE among them. What an edited value stood on goes, unless that
    is edited beside it. Raises ScenarioError with problems at the cells.
    """
    found = changed(row, old)
    if not found:
        return None
    if not row[VALUE].text:
        told: dict[str, Words | str] = {"path": dotted, "reason": INPUTS["empty"]}
        raise ScenarioError([Problem("E217", row[VALUE].place, told)])
    return made({VALUE: row[VALUE], **found} if VALUE in found else row)


def cell_place(where: str, row: int, column: int, text: str) -> TextPlace:
    """Return the place of a cell; where: file and sheet, row: from 1 on, column: from 0 on."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    name = f"{where}!{xl_rowcol_to_cell(row - 1, column)}"
    return SourceText.of(name, text, within=where.rpartition(":")[0]).whole()


def as_yaml(cell: object) -> str:
    """A cell as it would be written in YAML; spreadsheets make numbers and dates of some."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell_text(str(cell))


def made(cells: Mapping[str, Edited]) -> Node:
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
