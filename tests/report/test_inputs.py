"""A scenario as a workbook: nothing edited is nothing changed, one cell is one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol

from sim import Scenario
from sim.cli import main
from sim.report.workbook import inputs
from sim.report.workbook.editable import input_sheets
from sim.report.workbook.editing import Edited, made
from sim.report.workbook.inputs import COLUMN, input_rows
from sim.report.workbook.pipeline_sheet import COLUMN as OF_PROJECTS
from sim.report.workbook.pipeline_sheet import is_there
from sim.report.workbook.reading import NotAWorkbookError, read_back
from sim.report.workbook.write import head_text, written
from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded, load
from sim.scenario.schema.leaves import leaves
from sim.scenario.yaml.nodes import Node, SourceText
from sim.text.workbook import ABOUT, INPUTS
from tests.examples import sampled
from tests.report.test_page_injection import poisoned
from tests.report.test_workbook import PAYLOADS, obeyed

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
SMALL = [ROOT / "tests" / "scenarios" / "whole.yaml", ROOT / "tests" / "api" / "town.yaml"]
ALL, FEW = [*SHIPPED, *SMALL], [*SHIPPED[1::16], *SMALL]
SHEET, PROJECTS = (INPUTS[key].line("both") for key in ("inputs", "pipeline"))

Edits = Mapping[tuple[str, str], object]
"""New content of cells, by path and column."""


def write(scenario: Path, folder: Path) -> Path:
    """Write the workbook of a scenario that travels with the program, or is copied beside it."""
    if scenario not in SHIPPED and scenario.parent != folder:
        (folder / scenario.name).write_bytes(scenario.read_bytes())
    loaded = load(scenario)
    file = folder / "inputs.xlsx"
    file.write_bytes(written(input_sheets(loaded, str(scenario.name)), loaded.spec.name.words))
    return file


def tables(file: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(file))
    return {n: book.get_sheet_by_name(n).to_python() for n in book.sheet_names}


def edited(file: Path, edits: Edits, order: Callable[[list[Any]], list[Any]] = list) -> None:
    """Write a workbook again as a person leaves it: with cells edited and rows in another order."""
    sheets = tables(file)
    heads, *rows = sheets[SHEET]
    places = {key: heads.index(head_text(column)) for key, column in COLUMN.items()}
    for (path, key), content in edits.items():
        found = [row for row in rows if row[places["path"]] == path]
        if key == "value" and found and is_there(str(found[0][places["value"]])):
            row, column = xl_cell_to_rowcol(found[0][places["value"]].partition("!")[2])
            sheets[PROJECTS][row][column] = content
            continue
        if not found:
            rows.append([path, *[""] * (len(heads) - 1)])
        (found or rows)[-1][places[key]] = content
    sheets[SHEET] = [heads, *order(rows)]
    with Workbook(str(file)) as book:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, table in sheets.items():
            place = book.add_worksheet(name)
            for row, cells in enumerate(table):
                for column, cell in enumerate(cells):
                    if isinstance(cell, datetime):
                        place.write_datetime(row, column, cell, date)
                    elif isinstance(cell, str):
                        place.write_string(row, column, cell)
                    else:
                        place.write_number(row, column, cell)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A workbook of a small town with one number that has all that a number may have."""
    tree = yaml.safe_load((ROOT / "tests" / "api" / "town.yaml").read_text(encoding="utf-8"))
    tree["sources"] = {"book": {"title": "A book"}, "other": {"title": "Another"}}
    hall = tree["supply"]["hall"]
    hall["area"] = {
        "value": "8000 m²",
        "range": "±20%",
        "source": "book",
        "status": "fact",
        "grade": "B",
        "note": "p. 3",
    }
    scenario = tmp_path / "town.yaml"
    scenario.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return write(scenario, tmp_path)


def changes(loaded: Loaded) -> dict[str, Any]:
    child = yaml.safe_load(loaded.override())
    assert child.keys() <= {"extends", "name", "change", "add"}
    found: dict[str, Any] = child.get("change", {}) | child.get("add", {})
    return found


