"""Rent in a played market against formulas: it is at rest where vacancy is natural."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest

from sim.measures.months import first_recorded
from sim.measures.tables.series import means
from sim.model.log import Log
from tests.logs import tallied
from tests.play import play, scenario
from tests.theory.sampling import near

MARKET = Path(__file__).parent / "rent.yaml"
NOBODY = {"demand.firms.rate": "0 per month", "stock.lab.occupied": "0%"}


def rents(log: Log) -> np.ndarray:
    return tallied(log).rents[:, 0]


def test_in_an_empty_city_rent_falls_by_the_formula() -> None:
    """Fixed supply, no demand: vacancy is 1, and rent = start × exp(adjustment × (n − 1) × t)."""
    (found,) = play(scenario(MARKET, NOBODY), rents, 1)
    expected = [30 * exp(2 * (0.2 - 1) * month / 12) for month in range(96)]
    assert found.tolist() == pytest.approx(expected, rel=1e-9)


def test_at_natural_vacancy_rent_stays() -> None:
    """20 of 25 let for good, to tenants that never grow: a fifth is vacant, and that is natural."""
    changes = {"demand.firms.rate": "1e-9 per month", "stages.work.duration": "forever"}
    (found,) = play(scenario(MARKET, changes), rents, 1)
    assert found.tolist() == [30.0] * 96


def test_reversion_stops_the_fall_where_both_pulls_are_equal() -> None:
    """x settles at adjustment × (n − 1) ÷ reversion = 2 × −0.8 ÷ 1."""
    (found,) = play(scenario(MARKET, NOBODY | {"rent.lab.reversion": "100%"}), rents, 1)
    assert found[-1] == pytest.approx(30 * exp(-1.6), rel=1e-3)


def test_the_market_comes_to_rest_at_natural_vacancy_and_the_rent_of_the_formula() -> None:
    """Little's law: leased = rate × stay × area(rent) = 80 % of stock, so E[1 ÷ rent] is known.

    Requests arrive at random, so that they see rents as time does.
    """

    def read(log: Log) -> tuple[float, float]:
        tally, first = tallied(log), first_recorded(log.plan)
        area = {name: by[0, first:].sum() for name, by in means([tally], log.plan).items()}
        return float((30 / tally.rents[first:, 0]).mean()), area["leased"] / area["capacity"]

    found = np.array(play(scenario(MARKET), read))
    near("1 ÷ rent", found[:, 0], 25_000 * 0.8 / (40 * 6 * 100))
    near("leased", found[:, 1], 0.8)
