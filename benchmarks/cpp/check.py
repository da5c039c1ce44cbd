"""Check that the C++ engine plays as the SimPy engine does, row by row and sum by sum.

Run as a module from the folder of the project:

    python -m benchmarks.cpp.check [SCENARIO ...] [--replications 4]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.cpp.dump import dump, left_out
from sim.draws.worlds import world
from sim.measures.counting.counts import FLOW
from sim.measures.counting.history import History, history
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.requests import Requests
from sim.measures.counting.tally import Tally, tally
from sim.model.engine import simulate
from sim.model.log import COLUMNS
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# No contraction of a·b + c to one rounding: Python has none.
FLAGS = ("-std=c++17", "-O3", "-march=native", "-ffp-contract=off", "-Wall", "-Wextra")


def compiler() -> str | None:
    """Return a C++ compiler, if there is one."""
    return shutil.which("g++") or shutil.which("clang++")


def build(folder: Path, flags: Sequence[str] = FLAGS) -> Path:
    """Compile the engine into a folder."""
    program, found = folder / "cityfast", compiler()
    if found is None:
        raise FileNotFoundError("no C++ compiler")
    subprocess.run([found, *flags, str(HERE / "main.cpp"), "-o", str(program)], check=True)
    return program


def play(
    program: Path, plan: Path, replication: int, folder: Path
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the log and the records of a replication as the C++ engine has them."""
    log, records = folder / "log", folder / "records"
    files = ["--log", str(log), "--records", str(records)]
    command = [str(program), str(plan), str(replication), "1", *files]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    rows = np.fromfile(log, dtype=np.int64).reshape(-1, len(COLUMNS))
    return rows, np.fromfile(records, dtype=np.int64)


_LATER = ("taken", "ground")
_REQUEST = [name for name in Requests._fields if name not in _LATER]
"""Columns of requests that the C++ engine writes."""


def expected(told: History, tallied: Tally) -> NDArray[np.int64]:
    """Return history and tally in the order in which the C++ engine writes its records."""
    parts = (
        tallied.pools.transpose(1, 2, 0),
        tallied.capacity_end,
        tallied.leased_end,
        tallied.tracks.transpose(1, 2, 3, 0),
        np.delete(told.flows, FLOW.index("returned"), axis=3),
        np.stack([getattr(told.requests, name) for name in _REQUEST], axis=1),
    )
    return np.concatenate([part.ravel().astype(np.int64) for part in parts])


def differences(
    program: Path, scenario: Path, replications: Sequence[int], folder: Path, seed_shift: int = 0
) -> Iterator[str]:
    """Say where the two engines differ; `seed_shift` gives the C++ engine another seed.

    Nowhere, where the C++ engine does not play the scenario (see `dump.left_out`).
    """
    spec = load(scenario).spec
    settings = Settings(spec.seed)
    plans = {world(r): plan_of(spec, settings, r) for r in replications}
    if left_out(next(iter(plans.values()))):
        return
    dump(plans, spec.seed + seed_shift, folder / "plan")
    for r in replications:
        log = simulate(plans[world(r)], spec.seed, r)
        rows, records = play(program, folder / "plan", r, folder)
        if not np.array_equal(rows, log.rows):
            n = min(len(rows), len(log.rows))
            first = next((i for i in range(n) if not np.array_equal(rows[i], log.rows[i])), n)
            both = [
                found[first].tolist() if first < len(found) else None for found in (log.rows, rows)
            ]
            yield f"{scenario.name}, replication {r}, row {first}: {both[0]} is {both[1]}"
            continue
        told = history(log)
        tallied = tally(told, log.plan, measure_spec(spec, log.plan))
        if not np.array_equal(records, expected(told, tallied)):
            yield f"{scenario.name}, replication {r}: the records differ"


def main() -> None:
    """Compare on the scenarios named, or on all that are shipped and the tiny ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", nargs="*", type=Path)
    parser.add_argument("--replications", type=int, default=4)
    options = parser.parse_args()
    shipped = sorted((ROOT / "scenarios").glob("*.yaml"))
    tiny = sorted((ROOT / "tests" / "scenarios" / "tiny").glob("*.yaml"))
    faults = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        program = build(folder)
        for scenario in options.scenarios or [*shipped, *tiny]:
            found = list(differences(program, scenario, range(options.replications), folder))
            print(f"{scenario.name}: {'; '.join(found) or 'equal'}", flush=True)
            faults += len(found)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
