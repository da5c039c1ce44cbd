"""Fronts: designs that no other is better than in every aim. All aims are to be small."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.experiments.answer import student
from sim.measures.months import Bools, Floats

TAIL: Final = 0.1
"""The worst part of the futures that `tail` looks at."""


def front(values: Floats) -> Bools:
    """Return which rows of [design, aim] are dominated by no other."""
    no_worse = (values[:, None, :] <= values[None, :, :]).all(axis=2)
    better = (values[:, None, :] < values[None, :, :]).any(axis=2)
    return np.asarray(~np.any(no_worse & better, axis=0))


def apart(values: Floats, most: int) -> list[int]:
    """Return at most `most` rows of [design, aim] that lie far apart, the best of each aim first.

    Each next one is the farthest from those taken (Gonzalez 1985, Theor. Comput. Sci. 38:293-306),
    aims being scaled by their ranges.
    """
    span = np.ptp(values, axis=0)
    scaled = (values - values.min(axis=0)) / np.where(span > 0, span, 1.0)
    taken = list(dict.fromkeys(int(i) for i in scaled.argmin(axis=0)))[:most]
    while len(taken) < min(most, len(values)):
        gaps = np.linalg.norm(scaled[:, None, :] - scaled[None, taken, :], axis=2).min(axis=1)
        gaps[taken] = -1.0
        taken.append(int(gaps.argmax()))
    return taken


def tail_scores(values: Floats) -> Floats:
    """Return numbers [replication] whose mean is the mean of the worst tenth of `values`.

    v + max(x − v, 0)/α with v the (1 − α) quantile: the conditional value at risk (Rockafellar &
    Uryasev 2000, J. Risk 2:21-41). As means, tails get intervals and paired differences.
    """
    v = np.quantile(values, 1 - TAIL, method="inverted_cdf")
    scores: Floats = v + np.maximum(values - v, 0.0) / TAIL
    return scores


def interval(scores: Floats) -> tuple[float, float, float]:
    """Return (mean, low, high) at 95 % of scores [replication]; two in a row share a world.

    Student's, over the means of worlds.
    """
    worlds = scores.reshape(-1, 2).mean(axis=1)
    middle = float(worlds.mean())
    half = student(len(worlds) - 1) * float(worlds.std(ddof=1)) / len(worlds) ** 0.5
    return middle, middle - half, middle + half
