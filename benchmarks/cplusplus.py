"""The C++ program of benchmarks/cpp: compiled when a compiler is there, timed by itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import HERE, Case
from benchmarks.timing import Measured, RefusedError

# No contraction of a·b + c to one rounding: Python has none.
FLAGS = ("-std=c++17", "-O3", "-march=native", "-ffp-contract=off", "-Wall", "-Wextra")


def compiler() -> str | None:
    """Return a C++ compiler, if there is one."""
    return shutil.which("g++") or shutil.which("clang++")


def absent() -> str | None:
    """Return why it cannot run on this machine, if so."""
    return None if compiler() else "there is no C++ compiler"


def build(folder: Path, flags: Sequence[str] = FLAGS) -> Path:
    """Compile the program into a folder and return it."""
    program, name = folder / "city", compiler()
    assert name is not None
    subprocess.run([name, *flags, str(HERE / "cpp/main.cpp"), "-o", str(program)], check=True)
    return program


@cache
def _folder() -> TemporaryDirectory[str]:
    """A folder that lives as long as this process."""
    return TemporaryDirectory(prefix="zhizao-cpp-")


@cache
def _built() -> Path:
    return build(Path(_folder().name))


def command(case: Case) -> list[str]:
    """Write the plan of a case to a file and return the program and its first argument.

    Raises RefusedError if the program cannot play it.
    """
    from benchmarks.cpp.dump import dump

    program = _built()
    plan = program.with_name(f"{abs(hash((case.name, case.path)))}.plan")
    # World −1 is played by all replications.
    dump({-1: case.plan}, case.spec, plan)
    return [str(program), str(plan)]


def prepare(case: Case, *options: str) -> Callable[[int], Measured]:
    """Return what plays a replication twice, the second timed; `--bare` counts nothing.

    Raises RefusedError if the program cannot play the case.
    """
    started = command(case)

    def play(replication: int) -> Measured:
        words = [*started, str(replication), "1", "--rounds", "2", *options]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RefusedError(done.stderr.strip())
        # replication 0: 5.123 ms, 85839 rows, ...
        (line,) = (text for text in done.stdout.splitlines() if text.startswith("replication "))
        milliseconds, _, events, *_ = line.partition(":")[2].split()
        return Measured(float(milliseconds) / 1000, int(events))

    play(0)
    return play
