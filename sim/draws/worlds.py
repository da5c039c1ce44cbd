"""Range draws: what two paired replications share about the numbers nobody knows.

A `range` is ignorance about a number: triangular with the number as mode. Replications 2k and
2k + 1 share world k. Worlds are drawn as Latin hypercubes in blocks of 50, so the first n
worlds are the same however many follow.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.draws.inverse import quantile
from sim.draws.keys import child, entity, uniform, word
from sim.draws.purposes import Kind, Purpose
from sim.scenario.distributions import Distribution
from sim.scenario.leaves import leaves
from sim.scenario.schema import Spec
from sim.scenario.values import Chance, DateChance

BLOCK = 50
"""Worlds in one Latin hypercube."""
_LUCKY = {
    "parks": "parks",
    "spaces": "spaces",
    "stock": "spaces",
    "mix": "spaces",
    "stages": "stages",
    "tracks": "tracks",
    "demand": "demand",
    "supply": "supply",
    "renewals": "renewals",
}
"""Blocks keyed by id → where the thing of that id, and its `luck`, is found."""


def world(replication: int) -> int:
    """Return the world that a replication plays in."""
    return replication // 2


def range_draws(spec: Spec, seed: int, index: int) -> dict[str, float]:
    """Return the value of each ranged number in world `index`, by path, in canonical units.

    For a law the value is its mean.
    """
    drawn = {}
    for path, leaf in leaves(spec).items():
        if isinstance(leaf, DateChance) or leaf.range is None:
            continue
        low, high = leaf.range
        if low == high:
            continue
        mode = leaf.dist.mean if isinstance(leaf, Chance) else leaf.value
        u = _stratified(seed, _luck(spec, path), index)
        drawn[path] = quantile(Distribution("triangular", (low, mode, high)))(u)
    return drawn


def _luck(spec: Spec, path: str) -> str:
    """Return a path with each id replaced by the one whose luck it uses."""
    found: list[str] = []
    things: Mapping[str, object] = {}
    for key in path.split("."):
        thing = things.get(key)
        found.append(getattr(thing, "luck", None) or key)
        things = getattr(spec, _LUCKY[key]) if key in _LUCKY and thing is None else {}
    return ".".join(found)


def _stratified(seed: int, path: str, index: int) -> float:
    block, place = divmod(index, BLOCK)
    key = child(entity(seed, 0, Kind.RANGE, word(path)), block)
    marks = [uniform(child(child(key, Purpose.STRATUM), i)) for i in range(BLOCK)]
    stratum = sum(mark < marks[place] for mark in marks)
    return (stratum + uniform(child(child(key, Purpose.JITTER), place))) / BLOCK
