"""How far a world is from what was observed: the implausibility of history matching.

For observation z and a world whose mean is f: I = |z − f| ÷ √(V_observed + V_chance + V_model)
(Craig, Goldstein, Seheult & Smith 1997, Case Studies in Bayesian Statistics III; Vernon, Goldstein
& Bower 2010, Bayesian Analysis 5). A world is ruled out where the largest I exceeds 3: for a
unimodal error at most 5 % lie so far out, whatever its law (Pukelsheim 1994, American Statistician
48). The model is fast enough to be played itself, so that no emulator stands in for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.experiments.past.match_observations import MatchedObservation
from sim.measures.months import Floats

THRESHOLD: Final = 3.0
"""A world farther than this from any fitted observation is ruled out."""
PAIR: Final = 2
"""Replications that share a world."""


def chance_variance(simulated: Floats) -> Floats:
    """Variance by chance alone of each observation's counterpart, pooled over the worlds.

    simulated: [replication, observation], pairs in a row. Two of a pair differ by chance only, so
    that half the mean square of their difference has that variance as its expectation.
    """
    gaps = simulated[0::PAIR] - simulated[1::PAIR]
    return np.asarray(np.nanmean(gaps**2, axis=0) / 2)


def implausibility(simulated: Floats, observations: Sequence[MatchedObservation]) -> Floats:
    """Return how far each world is from each observation, [world, observation], in standard errors.

    The past is one draw of chance and the mean of a pair another's half: V_chance counts 1½ times.
    Where no space stands there is nothing to compare: infinitely far.
    """
    means = (simulated[0::PAIR] + simulated[1::PAIR]) / 2
    observed = np.array([o.value for o in observations])
    known = np.array([o.spread**2 + o.discrepancy**2 for o in observations])
    error = np.sqrt(known + chance_variance(simulated) * (1 + 1 / PAIR))
    off = np.abs(observed - means)
    far = np.divide(off, error, out=np.where(off > 0, np.inf, 0.0), where=error > 0)
    return np.where(np.isnan(means), np.inf, far)


def accepted(distances: Floats, fitted: Sequence[bool]) -> np.ndarray:
    """Return whether each world is not ruled out by any of the fitted observations, [world]."""
    nearest: np.ndarray = distances[:, np.array(fitted)].max(axis=1) <= THRESHOLD
    return nearest
