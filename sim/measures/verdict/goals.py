"""Goals of a programme and published targets: what is read for each, how often it is reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.counting.counts import FLOW
from sim.measures.counting.tally import Tally
from sim.measures.economy.yearly import jobs, outputs, part, recorded
from sim.measures.months import Floats, Ints
from sim.measures.statistics import FAILS, HOLDS, Probability, Three, probability, three
from sim.measures.verdict.judged import Judgement, judgement
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.goals import Aim, CountAim, JobsAim, OutputAim, UnmodelledTarget


@dataclass(frozen=True)
class GoalJudged:
    """One goal."""

    id: str
    metric: str
    at_least: float
    years: tuple[int, int]
    """First and last year that count."""
    value: Three
    judged: Judgement


@dataclass(frozen=True)
class TargetRead:
    """One published target; what the model reads for it, or nothing where it cannot.

    It cannot where it does not model it, and where its years are not recorded as a whole.
    """

    id: str
    metric: str
    target: float | None
    """None where it is not modelled."""
    years: tuple[int, int] | None
    base: float | None
    """What stood outside the model or before its years, and is part of the reading."""
    value: Three | None
    reached: Probability | None


def reading(aim: Aim, tallies: Sequence[Tally], plan: Plan) -> Floats:
    """Return what the model reads for a goal or target, [replication].

    Output: the year's, or with a base: base + the year's − that of the base's year. Counts: those
    of the window's years, and the base.
    """
    years = recorded(plan).year.tolist()
    if isinstance(aim, JobsAim):
        selected = part(plan, aim.spaces, aim.parks)
        return jobs(tallies, plan, selected)[:, years.index(aim.year)]
    if isinstance(aim, OutputAim):
        values = outputs(tallies, plan, part(plan, aim.spaces, aim.parks, _tracks(aim, plan)))
        value = values[:, years.index(aim.year)]
        if aim.base is None:
            return value
        return aim.base.value.value + value - values[:, years.index(aim.base.year)]
    first, last = years_of(aim, plan)
    counted = slice(years.index(first), years.index(last) + 1)
    tracks = part(plan, tracks=_tracks(aim, plan)).tracks
    flow, stage = FLOW.index(aim.event), plan.stages.index(aim.stage)
    counts = [one.flows[counted, stage, :, flow][:, tracks].sum() for one in tallies]
    return np.array(counts, dtype=np.float64) + (aim.base.value if aim.base else 0.0)


def _tracks(aim: OutputAim | CountAim, plan: Plan) -> list[str]:
    """Tracks that count: those named, or all of the city's own trade."""
    own = zip(plan.tracks, plan.trades, strict=True)
    return aim.tracks or [track for track, trade in own if trade is None]


def readable(aim: Aim, plan: Plan) -> bool:
    """Whether the years of a goal or target are recorded as a whole."""
    whole = set(recorded(plan).whole)
    based = {aim.base.year} if isinstance(aim, OutputAim) and aim.base is not None else set()
    return bool(whole) and based.union(years_of(aim, plan)) <= whole


def years_of(aim: Aim, plan: Plan) -> tuple[int, int]:
    """Return the first and last year that count."""
    if not isinstance(aim, CountAim):
        return aim.year, aim.year
    whole, window = recorded(plan).whole, aim.window
    first = whole[0] if window.start is None else window.start.year
    last = whole[-1] if window.end is None else window.end.year
    return first, last


def statuses(spec: Spec, tallies: Sequence[Tally], plan: Plan) -> dict[str, Ints]:
    """Return whether each goal is met, [replication], by id."""
    return {
        name: np.where(reading(goal, tallies, plan) >= goal.at_least.value, HOLDS, FAILS)
        for name, goal in spec.goals.items()
    }


def goals_judged(
    spec: Spec, tallies: Sequence[Tally], plan: Plan, clusters: Ints
) -> tuple[GoalJudged, ...]:
    """Judge each goal."""
    met, confidence = statuses(spec, tallies, plan), spec.confidence.value
    return tuple(
        GoalJudged(
            id=name,
            metric=goal.metric,
            at_least=goal.at_least.value,
            years=years_of(goal, plan),
            value=three(reading(goal, tallies, plan)),
            judged=judgement("goals", met[name].astype(np.int8), clusters, confidence),
        )
        for name, goal in spec.goals.items()
    )


def targets_read(
    spec: Spec, tallies: Sequence[Tally], plan: Plan, clusters: Ints
) -> tuple[TargetRead, ...]:
    """Read each published target."""
    readings = []
    for name, target in spec.targets.items():
        if isinstance(target, UnmodelledTarget):
            readings.append(TargetRead(name, target.metric, None, None, None, None, None))
            continue
        if not readable(target, plan):
            stated = target.value.value
            readings.append(TargetRead(name, target.metric, stated, None, None, None, None))
            continue
        values, aimed = reading(target, tallies, plan), target.value.value
        status = np.where(values >= aimed, HOLDS, FAILS)
        readings.append(
            TargetRead(
                id=name,
                metric=target.metric,
                target=aimed,
                years=years_of(target, plan),
                base=_base(target),
                value=three(values),
                reached=probability(status, clusters),
            )
        )
    return tuple(readings)


def _base(aim: Aim) -> float | None:
    if isinstance(aim, OutputAim):
        return aim.base.value.value if aim.base else None
    return aim.base.value if isinstance(aim, CountAim) and aim.base else None
