"""Observations held against a scenario: which pools, stages and months each one is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.draws.inverse import quantile
from sim.experiments.past.observations import (
    Counted,
    Entries,
    Let,
    LoadedPast,
    Observation,
    Shared,
)
from sim.measures.counting.counts import FLOW
from sim.measures.months import Floats, from_start, names
from sim.scenario.errors import Problem, ScenarioError, nearest
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.numbers import Number
from sim.scenario.yaml.nodes import Node
from sim.text.messages.scenario import THINGS

POINTS = 400
"""Points by which a law of an observation is represented."""


@dataclass(frozen=True)
class MatchedObservation:
    """One observation, ready to be compared; shares, or companies a year."""

    id: str
    observation: Observation
    months: slice
    """Months of the clock."""
    pools: tuple[int, ...] = ()
    """Pools, for shares."""
    stage: int = -1
    tracks: tuple[int, ...] = ()
    flow: int = -1
    """Stage, tracks and index in FLOW, for counts."""
    value: float = 0.0
    """Mean of what was observed."""
    spread: float = 0.0
    """One standard deviation of it."""
    low: float = 0.0
    high: float = 0.0
    """How far it may be off."""
    discrepancy: float = 0.0
    """One standard deviation of what the model cannot say."""

    @property
    def about(self) -> tuple[object, ...]:
        """What it is about, whatever the period."""
        return self.let, self.pools, self.stage, self.tracks, self.flow

    @property
    def years(self) -> float:
        """Length of the period."""
        return float(self.months.stop - self.months.start) / 12

    @property
    def share(self) -> bool:
        """Whether it is a share; else companies a year."""
        return bool(self.pools)

    @property
    def let(self) -> bool:
        """Whether it is the share that is let."""
        return isinstance(self.observation, Let)


def match_observations(
    loaded: LoadedPast, spec: Spec, plan: Plan
) -> tuple[list[MatchedObservation], list[str]]:
    """Return the observations within the clock, ready to be compared, and the ids of the others.

    Raises ScenarioError (E501) where one names what the scenario does not have, with its place in
    the data file, and E585 where none lies within the clock.
    """
    matched, outside, problems = [], [], []
    for name, observation in loaded.past.observations.items():
        problems += _unknown(loaded, name, observation, spec)
        first, last = (from_start(plan, tick) for tick in observation.ticks)
        if first < plan.record_from or last > plan.end:
            outside.append(name)
        elif not problems:
            months = slice(first // MONTH, last // MONTH)
            matched.append(
                _shared(name, observation, months, plan)
                or _counted(name, observation, months, plan)
            )
    if not problems and not matched:
        words = {"start": names(plan)[0], "end": names(plan)[-1]}
        problems.append(Problem("E585", loaded.tree.items["observations"].here, words))
    if problems:
        raise ScenarioError(problems)
    return matched, outside


def _shared(
    name: str, observation: Observation, months: slice, plan: Plan
) -> MatchedObservation | None:
    if not isinstance(observation, Shared):
        return None
    parks = plan.parks if observation.park is None else (observation.park,)
    space = plan.spaces.index(observation.space)
    low, high = observation.value.range or (observation.value.value, observation.value.value)
    values = law(observation.value)
    return MatchedObservation(
        id=name,
        observation=observation,
        months=months,
        pools=tuple(plan.pool(space, plan.parks.index(park)) for park in parks),
        value=float(values.mean()),
        spread=float(values.std()),
        low=low,
        high=high,
        discrepancy=observation.discrepancy.value,
    )


def _counted(name: str, observation: Observation, months: slice, plan: Plan) -> MatchedObservation:
    assert isinstance(observation, Counted)
    years = (months.stop - months.start) / 12
    low, high = observation.value.range or (observation.value.value, observation.value.value)
    count = law(observation.value)
    per = law(observation.per) if observation.per else np.ones(1)
    fewest, most = float(per.min()), float(per.max())
    if observation.per:
        fewest, most = observation.per.range or (observation.per.value, observation.per.value)
    inverse = 1 / per
    # Count and documents a company are independent.
    value = count.mean() * inverse.mean()
    square = (count**2).mean() * (inverse**2).mean()
    return MatchedObservation(
        id=name,
        observation=observation,
        months=months,
        stage=plan.stages.index(observation.stage),
        tracks=tuple(sorted({plan.tracks.index(track) for track in observation.tracks})),
        flow=FLOW.index("started" if isinstance(observation, Entries) else "succeeded"),
        value=float(value) / years,
        spread=sqrt(max(0.0, float(square - value**2))) / years,
        low=low / most / years,
        high=high / fewest / years,
        discrepancy=observation.discrepancy.value * 12,
    )


def law(number: Number) -> Floats:
    """Return equally likely values of an observed number: triangular over its range."""
    if number.range is None or number.range[0] == number.range[1]:
        return np.array([number.value])
    low, high = number.range
    inverse = quantile(Distribution("triangular", (low, number.value, high)))
    return np.array([inverse((point + 0.5) / POINTS) for point in range(POINTS)])


def _unknown(loaded: LoadedPast, name: str, observation: Observation, spec: Spec) -> list[Problem]:
    """Return a problem for each id of the scenario that an observation names in vain."""
    named: list[tuple[str, Node]] = []
    if isinstance(observation, Shared):
        named.append(("spaces", loaded.at(name, "space")))
        if observation.park is not None:
            named.append(("parks", loaded.at(name, "park")))
    elif isinstance(observation, Counted):
        named.append(("stages", loaded.at(name, "stage")))
        named += [("tracks", node) for node in loaded.at(name, "tracks").elements]
    return [
        _nothing(block, node, [*getattr(spec, block)], f"observations.{name}")
        for block, node in named
        if str(node.value) not in getattr(spec, block)
    ]


def _nothing(block: str, node: Node, known: Sequence[str], path: str) -> Problem:
    word = str(node.value)
    words = {"name": word, "block": block, "known": ", ".join(known[:20])}
    return Problem(
        "E501", node.place, {**words, "thing": THINGS[block]}, path, nearest(word, known)
    )
