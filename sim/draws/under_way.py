"""How long works take of which it is known that they are not open yet.

`inverse(city, law, u)` is an engine's way to read the quantile of `u` under a law of spans, in
months. All other times are ticks from the clock's start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.draws.instants import date
from sim.scenario.plan.plan import FOREVER, to_ticks
from sim.scenario.values.dates import MONTH

Inverse = Callable[[Any, Any, float], float]

HALVINGS = 52
"""Steps of a bisection between 0 and 1: uniform numbers lie no closer to either end."""
LEAST_UNIFORM = 2.0**-53


def building_time(
    inverse: Inverse, city: Any, works: Any, start: int, rest: int,
    u_lag: float, u_slip: float, u: float,
) -> int:  # fmt: skip
    """Return the time from `start` to the opening of works, which comes after tick 0.

    `works` holds the laws `lag`, `slip` and `construction`, or the dates `opens_earliest` and
    `opens_latest` in the place of the last; `rest` is what else delays the opening, as drawn
    before. Lag, slip and what is left are drawn one after the other, each given that those to
    come can still reach tick 1. Where only one of them is at chance, that is its law given that
    the works are not open; works that start after tick 0 have their laws as they stand.
    """
    dated = works.opens_earliest < FOREVER
    least = 1 - start - rest
    if dated or least > 0:
        if dated:
            reach = max(works.opens_earliest, works.opens_latest - 1) - start
        else:
            reach = longest(inverse, city, works.construction)
        slips = longest(inverse, city, works.slip)
        lag = span_of_at_least(inverse, city, works.lag, u_lag, least - reach - slips)
        slip = span_of_at_least(inverse, city, works.slip, u_slip, least - reach - lag)
    else:
        lag = to_ticks(inverse(city, works.lag, u_lag))
        slip = to_ticks(inverse(city, works.slip, u_slip))
    least -= lag + slip
    if dated:
        earliest = min(max(works.opens_earliest, start + least), works.opens_latest)
        built = max(date(earliest, works.opens_latest, u) - start, least)
    else:
        built = span_of_at_least(inverse, city, works.construction, u, least)
    return rest + lag + slip + built


def span_of_at_least(inverse: Inverse, city: Any, law: Any, u: float, least: int) -> int:
    """Return a span drawn by `u`, given that it is at least so long.

    The part of [0, 1] that stands for shorter spans is found by bisection with the very inverse
    CDF, and `u` is spread over the rest: exact for every law, tables included. Where no part of
    the law is so long, the span is `least`.
    """
    if least <= 0:
        return to_ticks(inverse(city, law, u))
    bound = (least - 0.5) / MONTH  # from here on spans round to `least` ticks or more
    rises = inverse(city, law, 0.25) <= inverse(city, law, 0.75)
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if (inverse(city, law, middle) < bound) == rises:
            low = middle
        else:
            high = middle
    v = min(low + (1.0 - low) * u, 1.0 - LEAST_UNIFORM) if rises else high * u
    return max(least, to_ticks(inverse(city, law, v)))


def longest(inverse: Inverse, city: Any, law: Any) -> int:
    """Return the longest span that a law gives."""
    ends = max(inverse(city, law, LEAST_UNIFORM), inverse(city, law, 1.0 - LEAST_UNIFORM))
    return min(to_ticks(ends), FOREVER)
