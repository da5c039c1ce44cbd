"""Which change does it: what separates two scenarios as deltas, and what each contributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Final

import numpy as np

from sim.experiments.compare.paired import mean_difference
from sim.measures.months import Floats
from sim.measures.verdict.indicators import Indicators
from sim.scenario.difference import ChangedBlock, Difference, between, blocks, inputs
from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded
from sim.text.words import Words, joined

MOST: Final = 6
"""Deltas whose 2^k combinations are all played; more are played in their order."""

_Group = Callable[[str], str]

UNPLAYED: Final = frozenset({"seed", "replications", "confidence"})
"""Keys that change nothing of what is compared: all scenarios share the luck of the base."""

Combination = frozenset[int]
"""Which deltas are made, by their place."""


@dataclass(frozen=True)
class Delta:
    """A change that is made whole."""

    paths: tuple[str, ...]
    blocks: tuple[ChangedBlock, ...]


@dataclass(frozen=True)
class DeltaPlan:
    """Deltas, and the scenarios that make some of them."""

    deltas: tuple[Delta, ...]
    merged: int
    """Deltas that were joined to others, since the scenario's checks refuse them alone."""
    ordered: bool
    """Whether only the declared order is played, since there are too many."""
    variants: dict[Combination, Loaded]
    """Scenarios that make some of the deltas, but not all and not none."""

    @property
    def whole(self) -> Combination:
        """All deltas."""
        return frozenset(range(len(self.deltas)))


def differing_inputs(old: Loaded, new: Loaded) -> tuple[Difference, ...]:
    """Return the inputs that differ, but those which change nothing of what is compared."""
    rows = inputs(old, new)
    return tuple(row for row in rows if row.path.split(".")[0] not in UNPLAYED)


def deltas(old: Loaded, new: Loaded) -> list[Delta]:
    """Cut what separates two scenarios: by the changes that its files name, else by value.

    More than MOST are taken together by the thing they belong to, as `supply.starts-2023`.
    """
    named = [override.path for loaded in (old, new) for override in loaded.overrides]
    differing = [block for block in blocks(old, new) if block.path[0] not in UNPLAYED]
    cut = _grouped(differing, lambda path: next((n for n in named if _within(path, n)), path))
    if len(cut) > MOST:
        cut = _grouped(differing, lambda path: ".".join(path.split(".")[:2]))
    return cut


def planned(old: Loaded, new: Loaded) -> DeltaPlan:
    """Return the deltas of two scenarios with every combination that is to be played.

    Deltas that the scenario's checks refuse without others are joined to the fewest others with
    which they pass.
    """
    cut = deltas(old, new)
    before = len(cut)
    while True:
        ordered = len(cut) > MOST
        variants: dict[Combination, Loaded] = {}
        for chosen in _combinations(len(cut), ordered):
            made = _made(old, new, cut, chosen)
            if made is None:
                cut = _joined(old, new, cut, chosen, ordered)
                break
            variants[chosen] = made
        else:
            return DeltaPlan(tuple(cut), before - len(cut), ordered, variants)


def _grouped(differing: Sequence[ChangedBlock], group: _Group) -> list[Delta]:
    groups: dict[str, list[ChangedBlock]] = {}
    for block in differing:
        groups.setdefault(group(".".join(block.path)), []).append(block)
    return [Delta((name,), tuple(members)) for name, members in groups.items()]


def _within(path: str, name: str) -> bool:
    return f"{path}.".startswith(f"{name}.")


def _combinations(count: int, ordered: bool) -> Iterator[Combination]:
    """Yield which deltas are made together, the fewest first; neither none nor all."""
    for size in range(1, count):
        if ordered:
            yield frozenset(range(size))
        else:
            yield from map(frozenset, combinations(range(count), size))


def _made(old: Loaded, new: Loaded, cut: Sequence[Delta], chosen: Combination) -> Loaded | None:
    changed = [block for index in sorted(chosen) for block in cut[index].blocks]
    try:
        return between(old, new, changed)
    except ScenarioError:
        return None


def _joined(
    old: Loaded, new: Loaded, cut: Sequence[Delta], refused: Combination, ordered: bool
) -> list[Delta]:
    """Join refused deltas to the fewest others with which they pass."""
    others = [index for index in range(len(cut)) if index not in refused]
    whole = frozenset(range(len(cut)))
    together = whole
    if ordered:
        together = frozenset({max(refused), max(refused) + 1})
    else:
        for size in range(1, len(others)):
            wider = (refused | set(more) for more in combinations(others, size))
            passing = next((more for more in wider if _made(old, new, cut, more) is not None), None)
            if passing is not None:
                together = passing
                break
    first = min(together)
    joined = Delta(
        tuple(path for index in sorted(together) for path in cut[index].paths),
        tuple(block for index in sorted(together) for block in cut[index].blocks),
    )
    return [
        joined if index == first else delta
        for index, delta in enumerate(cut)
        if index == first or index not in together
    ]


@dataclass(frozen=True)
class WaterfallBar:
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
    bars: tuple[WaterfallBar, ...]
    joint: float | None
    """The whole less what each delta does alone: what they do together; None if not played."""
    merged: int
    ordered: bool
    pairs: int


def waterfall(
    other: str,
    outcome: str,
    plan: DeltaPlan,
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
    values = {chosen: indicators.values[outcome] for chosen, indicators in played.items()}
    known = np.all([np.isfinite(column) for column in values.values()], axis=0)
    if count == 0 or known.sum() < 2:
        return None
    values = {chosen: column[known] for chosen, column in values.items()}
    clusters = played[frozenset()].worlds[known]
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
        parts = [names[path] for path in delta.paths]
        name = joined(parts, " + ", " + ")
        low, high = mean_difference(added, clusters).interval()
        alone, last = effect(index, none), effect(index, whole - {index})
        bars.append(WaterfallBar(delta.paths, name, float(added.mean()), low, high, alone, last))
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
