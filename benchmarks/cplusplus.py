"""The C++ program of benchmarks/cpp: compiled when a compiler is there, timed by itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import HERE, Case
from benchmarks.timing import Measured, RefusedError

SOURCES = HERE / "cpp"
COMPILER = "g++"
# No contraction of a·b + c: with it the last bits differ from Python's.
OPTIONS = ("-std=c++17", "-O3", "-march=native", "-ffp-contract=off")


def absent() -> str | None:
    """Return why it cannot run on this machine, if so."""
    if not any(SOURCES.glob("*.cpp")):
        return "there is no program in benchmarks/cpp"
    return None if shutil.which(COMPILER) else f"there is no {COMPILER}"


@cache
def _folder() -> TemporaryDirectory[str]:
    """A folder that lives as long as this process."""
    return TemporaryDirectory(prefix="zhizao-cpp-")


@cache
def build() -> Path:
    """Compile the program and return it."""
    program = Path(_folder().name) / "city"
    sources = sorted(map(str, SOURCES.glob("*.cpp")))
    subprocess.run([COMPILER, *OPTIONS, *sources, "-o", str(program)], check=True)
    return program


def prepare(case: Case) -> Callable[[int], Measured]:
    """Write the plan of a case to a file; each replication is played twice, the second timed.

    Raises RefusedError if the program cannot play it.
    """
    program = build()
    plan = program.with_name(f"{abs(hash((case.name, case.path)))}.plan")
    # World −1 is played by all replications.
    import_module("benchmarks.cpp.dump").dump({-1: case.plan}, case.seed, plan)

    def play(replication: int) -> Measured:
        words = [str(program), str(plan), str(replication), "1", "--rounds", "2"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RefusedError(done.stderr.strip())
        # replication 0: 5.123 ms, 85839 rows, ...
        (line,) = (one for one in done.stdout.splitlines() if one.startswith("replication "))
        milliseconds, _, events, *_ = line.partition(":")[2].split()
        return Measured(float(milliseconds) / 1000, int(events))

    play(0)
    return play
