"""Demand from above as a scenario states it: who asks for which type of space, and how much."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum

from sim.scenario.plan.account import (
    AboveDemand,
    Areas,
    FloorAccount,
    Place,
    account,
    let_at_entry,
)
from sim.scenario.plan.arrivals import Levels
from sim.scenario.plan.building import occupied
from sim.scenario.plan.chains import chains, order
from sim.scenario.plan.reading import WorldReading
from sim.scenario.values.dates import MONTH

Products = Callable[[WorldReading], Areas]
"""Makes what the streams of `demand` lease where, m² a month: a part of the plan of its own."""
_YEAR = 12


def accounts(read: WorldReading, products: Products) -> tuple[FloorAccount, ...]:
    """Return the account of each type of space that top-down streams enter, where it is played."""
    block = read.spec.top_down
    if block is None or not read.spec.top_down_used:
        return ()
    growth = read.number("top_down.output_growth", block.output_growth)
    density = read.number("top_down.density", block.density)
    needs = read.number("top_down.needs_floor", block.needs_floor)
    floor = needs * growth / density / _YEAR
    held, parks = read.part(occupied), len(read.ranks.parks)
    months = -(-read.tick(read.spec.clock.end.last) // MONTH)
    made = []
    for space, share in sorted(read.part(_shares).items()):
        lettable = read.factor(block.basis, read.ranks.spaces[space])
        above = AboveDemand(space, floor * lettable * share, read.part(_mix, space))
        stands = sum(held[space * parks : (space + 1) * parks])
        made.append(account(read.part(chains), read.part(products), above, stands, months))
    return tuple(made)


def asked_above(read: WorldReading, name: str, products: Products) -> tuple[float, Levels]:
    """Return the companies of a top-down stream for each m² that its type is asked for, and those.

    A company stands for what it leases at its first stage and what contract makers ask for it in
    the same type of space.
    """
    place = read.part(entry, name)
    space = read.part(chains)[place[0]][place[1]].spaces[0]
    each = fsum(let_at_entry(read.part(entries), read.part(chains), place).values())
    of_type = next(a for a in read.part(accounts, products) if a.space == space)
    return _share(read, name) / read.part(_shares)[space] / each, (of_type.span, of_type.makers)


def entries(read: WorldReading) -> tuple[Place, ...]:
    """Return where every stream enters."""
    return tuple(read.part(entry, name) for name in read.ranks.streams)


def entry(read: WorldReading, name: str) -> Place:
    """Return where a stream enters."""
    block = read.spec.top_down_used.get(name) or read.spec.demand[name]
    return read.ranks.tracks.index(block.track), order(read.spec, block.track).index(block.entry)


def _share(read: WorldReading, name: str) -> float:
    share = read.spec.top_down_used[name].share
    return read.number(f"top_down.streams.{name}.share", share)


def _shares(read: WorldReading) -> dict[int, float]:
    """Return by type of space the share of the floor asked from above that enters there."""
    shares: dict[int, float] = {}
    for name in sorted(read.spec.top_down_used):
        track, position = read.part(entry, name)
        space = read.part(chains)[track][position].spaces[0]
        shares[space] = shares.get(space, 0.0) + _share(read, name)
    return shares


def _mix(read: WorldReading, space: int) -> dict[Place, float]:
    """Return where the m² that a type of space is asked for from above are let; the sum is 1."""
    chain, mix, whole = read.part(chains), dict[Place, float](), read.part(_shares)[space]
    for name in sorted(read.spec.top_down_used):
        track, position = read.part(entry, name)
        if chain[track][position].spaces[0] != space:
            continue
        let = let_at_entry(read.part(entries), chain, (track, position))
        part = _share(read, name) / whole / fsum(let.values())
        for place, area in let.items():
            mix[place] = mix.get(place, 0.0) + part * area
    return mix