@pytest.mark.parametrize("scenario", sampled(ALL, FEW), ids=lambda path: path.stem)
def test_unedited_is_unchanged(scenario: Path, tmp_path: Path) -> None:
    loaded = read_back(write(scenario, tmp_path))
    assert not loaded.changes
    rows = input_rows(loaded)
    assert {row.path for row in rows} >= {path for path in leaves(loaded.spec) if loaded.node(path)}
    for path, cells in rows:
        source = SourceText.of("", "").whole()
        told = made({key: Edited(text, source) for key, text in cells.items()}).plain()
        assert folded(told) == folded(node.plain() if (node := loaded.node(path)) else None), path


def folded(value: Any) -> Any:
    """White space as a cell keeps it, all else as it is."""
    if isinstance(value, dict):
        return {key: folded(one) for key, one in value.items()}
    return " ".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("scenario", sampled(ALL, FEW), ids=lambda path: path.stem)
def test_an_edited_value_is_one_change(scenario: Path, tmp_path: Path) -> None:
    file = write(scenario, tmp_path)
    loaded = load(scenario)
    path = next(row.path for row in input_rows(loaded) if row.path.endswith(".lettable"))
    edited(file, {(path, "value"): "71%"})
    again = read_back(file)
    assert changes(again) == {path: "71%"}
    child = tmp_path / "child.yaml"
    child.write_text(again.override(), encoding="utf-8")
    assert load(child).spec == again.spec
    assert again.spec == loaded.with_({path: "71%"}).spec


def test_what_differs_from_the_parent_stands_first() -> None:
    loaded = load(ROOT / "scenarios" / "slow-build.yaml")
    heads, rows = [*COLUMN], input_sheets(loaded, "x")[-1].rows
    paths = [row[heads.index("path")] for row in rows]
    was = [row[heads.index("was")] for row in rows]
    first = [o.path for o in loaded.overrides if o.path in paths]
    assert first and set(first) <= set(paths[: len(first)])
    assert all(was[: len(first)]) and not any(was[len(first) :])


def test_a_new_value_does_not_stand_on_the_old_source(town: Path) -> None:
    edited(town, {("supply.hall.area", "value"): "9000 m²"})
    assert changes(read_back(town)) == {"supply.hall.area": "9000 m²"}


def test_what_is_edited_beside_a_value_stays(town: Path) -> None:
    more = {"value": "9000 m²", "source": "other", "range": "[8000 m², 9500 m²]", "grade": "C"}
    edited(town, {("supply.hall.area", key): text for key, text in more.items()})
    told = {**more, "range": ["8000 m²", "9500 m²"]}
    assert changes(read_back(town)) == {"supply.hall.area": told}


def test_a_range_alone_leaves_the_rest(town: Path) -> None:
    before = load(town.with_name("town.yaml")).raw["supply"]["hall"]["area"]
    edited(town, {("supply.hall.area", "range"): "±30%"})
    assert changes(read_back(town)) == {"supply.hall.area": {**before, "range": "±30%"}}


def test_rows_may_be_sorted_and_deleted(town: Path) -> None:
    edited(
        town, {("supply.hall.lots", "value"): "3"}, lambda rows: [*reversed(rows)][::2] + rows[:0]
    )
    assert changes(read_back(town)).keys() <= {"supply.hall.lots"}
    edited(town, {("supply.hall.lots", "value"): "3"}, lambda rows: [*reversed(rows)])
    assert changes(read_back(town)) == {"supply.hall.lots": 3}


@pytest.mark.parametrize(("cell", "value"), [(3.0, 3), ("3", 3), (" 3 ", 3)])
def test_spreadsheets_make_numbers_of_text(town: Path, cell: object, value: int) -> None:
    edited(town, {("supply.hall.lots", "value"): cell})
    assert changes(read_back(town)) == {"supply.hall.lots": value}


def test_they_make_dates_too(town: Path) -> None:
    edited(town, {("supply.hall.start", "value"): datetime(2027, 7, 1)})
    assert read_back(town).raw["supply"]["hall"]["start"] == "2027-07-01"


def test_a_row_may_be_added(town: Path) -> None:
    edited(town, {("supply.hall.slip", "value"): "2 months"})
    assert changes(read_back(town)) == {"supply.hall.slip": "2 months"}


def rewritten(file: Path, sheets: Mapping[str, list[list[Any]]]) -> None:
    with Workbook(str(file)) as book:
        for name, content in sheets.items():
            place = book.add_worksheet(name)
            for number, one in enumerate(content):
                place.write_row(number, 0, one)


