"""A scenario that names a map: its results stand for themselves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import get_args

import pytest

from sim import Scenario
from sim.api.manifest import MANIFEST, NoManifestError, read_manifest, written_out
from sim.api.reproduce import reproduce
from sim.api.run import Run
from sim.plots import levels
from sim.plots.parks import State
from sim.scenario.geography.places import area

LAKESIDE = Path(__file__).parents[1] / "scenarios" / "lakeside"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lakeside")
    return Path(shutil.copytree(LAKESIDE, folder, dirs_exist_ok=True))


def played(place: Path) -> Run:
    return Scenario.load(place / "lakeside.yaml").run(2, engine="simpy", workers=1)


def test_a_result_is_made_again_without_the_file(place: Path, tmp_path: Path) -> None:
    run = played(place)
    folder = run.save(tmp_path, brief=True)
    manifest = read_manifest(folder)
    assert "parks.geojson" in manifest["scenario"]["files"]
    moved = (place / "parks.geojson").rename(place / "away")
    assert reproduce(folder).holds and not reproduce(folder).made_of
    text = moved.read_text(encoding="utf-8").replace("10.15", "10.16")
    (place / "parks.geojson").write_text(text, encoding="utf-8")
    assert played(place).key != run.key


def test_a_gis_reads_the_results(place: Path, tmp_path: Path) -> None:
    run = played(place)
    folder = run.save(tmp_path, brief=True, also=["geojson"])
    text = (folder / "parks.geojson").read_text(encoding="utf-8")
    assert text == run.geojson == played(place).geojson
    told = json.loads(text)
    assert told["type"] == "FeatureCollection" and "crs" not in told
    rows = [one["properties"] for one in told["features"]]
    assert len({(row["park"], row["space"], row["year"]) for row in rows}) == len(rows)
    assert {row["year"] for row in rows} == set(range(2026, 2036))
    kinds = {one["properties"]["park"]: one["geometry"] for one in told["features"]}
    assert {park: shape["type"] for park, shape in kinds.items()} == {
        "harbour": "MultiPolygon",
        "mill": "Polygon",
        "campus": "Polygon",
        "airport": "Polygon",
        "island": "Point",
    }
    outer, hole = (tuple(map(tuple, ring)) for ring in kinds["campus"]["coordinates"])
    assert area(outer) > 0 > area(hole) and outer[0] == outer[-1]
    last = {(row["space"], row["park"]): row for row in rows if row["year"] == 2035}
    frames = run.figures.frames
    for one in run.verdict.outlooks:
        if one.park and one.supply[1] > 0:
            row = last.pop((one.space, one.park))
            found = [(row[f"waiting_m2_p{q}"], row[f"idle_m2_p{q}"]) for q in (10, 50, 90)]
            ends = zip(one.short.end, one.idle.end if one.idle else (None,) * 3, strict=True)
            assert found == [pytest.approx(end, abs=0.5) for end in ends]
            assert one.vacancy_end is not None and row["state"] in get_args(State)
            vacant = 100 * (1 - one.vacancy_end)
            assert row["occupancy_pct_p10"] - 0.1 <= vacant <= row["occupancy_pct_p90"] + 0.1
            shown = levels.data(frames, "idle").rows[one.space].marks["2035"][one.park].shares
            assert shown is None or [row[f"idle_pct_p{q}"] for q in (10, 50, 90)] == [
                pytest.approx(100 * share, abs=0.051) for share in shown
            ]
    assert not last
    flat = {type(value) for row in rows for value in row.values()}
    assert flat <= {str, int, float, type(None)}


def test_without_a_map_there_is_no_geometry() -> None:
    run = Scenario.load(LAKESIDE.parents[1] / "api" / "town.yaml").run(2, engine="simpy", workers=1)
    told = json.loads(run.geojson)["features"]
    assert told and all(one["geometry"] is None for one in told)


def test_what_lies_beside_a_scenario_stays_within_its_folder(tmp_path: Path) -> None:
    for beside in ({"../out": "x"}, {"/out": "x"}, {"a": 1}, [], {"a": "\ud800"}):
        with pytest.raises(NoManifestError):
            written_out({"scenario": {"yaml": "a: 1", "beside": beside}}, tmp_path)
    assert not (tmp_path.parent / "out").exists()
    told = {"yaml": "a: 1", "beside": {"maps/a.geojson": "{}"}}
    file = written_out(json.loads(json.dumps({"scenario": told})), tmp_path)
    assert file.read_text() == "a: 1" and (tmp_path / "maps" / "a.geojson").read_text() == "{}"
    assert MANIFEST not in {path.name for path in tmp_path.iterdir()}
