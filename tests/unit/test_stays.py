"""Rows of one company are told from those of every other, however many ids there are."""

from __future__ import annotations

from itertools import product

import numpy as np

from sim.measures.counting.history import stays
from sim.measures.counting.rows import LogRows, in_stages


def rows(tick: int, companies: list[tuple[int, int, int]]) -> LogRows:
    """A row for each (entity, number, stage), one tick after the other."""
    none = np.zeros(len(companies), np.int64)
    entity, number, stage = np.array(companies, np.int64).T
    at = tick + np.arange(len(companies))
    return LogRows(at, none, entity, number, none, stage, none, none, none, none, none)


MANY = list(product((0, 1, 1 << 15, 1 << 16, (1 << 16) + 1, 1 << 22), (0, 2**31 - 1), (0, 99)))
"""Entities, numbers and stages from the least to the most."""


def test_every_company_and_stage_has_a_key_of_its_own() -> None:
    keys = in_stages(rows(0, MANY))
    assert len(np.unique(keys)) == len(MANY)
    assert keys.min() >= 0


def test_a_stay_ends_when_its_own_company_ends_it() -> None:
    found = stays(rows(0, MANY), rows(1000, MANY))
    assert (found.ended - found.started == 1000).all()
