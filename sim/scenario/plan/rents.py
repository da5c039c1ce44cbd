"""Plans of rent."""

from __future__ import annotations

from sim.scenario.plan.plan import RentPlan
from sim.scenario.plan.reading import Reading


def rents(read: Reading) -> tuple[RentPlan | None, ...]:
    """Return how the rent of each space type moves."""
    return tuple(read.part(_rent, space) for space in read.ranks.spaces)


def _rent(read: Reading, space: str) -> RentPlan | None:
    block, path = read.spec.rent.get(space), f"rent.{space}"
    if block is None:
        return None
    level = read.number(f"{path}.level", block.level) / read.factor(block.basis, space)
    answers, where = block.elasticity, f"{path}.elasticity"
    return RentPlan(
        level=level,
        natural_vacancy=read.number(f"{path}.natural_vacancy", block.natural_vacancy),
        adjustment=read.number(f"{path}.adjustment", block.adjustment),
        reversion=read.number(f"{path}.reversion", block.reversion),
        area=read.number(f"{where}.area", answers.area),
        expansion=read.number(f"{where}.expansion", answers.expansion),
        elsewhere=read.number(f"{where}.elsewhere", answers.elsewhere),
    )
