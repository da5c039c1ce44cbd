"""Idle and waiting area of compared scenarios by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.months import Floats
from sim.measures.verdict.area_by_year import AREAS, AreaCourse
from sim.measures.verdict.indicators import Indicators
from sim.text.words import Words


@dataclass(frozen=True)
class Side:
    """One scenario: m² of each type in recorded years."""

    name: Words
    years: Sequence[int]
    labels: Mapping[str, Words]
    """Of the types that all scenarios have."""
    spaces: Mapping[str, Mapping[str, AreaCourse]]
    """By type and measure of `AREAS`."""


def sides_of(
    played: Sequence[tuple[Words, Indicators]], labels: Mapping[str, Words]
) -> tuple[Side, ...]:
    """Return each scenario as it went; their clocks are the same.

    labels: the types of space of the base.
    """
    known = [{name.split(".")[1] for name in told.areas} for _, told in played]
    shared = {space: label for space, label in labels.items() if all(space in k for k in known)}
    years = sorted({int(name.rpartition(".")[2]) for _, told in played for name in told.areas})
    return tuple(
        Side(
            name,
            years,
            shared,
            {
                space: {
                    area: _course(years, [told.areas[f"{area}.{space}.{year}"] for year in years])
                    for area in AREAS
                }
                for space in shared
            },
        )
        for name, told in played
    )


def _course(years: Sequence[int], columns: Sequence[Floats]) -> AreaCourse:
    """Quantiles over futures, a column a year."""
    return AreaCourse(np.array(years), *np.quantile(np.array(columns), (0.1, 0.5, 0.9), axis=1))
