"""What was let before the clock, and what of it is left when it opens."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest

from sim.model.log import Log, What
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
