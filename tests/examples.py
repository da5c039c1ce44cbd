"""How much is tried: numbers are those of a hundred examples, of which each tier tries a part."""

from __future__ import annotations

from hypothesis import settings


def share(full: int) -> int:
    """So many of `full`: half of it with `--full`, else a quarter; ten times it in a search."""
    return full * settings().max_examples // 100


def examples(full: int) -> settings:
    """Settings of a property that is worth `full` examples where others are worth 100."""
    return settings(max_examples=share(full))