def listed(file: Path, rows: Mapping[str, Mapping[str, object]]) -> None:
    """Edit rows of the projects, by id; a row without one is added: `_` and a number."""
    sheets = tables(file)
    heads = [head_text(column) for column in OF_PROJECTS.values()]
    table = sheets[PROJECTS]
    for id_, cells in rows.items():
        row = next((row for row in table if row[0] == id_), None)
        if row is None:
            table.append(row := [""] * len(heads))
        for key, content in cells.items():
            row[heads.index(head_text(OF_PROJECTS[key]))] = content
    rewritten(file, sheets)


def test_projects_are_rows_that_are_changed_added_and_removed(town: Path) -> None:
    more = {"project": "Shed", "park": "西", "area": "1200 m²", "delivery": "2027-06"}
    shed = {**more, "park": "west", "type": "lab", "status": "在建"}
    listed(town, {"hall": {"start": "2025-10 ~ 2025-12", "park": "east 60%, west 40%"}, "_": shed})
    edited(town, {("supply.hall.lots", "value"): "3"})
    raw = read_back(town).raw["supply"]
    assert raw["hall"]["start"] == {"between": ["2025-10", "2025-12"]}
    assert raw["hall"]["parks"] == {"east": "60%", "west": "40%"} and raw["hall"]["lots"] == 3
    made = raw["pipeline-shed"]
    assert made["area"] == "1200 m²" and made["mix"] == {"lab": "100%"}
    assert made["evidence"] == "seen" and made["opens"] == "2027-06"
    listed(town, {"hall": {"removed": "x"}})
    edited(town, {("supply.hall.lots", "value"): "2"})
    assert [*read_back(town).raw["supply"]] == ["pipeline-shed"]


@pytest.mark.parametrize("how", ["renamed", "above", "head"])
def test_projects_that_cannot_be_found_again_are_not_lost(how: str, town: Path) -> None:
    listed(town, {"hall": {"area": "9000 m²"}})
    sheets = tables(town)
    if how == "renamed":
        sheets["Mine"] = sheets.pop(PROJECTS)
    elif how == "above":
        sheets[PROJECTS].insert(0, ["Our projects"])
    else:
        sheets[PROJECTS][0][0] = "number"
    rewritten(town, sheets)
    with pytest.raises(NotAWorkbookError, match="Pipeline cannot be read back"):
        read_back(town)


def test_a_workbook_from_before_there_was_a_sheet_of_projects(town: Path) -> None:
    sheets = tables(town)
    said = next(key for key in sheets if key.endswith("About"))
    sheets[said] = [row for row in sheets[said] if row[0] != ABOUT["projects"].line("both")]
    del sheets[PROJECTS]
    known = {row.path: row.cells["value"] for row in input_rows(load(town.with_name("town.yaml")))}
    place = sheets[SHEET][0].index(head_text(COLUMN["value"]))
    for row in sheets[SHEET][1:]:
        row[place] = known[row[0]]
    rewritten(town, sheets)
    assert not read_back(town).changes
    next(row for row in sheets[SHEET] if row[0] == "supply.hall.area")[place] = "9000 m²"
    rewritten(town, sheets)
    assert changes(read_back(town)) == {"supply.hall.area": "9000 m²"}


@pytest.mark.parametrize("gone", ["project", "area"])
def test_a_row_is_not_added_without_the_columns_that_it_needs(gone: str, town: Path) -> None:
    listed(town, {"_": {"project": "Shed", "area": "900 m²", "delivery": "2027-06"}})
    sheets = tables(town)
    at = sheets[PROJECTS][0].index(head_text(OF_PROJECTS[gone]))
    sheets[PROJECTS] = [[*row[:at], *row[at + 1 :]] for row in sheets[PROJECTS]]
    rewritten(town, sheets)
    with pytest.raises(ScenarioError) as error:
        read_back(town)
    assert [one.code for one in error.value.problems] == ["E232"]


def test_a_column_whose_head_was_changed_is_asked_for_and_one_of_ones_own_is_not(
    town: Path,
) -> None:
    listed(town, {"hall": {"area": "9000 m²"}})
    sheets = tables(town)
    sheets[PROJECTS] = [[*row, ""] for row in sheets[PROJECTS]]
    sheets[PROJECTS][0][-1] = "remarks"
    rewritten(town, sheets)
    assert changes(read_back(town)) == {"supply.hall.area": "9000 m²"}
    sheets[PROJECTS][0][sheets[PROJECTS][0].index(head_text(OF_PROJECTS["area"]))] = "m²"
    rewritten(town, sheets)
    with pytest.raises(ScenarioError) as error:
        read_back(town)
    assert [one.code for one in error.value.problems] == ["E232"]


