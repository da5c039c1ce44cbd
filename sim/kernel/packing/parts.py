"""What a packed plan is made of: numbers, arrays, and rows of records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.draws import keys
from sim.kernel.lawbook import LawBook
from sim.scenario.values.distributions import Distribution

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = dict[str, Any]
Arrays = dict[str, NDArray[Any]]

word = lru_cache(maxsize=1 << 14)(keys.word)


@dataclass(frozen=True)
class Part:
    """A part of a plan: numbers and arrays by the name of their field in `layout.CITY`."""

    numbers: dict[str, int] = field(default_factory=dict)
    arrays: Arrays = field(default_factory=dict)
    starts: Arrays = field(default_factory=dict)
    """What a replication changes, as it is at the start."""


class Column:
    """Numbers put one after the other; each addition is known by where it begins."""

    def __init__(self, kind: type) -> None:
        self._kind, self._values = kind, list[float]()

    def add(self, values: Sequence[float]) -> int:
        """Put numbers at the end; return where they begin."""
        begin = len(self._values)
        self._values.extend(values)
        return begin

    @property
    def array(self) -> NDArray[Any]:
        """All numbers so far."""
        return np.array(self._values, self._kind)


@lru_cache(maxsize=8)
def ranks(entities: tuple[str, ...]) -> dict[str, int]:
    """Return the rank of each id."""
    return {name: i for i, name in enumerate(entities)}


def alike(thing: DataclassInstance, record: np.dtype[np.void], book: LawBook) -> Row:
    """Return the fields of a part of a plan that its record has under the same name.

    A law stands there by its number, no law by -1. What stands otherwise is for the caller to say.
    """
    numbers, laws = _shared(type(thing), record)
    row = {name: getattr(thing, name) for name in numbers}
    for name in laws:
        law = getattr(thing, name)
        row[name] = -1 if law is None else book.law(law)
    return row


@lru_cache(maxsize=16)
def _shared(
    kind: type[DataclassInstance], record: np.dtype[np.void]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that a part of a plan and its record share: of numbers, and of laws."""
    shared = [field for field in fields(kind) if field.name in (record.names or ())]
    laws = tuple(field.name for field in shared if Distribution.__name__ in str(field.type))
    return tuple(field.name for field in shared if field.name not in laws), laws
