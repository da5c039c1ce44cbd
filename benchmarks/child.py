"""What is measured in a process of its own: peak memory, what an estimate is worth.

    python -m benchmarks.child TASK WORDS…

Prints one line of JSON. Meant to be called by `in_child`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.process import python


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


def estimate() -> dict[str, Any]:
    """Make a small sensitivity study of the city: seconds by its estimate, and as it took."""
    from benchmarks.cases import CITY
    from sim.api.scenario import Scenario
    from sim.experiments.job_runner import JobRunner
    from sim.experiments.sensitivity.function import PreparedStudy
    from sim.experiments.sensitivity.study import SensitivityQuestion, pairs

    asked, scenario = SensitivityQuestion(method="morris", trajectories=10), Scenario.load(CITY)
    prepared, runner = PreparedStudy.of(scenario, asked, None), JobRunner()
    said = re.search(r"([\d,.]+) pairs a second", prepared.preview(runner).en)
    assert said is not None
    count = sum(pairs(asked, len(prepared.numbers), scenario.spec.replications).values())
    began = perf_counter()
    prepared.play(runner)
    return {"estimated": count / float(said[1]), "took": perf_counter() - began}


def _case(text: str) -> Any:
    """Return a case from its words, such as `whole(parks=2)`."""
    from benchmarks import cases

    name, _, rest = text.partition("(")
    words = [word for word in rest.rstrip(")").split(",") if word]
    keywords = {key.strip(): int(value) for key, value in (word.split("=") for word in words)}
    return getattr(cases, name)(**keywords)


def _prepared(entry: str, case: str) -> Any:
    from benchmarks.entries import named

    return named(entry).prepare(_case(case))


TASKS = {task.__name__: task for task in (memory, estimate)}


def in_child(task: str, *words: str) -> dict[str, Any]:
    """Carry out a task in a process of its own; return what it measured."""
    ran = python(["-m", "benchmarks.child", task, *words])
    measured: dict[str, Any] = json.loads(ran.output.splitlines()[-1])
    return measured


if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
