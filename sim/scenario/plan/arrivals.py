"""Arrivals of a stream: the curve Λ of their expected number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario.plan.reading import WorldReading
from sim.scenario.schema.demand import (
    Compound,
    Linear,
    Profile,
    Steps,
    Stream,
    TopDownStream,
)
from sim.scenario.values.dates import MONTH, Date
from sim.scenario.values.numbers import FactorNumber

_YEAR = 12

Curves = tuple[str, ...]
"""Paths of the profiles that multiply a rate."""
Levels = tuple[int, tuple[float, ...]]
"""Ticks in each step of the clock, and the factor of a rate in each."""


def curves_of(path: str, stream: Stream | TopDownStream) -> Curves:
    """Return the profiles that multiply the rate of a stream."""
    curves = tuple(f"cycles.{c}" for c in stream.cycles)
    return curves if stream.profile is None else (*curves, f"{path}.profile")


def times(read: WorldReading, curves: Curves) -> tuple[float, ...]:
    """Return the ticks at which the rates of streams with these profiles may change."""
    return read.part(_grid, curves).times


def rates_before(
    read: WorldReading, curves: Curves, rates: Sequence[float], growths: Sequence[float | None]
) -> NDArray[np.float64]:
    """Return rates a month [stream, instant] before the multipliers.

    Each grows by its rate a year, if it has one.
    """
    years = [t / (_YEAR * MONTH) for t in read.part(_grid, curves).instants.tolist()]
    level = [1.0] * len(years)
    powers = [level if rate is None else [(1.0 + rate) ** t for t in years] for rate in growths]
    before: NDArray[np.float64] = np.array(rates)[:, None] * np.array(powers)
    return before


def stepped(read: WorldReading, curves: Curves, levels: Levels) -> NDArray[np.float64]:
    """Return levels that change by steps at the instants of streams with these profiles."""
    step, level = levels
    return np.array(level)[(read.part(_grid, curves).instants // step).astype(np.int64)]


def arrival_curves(
    read: WorldReading, curves: Curves, before: NDArray[np.float64]
) -> tuple[NDArray[np.float64], list[float]]:
    """Return arrivals expected, [stream, time], and the rate a month of each at the start.

    The rate is held at its mid-point value between neighbouring month starts and profile dates:
    exact for steps and straight lines, and to about 1e-6 for compound growth.
    """
    grid = read.part(_grid, curves)
    # All at once, but with one rounding after the other, as for each alone.
    rates = before
    for factor in read.part(_factors, curves):
        rates = rates * factor
    expected = np.zeros(rates.shape)
    np.cumsum(rates[:, 1:] * grid.spans, axis=1, out=expected[:, 1:])
    return expected, rates[:, 0].tolist()


def mean_rates(
    read: WorldReading, curves: Curves, step: int, expected: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the mean rates a month [stream, step] in steps of so many ticks."""
    where, months = read.part(_ends_of_steps, curves, step)
    means: NDArray[np.float64] = np.diff(expected[:, where], axis=1) / months
    return means


