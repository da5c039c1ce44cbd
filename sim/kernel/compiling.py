"""Compiling once: where the machine code is kept, and whether it is there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal
from zipfile import ZipFile

_PACKAGE = Path(__file__).parents[1]
_SOURCES = (
    "kernel/*.py",
    "draws/*.py",
    "model/log.py",
    "scenario/values/dates.py",
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
"""What is compiled, or gives it constants; Numba looks only at the file of what is called first."""


class NoEngineError(Exception):
    """The compiled engine is not to be had."""

    why: Literal["no_numba", "no_cache", "tight"]


class NoNumbaError(NoEngineError):
    """Numba cannot be imported."""

    why = "no_numba"


class NoCacheError(NoEngineError):
    """Machine code cannot be kept anywhere."""

    why = "no_cache"


def checked() -> bool:
    """Tell whether compiled code looks for every index beyond its array: ZHIZAO_CHECKED=1."""
    return os.environ.get("ZHIZAO_CHECKED") == "1"


class TightError(NoEngineError):
    """The process may not have the memory that compiling, or loading what is compiled, takes."""

    why = "tight"


def available() -> bool:
    """Tell whether Numba can be imported: it may be missing, or not fit the NumPy that is there.

    Raises TightError where the process may not have the memory for it: LLVM would abort.
    """
    _look_for_memory(_TO_LOAD)
    try:
        import_module("numba")
    except ImportError:
        return False
    return True


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


_FUNCTIONS = ("_replication", "_tally")
"""Functions that are compiled."""


def kept(function: Callable[..., None]) -> Any:
    """Return a function of addresses compiled, from the cache where it is there.

    What is there is used if it is whole, and made anew otherwise. Where it cannot be kept, as on a
    disk that is full, it serves this process.
    """
    numba: Any = import_module("numba")
    stored = _stored(folder(), function.__name__)
    with _ONE_AT_A_TIME, ExitStack() as stack:
        place = stack.enter_context(_unpacked(stored))
        before = numba.config.CACHE_DIR
        stack.callback(setattr, numba.config, "CACHE_DIR", before)
        numba.config.CACHE_DIR = place
        # Nothing is allocated in compiled code, so nothing need be counted.
        compiled = numba.njit(nogil=True, cache=bool(place), error_model="numpy", _nrt=False)
        made = compiled(function)
        try:
            made.compile((numba.types.int64,) * function.__code__.co_argcount)
        except OSError:
            if not made.signatures:  # it is compiled, if Numba came as far as to write it
                raise
        else:
            if place and not made.stats.cache_hits:
                _keep(Path(place), stored)
        return made


_ONE_AT_A_TIME = Lock()
"""Numba has one setting for all threads."""


@contextmanager
def _unpacked(stored: Path) -> Iterator[str]:
    """Give a folder of its own with what is stored, if that is whole; no name without a place.

    Numba believes what it finds, cannot read what was cut off, and writes where it reads.
    """
    with ExitStack() as stack:
        try:
            place = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            if content := _whole(stored):
                ZipFile(BytesIO(content)).extractall(place)
        except OSError:
            place = ""
        yield place


def _keep(place: Path, stored: Path) -> None:
    """Store the files of a folder, whole or not at all."""
    content = BytesIO()
    with ZipFile(content, "w") as packed:
        for path in sorted(place.rglob("*.nb?")):
            packed.write(path, path.relative_to(place))
    with suppress(OSError), tempfile.TemporaryDirectory(dir=stored.parent) as beside:
        whole = Path(beside) / stored.name
        whole.write_bytes(sha256(content.getvalue()).digest() + content.getvalue())
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
    return found[size:] if found[:size] == sha256(found[size:]).digest() else b""


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
    for maker in (str(_PACKAGE), *map(str, makers)):
        total.update(maker.encode() + b"\0")
    for pattern in _SOURCES:
        for path in sorted(_PACKAGE.glob(pattern)):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]
