"""Faults of what rents of parks do, in what the compiled engine reads."""

from __future__ import annotations

from sim.kernel.packing.pack import Packed
from tests.kernel.planting import misread


@misread
def nobody_is_drawn_to_cheap_parks(packed: Packed) -> None:
    packed.arrays["stage_records"]["rent_pull"] = 0.0


@misread
def all_parks_cost_the_same_at_first(packed: Packed) -> None:
    packed.starts["pool_records"]["rent_start"] = 0.0


@misread
def rents_of_parks_stand_still(packed: Packed) -> None:
    packed.starts["rents"]["by_park"] = 0


PLANTED = [
    nobody_is_drawn_to_cheap_parks,
    all_parks_cost_the_same_at_first,
    rents_of_parks_stand_still,
]
