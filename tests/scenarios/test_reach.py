"""What the baseline's futures must reach of the years that were seen: docs/baseline.md, 2.

The futures are those of the set that it names, all of them, so that the medians are what they are;
`sampling` says how far they could lie off with another set of as many.
"""

from __future__ import annotations

from functools import cache
from math import sqrt
from pathlib import Path

import pytest

from sim import Scenario, backtest
from sim.experiments.past.answer import PastAnswer
from sim.experiments.past.bands import Band, PastRow

ROOT = Path(__file__).parents[2]
FUTURES = 308
SPREAD = 3.29
"""Width of the middle nine tenths of a normal law in its standard deviations."""

pytestmark = pytest.mark.full


@cache
def past() -> PastAnswer:
    scenario = Scenario.load(ROOT / "scenarios" / "baseline.yaml")
    return backtest(scenario, ROOT / "history" / "shanghai.yaml", FUTURES).answer


def row(name: str) -> PastRow:
    (found,) = (row for row in past().rows if row.id == name)
    return found


def kept(name: str) -> Band:
    band = row(name).accepted
    assert band is not None
    return band


def sampling(band: Band) -> float:
    """Two standard errors of the median of so many draws of a law as wide as the band."""
    return 2 * 1.25 * (band.high - band.low) / SPREAD / sqrt(FUTURES)


def test_it_plays_the_whole_set() -> None:
    assert past().grounded == FUTURES


@pytest.mark.parametrize("name", ["ind-2021", "ind-2022", "ind-2023"])
def test_drugs_enter_the_clinic_as_they_did(name: str) -> None:
    """Each median within a tenth of what was seen."""
    assert kept(name).middle == pytest.approx(row(name).value, rel=0.10)


def test_as_many_are_approved_and_not_far_more_in_any_year() -> None:
    assert 5 <= kept("approvals-2021-25").middle <= 8
    for year in range(2021, 2026):
        found = row(f"approvals-{year}")
        assert found.reading == "inside", year
        assert kept(found.id).high <= 14, year


@pytest.mark.parametrize("name", ["jll-rise", "colliers-rise"])
def test_parks_empty_as_far_as_one_broker_saw(name: str) -> None:
    """The median within four points of what was seen, the band at most twenty wide."""
    band = kept(name)
    assert abs(band.middle - row(name).value) <= 0.04 + sampling(band)
    assert band.high - band.low <= 0.20


def test_medicine_took_as_much_and_far_less_in_the_bust() -> None:
    """Absorbed in 2021 within a third; two years later at most 40 % of it."""
    assert kept("absorption-2021").middle == pytest.approx(row("absorption-2021").value, rel=1 / 3)
    assert kept("take-up-2023").middle <= 0.4


@pytest.mark.parametrize("name", ["factory-2025-lingang", "factory-2025-dongjiu"])
def test_factories_are_let_as_a_portfolio_is(name: str) -> None:
    band = kept(name)
    assert 0.84 <= band.middle <= 0.96
    assert band.high - band.low <= 0.20


def test_a_tenth_of_the_ranges_agrees_with_all_that_was_fitted_at_once() -> None:
    reach = past().reach
    assert reach is not None
    assert reach.drawn >= 0.10
    assert reach.accepted > reach.drawn
