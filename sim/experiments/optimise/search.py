"""The search for designs, and the judgement of those that seemed best, against the plan.

The search is NSGA-II of Optuna, a generation at a time, the same for the same seed: Deb, Pratap,
Agarwal & Meyarivan (2002), IEEE Trans. Evol. Comput. 6:182-197. It asks for designs and is told
their values; as values of a design never differ, a search that was stopped finds its way again
through what was kept. What it finds was lucky in the futures that chose it, so others judge it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np

from sim.experiments.answer import needed
from sim.experiments.job_runner import JobRunner
from sim.experiments.optimise.answer import AimOutcome, By, JudgedDesign, OptimiseAim
from sim.experiments.optimise.levers import Design, Levers, cost
from sim.experiments.optimise.pareto import apart, front, interval, tail_scores
from sim.experiments.points import Point, all_played
from sim.measures.months import Floats
from sim.measures.verdict.indicators import Indicators
from sim.runs.settings import Settings
from sim.scenario.load import Loaded

POPULATION: Final = 20
"""Designs in a generation."""
JUDGED: Final = 30
"""Most designs of the search's front that are judged again."""
_LOWEST: Final = 1e-6
"""Least of the numbers that are chosen: the logarithm of 0 has no value."""

D = TypeVar("D")
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
    verbosity = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)  # or it tells of the study it makes
    study = optuna.create_study(directions=["minimize"] * aims, sampler=sampler)
    optuna.logging.set_verbosity(verbosity)
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


class Meter:
    """Tells how far a search is whose jobs are done in many batches."""

    def __init__(self, runner: JobRunner, total: int) -> None:
        self._runner, self._total, self._before = runner, total, 0

    def batch(self) -> JobRunner:
        """Return a runner for the next jobs, which go on counting where the last ended."""
        before = self._before

        def show(done: int, _: int) -> None:
            self._before = before + done
            if self._runner.progress:
                self._runner.progress(self._before, max(self._total, self._before))

        return JobRunner(self._runner.on, self._runner.store, show)


@dataclass(frozen=True)
class Judge:
    """How designs are played and compared: all on the same replications."""

    settings: Settings
    levers: Levers
    aims: tuple[OptimiseAim, ...]
    prices: Mapping[str, float]
    by: By
    meter: Meter

    def play(
        self, loaded: Loaded, held: Sequence[Mapping[str, float]], replications: range
    ) -> list[Floats]:
        """Return what the aims measure, [replication, aim], for numbers held in a scenario."""
        points = [Point(replications, numbers) for numbers in held]
        played = all_played(loaded, self.settings, points, self.meter.batch())
        return [
            self._values(loaded, numbers, indicators)
            for numbers, indicators in zip(held, played, strict=True)
        ]

    def score(self, values: Floats) -> Floats:
        """Return numbers [replication, aim] whose means are the aims."""
        if self.by == "mean":
            return values
        return np.stack([tail_scores(column) for column in values.T], axis=1)

    def aimed(self, values: Floats) -> Values:
        """Return the aims of a design."""
        return tuple(map(float, self.score(values).mean(axis=0)))

    def judged(
        self, design: Design | None, values: Floats, plan: Floats, searched: Values
    ) -> JudgedDesign:
        """Judge a design against the plan, by what both gave in the same futures."""
        outcomes = []
        scores = zip(values.T, self.score(values).T, self.score(plan).T, strict=True)
        for measured, score, of_plan in scores:
            value, low, high = interval(score)
            worst, mean = float(tail_scores(measured).mean()), float(measured.mean())
            gain = interval(score - of_plan)
            outcomes.append(AimOutcome(value, max(low, 0.0), high, worst, mean, gain))
        return JudgedDesign(design, tuple(outcomes), searched)

    def _values(self, loaded: Loaded, held: Mapping[str, float], indicators: Indicators) -> Floats:
        columns = []
        for aim in self.aims:
            if aim.money:
                known = [name for name in self.levers.projects if name in loaded.spec.supply]
                paid = cost(loaded.spec, known, held, self.prices)
                columns.append(np.full(len(indicators.replications), paid))
            else:
                columns.append(indicators.values[aim.key])
        return np.stack(columns, axis=1)


def candidates(tried: Sequence[tuple[Design, Values]]) -> list[tuple[Design, Values]]:
    """Return the front of what was tried; of a crowded one, designs that lie far apart."""
    best = _front(tried, [values for _, values in tried])
    return [best[place] for place in apart(np.array([values for _, values in best]), JUDGED)]


def undominated(judged: Sequence[JudgedDesign]) -> list[JudgedDesign]:
    """Return those of some designs that no other dominates, by the first aim."""

    def values(design: JudgedDesign) -> Values:
        return tuple(outcome.value for outcome in design.outcomes)

    return sorted(_front(judged, [values(design) for design in judged]), key=values)


def _front(designs: Sequence[D], values: Sequence[Values]) -> list[D]:
    """Return the designs whose values no other dominates."""
    kept = front(np.array(values))
    return [design for design, on_front in zip(designs, kept, strict=True) if on_front]
