"""Results as plain data, the same on every machine that gives the same results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any, Final

SHOWN: Final = {"shown": True}
"""Metadata of a field that only a screen or a figure needs; plain data are without it."""


def plain(value: Any) -> Any:
    """Dataclasses to dicts (without fields of `SHOWN`), tuples to lists, floats to 12 digits.

    Sums of floats may differ in their last digits between processors; 12 digits do not show it.
    Raises ValueError for a number that is not finite: a result says None where it has no value.
    """
    if is_dataclass(value):
        told = [field.name for field in fields(value) if field.metadata != SHOWN]
        return {name: plain(getattr(value, name)) for name in told}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"not a finite number: {value}")
        return float(f"{value:.12g}")
    return value
