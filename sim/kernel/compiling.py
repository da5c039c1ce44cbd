"""Compiling once: where the machine code is kept, and whether it is there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Literal

from sim.kernel import machine_code

_PACKAGE = Path(__file__).parents[1]
_SOURCES = (
    "kernel/*.py",
    "draws/*.py",
    "model/log.py",
    "scenario/values/dates.py",
    "scenario/values/limits.py",
    "scenario/plan/eventkey.py",
    "scenario/plan/plan.py",
    "scenario/plan/split.py",
    "measures/counting/compiled_tally.py",
    "measures/counting/measure_spec.py",
    "measures/counting/levels.py",
    "measures/counting/maturity.py",
    "measures/counting/outcomes.py",
    "measures/counting/pooled.py",
    "measures/counting/requests.py",
)
"""What is compiled, or gives it constants: where one differs, all is compiled anew."""


class NoEngineError(Exception):
    """The compiled engine is not to be had."""

    why: Literal["no_numba", "no_cache", "tight"]


class NoNumbaError(NoEngineError):
    """Numba cannot be imported."""

    why: Literal["no_numba", "no_cache", "tight"] = "no_numba"


class NoCacheError(NoEngineError):
    """Machine code cannot be kept anywhere."""

    why: Literal["no_numba", "no_cache", "tight"] = "no_cache"


def checked() -> bool:
    """Tell whether compiled code looks for every index beyond its array: ZHIZAO_CHECKED=1."""
    return os.environ.get("ZHIZAO_CHECKED") == "1"


class TightError(NoEngineError):
    """The process may not have the memory that compiling, or loading what is compiled, takes."""

    why: Literal["no_numba", "no_cache", "tight"] = "tight"


def available() -> bool:
    """Tell whether the compiled engine can play: what is compiled takes LLVM, to compile Numba.

    Numba may be missing, or not fit the NumPy that is there. Raises TightError where the process
    may not have the memory for it: LLVM would abort.
    """
    _look_for_memory(_TO_LOAD)
    try:
        import_module("llvmlite.binding" if _compiled_before() else "numba")
    except ImportError:
        return False
    return True


def _compiled_before() -> bool:
    try:
        return _complete(folder())
    except NoCacheError:
        return False


def folder() -> Path:
    """Return where this version's machine code is kept: ZHIZAO_CACHE, or the user's cache.

    Where that cannot be written, as in a container, a folder for this user among the temporary
    files serves; one that holds everything need not be written. Raises NoCacheError when there is
    no place at all.
    """
    for place in _places():
        path = place / f"kernel-{_digest()}{'-checked' * checked()}"
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _trusted(place):
                continue
            path.mkdir(exist_ok=True)
            if _complete(path):
                return path
            with tempfile.TemporaryFile(dir=path):
                return path
        except OSError:
            continue
    raise NoCacheError("no folder for machine code can be written; set ZHIZAO_CACHE to one")


def ready() -> bool:
    """Tell whether this version was compiled here before.

    Raises TightError where it was not, and the process may not have the memory to compile.
    """
    if _complete(folder()):
        return True
    _look_for_memory(_TO_COMPILE)
    return False


_FUNCTIONS = ("replication", "tally")
"""Functions that are compiled."""


def kept(name: str, source: Callable[[], Callable[..., None]]) -> Callable[..., None]:
    """Return a function of addresses compiled, from the cache where it is there.

    What is there is used if it is whole. Otherwise what `source` gives is compiled and kept; where
    that cannot be, as on a disk that is full, it serves this process.
    """
    stored = _stored(folder(), name)
    with _ONE_AT_A_TIME:
        code = _whole(stored)
        if not code:
            code = machine_code.compiled(source(), name)
            _keep(code, stored)
        return machine_code.opened(code, name)


_ONE_AT_A_TIME = Lock()
"""What two threads want is compiled once."""


def _keep(code: bytes, stored: Path) -> None:
    """Store machine code, whole or not at all."""
    with suppress(OSError), tempfile.TemporaryDirectory(dir=stored.parent) as beside:
        whole = Path(beside) / stored.name
        whole.write_bytes(_digest_of(code, stored) + code)
        whole.replace(stored)


def _stored(folder: Path, name: str) -> Path:
    return folder / f"{name}.code"


def _complete(folder: Path) -> bool:
    return all(_whole(_stored(folder, name)) for name in _FUNCTIONS)


def _whole(stored: Path) -> bytes:
    """Return what a file holds behind its digest; nothing where it is not what was written."""
    try:
        found = stored.read_bytes()
    except OSError:
        return b""
    size = sha256().digest_size
    return found[size:] if found[:size] == _digest_of(found[size:], stored) else b""


def _digest_of(code: bytes, stored: Path) -> bytes:
    """The digest of machine code and of what it is kept for."""
    return sha256(stored.name.encode() + b"\0" + code).digest()


_TO_COMPILE, _TO_LOAD = 3 << 29, 1 << 30
"""Bytes of addresses that a process takes to compile, and to load what is compiled.

With all libraries 1.15 and 0.72 GB, and something for threads.
"""


def _look_for_memory(needed: int) -> None:
    """Raise TightError if the limit of the process (`ulimit -v`) is below what is needed."""
    if sys.platform == "win32":
        return
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit != resource.RLIM_INFINITY and limit < needed:
        raise TightError(f"{limit} bytes of {needed}")


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
    """Of the sources, and of what else machine code depends on."""
    from llvmlite.binding import get_host_cpu_name

    total = sha256()
    makers = (sys.implementation.cache_tag, version("numba"), get_host_cpu_name())
    for maker in makers:
        total.update(str(maker).encode() + b"\0")
    for pattern in _SOURCES:
        for path in sorted(_PACKAGE.glob(pattern)):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]
