"""Tables of projects: what rows mean as supply, in CSV and in workbooks, and what is refused."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded, load
from sim.scenario.pedigree import number_rows
from sim.scenario.plan.compile import compile_plan
from sim.scenario.tables import projects
from sim.text.tables import HEADS, STATUSES
from tests.examples import examples
from tests.poison import POISON
from tests.unit.checks.changes import SOUND

Town = Callable[..., Loaded]
Grid = Sequence[Sequence[object]]
ROOT = Path(__file__).parents[2]
HEAD = ("编号", "项目", "园区", "建筑面积（万㎡）", "开工时间", "预计交付时间", "状态", "类型")
ENTRY = "{like: hall, lots: null, start: null, table: projects.csv}"
PAUSE = "{space: factory, vacancy: {over: 20%}, months: 6, for_at_most: 1 year, then: drop}"


def put_csv(path: Path, rows: Grid, encoding: str = "utf-8", mark: str = ",") -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=mark).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))


def put_workbook(path: Path, *sheets: tuple[str, Grid]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Writes a child of the sound scenario with one more entry of supply, and loads it."""
    (tmp_path / "base.yaml").write_bytes(SOUND.read_bytes())

    def read(rows: Grid | None = None, entry: str = ENTRY, more: str = "") -> Loaded:
        if rows is not None:
            put_csv(tmp_path / "projects.csv", rows)
        text = f"extends: base.yaml\nname: x\nadd:\n  supply.listed: {entry}\n{more}"
        (tmp_path / "town.yaml").write_text(text, encoding="utf-8")
        return load(tmp_path / "town.yaml")

    return read


def bare(value: Any) -> Any:
    """Plain data without what numbers stand on; a number alone where nothing else is left."""
    if isinstance(value, dict):
        kept = {k: bare(v) for k, v in value.items() if k not in ("at", "source", "status", "note")}
        return kept["value"] if list(kept) == ["value"] else kept
    return value


def rows_of(loaded: Loaded) -> dict[str, Any]:
    """What the rows became, by the part of their ids after that of the table."""
    supply = loaded.raw["supply"].items()
    return {id_.removeprefix("listed-"): bare(one) for id_, one in supply if "-" in id_}


def codes(action: Callable[[], object]) -> list[str]:
    with pytest.raises(ScenarioError) as told:
        action()
    return [f"{one.code} {str(one.place).rpartition('!')[2]}" for one in told.value.problems]


DATES = {
    "2024-03": "2024-03",
    "2024年3月": "2024年3月",
    "2024.10": "2024.10",
    "45444": "2024-06-01",
    "2024Q1": {"between": ["2024Q1", "2024Q1"]},
    "2024H1": {"between": ["2024H1", "2024H1"]},
    "2025年": {"between": ["2025年", "2025年"]},
    "2025年下半年": {"between": ["2025年下半年", "2025年下半年"]},
    "2025-2026": {"between": ["2025", "2026"]},
    "2025Q1 至 2025Q3": {"between": ["2025Q1", "2025Q3"]},
    "2024-05 - 2024-09": {"between": ["2024-05", "2024-09"]},
}
AREAS = {
    "2.5": "2.5 万㎡",
    "25,000 m²": "25,000 m²",
    "1万㎡": "1万㎡",
    "1.5 万方": "1.5 万方",
}


def test_dates_and_areas_are_read_as_planners_write_them(town: Town) -> None:
    starts = [(f"d{n}", f"d{n}", "北园", 1, text) for n, text in enumerate(DATES)]
    areas = [(f"a{n}", f"a{n}", "north", text, "2024-02") for n, text in enumerate(AREAS)]
    found = rows_of(town([HEAD, *starts, *areas]))
    assert [found[f"d{n}"]["start"] for n in range(len(DATES))] == list(DATES.values())
    assert [found[f"a{n}"]["area"] for n in range(len(AREAS))] == list(AREAS.values())
    assert {one["parks"]["north"] for one in found.values()} == {"100%"}
    assert {one["basis"] for one in found.values()} == {"gross"}


