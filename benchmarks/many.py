"""Many replications of a case, by one process or several."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

from benchmarks.entries import Entry, Play, named

if TYPE_CHECKING:
    from benchmarks.cases import Case
    from benchmarks.counts import Counts


def play_many(entry: Entry, case: Case, replications: int, workers: int) -> list[Any]:
    """Play replications 0, 1, … and return what a run keeps of each."""
    if entry.many is not None:
        return entry.many(case, replications, workers)
    if workers == 1:
        play = entry.prepare(case)
        return [_kept(entry, case, play(r)) for r in range(replications)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _remember, (entry.name, case)) as pool:
        return list(pool.map(_play, range(replications), chunksize=2))


_REMEMBERED: tuple[Entry, Case, Play]


def _remember(name: str, case: Case) -> None:
    global _REMEMBERED
    entry = named(name)
    _REMEMBERED = (entry, case, entry.prepare(case))


def _play(replication: int) -> Any:
    entry, case, play = _REMEMBERED
    return _kept(entry, case, play(replication))


def _kept(entry: Entry, case: Case, played: Any) -> Counts | None:
    return entry.counts(case, played) if entry.counts else None
