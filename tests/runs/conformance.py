"""What every executor must do: one suite for all. Each check takes an executor of two workers.

`computed` is passed in, so that defects can be planted in it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from sim.runs.executors import Failure
from tests.runs import jobs
from tests.runs.alike import unlike

ELSEWHERE = ("processes", "dask")
AT_ONCE = 4
"""Jobs in flight for two workers."""


def whole(computed, work, on, count) -> list[Any]:
    """Answers by job, each told once."""
    found = list(computed(work, range(count), on))
    assert sorted(index for index, _ in found) == list(range(count))
    return [answer for _, answer in sorted(found, key=lambda one: one[0])]


def as_list(answer: Any) -> list[Any]:
    """What `jobs.answer` gave, in the form that `unlike` compares."""
    return list(answer.items()) if isinstance(answer, dict) else [answer]


def same_bytes(computed, on) -> None:
    found = whole(computed, jobs.answer, on, 25)
    for job, one in enumerate(found):
        assert unlike(as_list(one), as_list(jobs.answer(job))) == ""


def as_jobs_finish(computed, on) -> None:
    order = [index for index, _ in computed(jobs.first_is_last, range(8), on)]
    assert sorted(order) == list(range(8))
    assert (order[0] == 0) == (on.kind == "here")


def exceptions_are_failures(computed, on) -> None:
    for job, one in enumerate(whole(computed, jobs.fail_in_threes, on, 10)):
        if job % 3:
            assert one == job
        else:
            assert isinstance(one, Failure)
            assert one.error == f"ValueError: job {job} is not to be"
            assert "fail_in_threes" in one.trace
            assert type(one.cause) is ValueError


def awkward_answers_are_failures(computed, on) -> None:
    found = whole(computed, jobs.awkward, on, 4)
    assert found[0] == 0 and found[3] == 3
    assert isinstance(found[1], Failure) and "AwkwardError" in found[1].error
    if on.kind in ELSEWHERE:
        assert isinstance(found[2], Failure) and "lambda" in found[2].error


def awkward_jobs_are_failures(computed, on) -> None:
    found = dict(computed(str, [1, lambda: 2, 3], on))
    assert sorted(found) == [0, 1, 2] and found[0] == "1" and found[2] == "3"
    assert isinstance(found[1], Failure) == (on.kind in ELSEWHERE)


def progress_is_told(computed, on) -> None:
    told = []
    answers = computed(jobs.answer, range(9), on, lambda *both: told.append(both))
    for seen, _ in enumerate(answers, 1):
        assert told[-1] == (seen, 9)
    assert told == [(done, 9) for done in range(1, 10)]


class Watched(Sequence):
    """Many jobs, which know how many were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __len__(self) -> int:
        return 10**9

    def __getitem__(self, index):
        self.asked += 1
        return index


def few_are_in_flight(computed, on) -> None:
    watched = Watched()
    answers = computed(jobs.answer, watched, on)
    for seen, _ in enumerate(islice(answers, 30), 1):
        assert watched.asked - seen <= AT_ONCE
    answers.close()


def nothing_is_nothing(computed, on) -> None:
    assert list(computed(jobs.answer, [], on)) == []


def a_second_use_is_as_good(computed, on) -> None:
    for count in (3, 5):
        assert whole(computed, abs, on, count) == list(range(count))


CHECKS = (
    same_bytes,
    as_jobs_finish,
    exceptions_are_failures,
    awkward_answers_are_failures,
    awkward_jobs_are_failures,
    progress_is_told,
    few_are_in_flight,
    nothing_is_nothing,
    a_second_use_is_as_good,
)


def a_killed_worker_changes_nothing(computed, on, kill, victims=(5, 11)) -> None:
    """Some jobs wait to be killed, the first time; `kill` gets the number of their process."""
    with TemporaryDirectory() as name:
        folder, found = Path(name), {}
        work = partial(jobs.killed_at_first, folder, victims)
        killer = Thread(target=jobs.kill_who_begin, args=(folder, victims, kill), daemon=True)
        killer.start()
        for index, answer in computed(work, range(24), on):
            assert index not in found
            found[index] = answer
        killer.join()
        attempts = len(list(folder.iterdir()))
    assert sorted(found) == list(range(24))
    assert attempts >= 24 + len(victims)
    for job in range(24):
        assert unlike(as_list(found[job]), as_list(jobs.answer(job))) == ""


def poison_is_found_and_no_neighbour_blamed(computed, on) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = whole(computed, partial(jobs.poison, folder), on, 12)
        attempts = len(list(folder.glob("5-*")))
    assert isinstance(found[5], Failure), found[5]
    assert [one for job, one in enumerate(found) if job != 5] == [*range(5), *range(6, 12)]
    assert attempts == 3
