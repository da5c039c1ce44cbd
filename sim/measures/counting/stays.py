"""One row per stage that a company went through."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.requests import amounts, codes
from sim.measures.counting.rows import Rows
from sim.measures.months import Ints


class Stays(NamedTuple):
    """Integer columns [stay]; −1 where there is none."""

    track: Ints
    stage: Ints
    route: Ints
    """A `sim.model.log.Route`."""
    started: Ints
    """Tick."""
    ended: Ints
    """Tick; −1 while the stage goes on at the end of the clock."""
    success: Ints
    """1 or 0; −1 while the stage goes on."""


def stays(started: Rows, ended: Rows) -> Stays:
    """Match the starts of stages with their ends; what began before the clock has no start here."""
    keys = in_stages(started, ended)
    begun, over = keys[: len(started.tick)], keys[len(started.tick) :]
    order = np.argsort(over, kind="stable")
    slot = np.searchsorted(over[order], begun)
    found = np.flatnonzero(slot < len(over))
    match = order[slot[found]]
    same = over[match] == begun[found]
    found, match = found[same], match[same]
    end, success = np.full(len(begun), -1), np.full(len(begun), -1)
    end[found], success[found] = ended.tick[match], ended.aux[match]
    return Stays(
        track=codes(started.track),
        stage=codes(started.stage),
        route=codes(started.aux),
        started=amounts(started.tick),
        ended=amounts(end),
        success=codes(success),
    )


def companies(*kinds: Rows) -> NDArray[np.int64]:
    """One whole number per row that tells companies apart; numbers have 32 bits."""
    keys: list[NDArray[np.int64]] = [(rows.entity << 32) + rows.number for rows in kinds]
    return np.concatenate(keys)


def in_stages(*kinds: Rows) -> NDArray[np.int64]:
    """One per row that tells companies and stages apart; stages have 8 bits, entities 23."""
    keys: list[NDArray[np.int64]] = [(companies(rows) << 8) + rows.stage for rows in kinds]
    return np.concatenate(keys)
