"""Times of which some are cut short by the end of the clock."""

from __future__ import annotations

from math import nan
from typing import NamedTuple

import numpy as np

from sim.measures.months import Ints


class Times(NamedTuple):
    """Mean and median of a time, in the unit of the durations; NaN if unknown."""

    mean: float
    median: float


def kaplan_meier(ended: Ints, cut: Ints) -> Times:
    """Mean and median of durations from counts [duration], 0 units first.

    ended: cases that took so long; cut: cases that went on for longer than this.

    Kaplan & Meier (1958), Nonparametric estimation from incomplete observations, JASA 53: the
    share still going on is the product of (1 − ends ÷ cases at risk) over the instants of ends.
    The mean is the area under it up to the longest observed time: the plain mean when nothing is
    cut short, else a lower bound. The median is the first time at which at most half go on.
    """
    times = np.flatnonzero(ended + cut)
    if not len(times):
        return Times(nan, nan)
    at_risk = (ended + cut)[times][::-1].cumsum()[::-1]
    going_on = np.cumprod(1 - ended[times] / at_risk)
    steps = np.diff(times, prepend=0)
    mean = float(np.sum(steps * np.concatenate([[1.0], going_on[:-1]])))
    half = np.flatnonzero(going_on <= 0.5)
    return Times(mean, float(times[half[0]]) if len(half) else nan)
