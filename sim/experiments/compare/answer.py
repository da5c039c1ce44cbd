"""What a comparison found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from sim.experiments.compare.fates import Fates
from sim.experiments.compare.outcomes import Outcome
from sim.experiments.compare.pairs import (
    ALPHA,
    Estimate,
    correlation,
    holm,
    mean_difference,
    share_difference,
)
from sim.experiments.compare.waterfall import Bar, Waterfall
from sim.measures.months import Floats, Ints
from sim.measures.plain import plain
from sim.measures.verdict.indicators import Indicators
from sim.scenario.inherit.difference import Difference
from sim.scenario.values.amounts import Areas
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

Call = Literal["better", "worse", "cannot_tell", "alike", "not_called"]
CALLED: Final = ("better", "worse")
"""Calls that tell a difference."""


@dataclass(frozen=True)
class Row:
    """One outcome of one other scenario against the base; shares as fractions, areas in m²."""

    other: str
    outcome: Outcome
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
class Other:
    """A scenario that is compared with the base."""

    id: str
    name: Words
    file: str | None
    """None where a notebook made it."""
    inputs: tuple[Difference, ...]
    names: Mapping[str, Words]
    """Of the inputs, by path."""


@dataclass(frozen=True)
class CompareAnswer:
    """Differences of some scenarios from a base."""

    base: Other
    others: tuple[Other, ...]
    seed: int
    replications: int
    rows: tuple[Row, ...]
    waterfalls: tuple[Waterfall, ...]
    fates: tuple[Fates, ...]
    labels: Mapping[str, Words]
    """Names of `stage/…` and `track/…`."""
    areas: Areas
    """How the screen writes areas."""
    sets: tuple[str, ...] = ()
    """`--set` arguments, which all scenarios share."""
    options: tuple[str, ...] = ()
    """Words of other options with which `explain` looks at the same futures."""

    @property
    def tests(self) -> int:
        """How many calls Holm's adjustment is over."""
        return sum(row.call != "not_called" for row in self.rows)

    def of(self, other: str) -> list[Row]:
        """The rows of one scenario."""
        return [row for row in self.rows if row.other == other]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "base": {"id": self.base.id, "name": self.base.name._asdict()},
                "seed": self.seed,
                "replications": self.replications,
                "adjusted_over": self.tests,
                "alpha": ALPHA,
                "scenarios": [
                    {
                        "id": other.id,
                        "name": other.name._asdict(),
                        "inputs": [
                            {
                                **plain(one),
                                "change": one.change,
                                "name": other.names[one.path]._asdict(),
                            }
                            for one in other.inputs
                        ],
                    }
                    for other in self.others
                ],
                "outcomes": [row.to_dict() for row in self.rows],
                "waterfalls": [
                    {**plain(fall), "bars": [_bar(bar) for bar in fall.bars]}
                    for fall in self.waterfalls
                ],
                "fates": self.fates,
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Inputs that differ, outcomes, the pairs behind them, contributions, and fates."""
        import pandas as pd

        rows = [_input(other, one) for other in self.others for one in other.inputs]
        every = [
            {"scenario": row.other, "outcome": row.outcome.id, "pair": number, "difference": value}
            for row in self.rows
            for number, value in zip(row.numbers.tolist(), row.pairs.tolist(), strict=True)
        ]
        bars = [
            {
                "scenario": fall.other,
                "outcome": fall.outcome,
                **bar.name._asdict(),
                **{key: value for key, value in _bar(bar).items() if key != "name"},
                "paths": " ".join(bar.paths),
            }
            for fall in self.waterfalls
            for bar in fall.bars
        ]
        found = {
            "inputs": rows,
            "outcomes": [row.to_dict() for row in self.rows],
            "pairs": every,
            "waterfall": bars,
            "fates": [
                {"scenario": one.other, **plain(count)}
                for one in self.fates
                for count in one.counts
            ],
            "examples": [
                {"scenario": one.other, **plain(some)}
                for one in self.fates
                for some in one.examples
            ],
        }
        return {name: pd.DataFrame(data) for name, data in found.items() if data}


def _bar(bar: Bar) -> dict[str, Any]:
    return {**plain(bar), "name": bar.name._asdict()}


def _input(other: Other, one: Difference) -> dict[str, Any]:
    sides = {
        f"{side}_{key}": value
        for side, value_of in (("old", one.old), ("new", one.new))
        for key, value in (plain(value_of) or {}).items()
    }
    kinds = ("text", "size", "status", "grade", "source", "place")
    empty = {f"{side}_{key}": None for side in ("old", "new") for key in kinds}
    named = {"scenario": other.id, "path": one.path, "zh": other.names[one.path].zh}
    return {**named, "dimension": one.dimension, **empty, **sides, "change": one.change}


def compared(
    base: Indicators, others: Mapping[str, Indicators], wanted: Sequence[Outcome]
) -> list[Row]:
    """Compare outcomes pair by pair and call them, adjusted over all that are called."""
    found: list[tuple[str, Outcome, Floats, Floats, Ints, Estimate]] = []
    for other, indicators in others.items():
        for outcome in wanted:
            a, b = base.values[outcome.id], indicators.values.get(outcome.id)
            if b is None:
                continue
            known = np.isfinite(a) & np.isfinite(b)
            numbers = np.array(base.replications)[known]
            if len(np.unique(numbers // 2)) < 2:
                continue  # no standard of the side, or hardly ever tested
            a, b = a[known], b[known]
            estimate = (share_difference if outcome.unit == "share" else mean_difference)(
                b - a, numbers // 2
            )
            found.append((other, outcome, a, b, numbers, estimate))
    called = [i for i, (_, outcome, *_) in enumerate(found) if outcome.direction]
    levels = dict(zip(called, holm([found[i][-1].p for i in called]), strict=True))
    rows = []
    for i, (other, outcome, a, b, numbers, estimate) in enumerate(found):
        differs, level = levels.get(i, (False, ALPHA))
        low, high = estimate.interval(level)
        if outcome.unit == "share":
            low, high = max(low, -1.0), min(high, 1.0)
        sign = outcome.direction or 1
        better, worse = (float(np.mean(way * sign * (b - a) > 0)) for way in (1, -1))
        rows.append(
            Row(
                other=other,
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
                numbers=numbers,
            )
        )
    return rows


def _gain(a: Floats, b: Floats) -> float | None:
    """Variance of a difference of independent runs over that of pairs with common luck."""
    paired = float(np.var(b - a))
    return (float(np.var(a)) + float(np.var(b))) / paired if paired > 0 else None


def _call(outcome: Outcome, estimate: Estimate, pairs: Floats, differs: bool) -> Call:
    if not outcome.direction:
        return "not_called"
    if not differs:
        return "cannot_tell" if pairs.any() else "alike"
    return "better" if estimate.centre * outcome.direction > 0 else "worse"
