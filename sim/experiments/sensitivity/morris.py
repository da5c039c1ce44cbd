"""Morris screening: which numbers move an outcome at all, for one step of each a trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.draws.inputs import Input
from sim.experiments.answer import needed
from sim.experiments.sensitivity.blocks import Blocks, defined
from sim.measures.months import Floats

LEVELS: Final = 4
_RESAMPLES: Final = 1000


@dataclass(frozen=True)
class Effect:
    """The elementary effects of a number on an outcome, in units of the outcome.

    An effect is the change of the outcome (mean of the pair), by the rule of three for the whole
    range: from the low end to the high one.
    """

    path: str
    mu: float
    mu_star: float
    """Mean size."""
    sigma: float
    """Spread: it is large where the effect bends, or hangs on other numbers or on luck."""
    conf: float
    """Half the 95 % interval of `mu_star`, by bootstrap over trajectories."""


def design(numbers: Sequence[Input], trajectories: int, seed: int) -> Floats:
    """Return the trajectories [trajectory, point, number] as uniform numbers on 4 levels.

    Morris (1991), Technometrics 33(2):161-174; drawn by SALib.
    """
    rows: Floats = needed("SALib.sample.morris").sample(
        _problem(numbers), trajectories, num_levels=LEVELS, seed=seed
    )
    return rows.reshape(trajectories, len(numbers) + 1, len(numbers))


def effects(
    numbers: Sequence[Input], uniforms: Floats, blocks: Blocks, outcome: str, seed: int
) -> tuple[list[Effect], int]:
    """Return the effects on one outcome, and from how many trajectories.

    mu* as Campolongo, Cariboni & Saltelli (2007), Environ. Modelling & Software 22(10):1509-1518.
    Luck is common along a trajectory, so that what has no effect has exactly none.
    """
    values = blocks.values[outcome]
    good = defined(values)
    x = uniforms[blocks.kept][good].reshape(-1, len(numbers))
    y = values[good].mean(axis=2).ravel()
    if not len(y):
        return [], 0
    measures = needed("SALib.analyze.morris").analyze(
        _problem(numbers), x, y, num_levels=LEVELS, num_resamples=_RESAMPLES, seed=seed
    )
    columns = (measures[key] for key in ("mu", "mu_star", "sigma", "mu_star_conf"))
    rows = zip(numbers, zip(*columns, strict=True), strict=True)
    return [Effect(number.path, *map(float, row)) for number, row in rows], int(good.sum())


def _problem(numbers: Sequence[Input]) -> dict[str, object]:
    count = len(numbers)
    return {"num_vars": count, "names": [n.path for n in numbers], "bounds": [[0, 1]] * count}
