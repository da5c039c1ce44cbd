"""Doing the jobs of an experiment: nothing twice, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from sim.experiments.answer import RefusedError
from sim.experiments.store import Store
from sim.experiments.words import FAILED
from sim.runs.executors import Executor, Failure, computed, executor
from sim.runs.identity import canonical, code_hash, digest, versions
from sim.runs.jobs import Progress

J = TypeVar("J", contravariant=True)


class KeyedWork(Protocol[J]):
    """A pure function of jobs: the same job, the same plain data, wherever it is done."""

    def made_of(self, job: J) -> Mapping[str, Any]:
        """Return all that can change what a job gives, but code and versions, as plain data."""

    def __call__(self, job: J) -> Any:
        """Do a job; plain data for JSON, without NaN."""


@dataclass
class JobRunner:
    """By whom jobs are done, where their results are kept, and who hears how far they are."""

    on: Executor | None = None
    """Threads on all processors, unless given."""
    store: Store | None = None
    """Results are kept nowhere, unless given."""
    progress: Progress | None = None
    """Called with (done, total) jobs."""

    def do(self, work: KeyedWork[J], jobs: Sequence[J]) -> Iterator[tuple[int, Any]]:
        """Yield (index of a job, its result or Failure), those that were kept first.

        Jobs of the same key are done once. A failure is kept nowhere: it is tried again next time.
        """
        places: dict[str, list[int]] = {}
        for index, job in enumerate(jobs):
            places.setdefault(self.key(work.made_of(job)), []).append(index)
        left, done = [], 0
        for key, indices in places.items():
            result = self.store.get(key) if self.store else None
            if result is None:
                left.append(key)
                continue
            done += len(indices)
            yield from ((index, result) for index in indices)
        if self.progress:
            self.progress(done, len(jobs))
        if not left:
            return
        todo = Chosen(jobs, [places[key][0] for key in left])
        for index, result in computed(work, todo, self.on or executor("threads")):
            key = left[index]
            if self.store and not isinstance(result, Failure):
                self.store.put(key, work.made_of(todo[index]), result)
            done += len(places[key])
            yield from ((place, result) for place in places[key])
            if self.progress:
                self.progress(done, len(jobs))

    def all(self, work: KeyedWork[J], jobs: Sequence[J]) -> list[Any]:
        """Return the results of all jobs in their order; RefusedError where some failed.

        All are done first, so that only the failed ones are left when the question is asked again.
        """
        results = dict(self.do(work, jobs))
        failures = [result for result in results.values() if isinstance(result, Failure)]
        if failures:
            counts = {"count": str(len(failures)), "of": str(len(jobs))}
            raise RefusedError(FAILED.fill(**counts, error=failures[0].error))
        return [results[index] for index in range(len(jobs))]

    def kept(self, work: KeyedWork[J], jobs: Sequence[J]) -> list[int]:
        """Return the indices of the jobs whose results are kept."""
        store = self.store
        if store is None:
            return []
        keys = (self.key(work.made_of(job)) for job in jobs)
        return [index for index, key in enumerate(keys) if store.get(key) is not None]

    def key(self, made_of: Mapping[str, Any]) -> str:
        """Return the content key of a job: the hash of all that can change what it gives."""
        return digest(canonical({"job": made_of, **self.made_by}))

    @cached_property
    def made_by(self) -> dict[str, Any]:
        """The code and the versions that do the jobs."""
        return {"code": code_hash(), "versions": versions()}


class Chosen(Sequence[Any]):
    """Some of a sequence, by their places; each is made when it is asked for."""

    def __init__(self, jobs: Sequence[Any], places: Sequence[int]) -> None:
        self._jobs, self._places = jobs, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: Any) -> Any:
        return self._jobs[self._places[index]]
