"""Which numbers the past says something about: those that differ where futures were kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

import numpy as np

from sim.experiments.past.bands import Band
from sim.measures.months import Floats
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
    """A ranged number before and after the past was looked at, canonical units."""

    path: str
    name: Words
    dimension: Dimension
    drawn: Band
    """As its range has it."""
    accepted: Band
    """In the futures kept."""
    distance: float
    """Largest gap between the two distributions."""
    beyond_chance: bool
    """Whether the gap is larger than chance explains, all numbers taken together."""


def learned(
    spec: Spec, drawn: Sequence[Mapping[str, float]], accepted: Sequence[Mapping[str, float]]
) -> tuple[Learned, ...]:
    """Return the ranged numbers, those first that the past says most about.

    drawn, accepted: values by path in futures from the ranges, and in those kept; empty where none
    was. Gap: Kolmogorov and Smirnov's; the bound is that of its limit law at ERROR ÷ numbers
    (Bonferroni).
    """
    if not accepted:
        return ()
    paths, known = list(drawn[0]), leaves(spec)
    kinds = {path: dimension(known[path]) for path in paths}
    total = len(drawn) + len(accepted)
    bound = sqrt(-log(ERROR / len(paths) / 2) / 2 * total / (len(drawn) * len(accepted)))
    numbers = []
    for path in paths:
        before, after = (np.array([row[path] for row in rows]) for rows in (drawn, accepted))
        prior, posterior = Band.of(before), Band.of(after)
        assert prior is not None and posterior is not None
        gap = largest_gap(after, before)
        name, told = name_of(spec, path), gap > bound
        numbers.append(Learned(path, name, kinds[path], prior, posterior, gap, told))
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
