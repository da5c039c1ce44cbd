"""How much is tried: the usual run takes a sample of what the full one plays."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest
from hypothesis import settings


def share(full: int) -> int:
    """So many of what a full run (`--full`) tries `full` of: a quarter; a search ten times it."""
    return full * settings().max_examples // 100


def examples(full: int) -> settings:
    """Settings of a property that a full run tries on `full` examples instead of 100."""
    return settings(max_examples=share(full))


def sampled(values: Iterable[Any], few: Collection[Any]) -> list[Any]:
    """Parameters of a test: all of them in a full run, those in `few` in the usual one."""
    return [one if one in few else pytest.param(one, marks=pytest.mark.full) for one in values]
