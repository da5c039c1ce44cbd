"""What is played to find out when the plan fails: worlds, and numbers spread beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.design import read_study, settings
from sim.measures.months import Floats
from sim.runs.settings import Plans
from sim.scenario.load import Loaded
from sim.scenario.yaml.nodes import from_data
from sim.scenario.yaml.places import Source


@dataclass(frozen=True)
class Inputs:
    """The numbers that differ between worlds: values [world, input], in canonical units."""

    paths: tuple[str, ...]
    values: Floats


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
    tree = from_data(asked, Source("--vary", ()))
    points = [one.numbers for one in settings(read_study(tree), tree, loaded, seed)]
    first = -(-worlds // 2)
    return [points[world // 2 + world % 2 * first] for world in range(worlds)]


def inputs(plans: Plans, held: Sequence[Mapping[str, float]]) -> Inputs:
    """Return the values of the numbers that differ between worlds; `held` are spread."""
    rows = [{**plans.drawn(world), **some} for world, some in enumerate(held)]
    values = {path: np.array([row[path] for row in rows]) for path in rows[0]}
    differ = [path for path, column in values.items() if np.ptp(column) > 0]
    return Inputs(tuple(differ), np.array([values[path] for path in differ]).T)
