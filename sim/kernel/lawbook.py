"""The laws of a plan as records, with the tables they need."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.inverse import grown_parts, pert_shapes
from sim.draws.tables import Table, beta, log_gamma
from sim.kernel.arrays import placed
from sim.kernel.layout import LAW, PICK, TABLE, rows
from sim.scenario.values.distributions import Distribution

CONSTANT, EVEN, TRIANGULAR, PERT, EXPONENTIAL, LOGNORMAL, GAMMA, WEIBULL, DISCRETE = range(9)
EVEN_BIASED, TRIANGULAR_BIASED, PERT_BIASED, WEIBULL_BIASED = range(9, 13)
"""Kinds of laws; the biased ones are drawn by length."""


GUIDE = 1 << 9
"""Entries of a guide: few enough to stay near the processor; a power of two, so that u · GUIDE is
exact."""
AHEAD = 8
"""Nodes that are looked at together: a line of memory."""


class Nodes(NamedTuple):
    """A quantile table in memory."""

    f: NDArray[np.float64]
    """Behind its nodes stand `AHEAD` that no number reaches."""
    guide: NDArray[np.int16]
    """For u in [i, i + 1)/GUIDE: how many nodes lie at or below i/GUIDE."""


@lru_cache(maxsize=1024)
def nodes(table: Table) -> Nodes:
    """Return a table as arrays; the same as long as the table lives."""
    f = np.array([*table.f, *[np.inf] * AHEAD])
    guide = np.searchsorted(f, np.arange(GUIDE) / GUIDE, side="right").astype(np.int16)
    return Nodes(placed(f), placed(guide))


class _Records:
    """Records that grow in number; their array is made again only when they did."""

    def __init__(self, record: np.dtype[np.void]) -> None:
        self._new: list[dict[str, float]] = []
        self._array = placed(np.zeros(0, record))

    def __len__(self) -> int:
        return len(self._array) + len(self._new)

    def add(self, row: dict[str, float]) -> int:
        """Put a record at the end; return its index."""
        self._new.append(row)
        return len(self) - 1

    @property
    def array(self) -> NDArray[np.void]:
        """All records so far, as `placed` makes them."""
        if self._new:
            new = rows(self._array.dtype, self._new)
            self._array, self._new = placed(np.concatenate([self._array, new])), []
        return self._array


class LawBook:
    """Collects laws while plans are packed; each is written once."""

    def __init__(self) -> None:
        self._laws: dict[tuple[int, bool], int] = {}
        self._rows = _Records(LAW)
        self._tables: dict[int, int] = {}
        self._table_rows = _Records(TABLE)
        self._pick_rows = _Records(PICK)
        self._kept: list[object] = []
        """Laws, which are told apart by where they are, and arrays that the records point to."""

    def __len__(self) -> int:
        return len(self._rows)

    def law(self, dist: Distribution) -> int:
        """Return the number of a law."""
        return self._number(dist, False)

    def biased(self, dist: Distribution) -> int:
        """Return the number of a law drawn by length."""
        return self._number(dist, True)

    def midway(self, dist: Distribution, grew: float) -> tuple[int, int]:
        """Return the law of the whole of what is met midway, and its table, or -1."""
        if grew == 0.0:
            return self.biased(dist), -1
        law, table = grown_parts(dist, grew)
        return self.law(law), -1 if table is None else self._table(table)

    @property
    def laws(self) -> NDArray[np.void]:
        """All laws so far."""
        return self._rows.array

    @property
    def tables(self) -> NDArray[np.void]:
        """All tables so far."""
        return self._table_rows.array

    @property
    def picks(self) -> NDArray[np.void]:
        """All discrete laws so far."""
        return self._pick_rows.array

    def _number(self, dist: Distribution, biased: bool) -> int:
        key = (id(dist), biased)  # by identity: hashing a law costs more than packing it
        if key not in self._laws:
            kind, numbers = self._describe(dist, biased)
            self._laws[key] = self._rows.add({"kind": kind, **numbers})
            self._kept.append(dist)
        return self._laws[key]

    def _describe(self, dist: Distribution, biased: bool) -> tuple[int, dict[str, float]]:
        kind, p = dist.kind, dist.params
        if kind == "constant" or (kind in ("triangular", "pert") and p[0] == p[2]):
            return CONSTANT, {"a": p[0]}
        if kind == "forever":
            return CONSTANT, {"a": np.inf}
        if kind == "uniform":
            return EVEN_BIASED if biased else EVEN, {"a": p[0], "b": p[1]}
        if kind == "triangular":
            numbers = {"a": p[0], "b": p[1], "c": p[2]}
            return TRIANGULAR_BIASED if biased else TRIANGULAR, numbers
        if kind == "pert":
            return self._pert(*p, biased=biased)
        if kind == "lognormal":
            mu, sigma = p
            return LOGNORMAL, {"a": mu + sigma * sigma if biased else mu, "b": sigma}
        if kind == "discrete":
            return self._discrete(p[::2], p[1::2], biased)
        return self._with_gamma(kind, p, biased)

    def _pert(self, a: float, m: float, b: float, *, biased: bool) -> tuple[int, dict[str, float]]:
        p, q = pert_shapes(a, m, b)
        numbers = {"a": a, "b": b, "table": self._table(beta(p, q))}
        if not biased:
            return PERT, numbers
        share = a / ((a + 4.0 * m + b) / 6.0)
        return PERT_BIASED, {**numbers, "c": share, "other": self._table(beta(p + 1.0, q))}

    def _with_gamma(
        self, kind: str, p: tuple[float, ...], biased: bool
    ) -> tuple[int, dict[str, float]]:
        if kind == "exponential" and not biased:
            return EXPONENTIAL, {"a": p[0]}
        if kind == "weibull":
            scale, shape = p
            if not biased:
                return WEIBULL, {"a": scale, "b": shape}
            table = self._table(log_gamma(1.0 + 1.0 / shape))
            return WEIBULL_BIASED, {"a": scale, "b": shape, "table": table}
        shape, scale = (1.0, p[0]) if kind == "exponential" else p
        table = self._table(log_gamma(shape + 1.0 if biased else shape))
        return GAMMA, {"a": scale, "table": table}

    def _discrete(
        self, values: tuple[float, ...], shares: tuple[float, ...], biased: bool
    ) -> tuple[int, dict[str, float]]:
        weights = [x * p for x, p in zip(values, shares, strict=True)]
        if not biased or not any(weights):  # no company is met in a span that is always 0
            weights = list(shares)
        total, running, sums = sum(weights), 0.0, list[float]()
        for weight in weights:
            running += weight
            sums.append(running / total)
        columns = placed(np.array(sums)), placed(np.array(values, np.float64))
        self._kept.append(columns)
        addresses = {"sums": columns[0].ctypes.data, "values": columns[1].ctypes.data}
        return DISCRETE, {"table": self._pick_rows.add({**addresses, "count": len(sums)})}

    def _table(self, table: Table) -> int:
        if id(table) not in self._tables:
            made = nodes(table)
            self._kept.append((table, made))
            self._tables[id(table)] = self._table_rows.add(
                {
                    "f": made.f.ctypes.data,
                    "guide": made.guide.ctypes.data,
                    "cells": len(made.f) - AHEAD - 1,
                    "low": table.low,
                    "step": table.step,
                }
            )
        return self._tables[id(table)]
