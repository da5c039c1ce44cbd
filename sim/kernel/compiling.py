"""Compiling once: where the machine code is kept, and whether it is there."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

_PACKAGE = Path(__file__).parents[1]
_SOURCES = (
    "kernel/*.py",
    "draws/*.py",
    "model/log.py",
    "scenario/dates.py",
    "scenario/eventkey.py",
    "scenario/plan.py",
    "scenario/split.py",
    "measures/counted.py",
    "measures/gauges.py",
    "measures/levels.py",
    "measures/outcomes.py",
    "measures/pooled.py",
    "measures/requests.py",
)
"""What is compiled, or gives it constants; Numba looks only at the file of what is called first."""


class NoNumbaError(ModuleNotFoundError):
    """Numba cannot be imported, so there is no compiled engine."""

    why = "no_numba"


class NoCacheError(OSError):
    """Machine code cannot be kept anywhere."""

    why = "no_cache"


def available() -> bool:
    """Tell whether Numba can be imported: it may be missing, or not fit the NumPy that is there."""
    try:
        import_module("numba")
    except ImportError:
        return False
    return True


def folder() -> Path:
    """Return where this version's machine code is kept: ZHIZAO_CACHE, or the user's cache.

    Where that cannot be written, as in a container, a folder for this user among the temporary
    files serves. Raises NoCacheError when there is no place at all.
    """
    for place in _places():
        path = place / f"kernel-{_digest()}"
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _trusted(place):
                continue
            path.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                return path
        except OSError:
            continue
    raise NoCacheError("no folder for machine code can be written; set ZHIZAO_CACHE to one")


def ready() -> bool:
    """Tell whether this version was compiled here before."""
    return sum(1 for _ in folder().rglob("*.nbi")) >= _FUNCTIONS


_FUNCTIONS = 2
"""Functions that are compiled: the replication, and its tally."""


def kept(function: Callable[..., None]) -> Any:
    """Return a function of addresses compiled, from the cache where it is there."""
    numba: Any = import_module("numba")
    with _ONE_AT_A_TIME:
        before = numba.config.CACHE_DIR
        numba.config.CACHE_DIR = str(folder())
        try:
            # Nothing is allocated in compiled code, so nothing need be counted.
            made = numba.njit(nogil=True, cache=True, error_model="numpy", _nrt=False)(function)
            made.compile((numba.types.int64,) * function.__code__.co_argcount)
            return made
        finally:
            numba.config.CACHE_DIR = before


_ONE_AT_A_TIME = Lock()
"""Numba has one setting for all threads."""


def _places() -> list[Path]:
    asked = os.environ.get("ZHIZAO_CACHE")
    if asked:
        return [Path(asked)]
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    places = [Path(tempfile.gettempdir()) / f"zhizao-{user}"]
    given = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    with suppress(RuntimeError):  # a user without a home
        places.insert(0, (Path(given) if given else Path.home() / ".cache") / "zhizao")
    return places


def _trusted(place: Path) -> bool:
    """Tell whether nobody else could have planted machine code in a folder."""
    if "ZHIZAO_CACHE" in os.environ or not hasattr(os, "getuid"):
        return True
    return place.stat().st_uid == os.getuid()


@cache
def _digest() -> str:
    """Of the sources, and of what else Numba's own cache depends on."""
    total = hashlib.sha256()
    for maker in (str(_PACKAGE), str(sys.implementation.cache_tag), version("numba")):
        total.update(maker.encode() + b"\0")
    for pattern in _SOURCES:
        for path in sorted(_PACKAGE.glob(pattern)):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]
