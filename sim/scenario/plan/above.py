"""Demand from above as a scenario states it: who asks for which type of space, and how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum
from typing import NamedTuple

from sim.scenario.plan.account import AboveDemand, FloorAccount, account
from sim.scenario.plan.arrivals import Levels
from sim.scenario.plan.building import occupied
from sim.scenario.plan.chains import chains, fields, order
from sim.scenario.plan.ends import Floats
from sim.scenario.plan.lets import STEP, Place, let_at, let_by_step
from sim.scenario.plan.plan import StreamPlan
from sim.scenario.plan.reading import WorldReading
from sim.scenario.values.dates import MONTH

Below = Callable[[WorldReading], tuple[Sequence[StreamPlan], Floats]]
"""Makes the streams of `demand`, and companies a month that enter [stream, step]."""
_YEAR = 12


class AskedAbove(NamedTuple):
    """What top-down streams ask for in one world."""

    accounts: tuple[FloorAccount, ...]
    """Of each type of space that they enter."""
    streams: dict[str, tuple[float, Levels]]
    """Companies of each for a m² that its type is asked for, and those m² a month."""


def asked_above(read: WorldReading, below: Below) -> AskedAbove:
    """Return what top-down streams ask for, where they are played.

    A company stands for what it leases at its first stage and what contract makers ask for it in
    the same type of space.
    """
    block = read.spec.top_down
    if block is None or not read.spec.top_down_used:
        return AskedAbove((), {})
    growth = read.number("top_down.output_growth", block.output_growth)
    density = read.number("top_down.density", block.density)
    needs = read.number("top_down.needs_floor", block.needs_floor)
    floor = needs * growth / density / _YEAR
    held, parks = read.part(occupied), len(read.ranks.parks)
    steps = -(-read.tick(read.spec.clock.end.last) // (STEP * MONTH))
    places, chain = read.part(entries), read.part(chains)
    products = read.part(_products, below)
    tracks = enumerate(read.ranks.tracks)
    others = {track for track, name in tracks if read.spec.tracks[name].trade is not None}
    accounts, streams = list[FloorAccount](), dict[str, tuple[float, Levels]]()
    for space, names in read.part(_by_space).items():
        share = {
            name: read.number(f"top_down.streams.{name}.share", block.streams[name].share)
            for name in names
        }
        whole, mix, each = fsum(share.values()), dict[Place, float](), dict[str, float]()
        for name, part in share.items():
            let = let_at(places, chain, read.part(entry, name), [space])
            each[name] = part / whole / fsum(area for _, area in let)
            for place, area in let:
                mix[place] = mix.get(place, 0.0) + each[name] * area
        lettable = read.factor(block.basis, read.ranks.spaces[space])
        above = AboveDemand(space, floor * lettable * whole, mix)
        stands = sum(held[space * parks : (space + 1) * parks])
        of_type = account(chain, products, above, stands, steps, others)
        accounts.append(of_type)
        for name, rate in each.items():
            streams[name] = rate, (STEP * MONTH, of_type.makers)
    return AskedAbove(tuple(accounts), streams)


def _products(read: WorldReading, below: Below) -> dict[Place, Floats]:
    """Return what the streams of `demand` lease where, in types that top-down streams enter."""
    streams, rates = read.part(below)
    spaces = read.part(_by_space)
    return let_by_step(read.part(entries), read.part(chains), streams, rates, spaces)


def entries(read: WorldReading) -> tuple[Place, ...]:
    """Return where every stream enters."""
    return tuple(read.part(entry, name) for name in read.ranks.streams)


def entry(read: WorldReading, name: str) -> Place:
    """Return where a stream enters."""
    block = read.spec.top_down_used.get(name) or read.spec.demand[name]
    return read.ranks.tracks.index(block.track), order(read.spec, block.track).index(block.entry)


def _by_space(read: WorldReading) -> dict[int, list[str]]:
    """Return the top-down streams by the type of space that they enter."""
    names: dict[int, list[str]] = {}
    for name in sorted(read.spec.top_down_used):
        block = read.spec.top_down_used[name]
        space = read.part(fields, block.track, block.entry)["space"][1]
        names.setdefault(read.ranks.spaces.index(space), []).append(name)
    return dict(sorted(names.items()))
