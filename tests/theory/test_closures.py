"""Closures at a hazard: e^(−H) of a cohort is left, and with closures a city opens in balance."""

from __future__ import annotations

from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

from sim.model.log import Ending, Log, What
from sim.scenario.plan.balance import balance
from sim.scenario.plan.compile import compile_plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from tests.logs import columns, tallied
from tests.play import play, scenario
from tests.theory.sampling import column, near

CLOSURES = Path(__file__).parent / "closures.yaml"
RATE, C, BUST = 40, 0.9 / 12, 4.0
FIT_OUT = 2
RESEARCH = stats.gamma(1 / 0.49, scale=12 * 0.49)
_SIGMA = log(1.25)
MAKE = stats.lognorm(_SIGMA**0.5, scale=15 / 1.25**0.5)
THROUGH = float(RESEARCH.expect(lambda x: np.exp(-C * x)))
"""Of those who begin research, what part ends it, where nothing changes."""


def hazard(time: float) -> float:
    """∫ of the hazard from the start of the clock to a month, before it too."""
    return C * (time + (BUST - 1) * min(max(time - 12, 0), 12))


def in_stage(law: object, time: float) -> float:
    """How many are in a stage at a month, for each that comes to it a month."""

    def left(age: float) -> float:
        return float(law.sf(age)) * exp(hazard(time - age) - hazard(time))  # type: ignore[attr-defined]

    return float(integrate.quad(left, 0, 200, points=[max(time - 12, 0.1)], limit=400)[0])


LABS = RATE * in_stage(RESEARCH, 0)
PLANTS = RATE * THROUGH * (FIT_OUT + in_stage(MAKE, 0))


def closing(**changes: object) -> Spec:
    occupied = {
        "stock.lab.occupied": f"{LABS * 100 / 1e6:.4%}",
        "stock.plant.occupied": f"{PLANTS * 100 / 1e6:.4%}",
    }
    dotted = {path.replace("__", "."): value for path, value in changes.items()}
    return scenario(CLOSURES, occupied | dotted)


YEARS = ((0, 12), (12, 24), (24, 36))


def leased(log: Log) -> np.ndarray:
    """Tenants of labs and of plants at month ends."""
    return tallied(log).leased_end / 100


def test_a_city_with_closures_opens_in_balance() -> None:
    """Tenants, the rest of their stays and the flow into the next stage are as they were."""
    found = column(play(closing(cycles__funding={"steps": {"2025-01": 1}}), leased))
    for month in (1, 6, 12, 24, 35):
        near(f"labs let in month {month}", found[:, month, 0], LABS)
        near(f"plants let in month {month}", found[:, month, 1], PLANTS)


def test_check_finds_it_in_balance() -> None:
    labs, plants = balance(compile_plan(closing()))
    assert labs.ratio == pytest.approx(1, abs=1e-3)  # of whole m²
    assert plants.ratio == pytest.approx(1, abs=1e-3)


def test_a_bust_leaves_of_a_cohort_what_its_hazard_leaves() -> None:
    found = column(play(closing(), leased))
    for month in (6, 11, 15, 20, 23, 29, 35):
        near(f"labs let in month {month}", found[:, month, 0], RATE * in_stage(RESEARCH, month + 1))


def test_closures_come_at_the_hazard_of_those_in_the_stage() -> None:
    def closed(log: Log) -> list[int]:
        at = columns(log.rows)
        ended = (at["what"] == What.STAGE_ENDED) & (at["aux"] == Ending.CLOSED)
        research = at["stage"] == log.plan.stages.index("research")
        ticks = at["tick"][ended & research]
        return [int(((ticks >= a * MONTH) & (ticks < b * MONTH)).sum()) for a, b in YEARS]

    found = column(play(closing(), closed))
    for i, (a, b) in enumerate(YEARS):
        rate = C * (BUST if a == 12 else 1)
        expected, _ = integrate.quad(lambda t: in_stage(RESEARCH, t), a, b)
        near(f"closures from {a} to {b}", found[:, i], RATE * rate * expected)
