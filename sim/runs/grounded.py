"""Accepted values of ranged numbers, as `calibrate` writes them."""

from __future__ import annotations

import json
from pathlib import Path


def read_accepted(path: Path) -> tuple[dict[str, float], ...]:
    """Return the rows of an accepted set: values by path, in canonical units.

    Raises OSError where the file cannot be read and ValueError where it is no accepted set.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or data.get("accepted") != 1 or not data.get("rows"):
        raise ValueError(f"{path} holds no accepted set")
    return tuple(dict(zip(data["paths"], row, strict=True)) for row in data["rows"])
