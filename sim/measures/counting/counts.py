"""Counts of what companies do: flows by month, and where everybody ended up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.draws.routes import Route
from sim.measures.counting.rows import LogRows, companies
from sim.model.log import Arrival, Ending, Fate, Flow, What
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

FLOW: Final = tuple(flow.name.lower() for flow in Flow)
"""What companies do in a stage; expansions are left out."""


@dataclass(frozen=True)
class Census:
    """Companies of one replication: `arrived` = `alive` + the sum of `ended`."""

    arrived: int
    """Companies that came, the opening's included."""
    alive: int
    """Companies seen in the log without an end."""
    ended: tuple[int, ...]
    """Companies by how they ended, in the order of `Fate`."""
    returned: int
    """Of those that came: firms that had left and came back, each a company of its own."""
    lines: int
    """Of those that came: further lines of firms, out of the space that they had together."""


def beginnings(kinds: dict[What, LogRows]) -> LogRows:
    """Starts of stages, without those found in mid-stage at the opening."""
    started, arrived = kinds[What.STARTED], kinds[What.ARRIVED]
    midway = companies(arrived.only(arrived.aux == Arrival.MIDWAY))
    return started.only((started.tick > 0) | ~np.isin(companies(started), midway))


def flows(kinds: dict[What, LogRows], started: LogRows, plan: Plan) -> NDArray[np.int32]:
    """Count what companies do, [month, stage, track, flow of FLOW].

    started: as from `beginnings`.
    """
    stage_end, ended, arrived = (kinds[w] for w in (What.STAGE_ENDED, What.ENDED, What.ARRIVED))
    built = kinds[What.BUILDING]
    first = {w: kinds[w].only(kinds[w].ordinal <= 0) for w in (What.ASKED, What.GRANTED, What.LOST)}
    counted = {
        "asked": first[What.ASKED],
        "granted": first[What.GRANTED],
        "started": started,
        "succeeded": stage_end.only(stage_end.aux == Ending.SUCCEEDED),
        "failed": stage_end.only(stage_end.aux == Ending.FAILED),
        "closed": stage_end.only(stage_end.aux == Ending.CLOSED),
        "lost": first[What.LOST],
        "elsewhere": ended.only(ended.aux == Fate.ELSEWHERE),
        "cdmo": started.only(started.aux == Route.CDMO),
        "self_build": built.only(built.aux != 1),
        "completed": ended.only(ended.aux == Fate.COMPLETED),
        "housed": started.only(started.aux == Route.HOUSED),
        "returned": arrived.only(arrived.aux == Arrival.BACK),
        "lines": arrived.only(arrived.aux == Arrival.LINE),
    }
    shape = (plan.months, len(plan.stages), len(plan.tracks), len(FLOW))
    cells = []
    for flow, name in enumerate(FLOW):
        rows = counted[name]
        index = (rows.tick // MONTH * shape[1] + rows.stage) * shape[2] + rows.track
        cells.append(index * len(FLOW) + flow)
    counts = np.bincount(np.concatenate(cells), minlength=int(np.prod(shape)))
    return counts.reshape(shape).astype(np.int32)


def census(kinds: dict[What, LogRows]) -> Census:
    """Count companies: those who arrived or stood at the opening, and how they ended."""
    opened, arrived, ended = (kinds[w] for w in (What.OPENED, What.ARRIVED, What.ENDED))
    active = (What.ASKED, What.STARTED, What.BUILDING, What.STAGE_ENDED)
    there = np.unique(companies(opened))
    seen = np.unique(companies(opened, arrived, *(kinds[what] for what in active)))
    fates = np.bincount(ended.aux, minlength=len(Fate) + 1)[1:]
    return Census(
        arrived=len(arrived.tick) + int(np.sum(~np.isin(there, companies(arrived)))),
        alive=int(np.sum(~np.isin(seen, companies(ended)))),
        ended=tuple(int(n) for n in fates),
        returned=int(np.sum(arrived.aux == Arrival.BACK)),
        lines=int(np.sum(arrived.aux == Arrival.LINE)),
    )
