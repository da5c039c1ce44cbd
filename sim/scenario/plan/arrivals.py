"""Arrivals of a stream: the rate that demand from above asks, and the curve Λ of all arrivals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise, repeat
from operator import mul

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


def arrival_curve(
    read: WorldReading, path: str, stream: Stream | TopDownStream, rate: float, growth: float | None
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Return (times in ticks, expected arrivals up to them, rate per month at the start).

    `rate` is before the multipliers, a month; `growth` compounds by year.
    The rate is held at its mid-point value between neighbouring month starts and profile
    dates: exact for steps and straight lines, and to about 1e-6 for compound growth.
    """
    curves = tuple(f"cycles.{c}" for c in stream.cycles)
    if stream.profile is not None:
        curves += (f"{path}.profile",)
    grid, factors = read.part(_grid, curves), read.part(_factors, curves)
    rates: Iterable[float] = repeat(rate)
    if growth is not None:
        rates = map(mul, rates, [(1.0 + growth) ** (t / (12 * MONTH)) for t in grid.instants])
    for factor in factors:
        rates = map(mul, rates, factor)
    rates = iter(rates)
    start = next(rates)
    return grid.times, tuple(accumulate(map(mul, rates, grid.spans), initial=0.0)), start


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the rate of a stream is evaluated."""

    times: tuple[float, ...]
    """Ticks at which the rate may change."""
    instants: list[float]
    """The start, then the middle between each two times."""
    spans: list[float]
    """Months between each two times."""


def _grid(read: WorldReading, curves: Curves) -> _Grid:
    end = read.tick(read.spec.clock.end.last)
    dates = {read.tick(date.first) for c in curves for date in _points(_profile(read, c))}
    times = sorted({*range(0, end, MONTH), end, *(t for t in dates if 0 < t < end)})
    return _Grid(
        times=tuple(map(float, times)),
        instants=[0.0, *((a + b) / 2 for a, b in pairwise(times))],
        spans=[(b - a) / MONTH for a, b in pairwise(times)],
    )


def _factors(read: WorldReading, curves: Curves) -> list[list[float]]:
    """Return the factors of each curve at the instants of their common grid."""
    return [read.part(_factor, curve, curves) for curve in curves]


def _factor(read: WorldReading, curve: str, curves: Curves) -> list[float]:
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
    return factors + [dated[-1][1]] * (len(instants) - place)


def _profile(read: WorldReading, curve: str) -> Profile:
    block, *_, name = curve.removesuffix(".profile").split(".")
    if block == "cycles":
        return read.spec.cycles[name]
    stream = read.spec.demand[name] if block == "demand" else read.spec.top_down_used[name]
    assert isinstance(stream, Stream | TopDownStream) and stream.profile is not None
    return stream.profile


def _points(profile: Profile) -> Mapping[Date, FactorNumber]:
    return profile.linear if isinstance(profile, Linear) else profile.steps
