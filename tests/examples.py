"""How many examples of a property are tried."""

from __future__ import annotations

from hypothesis import settings


def examples(plain: int) -> settings:
    """So many in a plain run; a search multiplies them as its profile does the usual 100."""
    return settings(max_examples=plain * settings().max_examples // 100)
