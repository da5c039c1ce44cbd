"""Places of parks in WGS 84: points, or areas with holes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

Position = tuple[float, float]
"""Longitude and latitude, degrees."""
Ring = tuple[Position, ...]
"""A closed line: its last position is its first."""
Polygon = tuple[Ring, ...]
"""Its outer ring, then its holes."""


@dataclass(frozen=True)
class Place:
    """Where a park lies: a point, or one or more polygons."""

    point: Position | None = None
    polygons: tuple[Polygon, ...] = ()

    def positions(self) -> Iterator[Position]:
        """All its positions."""
        if self.point:
            yield self.point
        for polygon in self.polygons:
            for ring in polygon:
                yield from ring


@dataclass(frozen=True)
class Places:
    """Where the parks of a scenario lie, as a file says it."""

    parks: Mapping[str, Place]
    """By park; there may be parks that the file does not have."""
    crs: str
    """The coordinates of the file, WGS84 or GCJ-02; those here are WGS 84."""
    file: str
    """Its path, from the folder of the file that names it."""
    text: str
    """All that stands in the file."""
    sha256: str
    """Digest of its bytes."""
    path: str
    """Where it was read."""


def area(ring: Ring) -> float:
    """Area within a closed ring, square degrees: above 0 where it runs counterclockwise."""
    x0, y0 = ring[0]
    pairs = pairwise(ring)
    return sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairs) / 2
