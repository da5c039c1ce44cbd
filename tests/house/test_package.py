"""What ships: every file of the package, and pins that name no place."""

from __future__ import annotations

import shutil
import subprocess
import sys
from configparser import ConfigParser
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from sim.kernel import compiling
from sim.scenario.load import load
from sim.scenario.yaml import files

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


def settings() -> ConfigParser:
    """Return what setup.cfg says of the package."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def patterns() -> list[str]:
    """Return the patterns of package data in setup.cfg."""
    return settings()["options.package_data"]["*"].replace(" ", "").split(",")


def test_every_file_of_the_package_ships() -> None:
    assert forgotten(ROOT / "sim", patterns()) == []


def test_a_forgotten_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for name in ("a.ttf", "b.xyz"):
        (tmp_path / "assets" / name).touch()
    assert forgotten(tmp_path, ["*.ttf"]) == ["assets/a.ttf", "assets/b.xyz"]
    (tmp_path / "assets" / "__init__.py").touch()
    assert forgotten(tmp_path, ["*.ttf"]) == ["assets/b.xyz"]


def test_it_says_that_it_is_typed() -> None:
    """Else type checkers of those who use it see nothing of `public_types.py`."""
    assert (ROOT / "sim" / "py.typed").is_file()


@pytest.mark.parametrize("name", ["NotoSansSC-GBK-Big5-subset.ttf", "OFL.txt", "README.md"])
def test_the_font_travels_with_its_licence(name: str) -> None:
    assert (ROOT / "sim" / "assets" / name).stat().st_size > 500


def test_it_is_cited_as_the_package_is_called() -> None:
    """With all that the Citation File Format 1.2.0 requires."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    package = settings()["metadata"]
    assert cited["cff-version"] == "1.2.0" and cited["message"] and cited["authors"]
    assert package["name"] in cited["title"]
    assert {key: cited[key] for key in ("version", "license")} == {
        key: package[key] for key in ("version", "license")
    }
    assert cited["keywords"] == package["keywords"].split(", ")


def test_every_version_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all("==" in pin.partition(";")[0] for pin in pins)


def built(root: Path, into: Path) -> set[str]:
    """Return the files of the package's `shipped` folder, as a wheel would hold them."""
    command = [sys.executable, "setup.py", "-q", "build_py", "--build-lib", str(into)]
    subprocess.run(command, cwd=root, check=True, timeout=300, capture_output=True)
    inside = into / "sim" / "shipped"
    return {str(path.relative_to(inside)) for path in inside.rglob("*") if path.is_file()}


def kept() -> set[str]:
    """Return what the checkout keeps beside the program, for people to run."""
    folders = ("scenarios", "history", "studies", "notebooks")
    endings = (".yaml", ".json", ".md", ".py", ".csv")
    files = [path for name in folders for path in (ROOT / name).rglob("*")]
    return {str(path.relative_to(ROOT)) for path in files if path.suffix in endings}


def test_what_ships_travels_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the sources, so that no build is left in the checkout."""
    root, lib, away = tmp_path / "root", tmp_path / "lib", tmp_path / "away"
    for name in ("scenarios", "history", "studies", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("setup.py", "setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    (root / "sim").mkdir()
    (root / "sim" / "__init__.py").touch()
    assert built(root, lib) == kept()
    away.mkdir()
    monkeypatch.chdir(away)
    monkeypatch.setattr(files, "_PACKAGE", lib / "sim")
    for name in ("baseline", "boom.yaml"):
        assert Path(load(name).path).is_relative_to(lib)
    assert Path(files.located("shanghai", "history")).is_file()


def test_a_name_means_the_current_folder_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert files.located("baseline") == str(ROOT / "scenarios" / "baseline.yaml")
    assert files.located("no-such") == "no-such"
    assert files.located("sub/baseline") == "sub/baseline"
    Path("baseline.yaml").touch()
    assert files.located("baseline") == "baseline.yaml"
    Path("baseline").touch()
    assert files.located("baseline") == "baseline"
    monkeypatch.chdir(ROOT)
    assert files.located("baseline") == str(Path("scenarios/baseline.yaml"))


def test_every_source_of_the_engine_is_there() -> None:
    assert [name for name in compiling._SOURCES if not any((ROOT / "sim").glob(name))] == []
