"""The work of a run: a job is a few of its replications."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sim.runs.jobs import Collector, Job
from sim.runs.player import Player

R = TypeVar("R")


@dataclass(frozen=True)
class Play(Generic[R]):
    """Plays the replications of a job, and returns what a collector made of them."""

    player: Player
    collect: Callable[[], Collector[R]]

    def __call__(self, job: Job) -> R:
        """Play a job; in any thread, as many at once as there are."""
        collector = self.collect()
        self.player.play(job, collector)
        return collector.result()
