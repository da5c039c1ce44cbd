"""Results by park, type of space and year as one GeoJSON, for QGIS and other GIS."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from sim.measures.months import Floats
from sim.measures.statistics import Three, three
from sim.measures.tables.series import ratio
from sim.measures.verdict.outlook import too_idle
from sim.plots.frames import Origin, ParkYears
from sim.plots.parks import tiles_of
from sim.scenario.geography.places import Place, Position
from sim.text.words import Words

_DIGITS: Final = 7
"""Of a degree: a centimetre."""
_QUANTILES: Final = ("p10", "p50", "p90")


def geojson(
    found: ParkYears,
    spaces: Mapping[str, Words],
    shortage: float,
    places: Mapping[str, Place],
    origin: Origin,
) -> str:
    """Return a FeatureCollection (RFC 7946), a feature a park, type and year with space.

    WGS 84, longitude first, outer rings counterclockwise; a park without a place has no geometry.
    Properties are flat: names, year, `state` as in 13-parks, and quantiles over futures of what
    their names say with its unit; `idle` is vacant beyond the bound, and null without one.
    """
    features = ",\n".join(
        json.dumps(feature, ensure_ascii=False, allow_nan=False)
        for feature in _features(found, spaces, shortage, places)
    )
    name = json.dumps(f"{origin.scenario} {origin.key}", ensure_ascii=False)
    made = {"version": origin.version, "futures": origin.replications, "seed": origin.seed}
    return (
        f'{{"type": "FeatureCollection", "name": {name}, "zhizao": {json.dumps(made)},\n'
        f'"features": [\n{features}\n]}}\n'
    )


def _features(
    found: ParkYears,
    spaces: Mapping[str, Words],
    shortage: float,
    places: Mapping[str, Place],
) -> Iterator[dict[str, Any]]:
    for index, (park, label) in enumerate(found.parks.items()):
        shape = geometry(places.get(park))
        for row, (space, called) in enumerate(spaces.items()):
            for column, year in enumerate(found.years):
                tile = tiles_of(found, year, row, shortage).get(park)
                if tile is None:
                    continue
                at = (slice(None), column, row, index)
                built, leased, waiting = found.capacity[at], found.leased[at], found.waiting[at]
                bound = float(found.bounds[row, index])
                idle = None if np.isnan(bound) else too_idle(built, leased, bound)[1]
                properties = {
                    "park": park,
                    "park_zh": label.zh,
                    "park_en": label.en,
                    "space": space,
                    "space_zh": called.zh,
                    "space_en": called.en,
                    "year": year,
                    "state": tile.state,
                    **_told("capacity_m2", built, 0),
                    **_told("occupancy_pct", _percent(leased, built), 1),
                    **_told("idle_m2", idle, 0),
                    **_told("idle_pct", None if idle is None else _percent(idle, built), 1),
                    **_told("waiting_m2", waiting, 0),
                    **_told("waiting_pct", _percent(waiting, built), 1),
                }
                yield {"type": "Feature", "properties": properties, "geometry": shape}


def _percent(areas: Floats, built: Floats) -> Floats:
    """Of what is built, in the futures in which there is any."""
    shares = ratio(areas, built)
    return 100 * shares[~np.isnan(shares)]


def _told(name: str, values: Floats | None, digits: int) -> dict[str, float | None]:
    """Quantiles of something by the names of their properties; null where there is nothing."""
    told: Three | tuple[None, None, None] = (None, None, None) if values is None else three(values)
    return {
        f"{name}_{quantile}": None if value is None else round(value, digits) or 0.0
        for quantile, value in zip(_QUANTILES, told, strict=True)
    }


def geometry(place: Place | None) -> dict[str, Any] | None:
    """Return a place as RFC 7946 writes it."""
    if place is None:
        return None
    if place.point:
        return {"type": "Point", "coordinates": _rounded(place.point)}
    areas = [[[_rounded(at) for at in ring] for ring in polygon] for polygon in place.polygons]
    if len(areas) == 1:
        return {"type": "Polygon", "coordinates": areas[0]}
    return {"type": "MultiPolygon", "coordinates": areas}


def _rounded(at: Position) -> list[float]:
    return [round(degrees, _DIGITS) for degrees in at]
