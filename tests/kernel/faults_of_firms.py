"""Faults of firms with several lines, in what the compiled engine reads."""

from __future__ import annotations

from sim.kernel.packing.pack import Packed
from tests.kernel.planting import misread


@misread
def a_firm_is_one_line(packed: Packed) -> None:
    packed.arrays["stage_records"]["lines"] = 1.0


@misread
def further_lines_need_no_room(packed: Packed) -> None:
    packed.arrays["stage_records"]["lines_area"] = 0.0


PLANTED = [a_firm_is_one_line, further_lines_need_no_room]