@pytest.mark.parametrize("said", ["X", "是", "Yes", 1])
def test_a_yes_removes_a_row_and_adds_none(said: object, town: Path) -> None:
    shed = {"project": "Shed", "area": "900 m²", "removed": said}
    listed(town, {"hall": {"removed": said}, "_": shed})
    assert "supply" not in read_back(town).raw or not read_back(town).raw["supply"]


def test_the_announced_total_is_of_no_project_that_is_removed(tmp_path: Path) -> None:
    tree = yaml.safe_load((ROOT / "tests" / "api" / "town.yaml").read_text(encoding="utf-8"))
    tree["supply"]["block"] = deepcopy(tree["supply"]["hall"])
    tree["programme"] = {"area": "16000 m²", "basis": "gross", "projects": ["hall", "block"]}
    scenario = tmp_path / "town.yaml"
    scenario.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    file = write(scenario, tmp_path)
    listed(file, {"block": {"removed": "x"}})
    edited(file, {("programme.area", "value"): "8000 m²"})
    assert read_back(file).raw["programme"]["projects"] == ["hall"]
    edited(file, {("programme.projects", "value"): "[hall]"})
    assert read_back(file).raw["programme"]["projects"] == ["hall"]


@pytest.mark.parametrize(
    ("rows", "inputs", "where"),
    [
        ({"hall": {"area": "9000"}}, {}, "Pipeline!E2"),
        ({"hall": {"status": "asleep"}}, {}, "Pipeline!H2"),
        ({"hall": {"removed": "no"}}, {}, "Pipeline!K2"),
        ({"hall": {"removed": "否"}}, {}, "Pipeline!K2"),
        ({"_": {"project": "Shed", "removed": 0}}, {}, "Pipeline!K3"),
        ({"barn": {"id": "barn", "area": "1 m²"}}, {}, "Pipeline!A3"),
        ({"_": {"project": "Shed", "like": "barn"}}, {}, "Pipeline!J3"),
        ({"_": {"project": "Shed", "park": "north", "type": "lab", "area": "1 m²"}}, {}, "!C3"),
        ({"hall": {"park": "west"}}, {("supply.hall.parks.east", "grade"): "B"}, "Inputs!"),
    ],
)
def test_what_is_wrong_with_a_project_is_told_at_its_cell(
    rows: Mapping[str, Mapping[str, object]], inputs: Edits, where: str, town: Path
) -> None:
    listed(town, rows)
    edited(town, inputs)
    with pytest.raises(ScenarioError) as error:
        read_back(town)
    assert any(where in str(problem.place) for problem in error.value.problems)


def test_a_number_of_the_projects_is_edited_there_alone(town: Path) -> None:
    """Typed where only its place is told it is refused; what it stands on is edited beside it."""
    sheets = tables(town)
    heads, *rows = sheets[SHEET]
    (row,) = (row for row in rows if row[0] == "supply.hall.area")
    row[heads.index(head_text(COLUMN["value"]))] = "9000 m²"
    with Workbook(str(town)) as book:
        for name, content in sheets.items():
            place = book.add_worksheet(name)
            for number, one in enumerate(content):
                place.write_row(number, 0, one)
    with pytest.raises(ScenarioError) as error:
        read_back(town)
    assert "edited on the sheet Pipeline" in str(error.value.problems[0].context["reason"])


FAULTS: dict[tuple[str, str], object] = {
    ("supply.hall.construction", "value"): "{triangular: [1 month, 2 months",
}
VALUES: dict[tuple[str, str], object] = {
    ("supply.hall.area", "value"): 9000.0,
    ("supply.hall.area", "grade"): "E",
    ("supply.hall.lots", "value"): "many",
}
EMPTIED: dict[tuple[str, str], object] = {("supply.hall.construction", "value"): ""}
IDS: dict[tuple[str, str], object] = {("supply.hall.area", "source"): "nobody"}
PATHS: dict[tuple[str, str], object] = {("supply.barn.area", "value"): "1 m²"}


