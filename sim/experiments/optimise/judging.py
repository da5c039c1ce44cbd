"""Playing designs, and judging them against the plan as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.job_runner import JobRunner
from sim.experiments.optimise.answer import Aim, By, Judged, Outcome
from sim.experiments.optimise.levers import Design, Levers, cost
from sim.experiments.optimise.pareto import apart, front, interval, tail_scores
from sim.experiments.optimise.search import Values
from sim.experiments.points import Point, all_played
from sim.measures.months import Floats
from sim.measures.verdict.indicators import Indicators
from sim.runs.settings import Settings
from sim.scenario.load import Loaded

JUDGED = 30
"""Most designs of the search's front that are judged again."""


class Meter:
    """Tells how far a search is whose jobs are done in many batches."""

    def __init__(self, runner: JobRunner, total: int) -> None:
        self._bench, self._total, self._before = runner, total, 0

    def batch(self) -> JobRunner:
        """Return a runner for the next jobs, which go on counting where the last ended."""
        before = self._before

        def show(done: int, _: int) -> None:
            self._before = before + done
            if self._bench.progress:
                self._bench.progress(self._before, max(self._total, self._before))

        return JobRunner(self._bench.on, self._bench.store, show)


@dataclass(frozen=True)
class Judge:
    """How designs are played and compared: all on the same replications."""

    settings: Settings
    levers: Levers
    aims: tuple[Aim, ...]
    prices: Mapping[str, float]
    by: By
    meter: Meter

    def play(
        self, loaded: Loaded, held: Sequence[Mapping[str, float]], replications: range
    ) -> list[Floats]:
        """Return what the aims measure, [replication, aim], for numbers held in a scenario."""
        points = [Point(replications, some) for some in held]
        found = all_played(loaded, self.settings, points, self.meter.batch())
        return [self._values(loaded, *one) for one in zip(held, found, strict=True)]

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
    ) -> Judged:
        """Judge a design against the plan, by what both gave in the same futures."""
        outcomes = []
        for own, mine, theirs in zip(
            values.T, self.score(values).T, self.score(plan).T, strict=True
        ):
            value, low, high = interval(mine)
            worst = float(tail_scores(own).mean())
            gain = interval(mine - theirs)
            outcomes.append(Outcome(value, max(low, 0.0), high, worst, float(own.mean()), gain))
        return Judged(design, tuple(outcomes), searched)

    def _values(self, loaded: Loaded, held: Mapping[str, float], found: Indicators) -> Floats:
        columns = []
        for aim in self.aims:
            if aim.money:
                own = [name for name in self.levers.projects if name in loaded.spec.supply]
                paid = cost(loaded.spec, own, held, self.prices)
                columns.append(np.full(len(found.replications), paid))
            else:
                columns.append(found.values[aim.key])
        return np.stack(columns, axis=1)


def candidates(tried: Sequence[tuple[Design, Values]]) -> list[tuple[Design, Values]]:
    """Return the front of what was tried; of a crowded one, designs that lie far apart."""
    ahead = front(np.array([values for _, values in tried]))
    best = [one for one, kept in zip(tried, ahead, strict=True) if kept]
    return [best[place] for place in apart(np.array([v for _, v in best]), JUDGED)]


def ahead(judged: Sequence[Judged]) -> list[Judged]:
    """Return those of some designs that no other dominates, by the first aim."""
    values = np.array([[o.value for o in one.outcomes] for one in judged])
    kept = [one for one, flag in zip(judged, front(values), strict=True) if flag]
    return sorted(kept, key=lambda one: [o.value for o in one.outcomes])
