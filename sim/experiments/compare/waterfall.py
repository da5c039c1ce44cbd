"""Which change does it: the contribution of each delta to a difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import factorial

import numpy as np

from sim.experiments.compare.deltas import Combination, Plan
from sim.experiments.compare.pairs import mean_difference
from sim.measures.months import Floats
from sim.measures.verdict.indicators import Indicators
from sim.text.words import Words


@dataclass(frozen=True)
class Bar:
    """What one delta contributes to the mean difference, with its 95 % interval."""

    paths: tuple[str, ...]
    name: Words
    value: float
    low: float
    high: float
    alone: float | None
    """What it does to the base by itself; None where that was not played."""
    last: float | None
    """What it does after all others."""


@dataclass(frozen=True)
class Waterfall:
    """A mean difference as a sum of bars."""

    other: str
    outcome: str
    base: float
    new: float
    bars: tuple[Bar, ...]
    joint: float | None
    """The whole less what each delta does alone: what they do together; None if not played."""
    merged: int
    ordered: bool
    pairs: int


def waterfall(
    other: str,
    outcome: str,
    plan: Plan,
    names: Mapping[str, Words],
    played: Mapping[Combination, Indicators],
) -> Waterfall | None:
    """Split a difference among the deltas of a plan; None without deltas or a tested pair.

    `played` holds every combination, none and all included. The contribution is the value of
    Shapley (1953), the mean over all orders in which the deltas can be made of what each adds; in
    declared order, of that order alone. The bars of each pair of replications add up to its
    difference, whatever the interactions.
    """
    count = len(plan.deltas)
    values = {chosen: found.values[outcome] for chosen, found in played.items()}
    known = np.all([np.isfinite(v) for v in values.values()], axis=0)
    if count == 0 or known.sum() < 2:
        return None
    values = {chosen: v[known] for chosen, v in values.items()}
    clusters = np.array(played[frozenset()].replications)[known] // 2
    if clusters.min() == clusters.max():
        return None
    none, whole = frozenset[int](), frozenset(range(count))

    def effect(index: int, before: Combination) -> float | None:
        after = before | {index}
        if before not in values or after not in values:
            return None
        return float(np.mean(values[after] - values[before]))

    bars = []
    for index, delta in enumerate(plan.deltas):
        added = (_ordered if plan.ordered else _shapley)(index, count, values)
        said = [names[path] for path in delta.paths]
        name = Words(" + ".join(w.zh for w in said), " + ".join(w.en for w in said))
        low, high = mean_difference(added, clusters).interval()
        alone, last = effect(index, none), effect(index, whole - {index})
        bars.append(Bar(delta.paths, name, float(added.mean()), low, high, alone, last))
    base, new = (float(values[chosen].mean()) for chosen in (none, whole))
    firsts = [bar.alone for bar in bars if bar.alone is not None]
    joint = new - base - sum(firsts) if len(firsts) == count else None
    return Waterfall(
        other, outcome, base, new, tuple(bars), joint, plan.merged, plan.ordered, int(known.sum())
    )


def _shapley(index: int, count: int, values: Mapping[Combination, Floats]) -> Floats:
    """What a delta adds, the mean over all orders, [pair]."""
    added = np.zeros_like(values[frozenset()])
    for before, value in values.items():
        if index not in before:
            orders = factorial(len(before)) * factorial(count - len(before) - 1)
            added = added + orders / factorial(count) * (values[before | {index}] - value)
    return added


def _ordered(index: int, count: int, values: Mapping[Combination, Floats]) -> Floats:
    """What a delta adds to those before it, [pair]."""
    added: Floats = values[frozenset(range(index + 1))] - values[frozenset(range(index))]
    return added
