"""Reading scenario files: only regular UTF-8 files of sane size from one folder, or from above."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import Final, Literal

from sim.scenario.errors import Problem, ScenarioError, nearest
from sim.scenario.yaml.nodes import Node, SourceText, TextPlace
from sim.scenario.yaml.parse import parse
from sim.text.messages.files import CANNOT_READ
from sim.text.words import Words

ShippedKind = Literal["scenarios", "history", "studies"]

_PACKAGE: Final = Path(__file__).parents[2]
_ENDINGS: Final = (".yaml", ".yml")


def located(name: str, kind: ShippedKind = "scenarios") -> str:
    """Return the path of a file that is called by its path, or by a name alone.

    A name means the file in the current folder, with or without its ending; where there is none,
    the one that ships. What is found nowhere is returned as it is.
    """
    if Path(name).name != name or os.path.exists(name):
        return name
    file = name if name.endswith(_ENDINGS) else f"{name}.yaml"
    if os.path.exists(file):
        return file
    shipped = _folder() / kind / file
    return _from_here(shipped) if os.path.isfile(shipped) else name


def parent_file(child: str, name: str) -> str:
    """Return the path of the file that a child calls its parent: beside it, or one that ships."""
    path = os.path.normpath(Path(child).parent / name)
    if Path(name).name != name or os.path.exists(path):
        return path
    found = located(name)
    return path if found == name else found


def ships(path: str) -> bool:
    """Tell whether a file is one of those that travel with the program."""
    return Path(path).is_relative_to(os.path.realpath(_folder() / "scenarios"))


def called_from(parent: str, child: Path) -> str | None:
    """Return what a child calls its parent: a path below its folder, or a name that ships."""
    whole = os.path.realpath(parent)
    way = Path(os.path.relpath(whole, os.path.realpath(child.parent)))
    if ships(parent) or (".." in way.parts and ships(whole)):
        return Path(parent).name
    return None if ".." in way.parts else way.as_posix()


def shipped_names(kind: ShippedKind = "scenarios") -> list[str]:
    """Return the names that need no path."""
    return sorted(file.stem for file in (_folder() / kind).glob("*.yaml"))


def _folder() -> Path:
    """Return what holds the shipped folders: the package, or the checkout around it."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


MAX_BYTES: Final = 1 << 20
"""Of all files of a scenario together."""
MAX_FILES: Final = 50


class Folder:
    """The folder of the scenario asked for, and the files read from it.

    A scenario may stand in a folder below its parent: once a YAML file right in a folder above is
    named, that folder is the one. Nothing else above is read, nor what a link leads out to.
    """

    def __init__(self, path: str) -> None:
        self._root = real(str(Path(path).parent))
        self._bytes = 0
        self.sources: list[SourceText] = []
        self.named_by: dict[str, str] = {}
        """File -> the file that names it first."""

    def read(self, path: str, named_at: TextPlace | None = None) -> Node:
        """Return the tree of a file; `named_at` is where another file names it.

        Raises ScenarioError (E101-E119, E201, E202, E204).
        """
        data, digest = self._take(path, named_at)
        source = SourceText.of(path, decode(data, path), digest)
        self.sources.append(source)
        tree = parse("\n".join(source.lines), source)
        if not isinstance(tree.value, dict):
            raise ScenarioError([Problem("E107", tree.place)])
        return tree

    def table(self, name: str, named_at: TextPlace) -> tuple[str, bytes]:
        """Return path and bytes of a table that a file names, from the folder of that file.

        Raises ScenarioError (E101, E102, E201, E202, E204).
        """
        path = beside(named_at.source.name, name)
        data, digest = self._take(path, named_at)
        self.sources.append(SourceText(path, (), digest))
        return path, data

    def _take(self, path: str, named_at: TextPlace | None) -> tuple[bytes, str]:
        """Return the bytes of one more file, and their digest."""
        if len(self.sources) >= MAX_FILES:
            limit = Words(f" {MAX_FILES} 个文件", f"{MAX_FILES} files")
            raise ScenarioError([Problem("E204", named_at, {"limit": limit})])
        if named_at is not None:
            self._refuse_strangers(path, named_at)
        data = _bytes(path, named_at, MAX_BYTES - self._bytes)
        self._bytes += len(data)
        if named_at is not None:
            self.named_by.setdefault(path, named_at.source.name)
        return data, hashlib.sha256(data).hexdigest()

    def _refuse_strangers(self, path: str, named_at: TextPlace) -> None:
        """Refuse what lies outside the folder, also by way of a symbolic link."""
        file = Path(real(path))
        above = self._is_above(path, file)
        if not (above or file.is_relative_to(self._root) or ships(str(file))):
            raise ScenarioError([Problem("E201", named_at, {"file": path})])
        try:
            missing = not file.exists()
            alike = "*.y*ml" if file.suffix in _ENDINGS else f"*{file.suffix}"
            names = [p.name for p in file.parent.glob(alike)] if missing else []
        except OSError:
            missing, names = True, []
        if missing:
            near = nearest(file.name, names)
            near = str(Path(path).with_name(near)) if near else ""
            raise ScenarioError([Problem("E202", named_at, {"file": path}, nearest=near)])
        if above:
            self._root = str(file.parent)

    def _is_above(self, path: str, file: Path) -> bool:
        """Tell whether a file is YAML right in a folder above, and no link to there."""
        above = Path(self._root).parents
        return file.parent in above and file.suffix in _ENDINGS and not os.path.islink(path)


