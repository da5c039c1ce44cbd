"""Space that opens at a random date: capacity against the convolution of what its date is made of.

A lot is open by t with probability F(t), F the law of start + construction + slip + lag. The sums
are convolved on a grid of a hundredth of a month from SciPy's densities.
"""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy import signal, stats

from sim.measures.counting.levels import POOL
from sim.model.log import Log
from sim.scenario.values.dates import MONTH
from tests.logs import tallied
from tests.play import play, scenario
from tests.theory.laws import LAWS
from tests.theory.sampling import column, near

SUPPLY = Path(__file__).parent / "supply.yaml"
HALLS = yaml.safe_load(SUPPLY.read_text(encoding="utf-8"))["supply"]["halls"]
STEP, END, LOTS = 0.01, 60.0, 20
START = stats.uniform(6, 6)
CONSTRUCTION = stats.triang(0.25, loc=6, scale=12)
SLIP = stats.expon(scale=2)
LAG = stats.uniform(1, 3)
DATES = (20, 22, 24, 26, 28, 30)


def masses(law: stats.rv_continuous) -> np.ndarray:
    """Probability of each grid point: of the step around it."""
    edges = np.arange(-STEP / 2, END + STEP, STEP)
    return np.diff(law.cdf(edges))


def open_by(*laws: stats.rv_continuous) -> np.ndarray:
    """Probability that the sum of independent spans is at most each grid point."""
    total = reduce(lambda a, b: signal.fftconvolve(a, b)[: len(a)], map(masses, laws))
    # A sum that falls on a grid point lies on either side of it alike.
    return np.cumsum(total) - total / 2


def at(curve: np.ndarray, month: float) -> float:
    """Value of a curve at a month."""
    return float(curve[round(month / STEP)])


def capacity(log: Log) -> np.ndarray:
    """Open at each month's end, m²."""
    return tallied(log).capacity_end[:, 0]


def test_capacity_follows_the_convolution() -> None:
    found = column(play(scenario(SUPPLY), capacity))
    curve = open_by(START, CONSTRUCTION, SLIP, LAG)
    for month in DATES:
        opened, mean = found[:, month - 1], LOTS * at(curve, month)
        near(f"mean at {month} months", opened, mean)
        # Lots open independently of each other: binomial.
        near(f"variance at {month} months", (opened - mean) ** 2, mean * (1 - mean / LOTS))


@pytest.mark.parametrize("law", LAWS)
def test_works_under_way_are_as_old_as_is_known(law: str) -> None:
    """Begun 3.5 months ago and not open: P(open by t) = 1 − S(3.5 + t)/S(3.5)."""
    construction, survival = LAWS[law]
    changes = {
        "supply.halls.start": "2023-09-16",
        "supply.halls.construction": construction,
        "supply.halls.slip": "0 months",
        "supply.halls.lag": "0 months",
    }
    found = column(play(scenario(SUPPLY, changes), capacity))
    for month in (1, 3, 5, 8):
        opened, mean = found[:, month - 1], LOTS * (1 - survival(3.5 + month) / survival(3.5))
        if mean in (0, LOTS):
            assert (opened == mean).all()
        else:
            near(f"{law}: open {month} months later", opened, mean)


def test_what_is_known_falls_on_the_slip_where_building_cannot_be_so_slow() -> None:
    """Begun five months ago and built in two: an exponential slip goes on as if it began now."""
    changes = {
        "supply.halls.start": "2023-08",
        "supply.halls.construction": "2 months",
        "supply.halls.lag": "0 months",
    }
    found = column(play(scenario(SUPPLY, changes), capacity))
    for month in (1, 2, 4, 8):
        near(f"open {month} months later", found[:, month - 1], LOTS * SLIP.cdf(month))


def test_a_completion_between_dates_is_even_over_what_is_left() -> None:
    dates = ("start", "construction", "slip", "lag")
    halls = {key: value for key, value in HALLS.items() if key not in dates}
    opens = {"between": ["2023-07", "2024-06"]}
    spec = scenario(SUPPLY, {"supply": {"halls": {**halls, "opens": opens}}})
    found = column(play(spec, capacity))
    for month in (1, 3, 5):
        near(f"open after {month} months", found[:, month - 1], LOTS * month / 6)


def test_what_waits_opens_so_much_later() -> None:
    """All stands empty, and 40 % of lots follow a rule that lets them wait six months."""
    pause = {"space": "unit", "vacancy": {"over": "50%"}, "months": 1}
    changes = {
        "stock.unit": {
            "area": "9 m²",
            "basis": "lettable",
            "parks": {"here": "100%"},
            "occupied": "0%",
        },
        "supply.halls.pause": {**pause, "follows": "40%", "for_at_most": "6 months"},
    }
    found = column(play(scenario(SUPPLY, changes), capacity)) - 9
    usual = open_by(START, CONSTRUCTION, SLIP, LAG)
    for month in DATES:
        mean = LOTS * (0.6 * at(usual, month) + 0.4 * at(usual, month - 6))
        near(f"mean at {month} months", found[:, month - 1], mean)


def test_area_under_construction_from_start_to_opening() -> None:
    built = POOL.index("construction")
    found = column(play(scenario(SUPPLY), lambda log: tallied(log).pools[built, :, 0]))
    started = open_by(START)
    opened = open_by(START, CONSTRUCTION, SLIP, LAG)
    share = np.cumsum(started - opened) * STEP
    for month in DATES:
        expected = LOTS * (at(share, month) - at(share, month - 1))
        near(f"under construction in month {month}", found[:, month - 1] / MONTH, expected)


def test_slip_that_all_lots_share_moves_them_together() -> None:
    spec = scenario(
        SUPPLY,
        {
            "supply.halls.slip": "0 months",
            "supply.halls.slip_common": {"exponential": "2 months"},
        },
    )
    found = column(play(spec, capacity))
    own = open_by(START, CONSTRUCTION, LAG)
    weights = masses(SLIP)
    for month in DATES:
        place = round(month / STEP)
        given = own[place::-1]
        slips = weights[: len(given)]
        one, two = float(slips @ given), float(slips @ given**2)
        opened, mean = found[:, month - 1], LOTS * one
        variance = LOTS * one + LOTS * (LOTS - 1) * two - mean**2
        near(f"mean at {month} months", opened, mean)
        near(f"variance at {month} months", (opened - mean) ** 2, variance)


def test_suspended_lots_rest_or_never_open() -> None:
    path, stop = "supply.halls.suspension", {"chance": "30%"}
    rest = {"resume": {"uniform": ["2 months", "8 months"]}}
    found = column(play(scenario(SUPPLY, {path: {**stop, **rest}}), capacity))
    usual = open_by(START, CONSTRUCTION, SLIP, LAG)
    late = open_by(START, CONSTRUCTION, SLIP, LAG, stats.uniform(2, 6))
    for month in DATES:
        mean = LOTS * (0.7 * at(usual, month) + 0.3 * at(late, month))
        near(f"mean at {month} months", found[:, month - 1], mean)
    found = column(play(scenario(SUPPLY, {path: stop}), capacity))
    near("mean at the end", found[:, -1], LOTS * 0.7 * at(usual, 60))
