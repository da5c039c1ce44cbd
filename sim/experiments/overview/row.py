"""One scenario of an overview: its verdict, when space runs short or over, what it would take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.experiments.required.answer import RequiredAnswer
from sim.experiments.required.levers import AreaLever
from sim.measures.counting.checks import SIDES
from sim.measures.months import Floats
from sim.measures.statistics import UNTESTED, quantile
from sim.measures.verdict.indicators import Indicators
from sim.measures.verdict.judged import JudgedSide, Judgement, judgement
from sim.scenario.schema import Spec

_GOALS: Final[tuple[JudgedSide, ...]] = ("goals",)
QUANTILES = (10, 50, 90)
FIRST = 2
"""Replications of which every indicator is kept, so that anybody can play them again: a world."""


@dataclass(frozen=True)
class Begin:
    """Where shortage or glut is likeliest, and when it begins."""

    space: str
    share: float
    """Of the futures in which it happens."""
    month: int
    """Absolute month: the median where it happens."""


@dataclass(frozen=True)
class Take:
    """What one space type takes, so that its standards hold with the confidence."""

    space: str
    planned: float
    """m² gross of the announced projects."""
    value: float | None
    """More or less than planned, m² gross; None where nothing that was looked at serves."""
    low: float | None
    high: float | None
    """Ends of the 95 % interval, on the worse and on the better side; None if not known."""

    @property
    def total(self) -> float | None:
        """What is to be built, m² gross."""
        return None if self.value is None else self.planned + self.value


@dataclass(frozen=True)
class Row:
    """One scenario."""

    id: str
    name: tuple[str, str]
    """In Chinese and in English."""
    scenario: str
    """Digest of the resolved scenario."""
    seed: int
    sides: tuple[Judgement, ...]
    shortage: Begin | None
    glut: Begin | None
    idle_end: tuple[float, ...]
    """Free at the end of the clock, m²: QUANTILES over futures."""
    lost: tuple[float, ...]
    """Area lost for want of space, m²: QUANTILES over futures."""
    outcomes: Mapping[str, tuple[float, ...] | None]
    """What else was asked for, by indicator: QUANTILES over futures; None where it has none."""
    currency: tuple[str, str]
    """Code and Chinese name."""
    takes: tuple[Take, ...]
    """By space type; none where it was not asked."""
    first: Mapping[str, tuple[float | None, ...]]
    """Each indicator of the first futures."""

    def side(self, name: str) -> Judgement | None:
        """Its judgement of a side; None where it is not judged by it."""
        return next((one for one in self.sides if one.side == name), None)


def row(
    name: str,
    spec: Spec,
    digest: str,
    seed: int,
    found: Indicators,
    outcomes: Iterable[str],
    required: RequiredAnswer | None,
) -> Row:
    """Sum up the futures of one scenario."""
    values = found.values
    worlds = np.array(found.replications) // 2
    confidence = spec.confidence.value
    sides = [
        judgement(side, _status(values[f"{side}_holds"]), worlds, confidence)
        for side in (*SIDES, *_GOALS)
        if f"{side}_holds" in values
    ]
    return Row(
        id=name,
        name=(spec.name.zh, spec.name.en),
        scenario=digest,
        seed=seed,
        sides=tuple(sides),
        shortage=likeliest(values, "first_shortage", spec.spaces),
        glut=likeliest(values, "first_glut", spec.spaces),
        idle_end=_three(values["idle_end"]) or (),
        lost=_three(values["lost_area"]) or (),
        outcomes={name: _three(values[name]) if name in values else None for name in outcomes},
        currency=(spec.currency.code, spec.currency.zh),
        takes=tuple(takes(required)) if required else (),
        first={
            name: tuple(None if np.isnan(v) else float(v) for v in column[:FIRST])
            for name, column in sorted(values.items())
        },
    )


def likeliest(values: Mapping[str, Floats], what: str, spaces: Iterable[str]) -> Begin | None:
    """The space type in which it happens in most futures, then earliest; None if it never does."""
    found = []
    for space in spaces:
        column = values.get(f"{what}.{space}")
        if column is None:
            continue
        dates = sorted(column[np.isfinite(column)].tolist())
        if dates:
            found.append(Begin(space, len(dates) / len(column), int(quantile(dates, 50))))
    return min(found, key=lambda one: (-one.share, one.month), default=None)


def takes(answer: RequiredAnswer) -> Iterable[Take]:
    """What the space types take, each with the others as planned."""
    for need in answer.needs:
        at = need.row(answer.confidence)
        assert isinstance(need.lever, AreaLever)
        assert need.space is not None
        yield Take(need.space, need.lever.planned, at.value, at.low, at.high)


def _status(flags: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    return np.where(np.isnan(flags), UNTESTED, flags).astype(np.int8)


def _three(column: Floats) -> tuple[float, ...] | None:
    known: Sequence[float] = sorted(column[np.isfinite(column)].tolist())
    return tuple(quantile(known, percent) for percent in QUANTILES) if known else None
