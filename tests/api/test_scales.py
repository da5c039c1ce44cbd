"""A run drawn once more on the scales of a saved one, beside its own figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim import Scenario
from sim.api.lookup import NoResultError
from sim.api.manifest import read_manifest
from sim.api.reproduce import reproduce
from sim.api.run import Run
from sim.api.scales import scales_of
from sim.cli import main
from sim.plots.catalogue import Figures
from sim.plots.frames import SharedScale

TOWN = Path(__file__).parent / "town.yaml"


@pytest.fixture(scope="module")
def run() -> Run:
    return Scenario.load(TOWN).run(2, engine="simpy", workers=1)


@pytest.fixture(autouse=True)
def two_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw one that shares its scales and one that has none."""
    drawn = property(lambda all_: {"02-gap": all_.gap, "05-timeline": all_.timeline})
    monkeypatch.setattr(Figures, "drawn", drawn)


@pytest.mark.full
def test_figures_are_drawn_once_more_and_the_result_still_holds(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other" / "0123456789ab"
    (other / "figures").mkdir(parents=True)
    run.save(tmp_path, brief=True).joinpath("manifest.json").rename(other / "manifest.json")
    told = json.dumps({"ends": {"lab": [-9e9, 9e9]}})
    (other / "figures" / "02-gap.json").write_text(told)
    assert scales_of(other)["02-gap"] == SharedScale(run.name, {"lab": (-9e9, 9e9)})
    folder = run.save(tmp_path / "new", "en", scale_of=other)
    place = "figures/scale-of-other-0123456789ab"
    files = read_manifest(folder)["files"]
    assert {name for name in files if name.startswith(place)} == {
        f"{place}{lang}/02-gap.{ending}" for lang in ("", "/en") for ending in ("svg", "png")
    }
    said = [(folder / at / "02-gap.svg").read_text("utf-8") for at in ("figures", place)]
    assert ["Scales as in" in one for one in said] == [False, True]
    assert reproduce(folder).holds


@pytest.mark.parametrize(
    "told", ["", "[]", '{"ends": {"lab": [1]}}', '{"ends": {"lab": [0, 1e999]}}']
)
def test_who_keeps_no_scale_is_told(
    run: Run, tmp_path: Path, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    folder = run.save(tmp_path, brief=True)
    (folder / "figures").mkdir()
    (folder / "figures" / "02-gap.json").write_text(told)
    with pytest.raises(NoResultError):
        scales_of(folder)
    monkeypatch.setattr(Scenario, "load", None)  # it is told before anything is read
    words = ["run", str(TOWN), "--out", str(tmp_path), "--lang", "en", "--scale-of", "town"]
    assert main(words) == 2
    assert "keeps no figures that say where their axes end" in capsys.readouterr().err
