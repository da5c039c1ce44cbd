"""Arrivals of a stream: the rate that demand from above asks, and the curve Λ of all arrivals."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario.plan.plan import StagePlan
from sim.scenario.plan.reading import WorldReading
from sim.scenario.schema.demand import Linear, Profile, Stream, TopDownStream
from sim.scenario.values.dates import MONTH, Date
from sim.scenario.values.numbers import FactorNumber

_YEAR = 12


def rate_from_above(
    read: WorldReading, name: str, stream: TopDownStream, stage: StagePlan
) -> float:
    """Return arrivals per month of a top-down stream, before its multipliers.

    Output growth ÷ density × share is the lettable m² a year that the stream leases on average at
    its first stage: rate × P(lease) × E[area].
    """
    block = read.spec.top_down
    assert block is not None
    growth = read.number("top_down.output_growth", block.output_growth)
    density = read.number("top_down.density", block.density)
    share = read.number(f"top_down.streams.{name}.share", stream.share)
    lettable = read.factor(block.basis, read.ranks.spaces[stage.spaces[0]])
    return growth / density * lettable * share / _YEAR / (stage.lease * stage.area.mean)


Curves = tuple[str, ...]
"""Paths of the profiles that multiply a rate."""


def curves_of(path: str, stream: Stream | TopDownStream) -> Curves:
    """Return the profiles that multiply the rate of a stream."""
    curves = tuple(f"cycles.{c}" for c in stream.cycles)
    return curves if stream.profile is None else (*curves, f"{path}.profile")


class ArrivalCurves(NamedTuple):
    """Expected arrivals of streams with the same profiles."""

    times: tuple[float, ...]
    """Ticks."""
    arrivals: tuple[Sequence[float], ...]
    """Of each stream, up to each time."""
    starts: tuple[float, ...]
    """Rate of each at the start, a month."""


def arrival_curves(
    read: WorldReading, curves: Curves, rates: Sequence[float], growths: Sequence[float | None]
) -> ArrivalCurves:
    """Return the arrivals of streams by their rates a month, before the multipliers.

    Each grows by its rate a year, if it has one. The rate is held at its mid-point value between
    neighbouring month starts and profile dates: exact for steps and straight lines, and to about
    1e-6 for compound growth.
    """
    grid = read.part(_grid, curves)
    # All at once, but with one rounding after the other, as for each alone.
    rising = np.array(rates)[:, None]
    if any(growth is not None for growth in growths):
        rising = rising * np.array([_powers(grid, growth) for growth in growths])
    for factor in read.part(_factors, curves):
        rising = rising * factor
    rising = np.broadcast_to(rising, (len(rates), len(grid.instants)))
    expected = np.zeros((len(rates), len(grid.times)))
    np.cumsum(rising[:, 1:] * grid.spans, axis=1, out=expected[:, 1:])
    arrivals = tuple(array("d", row.tobytes()) for row in expected)
    return ArrivalCurves(grid.times, arrivals, tuple(rising[:, 0].tolist()))


def _powers(grid: _Grid, growth: float | None) -> list[float]:
    if growth is None:
        return [1.0] * len(grid.instants)
    return [(1.0 + growth) ** (t / (_YEAR * MONTH)) for t in grid.instants]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the rate of a stream is evaluated."""

    times: tuple[float, ...]
    """Ticks at which the rate may change."""
    instants: list[float]
    """The start, then the middle between each two times."""
    spans: NDArray[np.float64]
    """Months between each two times."""


def _grid(read: WorldReading, curves: Curves) -> _Grid:
    end = read.tick(read.spec.clock.end.last)
    dates = {read.tick(date.first) for c in curves for date in _points(_profile(read, c))}
    times = sorted({*range(0, end, MONTH), end, *(t for t in dates if 0 < t < end)})
    return _Grid(
        times=tuple(map(float, times)),
        instants=[0.0, *((a + b) / 2 for a, b in pairwise(times))],
        spans=np.array([(b - a) / MONTH for a, b in pairwise(times)]),
    )


def _factors(read: WorldReading, curves: Curves) -> list[NDArray[np.float64]]:
    """Return the factors of each curve at the instants of their common grid."""
    return [read.part(_factor, curve, curves) for curve in curves]


def _factor(read: WorldReading, curve: str, curves: Curves) -> NDArray[np.float64]:
    profile = _profile(read, curve)
    straight = isinstance(profile, Linear)
    kind = "linear" if straight else "steps"
    dated = sorted(
        (read.tick(date.first), read.number(f"{curve}.{kind}.{date}", factor))
        for date, factor in _points(profile).items()
    )
    instants = read.part(_grid, curves).instants
    place = bisect_left(instants, dated[0][0])
    factors = [dated[0][1] if straight else 1.0] * place
    for (a, u), (b, v) in pairwise(dated):
        inside = instants[place : (place := bisect_left(instants, b))]
        factors += [u + (v - u) * (t - a) / (b - a) if straight else u for t in inside]
    return np.array(factors + [dated[-1][1]] * (len(instants) - place))


def _profile(read: WorldReading, curve: str) -> Profile:
    block, *_, name = curve.removesuffix(".profile").split(".")
    if block == "cycles":
        return read.spec.cycles[name]
    stream = read.spec.demand[name] if block == "demand" else read.spec.top_down_used[name]
    assert isinstance(stream, Stream | TopDownStream) and stream.profile is not None
    return stream.profile


def _points(profile: Profile) -> Mapping[Date, FactorNumber]:
    return profile.linear if isinstance(profile, Linear) else profile.steps