def _ends_of_steps(
    read: WorldReading, curves: Curves, step: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return where the times are at which a step ends, after the start, and the months of each."""
    times = read.part(_grid, curves).times
    ends = [*np.arange(0.0, times[-1], step).tolist(), times[-1]]
    return np.array([times.index(end) for end in ends]), np.diff(ends) / MONTH


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the rate of a stream is evaluated."""

    times: tuple[float, ...]
    """Ticks at which the rate may change."""
    instants: NDArray[np.float64]
    """The start, then the middle between each two times."""
    spans: NDArray[np.float64]
    """Months between each two times."""


def _grid(read: WorldReading, curves: Curves) -> _Grid:
    end = read.tick(read.spec.clock.end.last)
    dates = {tick for curve in curves for tick in _turns(read, _profile(read, curve))}
    times = sorted({*range(0, end, MONTH), end, *(t for t in dates if 0 < t < end)})
    return _Grid(
        times=tuple(map(float, times)),
        instants=np.array([0.0, *((a + b) / 2 for a, b in pairwise(times))]),
        spans=np.array([(b - a) / MONTH for a, b in pairwise(times)]),
    )


def _factors(read: WorldReading, curves: Curves) -> list[NDArray[np.float64]]:
    """Return the factors of each curve at the instants of their common grid."""
    return [read.part(_factor, curve, curves) for curve in curves]


class _Piece(NamedTuple):
    """Instants between two dates of a profile."""

    begin: int
    end: int
    since: NDArray[np.float64]
    """Ticks since the first of them."""
    span: int
    """Ticks from one to the other."""


class _Knots(NamedTuple):
    """Dates of a profile on a grid, and where its factors stand."""

    factors: list[tuple[str, FactorNumber]]
    """(path, number), by date."""
    pieces: list[_Piece]
    first: int
    """Instants before the first date."""
    instants: int
    straight: bool


def factors(read: WorldReading, curve: str, instants: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the factor of a profile at instants in order, in ticks."""
    if isinstance(_profile(read, curve), Compound):
        return _compounded(read, curve, _years_grown(read, curve, instants))
    return _stated(read, _knots_at(read, curve, instants))


def _knots(read: WorldReading, curve: str, curves: Curves) -> _Knots:
    return _knots_at(read, curve, read.part(_grid, curves).instants)


def _knots_at(read: WorldReading, curve: str, instants: NDArray[np.float64]) -> _Knots:
    profile = _profile(read, curve)
    assert not isinstance(profile, Compound)
    straight = isinstance(profile, Linear)
    kind = "linear" if straight else "steps"
    dated = sorted(_points(profile).items(), key=lambda point: point[0].first)
    ticks = [read.tick(date.first) for date, _ in dated]
    places = np.searchsorted(instants, ticks).tolist()
    return _Knots(
        factors=[(f"{curve}.{kind}.{date}", factor) for date, factor in dated],
        pieces=[
            _Piece(begin, end, instants[begin:end] - a, b - a)
            for (begin, end), (a, b) in zip(pairwise(places), pairwise(ticks), strict=True)
        ],
        first=places[0],
        instants=len(instants),
        straight=straight,
    )


def _factor(read: WorldReading, curve: str, curves: Curves) -> NDArray[np.float64]:
    if isinstance(_profile(read, curve), Compound):
        return _compounded(read, curve, read.part(_grown_years, curve, curves))
    return _stated(read, read.part(_knots, curve, curves))


def _compounded(read: WorldReading, curve: str, grown: list[float]) -> NDArray[np.float64]:
    """Return the factors so many years of growth after, or before, the base date."""
    profile = _profile(read, curve)
    assert isinstance(profile, Compound)
    yearly = 1.0 + read.number(f"{curve}.growth", profile.growth)
    return np.array([yearly**years for years in grown])


def _stated(read: WorldReading, knots: _Knots) -> NDArray[np.float64]:
    """Return the factors between the dates of a profile."""
    values = [read.number(*where) for where in knots.factors]
    found = np.full(knots.instants, values[-1])
    found[: knots.first] = values[0] if knots.straight else 1.0
    for (u, v), (begin, end, since, span) in zip(pairwise(values), knots.pieces, strict=True):
        found[begin:end] = u + (v - u) * since / span if knots.straight else u
    return found


def _grown_years(read: WorldReading, curve: str, curves: Curves) -> list[float]:
    return _years_grown(read, curve, read.part(_grid, curves).instants)


def _years_grown(read: WorldReading, curve: str, instants: NDArray[np.float64]) -> list[float]:
    """Return how long a factor has grown at each instant since it was 1, in years."""
    profile = _profile(read, curve)
    assert isinstance(profile, Compound)
    first, last = _turns(read, profile)
    one = first if profile.base is None else min(max(read.tick(profile.base.first), first), last)
    return [(min(max(t, first), last) - one) / (_YEAR * MONTH) for t in instants.tolist()]


def _turns(read: WorldReading, profile: Profile) -> list[int]:
    """Return the ticks at which a profile changes its course."""
    if isinstance(profile, Compound):
        clock = read.spec.clock
        span = (profile.start or clock.start).first, (profile.end or clock.end).last
        return [read.tick(instant) for instant in span]
    return [read.tick(date.first) for date in _points(profile)]


def _profile(read: WorldReading, curve: str) -> Profile:
    block, *_, name = curve.removesuffix(".profile").split(".")
    if block == "cycles":
        return read.spec.cycles[name]
    stream = read.spec.demand[name] if block == "demand" else read.spec.top_down_used[name]
    assert isinstance(stream, Stream | TopDownStream) and stream.profile is not None
    return stream.profile


def _points(profile: Steps | Linear) -> Mapping[Date, FactorNumber]:
    return profile.linear if isinstance(profile, Linear) else profile.steps
