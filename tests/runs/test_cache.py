"""Where machine code is kept, and that it is never that of other sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sim.cli import main
from sim.kernel import compiling

ROOT = Path(__file__).parents[2]
AS_ROOT = hasattr(os, "getuid") and os.getuid() == 0


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A home and a place for temporary files, nothing else said."""
    for name in ("ZHIZAO_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


def block(path: Path) -> None:
    """Make a folder that nobody can write in, not even who may do all: it is a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def test_the_users_cache_is_the_usual_place(places, monkeypatch):
    assert compiling.folder().parent == places / "home" / ".cache" / "zhizao"
    monkeypatch.setenv("XDG_CACHE_HOME", str(places / "other"))
    assert compiling.folder().parent == places / "other" / "zhizao"


def test_zhizao_cache_comes_first(places, monkeypatch):
    monkeypatch.setenv("ZHIZAO_CACHE", str(places / "mine"))
    assert compiling.folder().parent == places / "mine"


def test_a_home_that_cannot_be_written_gives_way(places):
    block(places / "home" / ".cache")
    assert compiling.folder().parent.parent == places / "temporary"
    assert compiling.folder().parent.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(AS_ROOT or sys.platform == "win32", reason="nothing is read-only for root")
def test_a_read_only_home_gives_way(places):
    (places / "home").chmod(0o500)
    assert compiling.folder().parent.parent == places / "temporary"


def test_a_folder_of_somebody_else_is_not_trusted(places, monkeypatch):
    block(places / "home" / ".cache")
    monkeypatch.setattr(os, "getuid", lambda: 12345, raising=False)
    with pytest.raises(compiling.NoCacheError):
        compiling.folder()


def test_nowhere_to_write_is_told(places, monkeypatch, capsys):
    block(places / "home" / ".cache")
    block(places / "temporary" / f"zhizao-{os.getuid()}")
    with pytest.raises(compiling.NoCacheError, match="ZHIZAO_CACHE"):
        compiling.folder()
    assert main(["compile", "--lang", "en"]) == 2
    assert "set ZHIZAO_CACHE" in capsys.readouterr().err
    block(places / "file")
    monkeypatch.setenv("ZHIZAO_CACHE", str(places / "file"))
    with pytest.raises(compiling.NoCacheError):
        compiling.folder()


def test_it_is_ready_when_both_functions_are_there(places):
    folder = compiling.folder()
    for number in range(2):
        assert not compiling.ready()
        (folder / f"{number}.nbi").touch()
    assert compiling.ready()


@pytest.mark.parametrize("changed", ["kernel/waiting.py", "draws/laws.py", "model/log.py"])
def test_a_changed_source_has_machine_code_of_its_own(changed, tmp_path):
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))

    def folder() -> str:
        code = "from sim.kernel import compiling; print(compiling.folder().name)"
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "ZHIZAO_CACHE": str(tmp_path / "c")},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout.strip()

    before = folder()
    assert folder() == before
    with (tmp_path / "sim" / changed).open("a", encoding="utf-8") as file:
        file.write("# another\n")
    assert folder() != before


def test_compile_without_numba(monkeypatch, capsys):
    monkeypatch.setattr(compiling, "available", lambda: False)
    assert main(["compile", "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert "pip install numba" in said.err and said.out == ""


def test_compile_says_how_long_it_took_and_where(places, monkeypatch, capsys):
    monkeypatch.setattr("sim.measures.counted.compile_all", lambda: None)
    assert main(["compile", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "first use: compiling" in said.err
    assert "compiled in 0 s" in said.out and str(places / "home") in said.out


def test_compile_says_that_it_was_done_before(places, monkeypatch, capsys):
    monkeypatch.setattr(compiling, "ready", lambda: True)
    assert main(["compile", "--lang", "en"]) == 0
    assert "compiled before" in capsys.readouterr().out


def test_a_fault_while_compiling_surfaces(places, monkeypatch):
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sim.measures.counted.compile_all", fail)
    with pytest.raises(ZeroDivisionError):
        main(["compile"])
