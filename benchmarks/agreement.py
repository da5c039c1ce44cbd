"""Do the programs play the same model? Means over replications, compared by z-scores."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, variance

from benchmarks.cases import Case
from benchmarks.counts import Counts
from benchmarks.entries import Entry

LIMIT = 4.0
"""A z-score beyond this is no accident: among a hundred, chance gives one in about 160 runs."""


def sample(entry: Entry, case: Case, replications: int) -> list[Counts]:
    """Return the counts of replications 0, 1, … of an entry."""
    assert entry.counts is not None
    play = entry.prepare(case)
    return [entry.counts(case, play(r)) for r in range(replications)]


def z_scores(ours: Sequence[Counts], theirs: Sequence[Counts]) -> dict[str, float]:
    """Return by quantity the difference of the means over its standard error."""
    found = {}
    for name in ours[0]:
        a, b = [one[name] for one in ours], [one[name] for one in theirs]
        error = sqrt(variance(a) / len(a) + variance(b) / len(b))
        difference = fmean(b) - fmean(a)
        found[name] = difference / error if error > 0 else (0.0 if difference == 0 else 99.0)
    return found
