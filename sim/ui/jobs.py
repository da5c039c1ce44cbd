"""Commands that the page runs, one after the other: what it shows can be typed in a terminal.

Each is a process of its own: what it takes of memory is given back, and stopping it is as in a
terminal, after which nothing is left of it.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from time import time
from typing import IO, Any, Final, Literal

from sim.console.watching import WATCHED, heard
from sim.text.program import CALLED, calling
from sim.text.words import Lang, Words

State = Literal["waiting", "running", "done", "failed", "stopped"]
WAITING: Final = 20
"""Jobs that may wait."""
KEPT: Final = 100
"""Jobs that are remembered once they are over, the oldest forgotten first."""
_LINES: Final = 400
"""Lines kept of what a command says on each stream, the first forgotten first."""
_WIDTH: Final = 2000
"""Characters kept of a line."""
_GRACE: Final = 20.0
"""Seconds that a stopped command has to end by itself."""


class FullError(Exception):
    """Too many jobs wait already."""


@dataclass
class Job:
    """One command, and what has become of it."""

    words: tuple[str, ...]
    """Of the command, without the program's name."""
    name: Words
    """Of what it is about."""
    lang: Lang
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: State = "waiting"
    done: int = 0
    total: int = 0
    doing: str = ""
    """What it waits for or does beside playing; empty while it plays."""
    began: float | None = None
    """Seconds of the epoch."""
    ended: float | None = None
    folder: Path | None = None
    """Where its answer is saved."""
    said: deque[str] = field(default_factory=lambda: deque(maxlen=_LINES))
    """Its answer, as on a terminal."""
    remarks: deque[str] = field(default_factory=lambda: deque(maxlen=_LINES))
    """What it said on standard error."""
    process: subprocess.Popen[str] | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed", "stopped")

    @property
    def seconds(self) -> float:
        """How long it has been running, or ran."""
        return (self.ended or time()) - self.began if self.began else 0.0


class Jobs:
    """A queue with one worker; every method may be called from any thread."""

    def __init__(self, program: Sequence[str] = (sys.executable, "-m", "sim")) -> None:
        self._program = tuple(program)
        self._jobs: dict[str, Job] = {}
        self._queue: deque[Job] = deque()
        self._change = Condition()
        self._closed = False
        self._worker: Thread | None = None

    def add(self, words: Sequence[str], name: Words, lang: Lang) -> Job:
        """Put a command into the queue; FullError where it is full."""
        job = Job(tuple(words), name, lang)
        with self._change:
            if self._closed or len(self._queue) >= WAITING:
                raise FullError
            self._jobs[job.id] = job
            self._queue.append(job)
            over = [one.id for one in self._jobs.values() if one.over]
            for old in over[: max(0, len(over) - KEPT)]:
                del self._jobs[old]
            if self._worker is None:
                self._worker = Thread(target=self._work, daemon=True)
                self._worker.start()
            self._change.notify_all()
        return job

    def get(self, id_: str) -> Job | None:
        """Return a job; None where none is known by that id."""
        return self._jobs.get(id_)

    def all(self) -> list[Job]:
        """Return the jobs, the newest first."""
        with self._change:
            return [*reversed(self._jobs.values())]

    def before(self, job: Job) -> int:
        """Return how many come before a job that waits, the one that runs counted."""
        with self._change:
            running = sum(one.state == "running" for one in self._jobs.values())
            return running + self._queue.index(job) if job in self._queue else 0

    def stop(self, job: Job) -> None:
        """Stop a job, or take it out of the queue; nothing is left of it."""
        with self._change:
            if job in self._queue:
                self._queue.remove(job)
                job.state = "stopped"
            elif job.state == "running":
                job.state = "stopped"
                _end(job)
            self._change.notify_all()

    def close(self) -> None:
        """Stop everything and take no more; returns when no process is left."""
        with self._change:
            self._closed = True
        for job in self.all():
            self.stop(job)
        if self._worker is not None:
            self._worker.join(_GRACE)

    def wait(self, job: Job, seconds: float) -> bool:
        """Wait until a job is over; False where it takes longer."""
        with self._change:
            return self._change.wait_for(lambda: job.over and job.process is None, seconds)

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(self._has_work)
                if not self._queue:
                    return
                job = self._queue.popleft()
                job.state, job.began = "running", time()
            try:
                code = self._run(job)
            except OSError as error:
                code = 1
                job.remarks.append(str(error.strerror or error))
            with self._change:
                _conclude(job, code)
                self._change.notify_all()

    def _has_work(self) -> bool:
        return bool(self._queue) or self._closed

    def _run(self, job: Job) -> int:
        """Run one command to its end and return its exit code."""
        with subprocess.Popen(
            [*self._program, *job.words],
            env=_environment(job.lang),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        ) as process:
            assert process.stdout is not None and process.stderr is not None
            with self._change:
                job.process = process
                if job.state == "stopped":  # between its turn and here
                    _end(job)
            remarks = Thread(target=_read, args=(process.stderr, _listener(job)), daemon=True)
            remarks.start()
            _read(process.stdout, job.said.append)
            remarks.join()
            return process.wait()


def _environment(lang: Lang) -> Mapping[str, str]:
    """The surroundings of a command: watched, in the language of who asked, in UTF-8."""
    inherited = {name: value for name, value in os.environ.items() if name != "LC_ALL"}
    spoken = {"LC_MESSAGES": "zh_CN.UTF-8" if lang == "zh" else "en_US.UTF-8"}
    return {
        **inherited,
        **spoken,
        WATCHED: "1",
        CALLED: calling(),
        "COLUMNS": "100",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _read(stream: IO[str], take: Callable[[str], object]) -> None:
    """Take the lines of a stream until it ends, each at most so long."""
    while line := stream.readline(_WIDTH):
        take(line.rstrip("\r\n"))


def _listener(job: Job) -> Callable[[str], None]:
    """What is done with a line of standard error: it is told of the job, or it is a remark."""

    def take(line: str) -> None:
        what = heard(line)
        if what is None:
            job.remarks.append(line)
        else:
            _note(job, what)

    return take


def _note(job: Job, what: Mapping[str, Any]) -> None:
    done, total = what.get("done"), what.get("total")
    if isinstance(done, int) and isinstance(total, int):
        job.done, job.total, job.doing = done, total, ""
    if "waits_for" in what:
        job.doing = str(what["waits_for"])
    if "saving" in what:
        job.doing = "saving"
    if "folder" in what:
        job.folder = Path(str(what["folder"]))


def _conclude(job: Job, code: int) -> None:
    """A command that was stopped may still have come to its end before it heard."""
    job.process, job.ended = None, time()
    if job.state != "stopped" or code == 0:
        job.state = "failed" if code else "done"


def _end(job: Job) -> None:
    """Ask a process to end, as a terminal would; end it after a while if it does not."""
    process = job.process
    if process is None:
        return

    def insist() -> None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
        process.kill()

    process.terminate()
    Thread(target=insist, daemon=True).start()
