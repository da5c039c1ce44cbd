"""What a tenant does at the end of a lease's term, while its stage goes on."""

from __future__ import annotations

from enum import IntEnum
from math import exp

from sim.draws.space import free_in_new


class LeaseEnd(IntEnum):
    """What a tenant decides when the term of its lease is over."""

    STAYS = 0
    SHRINKS = 1
    GROWS = 2
    COMPARES = 3
    """It looks at all parks, and goes to the one that it draws, which may be its own."""


def lease_end(u: float, shrinks: float, grows: float, compares: float) -> tuple[LeaseEnd, float]:
    """Return what a tenant decides, by a uniform number `u`, and the uniform number left of it.

    The shares apply one after the other: `shrinks` of all, `grows` of those who do not shrink,
    `compares` of those who are left; the others stay.
    """
    if u < shrinks:
        return LeaseEnd.SHRINKS, u / shrinks
    u = (u - shrinks) / (1.0 - shrinks)
    if u < grows:
        return LeaseEnd.GROWS, u / grows
    u = (u - grows) / (1.0 - grows)
    if u < compares:
        return LeaseEnd.COMPARES, u / compares
    return LeaseEnd.STAYS, u


def appeal(
    weight: float,
    capacity: int,
    leased: int,
    added: int,
    vacancy_pull: float,
    newness_pull: float,
    rent_pull: float,
    rent: float,
) -> float:
    """Return how likely a park is drawn, relative to the others: a multinomial logit.

    weight × exp(vacancy_pull × vacancy + newness_pull × newness + rent_pull × rent), of the pool of
    the stage's own type there: vacancy is its share that is free, newness the share `added` since
    the start, `rent` the logarithm of what it costs there, in multiples of what is usual.
    Where nothing stands it is 0. McFadden, "Conditional logit analysis of qualitative choice
    behavior" (1974).
    """
    if capacity <= 0:
        return 0.0
    vacancy, newness = (capacity - leased) / capacity, min(added, capacity) / capacity
    return weight * exp(vacancy_pull * vacancy + newness_pull * newness + rent_pull * rent)


def tier(
    new: bool, leased_new: int, weight: float, capacity: int, leased: int, added: int
) -> tuple[float, int, int, int]:
    """Return what `appeal` is told of the new, or the old, buildings of a park instead of all.

    They have its weight × their share of what stands there, and their own vacancy; of the pool
    `leased_new` is let in new buildings.
    """
    standing_new = min(added, capacity)
    free_new = free_in_new(capacity - leased, added, leased_new)
    stands, free = standing_new, free_new
    if not new:
        stands, free = capacity - standing_new, capacity - leased - free_new
    if stands <= 0:
        return 0.0, 0, 0, 0
    return weight * (stands / capacity), stands, stands - free, stands if new else 0
