"""Results on disk, and how people call them: a folder, a name, `latest`, a scenario, a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sim.api.folder import plain
from sim.api.manifest import MANIFEST, NoManifestError, read_manifest
from sim.text.commands import LOOKUP_FAULTS
from sim.text.words import Words

LATEST: Final = "latest"
_NAMES: Final = "names"
"""The folder of names: a file each, which says whose it is."""
_KEY: Final = re.compile(r"[0-9a-f]{4,64}")
"""The beginning of a key, long enough to mean one."""
_FOLDER: Final = re.compile(r"(?:[a-z]+-)?[0-9a-f]{12}")
"""The folder of a run is called by its key, that of an answer by its verb as well."""
_LONGEST: Final = 400
"""Characters read of the file of a name."""


class NoResultError(ValueError):
    """No result is called so, or several are; `words` say which."""

    def __init__(self, fault: str, **values: str) -> None:
        self.words: Words = LOOKUP_FAULTS[fault].fill(**values)
        super().__init__(self.words.en)


@dataclass(frozen=True)
class SavedResult:
    """A results folder under `out`."""

    folder: Path
    saved: float
    """When its manifest was written last, in seconds of the epoch."""

    @property
    def scenario(self) -> str:
        """The id of its scenario."""
        return self.folder.parent.name

    @property
    def key(self) -> str:
        """The key in its name."""
        return self.folder.name.rpartition("-")[2]

    @property
    def is_run(self) -> bool:
        """Whether it is of a run, not the answer to a question."""
        return self.key == self.folder.name


def results(out: Path) -> list[SavedResult]:
    """Return the results under a folder, the newest first."""
    found = [
        SavedResult(manifest.parent, manifest.stat().st_mtime)
        for manifest in out.glob(f"*/*/{MANIFEST}")
        if _FOLDER.fullmatch(manifest.parent.name)
    ]
    return sorted(found, key=lambda one: (-one.saved, one.folder.as_posix()))


def latest(out: Path, scenario: str | None = None) -> Path:
    """Return the newest run, of a scenario if one is given; NoResultError where there is none."""
    for one in results(out):
        if one.is_run and scenario in (None, one.scenario):
            return one.folder
    if scenario is None:
        raise NoResultError("none", out=str(out))
    raise NoResultError("no_run", scenario=scenario, out=str(out))


def find(asked: str, out: Path) -> Path:
    """Return the folder that is called so.

    In this order: a folder, a name that was given, `latest` (the newest run), a scenario (its
    newest run), the beginning of a key. NoResultError where nothing is called so, or several keys
    begin so.
    """
    if (Path(asked) / MANIFEST).is_file():
        return Path(asked)
    if (named := names(out).get(asked)) is not None:
        return named
    if asked == LATEST:
        return latest(out)
    found = results(out)
    if any(one.is_run and one.scenario == asked for one in found):
        return latest(out, asked)
    begins = [one.folder for one in found if _KEY.fullmatch(asked) and one.key.startswith(asked)]
    if len(begins) > 1:
        raise NoResultError("several", asked=asked, folders=", ".join(map(str, begins[:4])))
    if not begins and Path(asked).is_dir():
        return Path(asked)  # who reads its manifest says what is wrong with it
    if not begins:
        raise NoResultError("unknown", asked=asked, out=str(out))
    return begins[0]


def names(out: Path) -> dict[str, Path]:
    """Return the folders that have a name and are still there, by it."""
    return dict(_names(out))


def _names(out: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted((out / _NAMES).glob("*")):
        try:
            with file.open(encoding="utf-8") as stream:
                scenario, _, key = stream.read(_LONGEST).strip().partition("/")
        except (OSError, ValueError):
            continue
        # A file that somebody else wrote must not lead out of the results.
        if plain(scenario) == scenario and plain(key) == key:
            folder = out / scenario / key
            if (folder / MANIFEST).is_file():
                yield file.name, folder


def is_name(text: str) -> bool:
    """Whether a result may be called so: a plain name that means nothing else."""
    return plain(text) == text and text != LATEST and not _KEY.fullmatch(text)


def give_name(name: str, folder: Path, out: Path) -> Path | None:
    """Call a folder under `out` by a name, and return the one that had it before, if another did.

    OSError where it cannot be written.
    """
    before = names(out).get(name)
    (out / _NAMES).mkdir(parents=True, exist_ok=True)
    written = out / _NAMES / f".{name}"
    written.write_text(f"{folder.parent.name}/{folder.name}\n", encoding="utf-8", newline="\n")
    written.replace(out / _NAMES / name)
    return before if before != folder else None


def manifest_of(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a result; None where there is none to read."""
    try:
        return read_manifest(folder)
    except (OSError, NoManifestError):
        return None
