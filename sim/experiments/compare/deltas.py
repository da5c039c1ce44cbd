"""What separates two scenarios, cut into deltas that can be made one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from sim.scenario.errors import ScenarioError
from sim.scenario.inherit.difference import ChangedBlock, Difference, between, blocks, inputs
from sim.scenario.load import Loaded

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
class Plan:
    """Deltas, and the scenarios that make some of them."""

    deltas: tuple[Delta, ...]
    merged: int
    """Deltas that were joined to others, since the scenario's checks refuse them alone."""
    ordered: bool
    """Whether only the declared order is played, since there are too many."""
    variants: dict[Combination, Loaded]
    """Scenarios that make some of the deltas, but not all and not none."""


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
    found = _grouped(differing, lambda path: next((n for n in named if _within(path, n)), path))
    if len(found) > MOST:
        found = _grouped(differing, lambda path: ".".join(path.split(".")[:2]))
    return found


def planned(old: Loaded, new: Loaded) -> Plan:
    """Return the deltas of two scenarios with every combination that is to be played.

    Deltas that the scenario's checks refuse without others are joined to the fewest others with
    which they pass.
    """
    found = deltas(old, new)
    before = len(found)
    while True:
        ordered = len(found) > MOST
        variants: dict[Combination, Loaded] = {}
        for chosen in _combinations(len(found), ordered):
            made = _made(old, new, found, chosen)
            if made is None:
                found = _joined(old, new, found, chosen, ordered)
                break
            variants[chosen] = made
        else:
            return Plan(tuple(found), before - len(found), ordered, variants)


def _grouped(differing: Sequence[ChangedBlock], group: _Group) -> list[Delta]:
    groups: dict[str, list[ChangedBlock]] = {}
    for block in differing:
        groups.setdefault(group(".".join(block.path)), []).append(block)
    return [Delta((name,), tuple(some)) for name, some in groups.items()]


def _within(path: str, name: str) -> bool:
    return f"{path}.".startswith(f"{name}.")


def _combinations(count: int, ordered: bool) -> Iterator[Combination]:
    """Yield which deltas are made together, the fewest first; neither none nor all."""
    for size in range(1, count):
        if ordered:
            yield frozenset(range(size))
        else:
            yield from map(frozenset, combinations(range(count), size))


def _made(old: Loaded, new: Loaded, found: Sequence[Delta], chosen: Combination) -> Loaded | None:
    some = [block for index in sorted(chosen) for block in found[index].blocks]
    try:
        return between(old, new, some)
    except ScenarioError:
        return None


def _joined(
    old: Loaded, new: Loaded, found: Sequence[Delta], refused: Combination, ordered: bool
) -> list[Delta]:
    """Join refused deltas to the fewest others with which they pass."""
    others = [index for index in range(len(found)) if index not in refused]
    whole = frozenset(range(len(found)))
    together = whole
    if ordered:
        together = frozenset({max(refused), max(refused) + 1})
    else:
        for size in range(1, len(others)):
            wider = (refused | set(more) for more in combinations(others, size))
            passing = next((w for w in wider if _made(old, new, found, w) is not None), None)
            if passing is not None:
                together = passing
                break
    first = min(together)
    joined = Delta(
        tuple(path for index in sorted(together) for path in found[index].paths),
        tuple(block for index in sorted(together) for block in found[index].blocks),
    )
    return [
        joined if index == first else delta
        for index, delta in enumerate(found)
        if index == first or index not in together
    ]
