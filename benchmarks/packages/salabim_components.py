"""The reduced model in salabim: components that request resources and give up after a while.

It is written with `yield`, the faster of salabim's two styles, and its monitors are on, as they
are unless somebody turns them off: they are its recording.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import salabim

from benchmarks.packages.stations import Outcome, Station


class Company(salabim.Component):  # type: ignore[misc]
    """A company that goes through the stations from `position` on."""

    def setup(self, city: City, position: int) -> None:
        """Take what salabim hands to a new component."""
        self.city, self.position = city, position

    def process(self) -> Generator[Any, Any, None]:
        """Ask, wait, stay, go on."""
        city = self.city
        for i in range(self.position, len(city.line)):
            station, space = city.line[i], city.spaces[i]
            asked = city.env.now()
            yield self.request(space, fail_delay=salabim.Exponential(station.patience).sample())
            if self.failed():
                city.out.lost[i] += 1
                return
            city.out.waits[i].append(city.env.now() - asked)
            yield self.hold(salabim.Exponential(station.duration).sample())
            self.release(space)
            if salabim.Uniform(0, 1).sample() >= station.success:
                return


class Source(salabim.Component):  # type: ignore[misc]
    """Lets companies arrive."""

    def setup(self, city: City, position: int) -> None:
        """Take what salabim hands to a new component."""
        self.city, self.position = city, position

    def process(self) -> Generator[Any, Any, None]:
        """Make a company after every gap."""
        gap = salabim.Exponential(1.0 / self.city.line[self.position].arrivals)
        while True:
            yield self.hold(gap.sample())
            self.city.out.arrivals += 1
            Company(city=self.city, position=self.position)


class City:
    """What the components of one run share."""

    def __init__(self, line: Sequence[Station], seed: int) -> None:
        self.line = line
        self.env = salabim.Environment(trace=False, random_seed=seed, yieldless=False)
        self.spaces = [salabim.Resource(f"space {i}", s.servers) for i, s in enumerate(line)]
        self.out = Outcome(waits=[[] for _ in line], lost=[0] * len(line))
        for position, station in enumerate(line):
            if station.arrivals > 0:
                Source(city=self, position=position)


def play(line: Sequence[Station], horizon: float, seed: int) -> Outcome:
    """Play the stations for `horizon` months."""
    city = City(line, seed)
    city.env.run(till=horizon)
    city.out.busy = [int(space.claimed_quantity()) for space in city.spaces]
    return city.out
