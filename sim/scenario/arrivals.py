"""The arrival curve Λ of a stream: expected arrivals up to each instant."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from sim.scenario.plan import MONTH
from sim.scenario.schema import Spec
from sim.scenario.schema.demand import Linear, Profile, Stream


def arrival_curve(
    spec: Spec, name: str, stream: Stream, drawn: Mapping[str, float]
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Return (times in ticks, expected arrivals up to them, rate per month at the start).

    The rate is held at its mid-point value between neighbouring month starts and profile
    dates: exact for steps and straight lines, and to about 1e-6 for compound growth.
    """
    origin, end = spec.clock.start.first, spec.clock.end.last - spec.clock.start.first
    base = drawn.get(f"demand.{name}.rate", stream.rate.value)
    growth = stream.growth and drawn.get(f"demand.{name}.growth", stream.growth.value)
    profiles = [_factors(spec.cycles[c], f"cycles.{c}", origin, drawn) for c in stream.cycles]
    if stream.profile is not None:
        profiles.append(_factors(stream.profile, f"demand.{name}.profile", origin, drawn))

    def rate(tick: float) -> float:
        value: float = base * (1.0 + (growth or 0.0)) ** (tick / (12 * MONTH))
        for curve in profiles:
            value *= curve.at(tick)
        return value

    dates = {t for curve in profiles for t in curve.ticks if 0 < t < end}
    times = sorted({*range(0, end, MONTH), end} | dates)
    arrivals = [0.0]
    for a, b in pairwise(times):
        arrivals.append(arrivals[-1] + rate((a + b) / 2) * ((b - a) / MONTH))
    return tuple(map(float, times)), tuple(arrivals), rate(0)


class _Curve:
    """A factor over time, by steps or by straight lines."""

    def __init__(self, ticks: list[int], values: list[float], straight: bool) -> None:
        self.ticks, self.values, self.straight = ticks, values, straight

    def at(self, tick: float) -> float:
        if tick < self.ticks[0]:
            return self.values[0] if self.straight else 1.0
        for (a, b), (u, v) in zip(pairwise(self.ticks), pairwise(self.values), strict=True):
            if a <= tick < b:
                return u + (v - u) * (tick - a) / (b - a) if self.straight else u
        return self.values[-1]


def _factors(profile: Profile, path: str, origin: int, drawn: Mapping[str, float]) -> _Curve:
    straight = isinstance(profile, Linear)
    kind = "linear" if straight else "steps"
    points = profile.linear if isinstance(profile, Linear) else profile.steps
    dated = sorted(
        (date.first - origin, drawn.get(f"{path}.{kind}.{date}", factor.value))
        for date, factor in points.items()
    )
    return _Curve([t for t, _ in dated], [v for _, v in dated], straight)
