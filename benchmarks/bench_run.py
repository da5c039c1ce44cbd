"""How fast the SimPy engine plays a scenario, and where the time goes.

    python -m benchmarks.bench_run [SCENARIO] [--pairs 10] [--workers 2]

Run it in the project's environment, from its folder, on a machine that does nothing else. Times
are medians over pairs of replications, which share a plan; the first pair only warms up.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from typing import TypeVar

import simpy

from sim.measures.gauges import Gauges, gauges
from sim.measures.history import history
from sim.measures.pooled import Pooled
from sim.measures.tally import Tally, tally
from sim.model.calendar import Calendar
from sim.model.engine import simulate
from sim.model.log import Log, What
from sim.runs.replicate import replicate
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec

T = TypeVar("T")
PHASES = ("compile", "simulate", "history", "tally", "pool", "collect garbage")


def timed(times: dict[str, float], phase: str, action: Callable[[], T]) -> T:
    """Return what an action returns and add its seconds to a phase."""
    began = perf_counter()
    value = action()
    times[phase] = times.get(phase, 0.0) + perf_counter() - began
    return value


def play_pair(spec: Spec, pair: int) -> tuple[dict[str, float], int, int]:
    """Return seconds by phase, log rows and companies of two replications that share a plan."""
    settings, times, rows, companies = Settings(spec.seed), dict[str, float](), 0, 0
    counted = gauges(spec, plan_of(spec, settings, 2 * pair))
    for replication in (2 * pair, 2 * pair + 1):
        if replication % 2 == 0:
            plan = timed(times, "compile", lambda r=replication: plan_of(spec, settings, r))
        # As in a run: what a replication makes is collected once, when it is over.
        gc.disable()
        log = timed(times, "simulate", lambda p=plan, r=replication: simulate(p, spec.seed, r))
        told = timed(times, "history", lambda one=log: history(one))
        timed(times, "tally", lambda one=told, p=plan: tally(one, p, counted))
        timed(times, "pool", lambda one=told, p=plan: Pooled.of(one, p))
        timed(times, "collect garbage", lambda: gc.collect(0))
        gc.enable()
        rows += len(log.rows)
        companies += count_companies(log)
    return times, rows, companies


def count_companies(log: Log) -> int:
    """Return how many companies came or stood at the opening."""
    kinds = log.rows[:, 1]
    there = log.rows[(kinds == What.OPENED) | (kinds == What.ARRIVED), 2:4]
    return len(set(map(tuple, there.tolist())))


def count_events(plan: Plan, seed: int) -> int:
    """Return how many events SimPy carries out in replication 0."""
    steps, right = 0, Calendar.step

    def step(calendar: Calendar) -> None:
        nonlocal steps
        steps += 1
        right(calendar)

    Calendar.step = step  # type: ignore[method-assign]
    try:
        simulate(plan, seed, 0)
    finally:
        Calendar.step = right  # type: ignore[method-assign]
    return steps


def reduce(log: Log, counted: Gauges) -> tuple[Tally, Pooled]:
    """Add up a log, as a run does."""
    told = history(log)
    return tally(told, log.plan, counted), Pooled.of(told, log.plan)


def main() -> None:
    """Time the phases of one process, then a whole run on all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", nargs="?", default="scenarios/baseline.yaml")
    parser.add_argument("--pairs", type=int, default=10, help="pairs of replications to time")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes of the run")
    options = parser.parse_args()

    began = perf_counter()
    spec = load(options.scenario).spec
    loading = perf_counter() - began
    pairs = [play_pair(spec, pair) for pair in range(options.pairs + 1)][1:]
    events = count_events(plan_of(spec, Settings(spec.seed), 0), spec.seed)
    began = perf_counter()
    settings = Settings(spec.seed)
    added = partial(reduce, counted=gauges(spec, plan_of(spec, settings, 0)))
    replicate(spec, settings, range(2 * options.pairs), added, options.workers)
    whole = perf_counter() - began

    print(f"{options.scenario}: Python {platform.python_version()}, SimPy {simpy.__version__}")
    print(f"load and check once        {1000 * loading:9.1f} ms")
    for phase in PHASES:
        each = median(times[phase] for times, _, _ in pairs) / 2
        print(f"{phase:<20} each  {1000 * each:9.1f} ms")
    seconds = median(sum(times.values()) for times, _, _ in pairs) / 2
    engine = median(times["simulate"] for times, _, _ in pairs) / 2
    rows, companies = (median(pair[i] for pair in pairs) / 2 for i in (1, 2))
    print(f"one process      {1 / seconds:9.2f} replications/s")
    print(f"{options.workers} processes      {2 * options.pairs / whole:9.2f} replications/s")
    print(f"the engine alone {events / engine:9.0f} events/s ({events} events, replication 0)")
    print(f"                 {rows / engine:9.0f} log rows/s, {companies / engine:.0f} companies/s")


if __name__ == "__main__":
    main()
