"""Play worlds, and keep what they have to say to the observations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.experiments.job_runner import JobRunner
from sim.experiments.past.collector import Testimony, Witness
from sim.experiments.past.load import LoadedPast
from sim.experiments.past.match_observations import Bound
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.months import Floats
from sim.runs.identity import canonical, digest
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded

_SIZE = 20
"""Replications of one job: ten worlds."""
_DIGITS = 5
"""Decimals of a course, which is only drawn."""
_KEYS = ("values", "courses")


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
            **settings.made_of(),
        }

    def made_of(self, job: range) -> dict[str, Any]:
        """Return what the counterparts depend on."""
        return {**self._made_of, "replications": [job.start, job.stop]}

    def __call__(self, job: range) -> dict[str, Any]:
        """Play replications."""
        player = self._player
        plan = player.plans(0)
        witness = Witness(self._seen, measure_spec(player.spec, plan))
        player.play(job, witness)
        said = witness.result()
        return {"values": _plain(said.values), "courses": _plain(said.courses.round(_DIGITS))}


def counterparts(work: PlayPast, replications: int, runner: JobRunner) -> Testimony:
    """Return what the replications have to say; RefusedError where some could not be played."""
    starts = range(0, replications, _SIZE)
    jobs = [range(start, min(start + _SIZE, replications)) for start in starts]
    parts = runner.all(work, jobs)
    # NumPy reads null as NaN.
    columns = [np.concatenate([np.array(p[key], np.float64) for p in parts]) for key in _KEYS]
    return Testimony(*columns)


def _plain(values: Floats) -> Any:
    found = values.astype(object)
    found[np.isnan(values)] = None
    return found.tolist()
