"""Ctrl-C, answered where no lock is held."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, current_thread, main_thread

PATIENCE = 0.1
"""Seconds between looks at whether Ctrl-C was pressed."""


@contextmanager
def interrupts() -> Iterator[Callable[[], None]]:
    """Yield a function that raises KeyboardInterrupt if Ctrl-C was pressed.

    Raised anywhere, it could leave a lock of an executor taken, and the program would hang.
    """
    pressed = Event()

    def check() -> None:
        if pressed.is_set():
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before == signal.SIG_IGN:
        yield check
        return
    signal.signal(signal.SIGINT, lambda *_: pressed.set())
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


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
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def stop_when(told: Callable[[], bool]) -> None:
    """Have this thread of a worker stop when it is told to."""
    _STOP.set(told)


def stop_if_told() -> None:
    """Leave a job, if nobody waits for it any more: to be asked between replications."""
    if _STOP.get()():
        raise InterruptedError


_STOP: ContextVar[Callable[[], bool]] = ContextVar("_STOP", default=lambda: False)
"""A thread has a context of its own."""
