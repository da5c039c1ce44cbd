"""Goals, published targets and the economy together: for the verdict and as indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.measures.counting.tally import Tally
from sim.measures.economy.yearly import LEVELS, Spread, economy, recorded, spread
from sim.measures.months import Floats, Ints
from sim.measures.verdict.goals import (
    GoalJudged,
    TargetRead,
    goals_judged,
    readable,
    reading,
    statuses,
    targets_read,
    years_of,
)
from sim.measures.verdict.judged import Judgement, judgement
from sim.measures.verdict.standards import combined
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.goals import UnmodelledTarget
from sim.text.words import Words

SHOWN: Final = 4
"""Years in the table of the economy."""
ROUND: Final = 5
"""Years that are multiples of it are shown if there is room."""
BY_YEAR: Final = ("output", "own_output", "jobs")
"""Lines that are indicators of each whole year; the others are summed over the record."""


@dataclass(frozen=True)
class EconomyTold:
    """The economy in some years, and summed over the recorded months."""

    years: tuple[int, ...]
    lines: Mapping[str, tuple[Spread, ...]]
    """Of each line in those years."""
    totals: Mapping[str, Spread]
    """Sums over the record, of lines of money."""


@dataclass(frozen=True)
class Promises:
    """What a programme promises beyond space."""

    goals: Judgement | None
    """All goals together; None where there are none."""
    each: tuple[GoalJudged, ...]
    """In the scenario's order."""
    targets: tuple[TargetRead, ...]
    """In the scenario's order."""
    says: Mapping[str, Words]
    """What the model can and cannot say about each target, and what is stated of one it cannot."""
    economy: EconomyTold | None
    currency: tuple[str, str]
    """Its code and its Chinese name."""


def promises(
    tallies: Sequence[Tally],
    plan: Plan,
    spec: Spec,
    clusters: Ints,
    lines: Mapping[str, Floats] | None = None,
) -> Promises | None:
    """Judge the goals, read the targets, sum up the economy; None where there is none of it.

    lines: as from `economy`, if they are there already.
    """
    if not (spec.goals or spec.targets or spec.economy):
        return None
    return Promises(
        goals=_together(tallies, plan, spec, clusters) if spec.goals else None,
        each=goals_judged(spec, tallies, plan, clusters),
        targets=targets_read(spec, tallies, plan, clusters),
        says=_says(spec),
        economy=_told(economy(tallies, plan) if lines is None else lines, plan, spec)
        if spec.economy
        else None,
        currency=(spec.currency.code, spec.currency.zh),
    )


def promised(tallies: Sequence[Tally], plan: Plan, spec: Spec) -> dict[str, Floats]:
    """Return the indicators of goals, targets and the economy, [replication] by name."""
    by_name: dict[str, Floats] = {}
    for name, status in statuses(spec, tallies, plan).items():
        by_name[f"holds.{name}"] = status.astype(np.float64)
        by_name[f"value.{name}"] = reading(spec.goals[name], tallies, plan)
    if spec.goals:
        by_name["goals_holds"] = np.min([by_name[f"holds.{name}"] for name in spec.goals], axis=0)
    for name, target in spec.targets.items():
        if not isinstance(target, UnmodelledTarget) and readable(target, plan):
            by_name[f"reading.{name}"] = reading(target, tallies, plan)
            reached = by_name[f"reading.{name}"] >= target.value.value
            by_name[f"reached.{name}"] = reached.astype(np.float64)
    years = recorded(plan)
    for line, values in economy(tallies, plan).items():
        if line not in BY_YEAR:
            by_name[line] = values.sum(axis=1)
            continue
        for index, year in enumerate(years.year.tolist()):
            if year in years.whole:
                by_name[f"{line}.{year}"] = values[:, index]
        if years.whole:
            by_name[f"{line}_end"] = by_name[f"{line}.{years.whole[-1]}"]
    return by_name


def _together(tallies: Sequence[Tally], plan: Plan, spec: Spec, clusters: Ints) -> Judgement:
    each = [status.astype(np.int8) for status in statuses(spec, tallies, plan).values()]
    return judgement("goals", combined(each, len(tallies)), clusters, spec.confidence.value)


def _told(lines: Mapping[str, Floats], plan: Plan, spec: Spec) -> EconomyTold:
    years = recorded(plan)
    shown = _shown(years.whole, plan, spec)
    places = [years.year.tolist().index(year) for year in shown]
    return EconomyTold(
        years=tuple(shown),
        lines={
            name: tuple(spread(values[:, place]) for place in places)
            for name, values in lines.items()
        },
        totals={
            name: spread(values.sum(axis=1)) for name, values in lines.items() if name not in LEVELS
        },
    )


def _shown(whole: Sequence[int], plan: Plan, spec: Spec) -> list[int]:
    """Return the last year, years of goals and targets, round years: as many as there is room."""
    aims = [*spec.goals.values(), *spec.targets.values()]
    known = [a for a in aims if not isinstance(a, UnmodelledTarget) and readable(a, plan)]
    asked = {years_of(aim, plan)[1] for aim in known}
    usual = [year for year in whole if year % ROUND == 0]
    order = [*whole[-1:], *sorted(asked), *usual]
    return sorted(list(dict.fromkeys(order))[:SHOWN])


def _says(spec: Spec) -> dict[str, Words]:
    says = {}
    for name, target in spec.targets.items():
        says[name] = target.says.words
        if isinstance(target, UnmodelledTarget):
            says[f"{name}/stated"] = target.stated.words
    return says