def test_gross_and_lettable_area_side_by_side_say_the_share_too(town: Town) -> None:
    head = ("编号", "项目", "园区", "建筑面积（万㎡）", "可租面积（㎡）", "类型", "开工")
    rows = [
        ("a", "甲", "北园", 2, 15000),
        ("b", "乙", "北园", 1, ""),
        ("c", "丙", "北园", "", 9000),
    ]
    found = rows_of(town([head, *((*row, "lab", "2025") for row in rows)]))
    keys = ("area", "basis", "lettable")
    assert [tuple(found[one][key] for key in keys) for one in "abc"] == [
        ("2 万㎡", "gross", "75%"),
        ("1 万㎡", "gross", "86%"),
        ("9000 ㎡", "lettable", "86%"),
    ]
    wrong = [
        (*row[:4], cell, "lab", "2025") for row, cell in zip(rows, ("多", "3吨", ""), strict=True)
    ]
    assert codes(lambda: town([head, *wrong])) == ["E303 E2", "E304 E3", "E235 D4"]
    larger = [(*rows[0][:4], "3万㎡", "lab", "2025")]
    assert [code[5:] for code in codes(lambda: town([head, *larger]))] == ["E2"]


BLOCK = f"""{{
  like: hall, lots: null, start: {{between: [2026, 2027]}}, slip: 2 months, lag: 1 month,
  lead: 1 month, suspension: {{chance: 5%, resume: 6 months}}, pause: {PAUSE},
  table: projects.csv}}"""
MEANINGS = [
    # state, start, delivery → what it has of these, and what it has no longer
    ("规划", "2025-01", "", "announced", {"start": "2025-01"}, set()),
    ("planned", "2025-01", "2026-07", "announced", {"construction": "18 months"}, set()),
    ("", "", "2027-01", None, {"start": "2025-03", "construction": "22 months"}, set()),
    ("拟建", "待定", "TBD", "announced", {"start": {"between": [2026, 2027]}}, set()),
    ("在建", "2024-02", "2026-01", "seen", {"opens": "2026-01"}, {"pause", "lead", "construction"}),
    ("在建", "", "2026-01", "seen", {"start": "2024-03"}, {"pause", "lead", "construction"}),
    (
        "Completed",
        "",
        "2025-12",
        "seen",
        {"opens": "2025-12", "lag": "1 month"},
        {"pause", "lead", "construction", "slip", "suspension"},
    ),
    (
        "停工",
        "2024-02",
        "",
        "seen",
        {"suspension": {"chance": "100%", "resume": "6 months"}},
        {"pause", "lead"},
    ),
]


def test_a_status_says_what_may_yet_happen(town: Town) -> None:
    rows = [
        (f"r{n}", f"r{n}", "南园", 1, start, delivery, status)
        for n, (status, start, delivery, *_) in enumerate(MEANINGS)
    ]
    loaded = town([HEAD, *rows], BLOCK)
    told = loaded.raw["supply"]
    for n, (*_, evidence, has, lacks) in enumerate(MEANINGS):
        row = rows_of(loaded)[f"r{n}"]
        assert row.get("evidence") == evidence
        assert {key: row.get(key) for key in has} == has, n
        assert not lacks & row.keys(), n
    assert told["listed-r2"]["start"]["status"] == "assumption"  # nobody said it


def test_what_a_row_leaves_open_is_said_beside_the_table(town: Town) -> None:
    rows = [("项目", "面积（㎡）"), ("一期", 9000), ("二期", "1万㎡")]
    found = rows_of(town(rows, "{like: hall, table: projects.csv}"))
    hall = load(SOUND).raw["supply"]["hall"]
    for row in found.values():
        assert {key: row[key] for key in ("parks", "mix", "basis")} == {
            key: hall[key] for key in ("parks", "mix", "basis")
        }
        assert "lots" not in row  # each row is one project, whatever hall is


