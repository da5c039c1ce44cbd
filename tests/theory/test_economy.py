"""Output of a city in balance: rate × P(lease) × E[∫ maturity over the stay] × area × density.

With m(s) = min(1, s ÷ r) the integral over a stay T is T² ÷ 2r up to T = r, and T − r/2 beyond.
The opening must give that from the first month on (`sim.measures.counting.maturity`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.measures.counting import accounts as accounts_module
from sim.measures.counting.maturity import STEPS, WHOLE
from sim.measures.economy.yearly import economy
from tests.logs import tallied
from tests.play import play, scenario
from tests.theory.sampling import column, near

STATIONARY = Path(__file__).parent / "stationary.yaml"
DENSITY, RAMP = 1000.0, 4.0
# Stays of drugs are even from 2 to 8 months, of devices 10 months.
DRUG = ((4**3 - 2**3) / (6 * RAMP) + (8 - 4) * (4 + 8) / 2 - RAMP / 2 * (8 - 4)) / 6
DEVICE = 10 - RAMP / 2
EXPECTED = (2 * DRUG + 1 * DEVICE) * DENSITY
"""Two drug plants of 1 m² and one device plant start in leased space every month."""

ECONOMY = {
    "output": {"plant": {"density": "1000 元/m²", "basis": "lettable", "ramp": "4 months"}},
    "jobs": {"plant": {"area": "0.5 m²/人", "basis": "lettable"}},
}


def check() -> None:
    spec = scenario(STATIONARY, {"economy": ECONOMY})

    def by_year(log):
        lines = economy([tallied(log, spec)], log.plan)
        return [*lines["output"][0], *lines["jobs"][0]]

    found = column(play(spec, by_year))
    for index, year in enumerate((2024, 2025)):
        near(f"output in {year}", found[:, index], EXPECTED)
        near(f"jobs in {year}", found[:, 2 + index], (2 * 5 + 1 * 10) / 0.5)


def test_output_and_jobs_of_a_city_in_balance() -> None:
    assert pytest.approx(14_111.11, abs=0.01) == EXPECTED
    check()


def test_an_opening_that_is_all_mature_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The year that follows would then look like a decline that is none."""
    monkeypatch.setattr(accounts_module, "after_opening", lambda stay, ramp: (WHOLE, *[0] * STEPS))
    with pytest.raises(AssertionError):
        check()
