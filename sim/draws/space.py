"""What a lease takes of a pool: whole units, ground floors, new buildings, a reserve's limits.

Areas are whole m².
"""

from __future__ import annotations

from sim.scenario.plan.split import cover, part


def whole(area: int, unit: int) -> int:
    """Return the least multiple of `unit` that holds an area."""
    return -(-area // unit) * unit


def heavy_part(area: int, unit: int, share: float, floors: bool) -> int:
    """Return what of an area, taken in whole units, must stand on ground floors.

    It is nothing where `floors` are not told apart: then every floor bears any load.
    """
    return cover(whole(area, unit), share) if floors else 0


def on_ground(area: int, heavy: int, free: int, free_ground: int, floors: bool) -> int:
    """Return what of an area taken now comes from ground floors, of which so much is free.

    That is its heavy part, as far as they are free, and of the rest what is left when upstairs is
    full: light goes upstairs first.
    """
    return max(min(heavy, free_ground), area - (free - free_ground)) if floors else 0


def free_in_new(free: int, added: int, leased_new: int) -> int:
    """Return what of the free area of a pool is in new buildings, of which so much opened.

    What was taken back is old, as far as that was free.
    """
    return min(added - leased_new, free)


def let_ahead(area: int, share: float, unit: int) -> int:
    """Return what of a site was let before the clock, in whole units."""
    ahead = part(area, share)
    return ahead - ahead % unit


def room_of_others(capacity: int, leased: int, reserve: float, leased_by_members: int) -> int:
    """Return what those may lease now for whom no share of a pool is reserved.

    What of the reserve its members do not lease yet stays free for them.
    """
    return capacity - leased - max(0, part(capacity, reserve) - leased_by_members)


def promise_to_others(area: int, promised: int, reserve: float, promised_to_others: int) -> int:
    """Return what of a site they may still be promised: the reserve holds there too."""
    return min(area - promised, area - part(area, reserve) - promised_to_others)
