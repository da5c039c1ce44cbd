"""The page on the architecture shows the house as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.picture import picture
from tests.house.test_imports import small_house

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "images" / "architecture.svg"
PAGES = [ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]


def lost(page: str, root: Path) -> list[str]:
    """Return the files and folders of the program that a page names and that are not there."""
    named = re.findall(r"`((?:sim|tests|benchmarks)/[\w/.*-]+)`", page)
    return [name for name in named if not any(root.glob(name.rstrip("/")))]


def test_the_picture_is_the_house(golden: Callable[[Path, str], None]) -> None:
    golden(PICTURE, picture(ROOT / "sim"))


def test_the_picture_shows_a_new_room_and_a_new_import(tmp_path: Path) -> None:
    sim = small_house(tmp_path)
    (sim / "cli.py").touch()
    for folder in ("draws", "model", "text"):
        (sim / folder / "__init__.py").write_text('"""A floor."""', encoding="utf-8")
    floors = ["text", "draws", "model", "cli"]
    before = picture(sim, floors)
    (sim / "draws" / "laws").mkdir()
    (sim / "draws" / "laws" / "__init__.py").touch()
    room = picture(sim, floors)
    (sim / "draws" / "keys.py").write_text("from sim.text import words", encoding="utf-8")
    assert "laws/" not in before and "laws/" in room
    assert room.count("<circle") + 1 == picture(sim, floors).count("<circle")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    assert lost(page.read_text(encoding="utf-8"), ROOT) == []


def test_a_lost_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "cli.py").touch()
    assert lost("`sim/cli.py`, `sim/*.py`, `sim/gone.py`", tmp_path) == ["sim/gone.py"]


def test_no_room_is_left_out() -> None:
    shown = PICTURE.read_text(encoding="utf-8")
    folders = [*(ROOT / "sim").glob("*/*/__init__.py")]
    assert folders and all(f"{path.parent.name}/" in shown for path in folders)
