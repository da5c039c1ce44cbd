"""What was let before the clock, and what of it is left when it opens."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest

from sim.model.log import Log, What
from sim.scenario.values.dates import MONTH
from tests.play import play, scenario
from tests.theory.sampling import column, near

AHEAD = Path(__file__).parent / "ahead.yaml"
LET, FAILS = 200, 0.4
OPENS = 12
"""Months until the opening."""
STAYS = {
    # what is left of an exponential stay is like the whole
    "exponential": ({}, 1 - exp(-OPENS / 6)),
    # they asked within the last 20 months of 30, and nobody knows when
    "late in a stay": (
        {"stages.research.duration": "30 months", "stages.make.look_ahead": "20 months"},
        OPENS / 20,
    ),
    # anywhere in the stay, as nobody asks ahead
    "nobody asks ahead": (
        {"stages.research.duration": "30 months", "stages.make.look_ahead": "0 months"},
        OPENS / 30,
    ),
}


def kept(log: Log) -> list[int]:
    """What was let, how much of it to drug companies, and what is granted of it at the opening."""
    rows = log.rows[log.rows[:, 1] == What.PENDING]
    drugs = rows[:, 4] == log.plan.tracks.index("drug")
    granted = log.rows[log.rows[:, 1] == What.GRANTED]
    served = np.isin(rows[:, 7], granted[:, 7])
    return [len(rows), int(drugs.sum()), int(served.sum())]


@pytest.mark.parametrize("stay", STAYS)
def test_who_fails_before_the_opening_gives_back_what_was_let(stay: str) -> None:
    changes, ended = STAYS[stay]
    let, drugs, granted = column(play(scenario(AHEAD, changes), kept)).T
    assert (let == LET).all()
    near("companies of the larger stream", drugs, LET * 3 / 4)
    near("still there at the opening", granted, LET * (1 - FAILS * ended))


def ends_of_leases(log: Log) -> list[int]:
    """How many laboratories have been given back in part a year on, of those of the opening."""
    rows = log.rows[(log.rows[:, 1] == What.REDUCED) & (log.rows[:, 0] < OPENS * MONTH)]
    return [len(log.rows[log.rows[:, 1] == What.OPENED]), len(rows)]


def test_leases_of_who_was_let_ahead_are_met_midway() -> None:
    """Of leases of 6 and of 42 months, 7 of 8 that are met are of 42, with an even rest."""
    changes = {
        "stock.lab": {"area": f"{2 * LET} m²", "basis": "lettable", "occupied": "100%"}
        | {"parks": {"here": "100%"}},
        "stages.research.area": "2 m²",
        "stages.research.duration": "forever",
        "stages.research.lease": {
            "term": {"discrete": [["6 months", "50%"], ["42 months", "50%"]]},
            "shrinks": "100%",
            "shrinks_by": "50%",
        },
    }
    opened, ended = column(play(scenario(AHEAD, changes), ends_of_leases)).T
    assert (opened == LET).all()
    near("leases that end within a year", ended, LET * (1 / 8 + 7 / 8 * OPENS / 42))
