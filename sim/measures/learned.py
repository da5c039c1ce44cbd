"""Which numbers the past says something about: those that differ where futures were kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.draws.worlds import Worlds
from sim.measures.bands import Band
from sim.measures.months import Floats
from sim.scenario.names import name_of
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.dates import DateChance
from sim.scenario.values.quantities import rounded_quantity
from sim.scenario.values.units import Dimension
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    import pandas as pd

DRAWN: Final = 1000
"""Futures from the ranges beside those of a run."""
ERROR: Final = 0.05
"""Probability that a number is named though the past says nothing about any."""


@dataclass(frozen=True)
class Learned:
    """A ranged number before and after the past was looked at, canonical units."""

    path: str
    name: Words
    dimension: Dimension
    low: float
    """Of its range; for a law, of its mean."""
    high: float
    drawn: Band
    """As its range has it."""
    accepted: Band
    """In the futures kept."""
    distance: float
    """Largest gap between the two distributions."""
    beyond_chance: bool
    """Whether the gap is larger than chance explains, all numbers taken together."""

    def text(self, value: float, lang: Lang) -> str:
        """Return a value of it in three digits, with its unit; rates are shown by the year."""
        return rounded_quantity(value, self.dimension, "zh" if lang == "zh" else "en")


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
    total = len(drawn) + len(accepted)
    bound = sqrt(-log(ERROR / len(paths) / 2) / 2 * total / (len(drawn) * len(accepted)))
    numbers = []
    for path in paths:
        before, after = (np.array([row[path] for row in rows]) for rows in (drawn, accepted))
        prior, posterior = Band.of(before), Band.of(after)
        assert prior is not None and posterior is not None
        gap = largest_gap(after, before)
        leaf = known[path]
        assert not isinstance(leaf, DateChance) and leaf.range is not None  # it was drawn
        numbers.append(
            Learned(
                path=path,
                name=name_of(spec, path),
                dimension=leaf.dimension,
                low=leaf.range[0],
                high=leaf.range[1],
                drawn=prior,
                accepted=posterior,
                distance=gap,
                beyond_chance=gap > bound,
            )
        )
    return tuple(sorted(numbers, key=lambda number: (-number.distance, number.path)))


def learned_by(
    spec: Spec, seed: int, accepted: Sequence[Mapping[str, float]]
) -> tuple[Learned, ...]:
    """Return the same of futures that are continued from the past, beside DRAWN from the ranges."""
    if not accepted or not accepted[0]:
        return ()
    worlds = Worlds(spec, seed)
    values = zip(worlds.paths, worlds.at(worlds.levels(0, DRAWN)).tolist(), strict=True)
    known = {path: row for path, row in values if path in accepted[0]}
    drawn = [dict(zip(known, row, strict=True)) for row in zip(*known.values(), strict=True)]
    return learned(spec, drawn, accepted)


def numbers_frame(numbers: Sequence[Learned], effective: float | None = None) -> pd.DataFrame:
    """Return one row a number, before and after, in canonical units.

    effective: effective number of the weights of all futures played, before any was kept, where
    it is known.
    """
    import pandas as pd

    rows = [
        {
            "path": number.path,
            "zh": number.name.zh,
            "en": number.name.en,
            **number.drawn.ends("drawn"),
            **number.accepted.ends("accepted"),
            "gap": number.distance,
            "told": number.beyond_chance,
            **({} if effective is None else {"effective": effective}),
        }
        for number in numbers
    ]
    return pd.DataFrame(rows)


def largest_gap(values: Floats, others: Floats) -> float:
    """Return the largest gap between two empirical distributions."""
    at = np.concatenate([values, others])
    a, b = (np.searchsorted(np.sort(x), at, side="right") / len(x) for x in (values, others))
    return float(np.abs(a - b).max())
