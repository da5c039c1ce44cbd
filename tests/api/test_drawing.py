"""Figures drawn in another process: the same bytes, the same faults, and nothing left of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim import Scenario
from sim.api import drawing, results
from sim.api.drawing import DrawingProcess
from sim.api.manifest import read_manifest
from sim.api.run import Run
from sim.plots import balance
from sim.plots.style import Panels
from sim.runs.executors import processes

TOWN = Path(__file__).parent / "town.yaml"


@pytest.fixture(scope="module")
def run() -> Run:
    return Scenario.load(TOWN).run(2, engine="simpy", workers=1)


@pytest.fixture
def process() -> Iterator[DrawingProcess]:
    with closing(DrawingProcess()) as process:
        yield process


def elsewhere(drawn: Any) -> Any:
    """What the process made, once it has begun: from then on nobody else may draw it."""
    future = drawn.args[1]
    while not (future.running() or future.done()):
        pass
    return drawn()


def pid(_: str) -> Panels:
    raise ValueError(os.getpid())


def killed(_: str) -> Panels:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_it_is_another_process_and_its_faults_are_told_here(process: DrawingProcess) -> None:
    with pytest.raises(ValueError, match=r"^[0-9]+$") as raised:
        elsewhere(process.submit((pid, "en")))
    assert str(raised.value) != str(os.getpid())
    with pytest.raises(AttributeError):
        elsewhere(process.submit((partial(balance.draw, None), "en")))


def test_a_figure_has_the_same_bytes_wherever_it_is_drawn(
    run: Run, process: DrawingProcess
) -> None:
    for name, make in run.figures.drawn.items():
        files, boxes = elsewhere(process.submit((make, "both")))
        assert (files, boxes) == drawing.draw((make, "both")), name
        assert set(files) == {f"{name}.{ending}" for ending in ("svg", "png", "json")}


def test_what_cannot_travel_is_drawn_here(process: DrawingProcess) -> None:
    here = []
    drawn = process.submit((lambda lang: here.append(lang), "zh"))
    with pytest.raises(AttributeError):
        drawn()
    assert here == ["zh"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX")
def test_where_a_process_dies_the_figures_are_drawn_here(
    run: Run, process: DrawingProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "kill", lambda *_: None)  # here it may live
    with pytest.raises(AssertionError):
        elsewhere(process.submit((killed, "en")))
    make = run.figures.drawn["01-balance"]
    assert elsewhere(process.submit((make, "en"))) == drawing.draw((make, "en"))


@pytest.mark.full
def test_where_no_process_is_to_be_had_the_folder_is_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: Any, **__: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(processes, "Popen", none)
    folder = run.save(tmp_path / "here")
    monkeypatch.undo()
    manifest, other = (read_manifest(one) for one in (folder, run.save(tmp_path / "there")))
    assert manifest["files"] == other["files"] and not manifest["failed"]
    assert "figures/01-balance.svg" in manifest["files"]


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
def test_no_process_outlives_a_save_that_ends_early(
    fault: type[BaseException], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    class Watched(DrawingProcess):
        def __init__(self) -> None:
            super().__init__()
            begun.append(self._pool)

    def stopped(*_: Any) -> None:
        raise fault

    monkeypatch.setattr(results, "DrawingProcess", Watched)
    monkeypatch.setattr(results, "save", stopped)
    with pytest.raises(fault):
        run.save(tmp_path)
    (pool,) = begun
    assert not pool._open
    assert all(worker._process.returncode is not None for worker in pool._all)


@pytest.mark.full
def test_a_process_that_was_there_before_draws_for_a_save_and_stays(
    run: Run, process: DrawingProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    submit = process.submit
    monkeypatch.setattr(process, "submit", lambda drawing: asked.append(drawing) or submit(drawing))
    monkeypatch.setattr(results, "DrawingProcess", None)
    manifest = read_manifest(run.save(tmp_path, drawing=process))
    assert [lang for _, lang in asked] == ["both"] * len(run.figures.drawn) + ["zh", "en"]
    assert "figures/01-balance.png" in manifest["files"] and not manifest["failed"]
    with pytest.raises(ValueError, match=r"^[0-9]+$"):
        elsewhere(process.submit((pid, "en")))
