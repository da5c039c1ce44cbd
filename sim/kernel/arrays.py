"""Arrays whose address compiled code is given.

In front of what an array holds lie a mark and its length in bytes: there the checked build, see
`sim.kernel.memory`, reads how far it may go.
"""

from __future__ import annotations

from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MARK: Final = 0x7A68697A616F  # "zhizao"
"""What lies in front of every such array, and hardly anywhere else."""
HEAD: Final = 16
"""Bytes of mark and length."""
LINE: Final = 64
"""Bytes that a processor fetches at once; what an array holds begins with a line."""
LANES: Final = LINE // 8
"""Numbers in a line."""


def room(size: int, kind: Any) -> NDArray[Any]:
    """Return an array for `size` numbers or records of a kind, at least one; they are not set."""
    dtype = np.dtype(kind)
    length = max(1, size) * dtype.itemsize
    memory = np.empty(2 * LINE + length, np.uint8)
    begin = 2 * LINE - memory.ctypes.data % LINE
    memory[begin - HEAD : begin].view(np.int64)[:] = MARK, length
    return memory[begin : begin + length].view(dtype)


def zeros(shape: tuple[int, ...], kind: Any) -> NDArray[Any]:
    """Return an array of noughts whose address may be given away."""
    size = prod(shape)
    array = room(size, kind)
    array.fill(0)
    return array[:size].reshape(shape)


def placed(values: NDArray[Any]) -> NDArray[Any]:
    """Return a copy of an array with axes in C order whose address may be given away."""
    copy = room(values.size, values.dtype)[: values.size]
    put(np.ascontiguousarray(values).reshape(-1), copy)
    return copy


def put(values: NDArray[Any], into: NDArray[Any]) -> None:
    """Copy numbers or records to the beginning of an array of the same kind.

    As bytes: NumPy copies records field by field, which takes fifty times as long.
    """
    into[: len(values)].view(np.uint8)[:] = values.view(np.uint8)


def lined(values: NDArray[Any]) -> NDArray[Any]:
    """Return what `placed` returns with a line of zeros behind, for code that reads whole lines."""
    return placed(np.append(values, np.zeros(LANES, values.dtype)))
