"""What executors have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field
from traceback import format_exception, format_exception_only
from typing import Any, Final, Literal, Protocol, Self

from sim.text.commands import say

Work = Callable[[Any], Any]
"""Does one job; each worker is given it once, so it must travel to other processes."""
Kind = Literal["here", "threads", "processes", "dask"]
KINDS: Final[tuple[Kind, ...]] = ("here", "threads", "processes", "dask")


class Pool(Protocol):
    """Workers that know what to do."""

    def submit(self, job: Any) -> Future[Any]:
        """Have a job done.

        The future fails with a BrokenExecutor when the worker died; to raise one here says that
        no worker is left.
        """

    def stop(self) -> None:
        """Let the workers go at once; jobs not begun are dropped."""


class Executor(Protocol):
    """A way of having jobs done."""

    @property
    def kind(self) -> Kind:
        """Its name on the command line."""

    @property
    def workers(self) -> int:
        """How many jobs are done at once; a cluster may grow."""

    def start(self, work: Work) -> Pool:
        """Give workers something to do; again, if the last ones died."""


@dataclass(frozen=True)
class Failure:
    """What became of a job that could not be done."""

    error: str
    """The exception in one line."""
    trace: str
    cause: BaseException | None = field(default=None, compare=False, repr=False)
    """The exception itself, without its frames: they hold all that the job had in memory."""

    @classmethod
    def of(cls, error: BaseException) -> Self:
        """Describe an exception, also one whose own text cannot be had."""
        said = " ".join("".join(format_exception_only(error)).split())
        return cls(said, "".join(format_exception(error)), error.with_traceback(None))


class WorkerLostError(BrokenExecutor):
    """The worker died that had a job, and with it what it did."""


class ExecutionError(RuntimeError):
    """Nothing can be done there, whichever the job."""

    def __init__(self, why: str, words: Mapping[str, object]) -> None:
        """`why` is a message of `sim.text.commands`; `words` fill it."""
        self.why = why
        self.words: dict[str, str] = {name: str(word) for name, word in words.items()}
        super().__init__(why, self.words)

    def __str__(self) -> str:
        return say("both", self.why, **self.words)
