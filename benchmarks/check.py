"""Whether all programs play the same model, as tables of z-scores."""

from __future__ import annotations

from statistics import fmean

from benchmarks.agreement import sample, z_scores
from benchmarks.cases import Case, reduced, waiting, whole
from benchmarks.counts import Counts
from benchmarks.entries import ENGINE, ENTRIES
from benchmarks.table import table
from benchmarks.timing import figure


def check(replications: int) -> str:
    """Compare every entry with our SimPy engine on what it can play."""
    cases = (whole(), waiting("short", "backfill", 1), reduced())
    return "\n".join(_compare(case, replications) for case in cases)


def _compare(case: Case, replications: int) -> str:
    ours = sample(ENGINE, case, replications)
    others = [e for e in ENTRIES if e is not ENGINE and e.counts and not e.obstacle(case)]
    theirs = [sample(entry, case, replications) for entry in others]
    scores = [z_scores(ours, one) for one in theirs]
    rows = [
        [name, _mean(ours, name)]
        + [
            f"{_mean(one, name)} ({score[name]:+.1f})"
            for one, score in zip(theirs, scores, strict=True)
        ]
        for name in ours[0]
    ]
    worst = max(abs(z) for score in scores for z in score.values())
    notes = [
        f"Means of {replications} replications, in brackets the z-score of the difference from "
        f"{ENGINE.name}; the largest is {worst:.1f}."
    ]
    header = ["", ENGINE.name, *(entry.name for entry in others)]
    return table(f"Agreement: {case.name}", notes, header, rows)


def _mean(sampled: list[Counts], name: str) -> str:
    return figure(fmean(one[name] for one in sampled))
