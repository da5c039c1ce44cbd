"""Manifests: read as strictly as any file that others may have written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sim.runs.identity import digest
from sim.text.commands import MANIFEST_FAULTS
from sim.text.words import Words

FORMAT: Final = 2
_BEFORE: Final = 1
"""The format before: it names neither the scenario's file and `--set`, nor what failed."""
MANIFEST: Final = "manifest.json"
_MOST_BYTES: Final = 1 << 26
"""The largest that is read: a scenario, and a thousand accepted worlds of hundreds of numbers."""


class NoManifestError(ValueError):
    """What is there is no manifest of a result; `words` say why."""

    def __init__(self, fault: str, **values: str) -> None:
        self.words: Words = MANIFEST_FAULTS[fault].fill(**values)
        super().__init__(self.words.en)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a results folder.

    Its keys `key`, `made_of`, `scenario`, `files` and `failed` are of the right kinds, and every
    name under `files` is that of a file in the folder. Raises OSError or NoManifestError.
    """
    with (folder / MANIFEST).open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise NoManifestError("large", limit=str(_MOST_BYTES >> 20))
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:  # JSON and UTF-8 alike
        raise NoManifestError("unread", reason=str(error)) from None
    if not isinstance(data, dict):
        raise NoManifestError("shape", key="{")
    if data.get("manifest") == _BEFORE and isinstance(data.get("scenario"), dict):
        told = {"file": f"{data['scenario'].get('id')}.yaml", "sets": []}
        data = {"failed": {}, **data, "manifest": FORMAT, "scenario": {**told, **data["scenario"]}}
    if data.get("manifest") != FORMAT:
        raise NoManifestError("format", format=str(FORMAT), found=repr(data.get("manifest"))[:20])
    kinds = {"key": str, "made_of": dict, "scenario": dict, "files": dict, "failed": dict}
    for key, kind in kinds.items():
        if not isinstance(data.get(key), kind):
            raise NoManifestError("shape", key=key)
    for key in ("files", "failed"):
        if not all(isinstance(value, str) for value in data[key].values()):
            raise NoManifestError("shape", key=key)
    for name in data["files"]:
        if not _is_inside(folder, name):
            raise NoManifestError("outside", name=repr(name)[:80])
    return data


def written_out(manifest: Mapping[str, Any], folder: Path) -> Path:
    """Write the scenario of a manifest, and what lies beside it, into a folder; return its file.

    Raises OSError, or NoManifestError where the manifest does not hold them.
    """
    text, beside = manifest["scenario"].get("yaml"), manifest["scenario"].get("beside", {})
    if not is_text(text):
        raise NoManifestError("shape", key="yaml")
    if not isinstance(beside, dict) or not all(map(is_text, beside.values())):
        raise NoManifestError("shape", key="beside")
    for name, content in {**beside, "scenario.yaml": text}.items():
        if not _is_inside(folder, name):
            raise NoManifestError("outside", name=repr(name)[:80])
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())
    return folder / "scenario.yaml"


def is_text(value: Any) -> bool:
    """Whether it is text that can be written: JSON may hold halves of characters."""
    return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)


def damaged(folder: Path, files: Mapping[str, str]) -> set[str]:
    """Return the names of files that are missing or not what the manifest says."""
    return {name for name, known in files.items() if file_digest(folder / name) != known}


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file; empty where there is none to read."""
    try:
        return digest(path.read_bytes()) if path.is_file() else ""
    except OSError:
        return ""


def _is_inside(folder: Path, name: str) -> bool:
    """Whether a name is a plain relative path, and leads to nothing outside the folder."""
    path = PurePosixPath(name)
    plain = path.as_posix() == name and not path.is_absolute() and ".." not in path.parts
    if not plain or "\\" in name or ":" in name or "\0" in name:
        return False
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a ring of links
        return False


def _refuse(constant: str) -> None:
    raise ValueError(constant)
