"""A results folder is whole or absent, it only gains, and what fails takes nothing along."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.api import folder as folders
from sim.api.folder import Part, look, plain, save, write_json
from sim.api.manifest import damaged, read_manifest

FORK = multiprocessing.get_context("fork") if sys.platform != "win32" else None
NEEDS_LOCKS = pytest.mark.skipif(FORK is None, reason="locks and signals are POSIX")
FORKS = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
ABOUT = {"key": "k" * 64, "made_of": {}, "scenario": {}}


def part(name: str, text: str = "") -> Part:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text or name, encoding="utf-8")

    return name, write


def failing(name: str, error: BaseException) -> Part:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.half").write_text("half", encoding="utf-8")
        raise error

    return name, write


def put(target: Path, *parts: Part) -> list[tuple[str, str]]:
    """Save parts; return what was missed."""
    missed: list[tuple[str, str]] = []
    save(target, parts, ABOUT, lambda _, part, reason: missed.append((part, reason)))
    return missed


def content(target: Path) -> dict[str, str]:
    found = {p.relative_to(target).as_posix(): p for p in target.rglob("*") if p.is_file()}
    return {name: p.read_text("utf-8") for name, p in found.items() if name != "manifest.json"}


def is_whole(target: Path) -> bool:
    """Whether the manifest is sound and every file it names is there as it says."""
    return not damaged(target, read_manifest(target)["files"])


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "run", part("a"), failing("b", KeyboardInterrupt()))
    assert list(tmp_path.iterdir()) == []
    put(tmp_path / "run", part("a"), part("in/b"))
    assert [p.name for p in tmp_path.iterdir()] == ["run"]
    assert content(tmp_path / "run") == {"a": "a", "in/b": "in/b"} and is_whole(tmp_path / "run")


def test_a_part_that_fails_is_named_and_takes_nothing_with_it(tmp_path: Path) -> None:
    target = tmp_path / "run"
    full = OSError(errno.ENOSPC, "No space left on device", "x")
    missed = put(target, part("a"), failing("figures/01", full), failing("c", ValueError("x\ny")))
    said = {"figures/01": "OSError: No space left on device", "c": "ValueError: x y"}
    assert dict(missed) == said == read_manifest(target)["failed"]
    assert content(target) == {"a": "a"}


def test_a_list_of_parts_that_ends_in_an_error_leaves_nothing(tmp_path: Path) -> None:
    def parts() -> Iterator[Part]:
        yield part("a")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        save(tmp_path / "run", parts(), ABOUT, lambda *_: None)
    assert list(tmp_path.iterdir()) == []


def test_what_failed_is_made_by_a_later_run_and_what_stood_stays(tmp_path: Path) -> None:
    target = tmp_path / "run"
    put(target, part("a", "first"), failing("figures/01", ValueError()))
    put(target, part("a", "second"), part("figures/01.png"))
    assert content(target) == {"a": "first", "figures/01.png": "figures/01.png"}
    assert read_manifest(target)["failed"] == {} and is_whole(target)


def test_less_takes_nothing_away_and_a_failure_of_what_stands_is_forgotten(tmp_path: Path) -> None:
    target = tmp_path / "run"
    put(target, part("a"), part("b"))
    put(target, failing("a", ValueError("now")))
    assert content(target) == {"a": "a", "b": "b"}
    assert read_manifest(target)["failed"] == {} and is_whole(target)


def test_a_damaged_file_is_mended_and_a_stranger_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "run"
    put(target, part("a"), part("b"))
    (target / "a").write_text("damaged")
    (target / "b").unlink()
    (target / "own notes.txt").write_text("mine")
    put(target, part("a"), part("b"))
    assert content(target) == {"a": "a", "b": "b", "own notes.txt": "mine"} and is_whole(target)


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"manifest": 2}'])
def test_a_broken_manifest_is_written_anew(tmp_path: Path, text: str) -> None:
    target = tmp_path / "run"
    put(target, part("a"))
    (target / "manifest.json").write_text(text)
    put(target, part("a"), part("b"))
    assert is_whole(target) and read_manifest(target)["files"].keys() == {"a", "b"}


def campaign(folder: Path, stands: bool) -> None:
    """A child kills itself at its n-th change of the disk, for every n until it lives on."""
    survived, at = False, 0
    while not survived:
        at += 1
        target = folder / str(at) / "run"
        if stands:
            put(target, part("a"))
        survived = run_killed(target, at)
        assert target.exists() or not stands
        assert not target.exists() or is_whole(target), at
        put(target, part("a"), part("in/b"), part("c"))
        assert content(target) == {"a": "a", "in/b": "in/b", "c": "c"} and is_whole(target)
        assert [p.name for p in target.parent.iterdir()] == ["run"], at
    assert at > 10


@NEEDS_LOCKS
@FORKS
@pytest.mark.parametrize("stands", [False, True], ids=["new", "gains"])
def test_killed_anywhere_the_folder_is_whole_or_absent_and_the_next_run_clears_up(
    tmp_path: Path, stands: bool
) -> None:
    campaign(tmp_path, stands)


@NEEDS_LOCKS
@FORKS
def test_the_campaign_finds_a_manifest_that_comes_before_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(folder: Path, target: Path, _: object) -> None:
        for name in ("manifest.json", "a", "c", "in/b"):
            if (folder / name).exists():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).replace(target / name)

    monkeypatch.setattr(folders, "_publish", careless)
    with pytest.raises(AssertionError):
        campaign(tmp_path, True)


def run_killed(target: Path, at: int) -> bool:
    """Save in a child that is killed at its `at`-th change of the disk; whether it lived on."""
    child = os.fork()
    if child == 0:
        left = at

        def hear(event: str, _: object) -> None:
            nonlocal left
            if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hear)
        put(target, part("a"), part("in/b"), part("c"))
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


@NEEDS_LOCKS
@FORKS
def test_what_the_living_write_is_not_cleared(tmp_path: Path) -> None:
    assert FORK
    target, ready, go = tmp_path / "one", FORK.Event(), FORK.Event()

    def wait(folder: Path) -> None:
        (folder / "slow").write_text("slow")
        ready.set()
        assert go.wait(60)

    other = FORK.Process(target=put, args=(target, ("slow", wait)))
    other.start()
    assert ready.wait(60)
    put(tmp_path / "two", part("a"))
    go.set()
    other.join(60)
    assert other.exitcode == 0 and content(target) == {"slow": "slow"}


@NEEDS_LOCKS
@FORKS
def test_many_processes_save_one_key_at_once(tmp_path: Path) -> None:
    assert FORK
    target, begin = tmp_path / "run", FORK.Barrier(6)

    def one(number: int) -> None:
        begin.wait(60)
        for turn in range(15):
            put(target, part("same"), part(f"{number}-{turn}"))

    workers = [FORK.Process(target=one, args=(number,)) for number in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 6
    names = {"same", *(f"{number}-{turn}" for number in range(6) for turn in range(15))}
    assert read_manifest(target)["files"].keys() == names == content(target).keys()
    assert is_whole(target) and [p.name for p in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("baseline", "baseline"),
        ("昇园", "昇园"),
        ("我的 情景（终稿）", "我的 情景（终稿）"),
        ("v1.2", "v1.2"),
        ("..", "scenario"),
        ("", "scenario"),
        (" . ", "scenario"),
        (".hidden", "hidden"),
        ("tail. ", "tail"),
        ("a/b\\c:d", "a_b_c_d"),
        ("x\ny\u202ez\x00", "x yz"),
        ("NUL", "_NUL"),
        ("com1.x", "_com1.x"),
        ("jobs", "_jobs"),
        ("a" * 300, "a" * 100),
        ("园" * 300, "园" * 33),
        ("\ud800", "_"),
    ],
)
def test_names_of_folders_are_plain_on_every_system(name: str, folder: str) -> None:
    assert plain(name) == folder
    assert plain(folder) == folder


def test_looking_leaves_nothing_and_finds_what_cannot_be_written(tmp_path: Path) -> None:
    look(tmp_path / "new" / "town" / "key")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("x")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    for bad in ("file", "file/below", "gone", "a" * 300):
        with pytest.raises(OSError, match=r"\[Errno"):
            look(tmp_path / bad / "town" / "key")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "gone"]


def test_json_is_written_without_nan(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json(tmp_path / "x", float("nan"))


def test_boxes_are_told_once_and_kept_by_figure(tmp_path: Path) -> None:
    target, told = tmp_path / "k", []
    for parts in ({"a": "송", "b": "송도", "c": ""}, {"d": "국"}):
        made = [(name, lambda folder, boxes=boxes: boxes) for name, boxes in parts.items()]
        save(target, made, ABOUT, lambda key, **words: told.append((key, words["characters"])))
    assert told == [("boxes", "송 도"), ("boxes", "국")]
    assert read_manifest(target)["boxes"] == {"a": "송", "b": "송도", "d": "국"}
