"""The scales of a saved run's figures, for the same figures of another run to share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.lookup import NoResultError
from sim.api.manifest import read_manifest
from sim.text.safe import line
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.plots.frames import SharedScale

_LONGEST = 40_000_000
"""Bytes that are read of the numbers of a figure."""


def scales_of(folder: Path) -> dict[str, SharedScale]:
    """Where the axes end, by figure, of the run in a results folder.

    Raises OSError or NoManifestError where it has no readable manifest, NoResultError where it
    keeps no figure that says so.
    """
    from sim.plots.frames import SharedScale

    name = _name(read_manifest(folder), folder)
    found = {path.stem: _ends(path) for path in sorted((folder / "figures").glob("*.json"))}
    scales = {figure: SharedScale(name, ends) for figure, ends in found.items() if ends}
    if not scales:
        raise NoResultError("no_scales", asked=str(folder))
    return scales


def _name(manifest: Mapping[str, Any], folder: Path) -> Words:
    """What its scenario is called, both languages alike where a manifest does not say."""
    told = manifest["scenario"].get("name")
    zh, en = (told.get(lang) if isinstance(told, dict) else None for lang in Words._fields)
    known = isinstance(zh, str) and isinstance(en, str) and zh and en
    return Words(line(zh), line(en)) if known else Words(folder.parent.name, folder.parent.name)


def _ends(path: Path) -> dict[str, tuple[float, float]]:
    """Where the axes of a figure end by panel; nothing where its file does not say."""
    if path.stat().st_size > _LONGEST:
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8")).get("ends")
    except (ValueError, RecursionError, AttributeError):
        return {}
    return {
        panel: (float(ends[0]), float(ends[1]))
        for panel, ends in (told.items() if isinstance(told, dict) else ())
        if isinstance(ends, list) and len(ends) == 2 and all(map(_is_number, ends))
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, float | int) and isfinite(value)
