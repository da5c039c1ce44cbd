"""How much is tried: the usual run takes a sample of what the full one plays."""

from __future__ import annotations

from hypothesis import settings


def share(full: int) -> int:
    """So many of what a full run (`--full`) tries `full` of: a quarter; a search ten times it."""
    return full * settings().max_examples // 100


def examples(full: int) -> settings:
    """Settings of a property that a full run tries on `full` examples instead of 100."""
    return settings(max_examples=share(full))
