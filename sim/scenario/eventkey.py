"""The order of events at one instant, packed into an integer that fits 63 bits with its tick.

Order is by content: (tick, kind, entity, number, stage, ordinal). Ids enter by rank.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sim.scenario.plan import Plan, to_ticks

_BITS = 63
KIND_BITS = 3
_MOST_WISHES = 1 << 10
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


class TooLargeError(ValueError):
    """The scenario has more companies, wishes or ticks than an event key can tell apart."""


def _tenants(plan: Plan) -> list[float]:
    """Return the mean number of opening tenants of each pool, at the smallest mean area."""
    counts = []
    for pool, occupied in enumerate(plan.occupied):
        found = plan.candidates[pool // len(plan.parks)]
        means = [plan.chains[plan.streams[c.stream].track][c.position].area.mean for c in found]
        counts.append(occupied / max(1.0, min(means, default=1.0)))
    return counts


def _wishes(plan: Plan) -> float:
    """Return the mean number of wishes to expand that one tenancy may have."""
    growths = [chain[-1].growth for chain in plan.chains]
    return max((plan.end / max(1, to_ticks(g.every.mean)) for g in growths if g), default=0.0)


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
        wishes = int(2 * _wishes(plan) + 100)
        if wishes >= _MOST_WISHES:
            raise TooLargeError(
                f"{wishes} wishes to expand in one tenancy are more than {_MOST_WISHES}"
            )
        stage, ordinal = len(plan.stages).bit_length(), wishes.bit_length()
        entity = len(plan.entities).bit_length()
        tick = plan.end.bit_length()
        number = _BITS - tick - KIND_BITS - entity - stage - ordinal
        # Twice the mean and a thousand: a Poisson count does not come near it.
        outside = [2 * max(p.cdmo, p.self_build, p.no_space, p.building) for p in plan.pipeline]
        most = 2 * max([s.arrivals[-1] for s in plan.streams] + _tenants(plan) + outside) + 1000
        if number < 1 or most >= 1 << number:
            raise TooLargeError(
                f"{most:.0f} companies in one stream need {int(most).bit_length()} bits, "
                f"{max(number, 0)} are left beside {tick} for time, {entity} for ids"
            )
        return cls(number, stage, entity, ordinal)

    def pack(self, kind: EventKind, entity: int, number: int, stage: int, ordinal: int) -> int:
        """Return the key of an event within its tick; keys compare as the tuples do."""
        if number >> self.number_bits or ordinal >> self.ordinal_bits:
            raise TooLargeError(f"company {number}, request {ordinal} is beyond the event key")
        key = (kind << self.entity_bits) | entity
        key = (key << self.number_bits) | number
        key = (key << self.stage_bits) | stage
        return ((key << self.ordinal_bits) | ordinal) + _RESERVED
