"""Faults of firms with several lines, in what the compiled engine reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.kernel.packing.pack import Packed
from tests.kernel.engines import Disagreement
from tests.kernel.search import search
from tests.kernel.test_faults import EXAMPLES, SEED, Patch, misread


@misread
def a_firm_is_one_line(packed: Packed) -> None:
    packed.arrays["stage_records"]["lines"] = 1.0


@misread
def further_lines_need_no_room(packed: Packed) -> None:
    packed.arrays["stage_records"]["lines_area"] = 0.0


PLANTED = [a_firm_is_one_line, further_lines_need_no_room]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found(
    monkeypatch: Patch, tmp_path: Path, plant: Callable[[Patch], None]
) -> None:
    monkeypatch.setenv("ZHIZAO_DISAGREEMENTS", str(tmp_path))
    plant(monkeypatch)
    with pytest.raises(Disagreement):
        search(SEED, EXAMPLES, smallest=False)
