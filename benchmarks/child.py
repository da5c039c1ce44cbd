"""What is measured in a process of its own: peak memory, a first result, a whole run.

    python -m benchmarks.child TASK WORDS…

Prints one line of JSON. Meant to be called by `benchmarks.timing.in_child`.
"""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any


def peak_memory() -> float:
    """Return the most memory this process has held, in MB.

    On Linux from its own high-water mark: the `ru_maxrss` of a child starts at what its parent
    held when it was made.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    from resource import RUSAGE_SELF, getrusage

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return getrusage(RUSAGE_SELF).ru_maxrss / unit


def memory(entry: str, case: str, replications: str) -> dict[str, Any]:
    """Play replications one after the other, keeping none."""
    play = _prepared(entry, case)
    for replication in range(int(replications)):
        play(replication)
    return {"peak": peak_memory()}


def first(entry: str, case: str) -> dict[str, Any]:
    """Play one replication: the time from nothing to a first result is that of the process."""
    began = perf_counter()
    play = _prepared(entry, case)
    prepared = perf_counter() - began
    play(0)
    return {"prepared": prepared, "played": perf_counter() - began - prepared}


def nothing() -> dict[str, Any]:
    """Start Python and end."""
    return {}


def many(entry: str, case: str, replications: str, workers: str) -> dict[str, Any]:
    """Play many replications and keep their results, as a run does."""
    from benchmarks.entries import named
    from benchmarks.many import play_many

    began = perf_counter()
    one = _case(case)
    kept = play_many(named(entry), one, int(replications), int(workers))
    return {"seconds": perf_counter() - began, "kept": len(kept), "peak": peak_memory()}


def run(replications: str) -> dict[str, Any]:
    """Do what `zhizao run` does, phase by phase."""
    from benchmarks.phases import phases

    with TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        times = phases(int(replications), Path(folder))
    return {"phases": times, "peak": peak_memory()}


def _case(text: str) -> Any:
    """Return a case from its words, such as `baseline(parks=2)`."""
    from benchmarks import cases

    name, _, rest = text.partition("(")
    words = [word for word in rest.rstrip(")").split(",") if word]
    keywords = {key.strip(): int(value) for key, value in (word.split("=") for word in words)}
    return getattr(cases, name)(**keywords)


def _prepared(entry: str, case: str) -> Any:
    from benchmarks.entries import named

    return named(entry).prepare(_case(case))


TASKS = {task.__name__: task for task in (memory, first, nothing, many, run)}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
