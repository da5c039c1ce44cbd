"""The compiled engine on several threads of one process: it runs outside Python's lock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from typing import TypeVar

from sim.kernel.engine import log_of, run
from sim.kernel.pack import Packed, pack
from sim.kernel.workspace import Workspace
from sim.runs.interrupts import PATIENCE, interrupts
from sim.runs.jobs import Collector, Job, Progress
from sim.runs.settings import Plans, Settings

R = TypeVar("R")


def play_in_threads(
    plans: Plans,
    settings: Settings,
    jobs: Sequence[Job],
    collect: Callable[[], Collector[R]],
    workers: int,
    progress: Progress | None,
) -> Iterator[R]:
    """Yield the result of each job, in order; Ctrl-C leaves at once, between replications."""
    stop, played = Event(), deque[int]()
    spare: deque[Workspace] = deque()
    total = sum(map(len, jobs))

    def play(job: Job) -> R:
        collector = collect()
        packed: Packed | None = None
        for replication in job:
            if stop.is_set():
                break
            plan = plans(replication)
            if packed is None or packed.plan is not plan:
                packed = pack(plan)
            work = _workspace(spare, packed, collector.wants_log)
            run(work, packed, settings.seed, replication)
            if collector.wants_log:
                collector.add_log(log_of(work))
            else:
                collector.add_work(work)
            spare.append(work)
            played.append(replication)
        return collector.result()

    pool = ThreadPoolExecutor(workers)
    with interrupts() as raise_if_interrupted:
        try:
            jobs_left = deque(pool.submit(play, job) for job in jobs)
            while jobs_left:
                done, _ = wait((jobs_left[0],), PATIENCE)
                raise_if_interrupted()
                if progress:
                    progress(len(played), total)
                if done:
                    yield jobs_left.popleft().result()
        finally:
            stop.set()
            # Compiling cannot be stopped; a thread that compiles is left to itself.
            pool.shutdown(wait=False, cancel_futures=True)


def _workspace(spare: deque[Workspace], packed: Packed, log: bool) -> Workspace:
    try:
        return spare.pop()
    except IndexError:
        return Workspace(packed, log)
