"""A slider is moved: change a number, play 100 futures, judge. Prints seconds as JSON.

Run by path with the modules of any revision: it uses nothing but the Python API.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter, process_time

from sim.api.scenario import Scenario

FUTURES = 100
NUMBER = "demand.lines-biologic.rate"


def main(path: str, moves: int) -> None:
    """Move once to warm up, and then so often as asked."""
    scenario = Scenario.load(path)
    times: dict[str, list[float]] = {"with_": [], "cpu": [], "wall": []}
    for move in range(moves + 1):
        cpu, wall = process_time(), perf_counter()
        changed = scenario.with_({NUMBER: f"{75 + move} per year"})
        changing = process_time() - cpu
        _ = changed.run(FUTURES).verdict
        cpu, wall = process_time() - cpu, perf_counter() - wall
        if move:
            for name, seconds in (("with_", changing), ("cpu", cpu), ("wall", wall)):
                times[name].append(seconds)
    print(json.dumps(times))


main(sys.argv[1], int(sys.argv[2]))
