"""What a packed plan is made of: numbers, arrays, and rows of records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.draws import keys
from sim.kernel.arrays import placed
from sim.kernel.lawbook import LawBook
from sim.scenario.values.distributions import Distribution

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = dict[str, Any]
Arrays = dict[str, NDArray[Any]]
T = TypeVar("T")

word: Callable[[str], int] = lru_cache(maxsize=1 << 14)(keys.word)


@dataclass(frozen=True)
class Part:
    """A part of a plan: numbers and arrays by the name of their field in `layout.CITY`."""

    numbers: dict[str, int] = field(default_factory=dict)
    arrays: Arrays = field(default_factory=dict)
    """Each as `placed` makes it, so that plans can share it."""
    starts: Arrays = field(default_factory=dict)
    """What a replication changes, as it is at the start."""


class Kept:
    """What was packed of the plan before, for the parts that are the same in the next one."""

    def __init__(self) -> None:
        self.book: LawBook = LawBook()
        self._made: dict[str, tuple[object, Any]] = {}
        self._ones: dict[Any, Any] = {}
        self._patched: dict[
            str, tuple[NDArray[np.void], dict[str, Sequence[float]], NDArray[np.void]]
        ] = {}

    def same(self, name: str, of: object, make: Callable[[], T]) -> T:
        """Return what was made last under a name, made anew if it was made of something else.

        `make` depends on what `of` compares, and on nothing else of the plan.
        """
        known = self._made.get(name)
        if known is None or known[0] != of:
            known = self._made[name] = of, make()
        made: T = known[1]
        return made

    def one(self, value: T) -> T:
        """Return the first of all equal values, which then compare by where they are."""
        return self._ones.setdefault(value, value)

    def patched(
        self, name: str, template: NDArray[np.void], **columns: Sequence[float]
    ) -> NDArray[np.void]:
        """Return a template with some of its columns set: that of the plan before if it is alike.

        What is returned is never written to again, so that plans can share it.
        """
        known = self._patched.get(name)
        if known is None or known[0] is not template:
            records, changed = template, columns
        else:
            records = known[2]
            changed = {key: values for key, values in columns.items() if values != known[1][key]}
        if changed:
            records = placed(records)
            for key, values in changed.items():
                records[key] = values
        self._patched[name] = template, columns, records
        return records


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
        """All numbers so far, as `placed` makes them."""
        return placed(np.array(self._values, self._kind))


@lru_cache(maxsize=8)
def ranks(entities: tuple[str, ...]) -> dict[str, int]:
    """Return the rank of each id."""
    return {name: i for i, name in enumerate(entities)}


def alike(
    thing: DataclassInstance | tuple[Any, ...], record: np.dtype[np.void], book: LawBook
) -> Row:
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
def _shared(kind: type, record: np.dtype[np.void]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that a part of a plan and its record share: of numbers, and of laws."""
    shared = {
        name: str(type_)
        for name, type_ in kind.__annotations__.items()
        if name in (record.names or ())
    }
    laws = tuple(name for name, type_ in shared.items() if Distribution.__name__ in type_)
    return tuple(name for name in shared if name not in laws), laws
