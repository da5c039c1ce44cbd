"""Tallies kept small: their long arrays are packed, and unpacked whenever they are asked for."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

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
    "plants",
    "idle",
)
"""What is packed: nearly all of a tally, and a fifth of it when packed."""
_CODEC: Final = "zstd"


class PackedTally(Tally):
    """A tally that unpacks its long arrays each time: take what you need of one once."""

    def __getattr__(self, name: str) -> NDArray[Any]:
        # Only what is no attribute comes here; a copy being made has none yet.
        arrays = self.__dict__.get("_arrays", {})
        if name not in arrays:
            raise AttributeError(name)
        import pyarrow as pa

        data, kind, shape = arrays[name]
        size = kind.itemsize * int(np.prod(shape))
        array: NDArray[Any] = np.frombuffer(pa.decompress(data, size, _CODEC, asbytes=True), kind)
        return array.reshape(shape)


def packed(tally: Tally) -> PackedTally:
    """Return a tally with its long arrays packed."""
    import pyarrow as pa

    kept = object.__new__(PackedTally)
    values = {field.name: getattr(tally, field.name) for field in fields(Tally)}
    long = {name: values.pop(name) for name in LONG if values[name].size}
    arrays = {
        name: (
            pa.compress(np.ascontiguousarray(array), _CODEC, asbytes=True),
            array.dtype,
            array.shape,
        )
        for name, array in long.items()
    }
    for name, value in {**values, "_arrays": arrays}.items():
        object.__setattr__(kept, name, value)
    return kept
