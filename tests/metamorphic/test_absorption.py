"""Net absorption turns negative in a bust without new supply: by closures and by giving back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.model.log import What
from tests.logs import tallied
from tests.play import play, scenario

CLOSURES = Path(__file__).parents[1] / "theory" / "closures.yaml"
FEW = {
    "stock.lab.occupied": "5%",
    "stock.plant.occupied": "0%",
    "demand.firms.rate": "8 per month",
    "demand.firms.cycles": ["funding"],
    "cycles.funding": {"steps": {"2025-01": 0.1, "2026-01": 1}},
    "stages.make.answers": {},
}
LAB = {"space": "lab", "basis": "lettable", "area": "100 m²", "duration": "forever"}
PARTS = {
    "closures": {"closes": "0.5% per year", "answers": {"funding": {"closes": -1.5}}},
    "giving back": {
        "gives_back": {"rate": "2% per year", "share": "40%"},
        "answers": {"funding": {"gives_back": -1.5}},
    },
}


def absorbed(part: dict[str, object]) -> np.ndarray:
    """Change of the leased laboratories in each year of each future, m²."""

    def by_year(leased: np.ndarray) -> np.ndarray:
        return np.diff(leased[[0, 11, 23, 35]])

    def of(log) -> np.ndarray:  # type: ignore[no-untyped-def]
        assert not (log.rows[:, 1] == What.CAPACITY).any()
        return by_year(tallied(log).leased_end[:, 0])

    return np.stack(play(scenario(CLOSURES, FEW | {"stages.research": LAB | part}), of, 8))


def test_a_bust_that_only_stops_arrivals_absorbs_no_less_than_nothing() -> None:
    found = absorbed({})
    assert found.min() >= 0
    assert found[:, 1].max() < found[:, 0].min()


@pytest.mark.parametrize("part", PARTS)
def test_a_bust_that_closes_or_gives_back_absorbs_less_than_nothing(part: str) -> None:
    found = absorbed(PARTS[part])
    assert found[:, 1].max() < 0
    assert found[:, [0, 2]].min() > 0
