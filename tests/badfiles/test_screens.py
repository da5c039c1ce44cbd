"""Bad scenarios and the exact screens that `zhizao check` answers with, in both languages.

`pytest tests/badfiles --update` writes the expected screens anew; read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from sim.cli import main
from sim.text.messages.catalogue import MESSAGES

CASES = Path(__file__).parent / "cases"
SOUND = "base.yaml"
NAMES = sorted(path.name for path in CASES.glob("*.yaml") if path.name != SOUND)


def big(folder: Path) -> None:
    (folder / "big.yaml").write_text("# " + "面积" * 300_000, encoding="utf-8")


def many_values(folder: Path) -> None:
    text = "name: [" + ", ".join("1" * 40_000) + "]\n"
    (folder / "many-values.yaml").write_text(text, encoding="utf-8")


def brackets(folder: Path) -> None:
    (folder / "brackets.yaml").write_text("name: " + "[" * 900_000, encoding="utf-8")


def one_long_line(folder: Path) -> None:
    (folder / "one-long-line.yaml").write_text("家" * 300_000 + "：1", encoding="utf-8")


def levels(folder: Path) -> None:
    for level in range(9):
        text = f"extends: level-{level + 1}.yaml\nname: x\n"
        (folder / f"level-{level}.yaml").write_text(text, encoding="utf-8")
    (folder / "level-9.yaml").write_text((CASES / SOUND).read_text("utf-8"), encoding="utf-8")
    (folder / "levels.yaml").symlink_to("level-0.yaml")


def link_outside(folder: Path) -> None:
    inside = folder / "inside"
    inside.mkdir()
    (folder / "secret.yaml").write_text("name: secret\n", encoding="utf-8")
    (inside / "parent.yaml").symlink_to("../secret.yaml")
    text = "extends: parent.yaml\nname: x\n"
    (inside / "link-outside.yaml").write_text(text, encoding="utf-8")
    (folder / "link-outside.yaml").symlink_to("inside/link-outside.yaml")


def a_folder(folder: Path) -> None:
    (folder / "a-folder.yaml").mkdir()


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "a-pipe.yaml")


def two_sheets(folder: Path) -> None:
    with xlsxwriter.Workbook(folder / "projects.xlsx") as book:
        for name in ("在建", "规划"):
            book.add_worksheet(name).write_row(0, 0, ["项目", "园区", "面积"])
    text = (
        "extends: base.yaml\nname: x\nadd:\n  supply.listed:\n    like: hall\n"
        "    table: {file: projects.xlsx, sheet: 再建}\n"
    )
    (folder / "two-sheets.yaml").write_text(text, encoding="utf-8")


def nothing(folder: Path) -> None:
    """Write no file at all."""


MADE: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "big": (big, ["big.yaml"]),
    "many-values": (many_values, ["many-values.yaml"]),
    "brackets": (brackets, ["brackets.yaml"]),
    "one-long-line": (one_long_line, ["one-long-line.yaml"]),
    "levels": (levels, ["levels.yaml"]),
    "link-outside": (link_outside, ["inside/link-outside.yaml"]),
    "a-folder": (a_folder, ["a-folder.yaml"]),
    "a-pipe": (a_pipe, ["a-pipe.yaml"]),
    "two-sheets": (two_sheets, ["two-sheets.yaml"]),
    "no-file": (nothing, ["no-file.yaml"]),
    "name-with-nul": (nothing, ["a\0b.yaml"]),
    "name-with-escape": (nothing, ["\x1b[31m‮.yaml"]),
    "set-without-value": (nothing, [SOUND, "--set", "supply.hall.lots"]),
    "set-unknown-path": (nothing, [SOUND, "--set", "supply.hal.lots=3"]),
    "set-bad-value": (nothing, [SOUND, "--set", "supply.hall.area=5万 monts"]),
    "set-bad-yaml": (nothing, [SOUND, "--set", "supply.hall.mix={lab: 20%"]),
    "set-not-a-path": (nothing, [SOUND, "--set", "supply[hall]=3"]),
    "set-table": (nothing, [SOUND, "--set", "supply.hall.table=projects.csv"]),
}
"""Screens of files that are made for the test: name → (what makes them, arguments)."""


def screens(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> tuple[dict[str, str], set[int]]:
    """Return what the command prints by language, and its exit codes."""
    found, codes = {}, set()
    for lang in ("zh", "en"):
        codes.add(main(["check", *arguments, "--lang", lang]))
        found[lang] = capsys.readouterr().out
    return found, codes


def as_golden(found: dict[str, str]) -> str:
    return found["zh"] + "-" * 80 + "\n" + found["en"]


@pytest.mark.parametrize("name", NAMES)
def test_screen(
    name: str,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(CASES)
    found, codes = screens([name], capsys)
    assert codes == ({0} if name.startswith("w") else {2})
    golden(CASES / name.replace(".yaml", ".txt"), as_golden(found))


@pytest.mark.parametrize("name", MADE)
def test_screen_of_a_made_file(
    name: str,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    make, arguments = MADE[name]
    (tmp_path / SOUND).write_bytes((CASES / SOUND).read_bytes())
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    found, codes = screens(arguments, capsys)
    assert codes == {2}
    golden(CASES / f"made-{name}.txt", as_golden(found))


def test_the_sound_scenario_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(CASES / SOUND)]) == 0
    assert "W" not in re.findall(r"^([EW])\d", capsys.readouterr().out, re.MULTILINE)


def told_codes() -> set[str]:
    rooms = (CASES, CASES.parent / "past", CASES.parent / "studies")
    paths = [path for room in rooms for path in room.glob("*.txt")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return {code for text in texts for code in re.findall(r"^([EW]\d{3}) ", text, re.MULTILINE)}


def test_every_code_has_a_case() -> None:
    # Only from Python; of an edited pipeline, see tests/ui; for a type the schema does not have.
    elsewhere = {"E217", "E240", "E499"}
    assert set(MESSAGES) - told_codes() == elsewhere


def test_every_screen_belongs_to_a_case() -> None:
    expected = {name.replace(".yaml", ".txt") for name in NAMES} | {f"made-{n}.txt" for n in MADE}
    assert {path.name for path in CASES.glob("*.txt")} == expected


def test_there_are_enough_cases() -> None:
    assert len(NAMES) >= 60


def test_no_screen_carries_control_characters() -> None:
    for path in CASES.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert not [c for c in text if not c.isprintable() and c != "\n"], path.name
