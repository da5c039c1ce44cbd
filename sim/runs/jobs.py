"""What the executors share: jobs of replications, and who collects their results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from sim.model.log import Log

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

R = TypeVar("R", covariant=True)
T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with (done, total) replications."""
Job = Sequence[int]
"""Numbers of replications."""


class Collector(Protocol[R]):
    """Takes the replications of one job, in order, where they are played."""

    wants_log: bool
    """Whether it reads logs alone; otherwise the compiled engine writes none."""

    def add_log(self, log: Log) -> None:
        """Take a replication as its log."""

    def add_work(self, work: Workspace) -> None:
        """Take the replication played last in a workspace of the compiled engine."""

    def result(self) -> R:
        """Return what came of the job."""


class Each(Generic[T]):
    """Collects what a function makes of each log."""

    wants_log = True

    def __init__(self, reduce: Callable[[Log], T]) -> None:
        self._reduce = reduce
        self._found: list[T] = []

    def add_log(self, log: Log) -> None:
        """Take a replication as its log."""
        self._found.append(self._reduce(log))

    def add_work(self, work: Workspace) -> None:
        """Never called: it wants logs."""
        raise NotImplementedError

    def result(self) -> list[T]:
        """Return what the function made."""
        return self._found


def in_jobs(replications: Sequence[int], size: int) -> list[Job]:
    """Cut replications into jobs of at most `size`."""
    return [tuple(replications[i : i + size]) for i in range(0, len(replications), size)]
