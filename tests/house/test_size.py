"""Modules stay small enough to be read in one sitting."""

from __future__ import annotations

from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
MEDIAN, MOST = 150, 500


def lengths(folder: Path) -> dict[str, int]:
    """Return the number of lines of each module that has something to say."""
    return {
        str(path.relative_to(folder)): len(path.read_text(encoding="utf-8").splitlines())
        for path in folder.rglob("*.py")
        if path.name != "__init__.py"
    }


def faults(folder: Path) -> list[str]:
    """Return what is too long, if anything."""
    size = lengths(folder)
    middle = median(size.values())
    long = [f"{name} has {n} lines, at most {MOST}" for name, n in sorted(size.items()) if n > MOST]
    return long + ([f"median {middle}, at most {MEDIAN}"] if middle > MEDIAN else [])


def test_modules_are_small() -> None:
    assert faults(ROOT / "sim") == []


def test_a_long_module_is_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * 501, encoding="utf-8")
    assert faults(tmp_path) == ["long.py has 501 lines, at most 500", "median 501, at most 150"]
    (tmp_path / "long.py").write_text("x = 1\n" * 150, encoding="utf-8")
    assert faults(tmp_path) == []
