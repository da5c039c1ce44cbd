"""Faults of who asked before the clock: in SimPy's engine, or in what the compiled one reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.kernel.packing.pack import Packed
from sim.model import opening
from sim.model.city import City
from sim.model.company import Company
from tests.kernel.engines import Disagreement
from tests.kernel.search import search
from tests.kernel.test_faults import EXAMPLES, SEED, Patch, misread


@misread
def nothing_was_let_ahead(packed: Packed) -> None:
    packed.starts["lots"]["let_ahead"] = 0.0


def who_was_let_ahead_may_be_anywhere_in_the_stage_before(patch: Patch) -> None:
    rest = Company.rest

    def fault(self: Company, *of: Any, longest: float = 0.0, **more: Any) -> int:
        return rest(self, *of, **more)

    patch.setattr(Company, "rest", fault)


def who_was_let_ahead_begins_its_lease_at_the_opening(patch: Patch) -> None:
    place = opening._place_midway

    def fault(city: City, company: Company, *where: Any) -> None:
        place(city, company, *where)
        company.midway = False

    patch.setattr(opening, "_place_midway", fault)


PLANTED = [
    nothing_was_let_ahead,
    who_was_let_ahead_may_be_anywhere_in_the_stage_before,
    who_was_let_ahead_begins_its_lease_at_the_opening,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found(
    monkeypatch: Patch, tmp_path: Path, plant: Callable[[Patch], None]
) -> None:
    monkeypatch.setenv("ZHIZAO_DISAGREEMENTS", str(tmp_path))
    plant(monkeypatch)
    with pytest.raises(Disagreement):
        search(SEED, EXAMPLES, smallest=False)
