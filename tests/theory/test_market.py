"""An answer to vacancy: who comes at a rate of the state is a chain of births and deaths."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest

from sim.measures.counting.levels import POOL
from sim.model.log import Log, What
from sim.scenario.values.dates import MONTH
from tests.logs import columns, tallied
from tests.play import play, scenario
from tests.theory.sampling import near

QUEUE = Path(__file__).parent / "queue.yaml"
ENDLESS = Path(__file__).parent / "endless.yaml"
UNITS, RATE, SHARE, USUAL, PULL = 7, 6.0, 0.5, 0.3, -2.5
SHARED = {
    "clock": {"start": "2024-01", "end": "2043-12"},
    "spaces.unit.max_waiting": 0,
    "stock.unit.area": f"{UNITS} m²",
    "demand.firms.rate": f"{RATE} per month",
    "stages.work.route": {"elsewhere": f"{SHARE:%}"},
}
ANSWER = {"stages.work.market": {"usual": f"{USUAL:%}", "elsewhere": PULL}}


def births_and_deaths() -> float:
    """Mean number present: each leaves once a month, those who come stay by vacancy.

    Kleinrock, Queueing Systems I (1975), 3.1.
    """
    vacancy = 1 - np.arange(UNITS) / UNITS
    come = RATE * (1 - np.minimum(1.0, SHARE * np.exp(PULL * (vacancy - USUAL))))
    weights = np.cumprod([1.0, *(come / np.arange(1, UNITS + 1))])
    return float((np.arange(UNITS + 1) * weights).sum() / weights.sum())


def let(log: Log) -> float:
    """Leased on average after two years, m²."""
    return float(tallied(log).pools[POOL.index("leased"), 24:].mean()) / MONTH


def holds(**changes: object) -> None:
    near("leased", play(scenario(QUEUE, SHARED | changes), let), births_and_deaths())


def test_who_comes_by_vacancy_is_let_as_in_the_chain() -> None:
    holds(**ANSWER)


def test_the_chain_is_another_one_without_the_answer() -> None:
    """The planted defect: the share that goes elsewhere is as stated at any vacancy."""
    with pytest.raises(AssertionError, match="leased"):
        holds()


@pytest.mark.parametrize("number", [0, 2, -2])
def test_areas_in_an_empty_city(number: float) -> None:
    """All stands empty where half is usual: areas are e^(number / 2) times as large."""
    changes = {
        "stages.work.area": "1000 m²",
        "stages.work.market": {"usual": "50%", "area": number},
        "stock.unit.area": "1000000000 m²",
    }

    def asked(log: Log) -> float:
        rows = columns(log.rows)
        return float(rows["area"][rows["what"] == What.ASKED].mean())

    areas = play(scenario(ENDLESS, changes), asked, 2)
    assert areas == pytest.approx([1000 * exp(number / 2)] * 2, rel=5e-3)
