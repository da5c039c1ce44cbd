"""Tallies kept small: their long arrays are packed, and unpacked whenever they are asked for.

What is packed can lie on a shelf, a temporary file, so that a run's memory hardly grows with it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.tally import Tally

LONG: Final = (
    "pools",
    "capacity_end",
    "leased_end",
    "tracks",
    "ground",
    "flows",
    "losses",
    "sites",
    "paused",
    "plants",
    "idle",
    "early",
    "trades",
    "vintages",
    "let_new",
    "park_rents",
)
"""What is packed: nearly all of a tally, and a fifth of it when packed."""
_CODEC: Final = "zstd"


class Shelf:
    """A temporary file, gone with the last that reads it; where none is to be had, memory."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._lock = Lock()

    def put(self, data: bytes) -> bytes | Shelved:
        """Lay bytes on it."""
        try:
            with self._lock:
                if self._file is None:
                    # Without a buffer, or what did not fit would be in the way of what did.
                    self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - it stays open
                file = self._file
                at = file.seek(0, 2)
                fits = file.write(data) == len(data)
        except OSError:
            return data
        if not fits:
            return data
        return Shelved(file, self._lock, at, len(data))


@dataclass(frozen=True, slots=True)
class Shelved:
    """Bytes on a shelf; they travel to other processes as bytes."""

    file: IO[bytes]
    lock: Lock
    at: int
    size: int

    def __reduce__(self) -> tuple[Any, ...]:
        return bytes, (self[:],)

    def __getitem__(self, part: slice) -> bytes:
        begin, end, _ = part.indices(self.size)
        with self.lock:
            self.file.seek(self.at + begin)
            return self.file.read(end - begin)


class PackedTally(Tally):
    """A tally that unpacks its long arrays each time: take what you need of one once."""

    def __getattr__(self, name: str) -> NDArray[Any]:
        # Only what is no attribute comes here; a copy being made has none yet.
        arrays = self.__dict__.get("_arrays", {})
        if name not in arrays:
            raise AttributeError(name)
        import pyarrow as pa

        part, kind, shape = arrays[name]
        data, size = self.__dict__["_packed"][part], kind.itemsize * int(np.prod(shape))
        array: NDArray[Any] = np.frombuffer(pa.decompress(data, size, _CODEC, asbytes=True), kind)
        return array.reshape(shape)


def packed(tally: Tally) -> PackedTally:
    """Return a tally with its long arrays packed."""
    import pyarrow as pa

    values: dict[str, Any] = {field.name: getattr(tally, field.name) for field in fields(Tally)}
    long = {name: values.pop(name) for name in LONG if values[name].size}
    data, arrays = b"", {}
    for name, array in long.items():
        part = pa.compress(np.ascontiguousarray(array), _CODEC, asbytes=True)
        arrays[name] = slice(len(data), len(data) + len(part)), array.dtype, array.shape
        data += part
    return _made(values | {"_arrays": arrays, "_packed": data})


def shelved(tally: Tally, shelf: Shelf) -> Tally:
    """Return a tally with what is packed of it on a shelf."""
    if not isinstance(tally, PackedTally):
        return tally
    values = dict(tally.__dict__)
    return _made(values | {"_packed": shelf.put(values["_packed"])})


def _made(values: dict[str, Any]) -> PackedTally:
    made = object.__new__(PackedTally)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made
