"""The rows of a log, sorted out by what they say."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.months import Ints
from sim.model.log import COLUMNS, What


class LogRows(NamedTuple):
    """Columns of rows of one kind, in the order of execution; each int64 [row]."""

    tick: NDArray[np.int64]
    what: NDArray[np.int64]
    entity: NDArray[np.int64]
    number: NDArray[np.int64]
    track: NDArray[np.int64]
    stage: NDArray[np.int64]
    ordinal: NDArray[np.int64]
    request: NDArray[np.int64]
    pool: NDArray[np.int64]
    area: NDArray[np.int64]
    aux: NDArray[np.int64]

    def only(self, mask: NDArray[np.bool_]) -> LogRows:
        """Return the rows where `mask` holds."""
        return LogRows(*(column[mask] for column in self))


def by_kind(rows: NDArray[np.int64]) -> dict[What, LogRows]:
    """Split rows [n, len(COLUMNS)] by kind; every kind has an entry, if an empty one."""
    what = rows[:, COLUMNS.index("what")].astype(np.int8)
    order = np.argsort(what, kind="stable")
    columns = np.ascontiguousarray(rows[order].T)
    kinds = list(What)
    left = np.searchsorted(what[order], kinds, side="left")
    right = np.searchsorted(what[order], kinds, side="right")
    return {kind: LogRows(*columns[:, a:b]) for kind, a, b in zip(kinds, left, right, strict=True)}


def codes(values: Ints) -> Ints:
    """Store indices in 16 bits where they fit: there are millions of requests."""
    return _narrow(values, np.int16, np.int32)


def amounts(values: Ints) -> Ints:
    """Store ticks and areas in 32 bits where they fit."""
    return _narrow(values, np.int32)


def _narrow(values: Ints, *types: type[np.signedinteger[Any]]) -> Ints:
    for kind in types:
        if not len(values) or (np.abs(values).max() <= np.iinfo(kind).max):
            return values.astype(kind)
    return values.astype(np.int64)


def companies(*kinds: LogRows) -> NDArray[np.int64]:
    """One whole number per row that tells companies apart; numbers have 32 bits."""
    keys: list[NDArray[np.int64]] = [(rows.entity << 32) + rows.number for rows in kinds]
    return np.concatenate(keys)


def in_stages(*kinds: LogRows) -> NDArray[np.int64]:
    """One per row that tells companies and stages apart; stages have 8 bits, entities 23."""
    keys: list[NDArray[np.int64]] = [(companies(rows) << 8) + rows.stage for rows in kinds]
    return np.concatenate(keys)
