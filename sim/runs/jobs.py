"""Jobs of replications, and who collects their results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from sim.model.log import Log

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

R = TypeVar("R", covariant=True)

Progress = Callable[[int, int], None]
"""Called with (done, total): replications, or jobs of any other kind."""
Job = Sequence[int]
"""Numbers of replications."""


class Collector(Protocol[R]):
    """Takes the replications of one job, in order, where they are played."""

    def add_log(self, log: Log) -> None:
        """Take a replication as its log."""

    def add_work(self, work: Workspace) -> None:
        """Take the replication played last in a workspace of the compiled engine."""

    def result(self) -> R:
        """Return what came of the job."""


def in_jobs(replications: Sequence[int], size: int) -> list[Job]:
    """Cut replications into jobs of at most `size`."""
    return [tuple(replications[i : i + size]) for i in range(0, len(replications), size)]
