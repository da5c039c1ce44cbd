"""Replications: the same answer whatever the workers, their order and the machine's settings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from pathlib import Path

import pytest

from sim.draws.worlds import range_draws
from sim.model.engine import simulate
from sim.runs.engines import Engine
from sim.runs.replicate import replicate
from sim.runs.settings import Settings, plan_of
from sim.scenario.compile import compile_plan
from tests.model.changes import spec
from tests.model.reducers import die_at_5, digest, doze, fail_at_5

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(seed=7)
COUNT = 10
ENGINE: Engine = "simpy"
"""Processes are for the SimPy engine; the compiled one has threads."""


@cache
def alone() -> list[tuple[int, str]]:
    """Fingerprints of the first replications, played in this process."""
    return replicate(spec(), SETTINGS, range(COUNT), digest, workers=1, engine=ENGINE)


def test_a_replication_is_its_world_and_its_number() -> None:
    scenario = spec()
    for replication in (0, 1, 5):
        plan = compile_plan(scenario, range_draws(scenario, 7, replication // 2))
        assert plan_of(scenario, SETTINGS, replication) == plan
        assert digest(simulate(plan, 7, replication)) == alone()[replication]
    assert len(set(alone())) == COUNT


def test_two_workers_give_the_same_results_in_order() -> None:
    assert replicate(spec(), SETTINGS, range(COUNT), digest, workers=2, engine=ENGINE) == alone()


def test_results_come_in_the_order_asked_for() -> None:
    asked = [7, 0, 3, 2, 9, 8]
    for workers in (1, 2):
        found = replicate(spec(), SETTINGS, asked, digest, workers=workers, engine=ENGINE)
        assert found == [alone()[i] for i in asked]


def test_central_holds_ranges_at_their_values() -> None:
    central = Settings(seed=7, central=True)
    plan = compile_plan(spec())
    assert plan_of(spec(), central, 6) == plan
    expected = [digest(simulate(plan, 7, r)) for r in range(6)]
    for workers in (1, 2):
        assert (
            replicate(spec(), central, range(6), digest, workers=workers, engine=ENGINE) == expected
        )


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_nothing_to_play_is_an_empty_list(engine: Engine) -> None:
    assert replicate(spec(), SETTINGS, [], digest, engine=engine) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_is_told_after_each_job(workers: int) -> None:
    told: list[tuple[int, int]] = []
    replicate(
        spec(),
        SETTINGS,
        range(COUNT),
        digest,
        workers=workers,
        engine=ENGINE,
        progress=lambda done, total: told.append((done, total)),
    )
    done = [d for d, _ in told]
    assert done == sorted(done)
    assert told[-1] == (COUNT, COUNT)
    assert {total for _, total in told} == {COUNT}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_in_a_worker_surfaces(workers: int) -> None:
    with pytest.raises(ValueError, match="replication 5 is not to be"):
        replicate(spec(), SETTINGS, range(COUNT), fail_at_5, workers=workers, engine=ENGINE)


def test_a_killed_worker_surfaces() -> None:
    with pytest.raises(BrokenProcessPool):
        replicate(spec(), SETTINGS, range(COUNT), die_at_5, workers=2, engine=ENGINE)


SCRIPT = """
from sim.runs.replicate import replicate
from sim.runs.settings import Settings
from tests.model.changes import spec
from tests.model.reducers import digest
print(replicate(spec(), Settings(seed=7), range(6), digest, workers={workers}, engine="simpy"))
"""


@pytest.mark.parametrize(
    ("workers", "settings"),
    [
        (2, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
        (1, {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "zh_CN.UTF-8"}),
    ],
)
def test_hash_seed_time_zone_and_locale_change_nothing(
    workers: int, settings: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(workers=workers, engine=ENGINE)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == repr(alone()[:6])


INTERRUPTED = """
import multiprocessing, sys
from sim.runs.replicate import replicate
from sim.runs.settings import Settings
from tests.model.changes import spec
from tests.model.reducers import doze

def progress(done, total):
    print(*[p.pid for p in multiprocessing.active_children()], flush=True)

try:
    replicate(
        spec(), Settings(seed=7), range(40), doze, workers=2, progress=progress, engine="simpy"
    )
except KeyboardInterrupt:
    print("interrupted, left:", len(multiprocessing.active_children()))
    sys.exit(130)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent like this there")
@pytest.mark.parametrize("whole_group", [True, False], ids=["as a terminal does", "to the parent"])
def test_an_interrupt_ends_the_workers(whole_group: bool) -> None:
    """The workers sleep for minutes: only if they are ended does the run leave at once."""
    run = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell has its background jobs ignore Ctrl-C, and so the tests that it runs there.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert run.stdout is not None
    try:
        workers = [int(pid) for pid in run.stdout.readline().split()]
        began = time.monotonic()
        if whole_group:
            os.killpg(run.pid, signal.SIGINT)
        else:
            run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    except BaseException:
        os.killpg(run.pid, signal.SIGKILL)
        raise
    assert (run.returncode, out, err) == (130, "interrupted, left: 0\n", "")
    assert len(workers) == 2
    assert time.monotonic() - began < 60
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_the_script_sleeps_only_when_it_is_to_be_interrupted() -> None:
    assert replicate(spec(), SETTINGS, range(4), doze, workers=1, engine=ENGINE) == [0, 1, 2, 3]
