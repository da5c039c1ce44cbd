"""Wishes for more space at exponential intervals: a Poisson number in each tenancy."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.model.log import Log, What
from sim.scenario.values.dates import MONTH
from tests.logs import columns
from tests.play import play, scenario
from tests.theory.sampling import near

GROWTH = Path(__file__).parent / "growth.yaml"
STAY, EVERY = 24, 12


def wishes(log: Log, began: What) -> np.ndarray:
    """Wishes of each tenancy that began in this way and was over by the end."""
    rows = columns(log.rows)
    names = rows["entity"] << 32 | rows["number"]
    whole = (rows["what"] == began) & (rows["tick"] < log.plan.end - STAY * MONTH)
    who = np.unique(names[whole])
    asked = names[(rows["what"] == What.ASKED) & (rows["ordinal"] > 0) & np.isin(names, who)]
    return np.bincount(np.searchsorted(who, asked), minlength=len(who))


def test_wishes_of_a_tenancy_are_poisson() -> None:
    found = np.concatenate(play(scenario(GROWTH), lambda log: wishes(log, What.STARTED)))
    mean = STAY / EVERY
    near("mean", found, mean)
    near("variance", (found - mean) ** 2, mean)


def test_wishes_of_a_tenant_found_midway_belong_to_what_is_left() -> None:
    # What is left of a constant stay is uniform, so the number is a mixture of Poisson laws.
    found = np.concatenate(play(scenario(GROWTH), lambda log: wishes(log, What.OPENED)))
    mean = STAY / EVERY / 2
    near("mean", found, mean)
    near("variance", (found - mean) ** 2, mean + (STAY / EVERY) ** 2 / 12)
