"""Commands one after the other: watched, stopped without a trace, as many as there is room for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.console.watching import heard
from sim.text.words import Words
from sim.ui import jobs as module
from sim.ui.jobs import FullError, Job, Jobs
from tests.ui import places

NAME = Words("名", "name")
SLEEPS = (sys.executable, "-c", "import time; print('up', flush=True); time.sleep(3600)")
LONG = 60.0


@pytest.fixture
def sleeping() -> Iterator[Jobs]:
    queue = Jobs(SLEEPS)
    yield queue
    queue.close()


def add(queue: Jobs, *words: str) -> Job:
    return queue.add(words or ("run",), NAME, "en")


def running(queue: Jobs, job: Job) -> None:
    """Wait until a job is heard of."""
    while not job.said:
        queue.wait(job, 0.01)


def test_a_run_tells_how_far_it_is_and_where_its_answer_goes(tmp_path: Path) -> None:
    queue, out = Jobs(), tmp_path / "results"
    words = ("run", str(places.TOWN), "--brief", "--engine", "simpy", "--out", str(out))
    job = queue.add(words, NAME, "zh")
    assert queue.wait(job, 300) and job.state == "done", [*job.remarks]
    assert (job.done, job.total) == (4, 4)
    assert job.folder is not None and (job.folder / "verdict.json").is_file()
    assert any("答案" in line for line in job.said)
    assert not any("\x1e" in line for line in [*job.said, *job.remarks])
    queue.close()


def test_a_stopped_job_leaves_nothing_and_the_next_one_runs(sleeping: Jobs) -> None:
    first, second, third = (add(sleeping) for _ in range(3))
    running(sleeping, first)
    assert [sleeping.before(job) for job in (first, second, third)] == [0, 1, 2]
    process = first.process
    assert process is not None
    sleeping.stop(second)
    sleeping.stop(first)
    assert sleeping.wait(first, LONG) and process.poll() is not None
    assert (first.state, second.state) == ("stopped", "stopped") and second.process is None
    running(sleeping, third)
    assert third.state == "running"


def test_closing_leaves_no_process(sleeping: Jobs) -> None:
    job = add(sleeping)
    running(sleeping, job)
    process = job.process
    sleeping.close()
    assert process is not None and process.poll() is not None
    with pytest.raises(FullError):
        add(sleeping)


def test_there_is_room_for_so_many(sleeping: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING", 2)
    running(sleeping, add(sleeping))
    waiting = [add(sleeping), add(sleeping)]
    with pytest.raises(FullError):
        add(sleeping)
    sleeping.stop(waiting[0])
    add(sleeping)


def test_those_that_are_over_are_forgotten_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    queue = Jobs(places.QUICK)
    done = [add(queue) for _ in range(3)]
    for job in done:
        assert queue.wait(job, LONG)
    last = add(queue)
    assert queue.get(done[0].id) is None and queue.get(done[1].id) is done[1]
    assert queue.wait(last, LONG)
    queue.close()


def test_what_a_command_says_is_bounded() -> None:
    """And a line that only looks like news of it is a remark."""
    said = "print('x' * 10**6)\nfor i in range(2000): print(i)\nimport sys"
    queue = Jobs((sys.executable, "-c", f"{said}\nprint(chr(30) + '{{', file=sys.stderr)"))
    job = add(queue)
    assert queue.wait(job, LONG)
    assert len(job.said) <= 400 and job.said[-1] == "1999"
    assert [*job.remarks] == ["\x1e{"]
    queue.close()


@pytest.mark.parametrize("line", ["done", "\x1e{", "\x1e[1]", "\x1e" + "[" * 9000, "\x1e\x1e{}"])
def test_only_what_is_told_is_heard(line: str) -> None:
    assert heard(line) is None
    assert heard('\x1e{"done": 1}') == {"done": 1}
