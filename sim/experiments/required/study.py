"""A study: futures searched and played, one stage of jobs after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import numpy as np

from sim.experiments.job_runner import JobRunner
from sim.experiments.required.answer import Played
from sim.experiments.required.work import Asked, Batch, Play, Search, Spot
from sim.measures.statistics import probability
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.plan.plan import Plan

_BATCH: Final = 10
"""Futures of a job that plays them at one place."""


@dataclass
class Study:
    """What is played, and how far it is."""

    loaded: Loaded
    settings: Settings
    futures: int
    runner: JobRunner
    total: int = 0
    """Jobs in all, at most."""
    done: int = field(default=0, init=False)

    @cached_property
    def replications(self) -> range:
        """Even ones: each plays in a world of its own, so that futures are independent."""
        return range(0, 2 * self.futures, 2)

    @cached_property
    def player(self) -> Player:
        """Who plays."""
        return Player(self.loaded.spec, self.settings)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the first future."""
        return self.player.plans(0)

    @property
    def batches(self) -> int:
        """Jobs of playing all futures at one place."""
        return -(-self.futures // _BATCH)

    def searched(self, asked: Asked) -> list[dict[str, Any]]:
        """Search every future."""
        return self._do(Search(self.loaded, self.settings, asked, self.player), self.replications)

    @property
    def fresh(self) -> range:
        """As many further ones, which had no part in any choice."""
        return range(2 * self.futures, 4 * self.futures, 2)

    def played(self, asked: Asked, *spots: Spot, fresh: bool = False) -> list[Played]:
        """Play all futures at each of some spots, as one stage."""
        numbers = self.fresh if fresh else self.replications
        cut = [tuple(numbers[i : i + _BATCH]) for i in range(0, len(numbers), _BATCH)]
        work = Play(self.loaded, self.settings, asked, self.player)
        batches = self._do(work, [Batch(some, spot) for spot in spots for some in cut])
        return [
            _played([row for batch in batches[i : i + len(cut)] for row in batch])
            for i in range(0, len(batches), len(cut))
        ]

    def _do(self, work: Any, jobs: Sequence[Any]) -> list[Any]:
        """Do some jobs; their results in order. RefusedError if one failed."""
        told, begun = self.runner.progress, self.done

        def progress(done: int, _: int) -> None:
            if told:
                told(min(self.total, begun + done), self.total)

        found = replace(self.runner, progress=progress).all(work, jobs)
        self.done += len(jobs)
        return found


def _played(rows: Sequence[Sequence[float]]) -> Played:
    status = np.array([int(row[0]) for row in rows], dtype=np.int8)
    idle, capacity = (float(np.mean([row[i] for row in rows])) for i in (1, 2))
    chance = probability(status, np.arange(len(status)))
    return Played(chance, idle, capacity, tuple(status.tolist()))
