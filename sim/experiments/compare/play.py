"""Playing several scenarios with common luck, as one lot of jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.experiments.job_runner import JobRunner
from sim.experiments.points import PlayPoints, Point, PointJob, read
from sim.measures.verdict.indicators import Indicators
from sim.runs.settings import Settings
from sim.scenario.load import Loaded

_JOB = 20
"""Replications of a job: few enough to share them out, and whole worlds."""


@dataclass(frozen=True)
class _Part:
    variant: int
    job: PointJob


class PlayVariants:
    """Plays parts of several scenarios; a part is kept as the point of its scenario that it is."""

    def __init__(self, variants: Sequence[Loaded], settings: Settings) -> None:
        self._players = [PlayPoints(loaded, settings) for loaded in variants]

    def made_of(self, job: _Part) -> Mapping[str, Any]:
        """Return what its indicators depend on."""
        return self._players[job.variant].made_of(job.job)

    def __call__(self, job: _Part) -> Any:
        """Play a part."""
        return self._players[job.variant](job.job)


def played_all(
    variants: Sequence[Loaded], settings: Settings, replications: int, runner: JobRunner
) -> list[Indicators]:
    """Return the indicators of each scenario, all with the same luck.

    Raises RefusedError where one could not be played.
    """
    starts = range(0, replications, _JOB)
    ranges = [range(start, min(start + _JOB, replications)) for start in starts]
    parts = [_Part(v, PointJob(Point(some), None)) for v in range(len(variants)) for some in ranges]
    results = runner.all(PlayVariants(variants, settings), parts)
    found = [read(part.job.point, one) for part, one in zip(parts, results, strict=True)]
    answers = []
    for v in range(len(variants)):
        first, *others = (found[v * len(ranges) + i] for i in range(len(ranges)))
        for other in others:
            first = first + other
        answers.append(first)
    return answers
