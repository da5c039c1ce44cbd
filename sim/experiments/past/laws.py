"""What an observed number may be: its mean, how far it spreads, its ends."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.measures.months import Floats
from sim.scenario.values.numbers import Number

POINTS = 400
"""Points by which a triangular law is represented."""


@dataclass(frozen=True)
class Law:
    """What a number may be; its range is read as a triangle around its value."""

    mean: float
    spread: float
    """One standard deviation."""
    low: float
    high: float

    @classmethod
    def of(cls, number: Number) -> Law:
        """The law of a number as it is written."""
        values = _values(number)
        low, high = number.ends
        return cls(float(values.mean()), float(values.std()), low, high)

    @classmethod
    def inverse(cls, number: Number) -> Law:
        """The law of 1 ÷ a number above zero."""
        values = 1 / _values(number)
        low, high = number.ends
        return cls(float(values.mean()), float(values.std()), 1 / high, 1 / low)

    def plus(self, other: Law) -> Law:
        """The sum with an independent law."""
        spread = sqrt(self.spread**2 + other.spread**2)
        return Law(self.mean + other.mean, spread, self.low + other.low, self.high + other.high)

    def times(self, other: Law) -> Law:
        """The product with an independent law above zero."""
        mean = self.mean * other.mean
        square = (self.mean**2 + self.spread**2) * (other.mean**2 + other.spread**2)
        ends = [end * factor for end in (self.low, self.high) for factor in (other.low, other.high)]
        return Law(mean, sqrt(max(0.0, square - mean**2)), min(ends), max(ends))

    def scaled(self, by: float) -> Law:
        """The law of so many times the number; `by` may be negative."""
        low, high = sorted((self.low * by, self.high * by))
        return Law(self.mean * by, self.spread * abs(by), low, high)

    def within(self, least: float, most: float) -> Law:
        """The same with its mean and ends moved to the nearest value that can be."""
        mean, low, high = np.clip((self.mean, self.low, self.high), least, most).tolist()
        return Law(mean, self.spread, low, high)


def _values(number: Number) -> Floats:
    """Return equally likely values of a number: quantiles of the triangle over its range."""
    if number.range is None or number.range[0] == number.range[1]:
        return np.array([number.value])
    (low, high), mode = number.range, number.value
    u = (np.arange(POINTS) + 0.5) / POINTS
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u * (high - low) < mode - low, rising, falling)
