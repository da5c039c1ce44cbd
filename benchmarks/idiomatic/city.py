"""The city: clock, random numbers, market, arrivals, building lots and records of one run."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import simpy

from benchmarks.idiomatic.company import Company, Process
from benchmarks.idiomatic.laws import draw
from benchmarks.idiomatic.market import Market, Pool, Site
from benchmarks.idiomatic.opening import open_city
from sim.scenario.plan.plan import Plan, StreamPlan
from sim.scenario.plan.works import LotPlan
from sim.scenario.values.dates import MONTH

Levels = tuple[list[int], list[int], list[int]]
"""Capacity, leased and waiting area, by pool."""


@dataclass
class Records:
    """What a run writes down."""

    arrivals: int = 0
    starts: Counter[int] = field(default_factory=Counter)
    """By stage."""
    lost: Counter[int] = field(default_factory=Counter)
    """Requests whose patience ended, by space type."""
    waits: list[tuple[int, float, float]] = field(default_factory=list)
    """(space type, asked, granted) of each request that was granted."""
    months: list[Levels] = field(default_factory=list)
    """At the start of each month, and at the end."""


class City:
    """Everything that one run shares."""

    def __init__(self, plan: Plan, seed: str) -> None:
        self.plan = plan
        self.rng = Random(seed)
        self.env = simpy.Environment()
        parks = range(len(plan.parks))
        pools = [
            [Pool(space, park, plan.capacity[plan.pool(space, park)]) for park in parks]
            for space in range(len(plan.spaces))
        ]
        self.market = Market(self.env, pools)
        self.records = Records()

    def run(self) -> Records:
        """Play the plan from start to end."""
        open_city(self)
        for lot in self.plan.lots:
            self.env.process(self.build(lot))
        for stream in self.plan.streams:
            self.env.process(self.arrivals(stream))
        self.env.process(self.monitor())
        self.env.run(until=self.plan.end / MONTH)
        self.record()
        return self.records

    def arrivals(self, stream: StreamPlan) -> Process:
        """Let companies arrive as a Poisson process, by time change."""
        expected = 0.0
        while True:
            expected += self.rng.expovariate(1.0)
            if expected >= stream.arrivals[-1]:
                return
            i = bisect_right(stream.arrivals, expected)
            a, b = stream.arrivals[i - 1], stream.arrivals[i]
            s, t = stream.times[i - 1] / MONTH, stream.times[i] / MONTH
            when = s + (t - s) * (expected - a) / (b - a)
            yield self.env.timeout(max(0.0, when - self.env.now))
            self.env.process(Company(self, stream.track).arrive(stream.entry))

    def build(self, lot: LotPlan) -> Process:
        """Build a lot and open it."""
        rng, timing = self.rng, lot.timing
        start = rng.uniform(timing.earliest, timing.latest) / MONTH
        laws = (timing.construction, timing.slip, timing.lag)
        works = sum(draw(rng, law) for law in laws)
        suspended = rng.random() < lot.suspended
        if start > 0:
            yield self.env.timeout(start)
        if suspended:
            return
        sites = []
        for index, area in lot.cells:
            space, park = divmod(index, len(self.plan.parks))
            pool = self.market.pools[space][park]
            sites.append(Site(pool, area, start + works))
            pool.sites.append(sites[-1])
        yield self.env.timeout(start + works - self.env.now)
        for site in sites:
            self.market.open(site)

    def monitor(self) -> Process:
        """Record the levels every month."""
        while True:
            self.record()
            yield self.env.timeout(1)

    def record(self) -> None:
        """Write down capacity, leased and waiting area of every pool."""
        pools = [pool for row in self.market.pools for pool in row]
        waiting = [0] * len(pools)
        for line in self.market.waiting:
            for request in line:
                waiting[self.plan.pool(request.space, request.parks[0])] += request.area
        self.records.months.append(
            ([pool.capacity for pool in pools], [pool.leased for pool in pools], waiting)
        )
