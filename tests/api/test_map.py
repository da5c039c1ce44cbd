"""A scenario that names a map: its results stand for themselves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sim import Scenario
from sim.api.manifest import MANIFEST, NoManifestError, read_manifest, written_out
from sim.api.reproduce import reproduce
from sim.api.run import Run

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


def test_what_lies_beside_a_scenario_stays_within_its_folder(tmp_path: Path) -> None:
    for beside in ({"../out": "x"}, {"/out": "x"}, {"a": 1}, [], {"a": "\ud800"}):
        with pytest.raises(NoManifestError):
            written_out({"scenario": {"yaml": "a: 1", "beside": beside}}, tmp_path)
    assert not (tmp_path.parent / "out").exists()
    told = {"yaml": "a: 1", "beside": {"maps/a.geojson": "{}"}}
    file = written_out(json.loads(json.dumps({"scenario": told})), tmp_path)
    assert file.read_text() == "a: 1" and (tmp_path / "maps" / "a.geojson").read_text() == "{}"
    assert MANIFEST not in {path.name for path in tmp_path.iterdir()}
