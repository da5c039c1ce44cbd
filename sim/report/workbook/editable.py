"""The sheets of a workbook to edit: what it is, the projects, and every other input."""

from __future__ import annotations

from sim.report.workbook.cells import Cell, Column, Sheet
from sim.report.workbook.inputs import COLUMN, SCENARIO, STATE, VALUE, state, told_rows
from sim.report.workbook.pipeline_sheet import owned, pipeline_sheet
from sim.scenario.load import Loaded
from sim.text.words import Words
from sim.text.workbook import ABOUT, COLUMNS, INPUTS


def input_sheets(loaded: Loaded, called: str) -> list[Sheet]:
    """Return the sheets of a scenario; `called` is how a child beside the workbook names it."""
    return [_about(loaded, called), *pipeline_sheet(loaded), _inputs(loaded)]


def _about(loaded: Loaded, called: str) -> Sheet:
    facts: dict[str, Cell] = {
        "scenario": loaded.spec.name.words,
        SCENARIO: called,
        STATE: state(loaded),
        "how": INPUTS["how"],
        **({"projects": INPUTS["projects"]} if loaded.spec.supply else {}),
        "stands": INPUTS["stands"],
        "back": INPUTS["back"],
    }
    rows = [(ABOUT[key], said) for key, said in facts.items()]
    columns = tuple(Column(COLUMNS[key], Words("", ""), "text") for key in ("item", "said"))
    return Sheet(INPUTS["about"], columns, rows)


def _inputs(loaded: Loaded) -> Sheet:
    """Every value, but for those that stand with the projects: of these, where."""
    there = owned(loaded)
    told = [
        {**row.cells, VALUE: there.get(row.path, row.cells.get(VALUE, ""))}
        for row in told_rows(loaded)
    ]
    rows = [tuple(cells.get(key, "") for key in COLUMN) for cells in told]
    return Sheet(INPUTS["inputs"], tuple(COLUMN.values()), rows)
