"""What a Dask cluster costs: a scheduler and two workers as processes of their own.

The scheduler and the client are one thread each, so that the processor time they spend on a job
is what bounds the jobs a second of any cluster, however large; wall time here, where all share a
few cores, is not.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from benchmarks.cases import whole
from benchmarks.table import table
from benchmarks.work import answer
from sim.measures.counting.counter import Counter
from sim.measures.counting.measure_spec import measure_spec
from sim.runs.executors import computed, executor
from sim.runs.jobs import in_jobs
from sim.runs.play import Play
from sim.runs.player import Player
from sim.runs.settings import Settings

WORKERS = 2
THREADS = 20
"""Of a worker that does nothing: as many jobs are in flight as on forty cores."""
JOB = 20
"""Replications in a job where a replication is measured."""
VECTOR = 1000
"""Bytes of a replication's row of indicators: a hundred numbers, about."""
CORES = 1000
MILLION = 1_000_000


@dataclass(frozen=True)
class Cost:
    """Seconds a job."""

    bytes: int
    wall: float
    client: float
    """Processor time, as the next two."""
    scheduler: float
    workers: float


@contextmanager
def cluster(threads: int) -> Iterator[tuple[str, list[Any]]]:
    """Start a scheduler and workers of some threads; yield the address and their processes."""
    import psutil

    started: list[subprocess.Popen[bytes]] = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        local = ["--host", "127.0.0.1", "--no-dashboard"]

        def start(module: str, *words: str) -> None:
            command = [sys.executable, "-m", f"distributed.cli.{module}", *local, *words]
            quiet = subprocess.DEVNULL
            started.append(subprocess.Popen(command, stdout=quiet, stderr=quiet))

        try:
            start("dask_scheduler", "--port", "0", "--scheduler-file", str(file))
            while not (file.exists() and file.read_text(encoding="utf-8").endswith("}")):
                time.sleep(0.05)
            address = json.loads(file.read_text(encoding="utf-8"))["address"]
            for _ in range(WORKERS):
                start("dask_worker", address, "--nthreads", str(threads), "--no-nanny")
            yield address, [psutil.Process(one.pid) for one in started]
        finally:
            for one in started:
                one.kill()
                one.wait()


def costs(
    work: Callable[[Any], Any], jobs: Sequence[Any], address: str, processes: Sequence[Any]
) -> Cost:
    """Have jobs done on a cluster and return what each cost, the first quarter left out."""

    def spent() -> tuple[float, ...]:
        times = [sum(process.cpu_times()[:2]) for process in processes]
        return perf_counter(), process_time(), times[0], sum(times[1:])

    warm = len(jobs) // 4
    before, size = spent(), 0
    for seen, (_, found) in enumerate(computed(work, jobs, executor("dask", cluster=address)), 1):
        if seen == warm:
            before = spent()
        size = len(found) if isinstance(found, bytes) else 0
    each = [(b - a) / (len(jobs) - warm) for a, b in zip(before, spent(), strict=True)]
    return Cost(size, *each)


def played(replications: int) -> tuple[Play[Any], float, int]:
    """Return the work of a run of the city, core seconds and bytes a replication."""
    case = whole()
    collect = partial(Counter, measure_spec(case.spec, case.plan))
    work = Play(Player(case.spec, Settings(case.seed), "compiled"), collect)
    jobs = in_jobs(range(JOB + replications), JOB)
    size = len(pickle.dumps(work(jobs[0]), pickle.HIGHEST_PROTOCOL)) // JOB
    began = process_time()
    for job in jobs[1:]:
        work(job)
    return work, (process_time() - began) / replications, size


def measure(quick: bool) -> str:
    """Return the tables: what was measured, and what follows for a thousand cores."""
    many = 1 if quick else 4
    work, seconds, size = played(JOB * (2 if quick else 10))
    with cluster(THREADS) as (address, processes):
        empty, *others = [
            costs(partial(answer, bytes_), range(count * many), address, processes)
            for bytes_, count in ((0, 600), (JOB * VECTOR, 600), (size, 240), (4 * size, 160))
        ]
    with cluster(1) as (address, processes):
        run = costs(work, in_jobs(range(JOB * 10 * many), JOB), address, processes)
    large = others[-1]
    ms = [
        [f"{cost.bytes:,}", *(f"{1000 * x:.2f}" for x in (cost.wall, *_parts(cost)))]
        for cost in (empty, *others)
    ]
    ms.append([f"{JOB * size:,} ({JOB} replications)", f"{1000 * run.wall:.2f}", *_ms(run)])
    header = ["bytes a job", "wall ms", "client CPU ms", "scheduler CPU ms", "workers CPU ms"]
    notes = [
        f"A scheduler and {WORKERS} workers in processes of their own. Jobs do nothing, on "
        f"{THREADS} threads a worker: as many are in flight as on {WORKERS * THREADS} cores. The "
        f"last row: {JOB} replications of the city with its ranges, compiled, on one thread a "
        "worker.",
        f"In this process: {1 / seconds:.0f} replications a core second, {size:,} bytes each.",
    ]
    text = table("A job on a Dask cluster", notes, header, ms)
    rows = [
        row
        for name, each in (("tally of a run", size), ("row of indicators", VECTOR))
        for row in _extrapolated(name, each, seconds, empty, large)
    ]
    header = ["a replication's answer", "a job", "jobs/s asked", "client", "scheduler", "cores fed"]
    notes = [
        f"On paper, {CORES:,} cores: jobs a second asked for if none waits, the share of one core "
        "that the client and the scheduler would need for them (above 100 % they are the "
        "bottleneck), the cores that the busier of the two can feed, and the time that "
        "a million replications take.",
    ]
    return f"{text}\n{table('A million replications', notes, [*header, 'minutes'], rows)}"


def _parts(cost: Cost) -> tuple[float, float, float]:
    return cost.client, cost.scheduler, cost.workers


def _ms(cost: Cost) -> list[str]:
    return [f"{1000 * seconds:.2f}" for seconds in _parts(cost)]


def _extrapolated(
    name: str, size: int, seconds: float, empty: Cost, large: Cost
) -> Iterator[list[str]]:
    """Yield a row for each size of a job: cost = fixed part + bytes × a byte's part."""
    for count in (1, 20, 200, 2000):
        rate = CORES / seconds / count
        client, scheduler = (
            rate * (fixed + (whole - fixed) / large.bytes * size * count)
            for fixed, whole in zip(_parts(empty)[:2], _parts(large)[:2], strict=True)
        )
        fed = min(CORES, CORES / max(client, scheduler))
        minutes = MILLION * seconds / fed / 60
        yield [
            name,
            f"{count} replications",
            f"{rate:,.0f}",
            f"{client:,.0%}",
            f"{scheduler:,.0%}",
            f"{fed:,.0f}",
            f"{minutes:,.1f}",
        ]
