"""Executors: the same answers from each kind, whatever happens to their workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from sim.runs.executors import KINDS, ExecutionError, computed, executor
from sim.runs.executors.here import Here
from sim.runs.executors.processes import Processes
from tests.examples import sampled
from tests.runs.conformance import (
    CHECKS,
    ELSEWHERE,
    a_killed_worker_changes_nothing,
    exceptions_are_failures,
    poison_is_found_and_no_neighbour_blamed,
    same_bytes,
)

ROOT = Path(__file__).parents[2]
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent like this")


def made(kind):
    """An executor of two workers."""
    if kind == "dask" and not find_spec("distributed"):
        pytest.skip("THE DASK EXECUTOR IS NOT TESTED: pip install 'zhizao[test]'")
    return executor(kind, 2)


def kill(number):
    """Kill a worker."""
    os.kill(number, signal.SIGKILL)


LOCAL = ("threads", "processes")
"""Executors that the usual run kills and interrupts."""
FEW = (same_bytes, exceptions_are_failures)
"""Checks that the usual run makes of Dask too: a cluster takes a second to start."""


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        pytest.param(
            kind, check, marks=[pytest.mark.full] if kind == "dask" and check not in FEW else []
        )
        for kind in KINDS
        for check in CHECKS
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_every_executor(kind, check):
    check(computed, made(kind))


@ON_POSIX
@pytest.mark.parametrize("kind", sampled(ELSEWHERE, LOCAL))
def test_a_killed_worker_loses_and_changes_nothing(kind):
    a_killed_worker_changes_nothing(computed, made(kind), kill)


@ON_POSIX
@pytest.mark.parametrize("kind", sampled(ELSEWHERE, LOCAL))
def test_poison_is_found_and_no_neighbour_blamed(kind):
    poison_is_found_and_no_neighbour_blamed(computed, made(kind))


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_work_that_cannot_travel_is_named(kind):
    with pytest.raises(ExecutionError, match="<lambda> cannot be sent"):
        list(computed(lambda job: job, range(3), made(kind)))


ONLY_THERE = """
import sys
from sim.runs.executors import ExecutionError, computed, executor

def work(job):
    return job

try:
    list(computed(work, range(3), executor(sys.argv[1], 2)))
except ExecutionError as error:
    print(error.why)
"""


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_work_that_cannot_be_imported_elsewhere_is_told(kind):
    """As from a notebook: what it defines, no other process can import."""
    made(kind)
    done = run_code(ONLY_THERE, kind)
    assert done.stdout == "cannot_arrive\n", done.stderr


PLAIN = """
from sim import Scenario
from sim.runs.executors import executor

scenario = Scenario.load("tests/metamorphic/line.yaml")
usual = scenario.run(replications=4, engine="simpy", workers=2)
other = scenario.run(replications=4, engine="simpy", executor=executor("{kind}", 2))
print(usual.verdict.to_dict() == other.verdict.to_dict())
"""


@pytest.mark.parametrize(
    ("kind", "piped"),
    [
        pytest.param("processes", True, id="processes-on standard input"),
        pytest.param("dask", False, marks=pytest.mark.full, id="dask-without a guard"),
        pytest.param("processes", False, marks=pytest.mark.full, id="processes-without a guard"),
        pytest.param("dask", True, marks=pytest.mark.full, id="dask-on standard input"),
    ],
)
def test_a_plain_script_works(kind, piped, tmp_path):
    """No process starts the script anew, and none waits for one that is gone."""
    made(kind)
    script = tmp_path / "script.py"
    script.write_text(PLAIN.format(kind=kind))
    done = run(["-"] if piped else [str(script)], script.read_text() if piped else None)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


def test_processes_that_cannot_begin_are_told(monkeypatch):
    """What they are to do is more than a pipe holds, and nobody reads it."""
    monkeypatch.setattr("sim.runs.executors.processes._ENTRY", "raise SystemExit(7)")
    work = partial(np.add, np.zeros(1 << 20))
    with pytest.raises(ExecutionError, match="ended with exit code 7"):
        list(computed(work, range(3), executor("processes", 2)))


def test_what_contradicts_itself_is_refused():
    for words in (("threads", None, "tcp://127.0.0.1:1"), ("dask", 2, "tcp://127.0.0.1:1")):
        with pytest.raises(ExecutionError, match="--cluster goes with --executor dask only"):
            executor(*words)


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "sim.runs.executors.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutionError, match=r'没有安装 Dask.*-m pip install "zhizao\[cluster\]"'):
        executor("dask")


INTERRUPTED = """
import sys
from sim.runs.executors import computed, executor
from tests.runs.jobs import {work}