def test_ids_come_from_what_a_row_says_and_not_from_where_it_stands(town: Town) -> None:
    head = ("项目", "面积", "开工")
    one, two, three = (
        ("北园 一期", "1万㎡", "2025"),
        ("Hall 2", "1万㎡", "2025"),
        ("丙", "1万㎡", "2025"),
    )
    before = town([head, one, two])
    after = town([("某区一览",), head, three, two, one, ("合计", 3)])
    assert rows_of(before).keys() < rows_of(after).keys()
    assert "hall-2" in rows_of(before)
    assert len(rows_of(after)) == 3


def test_a_workbook_is_read_as_it_looks(tmp_path: Path, town: Town) -> None:
    path = tmp_path / "projects.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write(0, 0, "略")
        sheet, day = book.add_worksheet("在建"), book.add_format({"num_format": 'yyyy"年"m"月"'})
        sheet.merge_range(0, 0, 0, 5, "2026年在建项目")
        sheet.write_row(1, 0, ["所属园区 Park", "项目名称*", "面积", "单位", "开工日期", "用途"])
        sheet.merge_range(2, 0, 4, 0, "南园")
        for row, name in enumerate(("一期", "二期\n（东）", "三期"), 2):
            sheet.write(row, 1, name)
            sheet.write_row(row, 2, [1.5, "万平方米"])
            sheet.write(row, 5, "LAB")
        sheet.write_datetime(2, 4, date(2024, 5, 1), day)
        sheet.write(3, 4, 45444)
        sheet.write(4, 4, 2025)
        sheet.write(9, 9, "blank rows and cells beside do not matter")
        sheet.write_formula(6, 2, "=SUM(C3:C5)", None, 4.5)
        sheet.write(6, 0, "合 计".replace(" ", ""))
    loaded = town(None, "{like: hall, table: {file: projects.xlsx, sheet: 在建, source: plan}}")
    found = list(rows_of(loaded).values())
    assert [one["label"] for one in found] == ["一期", "二期 （东）", "三期"]
    assert [one["parks"] for one in found] == [{"south": "100%"}] * 3
    assert [one["mix"] for one in found] == [{"lab": "100%"}] * 3
    assert [one["area"] for one in found] == ["1.5 万平方米"] * 3
    assert [one["start"] for one in found] == [
        "2024-05-01",
        "2024-06-01",
        {"between": ["2025", "2025"]},
    ]
    first = next(id_ for id_ in loaded.raw["supply"] if "-" in id_)
    row = next(row for row in number_rows(loaded) if row.path == f"supply.{first}.area")
    assert (row.place.rpartition("/")[2], row.source) == ("projects.xlsx:在建!C3", "plan")
    assert loaded.raw["supply"][first]["area"]["at"] == "projects.xlsx:在建!C3"
    digests = {Path(one.name).name: one.sha256 for one in loaded.files}
    assert len(digests["projects.xlsx"]) == 64


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8-sig", ","), ("gb18030", "\t"), ("utf-8", ";")]
)
def test_csv_as_spreadsheets_write_it(tmp_path: Path, town: Town, encoding: str, mark: str) -> None:
    rows = [("项目", "园区", "面积（万㎡）", "开工"), ("一期", "南园", "1.5", "2025-01")]
    put_csv(tmp_path / "projects.csv", rows, encoding, mark)
    (found,) = rows_of(town()).values()
    assert (found["label"], found["area"]) == ("一期", "1.5 万㎡")


def test_a_table_stands_for_its_rows_in_the_programme(town: Town) -> None:
    rows = [
        ("编号", "项目", "面积（万㎡）", "开工"),
        ("a", "甲", 2, "2025"),
        ("b", "乙", 1, "2025"),
    ]
    more = "change:\n  programme: {area: 8万 m², basis: gross, projects: [hall, listed]}\n"
    alike = "  supply.annex: {like: listed, area: 1万 m², start: 2026}\n"
    loaded = town(rows, more=alike + more)  # what is like a table is one project
    assert list(loaded.raw["supply"]) == ["hall", "listed-a", "listed-b", "annex"]
    assert loaded.raw["programme"]["projects"] == ["hall", "listed-a", "listed-b"]
    assert loaded.warnings == ()
    later = loaded.with_({"supply.listed-b.area": "3万 m²", "programme.area": "10万 m²"})
    assert later.raw["supply"]["listed-b"]["area"] == "3万 m²"


