"""`discover`: when does the plan fail?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.api.grounding import Varied, continued
from sim.api.results import Named
from sim.experiments.answer import RefusedError
from sim.experiments.design import read_study
from sim.experiments.design import settings as design_settings
from sim.experiments.discover.answer import DiscoverAnswer, WorldInput
from sim.experiments.discover.boxes import Sample
from sim.experiments.discover.expression import check_names, parse
from sim.experiments.discover.method import agreement, check_failures
from sim.experiments.discover.method import discover as find
from sim.experiments.discover.screen import screen
from sim.experiments.discover.words import DISCOVER
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import Point, all_played
from sim.measures.months import Floats
from sim.measures.statistics import probability
from sim.measures.verdict.indicators import Indicators
from sim.plots.frames import Origin
from sim.runs.grounded import AcceptedFutures
from sim.runs.settings import Plans, Settings
from sim.scenario.load import Loaded
from sim.scenario.names import name_of
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.chances import Chance
from sim.scenario.values.dates import DateChance
from sim.scenario.yaml.nodes import SourceText, from_data

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

LEAST: Final = 50
"""Worlds, half of which find the box while the others test it."""


@dataclass(frozen=True)
class Inputs:
    """The numbers that differ between worlds: values [world, input], in canonical units."""

    paths: tuple[str, ...]
    values: Floats


def discover(
    scenario: Scenario,
    fails: str,
    vary: Mapping[str, object] | None = None,
    worlds: int = 400,
    density: float = 0.8,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    runner: JobRunner | None = None,
) -> Finding[DiscoverAnswer]:
    """Find the values of the unknown numbers at which the plan fails, by PRIM and CART.

    `fails` is a condition on indicators, such as `"shortage_holds == 0"`. Each world draws all
    ranged numbers and is played twice; an accepted future once. `vary` spreads more numbers
    evenly, as in `sweep`: `{"cycles.funding.linear.2029-01": {"from": 0.5, "to": 2}}`. Of the boxes
    at least as dense as `density` the one that covers most failures is told. Raises ScenarioError
    and RefusedError.
    """
    condition = parse(fails)
    if not 0 < density < 1:
        raise RefusedError(DISCOVER["bad_density"])
    loaded, vary = scenario.loaded, dict(vary or {})
    settings = scenario.settings(seed, central, grounded)
    asked_for, worlds = worlds, settings.most(worlds)
    held = spread(loaded, vary, worlds, settings.seed)
    varied = Varied(scenario.spec, lambda plans, world: plans(world, held[world]))
    settings, parts_in = continued(settings, [varied] if vary else [])
    if parts_in is not None:
        worlds = asked_for
        held = spread(loaded, vary, worlds, settings.seed)
    if worlds < LEAST:
        raise RefusedError(DISCOVER["few_worlds"].fill(least=str(LEAST)))
    each = settings.futures_a_world
    given = _differing(Plans(scenario.spec, settings), held)
    if not given.paths:
        raise RefusedError(DISCOVER["no_inputs"])
    points = [Point(range(each * k, each * (k + 1)), held[k]) for k in range(worlds)]
    runner = runner or JobRunner()
    quiet = JobRunner(runner.on, runner.store)
    check_names(condition, sorted(_play(loaded, settings, points[:1], quiet).values))
    values = _play(loaded, settings, points, runner).values
    flags = condition.holds(values)
    check_failures(flags, fails, condition, values)
    sample = Sample(given.values, flags.reshape(-1, each))
    answer = DiscoverAnswer(
        fails=fails,
        density=density,
        inputs=_inputs(loaded, given, vary),
        sample=sample,
        base=probability(flags.astype(np.int8), np.arange(flags.size) // each),
        agreement=agreement(sample.fails) if each > 1 else None,
        discovery=find(sample, density),
    )
    asked = {
        "fails": fails,
        "vary": vary,
        "density": density,
        "central": central,
        "grounded": settings.grounded.key,
    }
    return Finding(
        "discover",
        scenario,
        settings.seed,
        each * worlds,
        asked,
        answer,
        screen,
        _draw,
        parts_in=parts_in,
    )


def spread(
    loaded: Loaded, vary: Mapping[str, object], worlds: int, seed: int
) -> list[Mapping[str, float]]:
    """Return the numbers held in each world: a Sobol sequence between the bounds of `vary`.

    Even worlds take its first half in order, odd ones its second: each half is spread evenly. Every
    other point of the sequence is not: in its second number all of them lie in one half of the
    bounds. Bounds are written as for `sweep`; ScenarioError tells all that is wrong with them.
    """
    if not vary:
        return [{}] * worlds
    asked = {"design": "sobol", "points": worlds, "vary": dict(vary)}
    tree = from_data(asked, SourceText("--vary", ()))
    points = [setting.numbers for setting in design_settings(read_study(tree), tree, loaded, seed)]
    first = -(-worlds // 2)
    return [points[world // 2 + world % 2 * first] for world in range(worlds)]


def _differing(plans: Plans, held: Sequence[Mapping[str, float]]) -> Inputs:
    """Return the values of the numbers that differ between worlds; `held` are spread."""
    rows = [{**plans.drawn(world), **numbers} for world, numbers in enumerate(held)]
    values = {path: np.array([row[path] for row in rows]) for path in rows[0]}
    differ = [path for path, column in values.items() if np.ptp(column) > 0]
    return Inputs(tuple(differ), np.array([values[path] for path in differ]).T)


def _play(
    loaded: Loaded, settings: Settings, points: Sequence[Point], runner: JobRunner
) -> Indicators:
    """Return the indicators of all points, in their order."""
    parts = all_played(loaded, settings, points, runner)
    values = {k: np.concatenate([part.values[k] for part in parts]) for k in parts[0].values}
    replications = tuple(r for part in parts for r in part.replications)
    return Indicators(replications, values, settings.futures_a_world)


def _inputs(loaded: Loaded, given: Inputs, vary: Mapping[str, object]) -> tuple[WorldInput, ...]:
    numbers, named = leaves(loaded.spec), []
    for path, column in zip(given.paths, given.values.T, strict=True):
        leaf, name = numbers[path], name_of(loaded.spec, path)
        assert not isinstance(leaf, DateChance)
        if isinstance(leaf, Chance):
            name = DISCOVER["mean"].fill(name=name)
        ends = float(column.min()), float(column.max())
        named.append(WorldInput(path, name, leaf.dimension, *ends, path in vary))
    return tuple(named)


def _draw(answer: DiscoverAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.discover import figure as plot

    yield "18-discover", lambda lang: plot.draw(plot.data(answer, origin), lang)
