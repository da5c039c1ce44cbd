"""Check that the C++ program plays as the compiled engine does, row by row and sum by sum.

Run as a module from the folder of the project:

    python -m benchmarks.cpp.check [SCENARIO ...] [--replications 4]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.cases import CITY, REDUCED, WAITING
from benchmarks.cplusplus import build
from benchmarks.cpp.dump import dump
from benchmarks.timing import RefusedError
from sim.draws.worlds import world
from sim.kernel.engine import simulate
from sim.measures.counting.counts import FLOW
from sim.measures.counting.history import History, history
from sim.measures.counting.levels import POOL
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.pooled import Pooled
from sim.measures.counting.tally import Tally, tally
from sim.model.log import COLUMNS
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load

# What the C++ program records, in its order; of what else there is, it plays nothing.
_LEVELS = ("capacity", "leased", "fit_out", "construction", "waiting_area", "waiting")
_FLOWS = (
    *("asked", "granted", "started", "succeeded", "failed", "lost"),
    *("elsewhere", "cdmo", "self_build", "completed"),
)
_REQUEST = (
    *("entity", "number", "track", "stage", "ordinal", "space", "first", "pool", "area"),
    *("asked", "committed", "served", "moved", "ended", "outcome", "opening"),
)


def play(
    program: Path, plan: Path, replication: int, folder: Path
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the log and the records of a replication as the C++ program has them."""
    log, records = folder / "log", folder / "records"
    files = ["--log", str(log), "--records", str(records)]
    command = [str(program), str(plan), str(replication), "1", *files]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    rows = np.fromfile(log, dtype=np.int64).reshape(-1, len(COLUMNS))
    return rows, np.fromfile(records, dtype=np.int64)


def expected(tables: History, tallied: Tally, pooled: Pooled) -> NDArray[np.int64]:
    """Return history and counts in the order in which the C++ program writes its records."""
    chosen = [FLOW.index(name) for name in _FLOWS]
    accounts = tallied.economy
    economy = [accounts.ramped.transpose(1, 2, 0), accounts.granted] if accounts else []
    parts = (
        tallied.pools[[POOL.index(name) for name in _LEVELS]].transpose(0, 2, 1),
        tallied.capacity_end.T,
        tallied.leased_end.T,
        tallied.tracks.transpose(0, 2, 3, 1),
        tallied.flows[..., chosen],
        tallied.losses,
        tallied.checks,
        tallied.incidence,
        pooled.levels.transpose(1, 2, 3, 0),
        *economy,
        pooled.times,
        np.stack([getattr(tables.requests, name) for name in _REQUEST], axis=1),
    )
    return np.concatenate([part.ravel().astype(np.int64) for part in parts])


def differences(
    program: Path, scenario: Path, replications: Sequence[int], folder: Path, seed_shift: int = 0
) -> Iterator[str]:
    """Say where the two differ; `seed_shift` gives the C++ program another seed.

    Raises RefusedError if the C++ program does not play the scenario.
    """
    spec = load(scenario).spec
    settings = Settings(spec.seed)
    plans = {world(r): plan_of(spec, settings, r) for r in replications}
    dump(plans, spec, folder / "plan", spec.seed + seed_shift)
    for r in replications:
        log = simulate(plans[world(r)], spec.seed, r)
        rows, records = play(program, folder / "plan", r, folder)
        if not np.array_equal(rows, log.rows):
            n = min(len(rows), len(log.rows))
            first = next((i for i in range(n) if not np.array_equal(rows[i], log.rows[i])), n)
            both = [
                part[first].tolist() if first < len(part) else None for part in (log.rows, rows)
            ]
            yield f"{scenario.name}, replication {r}, row {first}: {both[0]} is {both[1]}"
            continue
        tables = history(log)
        tallied = tally(tables, log.plan, measure_spec(spec, log.plan))
        if not np.array_equal(records, expected(tables, tallied, Pooled.of(tables, log.plan))):
            yield f"{scenario.name}, replication {r}: the records differ"


def main() -> None:
    """Compare on the scenarios named, or on those of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", nargs="*", type=Path, default=[CITY, REDUCED, WAITING])
    parser.add_argument("--replications", type=int, default=4)
    options = parser.parse_args()
    faults = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        program = build(folder)
        for scenario in options.scenarios:
            try:
                found = list(differences(program, scenario, range(options.replications), folder))
            except RefusedError as refused:
                print(f"{scenario.name}: {refused}", flush=True)
                continue
            print(f"{scenario.name}: {'; '.join(found) or 'equal'}", flush=True)
            faults += len(found)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