if __name__ == "__main__":
    answers = computed({work}, range(40), executor("{kind}", 2))
    try:
        for index, _ in answers:
            print(index, flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        sys.exit(130)
"""


@ON_POSIX
@pytest.mark.parametrize("whole_group", [True, False], ids=["as a terminal does", "to the parent"])
@pytest.mark.parametrize("kind", sampled(KINDS, LOCAL))
def test_an_interrupt_leaves_at_once(kind, whole_group, tmp_path):
    """The workers sleep for minutes: only if they are ended does the run leave at once."""
    made(kind)
    script = tmp_path / "script.py"
    work = "doze_if_not_told" if kind == "threads" else "doze"
    script.write_text(INTERRUPTED.format(kind=kind, work=work))
    started = begin([str(script)])
    try:
        for _ in range(4):
            assert started.stdout.readline()
        time.sleep(0.3)
        (os.killpg if whole_group else os.kill)(started.pid, signal.SIGINT)
        out, err = started.communicate(timeout=600)
        assert (started.returncode, out) == (130, "interrupted\n"), err
        assert "Traceback" not in err
        assert all_gone(started.pid)
    finally:
        end(started)


@ON_POSIX
@pytest.mark.parametrize("kind", sampled(ELSEWHERE, LOCAL))
def test_a_parent_that_is_killed_leaves_no_orphans(kind, tmp_path):
    made(kind)
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED.format(kind=kind, work="doze"))
    started = begin([str(script)])
    try:
        for _ in range(4):
            assert started.stdout.readline()
        started.kill()
        started.wait()
        assert all_gone(started.pid)
    finally:
        end(started)


class Planted(Here):
    """An executor with a defect: `spoil` makes the pool's answers."""

    def __init__(self, spoil, workers=1):
        self.spoil, self.workers = spoil, workers

    def start(self, work):
        pool = super().start(work)
        honest, spoil, past = pool.submit, self.spoil, []

        def submit(job):
            past.append(job)
            return spoil(honest, past)

        pool.submit = submit
        return pool


def another_jobs(honest, past):
    """The answer of the job before."""
    return honest(past[-2] if len(past) > 1 else past[-1])


def the_first(honest, past):
    """The same answer to all, as when two jobs share a key."""
    return honest(past[0])


def rounded(honest, past):
    """Floats that lost their last bits on the way."""
    answer = honest(past[-1]).result()
    future = Future()
    if isinstance(answer, dict):
        answer["values"] = answer["values"].astype("float32").astype("float64")
    future.set_result(answer)
    return future


def never(honest, past):
    """One job is not done."""
    future = honest(past[-1])
    if past[-1] != 24:
        return future
    lost = Future()
    lost.cancel()
    return lost


def silent(honest, past):
    """Exceptions are swallowed."""
    future = honest(past[-1])
    if future.exception() is None:
        return future
    quiet = Future()
    quiet.set_result(None)
    return quiet


@pytest.mark.parametrize("spoil", [another_jobs, the_first, rounded, never, silent])
def test_a_planted_executor_fails(spoil):
    with pytest.raises(AssertionError):
        for check in CHECKS:
            check(computed, Planted(spoil))


def test_the_planted_executor_is_sound_but_for_its_defect():
    for check in CHECKS:
        check(computed, Planted(lambda honest, past: honest(past[-1])))


def drops_the_last(work, jobs, on, progress=None):
    yield from list(computed(work, jobs[: len(jobs) - 1], on, progress))


def tells_twice(work, jobs, on, progress=None):
    for found in computed(work, jobs, on, progress):
        yield from (found, found)


def takes_all_at_once(work, jobs, on, progress=None):
    yield from computed(work, [jobs[i] for i in range(min(len(jobs), 99))], on, progress)


@pytest.mark.parametrize("planted", [drops_the_last, tells_twice, takes_all_at_once])
def test_a_planted_driver_fails(planted):
    with pytest.raises(AssertionError):
        for check in CHECKS:
            check(planted, executor("here"))


@ON_POSIX
def test_an_executor_that_gives_up_what_was_lost_fails():
    class Careless(Processes):
        def start(self, work):
            pool = super().start(work)
            honest = pool.submit

            def submit(job):
                future, told = honest(job), Future()
                future.add_done_callback(
                    lambda done: (
                        told.set_exception(RuntimeError("lost"))
                        if done.exception()
                        else told.set_result(done.result())
                    )
                )
                return told

            pool.submit = submit
            return pool

    with pytest.raises(AssertionError):
        a_killed_worker_changes_nothing(computed, Careless(2), kill)


def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def run(words, piped=None):
    return subprocess.run(
        [sys.executable, *words],
        input=piped,
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,  # ends a hang
    )


def run_code(code, *words):
    return run(["-c", code, *words])


def begin(words):
    """Start a script that hears Ctrl-C, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell has its background jobs ignore Ctrl-C, and so the tests that it runs there.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def all_gone(group):
    """Whether every process of a group ends, long before a dozing one would by itself."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def end(started):
    """End a script and whatever it left, however the test went."""
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
