"""A first answer, from a few plain futures: which numbers do the outcomes follow?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.experiments.points import Point, all_played
from sim.experiments.sensitivity.inputs import Input
from sim.experiments.sensitivity.study import named
from sim.experiments.workbench import Workbench
from sim.measures.months import Floats
from sim.measures.ranks import rank_correlation, threshold
from sim.runs.settings import Plans, Settings
from sim.scenario.load import Loaded
from sim.text.figures import Words
from sim.text.sensitivity import SENSITIVITY

PAIRS: Final = 100
"""Worlds, each played twice: seconds where a study takes minutes."""
_SHOWN: Final = 4
"""Numbers named of an outcome."""


def glance(
    loaded: Loaded,
    settings: Settings,
    numbers: Sequence[Input],
    outcomes: Sequence[str],
    bench: Workbench,
) -> list[Words]:
    """Return lines that rank the numbers by rank correlation; RefusedError where a run failed."""
    points = [Point(range(2 * k, 2 * k + 2)) for k in range(PAIRS)]
    found = all_played(loaded, settings, points, bench)
    plans = Plans(loaded.spec, settings)
    worlds = [plans.drawn(k) for k in range(PAIRS)]
    drawn = {one.path: np.array([world[one.path] for world in worlds]) for one in numbers}
    bound = threshold(len(numbers), PAIRS)
    lines = [SENSITIVITY["glance"].fill(pairs=str(PAIRS), bound=f"{bound:.2f}")]
    for outcome in outcomes:
        means = np.array([one.values[outcome].mean() for one in found])
        followed = _followed(numbers, drawn, means)
        said = SENSITIVITY["follows" if followed else "follows_none"]
        names = Words("，".join(one.zh for one in followed), ", ".join(one.en for one in followed))
        lines.append(said.fill(outcome=named(outcome, loaded.spec).words, numbers=names))
    return lines


def _followed(numbers: Sequence[Input], drawn: dict[str, Floats], means: Floats) -> list[Words]:
    """Return the numbers that an outcome follows beyond chance, with ρ, the closest first."""
    tested = np.isfinite(means)
    if np.sum(tested) < 2:
        return []
    bound = threshold(len(numbers), int(np.sum(tested)))
    rho = {p: rank_correlation(values[tested], means[tested]) for p, values in drawn.items()}
    close = [one for one in numbers if abs(rho[one.path]) > bound]
    close.sort(key=lambda one: -abs(rho[one.path]))
    signs = [(one.name, f"{rho[one.path]:+.2f}") for one in close[:_SHOWN]]
    return [Words(f"{name.zh} {sign}", f"{name.en} {sign}") for name, sign in signs]
