"""Records and numbers at an address: how compiled code reaches its tables.

Everything a replication needs hangs on one record, the city, which holds the addresses of
NumPy arrays. Passing one pointer keeps functions small and cheap to call; nothing is counted or
allocated inside. The arrays are kept alive by `sim.kernel.workspace`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

_LONG = ir.IntType(64)


def _record(_context: Any, address: Any, index: Any, dtype: Any) -> Any:
    """Return record number `index` of the array of structured `dtype` at `address`."""
    kind = dtype.dtype

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        offset = builder.mul(values[1], ir.Constant(_LONG, kind.size))
        place = builder.add(values[0], offset)
        return builder.inttoptr(place, context.get_value_type(kind))

    return kind(types.int64, types.int64, dtype), generate


def _load(_context: Any, address: Any, index: Any, dtype: Any) -> Any:
    """Return number `index` of the array of numbers of `dtype` at `address`."""
    kind = dtype.dtype

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        pointer = builder.inttoptr(values[0], context.get_data_type(kind).as_pointer())
        return context.unpack_value(builder, kind, builder.gep(pointer, [values[1]]))

    return kind(types.int64, types.int64, dtype), generate


def _store(_context: Any, address: Any, index: Any, value: Any) -> Any:
    """Set number `index` of the array at `address`, whose numbers are of the type of `value`."""

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        pointer = builder.inttoptr(values[0], context.get_data_type(value).as_pointer())
        context.pack_value(builder, value, values[2], builder.gep(pointer, [values[1]]))
        return context.get_dummy_value()

    return types.none(types.int64, types.int64, value), generate


def _fetch(_context: Any, address: Any, index: Any, dtype: Any) -> Any:
    """Have record number `index` brought near, since it will be needed soon."""
    kind = dtype.dtype

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        byte, flag = ir.IntType(8).as_pointer(), ir.IntType(32)
        fetch = builder.module.declare_intrinsic(
            "llvm.prefetch", [byte], ir.FunctionType(ir.VoidType(), [byte, flag, flag, flag])
        )
        begin = builder.add(values[0], builder.mul(values[1], ir.Constant(_LONG, kind.size)))
        for offset in range(0, kind.size, _LINE):
            place = builder.inttoptr(builder.add(begin, ir.Constant(_LONG, offset)), byte)
            builder.call(fetch, [place, flag(0), flag(3), flag(1)])
        return context.get_dummy_value()

    return types.none(types.int64, types.int64, dtype), generate


_LINE = 64
"""Bytes that a processor fetches at once."""

int64: Any = np.int64
"""Whole numbers of compiled code, without the types that NumPy gives them elsewhere."""

_Typed = Callable[[Any, Any, Any], Any]
record = cast("_Typed", intrinsic(_record))
load = cast("_Typed", intrinsic(_load))
store = cast("_Typed", intrinsic(_store))
fetch = cast("_Typed", intrinsic(_fetch))
