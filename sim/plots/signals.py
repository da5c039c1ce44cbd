"""In which months a lasting shortage or glut of a type of space is on, city-wide."""

from __future__ import annotations

import numpy as np

from sim.plots.frames import Frames
from sim.plots.statistics import Bools, spells


def shortages(frames: Frames) -> Bools:
    """Months in a lasting shortage: waiting above its share of capacity; [rep, month, space]."""
    values = frames.cube.values
    over = values["waiting_area"] > frames.shortage * values["capacity"]
    return lasting(over, frames.spell)


def gluts(frames: Frames) -> Bools:
    """Months in a lasting glut: vacancy above the upper bound of the space's standard."""
    values = frames.cube.values
    bound = np.array([frames.glut.get(space, np.inf) for space in frames.spaces])
    vacant = values["capacity"] - values["leased"]
    with np.errstate(invalid="ignore"):
        over = (vacant > bound * values["capacity"]) & (values["capacity"] > 0)
    return lasting(over, frames.spell)


def lasting(over: Bools, length: int) -> Bools:
    """Months within a run of `length` or more; `over[replication, month, space]`."""
    return np.moveaxis(spells(np.moveaxis(over, 1, -1), length), -1, 1)
