"""What mistakes cost in one world, per lettable m²."""

from __future__ import annotations

from sim.scenario.plan.prices import StakesPlan
from sim.scenario.plan.reading import WorldReading
from sim.scenario.schema.stakes import SpaceStakes
from sim.scenario.values.dates import MONTH


def stakes(read: WorldReading) -> StakesPlan | None:
    """Return the terms of the stakes; None where the scenario has none."""
    block = read.spec.stakes
    if block is None:
        return None
    terms = [_terms(read, space, block.spaces.get(space)) for space in read.ranks.spaces]
    idle, free, unmet, lost_for, unrecovered = zip(*terms, strict=True)
    return StakesPlan(
        since=read.tick(block.since.first) // MONTH,
        idle=idle,
        free=free,
        unmet=unmet,
        lost_for=lost_for,
        unrecovered=unrecovered,
        discount=read.number("stakes.discount", block.discount),
        public=read.number("stakes.public", block.public),
    )


def _terms(
    read: WorldReading, space: str, block: SpaceStakes | None
) -> tuple[float, float, float, float, float]:
    """Return idle, free, unmet, lost_for and unrecovered of a space type."""
    if block is None:
        return 0.0, 1.0, 0.0, 0.0, 0.0
    path, ratio = f"stakes.spaces.{space}", read.factor(block.basis, space)
    return (
        read.number(f"{path}.idle", block.idle) / ratio,
        read.number(f"{path}.free", block.free),
        read.number(f"{path}.unmet", block.unmet) / ratio,
        read.number(f"{path}.lost_for", block.lost_for),
        read.number(f"{path}.unrecovered", block.unrecovered) * _built_for(read, space),
    )


def _built_for(read: WorldReading, space: str) -> float:
    """Return what building a lettable m² costs; 0 where the economy does not state it."""
    cost = read.spec.economy.construction.get(space) if read.spec.economy else None
    if cost is None:
        return 0.0
    price = read.number(f"economy.construction.{space}.cost", cost.cost)
    return price / read.factor(cost.basis, space)