def test_a_table_may_be_in_a_parent_or_a_delta(tmp_path: Path, town: Town) -> None:
    rows = [("编号", "项目", "面积（万㎡）", "开工", "投资额"), ("a", "甲", 2, "2025", 3)]
    parent = town(rows)
    assert [one.code for one in parent.warnings] == ["W636"]
    child = tmp_path / "child.yaml"
    text = "extends: town.yaml\nname: x\nchange: {{supply.listed-{}.opens: 2027}}\n"
    child.write_text(text.format("b"), encoding="utf-8")
    assert "E207" in [code[:4] for code in codes(lambda: load(child))]
    delta = tmp_path / "delta.yaml"
    delta.write_text("add: {supply.more: {like: hall, table: projects.csv}}\n", encoding="utf-8")
    laid = load(tmp_path / "base.yaml").laid_over(delta)
    assert laid is not None
    assert laid.raw["supply"]["more-a"] == parent.raw["supply"]["listed-a"]
    assert {Path(one.name).name for one in laid.files} >= {"delta.yaml", "projects.csv"}


def test_what_nobody_sees_and_what_is_enormous_is_refused(tmp_path: Path, town: Town) -> None:
    head = ("项目", "面积（万㎡）", "开工")
    assert codes(lambda: town([head, ("一\u202e期", 1, "2025")])) == ["E105 A2"]
    most = [("项目", "面积（㎡）", "开工"), *((f"p{n}", 1000, "2025") for n in range(500))]
    assert codes(lambda: town([*most, ("p500", 1000, "2025")]))[0][:4] == "E230"
    assert [code[:4] for code in codes(lambda: town(most))] == ["E552"]  # with the one that was
    book = "{like: hall, table: projects.xlsx}"
    path = tmp_path / "projects.xlsx"
    put_workbook(path, ("far", [head, ("一期", 1, "2025")]))
    assert len(rows_of(town(None, book))) == 1
    for name, content in (
        ("xl/worksheets/sheet1.xml", b'<c r="XFD1048576"><v>1</v></c>'),  # a grid of 17 billion
        ("xl/sharedStrings.xml", b" " * (33 << 20)),
    ):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr(name, content)
        assert [code[:4] for code in codes(lambda: town(None, book))] == ["E230"]
    path.write_bytes(b"PK\x03\x04 no workbook")
    assert [code[:4] for code in codes(lambda: town(None, book))] == ["E230"]
    outside = "{like: hall, table: ../projects.csv}"
    assert [code[:4] for code in codes(lambda: town(None, outside))] == ["E201"]


def test_text_of_a_table_stays_text(town: Town) -> None:
    """What a terminal, a formula or a page would obey is a name like any other, or refused."""
    head = ("编号", "项目", "面积（万㎡）", "开工", "备注")
    seen = [text for text in POISON if text.isprintable() or "\n" in text]
    loaded = town([head, *((f"p{n}", text, 1, "2025", text) for n, text in enumerate(seen))])
    labels = [one["label"] for one in rows_of(loaded).values()]
    assert labels == [" ".join(text.split()) for text in seen]
    again = Path(loaded.path).with_name("again.yaml")
    again.write_text(loaded.resolved, encoding="utf-8")
    assert load(again).spec == loaded.spec


