"""A results folder: there whole or not at all, and from then on it only gains."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import uuid4

from sim.api.manifest import FORMAT, MANIFEST, damaged, read_manifest
from sim.runs.identity import digest
from sim.text.safe import line
from sim.text.screen import PAGE, held

Part = tuple[str, Callable[[Path], str | None]]
"""A file of a folder, or the common beginning of several, and what writes it into a folder.

It returns the characters for which a figure shows boxes, if there are any.
"""
Missed = Callable[..., None]
"""Hears of what is not as it should be: a key of `sim.text.commands`, and what fills its words.

`missed` of a `part` that could not be made and its `reason`, `boxes` of `characters`.
"""

_PARTIAL: Final = ".partial-"
_ROOM: Final = 1 << 14
"""Bytes kept for the digests of a manifest, so that it can be written where a disk fills."""
_LONGEST: Final = 100
"""Bytes of a plain name: room for what stands before and after it where 255 are allowed."""
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "jobs", "names"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that mean something else: devices of Windows, and the folders of kept jobs and of names."""


def plain(name: str) -> str:
    """Return a name that is a plain folder name on every system, made from any text."""
    kept = "".join("_" if c in '/\\<>:"|?*' else c for c in line(name))
    kept = kept.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
    kept = kept.rstrip(". ")
    kept = kept.lstrip(". ") or "scenario"
    return f"_{kept}" if kept.split(".")[0].lower() in _RESERVED else kept


def look(target: Path) -> None:
    """See that a folder can be written at `target`, leaving nothing; OSError where it cannot."""
    above = next(path for path in target.absolute().parents if os.path.lexists(path))
    with _held(above), TemporaryDirectory(prefix=_PARTIAL, dir=above) as probe:
        (Path(probe) / target.absolute().relative_to(above)).mkdir(parents=True)


def save(target: Path, parts: Iterable[Part], about: Mapping[str, Any], missed: Missed) -> None:
    """Write the parts and a manifest of them into `target`, which keeps all it has.

    A part that fails is told to `missed` and named in the manifest; the others are written. So are
    the characters for which figures show boxes, told once for all. Raises OSError where the folder
    itself cannot be written; nothing is left of it then, nor after Ctrl-C.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _partial(target.parent) as folder, held(PAGE):
        write_json(folder / MANIFEST, {**about, "room": _ROOM * " "})
        failed: dict[str, str] = {}
        boxes: dict[str, str] = {}
        for name, write in parts:
            try:
                if lacking := _write(folder, write):
                    boxes[name] = lacking
            except Exception as error:  # noqa: BLE001 - the other parts are worth keeping
                failed[name] = _reason(error)
                missed("missed", part=name, reason=failed[name])
        if boxes:
            missed("boxes", characters=" ".join(dict.fromkeys("".join(boxes.values()))))
        (folder / MANIFEST).unlink()
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        manifest = {
            **about,
            "manifest": FORMAT,
            "files": {p.relative_to(folder).as_posix(): digest(p.read_bytes()) for p in files},
            "failed": failed,
            "boxes": boxes,
        }
        write_json(folder / MANIFEST, manifest)
        with _held(target.parent):
            _publish(folder, target, manifest)


def write_json(path: Path, data: Any) -> None:
    """Write plain data: sorted keys, one a line."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", errors="replace", newline="\n")


def _write(folder: Path, write: Callable[[Path], str | None]) -> str | None:
    """Let a part write its files: all of them are then there, or none; return what it returns."""
    with TemporaryDirectory(dir=folder) as place:
        lacking = write(Path(place))
        for file in [path for path in Path(place).rglob("*") if path.is_file()]:
            _move(file, folder / file.relative_to(place))
    return lacking


def _move(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    file.replace(to)


def _reason(error: Exception) -> str:
    """Why a part failed, on one line and without the names of temporary files."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(f"{type(error).__name__}: {said}".split())[:200]


def _publish(folder: Path, target: Path, new: Mapping[str, Any]) -> None:
    """Put a written folder in its place; where one stands, add what that has not, manifest last."""
    if not (target.is_dir() and any(target.iterdir())):
        folder.replace(target)
        return
    try:
        old = read_manifest(target)
    except (OSError, ValueError):
        old = {**new, "files": {}}
    sound = old["files"].keys() - damaged(target, old["files"])
    added = {name: known for name, known in new["files"].items() if name not in sound}
    for name in added:
        _move(folder / name, target / name)
    files = {**old["files"], **added}
    failed = {
        part: why
        for part, why in {**old["failed"], **new["failed"]}.items()
        if not any(file == part or file.startswith(f"{part}.") for file in files)
    }
    boxes = {**old.get("boxes", {}), **new["boxes"]}
    write_json(folder / MANIFEST, {**old, "files": files, "failed": failed, "boxes": boxes})
    _move(folder / MANIFEST, target / MANIFEST)


@contextmanager
def _partial(parent: Path) -> Iterator[Path]:
    """Yield a new folder in `parent` to write into; what dead processes left there is cleared.

    The living hold theirs. Process numbers would not tell them apart: containers that share a disk
    repeat them.
    """
    with _held(parent):
        for left in parent.glob(f"{_PARTIAL}*"):
            if _is_dead(left):
                shutil.rmtree(left, ignore_errors=True)
        folder = parent / f"{_PARTIAL}{uuid4().hex}"
        folder.mkdir()
        held = _hold(folder, wait=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _let_go(held)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Let one process at a time do what follows, where the disk knows locks."""
    held = _hold(folder, wait=True)
    try:
        yield
    finally:
        _let_go(held)


def _is_dead(folder: Path) -> bool:
    """Whether nobody holds a folder; False where that cannot be known."""
    held = _hold(folder, wait=False)
    _let_go(held)
    return held is not None


def _hold(folder: Path, wait: bool) -> int | None:
    """Lock a folder until it is let go or the process ends; None where that is not to be had."""
    handle = None
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):  # Windows; a disk that knows no locks; held by another
        _let_go(handle)
        return None
    return handle


def _let_go(handle: int | None) -> None:
    if handle is not None:
        with suppress(OSError):
            os.close(handle)
