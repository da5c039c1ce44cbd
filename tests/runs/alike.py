"""Whether two values are the same down to types and bytes, and where they first are not."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def unlike(one: Any, other: Any, at: str = "") -> str:
    """The path of the first difference of two nested values; empty if there is none."""
    if type(one) is not type(other):
        return f"{at}: {type(one).__name__} {type(other).__name__}"
    if isinstance(one, np.ndarray):
        same = one.dtype == other.dtype and one.shape == other.shape
        return "" if same and one.tobytes() == other.tobytes() else at
    if is_dataclass(one):
        pairs = [(f".{f.name}", getattr(one, f.name), getattr(other, f.name)) for f in fields(one)]
    elif isinstance(one, tuple | list):
        if len(one) != len(other):
            return f"{at}: {len(one)} {len(other)}"
        pairs = [(f"[{i}]", *pair) for i, pair in enumerate(zip(one, other, strict=True))]
    else:
        return "" if one == other else at
    return next((found for name, a, b in pairs if (found := unlike(a, b, at + name))), "")