def test_the_example_is_sound_and_the_page_tells_every_word() -> None:
    example = load(ROOT / "scenarios" / "tables" / "listed.yaml")
    assert example.warnings == load(ROOT / "scenarios" / "baseline.yaml").warnings
    assert rows_of_example(example) == {
        "listed-d1": ("zhangjiang", "factory", "seen"),
        "listed-d2": ("zhangjiang", "factory", "announced"),
        "listed-d3": ("fengxian", "pilot", "seen"),
        "listed-d4": ("minhang", "lab", "seen"),
        "listed-d5": ("baoshan", "incubator", "seen"),
    }
    heads = [word for _, words in HEADS.values() for word in words]
    told = [*heads, *(word for words in STATUSES.values() for word in words)]
    for name in ("workbook.md", "workbook.zh.md"):
        page = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert [word for word in told if word not in page] == []


def rows_of_example(example: Loaded) -> dict[str, tuple[str, str, str]]:
    """Park, type and evidence of each project of the list."""
    return {
        id_: (*one.parks, *one.mix, one.evidence)
        for id_, one in example.spec.supply.items()
        if id_.startswith("listed")
    }


PARKS, TYPES = {"north": "北园", "south": "South"}, ("lab", "factory")
PROJECTS = st.lists(
    st.fixed_dictionaries(
        {
            "park": st.sampled_from(list(PARKS)),
            "type": st.sampled_from(TYPES),
            "area": st.integers(1_000, 90_000),
            "basis": st.sampled_from(["gross", "lettable"]),
            "start": st.dates(date(2024, 1, 1), date(2025, 12, 28)),
            "opens": st.none() | st.dates(date(2026, 2, 1), date(2028, 6, 1)),
        }
    ),
    min_size=1,
    max_size=4,
)


def reads_back(folder: Path, wanted: list[dict[str, Any]], workbook: bool) -> bool:
    """Whether a table written from entries of supply makes the plan that these make."""
    (folder / "base.yaml").write_bytes(SOUND.read_bytes())
    basis = wanted[0]["basis"]
    head = "建筑面积 Gross area (万m²)" if basis == "gross" else "可出租面积（万㎡）"
    rows: list[Sequence[object]] = [("编号", "项目", "园区", "类型", head, "开工", "交付")]
    changes: dict[str, object] = {}
    for n, one in enumerate(wanted):
        opens = one["opens"]
        area, cells = one["area"] / 10_000, (one["start"].isoformat(), opens and opens.isoformat())
        rows.append((f"p{n}", f"项目{n}", PARKS[one["park"]], one["type"], area, *cells))
        changes[f"supply.listed-p{n}"] = {
            "parks": {one["park"]: "100%"},
            "mix": {one["type"]: "100%"},
            "area": f"{one['area']} m²",
            "basis": basis,
            "lettable": "86%",
            "start": cells[0],
            **({"opens": cells[1]} if opens else {"construction": "20 months"}),
        }
    file = "projects.xlsx" if workbook else "projects.csv"
    (put_workbook(folder / file, ("项目", rows)) if workbook else put_csv(folder / file, rows))
    entry = f"{{lettable: 86%, construction: 20 months, table: {file}}}"
    text = f"extends: base.yaml\nname: x\nadd: {{supply.listed: {entry}}}\n"
    (folder / "town.yaml").write_text(text, encoding="utf-8")
    read, direct = load(folder / "town.yaml"), load(folder / "base.yaml", changes=[changes])
    return compile_plan(read.spec).lots == compile_plan(direct.spec).lots


@settings(examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=PROJECTS, workbook=st.booleans())
def test_a_table_written_from_supply_reads_back_to_the_same_plan(
    tmp_path: Path, wanted: list[dict[str, Any]], workbook: bool
) -> None:
    assert reads_back(tmp_path, wanted, workbook)


@pytest.mark.parametrize("fault", ["_unit", "plain"])
def test_a_misread_table_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    one = {"park": "north", "type": "lab", "area": 12_345, "basis": "gross"}
    wanted = [{**one, "start": date(2024, 3, 2), "opens": date(2026, 2, 1)}]
    assert reads_back(tmp_path, wanted, workbook=False)
    wrong = {"_unit": lambda head: "亩", "plain": lambda text: text.replace("-02", "-03")}
    monkeypatch.setattr(projects, fault, wrong[fault])
    assert not reads_back(tmp_path, wanted, workbook=False)
