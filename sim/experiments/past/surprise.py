"""How surprising what was seen is for the model, whatever the values of its ranged numbers.

The predictive check of Box 1980, Journal of the Royal Statistical Society A 143: how many pasts
that the model itself makes, seen with the same errors, are as improbable as what was seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiments.past.match_observations import MatchedObservation
from sim.measures.months import Floats

_SLICE = 50
"""Pasts whose distances to all futures are in memory at once."""


def surprise(simulated: Floats, observations: Sequence[MatchedObservation], seed: int) -> float:
    """Return the share of the model's own pasts that are no more probable than what was seen.

    simulated: counterparts in futures from the ranges, [future, observation]; each is seen once
    with normal errors. The probability of a past is the mean over the *other* futures of the
    density of its errors, so that under the model what was seen is one among equals: the share is
    below p with probability p. Futures without space where something was observed make no past.
    """
    values = np.array([observation.value for observation in observations])
    errors = np.array([np.hypot(o.spread, o.discrepancy) for o in observations])
    played = simulated[~np.isnan(simulated).any(axis=1)]
    if not len(played):
        return 0.0
    pasts = played + np.random.default_rng(seed).normal(0, errors, played.shape)
    seen = _log_density(values[None], played / errors, errors, np.array([-1]))[0]
    starts = range(0, len(pasts), _SLICE)
    parts = [np.arange(start, min(start + _SLICE, len(pasts))) for start in starts]
    own = np.concatenate([_log_density(pasts[p], played / errors, errors, p) for p in parts])
    return float((1 + (own <= seen).sum()) / (1 + len(own)))


def _log_density(pasts: Floats, futures: Floats, errors: Floats, own: np.ndarray) -> Floats:
    """Return the log density of pasts up to a constant, without the future that made each.

    futures: [future, observation] in standard errors; own: index of that future, −1: none.
    """
    squares = (((pasts / errors)[:, None, :] - futures) ** 2).sum(axis=2)
    known = own >= 0
    squares[known, own[known]] = np.inf
    least = squares.min(axis=1)
    mean = np.exp((least[:, None] - squares) / 2).sum(axis=1) / (len(futures) - known)
    density: Floats = np.log(mean) - least / 2
    return density
