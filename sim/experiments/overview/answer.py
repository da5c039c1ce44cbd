"""What an overview found: one row a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiments.overview.row import QUANTILES, Row
from sim.measures.plain import plain
from sim.scenario.values.amounts import Areas
from sim.text.safe import apart
from sim.text.words import Words, month_text

if TYPE_CHECKING:
    import pandas as pd


class Shown(NamedTuple):
    """How an outcome is shown."""

    name: Words
    unit: Words


@dataclass(frozen=True)
class OverviewAnswer:
    """Scenarios in the order in which they were asked for."""

    replications: int
    futures: int
    """Futures of each answer on required area; 0 where it was not asked."""
    confidence: float
    rows: tuple[Row, ...]
    labels: Mapping[str, Words]
    """Names of the space types."""
    outcomes: Mapping[str, Shown]
    """Names of what else was asked for."""
    areas: Areas
    """How the screen writes areas: as the first scenario shows them."""

    @property
    def names(self) -> dict[str, Words]:
        """Names of the scenarios by id; the id behind those that are the same."""
        zh, en = (apart({row.id: row.name[lang] for row in self.rows}) for lang in (0, 1))
        return {row.id: Words(zh[row.id], en[row.id]) for row in self.rows}

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "replications": self.replications,
                "futures": self.futures,
                "confidence": self.confidence,
                "scenarios": self.rows,
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The scenarios, what each takes, and every indicator of the first futures."""
        import pandas as pd

        first = [
            {"scenario": row.id, "replication": index, "indicator": name, "value": value}
            for row in self.rows
            for name, values in row.first.items()
            for index, value in enumerate(values)
        ]
        frames = {
            "scenarios": pd.DataFrame([plain(self._flat(row)) for row in self.rows]),
            "first": pd.DataFrame(first),
        }
        taken = [
            {"scenario": row.id, **plain(take), "total": take.total}
            for row in self.rows
            for take in row.takes
        ]
        return {**frames, "required": pd.DataFrame(taken)} if taken else frames

    def _flat(self, row: Row) -> dict[str, Any]:
        flat: dict[str, Any] = {"scenario": row.id, "name_zh": row.name[0], "name_en": row.name[1]}
        for side in row.sides:
            chance = side.probability
            flat[side.side] = side.word
            flat |= {f"{side.side}_p": chance.share}
            flat |= {f"{side.side}_low": chance.low, f"{side.side}_high": chance.high}
        for kind, begin in (("shortage", row.shortage), ("glut", row.glut)):
            flat[f"first_{kind}_space"] = begin.space if begin else None
            flat[f"first_{kind}_share"] = begin.share if begin else 0.0
            flat[f"first_{kind}"] = month_text(begin.month) if begin else None
        wide = {"idle_end": row.idle_end, "lost_area": row.lost, **row.outcomes}
        for name, three in wide.items():
            for percent, value in zip(QUANTILES, three or [None] * len(QUANTILES), strict=True):
                flat[f"{name}_p{percent}"] = value
        return flat
