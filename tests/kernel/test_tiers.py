"""Old and new buildings told apart, where leases end often and new buildings open soon."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from sim.kernel.packing.pack import Packed
from sim.model.log import Log
from sim.model.market import Pool, Request
from tests.kernel.engines import Disagreement
from tests.kernel.features import features
from tests.kernel.planting import Patch, Plant, misread
from tests.kernel.search import search
from tests.strategies import Raw, scenarios, with_tiers

EXAMPLES, AT_MOST = 400, 2500
"""Played to see all of it; tried at most to find a fault, which is found sooner."""
OF_TIERS = {
    "a tenant moves within its park",
    "part of a lease in new buildings given back",
}
"""What only happens where tiers are told apart, which few generated scenarios do."""
SHOWN = (
    *OF_TIERS,
    "a move finds nothing",
    "a move ends with its stage",
    "substitute granted",
    "strict",
    "a renewal takes again and again",
)
"""What must be met while tiers are told apart."""


KIND = scenarios().map(with_tiers)


@misread
def old_and_new_buildings_are_one(packed: Packed) -> None:
    packed.starts["pool_records"]["tiers"] = 0


@misread
def new_buildings_ask_what_old_ones_do(packed: Packed) -> None:
    packed.starts["pool_records"]["rent_new"] = 0.0


def who_draws_new_buildings_takes_any(patch: Patch) -> None:
    fits = Pool.fits

    def fault(self: Pool, request: Request) -> bool:
        return fits(self, replace(request, tied=False))

    patch.setattr(Pool, "fits", fault)


PLANTED: list[Plant] = [
    old_and_new_buildings_are_one,
    new_buildings_ask_what_old_ones_do,
    who_draws_new_buildings_takes_any,
]


@pytest.fixture(autouse=True)
def _folder(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHIZAO_DISAGREEMENTS", str(tmp_path))


@pytest.mark.full
def test_the_engines_agree_and_all_of_it_is_met() -> None:
    shown: Counter[str] = Counter()

    def look(raw: Raw, log: Log) -> None:
        shown.update(features(raw, log))

    search(0, EXAMPLES, look, kind=KIND)
    assert all(shown[name] for name in SHOWN), shown


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found(monkeypatch: Patch, plant: Plant) -> None:
    plant(monkeypatch)
    with pytest.raises(Disagreement):
        search(0, AT_MOST, smallest=False, kind=KIND)
