"""Modules and tests stay small enough to be read in one sitting."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST = 500


def faults(folder: Path) -> list[str]:
    """Return what is too long, if anything."""
    size = {
        str(path.relative_to(folder)): len(path.read_text(encoding="utf-8").splitlines())
        for path in folder.rglob("*.py")
    }
    return [f"{name} has {n} lines, at most {MOST}" for name, n in sorted(size.items()) if n > MOST]


@pytest.mark.parametrize("room", ["sim", "tests"])
def test_modules_are_small(room: str) -> None:
    assert faults(ROOT / room) == []


def test_a_long_module_is_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * 501, encoding="utf-8")
    assert faults(tmp_path) == ["long.py has 501 lines, at most 500"]
    (tmp_path / "long.py").write_text("x = 1\n" * 500, encoding="utf-8")
    assert faults(tmp_path) == []
