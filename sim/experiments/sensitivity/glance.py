"""A first answer, from a few plain futures: which numbers do the outcomes follow?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.draws.inputs import Input
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import Point, all_played
from sim.experiments.sensitivity.study import named
from sim.experiments.sensitivity.words import SENSITIVITY
from sim.measures.statistics import beyond_chance, threshold
from sim.runs.settings import Plans, Settings
from sim.scenario.load import Loaded
from sim.text.words import Words, commas, joined

PAIRS: Final = 100
"""Worlds, each played twice: seconds where a study takes minutes."""
_SHOWN: Final = 4
"""Numbers named of an outcome."""


def glance(
    loaded: Loaded,
    settings: Settings,
    numbers: Sequence[Input],
    outcomes: Sequence[str],
    runner: JobRunner,
) -> list[Words]:
    """Return lines that rank the numbers by rank correlation; RefusedError where a run failed."""
    points = [Point(range(2 * k, 2 * k + 2)) for k in range(PAIRS)]
    found = all_played(loaded, settings, points, runner)
    plans = Plans(loaded.spec, settings)
    worlds = [plans.drawn(k) for k in range(PAIRS)]
    drawn = {one.path: np.array([world[one.path] for world in worlds]) for one in numbers}
    known = {one.path: one.name for one in numbers}
    bound = threshold(len(numbers), PAIRS)
    lines = [SENSITIVITY["glance"].fill(pairs=str(PAIRS), bound=f"{bound:.2f}")]
    for outcome in outcomes:
        means = np.array([one.values[outcome].mean() for one in found])
        close = beyond_chance(drawn, means)[:_SHOWN]
        said = SENSITIVITY["follows" if close else "follows_none"]
        names = commas(
            joined([known[path], Words(*[f"{rho:+.2f}"] * 2)], " ", " ") for path, rho in close
        )
        lines.append(said.fill(outcome=named(outcome, loaded.spec).words, numbers=names))
    return lines
