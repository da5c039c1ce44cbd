"""Probabilities held against the confidence asked for: the words of the closed list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.checks import Side, judged_months
from sim.measures.months import Ints
from sim.measures.statistics import Probability, probability, quantile
from sim.measures.verdict.standards import Checked
from sim.scenario.plan.plan import Plan
from sim.scenario.schema.standards import (
    LostStandard,
    SupplyMonthsStandard,
    VacancyStandard,
    WaitStandard,
)

ADEQUATE, SHORT, IDLE, UNCLEAR, NOT_TESTED = "adequate", "short", "idle", "unclear", "untested"
MET, MISSED = "met", "missed"
WORDS: Final = (ADEQUATE, SHORT, IDLE, UNCLEAR, NOT_TESTED, MET, MISSED)
"""The closed list; `sim.text.verdict` says them in both languages."""


JudgedSide = Side | Literal["goals"]
"""The two sides of the verdict, and the goals, which are judged apart."""
HOLDING: Final[dict[JudgedSide, str]] = {"shortage": ADEQUATE, "idle": ADEQUATE, "goals": MET}
FAILING: Final[dict[JudgedSide, str]] = {"shortage": SHORT, "idle": IDLE, "goals": MISSED}
"""The words where a side holds, and where it fails."""
BAD: Final = (SHORT, IDLE)
"""The words of a type of space of which there is too little, or too much."""


@dataclass(frozen=True)
class Judgement:
    """Whether something holds with enough confidence."""

    side: JudgedSide
    word: str
    """One of WORDS."""
    probability: Probability
    """Of holding."""

    @property
    def so(self) -> Probability:
        """How probable what the word says is; of what nobody can tell, that it holds."""
        fails = self.word == FAILING[self.side]
        return self.probability.failing if fails else self.probability


def judgement(
    side: JudgedSide, status: NDArray[np.int8], clusters: Ints, confidence: float
) -> Judgement:
    """Hold the probability against the confidence.

    Lower end above it: adequate, or met. Upper end below it: short, too idle, or missed. Else
    one cannot tell; where it was tested in no replication, it says so.
    """
    chance = probability(status, clusters)
    if chance.untested == len(status):
        word = NOT_TESTED
    elif chance.low > confidence:
        word = HOLDING[side]
    elif chance.high < confidence:
        word = FAILING[side]
    else:
        word = UNCLEAR
    return Judgement(side, word, chance)


@dataclass(frozen=True)
class StandardJudged:
    """One bound of one standard."""

    id: str
    metric: str
    space: str
    park: str | None
    track: str | None
    bound: float
    """Share, or months of supply."""
    within: float | None
    """Longest acceptable wait in months, for waits."""
    over: str | None
    """How months are taken together, for monthly measures."""
    share: float | None
    """Share of months asked for, with `over: share`."""
    months: tuple[str, str] | None
    """First and last month of its window; None if none is recorded."""
    value: tuple[float | None, float | None, float | None]
    """Quantiles 10, 50, 90 over the replications tested; None where it is above any bound."""
    unbounded: int
    """Replications whose value is above any bound: area stood vacant and none was absorbed."""
    aside: Mapping[str, float]
    """Means over replications of what stands apart, m²."""
    judged: Judgement


def standard_judged(
    result: Checked, plan: Plan, clusters: Ints, confidence: float
) -> StandardJudged:
    """Judge one bound of a standard."""
    check, standard = result.check, result.check.standard
    tested = sorted(result.value[~np.isnan(result.value)].tolist())
    three = [quantile(tested, percent) for percent in (10, 50, 90)] if tested else [np.inf] * 3
    p10, p50, p90 = (x if np.isfinite(x) else None for x in three)
    monthly = standard if isinstance(standard, VacancyStandard | SupplyMonthsStandard) else None
    on_requests = standard if isinstance(standard, WaitStandard | LostStandard) else None
    return StandardJudged(
        id=check.id,
        metric=standard.metric,
        space=standard.space,
        park=standard.park,
        track=on_requests.track if on_requests else None,
        bound=check.bound,
        within=standard.within.value if isinstance(standard, WaitStandard) else None,
        over=monthly.over if monthly else None,
        share=monthly.share.value if monthly and monthly.share else None,
        months=judged_months(standard, plan),
        value=(p10, p50, p90),
        unbounded=int(np.isinf(result.value).sum()),
        aside={name: float(np.mean(values)) for name, values in result.aside.items()},
        judged=judgement(check.side, result.status, clusters, confidence),
    )
