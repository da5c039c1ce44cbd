"""Arrivals at a changing rate: counts by month are Poisson with the integral of the rate.

The integrals are taken by quadrature of rates written out here, month 0 being March 2024.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy import integrate

from sim.model.log import Log, What
from sim.scenario.values.dates import MONTH
from tests.logs import columns
from tests.play import play, scenario
from tests.theory.sampling import column, near, near_counts

ARRIVALS = Path(__file__).parent / "arrivals.yaml"
MONTHS = 60


def straight(*points: tuple[float, float]) -> Callable[[float], float]:
    """A broken line through points, constant outside."""
    months, values = zip(*points, strict=True)
    return lambda t: float(np.interp(t, months, values))


# 16 March is the 15th day after the 1st of a month of 31: 15/31 of a month later.
STEP = 36 + 15 / 31
FUNDING = straight((10, 1.0), (22, 0.4), (40, 1.6))
RATES: dict[str, Callable[[float], float]] = {
    "grows": lambda t: 2 * 1.2 ** (t / 12),
    "steps": lambda t: 2 * (1 if t < 6 else 0.5 if t < STEP else 2),
    "straight": straight((0, 0), (60, 4)),
    "compounds": lambda t: 2 * 1.3 ** (min(max(t - 12, 0), 24) / 12),
    "cycles": lambda t: 2 * 0.9 ** (t / 12) * FUNDING(t) * (1.5 if t >= 28 else 1),
}


def monthly(log: Log) -> np.ndarray:
    """Arrivals by stream and month."""
    rows = columns(log.rows)
    table = []
    for stream in RATES:
        came = (rows["what"] == What.ARRIVED) & (rows["entity"] == log.plan.entities.index(stream))
        table.append(np.bincount(rows["tick"][came] // MONTH, minlength=MONTHS))
    return np.stack(table)


def expected(stream: str) -> np.ndarray:
    """Mean arrivals by month."""
    means = [
        integrate.quad(RATES[stream], m, m + 1, points=(STEP,) if m == 36 else None)[0]
        for m in range(MONTHS)
    ]
    return np.array(means)


def test_counts_by_month() -> None:
    found = column(play(scenario(ARRIVALS), monthly))
    deviations = []
    for i, stream in enumerate(RATES):
        counts, means = found[:, i], expected(stream)
        quarters = counts.sum(axis=0).reshape(-1, 3).sum(axis=1)
        wanted = len(counts) * means.reshape(-1, 3).sum(axis=1)
        near_counts(f"{stream}: by quarter", quarters, wanted, given_total=False)
        deviation = counts - means
        near(f"{stream}: variance ÷ mean", (deviation**2 / means).mean(axis=1), 1)
        near(f"{stream}: next month", (deviation[:, 1:] * deviation[:, :-1]).mean(axis=1), 0)
        deviations.append(deviation)
    near("two streams", (deviations[0] * deviations[1]).mean(axis=1), 0)
