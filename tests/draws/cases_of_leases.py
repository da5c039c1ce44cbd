"""What tenants do at the end of a lease, worked by hand; see `tests.draws.test_decisions`."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log
from typing import Any

import pytest

from sim.draws import leases
from sim.draws.leases import LeaseEnd

CASES: dict[Callable[..., Any], list[tuple[tuple[Any, ...], Any]]] = {
    # Of 100 tenants 20 shrink, a quarter of the other 80 are 20, half of the 60 left 30.
    leases.lease_end: [
        ((0.1, 0.2, 0.25, 0.5), (LeaseEnd.SHRINKS, pytest.approx(0.5))),
        ((0.3, 0.2, 0.25, 0.5), (LeaseEnd.GROWS, pytest.approx(0.5))),
        ((0.55, 0.2, 0.25, 0.5), (LeaseEnd.COMPARES, pytest.approx(0.5))),
        ((0.85, 0.2, 0.25, 0.5), (LeaseEnd.STAYS, pytest.approx(0.75))),
        # Exactly at a bound the next begins.
        ((0.25, 0.25, 0.0, 0.0), (LeaseEnd.STAYS, 0.0)),
        ((0.5, 0.0, 0.5, 0.0), (LeaseEnd.STAYS, 0.0)),
        ((0.5, 0.0, 0.0, 0.5), (LeaseEnd.STAYS, 0.5)),
        ((0.9, 1.0, 1.0, 1.0), (LeaseEnd.SHRINKS, 0.9)),
        ((0.9, 0.0, 1.0, 1.0), (LeaseEnd.GROWS, 0.9)),
    ],
    # Of 100 m² 75 are leased and 50 opened: 2 × e^(3·¼ + 1·½).
    leases.appeal: [
        ((2.0, 100, 75, 50, 3.0, 1.0, 0.0, 0.5), pytest.approx(2.0 * exp(1.25))),
        ((2.0, 100, 75, 50, 0.0, 0.0, 0.0, 0.0), 2.0),
        ((0.0, 100, 75, 50, 3.0, 1.0, 0.0, 0.0), 0.0),
        # Half as dear as usual: × 0.5 ^ −2.
        ((2.0, 100, 75, 50, 0.0, 0.0, -2.0, log(0.5)), pytest.approx(8.0)),
        # More opened than still stands: all of it is new.
        ((1.0, 50, 50, 80, 3.0, 1.0, 0.0, 0.0), pytest.approx(exp(1.0))),
        ((1.0, 0, 0, 80, 3.0, 1.0, 0.0, 0.0), 0.0),
        ((1.0, 1, 1, 0, 3.0, 1.0, 0.0, 0.0), 1.0),
    ],
    # Of 100 m² 40 are new, 10 of these and 45 of the others leased: weight 2 is 0.8 and 1.2.
    leases.tier: [
        ((True, 10, 2.0, 100, 55, 40), (0.8, 40, 10, 40)),
        ((False, 10, 2.0, 100, 55, 40), (1.2, 60, 45, 0)),
        ((True, 0, 1.0, 100, 0, 50), (0.5, 50, 0, 50)),
        ((True, 0, 1.0, 100, 50, 0), (0.0, 0, 0, 0)),
        ((True, 0, 1.0, 0, 0, 80), (0.0, 0, 0, 0)),
        ((True, 0, 1.0, 2, 0, 1), (0.5, 1, 0, 1)),
        # More opened than still stands: all of it is new, and what is free is.
        ((True, 80, 1.0, 100, 90, 120), (1.0, 100, 90, 100)),
        ((False, 80, 1.0, 100, 90, 120), (0.0, 0, 0, 0)),
    ],
}

BROKEN: list[tuple[Callable[..., Any], str, str]] = [
    (leases.lease_end, "u < shrinks", "u <= shrinks"),
    (leases.lease_end, "u < grows", "u <= grows"),
    (leases.lease_end, "u < compares", "u <= compares"),
    (leases.lease_end, "(u - shrinks)", "u"),
    (leases.lease_end, "(u - grows)", "u"),
    (leases.lease_end, " / (1.0 - grows)", ""),
    (leases.lease_end, "u / compares", "u"),
    (leases.appeal, "capacity <= 0", "capacity <= 1"),
    (leases.appeal, "min(added, capacity)", "added"),
    (leases.appeal, "(capacity - leased)", "leased"),
    (leases.appeal, "weight * exp", "exp"),
    (leases.appeal, " + newness_pull * newness", ""),
    (leases.appeal, "rent_pull * rent", "rent_pull"),
    (leases.tier, "min(added, capacity)", "added"),
    (leases.tier, "capacity - standing_new, ", "capacity, "),
    (leases.tier, "capacity - leased - free_new", "capacity - leased"),
    (leases.tier, "stands <= 0", "stands <= 1"),
    (leases.tier, " * (stands / capacity)", ""),
    (leases.tier, "stands if new else 0", "stands"),
]
"""Functions with an expression of their text and a wrong one."""
