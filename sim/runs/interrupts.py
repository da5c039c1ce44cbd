"""Ctrl-C and its like, answered where no lock is held."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import current_thread, main_thread
from types import FrameType
from typing import Any, Final, NoReturn

PATIENCE = 0.1
"""Seconds between looks at whether Ctrl-C was pressed."""
_ENDING: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""What asks a program to end: the keyboard, a manager of jobs, a terminal that closed."""


class Stopped(KeyboardInterrupt):
    """A signal asked the program to end; it unwinds as for Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def stop_as_by_keyboard() -> None:
    """Let every signal that asks the program to end raise Stopped, but those that are ignored."""
    stop = _Stop()
    for number in _ENDING:
        handler = signal.getsignal(number)
        default = handler in {signal.SIG_DFL, signal.default_int_handler}
        if default or isinstance(handler, _Stop):
            signal.signal(number, stop)


def was_stopped() -> int | None:
    """Return the number of the signal that has asked this program to end, if any has.

    Libraries may swallow what a handler raises, or raise something of their own instead.
    """
    handlers = map(signal.getsignal, _ENDING)  # that of the keyboard may be ignored
    return next((handler.came for handler in handlers if isinstance(handler, _Stop)), None)


class _Stop:
    """Answers a signal by raising Stopped, and remembers that it came."""

    came: int | None = None

    def __call__(self, number: int, _frame: FrameType | None) -> NoReturn:
        self.came = number
        raise Stopped(number)


class _Note:
    """Stands in for a handler, and remembers that the signal came."""

    def __init__(self, number: int, handler: Callable[[int, FrameType | None], Any]) -> None:
        self.handler = handler
        # What was raised before may have been swallowed, by a destructor for one.
        self.came = isinstance(handler, _Stop) and handler.came == number

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True


def _handlers() -> dict[int, Any]:
    """Return what answers the signals in this thread; those ignored or left to the system apart."""
    if current_thread() is not main_thread():
        return {}
    now = {number: signal.getsignal(number) for number in _ENDING}
    return {number: handler for number, handler in now.items() if callable(handler)}


@contextmanager
def _answered(by: dict[int, Any]) -> Iterator[None]:
    """Let others answer some signals for a while."""
    before = {number: signal.signal(number, handler) for number, handler in by.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def interrupts() -> Iterator[Callable[[], None]]:
    """Yield a function that raises what Ctrl-C raises, if it was pressed.

    Raised anywhere, it could leave a lock of an executor taken, and the program would hang.
    """
    notes = {number: _Note(number, handler) for number, handler in _handlers().items()}

    def check() -> None:
        for number, note in notes.items():
            if note.came:
                note.came = False
                note.handler(number, None)

    check()
    try:
        with _answered(notes):
            yield check
    finally:
        check()  # else one that came since the last look would be lost


@contextmanager
def deaf() -> Iterator[None]:
    """Hold Ctrl-C back, and let processes started meanwhile never hear it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def heard() -> Iterator[None]:
    """Let Ctrl-C interrupt at once, where no lock is held, within `interrupts`."""
    notes = {number: note for number, note in _handlers().items() if isinstance(note, _Note)}
    with _answered({number: note.handler for number, note in notes.items()}):
        yield


def stop_when(told: Callable[[], bool]) -> None:
    """Have this thread of a worker stop when it is told to."""
    _STOP.set(told)


def stop_if_told() -> None:
    """Leave a job, if nobody waits for it any more: to be asked between replications."""
    if _STOP.get()():
        raise InterruptedError


_STOP: ContextVar[Callable[[], bool]] = ContextVar("_STOP", default=lambda: False)
"""A thread has a context of its own."""
