"""A Dask cluster of separate processes: a scheduler and workers that nobody restarts."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from sim.cli import main
from sim.runs.executors import ExecutionError, computed, executor
from tests.runs import jobs
from tests.runs.alike import unlike
from tests.runs.conformance import a_killed_worker_changes_nothing, as_list, whole

pytest.importorskip("distributed", reason="THE CLUSTER IS NOT TESTED: pip install 'zhizao[test]'")
ROOT = Path(__file__).parents[2]
TOWN = ROOT / "tests" / "api" / "town.yaml"


@contextmanager
def process(module, *words, code=ROOT):
    """A program of Dask's own; `code` is where it finds the package and the tests."""
    environment = {**os.environ, "PYTHONPATH": str(code)}
    command = [sys.executable, "-m", module, *words]
    started = subprocess.Popen(
        command, cwd=code, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@contextmanager
def scheduler(folder):
    """A scheduler of its own: its address and its process."""
    words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    file = folder / "scheduler.json"
    with process("distributed.cli.dask_scheduler", *words, "--scheduler-file", str(file)) as ran:
        until = time.monotonic() + 300
        while not (file.exists() and file.read_text().endswith("}")):
            assert ran.poll() is None and time.monotonic() < until
            time.sleep(0.05)
        yield json.loads(file.read_text())["address"], ran


def worker(address, code=ROOT):
    words = [address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    return process("distributed.cli.dask_worker", *words, code=code)


@pytest.fixture
def cluster(tmp_path):
    """A function that adds a worker, and the address."""
    with ExitStack() as stack:
        address, _ = stack.enter_context(scheduler(tmp_path))
        yield lambda code=ROOT: stack.enter_context(worker(address, code)), address


def test_one_of_two_workers_is_killed_mid_run(cluster):
    add, address = cluster
    add(), add()

    def kill(number):
        os.kill(number, signal.SIGKILL)

    a_killed_worker_changes_nothing(computed, executor("dask", cluster=address), kill, (5,))


@pytest.mark.full
def test_workers_may_come_when_they_like(cluster, tmp_path):
    """The first after the run began, a second in its midst: both get work."""
    add, address = cluster
    on = executor("dask", cluster=address)
    add()
    found = {}
    for index, answer in computed(partial(jobs.shared, tmp_path), range(60), on):
        found[index] = answer
        if len(found) == 3:
            add()
    for job in range(60):
        assert unlike(as_list(found[job]), as_list(jobs.answer(job))) == ""
    assert len({path.read_text() for path in tmp_path.glob("*-*")}) == on.workers == 2
    assert whole(computed, abs, on, 9) == list(range(9))


def test_a_worker_with_other_code_is_refused(cluster, tmp_path):
    add, address = cluster
    other = tmp_path / "other"
    for name in ("sim", "tests"):
        leave_out = shutil.ignore_patterns("__pycache__", "assets")
        shutil.copytree(ROOT / name, other / name, ignore=leave_out)
    with (other / "sim" / "model" / "city.py").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    add(other)
    with pytest.raises(ExecutionError, match="has another zhizao"):
        list(computed(jobs.answer, range(4), executor("dask", cluster=address)))


def test_a_worker_without_zhizao_is_refused(cluster, tmp_path):
    add, address = cluster
    # Where the package is installed, a worker finds it anywhere: so it finds one that is none.
    none = tmp_path / "empty" / "sim"
    none.mkdir(parents=True)
    (none / "__init__.py").write_text("raise ModuleNotFoundError('no zhizao here', name='sim')")
    add(tmp_path / "empty")
    with pytest.raises(ExecutionError, match="cannot use the same zhizao"):
        list(computed(jobs.answer, range(4), executor("dask", cluster=address)))


@pytest.mark.full
def test_the_scheduler_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.runs.executors.cluster._REACHED", 2.0)
    with scheduler(tmp_path) as (address, ran), worker(address):
        answers = computed(jobs.first_is_last, range(400), executor("dask", cluster=address))
        next(answers)
        ran.kill()
        with pytest.raises(ExecutionError, match="no Dask scheduler answers"):
            list(answers)


def test_the_command_line_plays_on_a_cluster(cluster, tmp_path, capsys):
    add, address = cluster
    add(), add()
    verdicts = []
    play = ["run", str(TOWN), "--replications", "8", "--brief"]
    for words in (["--cluster", address], ["--executor", "here"]):
        out = tmp_path / words[-1].replace(":", "").replace("/", "")
        assert main([*play, "--out", str(out), *words]) == 0
        (verdict,) = out.glob("town/*/verdict.json")
        verdicts.append(verdict.read_bytes())
    assert verdicts[0] == verdicts[1]


def test_the_command_line_says_that_nobody_answers(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sim.runs.executors.cluster._REACHED", 0.5)
    words = ["--replications", "2", "--out", str(tmp_path), "--cluster", "tcp://127.0.0.1:9"]
    assert main(["run", str(TOWN), *words, "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in said and "Traceback" not in said


def test_the_command_line_refuses_what_contradicts_itself(tmp_path, capsys):
    words = ["--executor", "threads", "--cluster", "tcp://127.0.0.1:9", "--out", str(tmp_path)]
    assert main(["run", str(TOWN), *words, "--lang", "en"]) == 2
    assert "goes with --executor dask only" in capsys.readouterr().err
