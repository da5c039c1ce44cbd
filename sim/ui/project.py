"""What a project holds: its scenarios as a tree of parents and children, and its results.

Whatever a browser sends is looked up among what is listed here: none of it becomes part of a path.
"""

from __future__ import annotations

import json
import os
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from threading import Lock
from typing import Any, Final
from uuid import uuid4

from sim.api.folder import plain
from sim.api.lookup import SavedResult, manifest_of, results
from sim.api.manifest import file_digest
from sim.api.scenario import Scenario
from sim.commands.list import answered
from sim.scenario.errors import ScenarioError
from sim.scenario.yaml.files import Folder, located, parent_file, shipped_names, ships
from sim.text.safe import line
from sim.text.words import Words

_ENDINGS: Final = (".yaml", ".yml")
DELTAS: Final = "deltas"
"""The folder beside scenarios with changes that are laid over one of them."""
_HEAD: Final = ("name", "why", "extends", "clock", "change", "add", "drop")
"""What tells a scenario from other files, and where it belongs."""
_SAID: Final = ("name", "why", "extends")
"""Of these, what is kept with what it says."""
_LOADED: Final = 12
"""Scenarios that are kept as they were loaded."""
_TOLD: Final = 2000
"""Results of which is kept what their manifests say."""
_MOST_SCENARIOS: Final = 500

_NAME: Final = re.compile(r"[^\W_][\w-]{0,59}")
"""Names of new scenarios: letters and digits of any script, - and _."""

Stamp = tuple[tuple[str, int, int], ...]
"""Files with their times and sizes: what tells whether they are still the same."""


@dataclass(frozen=True)
class Entry:
    """A scenario as the list shows it."""

    id: str
    path: str
    """As commands take it."""
    name: Words
    parent: str
    """Id of the scenario that it extends; empty for none that is listed."""
    own: bool
    """Whether it stands in the project, not among what ships."""
    why: Words
    """What it is or asks; empty where its file does not say."""


@dataclass(frozen=True)
class Options:
    """What a scenario may be weighed against: what belongs to it, then all else."""

    own: tuple[Entry, ...]
    """Changes that were made for it: their files are called after it."""
    children: tuple[Entry, ...]
    others: tuple[Entry, ...]


@dataclass(frozen=True)
class ResultTold:
    """What a results folder says of itself."""

    result: SavedResult
    verb: str
    name: Words
    answer: Words | None
    replications: int | None
    sets: tuple[str, ...]
    settings: tuple[str, ...]
    """What else decides the answer, as a command takes it."""
    files: tuple[tuple[str, str], ...]
    """The scenario's files, from its folder, with their digests."""
    parts: tuple[str, ...]
    """The files of the folder."""

    @property
    def at(self) -> tuple[str, str]:
        """How its address calls it: scenario and folder."""
        return self.result.scenario, self.result.folder.name

    @property
    def saved(self) -> str:
        """When it was saved, in the time of this machine."""
        when = datetime.fromtimestamp(self.result.saved).astimezone()
        return when.isoformat(" ", "minutes")[:16]

    @property
    def asked(self) -> list[str]:
        """What follows the scenario in the command that plays it again."""
        return [*(word for text in self.sets for word in ("--set", text)), *self.settings]


class NameTakenError(Exception):
    """There is a scenario of that name already."""


