"""The tables of a run as a workbook: the run's own numbers, the same bytes, no text obeyed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter.worksheet import Worksheet

from sim import Run, Scenario
from sim.api import results
from sim.api.reproduce import reproduce
from sim.report.workbook.cells import Column, Sheet
from sim.report.workbook.write import written
from sim.text.words import Words
from sim.text.workbook import NOTES, SHEETS
from tests.report.test_page_injection import poisoned

ROOT = Path(__file__).parents[2]
TOWN = ROOT / "tests" / "api" / "town.yaml"
PAYLOADS = (
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "{=1+1}",
    '=HYPERLINK("https://example.invalid","x")',
    "https://example.invalid",
    "internal:Sheet1!A1",
    "<f>1+1</f>",
    "</t></si><row>",
    "_x003D_1+1",
    "007",
    "nan",
)


@pytest.fixture(scope="module")
def run() -> Run:
    return Scenario.load(TOWN).run(8)


@pytest.fixture(scope="module")
def file(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run.save(tmp_path_factory.mktemp("tables")) / results.WORKBOOK


def made(run: Run, folder: Path) -> bytes:
    results.workbook(run, folder / results.WORKBOOK)
    return (folder / results.WORKBOOK).read_bytes()


def cells(content: bytes, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).to_python()


def obeyed(content: bytes) -> list[str]:
    """What a spreadsheet would work out or follow."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        texts = {name: parts.read(name).decode() for name in parts.namelist()}
    found = re.compile(r"<f[ >]|<hyperlink|TargetMode|<oleObject|<definedName name=\"[^_]")
    return [f"{name}: {match}" for name, text in texts.items() for match in found.findall(text)]


def column(table: list[list[object]], english: str) -> list[object]:
    (place,) = [i for i, head in enumerate(table[0]) if english in str(head).split("\n")]
    return [row[place] for row in table[1:]]


def test_it_has_the_sheets_of_a_run_in_two_languages(file: Path) -> None:
    book = CalamineWorkbook.from_path(str(file))
    known = [words.line("both") for words in SHEETS.values()]
    assert book.sheet_names == [name for name in known if not name.startswith("经济")]
    assert max(map(len, known)) <= 31
    for name in book.sheet_names:
        heads, *rows = book.get_sheet_by_name(name).to_python()
        assert all("\n" in str(head) or re.fullmatch(r"P\d+", str(head)) for head in heads)
        assert rows or name.startswith("来源")


def test_heads_stay_in_sight(file: Path) -> None:
    with zipfile.ZipFile(file) as parts:
        sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
        for name in sheets:
            assert 'ySplit="1"' in parts.read(name).decode()


def test_places_are_those_of_the_outlook(run: Run, file: Path) -> None:
    table = cells(file.read_bytes(), SHEETS["places"].line("both"))
    frame = run.outlook
    for measure, head in (
        ("supply_end", "supply in the last year P50"),
        ("short_worst", "short at its worst P90"),
    ):
        level = head.rsplit(" ", 1)[1].lower()
        asked = frame[frame["measure"] == measure][level].to_numpy()
        assert column(table, head) == pytest.approx(asked.tolist(), abs=1e-5)


def test_months_are_those_of_the_series(run: Run, file: Path) -> None:
    table = cells(file.read_bytes(), SHEETS["monthly"].line("both"))
    frame = run.series
    keys = ["replication", "month", "space"]
    city = frame.groupby(keys, observed=True)["leased"].sum().unstack("replication")
    by_hand = np.quantile(city.to_numpy(), [0.1, 0.5, 0.9], axis=1)
    for level, values in zip((10, 50, 90), by_hand, strict=True):
        told = sorted(column(table, f"leased P{level}"), key=float)
        assert told == pytest.approx(sorted(values.tolist()))


@pytest.mark.parametrize(("park", "called"), [("east", "East"), (None, NOTES["city"].en)])
def test_a_type_in_a_park_in_a_year_is_that_of_the_series(
    run: Run, file: Path, park: str | None, called: str
) -> None:
    """The mean of its months in each future, then quantiles over futures."""
    table = cells(file.read_bytes(), SHEETS["by_park"].line("both"))
    keys = zip(*(column(table, name) for name in ("space type", "park", "year")), strict=True)
    rows = [place for place, key in enumerate(keys) if key[0] == "lab" and called in str(key[1])]
    frame = run.series
    here = frame[(frame["space"] == "lab") & ((frame["park"] == park) | (park is None))]
    sums = here.groupby(["replication", "month"], observed=True)[["capacity", "leased"]].sum()
    sums["vacant"] = sums["capacity"] - sums["leased"]
    years = sums.index.get_level_values("month").year
    means = sums.groupby([sums.index.get_level_values("replication"), years]).mean()
    for measure in ("leased", "vacant"):
        for level in (10, 50, 90):
            asked = means[measure].groupby(level=1).quantile(level / 100)
            told = column(table, f"{measure} P{level}")
            assert [told[row] for row in rows] == pytest.approx(asked.tolist(), abs=1e-5)
            assert [column(table, "year")[row] for row in rows] == asked.index.tolist()