@pytest.mark.parametrize(
    ("name", "edits"),
    [("text", FAULTS), ("values", VALUES), ("emptied", EMPTIED), ("ids", IDS), ("paths", PATHS)],
)
def test_errors_are_told_by_sheet_and_cell(
    name: str, edits: Edits, town: Path, golden: Callable[[Path, str], None]
) -> None:
    edited(town, edits)
    with pytest.raises(ScenarioError) as caught:
        read_back(town)
    golden(Path(__file__).parent / f"inputs-{name}.txt", caught.value.screen("both"))
    heads, *rows = tables(town)[SHEET]
    places = {key: heads.index(head_text(column)) for key, column in COLUMN.items()}
    paths = [row[places["path"]] for row in rows]
    told = {str(problem.place).rpartition("!")[2] for problem in caught.value.problems}
    cells = {
        there.partition("!")[2]
        if key == "value" and is_there(there := str(rows[paths.index(path)][places["value"]]))
        else f"{chr(65 + places[key])}{paths.index(path) + 2}"
        for path, key in edits
    }
    assert {cell[1:] for cell in told} == {cell[1:] for cell in cells}
    assert told == cells or name == "paths"


def test_a_workbook_of_another_state_is_refused(town: Path) -> None:
    scenario = town.with_name("town.yaml")
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("8000 m²", "8100 m²"), encoding="utf-8")
    with pytest.raises(NotAWorkbookError, match="no longer the scenario"):
        read_back(town)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"name: x\n"])
def test_what_is_no_workbook_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    with pytest.raises(NotAWorkbookError, match="cannot be read back"):
        read_back(file)
    with pytest.raises(NotAWorkbookError, match="cannot be read back"):
        read_back(tmp_path / "gone.xlsx")


def test_an_emptied_sheet_is_refused(town: Path) -> None:
    sheets = tables(town)
    sheets[SHEET] = []
    book = Workbook(town)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    with pytest.raises(NotAWorkbookError, match="cannot be read back"):
        read_back(town)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_is_obeyed_and_all_comes_back(payload: str, tmp_path: Path) -> None:
    loaded = poisoned(tmp_path, payload).loaded
    file = tmp_path / "x.xlsx"
    file.write_bytes(written(input_sheets(loaded, "child.yaml"), loaded.spec.name.words))
    assert obeyed(file.read_bytes()) == []
    assert not read_back(file).changes


def test_a_row_that_loses_something_is_found(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: a workbook that forgets what one column says."""
    told = inputs._told

    def forgetful(key: str, node: Node) -> str:
        return "" if key == "grade" else told(key, node)

    with monkeypatch.context() as patch:
        patch.setattr(inputs, "_told", forgetful)
        file = write(town.with_name("town.yaml"), town.parent)
    assert read_back(file).changes


def test_the_command_writes_and_reads(town: Path, tmp_path: Path, capsys: Any) -> None:
    scenario, book = tmp_path / "town.yaml", tmp_path / "town.xlsx"
    assert main(["workbook", str(scenario), "--lang", "en"]) == 0
    assert main(["workbook", str(scenario), "--lang", "en"]) == 2
    assert main(["workbook", "--read", str(book), "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert told.out == f"wrote {book}\n"
    assert "exists and was left" in told.err and "nothing is edited" in told.err
    edited(book, {("supply.hall.lots", "value"): "3"})
    child = tmp_path / "child.yaml"
    assert main(["workbook", "--read", str(book), "-o", str(child), "--lang", "en"]) == 0
    assert load(child).raw["supply"]["hall"]["lots"] == 3
    edited(book, {("supply.hall.lots", "value"): "many"})
    assert main(["workbook", "--read", str(book), "--lang", "en"]) == 2
    assert f"town.xlsx:{SHEET}!D" in capsys.readouterr().err


def test_a_notebook_writes_and_reads(town: Path, tmp_path: Path) -> None:
    scenario, file = Scenario.load(tmp_path / "town.yaml"), tmp_path / "mine.xlsx"
    scenario.workbook(file)
    edited(file, {("supply.hall.lots", "value"): "3"})
    again = Scenario.read_workbook(file)
    assert again.spec == scenario.with_({"supply.hall.lots": 3}).spec
    with pytest.raises(ValueError, match="extend"):
        again.workbook(file)
