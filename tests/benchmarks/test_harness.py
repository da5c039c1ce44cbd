"""The harness: cases are what their names say, and no row takes longer than it may."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks.cases import first_year, whole
from benchmarks.looks import LOOKS
from benchmarks.process import UnknownRevisionError, python, tree_of
from benchmarks.rows import ROWS
from benchmarks.rows.bench import Bench
from benchmarks.rows.figure import Figure, shown
from benchmarks.table import table
from benchmarks.timing import Brake, figure, interleaved, ratios, spread


def test_companies_scale_demand_stock_and_supply() -> None:
    one, three = whole().plan, whole(companies=3).plan
    assert sum(three.capacity) == pytest.approx(3 * sum(one.capacity), rel=1e-5)
    assert sum(s.arrivals[-1] for s in three.streams) == pytest.approx(
        3 * sum(s.arrivals[-1] for s in one.streams)
    )
    built = [sum(a for lot in plan.lots for _, a in lot.cells) for plan in (one, three)]
    assert built[1] == pytest.approx(3 * built[0], rel=1e-5)


def test_ten_times_the_companies_are_not_refused() -> None:
    ten = whole(companies=10).plan
    assert sum(ten.capacity) == pytest.approx(10 * sum(whole().plan.capacity), rel=1e-5)


def test_parks_are_split_evenly() -> None:
    one, two = whole().plan, whole(parks=2).plan
    assert len(two.parks) == 2 * len(one.parks)
    assert sum(two.capacity) == pytest.approx(sum(one.capacity), rel=1e-5)
    at = {park: i for i, park in enumerate(two.parks)}
    for i, park in enumerate(one.parks):
        halves = [two.capacity[at[f"{park}-{half}"]] for half in (0, 1)]
        assert sum(halves) == pytest.approx(one.capacity[i], rel=1e-3)
        assert abs(halves[0] - halves[1]) <= 1


def test_the_first_year_ends_after_a_year() -> None:
    assert first_year(1).plan.months == 12


def test_rounds_are_played_in_turn() -> None:
    played: list[tuple[str, int]] = []
    plays = {name: lambda r, name=name: played.append((name, r)) for name in "ab"}
    samples = interleaved(plays, 2, warm=False)
    in_turn = [("a", 0), ("b", 0), ("b", 1), ("a", 1)]
    assert played == [turn for turn in in_turn for _ in ("warming", "timed")]
    assert [len(samples[name].cpu) for name in "ab"] == [2, 2]


def test_a_brake_learns_how_a_program_grows() -> None:
    brake = Brake(limit=10)
    assert brake.holds("x", 1000) is None
    brake.note("x", 1, 0.1)
    assert brake.expected("x", 10) == pytest.approx(1)
    brake.note("x", 10, 10)  # quadratic
    assert brake.expected("x", 20) == pytest.approx(40)
    assert brake.holds("x", 20) == "(about 40.0 s)"


def test_figures_and_tables() -> None:
    assert [figure(x) for x in (0.01234, 1.234, 12.34, 1234.5)] == [
        "0.0123",
        "1.23",
        "12.3",
        "1,234",
    ]
    assert spread([1, 3, 2]) == "2.00 [1.00-3.00]"
    assert ratios([4, 9], [2, 3]) == [2, 3]
    text = table("T", ["note"], ["who", "s"], [["a", "1.0"], ["厂房", "10"]])
    assert text.splitlines()[2:6] == [
        "| who  |   s |",
        "| ---- | --: |",
        "| a    | 1.0 |",
        "| 厂房 |  10 |",
    ]


def test_every_row_and_look_says_what_it_measures() -> None:
    assert all(measure.__doc__ for measure in (*ROWS.values(), *LOOKS.values()))
    assert not set(ROWS) & set(LOOKS)


def test_a_figure_says_whether_it_meets_its_aim() -> None:
    figures = [
        Figure("least", [1.0, 2.0, 3.0], "3", at_most=2.0),
        Figure("more", [30.0], at_least=60),
        Figure("none", [], at_most=1.0, missing="no compiler"),
    ]
    text = shown("T", [], [("row", figures)])
    cells = [[cell.strip() for cell in line.split("|")[3:-1]] for line in text.splitlines()[4:7]]
    assert cells == [
        ["≤ 2", "2.00 [1.00-3.00]", "met"],
        ["≥ 60", "30.0", "off by 2.00 ×"],
        ["≤ 1", "no compiler", ""],
    ]


def test_a_process_is_measured_with_what_it_starts(tmp_path: Path) -> None:
    held = "x = bytearray(200 << 20); x[:] = b'1' * len(x)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', \"{held}\"]); print(7)"
    ran = python(["-c", child], tmp_path, watch=True)
    assert ran.output == "7\n"
    assert ran.peak > 200
    assert ran.cpu > 0
    with pytest.raises(RuntimeError, match="gone"):
        python(["-c", "raise SystemExit('gone')"], tmp_path)


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def test_the_other_side_is_that_of_its_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    git(there, "init")
    for text in ("old", "new"):
        (there / "sim.py").write_text(f"print({text!r})", encoding="utf-8")
        git(there, "add", ".")
        git(there, "commit", "-m", text)
    monkeypatch.setattr("benchmarks.process.ROOT", there)
    tree = tree_of("HEAD~1", tmp_path)
    assert python(["-m", "sim"], tree).output == "old\n"
    assert tree_of("HEAD~1", tmp_path) == tree
    with pytest.raises(UnknownRevisionError):
        tree_of("HEAD~2", tmp_path)
    assert Bench(revision="HEAD~2").base is None
