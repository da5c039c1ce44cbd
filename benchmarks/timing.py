"""Measuring: variants in turn, round by round, with the processor's clock and the wall's."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from statistics import median
from time import perf_counter, process_time
from typing import Any


class RefusedError(Exception):
    """A program cannot play a case, as it found out when it tried."""


@dataclass(frozen=True)
class Measured:
    """What a program in another process says of a replication it played."""

    seconds: float
    events: int


@dataclass
class Sample:
    """Seconds of each round."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    last: Any = None
    """What the last round played."""


def interleaved(
    plays: Mapping[str, Callable[[int], Any]], rounds: int, warm: bool = True
) -> dict[str, Sample]:
    """Time each program on replications 0, 1, …: all of them in every round, each first in turn.

    `warm` lets each play once before the clock starts. Garbage is collected once after each
    replication, as our runs do, within its time: for programs that would collect all along it is
    a favour of about a tenth.
    """
    samples = {name: Sample() for name in plays}
    names = list(plays)
    if warm:
        for play in plays.values():
            play(0)
    for number in range(rounds):
        first = number % len(names) if names else 0
        for name in names[first:] + names[:first]:
            samples[name].last = None
            cpu, wall, samples[name].last = seconds_of(plays[name], number)
            samples[name].cpu.append(cpu)
            samples[name].wall.append(wall)
    return samples


_FAST = 0.1
"""Seconds below which a replication is played again and the second time counts."""


def seconds_of(play: Callable[[int], Any], replication: int) -> tuple[float, float, Any]:
    """Return processor and wall seconds of one replication, garbage collected, and what it gave.

    In a run a fast program plays hundreds of replications one after the other; after the slow ones
    of this comparison, or a walk through all that Python holds, it would find its memory far from
    the processor: garbage is collected before the first time alone.
    """
    gc.collect()
    cpu, wall, played = _seconds_of(play, replication)
    again = cpu < _FAST and not isinstance(played, Measured)
    return _seconds_of(play, replication) if again else (cpu, wall, played)


def _seconds_of(play: Callable[[int], Any], replication: int) -> tuple[float, float, Any]:
    gc.disable()
    wall, cpu = perf_counter(), process_time()
    played = play(replication)
    gc.collect(0)
    cpu, wall = process_time() - cpu, perf_counter() - wall
    gc.enable()
    if isinstance(played, Measured):
        return played.seconds, played.seconds, played
    return cpu, wall, played


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Return `ours` ÷ `theirs`, round by round."""
    return [a / b for a, b in zip(ours, theirs, strict=True)]


def spread(values: Sequence[float], factor: float = 1.0) -> str:
    """Return the median with the smallest and largest value: `1.2 [1.1-1.4]`."""
    scaled = [value * factor for value in values]
    if len(scaled) == 1:
        return figure(scaled[0])
    return f"{figure(median(scaled))} [{figure(min(scaled))}-{figure(max(scaled))}]"


def figure(value: float) -> str:
    """Return a number with three figures, thousands apart."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.{1 if abs(value) >= 10 else 2}f}"


@dataclass
class Brake:
    """Keeps programs from rows that would take too long, by how they grew on smaller ones."""

    limit: float
    """Seconds that one replication, or whatever is measured, may take."""
    seen: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def note(self, name: str, size: float, seconds: float) -> None:
        """Remember how long a size took."""
        self.seen.setdefault(name, []).append((size, seconds))

    def expected(self, name: str, size: float) -> float:
        """Return how long a size will take; 0 when nothing is known."""
        seen = self.seen.get(name, [])
        if not seen:
            return 0.0
        known, seconds = seen[-1]
        power = 1.0
        if len(seen) > 1 and known > seen[-2][0]:
            power = max(1.0, log(seconds / seen[-2][1]) / log(known / seen[-2][0]))
        return float(seconds * (size / known) ** power)

    def holds(self, name: str, size: float) -> str | None:
        """Return why a size is not played, if so."""
        expected = self.expected(name, size)
        return f"(about {figure(expected)} s)" if expected > self.limit else None
