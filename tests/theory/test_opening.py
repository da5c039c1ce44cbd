"""A stationary scenario stays stationary: its opening is a state in mid-life, not a start."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.draws.routes import Route
from sim.measures.counting.levels import POOL
from sim.measures.counting.tally import TRACK
from sim.model.log import Log, What
from sim.scenario.values.dates import MONTH
from tests.logs import columns, tallied
from tests.play import play, scenario
from tests.theory.sampling import column, near

STATIONARY = Path(__file__).parent / "stationary.yaml"
DRUG, LAB, PLANT = 1, 0, 1
POOLS = {"labs east": 20, "labs west": 20, "plants east": 13, "plants west": 13}
DATES = (0, 1, 3, 6, 12, 23)
OUTSOURCED = 5


def levels(log: Log) -> np.ndarray:
    """By month: leased by pool, by drug companies in labs and plants, and the outsourced."""
    counted = tallied(log)
    pools = counted.pools[POOL.index("leased")] / MONTH
    drugs = counted.tracks[TRACK.index("leased"), :, :, DRUG] / MONTH
    return np.column_stack([pools, drugs, outsourced(log)])


def outsourced(log: Log) -> np.ndarray:
    """Companies at a contract manufacturer, or housed by their firm, at the end of each month."""
    rows = columns(log.rows)
    away = np.isin(rows["aux"], (Route.CDMO, Route.HOUSED))
    came = (rows["what"] == What.STARTED) & away
    names = rows["entity"] << 32 | rows["number"]
    left = np.isin(names, names[came]) & (rows["what"] == What.STAGE_ENDED)
    left &= rows["stage"] == log.plan.stages.index("make")
    change = np.zeros(log.plan.months)
    np.add.at(change, rows["tick"][came] // MONTH, 1)
    np.add.at(change, rows["tick"][left] // MONTH, -1)
    return change.cumsum()


@pytest.mark.parametrize("route", ["cdmo", "housed"])
def test_space_in_use_and_companies_outside_keep_their_mean(route: str) -> None:
    found = column(play(scenario(STATIONARY, {"stages.make.route": {route: "20%"}}), levels))
    expected = {**POOLS, "drugs in labs": 24, "drugs in plants": 14, "outsourced": OUTSOURCED}
    for date in DATES:
        for i, (what, mean) in enumerate(expected.items()):
            near(f"{what} in month {date}", found[:, date, i], mean)
        # No other company's luck bears on who is outsourced: their number is Poisson.
        deviation = found[:, date, -1] - OUTSOURCED
        near(f"variance of outsourced in month {date}", deviation**2, OUTSOURCED)
