"""How much of what differs between replications is chance and how much ignorance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Final, NamedTuple

import numpy as np

from sim.measures.counting.checks import SIDES
from sim.measures.counting.stacked import Stacked, total
from sim.measures.months import Floats, Ints, first_recorded
from sim.measures.statistics import HOLDS, UNTESTED, Z95
from sim.measures.verdict.signals import end_levels
from sim.measures.verdict.standards import Checked, combined
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec


@dataclass(frozen=True)
class Cause:
    """Split of the variance of one measure over replications."""

    measure: str
    space: str | None
    chance: float | None
    """Share of the variance that is chance; the rest is ignorance of ranged numbers.

    1 where no number is ranged; None where nothing varies or there are fewer than two pairs.
    """
    low: float
    high: float
    """Ends of its 95 % interval; 0 and 1 where it cannot be told."""
    pairs: int
    """Pairs of replications it rests on."""


class Split(NamedTuple):
    """Share of a variance that is chance, with its 95 % interval."""

    chance: float | None
    low: float
    high: float
    pairs: int


def chance_share(values: Floats, clusters: Ints, *, ranged: bool = True) -> Split:
    """Share of variance within pairs that share their ranges; all of it if no number is `ranged`.

    By the law of total variance Var(x) = E[Var(x | ranges)] + Var(E[x | ranges]): chance plus
    ignorance. With pairs as groups of a one-way random-effects layout (Searle, Casella &
    McCulloch 1992, Variance Components, ch. 3) the mean square within, W = mean (a − b)²/2,
    estimates chance; that between, B = 2·variance of the pair means, estimates chance +
    2·ignorance. Chance share = W ÷ ((W + B)/2) = 2/(1 + B/W), held within [0, 1]. Its interval is
    that of ln(B/W) by the jackknife over pairs (Arvesen & Schmitz 1970, Biometrics 26), which needs
    no normal law; that by F covers a rare yes-or-no outcome in a third of cases. Replications
    without a partner and values that are not finite are left out, with their partners.
    """
    order = np.argsort(clusters, kind="stable")
    label, value = clusters[order], values[order]
    first = np.flatnonzero(label[:-1] == label[1:])
    a, b = value[first], value[first + 1]
    whole = np.isfinite(a) & np.isfinite(b)
    a, b = a[whole], b[whole]
    n = len(a)
    if n < 2:
        return Split(None, 0.0, 1.0, n)
    inside, means = (a - b) ** 2 / 2, (a + b) / 2
    far = (means - means.mean()) ** 2
    within, between = float(inside.mean()), 2 * float(far.sum()) / (n - 1)
    if within + between == 0:
        return Split(None, 0.0, 1.0, n)
    if not ranged:
        return Split(1.0, 1.0, 1.0, n)
    low, high = _interval(inside, far) if n >= _FEWEST else (0.0, 1.0)
    return Split(min(1.0, 2 * within / (within + between)), low, high, n)


def _interval(inside: Floats, far: Floats) -> tuple[float, float]:
    """Jackknife of ln(B/W); [0, 1] where a pair alone makes all of W or B.

    inside: (a − b)²/2 of each pair; far: (pair mean − mean of all)².
    """
    n = len(inside)
    within = np.append((inside.sum() - inside) / (n - 1), inside.mean())
    between = np.append(2 * (far.sum() - far * n / (n - 1)) / (n - 2), 2 * far.sum() / (n - 1))
    if within.min() <= _NOTHING * within[-1] or between.min() <= _NOTHING * between[-1]:
        return 0.0, 1.0
    ratio = np.log(between / within)
    pseudo = n * ratio[-1] - (n - 1) * ratio[:-1]
    student = Z95 + (Z95**3 + Z95) / (4 * (n - 1))  # Abramowitz & Stegun 26.7.5, first term
    half = student * float(np.std(pseudo, ddof=1)) / sqrt(n)
    low, high = (2 / (1 + exp(float(pseudo.mean()) + side * half)) for side in (1, -1))
    return min(1.0, low), min(1.0, high)


_FEWEST: Final = 10
"""Pairs from which an interval is told."""
_NOTHING: Final = 1e-9
"""Part of a variance that is but the last bits of a sum."""


def causes(
    run: Stacked,
    plan: Plan,
    spec: Spec,
    results: Sequence[Checked],
    clusters: Ints,
    *,
    ranged: bool,
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
        pools = plan.pools(index)
        waiting = total(run.waiting_area, pools)[:, recorded]
        measures.append(("peak_waiting", space, waiting.max(axis=1, initial=0).astype(float)))
        measures.append(("idle_end", space, end_levels(run, pools)[0]))
    return [
        Cause(name, space, *chance_share(values, clusters, ranged=ranged))
        for name, space, values in measures
    ]
