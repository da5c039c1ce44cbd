"""Occupancy without limits: companies come at random, stay by any law, and nobody waits.

From an empty city the number present is Poisson with mean ρ·G(t), G(t) = ∫₀ᵗ P(S > u) du / E[S]
(Takács, Introduction to the Theory of Queues, 1962, 3.2). From an opening with exactly ρ tenants
in mid-stay it keeps the mean ρ, and has the variance ρ·G·(1 − G) of those who are left of them
plus ρ·G of those who came since.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.measures.counting.levels import POOL
from sim.model.log import Log
from sim.scenario.values.dates import MONTH
from tests.logs import tallied
from tests.play import play, scenario
from tests.theory.laws import LAWS, MEAN, passed
from tests.theory.sampling import column, near

ENDLESS = Path(__file__).parent / "endless.yaml"
PRESENT = 20
FULL = {"stock.unit.occupied": "2%"}
DATES = (1, 3, 6, 12)
SEEDS = {law: 500 + i for i, law in enumerate(LAWS)}


def present(log: Log) -> np.ndarray:
    """Let at the end of each month, m²."""
    return tallied(log).leased_end[:, 0]


@pytest.mark.parametrize("law", ["exponential", "constant", "lognormal"])
def test_number_present_from_an_empty_city(law: str) -> None:
    written, survival = LAWS[law]
    found = column(play(scenario(ENDLESS, {"stages.work.duration": written}), present))
    for date in DATES:
        number, mean = found[:, date - 1], PRESENT * passed(survival, date)
        near(f"mean after {date} months", number, mean)
        near(f"variance after {date} months", (number - mean) ** 2, mean)


@pytest.mark.parametrize("law", LAWS)
def test_number_present_from_an_opening_in_mid_stay(law: str) -> None:
    written, survival = LAWS[law]
    spec = scenario(ENDLESS, {**FULL, "stages.work.duration": written, "seed": SEEDS[law]})
    found = column(play(spec, present))
    for date in DATES:
        number, gone = found[:, date - 1], passed(survival, date)
        near(f"mean after {date} months", number, PRESENT)
        variance = PRESENT * gone * (2 - gone)
        near(f"variance after {date} months", (number - PRESENT) ** 2, variance)


def test_parks_occupied_apart_keep_their_own_numbers() -> None:
    """Three of four companies come to the park where three of four tenants are."""
    apart = {
        "parks": {"here": {}, "there": {}},
        "stock.unit.parks": {"here": "50%", "there": "50%"},
        "stock.unit.occupied": "1%",
        "stock.unit.occupied_in": {"here": "3%"},
        "stages.work.parks": {"here": 3, "there": 1},
    }
    found = column(play(scenario(ENDLESS, apart), lambda log: tallied(log).leased_end))
    for date in DATES:
        for park, number in enumerate((15, 5)):
            near(f"mean in park {park} after {date} months", found[:, date - 1, park], number)


def test_opening_with_fit_out_stays_as_it_is() -> None:
    # Fit-out 1 month, then 3 on average, uniform: a quarter of the tenants fit out at any time.
    stay = {
        "stages.work.fit_out": "1 month",
        "stages.work.duration": {"uniform": ["1 month", "5 months"]},
    }
    spec = scenario(ENDLESS, {**FULL, **stay})
    found = column(play(spec, lambda log: tallied(log).pools[:, :, 0] / MONTH))
    for date in (0, 1, 3, 5, 11):
        near(f"leased in month {date}", found[:, POOL.index("leased"), date], PRESENT)
        near(f"in fit-out in month {date}", found[:, POOL.index("fit_out"), date], PRESENT / MEAN)


def test_area_let_when_areas_differ() -> None:
    """Area and stay are independent, so the area let keeps its mean: 20 × 30 m² of 10,000."""
    room = {"stock.unit.area": "10000 m²", "stock.unit.occupied": "6%"}
    area = {"stages.work.area": {"uniform": ["10 m²", "50 m²"]}}
    spec = scenario(ENDLESS, {**room, **area, "stages.work.duration": LAWS["gamma"][0]})
    found = column(play(spec, present))
    for date in DATES:
        near(f"area after {date} months", found[:, date - 1], 30 * PRESENT)
