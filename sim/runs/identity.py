"""What code an answer depends on, and hashes of plain data."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

PACKAGE = Path(__file__).parents[1]
CODE: Final = (".py", ".html", ".css", ".ttf")
"""Endings of what decides the bytes of a result: programs, templates and style of a page, font."""
APART: Final = frozenset({"ui"})
"""Rooms that have no part in any result: the local page has commands play."""

PACKAGES = ("numpy", "pandas", "pyarrow", "pydantic", "simpy", "matplotlib")
"""Libraries whose version may change a figure or the bytes of a table."""

_SOURCES: Final = "dev"
"""Stands for this package's version where it runs from its sources, without being installed."""


def canonical(data: Any) -> bytes:
    """Return the one JSON text of plain data: sorted keys, no spaces, UTF-8; NaN is refused."""
    text = json.dumps(
        data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@cache
def code_hash(root: Path = PACKAGE) -> str:
    """Return the SHA-256 over all files of the package that are code, by names and contents."""
    total = hashlib.sha256()
    files = (path.relative_to(root) for path in root.rglob("*") if path.suffix in CODE)
    taken = (path for path in files if path.parts[0] not in APART)
    for path in sorted(taken, key=Path.as_posix):
        total.update(path.as_posix().encode() + b"\0")
        total.update(hashlib.sha256((root / path).read_bytes()).digest())
    return total.hexdigest()


def release() -> str:
    """Return the version of this package as figures print it, in whatever language."""
    try:
        return version("zhizao")
    except PackageNotFoundError:
        return _SOURCES


def versions(libraries: Sequence[str] = PACKAGES) -> dict[str, str]:
    """Return the versions of Python, of this package and of libraries: those that matter."""
    found = {"python": platform.python_version()}
    for name in ("zhizao", *libraries):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