class Project:
    """Scenarios of one folder, with those that ship, and the results of another."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder = folder
        self.out = out
        self._lock = Lock()
        self._loaded: OrderedDict[tuple[str, tuple[str, ...]], tuple[Stamp, Scenario]]
        self._loaded = OrderedDict()
        self._heads: dict[str, tuple[Stamp, dict[str, Any]]] = {}
        self._told: OrderedDict[tuple[Path, float], ResultTold | None] = OrderedDict()

    def entries(self) -> dict[str, Entry]:
        """Return the scenarios by id, by their files: those of the folder, then what ships."""
        files = dict.fromkeys(self._files(self.folder), True)
        own = {Path(name).stem for name in files}
        files |= {located(name): False for name in shipped_names() if name not in own}
        known = {os.path.realpath(path): plain(Path(path).stem) for path in files}
        found = [self._entry(path, mine, known) for path, mine in files.items()]
        listed = {entry.id: entry for entry in found if entry is not None}
        return {
            id_: entry if entry.parent in listed else replace(entry, parent="")
            for id_, entry in listed.items()
        }

    def options(self) -> dict[str, Entry]:
        """Return what a scenario may be weighed against: the others, and changes laid over it."""
        found = self.entries()
        shipped = {Path(located(name)).parent for name in shipped_names()}
        for folder in [*shipped, self.folder]:
            for path in self._files(folder / DELTAS):
                head, id_ = self._head(path), f"{DELTAS}/{plain(Path(path).stem)}"
                if head and not {"extends", "clock"} & head.keys():
                    found[id_] = _listed(id_, path, head, "", own=folder == self.folder)
        return found

    def options_of(self, entry: Entry, read: Iterable[str]) -> Options:
        """Return what a scenario may be weighed against.

        read: its files. Changes made for it are those made for what it extends, where it has none;
        a change that it holds already is nowhere among them.
        """
        held = {os.path.realpath(path) for path in read}
        found = {
            id_: one
            for id_, one in self.options().items()
            if not id_.startswith(f"{DELTAS}/") or os.path.realpath(one.path) not in held
        }
        made: dict[str, list[Entry]] = {}
        for id_, one in found.items():
            stem = id_.removeprefix(f"{DELTAS}/")
            of = max(
                (known for known in found if stem.startswith(f"{known}-")), key=len, default=""
            )
            if stem != id_:
                made.setdefault(of, []).append(one)
        above, seen = entry, set[str]()
        while above.id not in made and above.parent in found.keys() - seen:
            seen.add(above.parent)
            above = found[above.parent]
        own = made.get(above.id, [])
        others = [one for one in found.values() if one not in own and one.id != entry.id]
        return Options(
            tuple(own),
            tuple(one for one in others if one.parent == entry.id),
            tuple(one for one in others if one.parent != entry.id),
        )

    def _files(self, folder: Path) -> list[str]:
        """The YAML files right in a folder, as a command takes them; no link out of it."""
        root = os.path.realpath(folder)
        found = sorted(p for p in folder.glob("*.y*ml") if p.suffix in _ENDINGS)
        inside = [p for p in found if os.path.dirname(os.path.realpath(p)) == root and p.is_file()]
        paths = [os.path.relpath(path) for path in inside[:_MOST_SCENARIOS]]
        return [f"./{path}" if path.startswith("-") else path for path in paths]  # no option

    def _entry(self, path: str, own: bool, known: dict[str, str]) -> Entry | None:
        head = self._head(path)
        parent = ""
        if isinstance(extends := head.get("extends"), str):
            with suppress(ValueError):
                parent = known.get(os.path.realpath(parent_file(path, extends)), "")
        elif "clock" not in head and head:
            return None  # a delta, or another kind of file
        id_ = plain(Path(path).stem)
        return _listed(id_, path, head, parent, own)

    def _head(self, path: str) -> dict[str, Any]:
        """What the file of a scenario says of its name and parent; empty if it cannot be read."""
        try:
            stamp = _stamp([path])
            if path in self._heads and self._heads[path][0] == stamp:
                return self._heads[path][1]
            items = Folder(path).read(path).items
        except (OSError, ScenarioError):
            return {}
        head: dict[str, Any] = {
            k: items[k].plain() if k in _SAID else True for k in _HEAD if k in items
        }
        for block in ("change", "add"):  # of what is laid over a scenario
            if block in items and isinstance(said := items[block].plain(), dict):
                head |= {k: said[k] for k in ("name", "why") if k in said and k not in head}
        self._heads[path] = stamp, head
        return head

    def load(self, entry: Entry, sets: Sequence[str] = ()) -> Scenario:
        """Return a scenario with changes as by `--set`, read anew if a file of it has changed.

        Raises ScenarioError.
        """
        key = entry.path, tuple(sets)
        with self._lock:
            kept = self._loaded.get(key)
            if kept and kept[0] == _stamp(name for name, _, _ in kept[0]):
                self._loaded.move_to_end(key)
                return kept[1]
        scenario = Scenario.load(entry.path, sets)
        stamp = _stamp(source.name for source in scenario.loaded.files if source.sha256)
        with self._lock:
            self._loaded[key] = stamp, scenario
            while len(self._loaded) > _LOADED:
                self._loaded.popitem(last=False)
        return scenario

    def results(self) -> list[ResultTold]:
        """Return what every result says of itself, the newest first; unreadable ones left out."""
        return [told for one in results(self.out) if (told := self._tell(one)) is not None]

    def result(self, scenario: str, name: str) -> ResultTold | None:
        """Return the result that is listed so; None where none is."""
        listed = {(one.scenario, one.folder.name): one for one in results(self.out)}
        found = listed.get((scenario, name))
        return self._tell(found) if found else None

    def at(self, folder: Path) -> ResultTold | None:
        """Return the result of a folder, if it is listed."""
        return self.result(folder.parent.name, folder.name)

    def _tell(self, one: SavedResult) -> ResultTold | None:
        key = one.folder, one.saved
        with self._lock:
            if key in self._told:
                return self._told[key]
        told = _told(one)
        with self._lock:
            self._told[key] = told
            while len(self._told) > _TOLD:
                self._told.popitem(last=False)
        return told

    def standing(self, entry: Entry, found: Sequence[ResultTold]) -> ResultTold | None:
        """Return the newest run of a scenario as its file says it; None where there is none."""
        of = (one for one in found if one.result.scenario == entry.id and one.verb == "run")
        return next((one for one in of if not one.sets), None)

    def is_current(self, entry: Entry, told: ResultTold) -> bool:
        """Whether the files that a result was played from are those that are there now."""
        folder = Path(entry.path).parent
        root = os.path.realpath(folder)
        for name, digest in told.files:
            path = os.path.realpath(folder / name)
            if not (Path(path).is_relative_to(root) or ships(path)):
                return False
            if file_digest(Path(path)) != digest:
                return False
        return True

    def save(self, name: str, text: str) -> Path:
        """Write a scenario into the folder and return its file: whole or not at all.

        NameTakenError where there is one of that name, whatever its ending; ValueError for a name
        that is no plain one. OSError.
        """
        if plain(name) != name or not _NAME.fullmatch(name):
            raise ValueError(name)
        if any((self.folder / f"{name}{ending}").exists() for ending in _ENDINGS):
            raise NameTakenError(name)
        file = self.folder / f"{name}.yaml"
        written = self.folder / f".{uuid4().hex}.partial"
        try:
            with written.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            os.link(written, file)  # unlike a rename it never replaces
        except FileExistsError:
            raise NameTakenError(name) from None
        finally:
            written.unlink(missing_ok=True)
        return file

    def part(self, told: ResultTold, name: str) -> Path | None:
        """Return a file of a results folder by the name that its manifest has; None for others."""
        return _part(told.result.folder, told.parts, name)


def figure_head(path: Path | None) -> dict[str, Words]:
    """Return what stands above a figure, `title` and `subtitle`; nothing that cannot be read."""
    said: dict[str, Words] = {}
    with suppress(OSError, ValueError, KeyError, TypeError):
        head = json.loads(path.read_text("utf-8"))["head"] if path else {}
        for key in ("title", "subtitle"):
            said[key] = Words(line(str(head[key]["zh"])), line(str(head[key]["en"])))
    return said


def _part(folder: Path, parts: Iterable[str], name: str) -> Path | None:
    if name not in parts:
        return None
    path = folder / name
    inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    return path if inside and path.is_file() else None


def _stamp(paths: Iterator[str] | Sequence[str]) -> Stamp:
    stats = [(path, os.stat(path)) for path in paths]
    return tuple((path, one.st_mtime_ns, one.st_size) for path, one in stats)


def _listed(id_: str, path: str, head: Mapping[str, Any], parent: str, own: bool) -> Entry:
    name, why = _name(head.get("name"), id_), _name(head.get("why"), "")
    return Entry(id_, path, name, parent, own, why)


def _name(name: Any, id_: str) -> Words:
    """What a scenario is called, on one line; its id where it says nothing."""
    if isinstance(name, dict) and all(isinstance(name.get(lang), str) for lang in ("zh", "en")):
        return Words(line(name["zh"]) or id_, line(name["en"]) or id_)
    text = line(name) if isinstance(name, str) else ""
    return Words(text or id_, text or id_)


def _told(one: SavedResult) -> ResultTold | None:
    manifest = manifest_of(one.folder)
    if manifest is None:
        return None
    made_of, scenario = manifest["made_of"], manifest["scenario"]
    settings = made_of.get("settings")
    settings = settings if isinstance(settings, dict) else made_of
    number = settings.get("replications")
    files, sets = scenario.get("files"), scenario.get("sets")
    digests = files.items() if isinstance(files, dict) else ()
    return ResultTold(
        result=one,
        verb="run" if one.is_run else one.folder.name.partition("-")[0],
        name=_name(scenario.get("name"), one.scenario),
        answer=answered(one.folder) if one.is_run else _finding(one.folder, manifest["files"]),
        replications=number if isinstance(number, int) else None,
        sets=tuple(map(str, sets)) if isinstance(sets, list) else (),
        settings=_settings(settings),
        files=tuple((str(name), str(digest)) for name, digest in digests),
        parts=tuple(manifest["files"]),
    )


def _finding(folder: Path, files: Iterable[str]) -> Words | None:
    """What the first figure of a question says; None where it says nothing that can be read."""
    figures = (name for name in sorted(files) if fnmatch(name, "figures/*.json"))
    return figure_head(_part(folder, files, next(figures, ""))).get("title")


def _settings(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Futures and seed of a run as options; accepted futures bring their own seed along."""
    names = ["replications"] if settings.get("grounded") else ["replications", "seed"]
    numbers = [(name, settings.get(name)) for name in names]
    words = [word for name, n in numbers if isinstance(n, int) for word in (f"--{name}", str(n))]
    return (*words, "--central") if settings.get("central") is True else tuple(words)
