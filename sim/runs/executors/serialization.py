"""What travels between processes: work once, jobs, and answers as bytes."""

from __future__ import annotations

import pickle
from concurrent.futures import Future
from dataclasses import dataclass
from traceback import format_exception, format_exception_only
from typing import Any

from sim.runs.executors.protocol import ExecutionError, Work


def packed(work: Work) -> bytes:
    """Return work as bytes; ExecutionError if it cannot travel."""
    try:
        return pickle.dumps(work)
    except Exception as error:  # noqa: BLE001 - whatever its own methods raise
        name = getattr(work, "__qualname__", type(work).__qualname__)
        raise ExecutionError("cannot_travel", {"work": name, "reason": error}) from None


def unpacked(data: bytes) -> Work:
    """Return work from bytes; ExecutionError where its module cannot be imported."""
    try:
        work: Work = pickle.loads(data)
    except Exception as error:  # noqa: BLE001 - whatever a module raises
        raise ExecutionError("cannot_arrive", {"reason": error}) from None
    return work


@dataclass(frozen=True)
class _Raised:
    """An exception on its way."""

    error: Exception
    trace: str


class _ThereError(Exception):
    """Where an exception was raised, as text: the cause of its copy here."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def answer(work: Work, job: Any) -> bytes:
    """Do a job and return what came of it, an exception included, as bytes."""
    try:
        return pickle.dumps(work(job), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - told where the answer is awaited
        return pickle.dumps(_Raised(_travelling(error), "".join(format_exception(error))))


def _travelling(error: Exception) -> Exception:
    """Return an exception, or its text where it cannot be copied."""
    try:
        copy: Exception = pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - whatever its own methods raise
        return RuntimeError("".join(format_exception_only(error)).strip())
    return copy


def opened(data: bytes) -> Any:
    """Return the result of a job, or raise what it raised."""
    found = pickle.loads(data)
    if isinstance(found, _Raised):
        raise found.error from _ThereError(found.trace)
    return found


def chained(inner: Future[bytes]) -> Future[Any]:
    """Return the future of what an answer holds."""
    outer: Future[Any] = Future()

    def over(inner: Future[bytes]) -> None:
        try:
            outer.set_result(opened(inner.result()))
        except Exception as error:  # noqa: BLE001 - handed on
            outer.set_exception(error)

    inner.add_done_callback(over)
    return outer
