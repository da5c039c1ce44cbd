"""The reduced model in SimPy as its manual teaches it: a `Resource` for each type of space."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from random import Random
from typing import Any

import simpy

from benchmarks.packages.stations import Outcome, Station

Process = Generator[simpy.Event, Any, None]


def play(line: Sequence[Station], horizon: float, seed: str) -> Outcome:
    """Play the stations for `horizon` months."""
    rng, env = Random(seed), simpy.Environment()
    spaces = [simpy.Resource(env, station.servers) for station in line]
    out = Outcome(waits=[[] for _ in line], lost=[0] * len(line))

    def company(position: int) -> Process:
        for i in range(position, len(line)):
            station, space, asked = line[i], spaces[i], env.now
            with space.request() as request:
                yield request | env.timeout(rng.expovariate(1.0 / station.patience))
                if not request.triggered:
                    out.lost[i] += 1
                    return
                out.waits[i].append(env.now - asked)
                yield env.timeout(rng.expovariate(1.0 / station.duration))
            if rng.random() >= station.success:
                return

    def source(position: int) -> Process:
        while True:
            yield env.timeout(rng.expovariate(line[position].arrivals))
            out.arrivals += 1
            env.process(company(position))

    def monitor() -> Process:
        while True:
            taken = tuple(space.count for space in spaces)
            out.months.append((taken, tuple(len(space.queue) for space in spaces)))
            yield env.timeout(1)

    for position, station in enumerate(line):
        if station.arrivals > 0:
            env.process(source(position))
    env.process(monitor())
    env.run(until=horizon)
    out.busy = [space.count for space in spaces]
    return out
