"""The order of events at one instant, packed into an integer that fits 63 bits with its tick.

Order is by content: (tick, kind, entity, number, stage, ordinal). Ids enter by rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from math import inf, log
from typing import Self

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.plan.laplace import ended
from sim.scenario.plan.plan import Asker, Candidate, Plan
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.limits import LINES, WISHES
from sim.text.words import Words

_BITS = 63
KIND_BITS = 3
_RARE = 18 * log(10)
"""−ln of the chance that is taken for none."""
_TILTS = (1.0, 4.0, 16.0, 64.0, 256.0, 1024.0, 4096.0)
"""Values of st at which the bound is tried."""
_RESERVED = 2
"""Smallest key: SimPy's own priorities 0 and 1 come before every event of the model."""


class EventKind(IntEnum):
    """Kinds of events in the order in which they happen at one instant."""

    CAPACITY = 0
    WITHDRAWAL = 1
    STAGE_END = 2
    MOVE_IN = 3
    SPILL_OVER = 4
    PATIENCE = 5
    EXPANSION = 6
    ARRIVAL = 7


class TooLargeError(ScenarioError):
    """The scenario has more companies, wishes or ticks than an event key can tell apart."""

    @classmethod
    def of(cls, zh: str, en: str) -> Self:
        """Return the error with what is too much, in both languages."""
        return cls([Problem("E551", None, {"detail": Words(zh, en)}, "demand")])


def tenants(plan: Plan) -> list[float]:
    """Return the mean number of opening tenants of each pool, at the smallest mean area."""
    smallest, parks = _smallest(plan, plan.candidates), len(plan.parks)
    return [occupied / smallest[pool // parks] for pool, occupied in enumerate(plan.occupied)]


def let_ahead(plan: Plan) -> dict[int, float]:
    """Return by pool the mean number of companies to whom lots were let, at the smallest area."""
    smallest, parks, numbers = _smallest(plan, plan.askers), len(plan.parks), dict[int, float]()
    for lot in plan.lots:
        for pool, area in lot.cells if lot.let_ahead else ():
            number = lot.let_ahead * area / smallest[pool // parks]
            numbers[pool] = numbers.get(pool, 0.0) + number
    return numbers


def _smallest(plan: Plan, asking: Sequence[Sequence[Candidate | Asker]]) -> list[float]:
    """Return by space type the smallest mean area of those who ask for it, at least 1 m²."""
    smallest = []
    for of_type in asking:
        places = {(plan.streams[one.stream].track, one.position) for one in of_type}
        means = [plan.chains[track][position].area.mean for track, position in places]
        smallest.append(max(1.0, min(means, default=1.0)))
    return smallest


@lru_cache(maxsize=1024)
def _wishes(law: Distribution, months: float) -> float:
    """Return how many wishes to expand one tenancy does not exceed but once in 10¹⁸.

    They come at intervals of a law. Chernoff's bound on a renewal process: P(n intervals X fit
    into t) ≤ e^(st)·E[e^(−sX)]ⁿ.
    """
    left = [(tilt, 1.0 - ended(law, tilt / months)) for tilt in _TILTS]
    bounds = [(tilt + _RARE) / -log(share) for tilt, share in left if 0.0 < share < 1.0]
    return min(bounds, default=inf if left[0][1] else 0.0)


@dataclass(frozen=True, slots=True)
class EventKey:
    """Widths of the parts of a key."""

    number_bits: int
    stage_bits: int
    entity_bits: int
    ordinal_bits: int

    @classmethod
    def of(cls, plan: Plan) -> EventKey:
        """Return the layout for a plan; TooLargeError if companies may not fit."""
        stages = [stage for chain in plan.chains for stage in chain]
        laws = {stage.growth.every for stage in stages if stage.growth}
        laws |= {stage.term for stage in stages if stage.term}
        wishes = max((_wishes(law, plan.end / MONTH) for law in laws), default=0.0) + 1
        if wishes > WISHES:
            raise TooLargeError.of(
                f"一次租用可能有 {wishes:,.0f} 次扩租或租约到期，最多 {WISHES:,} 次",
                f"{wishes:,.0f} wishes to expand, or ends of leases, in one tenancy, at most "
                f"{WISHES:,} are possible",
            )
        stage, ordinal = len(plan.stages).bit_length(), int(wishes).bit_length()
        entity = len(plan.entities).bit_length()
        tick = plan.end.bit_length()
        number = _BITS - tick - KIND_BITS - entity - stage - ordinal
        # Twice the mean and a thousand: a Poisson count does not come near it.
        outside = [
            2 * max(p.housed, p.cdmo, p.self_build, p.no_space, p.building) for p in plan.pipeline
        ]
        met = [*tenants(plan), *outside, *let_ahead(plan).values(), *plan.queue]
        most = 2 * max([s.arrivals[-1] for s in plan.streams] + met) + 1000
        firms = any(stage.lines > 1.0 for chain in plan.chains for stage in chain)
        room = (1 << max(number, 0)) // (LINES if firms else 1)  # their lines have numbers, too
        if number < 1 or not most < room:  # no number is below NaN
            raise TooLargeError.of(
                f"一条需求流可能有 {most:,.0f} 家企业，最多能分辨 {room:,} 家",
                f"{most:,.0f} companies in one stream, {room:,} can be told apart",
            )
        return cls(number, stage, entity, ordinal)

    def pack(self, kind: EventKind, entity: int, number: int, stage: int, ordinal: int) -> int:
        """Return the key of an event within its tick; keys compare as the tuples do."""
        if number >> self.number_bits or ordinal >> self.ordinal_bits:
            raise TooLargeError.of(
                f"第 {number} 家企业的第 {ordinal} 次请求无法分辨",
                f"company {number}, request {ordinal} is beyond the event key",
            )
        key = (kind << self.entity_bits) | entity
        key = (key << self.number_bits) | number
        key = (key << self.stage_bits) | stage
        return ((key << self.ordinal_bits) | ordinal) + _RESERVED
