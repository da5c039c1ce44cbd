"""Replications: the same answer whatever the engine, the executor and the machine's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache, partial, reduce
from operator import add
from pathlib import Path

import numpy as np
import pytest

from sim.draws.worlds import range_draws
from sim.kernel import compiling, workspace
from sim.measures.counting.counter import Counter, HistoryReader
from sim.measures.counting.history import history
from sim.measures.counting.measure_spec import measure_spec
from sim.model.engine import simulate
from sim.runs.executors import KINDS, WorkerLostError, executor
from sim.runs.replicate import collected
from sim.runs.settings import Settings, plan_of
from sim.scenario.plan.compile import compile_plan
from tests.model.changes import spec
from tests.runs.alike import unlike
from tests.runs.readers import die_at_5, digest, fail_at_5

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(seed=7)
COUNT = 12
ENGINES = ("compiled", "simpy")
USUAL = pytest.mark.parametrize(
    ("engine", "workers"),
    [("compiled", 1), ("compiled", 2), ("compiled", 5), ("simpy", 1), ("simpy", 2)],
)
"""Threads for the compiled engine, processes for SimPy, none for one worker."""


def read(reader, workers=1, replications=range(COUNT), settings=SETTINGS, **named):
    """What a function makes of each history."""
    collect = partial(HistoryReader, reader)
    parts = collected(spec(), settings, replications, collect, workers, **named)
    return [value for part in parts for value in part]


def counts(engine, workers=None, on=None):
    collect = partial(Counter, measure_spec(spec(), plan_of(spec(), SETTINGS, 0)))
    parts = collected(spec(), SETTINGS, range(COUNT), collect, workers, engine=engine, on=on)
    return reduce(add, parts)


@cache
def alone():
    """Fingerprints of the first replications, played in this process by SimPy."""
    return read(digest, engine="simpy")


@pytest.fixture(scope="module")
def simpy():
    return counts("simpy", on=executor("here"))


def test_a_replication_is_its_world_and_its_number():
    scenario = spec()
    for replication in (0, 1, 5):
        plan = compile_plan(scenario, range_draws(scenario, 7, replication // 2))
        assert plan_of(scenario, SETTINGS, replication) == plan
        assert digest(history(simulate(plan, 7, replication)), plan) == alone()[replication]
    assert len(set(alone())) == COUNT


@pytest.mark.parametrize(
    ("kind", "engine"),
    [
        pytest.param(
            kind, engine, marks=[pytest.mark.full] if (kind, engine) == ("dask", "simpy") else []
        )
        for kind in KINDS
        for engine in ENGINES
    ],
)
def test_every_executor_counts_the_same(simpy, kind, engine):
    assert unlike(simpy, counts(engine, on=executor(kind, 2))) == ""


def test_a_difference_in_a_count_or_a_type_is_found(simpy):
    first = simpy.tallies[0]
    levels = first.pools.copy()
    levels[0, 0, 0] += 1
    for name, array in (("pools", levels), ("flows", first.flows.astype(np.int64))):
        other = replace(simpy, tallies=(replace(first, **{name: array}), *simpy.tallies[1:]))
        assert unlike(simpy, other) == f".tallies[0].{name}"


@USUAL
def test_results_come_in_the_order_asked_for(engine, workers):
    asked = [7, 0, 3, 2, 9, 8, 11, 1]
    assert read(digest, workers, asked, engine=engine) == [alone()[i] for i in asked]


@pytest.mark.parametrize("workers", [1, 2])
def test_central_holds_ranges_at_their_values(workers):
    central = Settings(seed=7, central=True)
    plan = compile_plan(spec())
    assert plan_of(spec(), central, 6) == plan
    expected = [digest(history(simulate(plan, 7, r)), plan) for r in range(6)]
    assert read(digest, workers, range(6), central, engine="simpy") == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_to_play_is_an_empty_list(engine):
    assert read(digest, replications=[], engine=engine) == []


@USUAL
def test_progress_is_told(engine, workers):
    told = []
    read(digest, workers, engine=engine, progress=lambda *both: told.append(both))
    done = [d for d, _ in told]
    assert done == sorted(done)
    assert told[-1] == (COUNT, COUNT)
    assert {total for _, total in told} == {COUNT}


@USUAL
def test_a_fault_surfaces_as_it_was(engine, workers):
    with pytest.raises(ValueError, match="replication 5 is not to be") as caught:
        read(fail_at_5, workers, engine=engine)
    assert "fail_at_5" in str(caught.value.__cause__)


def test_a_replication_that_kills_its_workers_surfaces():
    with pytest.raises(WorkerLostError):
        read(die_at_5, 2, engine="simpy")


@dataclass
class Faulty:
    """A collector that fails at its second replication."""

    seen: int = 0

    def add_log(self, log):
        raise NotImplementedError

    def add_work(self, work):
        self.seen += 1
        if self.seen == 2:
            raise ZeroDivisionError

    def result(self):
        return self.seen


def test_a_fault_in_a_collector_surfaces():
    with pytest.raises(ZeroDivisionError):
        list(collected(spec(), SETTINGS, range(40), Faulty, 2, engine="compiled"))


def test_a_workspace_that_is_too_small_grows(monkeypatch):
    small = dict.fromkeys(workspace._ROOM, 2)
    monkeypatch.setattr(workspace, "_ROOM", small)
    assert read(digest, 2, engine="compiled") == alone()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_compiled_once_before_other_processes_start(kind, monkeypatch):
    played = []

    def computed(work, jobs, on):
        played.append(on)
        yield from ()

    monkeypatch.setattr(compiling, "ready", lambda: False)
    monkeypatch.setattr("sim.runs.replicate.computed", computed)
    list(collected(spec(), SETTINGS, range(4), Faulty, engine="compiled", on=executor(kind, 2)))
    kinds = [on.kind for on in played]
    assert kinds == ([kind] if kind in {"here", "threads"} else ["threads", kind])


SCRIPT = """
from functools import partial
from sim.measures.counting.counter import HistoryReader
from sim.runs.replicate import collected
from sim.runs.settings import Settings
from tests.model.changes import spec
from tests.runs.readers import digest

if __name__ == "__main__":
    collect = partial(HistoryReader, digest)
    parts = collected(spec(), Settings(seed=7), range(6), collect, {workers}, engine="simpy")
    print([value for part in parts for value in part])
"""


@pytest.mark.parametrize(
    ("workers", "settings"),
    [
        (2, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
        (1, {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "zh_CN.UTF-8"}),
    ],
)
def test_hash_seed_time_zone_and_locale_change_nothing(workers, settings):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(workers=workers)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == repr(alone()[:6])
