"""What ships: every file of the package, and pins that name no place."""

from __future__ import annotations

from configparser import ConfigParser
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def forgotten(sim: Path, patterns: list[str]) -> list[str]:
    """Return the files under the package that no pattern of package data takes along."""
    return [
        str(path.relative_to(sim))
        for path in sorted(sim.rglob("*"))
        if path.is_file() and path.suffix not in {".py", ".pyc"}
        if not any(fnmatch(path.name, pattern) for pattern in patterns)
        or not (path.parent / "__init__.py").exists()
    ]


def patterns() -> list[str]:
    """Return the patterns of package data in setup.cfg."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config["options.package_data"]["*"].replace(" ", "").split(",")


def test_every_file_of_the_package_ships() -> None:
    assert forgotten(ROOT / "sim", patterns()) == []


def test_a_forgotten_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for name in ("a.ttf", "b.xyz"):
        (tmp_path / "assets" / name).touch()
    assert forgotten(tmp_path, ["*.ttf"]) == ["assets/a.ttf", "assets/b.xyz"]
    (tmp_path / "assets" / "__init__.py").touch()
    assert forgotten(tmp_path, ["*.ttf"]) == ["assets/b.xyz"]


@pytest.mark.parametrize("name", ["NotoSansSC-GBK-Big5-subset.ttf", "OFL.txt", "README.md"])
def test_the_font_travels_with_its_licence(name: str) -> None:
    assert (ROOT / "sim" / "assets" / name).stat().st_size > 500


def test_every_version_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all("==" in pin.partition(";")[0] for pin in pins)
