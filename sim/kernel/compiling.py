"""Compiling once: where the machine code is kept, and whether it is there."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
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
)
"""What is compiled: Numba looks only at the file of the outermost function."""


def available() -> bool:
    """Tell whether Numba is installed."""
    return find_spec("numba") is not None


def folder() -> Path:
    """Return where this version's machine code is kept: ZHIZAO_CACHE, or the user's cache.

    Where that cannot be written, as in a container, a folder for this user among the temporary
    files serves.
    """
    for place in _places():
        path = place / f"kernel-{_digest()}"
        try:
            path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                return path
        except OSError:
            continue
    raise OSError("no folder for machine code can be written; set ZHIZAO_CACHE to one that can")


def ready() -> bool:
    """Tell whether this version was compiled here before."""
    return sum(1 for _ in folder().rglob("*.nbi")) >= _FUNCTIONS


_FUNCTIONS = 2
"""Functions that are compiled: the replication, and its tally."""


def kept(function: Callable[..., Any]) -> Any:
    """Return a function compiled, from the cache where it is there."""
    numba: Any = import_module("numba")
    with _ONE_AT_A_TIME:
        before = numba.config.CACHE_DIR
        numba.config.CACHE_DIR = str(folder())
        try:
            # Nothing is allocated in compiled code, so nothing need be counted.
            return numba.njit(nogil=True, cache=True, error_model="numpy", _nrt=False)(function)
        finally:
            numba.config.CACHE_DIR = before


_ONE_AT_A_TIME = Lock()
"""Numba has one setting for all threads."""


def _places() -> list[Path]:
    own = os.environ.get("ZHIZAO_CACHE")
    if own:
        return [Path(own)]
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA", Path.home()))
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    return [home / "zhizao", Path(tempfile.gettempdir()) / f"zhizao-{user}"]


@cache
def _digest() -> str:
    total = hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(_PACKAGE.glob(pattern)):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]
