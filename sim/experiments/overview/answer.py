"""What an overview found: a row a scenario, its verdict and when space runs short or over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sim.experiments.required.answer import RequiredAnswer
from sim.experiments.required.levers import AreaLever
from sim.measures.counting.checks import SIDES
from sim.measures.months import Floats
from sim.measures.plain import plain
from sim.measures.statistics import quantile
from sim.measures.verdict.indicators import Indicators
from sim.measures.verdict.judged import JudgedSide, Judgement, judgement
from sim.measures.verdict.turning import Outcomes, Unknown, break_even
from sim.scenario.schema import Spec
from sim.scenario.values.amounts import Areas
from sim.text.safe import apart
from sim.text.words import Words, month_text

if TYPE_CHECKING:
    import pandas as pd

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
class OverviewRow:
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
    deciding: Unknown | None
    """The number that decides most; None where there is too little to tell."""
    first: Mapping[str, tuple[float | None, ...]]
    """Each indicator of the first futures."""

    def side(self, name: str) -> Judgement | None:
        """Its judgement of a side; None where it is not judged by it."""
        return next((judgement for judgement in self.sides if judgement.side == name), None)


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
    rows: tuple[OverviewRow, ...]
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

    def _flat(self, row: OverviewRow) -> dict[str, Any]:
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
        number = row.deciding
        flat["deciding"] = number.path if number else None
        flat["deciding_share"] = number.share if number else None
        wide = {"idle_end": row.idle_end, "lost_area": row.lost, **row.outcomes}
        for name, three in wide.items():
            for percent, value in zip(QUANTILES, three or [None] * len(QUANTILES), strict=True):
                flat[f"{name}_p{percent}"] = value
        return flat


def summed_up(
    name: str,
    spec: Spec,
    digest: str,
    seed: int,
    played: Indicators,
    outcomes: Iterable[str],
    required: RequiredAnswer | None,
    drawn: Mapping[str, Floats],
) -> OverviewRow:
    """Sum up the futures of one scenario; `drawn` as for `break_even`."""
    values = played.values
    confidence = spec.confidence.value
    sides = [
        judgement(side, played.status(f"{side}_holds"), played.worlds, confidence)
        for side in (*SIDES, *_GOALS)
        if f"{side}_holds" in values
    ]
    return OverviewRow(
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
        deciding=_deciding(spec, values, drawn, paired=played.each > 1),
        first={
            name: tuple(None if np.isnan(v) else float(v) for v in column[:FIRST])
            for name, column in sorted(values.items())
        },
    )


def _deciding(
    spec: Spec, values: Mapping[str, Floats], drawn: Mapping[str, Floats], *, paired: bool
) -> Unknown | None:
    """The number that decides, as the scenario's own run has it."""
    told = Outcomes(
        {
            name: values[f"waiting_mean.{name}"] - values[f"idle_mean.{name}"]
            for name in spec.spaces
        },
        {(n, side): 1.0 - values[f"{side}_holds.{n}"] for n in spec.spaces for side in SIDES},
    )
    found = break_even(spec, told, drawn, paired=paired)
    return found.deciding if found else None


def likeliest(values: Mapping[str, Floats], what: str, spaces: Iterable[str]) -> Begin | None:
    """The space type in which it happens in most futures, then earliest; None if it never does."""
    begins = []
    for space in spaces:
        column = values.get(f"{what}.{space}")
        if column is None:
            continue
        dates = sorted(column[np.isfinite(column)].tolist())
        if dates:
            begins.append(Begin(space, len(dates) / len(column), int(quantile(dates, 50))))
    return min(begins, key=lambda begin: (-begin.share, begin.month), default=None)


def takes(answer: RequiredAnswer) -> Iterable[Take]:
    """What the space types take, each with the others as planned."""
    for need in answer.needs:
        at = need.row(answer.confidence)
        assert isinstance(need.lever, AreaLever)
        assert need.space is not None
        yield Take(need.space, need.lever.planned, at.value, at.low, at.high)


def _three(column: Floats) -> tuple[float, ...] | None:
    known: Sequence[float] = sorted(column[np.isfinite(column)].tolist())
    return tuple(quantile(known, percent) for percent in QUANTILES) if known else None
