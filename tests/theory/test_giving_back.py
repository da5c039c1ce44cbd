"""Giving back at a hazard: of what is leased, share × (1 − e^(−H)) is gone."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
from scipy import integrate

from sim.model.log import Log, What
from tests.logs import columns, tallied
from tests.play import play, scenario
from tests.theory.sampling import column, near

CLOSURES = Path(__file__).parent / "closures.yaml"
RATE, AREA, SHARE, R, BUST = 40, 100, 0.3, 0.6 / 12, 4.0
GIVING = {
    "stock.lab.occupied": "0%",
    "stock.plant.occupied": "0%",
    "stages.research": {
        "space": "lab",
        "basis": "lettable",
        "area": f"{AREA} m²",
        "duration": "10 years",
        "gives_back": {"rate": "60% per year", "share": f"{SHARE:.0%}"},
        "answers": {"funding": {"gives_back": -2}},
    },
}


def hazard(time: float) -> float:
    """∫ of the hazard from the start of the clock to a month."""
    return R * (time + (BUST - 1) * min(max(time - 12, 0), 12))


def leased(time: float) -> float:
    """What those lease who have come up to a month."""

    def left(since: float) -> float:
        return 1 - SHARE * (1 - exp(hazard(since) - hazard(time)))

    whole, _ = integrate.quad(left, 0, time, points=[t for t in (12, 24) if t < time] or None)
    return float(RATE * AREA * whole)


def test_what_is_left_of_leases_is_what_the_hazard_leaves() -> None:
    spec = scenario(CLOSURES, GIVING)
    found = column(play(spec, lambda log: tallied(log).leased_end[:, 0]))
    for month in (5, 11, 17, 23, 35):
        near(f"leased in month {month}", found[:, month], leased(month + 1))


def test_nobody_gives_back_twice_and_all_give_the_share() -> None:
    def parts(log: Log) -> np.ndarray:
        at = columns(log.rows)
        given = at["what"] == What.REDUCED
        numbers = at["number"][given]
        assert len(set(numbers.tolist())) == len(numbers)
        assert set(at["area"][given].tolist()) == {int(SHARE * AREA)}
        assert (at["tick"][given] < log.plan.end).all()
        return np.array([len(numbers), (at["what"] == What.GRANTED).sum()])

    found = column(play(scenario(CLOSURES, GIVING), parts))
    given, _ = integrate.quad(lambda s: 1 - exp(hazard(s) - hazard(36)), 0, 36, points=[12, 24])
    near("parts given back", found[:, 0], RATE * given)
    near("leases", found[:, 1], RATE * 36)
