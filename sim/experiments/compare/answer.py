"""What a comparison found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.experiments.compare.fates import Fates
from sim.experiments.compare.outcomes import CompareRow
from sim.experiments.compare.paired import ALPHA
from sim.experiments.compare.sides import Side
from sim.experiments.compare.waterfall import Waterfall, WaterfallBar
from sim.measures.plain import plain
from sim.scenario.difference import Difference
from sim.scenario.values.amounts import Areas
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ComparedScenario:
    """The base, or a scenario that is compared with it."""

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

    base: ComparedScenario
    others: tuple[ComparedScenario, ...]
    seed: int
    replications: int
    rows: tuple[CompareRow, ...]
    waterfalls: tuple[Waterfall, ...]
    fates: tuple[Fates, ...]
    labels: Mapping[str, Words]
    """Names of `stage/…` and `track/…`."""
    areas: Areas
    """How the screen writes areas."""
    sets: tuple[str, ...] = ()
    """`--set` arguments, which all scenarios share."""
    sides: tuple[Side, ...] = ()
    """The base and the others, by year: what 30-sides draws."""
    options: tuple[str, ...] = ()
    """Words of other options with which `explain` looks at the same futures."""

    @property
    def tests(self) -> int:
        """How many calls Holm's adjustment is over."""
        return sum(row.call != "not_called" for row in self.rows)

    def of(self, other: str) -> list[CompareRow]:
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
                                **plain(difference),
                                "change": difference.change,
                                "name": other.names[difference.path]._asdict(),
                            }
                            for difference in other.inputs
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

        inputs = [_input(other, difference) for other in self.others for difference in other.inputs]
        pairs = [
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
        tables = {
            "inputs": inputs,
            "outcomes": [row.to_dict() for row in self.rows],
            "pairs": pairs,
            "waterfall": bars,
            "fates": [
                {"scenario": fates.other, **plain(count)}
                for fates in self.fates
                for count in fates.counts
            ],
            "examples": [
                {"scenario": fates.other, **plain(example)}
                for fates in self.fates
                for example in fates.examples
            ],
        }
        return {name: pd.DataFrame(data) for name, data in tables.items() if data}


def _bar(bar: WaterfallBar) -> dict[str, Any]:
    return {**plain(bar), "name": bar.name._asdict()}


def _input(other: ComparedScenario, difference: Difference) -> dict[str, Any]:
    sides = {
        f"{side}_{key}": value
        for side, value_of in (("old", difference.old), ("new", difference.new))
        for key, value in (plain(value_of) or {}).items()
    }
    kinds = ("text", "size", "status", "grade", "source", "place")
    empty = {f"{side}_{key}": None for side in ("old", "new") for key in kinds}
    path, change = difference.path, difference.change
    named = {"scenario": other.id, "path": path, "zh": other.names[path].zh}
    return {**named, "dimension": difference.dimension, **empty, **sides, "change": change}
