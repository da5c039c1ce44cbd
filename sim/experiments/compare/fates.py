"""Companies whose fate differs between two scenarios with the same luck.

The same id in the same replication is the same company: its draws are its own, whatever else
changes. Its fate is told by its requests for the space of its stages, expansions left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.experiments.compare.companies import FateKind, differing, stage_requests
from sim.experiments.job_runner import JobRunner
from sim.runs.identity import canonical, digest
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.values.dates import MONTH

EXAMPLES: Final = 5
"""Companies named of each kind: those that ask for most."""
_JOB: Final = 2
"""Replications of a job: a world."""
TOLD: Final = tuple(kind for kind in FateKind if kind not in (FateKind.SHIFTED, FateKind.SAME))
"""Kinds that count as another fate."""


@dataclass(frozen=True)
class FateCount:
    """Companies of one kind, track and stage, over all replications that were looked at."""

    kind: str
    track: str
    stage: str
    companies: int
    area: int
    """m² of the requests that tell, lettable."""
    months: float | None
    """Mean change of the wait; None where it has none."""


@dataclass(frozen=True)
class FateExample:
    """A company whose fate differs, to be asked about with `explain`."""

    kind: str
    replication: int
    company: str
    track: str
    stage: str
    area: int
    months: float | None


@dataclass(frozen=True)
class Fates:
    """Companies whose fate differs between the base and another scenario."""

    other: str
    replications: int
    companies: int
    """All that asked for space in one of the two."""
    counts: tuple[FateCount, ...]
    examples: tuple[FateExample, ...]

    def total(self, kind: str) -> int:
        """Companies of a kind."""
        return sum(count.companies for count in self.counts if count.kind == kind)


@dataclass(frozen=True)
class FatesJob:
    """Some replications of the base and of another scenario."""

    other: int
    replications: range


class CompareFates:
    """Plays replications of two scenarios and counts the companies whose fate differs."""

    def __init__(self, base: Loaded, others: Sequence[Loaded], settings: Settings) -> None:
        self._base = Player(base.spec, settings)
        self._others = [Player(other.spec, settings) for other in others]
        self._made_of = {
            "work": "fates",
            "base": digest(canonical(base.raw)),
            **settings.made_of(),
        }
        self._digests = [digest(canonical(other.raw)) for other in others]

    def made_of(self, job: FatesJob) -> Mapping[str, Any]:
        """Return what a pair's counts depend on."""
        ends = [job.replications.start, job.replications.stop]
        return {**self._made_of, "other": self._digests[job.other], "replications": ends}

    def __call__(self, job: FatesJob) -> dict[str, Any]:
        """Play a pair; counts are [kind, track, stage, companies, m², ticks of wait]."""
        players = (self._base, self._others[job.other])
        both = [stage_requests(player, job.replications) for player in players]
        futures = [differing(a, b) for a, b in zip(*both, strict=True)]
        counts: dict[tuple[str, str, str], list[int]] = {}
        for future in futures:
            for fate in future.fates:
                sums = counts.setdefault((fate.kind, fate.track, fate.stage), [0, 0, 0])
                for place, more in enumerate((1, fate.area, fate.ticks)):
                    sums[place] += more
        largest = sorted(
            ((fate, future.replication) for future in futures for fate in future.fates),
            key=lambda pair: (pair[0].kind, -pair[0].area, pair[1], pair[0].company),
        )
        examples: dict[str, list[list[Any]]] = {}
        for fate, replication in largest:
            of_kind = examples.setdefault(fate.kind, [])
            if len(of_kind) < EXAMPLES:
                of_kind.append([replication, *fate])
        return {
            "companies": sum(future.companies for future in futures),
            "counts": [[*key, *sums] for key, sums in sorted(counts.items())],
            "examples": [row for of_kind in examples.values() for row in of_kind],
        }


def fates(
    base: Loaded,
    others: Mapping[str, Loaded],
    settings: Settings,
    replications: int,
    runner: JobRunner,
) -> list[Fates]:
    """FateCount the companies whose fate differs in each of some scenarios.

    Raises RefusedError where a replication could not be played.
    """
    starts = range(0, replications, _JOB)
    jobs = [
        FatesJob(other, range(start, min(start + _JOB, replications)))
        for other in range(len(others))
        for start in starts
    ]
    parts = runner.all(CompareFates(base, list(others.values()), settings), jobs)
    width = len(starts)
    return [
        _together(name, replications, parts[k * width : (k + 1) * width])
        for k, name in enumerate(others)
    ]


def _together(name: str, replications: int, parts: Sequence[Any]) -> Fates:
    sums: dict[tuple[str, str, str], NDArray[np.int64]] = {}
    examples: dict[str, list[FateExample]] = {}
    for part in parts:
        for kind, track, stage, *more in part["counts"]:
            key = (kind, track, stage)
            sums[key] = sums.get(key, np.zeros(3, dtype=np.int64)) + np.array(more)
        for replication, kind, company, track, stage, area, ticks in part["examples"]:
            months = _months(kind, ticks)
            example = FateExample(kind, replication, company, track, stage, area, months)
            examples.setdefault(kind, []).append(example)
    for of_kind in examples.values():
        of_kind.sort(key=lambda example: (-example.area, example.replication, example.company))
    order = [kind.name.lower() for kind in TOLD]
    rows = sorted(sums.items(), key=lambda row: (order.index(row[0][0]), -int(row[1][0]), row[0]))
    return Fates(
        name,
        replications,
        sum(part["companies"] for part in parts),
        tuple(
            FateCount(*key, int(s[0]), int(s[1]), _months(key[0], float(s[2]) / int(s[0])))
            for key, s in rows
        ),
        tuple(example for kind in order for example in examples.get(kind, [])[:EXAMPLES]),
    )


def _months(kind: str, ticks: float) -> float | None:
    return ticks / MONTH if kind in ("later", "sooner") else None
