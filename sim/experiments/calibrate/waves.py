"""Futures of the model played in waves, until enough of them agree with the past."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.draws.keys import NO_STAGE, entity, life_key, uniform
from sim.draws.purposes import Kind, Purpose
from sim.draws.worlds import Worlds
from sim.experiments.calibrate.acceptance import Acceptance, accepted
from sim.experiments.calibrate.proposals import Proposal, focused, ratios
from sim.measures.months import Floats
from sim.runs.grounded import AcceptedFutures
from sim.scenario.schema import Spec

WAVE: Final = 1000
"""Futures of a wave."""

PlayWave = Callable[[AcceptedFutures], Floats]
"""Plays futures and returns how far each is from each fitted observation, [future, observation]."""


@dataclass(frozen=True)
class Search:
    """The futures of all waves, and which of them are kept."""

    played: AcceptedFutures
    waves: int
    acceptance: Acceptance

    @property
    def kept(self) -> AcceptedFutures:
        """The futures that agree with the past, in the order in which they were played."""
        places = np.flatnonzero(self.acceptance.kept)
        played = self.played
        return AcceptedFutures(
            played.seed,
            tuple(played.numbers[place] for place in places),
            tuple(played.rows[place] for place in places),
        )


def search(spec: Spec, seed: int, wanted: int, most: int, play: PlayWave) -> Search:
    """Play waves until `wanted` futures are kept with errors as stated, or `most` were played.

    Future i has the luck of replication i, and a uniform number of its own decides whether it is
    kept. The first wave draws from the ranges.
    """
    worlds = Worlds(spec, seed)
    proposal = Proposal.prior(len(worlds.paths))
    levels = np.empty((len(worlds.paths), 0))
    distances: list[Floats] = []
    waves: list[tuple[Proposal, int]] = []
    rows: list[dict[str, float]] = []
    while True:
        first = len(rows)
        count = min(WAVE, most - first)
        drawn = proposal.draws(worlds.levels(first, count))
        values = [dict(zip(worlds.paths, row, strict=True)) for row in worlds.at(drawn).T.tolist()]
        numbers = tuple(range(first, first + count))
        distances.append(play(AcceptedFutures(seed, numbers, tuple(values))))
        rows += values
        waves.append((proposal, count))
        levels = np.concatenate([levels, drawn], axis=1)
        far, of_each = np.concatenate(distances), ratios(levels, waves)
        acceptance = accepted(far, of_each, _marks(seed, len(rows)), wanted)
        enough = acceptance.kept.sum() >= wanted and acceptance.tolerance == 1
        if enough or len(rows) >= most:
            played = AcceptedFutures(seed, tuple(range(len(rows))), tuple(rows))
            return Search(played, len(waves), acceptance)
        proposal = focused(levels, (far**2).sum(axis=1), of_each)


def _marks(seed: int, count: int) -> Floats:
    """Return the uniform number by which each future is kept or not."""
    keys = (entity(seed, number, Kind.RANGE, NO_STAGE) for number in range(count))
    return np.array([uniform(life_key(key, Purpose.ACCEPTED)) for key in keys])
