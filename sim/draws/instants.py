"""At which tick something happens that a number decides."""

from __future__ import annotations

from math import floor


def date(earliest: int, latest: int, u: float) -> int:
    """Return a tick drawn evenly between two by a uniform number; where both are one, that."""
    return earliest + int((latest - earliest) * u)


def arrival(expected: float, a: float, b: float, s: float, t: float) -> int:
    """Return when so many arrivals are expected, rounded half up.

    They rise from a to b, b above a, in a straight line between the ticks s and t.
    """
    return floor(s + (t - s) * (expected - a) / (b - a) + 0.5)


def taking_ends(begun: int, vacate_by: int, vacate_within: int) -> int:
    """Return when works stop taking space: by a date or within a span, not before they begin."""
    return max(begun, min(vacate_by, begun + vacate_within))
