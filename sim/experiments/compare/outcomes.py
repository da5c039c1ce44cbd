"""What is compared, pair by pair: outcomes with their direction, and how each is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np

from sim.experiments.compare.paired import (
    ALPHA,
    Estimate,
    correlation,
    holm,
    mean_difference,
    share_difference,
)
from sim.experiments.compare.words import OUTCOMES
from sim.measures.months import Floats, Ints
from sim.measures.verdict.indicators import Indicators
from sim.scenario.names import labelled
from sim.scenario.schema import Spec
from sim.text.words import Words, joined

OutcomeUnit = Literal["share", "area"]
Call = Literal["better", "worse", "cannot_tell", "alike", "not_called"]
CALLED: Final = ("better", "worse")
"""Calls that tell a difference."""

_CITY: Final[dict[str, tuple[int, OutcomeUnit]]] = {
    "shortage_holds": (1, "share"),
    "idle_holds": (1, "share"),
    "lost_area": (-1, "area"),
    "peak_waiting": (-1, "area"),
    "waiting_mean": (-1, "area"),
    "idle_mean": (-1, "area"),
}
"""Direction (1: more is better, −1: less is better, 0: neither) and unit of each indicator."""
_SPACE: Final[dict[str, tuple[int, OutcomeUnit]]] = {
    "shortage_holds": (1, "share"),
    "idle_holds": (1, "share"),
    "peak_waiting": (-1, "area"),
    "idle_mean": (-1, "area"),
    "leased_end": (0, "area"),
}


@dataclass(frozen=True)
class CompareOutcome:
    """An indicator that is compared."""

    id: str
    """Name of the indicator."""
    name: Words
    unit: OutcomeUnit
    direction: int
    space: str | None
    """Type of space; None for the whole city."""


def outcomes(spec: Spec) -> list[CompareOutcome]:
    """Return what is compared of a scenario: the city first, then each type of space."""
    wanted = [
        CompareOutcome(key, OUTCOMES[key], unit, way, None) for key, (way, unit) in _CITY.items()
    ]
    for space in spec.spaces:
        label = labelled(spec.spaces, space)
        for key, (way, unit) in _SPACE.items():
            name = joined([label, OUTCOMES[key]], "·", ": ")
            wanted.append(CompareOutcome(f"{key}.{space}", name, unit, way, space))
    return wanted


@dataclass(frozen=True)
class CompareRow:
    """One outcome of one other scenario against the base; shares as fractions, areas in m²."""

    other: str
    outcome: CompareOutcome
    base: float
    new: float
    estimate: Estimate
    low: float
    high: float
    confidence: float
    """Of this interval by itself; all calls together are wrong with at most 5 %."""
    better: float
    """Share of pairs in which the other is better; without direction: higher."""
    worse: float
    correlation: float | None
    gain: float | None
    """How many independent pairs tell as much as one with common luck; None if none differs."""
    call: Call
    pairs: Floats = field(repr=False)
    """Differences, other less base, [pair]."""
    numbers: Ints = field(repr=False)
    """Replications of the pairs."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "scenario": self.other,
            "outcome": self.outcome.id,
            "unit": self.outcome.unit if self.outcome.unit == "share" else "m2",
            "better_is": {1: "more", -1: "less", 0: None}[self.outcome.direction],
            "a": self.base,
            "b": self.new,
            "difference": self.estimate.value,
            "low": self.low,
            "high": self.high,
            "confidence": self.confidence,
            "p": self.estimate.p,
            "pairs": self.estimate.pairs,
            "better": self.better,
            "worse": self.worse,
            "equal": 1 - self.better - self.worse,
            "correlation": self.correlation,
            "gain": self.gain,
            "call": self.call,
        }


@dataclass(frozen=True)
class _Paired:
    """An outcome in the pairs of futures that have it in both scenarios."""

    other: str
    outcome: CompareOutcome
    a: Floats
    b: Floats
    replications: Ints
    estimate: Estimate


def compared(
    base: Indicators, others: Mapping[str, Indicators], wanted: Sequence[CompareOutcome]
) -> list[CompareRow]:
    """Compare outcomes pair by pair and call them, adjusted over all that are called."""
    every = [
        paired
        for other, indicators in others.items()
        for outcome in wanted
        if (paired := _paired(base, other, indicators, outcome))
    ]
    called = [i for i, paired in enumerate(every) if paired.outcome.direction]
    levels = dict(zip(called, holm([every[i].estimate.p for i in called]), strict=True))
    return [_row(paired, *levels.get(i, (False, ALPHA))) for i, paired in enumerate(every)]


def _paired(
    base: Indicators, other: str, indicators: Indicators, outcome: CompareOutcome
) -> _Paired | None:
    """Pair an outcome; None where no standard of the side is there, or it is hardly ever tested."""
    a, b = base.values[outcome.id], indicators.values.get(outcome.id)
    if b is None:
        return None
    known = np.isfinite(a) & np.isfinite(b)
    replications, worlds = np.array(base.replications)[known], base.worlds[known]
    if len(np.unique(worlds)) < 2:
        return None
    a, b = a[known], b[known]
    estimated = share_difference if outcome.unit == "share" else mean_difference
    return _Paired(other, outcome, a, b, replications, estimated(b - a, worlds))


def _row(paired: _Paired, differs: bool, level: float) -> CompareRow:
    """Call an outcome; `level` is that of its interval."""
    outcome, estimate, a, b = paired.outcome, paired.estimate, paired.a, paired.b
    low, high = estimate.interval(level)
    if outcome.unit == "share":
        low, high = max(low, -1.0), min(high, 1.0)
    sign = outcome.direction or 1
    better, worse = (float(np.mean(way * sign * (b - a) > 0)) for way in (1, -1))
    return CompareRow(
        other=paired.other,
        outcome=outcome,
        base=float(a.mean()),
        new=float(b.mean()),
        estimate=estimate,
        low=low,
        high=high,
        confidence=1 - level,
        better=better,
        worse=worse,
        correlation=correlation(a, b),
        gain=_gain(a, b),
        call=_call(outcome, estimate, b - a, differs),
        pairs=b - a,
        numbers=paired.replications,
    )


def _gain(a: Floats, b: Floats) -> float | None:
    """Variance of a difference of independent runs over that of pairs with common luck."""
    paired = float(np.var(b - a))
    return (float(np.var(a)) + float(np.var(b))) / paired if paired > 0 else None


def _call(outcome: CompareOutcome, estimate: Estimate, pairs: Floats, differs: bool) -> Call:
    if not outcome.direction:
        return "not_called"
    if not differs:
        return "cannot_tell" if pairs.any() else "alike"
    return "better" if estimate.centre * outcome.direction > 0 else "worse"
