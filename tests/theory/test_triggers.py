"""When triggers decide, and what a retirement gets, against closed forms.

Units fill up for good, so that n of them are let by the end of month k if the Poisson process has
counted n: the first of m month ends at which vacancy lies under x is month k with probability
P(N(λk) > (1 − x)·C) − P(N(λ(k − 1)) > (1 − x)·C), and the decision comes m − 1 months later.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import stats

from sim.model.log import Log, What
from sim.scenario.values.dates import MONTH
from tests.play import play, scenario
from tests.theory.sampling import column, near

TRIGGERED = Path(__file__).parent / "triggered.yaml"
CAPACITY, RATE, MONTHS = 100, 5.0, 3


def decided(log: Log) -> np.ndarray:
    """(month of the decision, months to the start) of each lot, [lot, 2]."""
    rows = log.rows[log.rows[:, 1] == What.DECIDED]
    return np.stack([rows[:, 0], rows[:, -1] - rows[:, 0]], axis=1) / MONTH


def test_the_first_decision_waits_for_a_poisson_count() -> None:
    found = column(play(scenario(TRIGGERED), decided))
    least = int(0.6 * CAPACITY) + 1
    for month in (10, 11, 12, 13, 14, 15, 16):
        crossed = float(stats.poisson.sf(least - 1, RATE * month))
        near(f"decided by {month}", found[:, 0, 0] <= month + MONTHS - 1, crossed)


def test_the_count_starts_anew_after_each_decision() -> None:
    found = column(play(scenario(TRIGGERED), decided))
    assert (np.diff(found[:, :, 0], axis=1) == MONTHS).all()


def test_leads_follow_their_law() -> None:
    leads = column(play(scenario(TRIGGERED), decided))[:, :, 1]
    near("lead", leads.mean(axis=1), 4.0)
    near("variance of a lead", ((leads - 4.0) ** 2).mean(axis=1), 4.0)
    assert abs(np.corrcoef(leads[:, 0], leads[:, 1])[0, 1]) < 0.2


def test_over_waits_for_the_units_that_fell_vacant() -> None:
    """100 tenants leave after exponential stays: more than 30 units are vacant at a month end."""
    changes = {
        "stock.unit.occupied": "100%",
        "stages.work.duration": {"exponential": "30 months"},
        "demand.firms.rate": "0.001 per year",
        "supply.halls.lots": 1,
        "supply.halls.start": {
            "trigger": {"space": "unit", "vacancy": {"over": "30%"}, "months": 1}
        },
    }
    found = column(play(scenario(TRIGGERED, changes), decided))[:, 0, 0]
    for month in (9, 10, 11, 12, 13):
        gone = stats.binom(CAPACITY, -np.expm1(-month / 30))
        near(f"decided by {month}", found <= month, float(gone.sf(30)))


def test_a_retirement_gets_what_falls_vacant_in_its_time() -> None:
    """Each of the tenants leaves within it with probability 1 − exp(−T/μ)."""
    changes = {
        "stock.unit.occupied": "100%",
        "stages.work.duration": {"exponential": "30 months"},
        "supply": {},
        "retirements.old": {
            "area": "100 m²",
            "basis": "lettable",
            "space": "unit",
            "park": "here",
            "start": "2024-03",
            "vacate_within": "1 year",
        },
    }

    def retired(log: Log) -> int:
        return int(log.rows[log.rows[:, 1] == What.REBUILD, -2].sum())

    found = column(play(scenario(TRIGGERED, changes), retired))
    assert found.max() <= CAPACITY
    share = -np.expm1(-12 / 30)
    near("retired", found, CAPACITY * share)
    near("variance", (found - CAPACITY * share) ** 2, CAPACITY * share * (1 - share))


def test_as_many_stand_in_as_do_not_begin() -> None:
    """Each of three lots is dropped with probability 30 %, and another is decided for it."""
    changes = {
        "supply.halls.start": "2024-12",
        "supply.halls.pause": {
            "space": "unit", "vacancy": {"under": "100%"}, "months": 1,
            "follows": "30%", "for_at_most": "1 month", "then": "drop",
        },
        "supply.other": {
            "area": "60 m²", "basis": "lettable", "lettable": "100%", "parks": {"here": "100%"},
            "mix": {"unit": "100%"}, "lots": 3, "start": {"instead_of": "halls"},
            "construction": "1 month",
        },
    }  # fmt: skip
    found = column(play(scenario(TRIGGERED, changes), built))
    near("stand in", found[:, 1], 3 * 0.3)
    near("variance", (found[:, 1] - 0.9) ** 2, 3 * 0.3 * 0.7)
    assert (found.sum(axis=1) == 3).all()


def built(log: Log) -> np.ndarray:
    """Lots of halls and of what stands in for them that came under construction."""
    rows = log.rows[log.rows[:, 1] == What.CONSTRUCTION]
    names = [log.plan.entities[rank].partition("/")[0] for rank in rows[:, 2]]
    return np.array([names.count("halls"), names.count("other")])
