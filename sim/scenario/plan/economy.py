"""Money in one world: how rents move, and the terms of the economy; all per lettable m²."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from sim.scenario.plan.chains import chains
from sim.scenario.plan.plan import RentPlan, to_ticks
from sim.scenario.plan.prices import EconomyPlan
from sim.scenario.plan.reading import WorldReading
from sim.scenario.schema.economy import Cost, Jobs, Output, RentIncome, TrackOutput, Upkeep

_NOTHING_OWN = TrackOutput()


def economy(read: WorldReading) -> EconomyPlan | None:
    """Return the terms of the economy; None where the scenario has none."""
    block, spaces = read.spec.economy, read.ranks.spaces
    if block is None:
        return None
    outputs = [_output(read, space, block.output.get(space)) for space in spaces]
    works = sorted([*read.spec.supply, *read.spec.renewals])
    blocks = block.construction
    costs = {
        space: read.number(f"economy.construction.{space}.cost", cost.cost)
        for space, cost in blocks.items()
    }
    return EconomyPlan(
        density=tuple(density for density, _ in outputs),
        ramp=tuple(ramp for _, ramp in outputs),
        jobs=tuple(_jobs(read, space, block.jobs.get(space)) for space in spaces),
        rent=_prices(read, "rent", block.rent),
        vacancy=_prices(read, "vacancy", block.vacancy),
        fit_out=_prices(read, "fit_out", block.fit_out),
        works=tuple(works),
        construction=tuple(
            [_construction(read, name, block.construction, costs) for name in works]
        ),
        tax=None if block.tax is None else read.number("economy.tax", block.tax),
    )


def _output(
    read: WorldReading, space: str, block: Output | None
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return density and ramp of each track in a space type."""
    tracks, path = read.ranks.tracks, f"economy.output.{space}"
    if block is None:
        return (0.0,) * len(tracks), (0,) * len(tracks)
    usual = read.number(f"{path}.density", block.density)
    slow = read.number(f"{path}.ramp", block.ramp)
    densities, ramps = [], []
    for track in tracks:
        own = block.tracks.get(track, _NOTHING_OWN)
        densities.append(read.number(f"{path}.tracks.{track}.density", own.density, usual))
        ramps.append(to_ticks(read.number(f"{path}.tracks.{track}.ramp", own.ramp, slow)))
    ratio = read.factor(block.basis, space)
    return tuple(density / ratio for density in densities), tuple(ramps)


def _jobs(read: WorldReading, space: str, block: Jobs | None) -> float:
    if block is None:
        return 0.0
    area = read.number(f"economy.jobs.{space}.area", block.area)
    return 1 / (area * read.factor(block.basis, space))


def _prices(
    read: WorldReading, part: str, blocks: Mapping[str, RentIncome | Cost | Upkeep]
) -> tuple[float, ...]:
    """Return money per lettable area of each space type."""
    prices = []
    for space in read.ranks.spaces:
        block = blocks.get(space)
        if block is None:
            prices.append(0.0)
            continue
        key, number = (
            ("rate", block.rate) if isinstance(block, RentIncome) else ("cost", block.cost)
        )
        price = read.number(f"economy.{part}.{space}.{key}", number)
        prices.append(price / read.factor(block.basis, space))
    return tuple(prices)


def _construction(
    read: WorldReading, name: str, blocks: Mapping[str, Cost], usual: Mapping[str, float]
) -> tuple[float, ...]:
    """Return the cost of works per lettable area, by space type; `usual` is that of the blocks."""
    project = read.spec.supply.get(name)
    works = project or read.spec.renewals[name]
    path = f"{'supply' if project else 'renewals'}.{name}"
    own = read.number(f"{path}.cost", works.cost)
    ratio = read.number(f"{path}.lettable", project.lettable if project else None, absent=-1.0)
    costs = []
    for space in read.ranks.spaces:
        basis, cost = works.basis, own
        if works.cost is None and space in blocks:
            basis, cost = blocks[space].basis, usual[space]
        if basis == "gross":
            cost /= read.lettable(space) if ratio < 0.0 else ratio
        costs.append(cost)
    return tuple(costs)


def rents(read: WorldReading) -> tuple[RentPlan | None, ...]:
    """Return how the rent of each space type moves."""
    return tuple(read.part(_rent, space) for space in read.ranks.spaces)


def _rent(read: WorldReading, space: str) -> RentPlan | None:
    block, path = read.spec.rent.get(space), f"rent.{space}"
    if block is None:
        return None
    level = read.number(f"{path}.level", block.level) / read.factor(block.basis, space)
    answers, where = block.elasticity, f"{path}.elasticity"
    compared = _compared(read, space)
    return RentPlan(
        level=level,
        natural_vacancy=read.number(f"{path}.natural_vacancy", block.natural_vacancy),
        adjustment=read.number(f"{path}.adjustment", block.adjustment),
        reversion=read.number(f"{path}.reversion", block.reversion),
        area=read.number(f"{where}.area", answers.area),
        expansion=read.number(f"{where}.expansion", answers.expansion),
        elsewhere=read.number(f"{where}.elsewhere", answers.elsewhere),
        parks=_of_parks(read, space) if compared else (),
        new=_of_new(read, space) if compared else None,
    )


def _compared(read: WorldReading, space: str) -> bool:
    """Tell whether some lease compares the rents that parks have for a type of space."""
    rank = read.ranks.spaces.index(space)
    stages = (stage for chain in read.part(chains) for stage in chain)
    return any(stage.rent_pull != 0.0 and stage.spaces[0] == rank for stage in stages)


def _of_parks(read: WorldReading, space: str) -> tuple[float, ...]:
    """Return ln(rent ÷ that of the type) at the opening by park."""
    own, path = read.spec.rent[space].parks, f"rent.{space}.parks"
    parks = read.ranks.parks
    return tuple([log(read.number(f"{path}.{p}", own.get(p), absent=1.0)) for p in parks])


def _of_new(read: WorldReading, space: str) -> float | None:
    """Return ln(rent of new buildings ÷ that of old ones); None where it is not said."""
    stated = read.spec.rent[space].new_over_old
    return None if stated is None else log(read.number(f"rent.{space}.new_over_old", stated))