def real(path: str) -> str:
    """Return a path without symbolic links; an impossible one as it is."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def beside(other: str, name: str) -> str:
    """Return the path of the file that `other` calls `name`."""
    return os.path.normpath(Path(other).parent / name)


_EXTENDS: Final = re.compile(r"^extends:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


def children(parent: str) -> Iterator[str]:
    """Yield the scenarios beside a file that extend it, by name; not what cannot be read."""
    for other in sorted(Path(parent).parent.glob("*.yaml")):
        with suppress(ScenarioError):
            path = str(other)
            found = _EXTENDS.search(decode(_bytes(path, None, MAX_BYTES), path))
            if found and real(parent_file(path, found[1])) == real(parent):
                yield path


def is_relative(name: str) -> bool:
    """Tell whether a file name is relative on every system."""
    windows = PureWindowsPath(name)
    return bool(name) and not (windows.drive or windows.root or "\\" in name)


def _bytes(path: str, named_at: TextPlace | None, most: int) -> bytes:
    """Return the bytes of a regular file, never waiting for a pipe or a device."""
    reason = "other"
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            reason = "folder" if Path(path).is_dir() else "device"
            raise OSError
        with Path(path).open("rb") as stream:
            data = stream.read(most + 1)
    except FileNotFoundError:
        reason = "missing"
    except PermissionError:
        reason = "permission"
    except (OSError, ValueError):
        pass
    else:
        if len(data) > most:
            place = SourceText(path, ()).whole()
            raise ScenarioError([Problem("E102", place, {"limit": str(MAX_BYTES >> 10)})])
        return data
    context: dict[str, Words | str] = {"file": path, "reason": CANNOT_READ[reason]}
    near = _like(path) if reason == "missing" else ""
    raise ScenarioError([Problem("E101", named_at, context, nearest=near)])


def _like(path: str) -> str:
    """Return the file of a like name beside a path, or one that ships; empty when there is none."""
    file = Path(path)
    try:
        beside_it = [name for name in os.listdir(file.parent) if name.endswith(_ENDINGS)]
    except (OSError, ValueError):
        beside_it = []
    if near := nearest(file.name, beside_it) or nearest(f"{file.name}.yaml", beside_it):
        return str(file.with_name(near))
    return nearest(path, shipped_names()) if file.name == path else ""


def decode(data: bytes, path: str) -> str:
    """Return the text of a file in UTF-8. Raises ScenarioError (E103, E104)."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise ScenarioError([Problem("E104", SourceText(path, ()).whole())])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        source = SourceText(path, ())
        raise ScenarioError([Problem("E103", source.whole(), {"line": str(line)})]) from None