def test_areas_are_in_the_unit_of_the_scenario(run: Run, tmp_path: Path) -> None:
    feet = Scenario.load(TOWN, ["area_unit=sq ft"]).run(8)
    content = made(feet, tmp_path)
    heads, first, *_ = cells(content, SHEETS["places"].line("both"))
    (place,) = [i for i, head in enumerate(heads) if "supply in the last year P50" in str(head)]
    assert "[sq ft]" in str(heads[place])
    assert first[place] == pytest.approx(run.verdict.outlooks[0].supply[1] / 0.09290304)


def test_flows_are_those_of_the_run(run: Run, file: Path) -> None:
    table = cells(file.read_bytes(), SHEETS["flows"].line("both"))
    measures, means = column(table, "measure"), column(table, "mean")
    told = sum(
        float(str(m)) for of, m in zip(measures, means, strict=True) if "requests" in str(of)
    )
    assert told * run.replications == pytest.approx(run.flows["requested"].sum())


def test_every_number_stands_in_it_with_its_source(run: Run, file: Path) -> None:
    table = cells(file.read_bytes(), SHEETS["numbers"].line("both"))
    paths = column(table, "path")
    assert len(paths) == len(set(paths)) > 20
    assert set(column(table, "status")) <= {
        "事实 fact",
        "文献 literature",
        "假设 assumption",
        "无出处 nothing",
    }


def test_the_economy_is_that_of_the_run(tmp_path: Path) -> None:
    run = Scenario.load(ROOT / "tests" / "scenarios" / "whole.yaml").run(2)
    content = made(run, tmp_path)
    table = cells(content, SHEETS["economy"].line("both"))
    told = sum(
        float(str(mean))
        for of, mean in zip(column(table, "measure"), column(table, "mean"), strict=True)
        if of == "产出 output"
    )
    assert told == pytest.approx(run.economy["output"].sum() / 2)


@pytest.mark.full
def test_the_same_run_is_the_same_bytes_in_any_process(file: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from sim import Scenario; from pathlib import Path;"
        "print(Scenario.load(sys.argv[1]).run(8).save(Path(sys.argv[2])))"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program, str(TOWN), str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert (Path(done.stdout.strip()) / results.WORKBOOK).read_bytes() == file.read_bytes()


@pytest.mark.full
def test_a_brief_run_has_none_and_a_whole_one_is_made_again(
    run: Run, file: Path, tmp_path: Path
) -> None:
    assert not (run.save(tmp_path, brief=True) / results.WORKBOOK).exists()
    assert reproduce(file.parent).holds


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_scenario_is_obeyed(payload: str, tmp_path: Path) -> None:
    run = poisoned(tmp_path, payload).run(1, engine="simpy", workers=1)
    content = made(run, tmp_path)
    assert obeyed(content) == []
    sources = cells(content, SHEETS["sources"].line("both"))
    assert all(str(said).startswith(payload) for said in column(sources, "title"))


def one(text: str) -> bytes:
    sheet = Sheet(
        Words("表", "table"), (Column(Words("名", "name"), Words("", ""), "text"),), [(text,)]
    )
    return written([sheet], Words("=1", "=1"))


@pytest.mark.parametrize("payload", ["=1+1", "https://example.invalid"])
def test_text_that_is_obeyed_is_found(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: cells written as the library guesses, not as text."""
    assert obeyed(one(payload)) == []
    monkeypatch.setattr(Worksheet, "write_string", Worksheet.write)
    assert obeyed(one(payload)) != []


def test_what_no_cell_can_hold_is_cut_or_left_out() -> None:
    (_, (said,)) = cells(one("长" * 40_000), "表 table")
    assert len(str(said)) == 32_767
    (_, (said,)) = cells(one("a\x00b\x1bc\ud800d\u202e"), "表 table")
    assert said == "abc\ufffdd" or str(said).startswith("abc")
