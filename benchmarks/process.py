"""Commands and small programs as processes of their own, in this tree or that of a revision."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, sleep

ROOT = Path(__file__).parents[1]
TREES = ROOT / "build/benchmarks"
"""Where revisions are exported to, each once."""
_LOOK = 0.1
"""Seconds between two looks at a process's memory."""


class UnknownRevisionError(Exception):
    """There is no such revision here, or no git."""


@dataclass(frozen=True)
class Ran:
    """What a process took, with all that it started."""

    cpu: float
    """Seconds, user and system."""
    wall: float
    peak: float
    """Most memory held at once, in MiB; pages shared by processes count once."""
    output: str


def tree_of(revision: str, into: Path = TREES) -> Path:
    """Return the folder with the files of a revision; UnknownRevisionError if it is not here."""

    def git(*words: str) -> bytes:
        try:
            return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise UnknownRevisionError(revision) from error

    commit = git("rev-parse", "--verify", f"{revision}^{{commit}}").decode().strip()
    tree = into / commit[:12]
    if not tree.exists():
        part = tree.with_suffix(".part")
        with tarfile.open(fileobj=BytesIO(git("archive", commit))) as files:
            files.extractall(part, filter="data")
        part.rename(tree)
    return tree


def python(
    words: Sequence[str], tree: Path = ROOT, cache: Path | None = None, watch: bool = False
) -> Ran:
    """Run Python with the modules of a tree and this environment's packages, in its folder.

    `cache` is where machine code is kept; `watch` looks at memory as it runs, else `peak` is that
    of the largest process. RuntimeError with the end of what it printed if it fails.
    """
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
    if cache is not None:
        environment["ZHIZAO_CACHE"] = str(cache)
    with TemporaryFile() as output:
        began = perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-P", *words],
            cwd=tree,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        peak, ended = 0.0, 0
        while watch and not ended:
            peak = max(peak, _memory(process.pid))
            sleep(_LOOK)
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if not ended:
            _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)}: {process.returncode}\n{text[-500:]}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Ran(used.ru_utime + used.ru_stime, wall, max(peak, used.ru_maxrss / unit), text)


def _memory(process: int) -> float:
    """Return what a process and its descendants hold now in MiB, 0 where the system hides it."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [
            int(child)
            for task in tasks
            for child in (task / "children").read_text(encoding="utf-8").split()
        ]
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(map(_memory, children))
