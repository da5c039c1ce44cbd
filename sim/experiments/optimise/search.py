"""The search: NSGA-II of Optuna, a generation at a time, the same for the same seed.

Deb, Pratap, Agarwal & Meyarivan (2002), IEEE Trans. Evol. Comput. 6:182-197. It asks for designs
and is told their values; as values of a design never differ, a search that was stopped finds its
way again through what was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from sim.experiments.needs import needed
from sim.experiments.optimise.levers import Design, Levers

POPULATION: Final = 20
"""Designs in a generation."""
_LOWEST: Final = 1e-6
"""Least of the numbers that are chosen: the logarithm of 0 has no value."""

Values = tuple[float, ...]
Evaluate = Callable[[Sequence[Design]], Sequence[Values]]
"""Gives the aims of some designs."""


def search(
    levers: Levers, aims: int, evaluations: int, seed: int, evaluate: Evaluate
) -> list[tuple[Design, Values]]:
    """Return the designs that were looked at, each once, with their aims, in order.

    The plan as it stands is looked at first. `evaluations` are rounded up to whole generations.
    """
    optuna: Any = needed("optuna")
    space = {name: optuna.distributions.FloatDistribution(_LOWEST, 1.0) for name in levers.names()}
    sampler = optuna.samplers.NSGAIISampler(population_size=POPULATION, seed=seed % 2**32)
    said = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)  # or it tells of the study it makes
    study = optuna.create_study(directions=["minimize"] * aims, sampler=sampler)
    optuna.logging.set_verbosity(said)
    study.enqueue_trial({name: min(max(u, _LOWEST), 1.0) for name, u in levers.start().items()})
    known: dict[str, tuple[Design, Values]] = {}
    for _ in range(-(-evaluations // POPULATION)):
        trials = [study.ask(space) for _ in range(POPULATION)]
        designs = {str(d): d for trial in trials for d in [levers.design(trial.params)]}
        new = {key: design for key, design in designs.items() if key not in known}
        for key, values in zip(new, evaluate(list(new.values())), strict=True):
            known[key] = new[key], values
        for trial in trials:
            study.tell(trial, known[str(levers.design(trial.params))][1])
    return list(known.values())
