"""Play worlds, and keep what they have to say to the observations."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan, nan
from typing import Any

import numpy as np

from sim.experiments.answer import RefusedError
from sim.experiments.past.bind import Bound
from sim.experiments.past.load import LoadedPast
from sim.experiments.past.witness import Witness
from sim.experiments.workbench import Workbench
from sim.measures.gauges import gauges
from sim.measures.months import Floats
from sim.runs.executors import Failure
from sim.runs.identity import canonical, digest
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.text.past import PAST

_SIZE = 20
"""Replications of one job: ten worlds."""


class PlayPast:
    """Plays replications of a scenario and gives the counterparts of the observations."""

    def __init__(
        self, loaded: Loaded, settings: Settings, past: LoadedPast, seen: Sequence[Bound]
    ) -> None:
        self._player, self._seen = Player(loaded.spec, settings), tuple(seen)
        self._made_of = {
            "work": "past",
            "scenario": digest(canonical(loaded.raw)),
            "past": digest(canonical(past.tree.plain())),
            "seed": settings.seed,
            "central": settings.central,
            "grounded": [dict(row) for row in settings.grounded],
        }

    def made_of(self, job: range) -> dict[str, Any]:
        """Return what the counterparts depend on."""
        return {**self._made_of, "replications": [job.start, job.stop]}

    def __call__(self, job: range) -> list[list[float | None]]:
        """Play replications."""
        player = self._player
        plan = player.plans(0)
        witness = Witness(self._seen, gauges(player.spec, plan))
        player.play(job, witness)
        return [[None if isnan(x) else x for x in row] for row in witness.result().tolist()]


def counterparts(work: PlayPast, replications: int, bench: Workbench) -> Floats:
    """Return the counterparts of the observations in each replication, [replication, observation].

    Raises RefusedError where some could not be played.
    """
    starts = range(0, replications, _SIZE)
    jobs = [range(start, min(start + _SIZE, replications)) for start in starts]
    found: dict[int, list[list[float]]] = {}
    for index, rows in bench.do(work, jobs):
        if isinstance(rows, Failure):
            raise RefusedError(PAST["failed"].fill(error=rows.error))
        found[index] = [[nan if x is None else x for x in row] for row in rows]
    return np.array([row for index in range(len(jobs)) for row in found[index]], dtype=np.float64)
