"""Quantile tables: compiled code reads them to the bit as `sim.draws.tables` does."""

from __future__ import annotations

from math import nextafter

import numpy as np
import pytest

numba = pytest.importorskip("numba")

from sim.draws.keys import child, uniform  # noqa: E402
from sim.draws.tables import Table, beta, log_gamma  # noqa: E402
from sim.kernel.arrays import placed, room  # noqa: E402
from sim.kernel.draws import interpolated  # noqa: E402
from sim.kernel.lawbook import GUIDE, LawBook  # noqa: E402
from sim.kernel.layout import record_of  # noqa: E402
from sim.kernel.memory import record  # noqa: E402

BOOK = record_of(whole="tables")


@numba.njit
def compiled(city: int, us: object, out: object) -> None:
    for i in range(len(us)):
        out[i] = interpolated(record(city, 0, BOOK), 0, us[i])


@pytest.mark.parametrize(
    "table",
    [
        beta(2.0, 4.0),
        beta(1.0, 5.0),
        log_gamma(0.01),
        log_gamma(1.0),
        log_gamma(400.0),
        Table([0.0] * 513 + [1.0] * 512, 0.0, 1.0),  # nothing in half of its cells
    ],
    ids=["beta", "steep", "heavy", "exponential", "narrow", "gap"],
)
def test_a_table_is_read_as_it_is_interpreted(table: Table) -> None:
    """Anywhere, at each node and each step of the guide, and just before and after them."""
    at = [f for f in table.f if 0.0 < f < 1.0] + [i / GUIDE for i in range(1, GUIDE)]
    us = [uniform(child(1, i)) for i in range(5_000)] + [uniform(0), uniform(2**64 - 1)]
    us += [near for u in at for near in (u, nextafter(u, 0.0), nextafter(u, 1.0)) if near < 1.0]
    book = LawBook()
    book._table(table)
    tables, city, out = placed(book.tables), room(1, BOOK), np.empty(len(us))
    city["tables"] = tables.ctypes.data
    compiled(city.ctypes.data, np.array(us), out)
    assert out.tolist() == [table(u) for u in us]
