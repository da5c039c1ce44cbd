"""Times of which some are cut short by the end of the clock."""

from __future__ import annotations

from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.months import Bools, Ints


class Times(NamedTuple):
    """Mean and median of a time, in the unit of the durations; NaN if unknown."""

    mean: float
    median: float


def kaplan_meier(durations: Ints, ended: Bools) -> Times:
    """Mean and median of durations [case], of which those not `ended` went on for longer.

    Kaplan & Meier (1958), Nonparametric estimation from incomplete observations, JASA 53: the
    share still going on is the product of (1 − ends ÷ cases at risk) over the instants of ends.
    The mean is the area under it up to the longest observed time: the plain mean when nothing is
    cut short, else a lower bound. The median is the first time at which at most half go on.
    """
    if not len(durations):
        return Times(nan, nan)
    times, index = np.unique(durations, return_inverse=True)
    ends = np.bincount(index[ended], minlength=len(times))
    gone: NDArray[np.int64] = np.bincount(index, minlength=len(times))
    at_risk = gone[::-1].cumsum()[::-1]
    going_on = np.cumprod(1 - ends / at_risk)
    steps = np.diff(times, prepend=0)
    mean = float(np.sum(steps * np.concatenate([[1.0], going_on[:-1]])))
    half = np.flatnonzero(going_on <= 0.5)
    return Times(mean, float(times[half[0]]) if len(half) else nan)
