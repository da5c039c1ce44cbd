"""How much of what differs between replications is chance and how much ignorance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.checks import SIDES
from sim.measures.intervals import HOLDS, UNTESTED
from sim.measures.months import Floats, Ints, first_recorded
from sim.measures.signals import end_levels
from sim.measures.stacked import Stacked, total
from sim.measures.standards import Checked, combined
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec


@dataclass(frozen=True)
class Cause:
    """Split of the variance of one measure over replications."""

    measure: str
    space: str | None
    chance: float | None
    """Share of the variance that is chance; the rest is ignorance of ranged numbers.

    None where nothing varies or there are fewer than two pairs.
    """
    pairs: int
    """Pairs of replications it rests on."""


def chance_share(values: Floats, clusters: Ints) -> tuple[float | None, int]:
    """Share of variance within pairs that share their ranges, and the number of pairs.

    By the law of total variance Var(x) = E[Var(x | ranges)] + Var(E[x | ranges]): chance plus
    ignorance. With pairs as groups of a one-way random-effects layout (Searle, Casella &
    McCulloch 1992, Variance Components, ch. 3) the mean square within, W = mean (a − b)²/2,
    estimates chance; that between, B = 2·variance of the pair means, estimates chance +
    2·ignorance. Chance share = W ÷ ((W + B)/2), held within [0, 1]. Replications without a
    partner and values that are not finite are left out, with their partners.
    """
    order = np.argsort(clusters, kind="stable")
    label, value = clusters[order], values[order]
    first = np.flatnonzero(label[:-1] == label[1:])
    a, b = value[first], value[first + 1]
    whole = np.isfinite(a) & np.isfinite(b)
    a, b = a[whole], b[whole]
    if len(a) < 2:
        return None, len(a)
    inside = float(np.mean((a - b) ** 2)) / 2
    between = 2 * float(np.var((a + b) / 2, ddof=1))
    total = (inside + between) / 2
    return (min(1.0, inside / total) if total > 0 else None), len(a)


def causes(
    run: Stacked,
    plan: Plan,
    spec: Spec,
    results: Sequence[Checked],
    clusters: Ints,
) -> list[Cause]:
    """Split both sides of the verdict, then peak waiting and idle area of each space type."""
    measures: list[tuple[str, str | None, Floats]] = []
    for side in SIDES:
        status = combined([r.status for r in results if r.check.side == side], run.replications)
        holds = np.where(status == UNTESTED, np.nan, status == HOLDS)
        measures.append((f"{side}_holds", None, holds))
    recorded = slice(first_recorded(plan), None)
    for space in spec.spaces:
        index = plan.spaces.index(space)
        pools = [plan.pool(index, park) for park in range(len(plan.parks))]
        waiting = total(run.waiting_area, pools)[:, recorded]
        measures.append(("peak_waiting", space, waiting.max(axis=1, initial=0).astype(float)))
        measures.append(("idle_end", space, end_levels(run, pools)[0]))
    return [Cause(name, space, *chance_share(values, clusters)) for name, space, values in measures]
