"""The GeoJSON file of a scenario (RFC 7946), read as strictly as the scenario itself.

JSON is YAML, so the reader of scenarios reads it: with the places of its values, and with the same
limits on size and depth. A `crs` that older programs still write may say nothing else than degrees.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from sim.scenario.errors import MAX_PROBLEMS, Problem, ScenarioError, nearest
from sim.scenario.geography import gcj02
from sim.scenario.geography.places import Place, Places, Polygon, Position, Ring, area
from sim.scenario.schema.space import ParkMap
from sim.scenario.yaml.files import Folder, beside, is_relative
from sim.scenario.yaml.nodes import Node
from sim.text.messages.files import GEOJSON

_DEGREES: Final = re.compile(r".*(?:CRS84|EPSG:*(?::[\d.]*:)?(?:4326|4490))", re.IGNORECASE)
"""Names of WGS 84 in degrees; CGCS2000, the Chinese datum, agrees with it to a metre."""
_RING: Final = 4
"""Positions of a ring at least: a triangle, closed."""


def lies_below(file: str) -> bool:
    """Whether a name means a file in or below the folder of the file that names it."""
    return is_relative(file) and ".." not in PurePosixPath(file).parts


def read_places(block: ParkMap, tree: Node, parks: Iterable[str]) -> tuple[Places, list[Problem]]:
    """Return where the parks of a scenario lie, and warnings; `tree` is that of the scenario.

    Raises ScenarioError with all that is wrong with the file.
    """
    named_at = tree.items["map"].items["file"].place
    if not lies_below(block.file):
        raise ScenarioError([Problem("E222", named_at, {"file": block.file}, "map.file")])
    folder = Folder(named_at.source.name)
    root = folder.read(beside(named_at.source.name, block.file), named_at)
    reader = _Reader(block, list(parks))
    found = reader.parks(root)
    if reader.problems:
        raise ScenarioError(reader.problems)
    source = root.place.source
    text = "\n".join(source.lines)
    places = Places(found, block.crs, block.file, text, source.sha256, source.name)
    absent = [park for park in reader.known if park not in found]
    if not absent:
        return places, []
    return places, [Problem("W635", named_at, {"parks": ", ".join(absent)}, "map.file")]


class _Reader:
    """Reads a tree; what is wrong is collected."""

    def __init__(self, block: ParkMap, known: list[str]) -> None:
        self.block, self.known = block, known
        self.problems: list[Problem] = []

    def parks(self, root: Node) -> dict[str, Place]:
        """The places of all features."""
        self._degrees(root)
        features = root.items.get("features")
        if not self._is(root, "FeatureCollection") or features is None or not features.elements:
            self._wanted(features or root, "features")
            return {}
        found: dict[str, Place] = {}
        for feature in features.elements:
            if len(self.problems) >= MAX_PROBLEMS:
                break
            park = self._park(feature)
            if park in found:
                self._tell("E227", feature, park=park)
            elif park:
                place = self._place(feature.items.get("geometry"), feature)
                if place:
                    found[park] = place
        return found

    def _degrees(self, root: Node) -> None:
        node = root.find(("crs", "properties", "name"))
        if node and not (isinstance(node.value, str) and _DEGREES.fullmatch(node.value)):
            self._tell("E225", node, name=node.text)

    def _park(self, feature: Node) -> str:
        """The park that a feature is of; empty where it is of none."""
        if not self._is(feature, "Feature"):
            self._wanted(feature, "feature")
            return ""
        key = self.block.key
        within = feature.find(("properties", key))
        node = within or (feature.items.get("id") if key == "id" else None)
        if node is None or not isinstance(node.value, str):
            self._tell("E229", node or feature, key=key)
            return ""
        if node.value not in self.known:
            near = nearest(node.value, self.known)
            self.problems.append(
                Problem("E226", node.place, {"park": node.value, "key": key}, nearest=near)
            )
            return ""
        return node.value

    def _place(self, geometry: Node | None, feature: Node) -> Place | None:
        """The place of a geometry; None where something is wrong with it."""
        before = len(self.problems)
        coordinates = geometry.items.get("coordinates") if geometry else None
        place = Place()
        if geometry is None or coordinates is None:
            self._wanted(geometry or feature, "geometry")
        elif self._is(geometry, "Point"):
            place = Place(point=self._position(coordinates))
        elif self._is(geometry, "Polygon"):
            place = Place(polygons=(self._polygon(coordinates),))
        elif self._is(geometry, "MultiPolygon") and coordinates.elements:
            place = Place(polygons=tuple(map(self._polygon, coordinates.elements)))
        else:
            self._wanted(geometry.items.get("type") or geometry, "geometry")
        return place if len(self.problems) == before else None

    def _polygon(self, node: Node) -> Polygon:
        if not node.elements:
            self._wanted(node, "ring")
        return tuple(self._ring(ring, outer=not i) for i, ring in enumerate(node.elements))

    def _ring(self, node: Node, outer: bool) -> Ring:
        """A ring, the outer one counterclockwise and a hole clockwise, as RFC 7946 has them."""
        before = len(self.problems)
        ring = tuple(self._position(position) for position in _some(node, self.problems))
        if len(self.problems) > before:
            return ring
        if len(ring) < _RING or ring[0] != ring[-1] or not area(ring):
            self._wanted(node, "ring")
            return ring
        return ring if (area(ring) > 0) == outer else ring[::-1]

    def _position(self, node: Node) -> Position:
        """Longitude and latitude in WGS 84; a height is left out."""
        numbers = [one.value for one in node.elements[:2]]
        if len(numbers) < 2 or not all(map(_is_number, numbers)):
            self._wanted(node, "position")
            return math.nan, math.nan
        longitude, latitude = (float(str(number)) for number in numbers)
        told = f"{longitude:.10g}, {latitude:.10g}"
        if abs(longitude) > 180 or abs(latitude) > 90:
            self._tell("E224", node, position=told)
        elif self.block.crs == "GCJ-02":
            if not gcj02.within(longitude, latitude):
                self._tell("E228", node, position=told)
            return gcj02.to_wgs84(longitude, latitude)
        return longitude, latitude

    def _is(self, node: Node, kind: str) -> bool:
        named = node.items.get("type")
        return named is not None and named.value == kind

    def _wanted(self, node: Node, what: str) -> None:
        self.problems.append(Problem("E223", node.here, {"wanted": GEOJSON[what]}))

    def _tell(self, code: str, node: Node, **context: str) -> None:
        self.problems.append(Problem(code, node.here, context))


def _some(node: Node, problems: list[Problem]) -> Iterator[Node]:
    """The elements of a list, no more of them once there are too many problems to be useful."""
    for element in node.elements:
        if len(problems) >= MAX_PROBLEMS:
            return
        yield element


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
