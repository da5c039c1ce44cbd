"""Saving a run: looked at before it is played, told before it is saved, and what fails is named."""

from __future__ import annotations

import builtins
import errno
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim import Scenario
from sim.api.drawing import DrawingProcess, draw
from sim.api.manifest import NoManifestError, damaged, file_digest, read_manifest
from sim.api.reproduce import reproduce
from sim.api.run import Run
from sim.cli import main
from sim.plots import balance
from sim.plots.catalogue import Figures

TOWN = Path(__file__).parent / "town.yaml"
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture(scope="module")
def run() -> Run:
    return Scenario.load(TOWN).run(2, engine="simpy", workers=1)


@pytest.fixture(scope="module")
def brief(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run.save(tmp_path_factory.mktemp("brief"), brief=True)


@pytest.fixture
def two_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw two of the figures: what becomes of one and of the others."""
    drawn = property(lambda figures: {"01-balance": figures.balance, "02-gap": figures.gap})
    monkeypatch.setattr(Figures, "drawn", drawn)


def asked(out: Path, *more: str) -> list[str]:
    words = ["run", str(TOWN), "--replications", "2", "--engine", "simpy", "--workers", "1"]
    return [*words, "--lang", "en", "--out", str(out), *more]


@pytest.mark.parametrize("verb", ["run", "compare", "required", "sweep", "overview", "discover"])
@pytest.mark.parametrize("place", ["file", "file/below", "gone/below", "x" * 300])
def test_a_place_that_cannot_be_written_is_told_before_playing(
    verb: str, place: str, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    monkeypatch.setattr("sim.runs.replicate.collected", None)  # nothing may be played
    more = {
        "compare": [str(TOWN.parents[1] / "experiments" / "town.yaml")],
        "required": ["--space", "lab"],
        "sweep": ["--vary", "supply.hall.lots=[1, 2]"],
        "overview": [],
        "discover": ["--fails", "idle_mean.lab > 0"],
    }
    words = [verb, str(TOWN), *more.get(verb, []), "--lang", "en", "--out", str(tmp_path / place)]
    assert main(words) == 2
    (said,) = capsys.readouterr().err.splitlines()[-1:]
    assert said.startswith("results cannot be written to ")
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "gone"]


@pytest.mark.full
@pytest.mark.usefixtures("two_figures")
def test_a_figure_that_fails_takes_nothing_with_it_and_comes_later(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no ink")

    with monkeypatch.context() as patch:
        patch.setattr(balance, "draw", fail)
        # Another process would not know of it.
        patch.setattr(DrawingProcess, "submit", lambda _, drawing: partial(draw, drawing))
        assert main(asked(tmp_path)) == 0
    told = capsys.readouterr()
    assert (
        told.err.splitlines().count("figures/01-balance could not be made: RuntimeError: no ink")
        == 1
    )
    (folder,) = (tmp_path / "town").iterdir()
    manifest = read_manifest(folder)
    assert manifest["failed"]["figures/01-balance"] == "RuntimeError: no ink"
    assert "figures/02-gap.png" in manifest["files"]
    assert main(asked(tmp_path)) == 0
    mended = read_manifest(folder)
    assert mended["failed"] == {} and not damaged(folder, mended["files"])
    assert mended["files"].keys() - manifest["files"].keys() == {
        *(f"figures/01-balance.{ending}" for ending in ("svg", "png", "json")),
        *(f"figures/en/01-balance.{ending}" for ending in ("svg", "png")),
        "figures/zh/01-balance.svg",
    }


@pytest.mark.full
@pytest.mark.usefixtures("two_figures")
def test_less_or_another_language_takes_nothing_away(run: Run, tmp_path: Path) -> None:
    run.save(tmp_path, brief=True)
    folder = run.save(tmp_path, with_requests=True)
    whole = read_manifest(folder)
    run.save(tmp_path, brief=True)
    assert read_manifest(folder) == whole
    run.save(tmp_path, "zh")
    more = read_manifest(folder)
    assert whole["files"].items() < more["files"].items()
    assert {name.split("/")[1] for name in more["files"].keys() - whole["files"].keys()} == {"zh"}
    assert "lang" not in more and not damaged(folder, more["files"])


@pytest.mark.full
@pytest.mark.usefixtures("two_figures")
def test_what_was_saved_in_brief_first_is_made_again_with_the_figures_that_came(
    run: Run, tmp_path: Path
) -> None:
    run.save(tmp_path, brief=True)
    found = reproduce(run.save(tmp_path, "en", by_language=True))
    assert found.holds and {"story.en.md", "figures/zh/01-balance.svg"} <= {*found.same}


@contextmanager
def full_after(writes: int, patch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let the disk be full for every file that is opened to be written after the first so many."""
    opened = [0]
    plain: Callable[..., Any] = io.open

    def opening(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if set(mode) & set("wxa") and ".partial-" in str(file):
            opened[0] += 1
            if opened[0] > writes:
                raise FULL
        return plain(file, mode, *rest, **named)

    with patch.context() as patched:
        for module in (io, builtins):  # pathlib's and everybody's
            patched.setattr(module, "open", opening)
        yield opened


def test_wherever_the_disk_fills_the_verdict_stands_and_the_folder_is_whole_or_absent(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full_after(1_000_000, monkeypatch) as opened:
        assert main(asked(tmp_path / "all", "--brief")) == 0
    whole = capsys.readouterr().out.replace(str(tmp_path / "all"), "OUT")
    assert opened[0] > 8
    for writes in range(opened[0]):
        out = tmp_path / str(writes)
        with full_after(writes, monkeypatch):
            code = main(asked(out, "--brief"))
        told = capsys.readouterr()
        assert told.out.replace(str(out), "OUT") == whole
        assert "Traceback" not in told.err and "No space left on device" in told.err
        folders = list((out / "town").iterdir()) if (out / "town").exists() else []
        assert code == (0 if folders else 2)
        assert all(not damaged(one, read_manifest(one)["files"]) for one in folders)


def test_json_says_that_there_is_no_folder(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full_after(0, monkeypatch):
        assert main(asked(tmp_path, "--json")) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] is None and told["standards"]


def altered(folder: Path, tmp_path: Path, **changes: Any) -> Path:
    """A folder of its own with a manifest that says something else; dots lead into blocks."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for path, value in changes.items():
        *above, last = path.split("__")
        block = manifest
        for key in above:
            block = block[key]
        block[last] = value
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"null",
        b"{",
        b"",
        b"1" * 5000,
        b"\xff\xfe",
        b"[" * 200_000 + b"]" * 200_000,
        b'{"manifest": NaN}',
        b'{"manifest": 1, "key": "x", "made_of": {}, "scenario": {}, "files": {}}',
        b'{"manifest": 3, "key": "x", "made_of": {}, "scenario": {}, "files": {}, "failed": {}}',
    ],
    ids=range(10),
)
def test_what_is_no_manifest_is_a_line(content: bytes, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    for lang in ("zh", "en"):
        assert main(["reproduce", str(tmp_path), "--lang", lang]) == 2
        told = capsys.readouterr().err
        assert "manifest.json" in told and "Traceback" not in told


def test_a_manifest_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "manifest.json").open("wb") as stream:
        stream.truncate((1 << 26) + 1)
    with pytest.raises(NoManifestError, match="larger than 64 MB"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        {"scenario__file": "../town.yaml"},
        {"scenario__file": "/etc/town.yaml"},
        {"scenario__file": 7},
        {"scenario__file": ".."},
        {"scenario__id": "../../town"},
        {"scenario__id": None},
        {"scenario__sets": "x"},
        {"scenario__yaml": ["x"]},
        {"scenario__yaml": "\ud800"},
        {"made_of__settings": []},
        {"made_of__settings__seed": -1},
        {"made_of__settings__seed": True},
        {"made_of__settings__seed": 1 << 63},
        {"made_of__settings__replications": 0},
        {"made_of__settings__replications": 1_000_001},
        {"made_of__settings__replications": "2"},
        {"made_of__settings__central": 1},
        {"made_of__settings__grounded": {"a": 1}},
        {"made_of__settings__grounded": [{"a": 1}]},
        {"made_of__settings__grounded": [{"seed": 7, "number": -1, "values": {}}]},
        {"scenario__held_back": [3]},
        {"scenario__held_back": [4, 2]},
        {"files": []},
        {"files": {"../verdict.json": "x"}},
        {"files": {"/etc/passwd": "x"}},
        {"files": {"a/../../b": "x"}},
        {"files": {"a\\..\\b": "x"}},
        {"files": {"C:b": "x"}},
        {"files": {"": "x"}},
        {"files": {"verdict.json": 7}},
        {"failed": {"a": 1}},
        {"key": 7},
    ],
    ids=str,
)
def test_a_forged_manifest_is_refused_before_anything_is_played(
    changes: dict[str, Any], brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Scenario, "run", None)
    with pytest.raises(NoManifestError):
        reproduce(altered(brief, tmp_path, **changes))
    assert [p.name for p in tmp_path.iterdir()] == ["manifest.json"]


def test_a_link_out_of_the_folder_is_no_file_of_it(brief: Path, tmp_path: Path) -> None:
    (tmp_path / "out.csv").symlink_to(TOWN)
    with pytest.raises(NoManifestError, match=r"out\.csv"):
        read_manifest(altered(brief, tmp_path, files={"out.csv": "x"}))


@pytest.mark.parametrize("value", [7, -1, True, None, "0.5", [0.5], 10**400], ids=range(7))
def test_grounded_values_that_cannot_be_are_refused(
    value: Any, brief: Path, tmp_path: Path, capsys: Any
) -> None:
    rows = [{"seed": 7, "number": 0, "values": {"stages.research.success": value}}]
    told = altered(brief, tmp_path, made_of__settings__grounded=rows)
    assert main(["reproduce", str(told), "--lang", "en"]) == 2
    assert "E591" in capsys.readouterr().err


def test_the_sound_manifest_is_reproduced(brief: Path) -> None:
    assert reproduce(brief).holds


@pytest.mark.parametrize(("old", "new", "holds"), [("key {}", "key 0", True), ("P50", "P5", False)])
def test_the_verdict_ends_with_whose_it_is_and_that_alone_may_differ(
    brief: Path, tmp_path: Path, old: str, new: str, holds: bool
) -> None:
    """Two versions that give the same numbers have two keys."""
    copy = tmp_path / "copy"
    shutil.copytree(brief, copy)
    manifest = read_manifest(copy)
    key, text = manifest["key"][:12], (copy / "verdict.txt").read_text("utf-8")
    assert " ".join(text.rsplit("\n  result: ")[1].split()).startswith(f"town, key {key}, seed 7, ")
    assert old.format(key) in text
    (copy / "verdict.txt").write_text(text.replace(old.format(key), new), encoding="utf-8")
    manifest["files"]["verdict.txt"] = file_digest(copy / "verdict.txt")
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert reproduce(copy).holds == holds


def test_a_manifest_of_the_format_before_is_read(brief: Path, tmp_path: Path) -> None:
    for file in brief.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    old = json.loads((brief / "manifest.json").read_text(encoding="utf-8"))
    for key in ("file", "sets", "name"):
        del old["scenario"][key]
    del old["failed"]
    (tmp_path / "manifest.json").write_text(json.dumps({**old, "manifest": 1, "lang": "both"}))
    assert reproduce(tmp_path).holds


def test_files_of_one_name_keep_a_digest_each(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "town.yaml").write_bytes(TOWN.read_bytes())
    child = tmp_path / "town.yaml"
    child.write_text("extends: base/town.yaml\nname: child\nchange: {seed: 8}\n", encoding="utf-8")
    folder = Scenario.load(child).run(2, engine="simpy", workers=1).save(tmp_path, brief=True)
    files = read_manifest(folder)["scenario"]["files"]
    assert files.keys() == {"town.yaml", "base/town.yaml"}
    assert files["town.yaml"] != files["base/town.yaml"]


@pytest.mark.parametrize(
    "name", ["...yaml", " .yaml", "CON.yaml", "jobs.yaml", "园" * 80 + ".yaml"]
)
def test_a_file_of_an_odd_name_writes_inside_its_out(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(TOWN.read_bytes())
    folder = (
        Scenario.load(tmp_path / name)
        .run(2, engine="simpy", workers=1)
        .save(tmp_path / "out", brief=True)
    )
    assert folder.parent.parent == tmp_path / "out"
    assert folder.parent.name.strip(". ") and folder.parent.name != "jobs"
    assert {p.name for p in tmp_path.iterdir()} == {name, "out"}
    assert reproduce(folder).holds
