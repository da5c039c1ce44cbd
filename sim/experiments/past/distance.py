"""How far a future is from what was observed, in standard errors of the observation.

For observation z and a future that has f in its place: (f − z) ÷ √(V_observed + V_model). Chance
has no part in it: a future is itself one draw of chance, as the past was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.experiments.past.match_observations import MatchedObservation
from sim.measures.months import Bools, Floats

THRESHOLD: Final = 3.0
"""A future farther than this from an observation is not within its errors: at most 5 % of any
unimodal error lie so far out, whatever its law (Pukelsheim 1994, American Statistician 48)."""


def distances(simulated: Floats, observations: Sequence[MatchedObservation]) -> Floats:
    """Return how far each future is above each observation, [future, observation].

    simulated: counterparts, [future, observation]. Where no space stands there is nothing to
    compare: infinitely far.
    """
    observed = np.array([o.value for o in observations])
    error = np.sqrt(np.array([o.spread**2 + o.discrepancy**2 for o in observations]))
    off = simulated - observed
    without = np.where(off == 0, 0.0, np.copysign(np.inf, off))
    far = np.divide(off, error, out=without, where=error > 0)
    return np.where(np.isnan(simulated), np.inf, far)


def within(distances: Floats, chosen: Sequence[bool]) -> Bools:
    """Return whether each future is within the errors of all of the chosen observations."""
    near = np.abs(distances[:, np.array(chosen)]) <= THRESHOLD
    return np.asarray(near.all(axis=1))
