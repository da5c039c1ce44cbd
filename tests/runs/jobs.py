"""What workers do in the tests of executors; they import it by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from uuid import uuid4

import numpy as np


def answer(job):
    """Nested, with arrays and floats whose last bit must survive."""
    values = np.sin(np.arange(job, job + 50))
    return {"job": job, "values": values, "sum": float(values.sum()), "name": f"第{job}"}


def first_is_last(job):
    """The first job takes longer than all others together."""
    time.sleep(1.0 if job == 0 else 0.01)
    return job


def fail_in_threes(job):
    """Every third job raises."""
    if job % 3 == 0:
        raise ValueError(f"job {job} is not to be")
    return job


class AwkwardError(Exception):
    """Cannot be copied, and has no text."""

    def __init__(self, one, other):
        super().__init__(one)

    def __str__(self):
        raise ZeroDivisionError


def awkward(job):
    """What cannot travel: an exception, a result."""
    if job == 1:
        raise AwkwardError(1, 2)
    return (lambda: job) if job == 2 else job


def tell(folder: Path, job):
    """Leave a file for each attempt, that holds the number of the process."""
    path = folder / f"{job}-{uuid4().hex}"
    half = path.with_suffix(".half")
    half.write_text(str(os.getpid()))
    half.rename(path)


def shared(folder: Path, job):
    """Later jobs wait, for minutes at most, until another worker has had one."""
    tell(folder, job)
    until = time.monotonic() + 300.0
    while job >= 30 and time.monotonic() < until:
        if len({path.read_text() for path in folder.glob(f"*-{'?' * 32}")}) > 1:
            break
        time.sleep(0.05)
    return answer(job)


def killed_at_first(folder: Path, victims, job):
    """Each of `victims` waits to be killed when it is begun the first time."""
    first = not list(folder.glob(f"{job}-*"))
    tell(folder, job)
    if first and job in victims:
        time.sleep(300.0)
    return answer(job)


def kill_who_begin(folder: Path, victims, kill):
    """Kill the process that begins each of `victims`, as long as the folder is there."""
    for victim in victims:
        while not (told := [*folder.glob(f"{victim}-{'?' * 32}")]) and folder.exists():
            time.sleep(0.01)
        for path in told:
            kill(int(path.read_text()))


def poison(folder: Path, job):
    """Job 5 kills its worker, always."""
    tell(folder, job)
    if job == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.02)
    return job


def doze(job):
    """Work that outlasts every patience."""
    if job >= 4:
        time.sleep(3000.0)
    return job


def doze_if_not_told(job):
    """The same, for threads: nobody can end one, so it asks."""
    from sim.runs.interrupts import stop_if_told

    until = time.monotonic() + (0 if job < 4 else 3000.0)
    while time.monotonic() < until:
        stop_if_told()
        time.sleep(0.05)
    return job
