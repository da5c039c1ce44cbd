"""Which numbers the past says something about: those that differ where worlds were accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

import numpy as np

from sim.experiments.past.bands import Band
from sim.measures.months import Bools, Floats
from sim.scenario.names import name_of
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import Leaf, leaves
from sim.scenario.values.dates import DateChance
from sim.scenario.values.units import Dimension
from sim.text.words import Words

ERROR: Final = 0.05
"""Probability that a number is named though the past says nothing about any."""


@dataclass(frozen=True)
class Learned:
    """A ranged number in the worlds, canonical units."""

    path: str
    name: Words
    dimension: Dimension
    drawn: Band
    """In all worlds."""
    accepted: Band
    """In those accepted."""
    distance: float
    """Largest gap between the distributions among accepted and ruled-out worlds."""
    beyond_chance: bool
    """Whether the gap is larger than chance explains, all numbers taken together."""


def learned(spec: Spec, worlds: Sequence[Mapping[str, float]], kept: Bools) -> tuple[Learned, ...]:
    """Return the ranged numbers, those first that the past says most about.

    Empty where all worlds were accepted, or none. Gap: Kolmogorov and Smirnov's; the bound is that
    of its limit law at ERROR ÷ numbers (Bonferroni).
    """
    yes, no = int(kept.sum()), int((~kept).sum())
    if not yes or not no:
        return ()
    paths, known = list(worlds[0]), leaves(spec)
    kinds = {path: dimension(known[path]) for path in paths}
    bound = sqrt(-log(ERROR / len(paths) / 2) / 2 * (yes + no) / (yes * no))
    numbers = []
    for path in paths:
        values = np.array([world[path] for world in worlds])
        drawn, accepted = Band.of(values), Band.of(values[kept])
        assert drawn is not None and accepted is not None
        gap = largest_gap(values[kept], values[~kept])
        numbers.append(
            Learned(path, name_of(spec, path), kinds[path], drawn, accepted, gap, gap > bound)
        )
    return tuple(sorted(numbers, key=lambda number: (-number.distance, number.path)))


def largest_gap(values: Floats, others: Floats) -> float:
    """Return the largest gap between two empirical distributions."""
    at = np.concatenate([values, others])
    a, b = (np.searchsorted(np.sort(x), at, side="right") / len(x) for x in (values, others))
    return float(np.abs(a - b).max())


def dimension(leaf: Leaf) -> Dimension:
    """Return what a number or a law measures."""
    assert not isinstance(leaf, DateChance)  # dates have no range
    return leaf.dimension
