"""Where machine code is kept, and that it is never that of other sources."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from numba.extending import register_jitable

from sim.cli import main
from sim.kernel import compiling
from sim.kernel.arrays import placed, room
from sim.kernel.memory import int64, load, store

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


def stores_a_number(address: int) -> None:
    """Compiled in no time."""
    store(address, 0, int64(7))


def stores_another(address: int) -> None:
    store(address, 0, int64(8))


@register_jitable
def _adds(address: int, number: int) -> None:
    store(address, 0, load(address, 0, int64) + number)


@register_jitable
def _adds_two(address: int) -> None:
    _adds(address, 2)


def adds_one_and_two(address: int) -> None:
    """With what it calls, and what that calls."""
    _adds(address, 1)
    _adds_two(address)


def stored_by(function: Any, compiles: bool = True) -> int:
    """What a function that is fetched from the cache, or may have to be compiled, stores."""

    def source() -> Any:
        assert compiles
        return function

    place = room(1, np.int64)
    compiling.kept(function.__name__, source)(place.ctypes.data)
    return int(place[0])


@pytest.fixture
def one(places, monkeypatch):
    """The file of a function that was compiled, the only one that there is."""
    monkeypatch.setattr(compiling, "_FUNCTIONS", (stores_a_number.__name__,))
    assert not compiling.ready()
    assert stored_by(stores_a_number) == 7
    (file,) = compiling.folder().iterdir()
    return file


def test_it_is_ready_when_all_functions_are_there(one, monkeypatch):
    assert compiling.ready()
    assert stored_by(stores_a_number, compiles=False) == 7
    monkeypatch.setattr(compiling, "_FUNCTIONS", (*compiling._FUNCTIONS, "another"))
    assert not compiling.ready()


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def flip_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


SPOILT = {
    "cut off": cut_off,
    "cut off at its beginning": lambda file: file.write_bytes(file.read_bytes()[100:]),
    "empty": lambda file: file.write_bytes(b""),
    "of other content": lambda file: file.write_bytes(b"# Read me" * 1000),
    "with a bit changed": flip_a_bit,
    "gone": Path.unlink,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_made_anew(one, spoil):
    whole = one.read_bytes()
    spoil(one)
    assert not compiling.ready()
    assert stored_by(stores_a_number) == 7
    assert compiling.ready() and len(one.read_bytes()) == len(whole)
    assert stored_by(stores_a_number, compiles=False) == 7


def test_machine_code_of_something_else_is_not_taken_for_this(one, monkeypatch):
    """Whole, but of another function: it is compiled."""
    assert stored_by(stores_another) == 8
    compiling._stored(one.parent, "stores_another").replace(one)
    assert stored_by(stores_a_number) == 7


def test_what_numba_compiles_later_may_call_what_was_compiled_here(places):
    """Parts that were kept as they are for one function serve another."""

    later = numba.njit(adds_one_and_two)
    place = placed(np.zeros(1, np.int64))
    compiling.kept("sum", lambda: adds_one_and_two)(place.ctypes.data)
    assert place[0] == 3
    later(place.ctypes.data)
    assert place[0] == 6


def test_a_folder_in_its_place_does_no_harm(one):
    one.unlink()
    (one / "inside").mkdir(parents=True)
    assert stored_by(stores_a_number) == 7


def test_what_cannot_be_written_serves_once(places, monkeypatch):
    """A disk that is full, however far it came."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fail(*_: object, **__: object) -> None:
        raise full

    folder = compiling.folder()
    for owner, name in ((Path, "write_bytes"), (tempfile, "TemporaryDirectory")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, fail)
            assert stored_by(stores_a_number) == 7
        assert list(folder.iterdir()) == []


def test_what_is_whole_need_not_be_written(one, monkeypatch):
    """An image that brings its machine code, run where nothing can be written beside it."""

    def fail(**_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "TemporaryFile", fail)
    assert compiling.folder() == one.parent
    cut_off(one)
    with pytest.raises(compiling.NoCacheError):
        compiling.folder()


def test_a_limit_of_memory_is_told(warm_limit, capsys):
    assert main(["compile", "--lang", "en"]) == 2
    assert "ulimit -v" in capsys.readouterr().err


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
    monkeypatch.setattr("sim.measures.counting.counter.compile_all", lambda: None)
    assert main(["compile", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "first use: compiling" in said.err
    assert "compiled in 0 s" in said.out and str(places / "home") in said.out


@pytest.fixture
def warm_limit(places, monkeypatch):
    """A process that may not have the memory to compile."""
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1 << 30, 1 << 30))


def test_compile_says_that_it_was_done_before(places, monkeypatch, capsys):
    monkeypatch.setattr(compiling, "ready", lambda: True)
    assert main(["compile", "--lang", "en"]) == 0
    assert "compiled before" in capsys.readouterr().out


def test_a_fault_while_compiling_surfaces(places, monkeypatch):
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sim.measures.counting.counter.compile_all", fail)
    with pytest.raises(ZeroDivisionError):
        main(["compile"])
