"""Tornado: each number at the ends of its range, all others at their values, under common luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.draws.inputs import Input
from sim.experiments.answer import student
from sim.experiments.points import Point
from sim.experiments.sensitivity.blocks import BEARABLE, PointPlayer, failed
from sim.measures.months import Floats
from sim.measures.verdict.indicators import Indicators
from sim.runs.executors import Failure

PAIRS: Final = 10
"""Pairs of replications at each end of each range."""


@dataclass(frozen=True)
class End:
    """The mean of an outcome at one end of a range, less that with all numbers at their values."""

    change: float
    conf: float
    """Half its 95 % interval: Student's, over paired differences under common luck."""


@dataclass(frozen=True)
class TornadoBar:
    """A number from the low to the high end of its range."""

    path: str
    low: End
    high: End

    @property
    def swing(self) -> float:
        """How far apart the outcome is over the range."""
        middle = (0.0, self.low.change, self.high.change)
        return max(middle) - min(middle)

    @property
    def clear(self) -> bool:
        """Whether the interval of an end leaves out no change at all."""
        return any(abs(end.change) > end.conf for end in (self.low, self.high))


@dataclass(frozen=True)
class Tornado:
    """One outcome: its mean with all numbers at their values, and a bar for each number."""

    base: float
    bars: tuple[TornadoBar, ...]
    """Widest first."""


def play_ends(
    numbers: Sequence[Input], outcomes: Sequence[str], play: PointPlayer
) -> tuple[Mapping[str, Tornado], int]:
    """Return the tornado of each outcome, and how many numbers failed and are not in it.

    `play` must hold ranged numbers at their values. With all of them held, the two replications of
    a pair are as independent as any two. RefusedError if more than 5 % of the numbers fail, or the
    point with all at their values.
    """
    pairs = range(2 * PAIRS)
    points = [Point(pairs)]
    points += [Point(pairs, {n.path: end}) for n in numbers for end in (n.low, n.high)]
    played: dict[int, Indicators] = {}
    lost: dict[int, Failure] = {}
    for index, result in play(points):
        if isinstance(result, Failure):
            lost.setdefault((index - 1) // 2, result)
        else:
            played[index] = result
    if len(lost) > BEARABLE * len(numbers) or -1 in lost:
        raise failed(lost, len(numbers))
    ends = {
        number.path: (played[2 * place + 1], played[2 * place + 2])
        for place, number in enumerate(numbers)
        if place not in lost
    }
    return {name: _tornado(name, played[0], ends) for name in outcomes}, len(lost)


def _tornado(
    name: str, base: Indicators, ends: Mapping[str, tuple[Indicators, Indicators]]
) -> Tornado:
    middle = base.values[name]
    bars = [
        TornadoBar(path, _end(low.values[name] - middle), _end(high.values[name] - middle))
        for path, (low, high) in ends.items()
    ]
    known = middle[np.isfinite(middle)]
    level = float(known.mean()) if len(known) else 0.0
    return Tornado(level, tuple(sorted(bars, key=lambda bar: -bar.swing)))


def _end(changes: Floats) -> End:
    known = changes[np.isfinite(changes)]
    count = len(known)
    if count < 2:
        return End(0.0, 0.0)
    conf = student(count - 1) * float(known.std(ddof=1)) / count**0.5
    return End(float(known.mean()), conf)
