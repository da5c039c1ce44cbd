"""What a replication adds up to, in numbers that every program can be compared by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.cases import Case

if TYPE_CHECKING:
    from benchmarks.idiomatic.city import Records
    from benchmarks.packages.stations import Outcome

Counts = dict[str, float]


def of_log(case: Case, played: Any) -> Counts:
    """Count the log and the tally of our engines."""
    from sim.model.log import COLUMNS, What
    from sim.scenario.values.dates import MONTH

    plan, (log, tallied) = case.plan, played
    column = {name: log.rows[:, i] for i, name in enumerate(COLUMNS)}
    kind = column["what"]

    def of_each(what: What, by: Any, names: tuple[str, ...]) -> list[int]:
        there = (kind == what) & (column["tick"] > 0)
        return [int((by[there] == i).sum()) for i in range(len(names))]

    space = column["pool"] // len(plan.parks)
    granted, asked = kind == What.GRANTED, kind == What.ASKED
    when = np.full(column["request"].max() + 1, -1)
    when[column["request"][asked]] = column["tick"][asked]
    waited = (column["tick"][granted] - when[column["request"][granted]]) / MONTH
    months = np.bincount(space[granted], waited, minlength=len(plan.spaces))
    counts: Counts = {"arrivals": float(((kind == What.ARRIVED) & (column["aux"] != 1)).sum())}
    counts |= _named("starts", plan.stages, of_each(What.STARTED, column["stage"], plan.stages))
    counts |= _named("grants", plan.spaces, of_each(What.GRANTED, space, plan.spaces))
    counts |= _named("months waited", plan.spaces, months.tolist())
    leased = tallied.leased_end[-1].reshape(len(plan.spaces), -1).sum(axis=1)
    counts |= _named("leased at the end", plan.spaces, leased.tolist())
    return counts | {"lost": float((kind == What.LOST).sum())}


def of_records(case: Case, played: Records) -> Counts:
    """Count the records of the idiomatic program."""
    plan = case.plan
    months, grants = [0.0] * len(plan.spaces), [0] * len(plan.spaces)
    for space, asked, granted in played.waits:
        grants[space] += 1
        months[space] += granted - asked
    leased = np.reshape(played.months[-1][1], (len(plan.spaces), -1)).sum(axis=1)
    counts: Counts = {"arrivals": float(played.arrivals)}
    counts |= _named("starts", plan.stages, [played.starts[i] for i in range(len(plan.stages))])
    counts |= _named("grants", plan.spaces, grants)
    counts |= _named("months waited", plan.spaces, months)
    counts |= _named("leased at the end", plan.spaces, leased.tolist())
    return counts | {"lost": float(sum(played.lost.values()))}


def of_line(case: Case, played: Outcome) -> Counts:
    """Count the outcome of the reduced model; its stations are the stages in the chain's order."""
    plan = case.plan
    (chain,) = plan.chains
    stages = tuple(plan.stages[stage.stage] for stage in chain)
    spaces = tuple(plan.spaces[stage.spaces[0]] for stage in chain)
    served = [len(waits) for waits in played.waits]
    counts: Counts = {"arrivals": float(played.arrivals)}
    counts |= _named("starts", stages, served)
    counts |= _named("grants", spaces, served)
    counts |= _named("months waited", spaces, [sum(waits) for waits in played.waits])
    counts |= _named("leased at the end", spaces, played.busy)
    return counts | {"lost": float(sum(played.lost))}


def _named(what: str, names: tuple[str, ...], values: list[float] | list[int]) -> Counts:
    return {f"{what}: {name}": float(value) for name, value in zip(names, values, strict=True)}
