"""What a worker process does: it takes the work, then one job after the other.

It knows nothing of the program that started it, so that a script needs no main guard and may come
from standard input.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from sim.runs.executors.protocol import ExecutionError
from sim.runs.executors.serialization import answer, unpacked


def serve() -> None:
    """Answer what comes on standard input, until it ends; the parent alone answers Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _answers()
    jobs: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    try:
        work = unpacked(jobs.get())
    except ExecutionError as error:
        _tell(answers, error)
        os._exit(1)  # Python's own way out would wait for the thread that listens
    _tell(answers, None)
    while True:
        _tell(answers, answer(lambda job: work(pickle.loads(job)), jobs.get()))


def _answers() -> BinaryIO:
    """Return the way back, and let what a job prints go to stderr, or nowhere if that is closed."""
    try:
        os.fstat(2)
    except OSError:
        os.open(os.devnull, os.O_WRONLY)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _listen(source: BinaryIO, jobs: SimpleQueue[bytes]) -> None:
    """Take what comes, and leave no orphan: a parent that was killed could not say goodbye."""
    try:
        while True:
            jobs.put(pickle.load(source))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(1)


def _tell(answers: BinaryIO, what: object) -> None:
    pickle.dump(what, answers)
    answers.flush()
