"""What the workers of a cluster do when it is measured; they import it by name."""

from __future__ import annotations

from functools import cache
from random import Random


def answer(size: int, job: int) -> bytes:
    """Do nothing, and answer with so many bytes that no compression makes fewer."""
    return _noise(size)


@cache
def _noise(size: int) -> bytes:
    return Random(1).randbytes(size)
