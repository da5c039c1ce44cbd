"""Coordinates: GCJ-02 by pairs that others published, areas, and the file of a scenario's parks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.errors import ScenarioError
from sim.scenario.geography import gcj02
from sim.scenario.geography.places import Place, area
from sim.scenario.load import Loaded, load

PAIRS = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]
"""WGS 84 and GCJ-02 in Shanghai, Shenzhen and Beijing: the tests of eviltransform, 2013."""
BASE = Path(__file__).parents[1] / "badfiles" / "cases" / "base.yaml"
SQUARE = [[121.0, 31.0], [121.2, 31.0], [121.2, 31.1], [121.0, 31.1], [121.0, 31.0]]
HOLE = [[121.05, 31.02], [121.1, 31.02], [121.1, 31.05], [121.05, 31.02]]


@pytest.mark.parametrize(("wgs", "gcj"), PAIRS)
def test_published_pairs(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert gcj02.from_wgs84(*wgs) == pytest.approx(gcj, abs=1e-11)
    assert gcj02.to_wgs84(*gcj) == pytest.approx(wgs, abs=1e-9)


@given(st.floats(73.5, 135.0), st.floats(18.0, 53.5))
def test_there_and_back(longitude: float, latitude: float) -> None:
    """In all of China, to a hundredth of a millimetre; the offset is some hundred metres."""
    there = gcj02.from_wgs84(longitude, latitude)
    assert gcj02.to_wgs84(*there) == pytest.approx((longitude, latitude), abs=1e-9)
    assert max(abs(there[0] - longitude), abs(there[1] - latitude)) < 0.02


def test_abroad_there_is_no_offset() -> None:
    for place in ((2.35, 48.85), (139.77, 35.68), (-43.17, -22.91)):
        assert gcj02.from_wgs84(*place) == gcj02.to_wgs84(*place) == place


def collection(*features: tuple[str, str, Any], **more: object) -> dict[str, object]:
    """A FeatureCollection of (park, kind, coordinates)."""
    made = [
        {
            "type": "Feature",
            "id": park,
            "properties": {},
            "geometry": {"type": kind, "coordinates": at},
        }
        for park, kind, at in features
    ]
    return {"type": "FeatureCollection", "features": made, **more}


def town(folder: Path, file: object, crs: str = "WGS84") -> Loaded:
    """The sound scenario with a map."""
    (folder / "base.yaml").write_bytes(BASE.read_bytes())
    text = file if isinstance(file, str) else json.dumps(file, indent="\t")
    (folder / "parks.geojson").write_text(text, encoding="utf-8")
    child = f"extends: base.yaml\nname: x\nadd:\n  map: {{file: parks.geojson, crs: {crs}}}\n"
    (folder / "town.yaml").write_text(child, encoding="utf-8")
    return load(folder / "town.yaml")


def test_rings_turn_as_the_standard_has_them(tmp_path: Path) -> None:
    backwards = [SQUARE[::-1], HOLE]
    two = collection(
        ("north", "MultiPolygon", [backwards, [SQUARE]]), ("south", "Point", [121, 31, 4])
    )
    places = town(tmp_path, two).places
    assert places is not None and places.parks["south"] == Place(point=(121.0, 31.0))
    for outer, *holes in places.parks["north"].polygons:
        assert area(outer) > 0 and all(area(hole) < 0 for hole in holes)
    assert places.parks["north"].polygons[1] == (tuple((x, y) for x, y in SQUARE),)


def test_gcj02_is_converted(tmp_path: Path) -> None:
    file = collection(
        *((park, "Point", pair[1]) for park, pair in zip(("north", "south"), PAIRS, strict=False))
    )
    places = town(tmp_path, file, "GCJ-02").places
    assert places is not None and places.crs == "GCJ-02"
    for park, (wgs, _) in zip(("north", "south"), PAIRS, strict=False):
        assert places.parks[park].point == pytest.approx(wgs, abs=1e-9)


def test_a_change_reads_the_file_again_only_where_it_may_matter(tmp_path: Path) -> None:
    loaded = town(
        tmp_path, collection(("north", "Point", [121, 31]), ("south", "Point", [122, 31]))
    )
    (tmp_path / "parks.geojson").unlink()
    assert loaded.with_({"confidence": "70%"}).places is loaded.places
    assert loaded.files[-1].name.endswith("parks.geojson") and loaded.files[-1].sha256
    with pytest.raises(ScenarioError, match="E202"):
        loaded.with_({"map.key": "name"})


def test_what_is_no_map_is_refused(tmp_path: Path) -> None:
    north = ("north", "Polygon", [SQUARE])
    flat = ("south", "Polygon", [[[121, 31], [122, 31], [123, 31], [121, 31]]])
    for file, code in {
        json.dumps(collection(north, flat)): "E223",
        json.dumps(collection(("north", "Polygon", []))): "E223",
        json.dumps(collection(("north", "Polygon", [[*SQUARE[:2], [121.2], *SQUARE[2:]]]))): "E223",
        json.dumps(collection(("north", "Point", [True, 31]))): "E223",
        json.dumps(collection(("north", "Point", [181, 31]))): "E224",
        json.dumps(collection(north, crs={"properties": {"name": 3857}})): "E225",
        "[" * 50: "E113",
        "[]": "E107",
        '{"a": 1, "a": 2}': "E109",
        json.dumps(collection(("north", "MultiPolygon", [[SQUARE * 3000]]))): "E114",
    }.items():
        with pytest.raises(ScenarioError) as refused:
            town(tmp_path, file)
        assert [problem.code for problem in refused.value.problems] == [code], code
