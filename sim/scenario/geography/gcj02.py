"""GCJ-02 (国测局坐标), the shifted coordinates of maps published in China, and WGS 84.

The offset is a published formula, known from the code of map viewers and, as open source, from
eviltransform (2013), whose pairs of coordinates the tests use. It is defined within a rectangle
around China; outside, both are the same.
"""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt
from typing import Final

WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
"""The rectangle, degrees."""
_AXIS: Final = 6378245.0
"""Semi-major axis of the Krasovsky ellipsoid, m."""
_EE: Final = 0.00669342162296594323
"""Its first eccentricity, squared."""
_EXACT: Final = 1e-10
"""Degrees, a hundredth of a millimetre, at which the inverse stops."""
_STEPS: Final = 30
"""At most: each makes the error about a hundred times smaller."""


def within(longitude: float, latitude: float) -> bool:
    """Whether coordinates lie where there is an offset."""
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


def from_wgs84(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the GCJ-02 longitude and latitude of a place given in WGS 84; degrees."""
    if not within(longitude, latitude):
        return longitude, latitude
    x, y = longitude - 105.0, latitude - 35.0
    wave = 20.0 * (sin(6.0 * pi * x) + sin(2.0 * pi * x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += 2.0 / 3.0 * (wave + 20.0 * sin(pi * y) + 40.0 * sin(pi * y / 3.0))
    north += 2.0 / 3.0 * (160.0 * sin(pi * y / 12.0) + 320.0 * sin(pi * y / 30.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += 2.0 / 3.0 * (wave + 20.0 * sin(pi * x) + 40.0 * sin(pi * x / 3.0))
    east += 2.0 / 3.0 * (150.0 * sin(pi * x / 12.0) + 300.0 * sin(pi * x / 30.0))
    angle = radians(latitude)
    magic = 1.0 - _EE * sin(angle) ** 2
    metres_north = _AXIS * (1.0 - _EE) / (magic * sqrt(magic))
    metres_east = _AXIS / sqrt(magic) * cos(angle)
    return (
        longitude + east * 180.0 / (metres_east * pi),
        latitude + north * 180.0 / (metres_north * pi),
    )


def to_wgs84(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the WGS 84 longitude and latitude of a place given in GCJ-02; degrees.

    There is no formula for the way back: what is found is shifted again and mended by what it
    misses, until that is nothing.
    """
    if not within(longitude, latitude):
        return longitude, latitude
    x, y = longitude, latitude
    for _ in range(_STEPS):
        there = from_wgs84(x, y)
        dx, dy = longitude - there[0], latitude - there[1]
        x, y = x + dx, y + dy
        if max(abs(dx), abs(dy)) < _EXACT:
            break
    return x, y
