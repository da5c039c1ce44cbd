"""The provenance table: every number of a scenario with what it stands on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sim.scenario.load import Loaded
from sim.scenario.pedigree import number_rows
from sim.scenario.schema.leaves import leaves

COLUMNS = (
    "path",
    "value",
    "low",
    "high",
    "status",
    "grade",
    "source",
    "title",
    "at",
    "as_of",
    "note",
    "where",
    "changed_from",
)
"""Columns; low and high of the range in canonical units (m², months, shares …)."""


def provenance(loaded: Loaded) -> list[dict[str, Any]]:
    """Return one row a number: as written, range, status, source, where it stands, old value."""
    changed = {override.path: override.old for override in loaded.overrides}
    numbers = leaves(loaded.spec)
    rows = []
    for row in number_rows(loaded):
        leaf = numbers[row.path]
        low, high = getattr(leaf, "range", None) or ("", "")
        source = loaded.spec.sources.get(row.source)
        pedigree = leaf.pedigree
        values = (
            row.path,
            row.text,
            low,
            high,
            row.status,
            row.grade,
            row.source,
            source.title if source else "",
            pedigree.at or "",
            pedigree.as_of or "",
            pedigree.note or "",
            beside(row.place, loaded),
            changed.get(row.path, ""),
        )
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def beside(place: str, loaded: Loaded) -> str:
    """Return `file:line` with the file's path from the scenario's folder, wherever that is."""
    name, colon, line = place.rpartition(":")
    return f"{from_folder(name, loaded)}:{line}" if colon else place


def from_folder(name: str, loaded: Loaded) -> str:
    """Return a file's path from the scenario's folder."""
    return Path(os.path.relpath(name, os.path.dirname(loaded.path) or ".")).as_posix()
