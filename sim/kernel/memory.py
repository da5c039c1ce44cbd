"""Records and numbers at an address: how compiled code reaches its tables.

Everything a replication needs hangs on one record, the city, which holds the addresses of
NumPy arrays. Passing one pointer keeps functions small and cheap to call; nothing is counted or
allocated inside. The arrays are kept alive by `sim.kernel.workspace`.

Fields are stored as narrow as their dtype says, for what lies close together is near; in compiled
code every whole number is 64 bits wide.

Nothing notices an index beyond its array, but in the checked build (`compiling.checked`): there
every address is that of a whole array from `sim.kernel.arrays`, and every index lies in it, or an
IndexError says which function went where it must not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    lower_setattr_generic,
    models,
    register_model,
)

from sim.kernel.arrays import HEAD, MARK
from sim.kernel.compiling import checked

_LONG = ir.IntType(64)
_BYTE = ir.IntType(8).as_pointer()


class Place(types.Type):
    """The type of a pointer to a record."""

    def __init__(self, kind: types.Record) -> None:
        self.kind = kind
        # Numba writes the type of every argument into the name of a function, thousands of times.
        super().__init__(name=f"Place({sha256(kind.name.encode()).hexdigest()[:12]})")

    def wide(self, field: str) -> types.Type:
        """Return the type that a field has in compiled code."""
        stored = self.kind.typeof(field)
        return types.int64 if stored in types.signed_domain else stored


@register_model(Place)
class _PlaceModel(models.PrimitiveModel):
    def __init__(self, dmm: Any, kind: Place) -> None:
        super().__init__(dmm, kind, _BYTE)


@infer_getattr
class _PlaceFields(AttributeTemplate):
    key = Place

    def generic_resolve(self, kind: Place, field: str) -> types.Type:
        """Return the type of a field."""
        return kind.wide(field)


def _field(context: Any, builder: Any, kind: Place, place: Any, field: str) -> Any:
    offset = ir.Constant(_LONG, kind.kind.offset(field))
    stored = context.get_data_type(kind.kind.typeof(field)).as_pointer()
    return builder.bitcast(builder.gep(place, [offset]), stored)


@lower_getattr_generic(Place)
def _get(context: Any, builder: Any, kind: Place, place: Any, field: str) -> Any:
    stored = kind.kind.typeof(field)
    found = context.unpack_value(builder, stored, _field(context, builder, kind, place, field))
    return context.cast(builder, found, stored, kind.wide(field))


@lower_setattr_generic(Place)
def _set(context: Any, builder: Any, signature: Any, values: Any, field: str) -> None:
    (kind, given), (place, value) = signature.args, values
    stored = kind.kind.typeof(field)
    value = context.cast(builder, value, given, stored)
    context.pack_value(builder, stored, value, _field(context, builder, kind, place, field))


def _record(_context: Any, address: Any, index: Any, dtype: Any) -> Any:
    """Return record number `index` of the array of structured `dtype` at `address`."""
    kind = Place(dtype.dtype)

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        _look(context, builder, values, dtype.dtype.size)
        return builder.inttoptr(_begin(builder, values, dtype.dtype.size), _BYTE)

    return kind(types.int64, types.int64, dtype), generate


def _look(context: Any, builder: Any, values: Any, size: int) -> None:
    """In the checked build, see that a place of `size` bytes, (address, index), is in an array."""
    if not checked():
        return
    address, index = values[:2]
    head = builder.inttoptr(builder.sub(address, ir.Constant(_LONG, HEAD)), _LONG.as_pointer())
    length = builder.load(builder.gep(head, [ir.Constant(_LONG, 1)]))
    whole = builder.icmp_signed("==", builder.load(head), ir.Constant(_LONG, MARK))
    count = builder.udiv(length, ir.Constant(_LONG, size))
    inside = builder.icmp_unsigned("<", index, count)  # one below 0 is a very large one
    with builder.if_then(builder.not_(builder.and_(whole, inside)), likely=False):
        mangled = builder.function.name.partition("B")[0]  # _ZN3sim6kernel7history7requestB3v51…
        where = ".".join(re.split(r"\d+", mangled)[1:])
        said = f"beyond an array whose items have {size} bytes, in {where}"
        context.call_conv.return_user_exc(builder, IndexError, (said,))


def _begin(builder: Any, values: Any, size: int) -> Any:
    return builder.add(values[0], builder.mul(values[1], ir.Constant(_LONG, size)))


def _load(_context: Any, address: Any, index: Any, dtype: Any) -> Any:
    """Return number `index` of the array of numbers of `dtype` at `address`."""
    kind = dtype.dtype

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        _look(context, builder, values, kind.bitwidth // 8)
        pointer = builder.inttoptr(values[0], context.get_data_type(kind).as_pointer())
        return context.unpack_value(builder, kind, builder.gep(pointer, [values[1]]))

    return kind(types.int64, types.int64, dtype), generate


def _store(_context: Any, address: Any, index: Any, value: Any) -> Any:
    """Set number `index` of the array at `address`, whose numbers are of the type of `value`."""

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        _look(context, builder, values, value.bitwidth // 8)
        pointer = builder.inttoptr(values[0], context.get_data_type(value).as_pointer())
        context.pack_value(builder, value, values[2], builder.gep(pointer, [values[1]]))
        return context.get_dummy_value()

    return types.none(types.int64, types.int64, value), generate


def _fetch(_context: Any, address: Any) -> Any:
    """Have a line of memory brought near, since it will be needed soon; it may be nobody's."""

    def generate(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        flag = ir.IntType(32)
        fetch = builder.module.declare_intrinsic(
            "llvm.prefetch", [_BYTE], ir.FunctionType(ir.VoidType(), [_BYTE, flag, flag, flag])
        )
        place = builder.inttoptr(values[0], _BYTE)
        builder.call(fetch, [place, flag(0), flag(3), flag(1)])
        return context.get_dummy_value()

    return types.none(types.int64), generate


def _bits(_context: Any, number: Any) -> Any:
    """Return the 64 bits of a real number as a whole one."""

    def generate(_target: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.bitcast(values[0], _LONG)

    return types.int64(types.float64), generate


def _real(_context: Any, bits: Any) -> Any:
    """Return the real number that has these bits."""

    def generate(_target: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.bitcast(values[0], ir.DoubleType())

    return types.float64(types.int64), generate


int64: Any = np.int64
"""Whole numbers of compiled code, without the types that NumPy gives them elsewhere."""

_Typed = Callable[[Any, Any, Any], Any]
record: _Typed = cast("_Typed", intrinsic(_record))
load: _Typed = cast("_Typed", intrinsic(_load))
store: _Typed = cast("_Typed", intrinsic(_store))
fetch: Callable[[Any], None] = cast("Callable[[Any], None]", intrinsic(_fetch))
bits: Callable[[Any], Any] = cast("Callable[[Any], Any]", intrinsic(_bits))
real: Callable[[Any], Any] = cast("Callable[[Any], Any]", intrinsic(_real))
