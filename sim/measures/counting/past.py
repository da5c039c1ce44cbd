"""The past of a future, as a run that is cut short plays it, and its hash."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from math import prod
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.counter import Counter
from sim.measures.counting.counts import FLOW
from sim.measures.counting.history import history
from sim.measures.counting.levels import POOL
from sim.measures.counting.measure_spec import MeasureSpec
from sim.model.log import Log
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

_WAITING: Final = POOL.index("waiting_area")
"""The levels of a pool from here on are of those who wait."""
YEAR: Final = 12
"""Months of which a hash tells."""
DIGITS: Final = 8
"""Hexadecimal digits of the hash of each year."""


def cut_short(plan: Plan, months: int) -> Plan:
    """Return a plan that ends after so many months; until then it is played as the whole one is."""
    answers = tuple(by_month[:months] for by_month in plan.answers)
    end = months * MONTH
    return replace(plan, end=end, months=months, answers=answers, economy=None)


def months_up_to(plan: Plan, cut: int) -> int:
    """Return how many months of a plan lie up to the end of the year `cut`."""
    return min(plan.months, (cut + 1) * YEAR - plan.start_month)


def past_hash(pools: NDArray[np.int64], flows: NDArray[np.int32], plan: Plan, months: int) -> str:
    """Return a hash of the levels of each pool and of what companies did in the first `months`.

    DIGITS for each year of the clock, each of all months up to its end: from where two part, so do
    the hashes. What never is anything leaves no trace, and who waits does so for a type of space,
    so that a park or track added later changes nothing. pools: [measure of POOL, month, pool];
    flows: [month, stage, track, flow].
    """
    ends = [*range(YEAR, months, YEAR), months]
    return "".join(_hash(pools[:, :end], flows[:end], plan) for end in ends)


def _hash(pools: NDArray[np.int64], flows: NDArray[np.int32], plan: Plan) -> str:
    parks, found = len(plan.parks), {}
    for pool in range(len(plan.capacity)):
        found["/".join(("pool", *plan.pool_name(pool)))] = pools[:_WAITING, :, pool]
    for i, space in enumerate(plan.spaces):
        of_space = pools[_WAITING:, :, i * parks : (i + 1) * parks]
        found[f"waiting/{space}"] = of_space.sum(axis=2)
    for i, stage in enumerate(plan.stages):
        for j, track in enumerate(plan.tracks):
            found[f"flows/{stage}/{track}"] = flows[:, i, j].astype(np.int64)
    total = blake2b(digest_size=DIGITS // 2)
    for name in sorted(found):
        if found[name].any():
            total.update(name.encode())
            total.update(np.ascontiguousarray(found[name], "<i8").tobytes())
    return total.hexdigest()


def parted(one: str, other: str) -> int | None:
    """Return the year of the clock, from 0, in which two pasts part; None where they are one."""
    years = max(len(one), len(other)) // DIGITS
    parts = ((text[i * DIGITS : (i + 1) * DIGITS] for text in (one, other)) for i in range(years))
    return next((i for i, (a, b) in enumerate(parts) if a != b), None)


class PastReader:
    """Keeps the hash of the past of each replication up to a month."""

    def __init__(self, spec: MeasureSpec, months: int) -> None:
        self._counter, self._months = Counter(spec), months
        self._pasts: list[str] = []

    def add_log(self, log: Log) -> None:
        """Take a replication as its log."""
        self._counter.add_log(log)
        self._add(history(log).flows, log.plan)

    def add_work(self, work: Workspace) -> None:
        """Take the replication played last in a workspace of the compiled engine."""
        self._counter.add_work(work)
        self._add(flows_of(work), work.packed.plan)

    def _add(self, flows: NDArray[np.int32], plan: Plan) -> None:
        pools = self._counter.latest.pools
        self._pasts.append(past_hash(pools, flows, plan, self._months))

    def result(self) -> tuple[str, ...]:
        """Return the hashes in the order of the replications."""
        return tuple(self._pasts)


def flows_of(work: Workspace) -> NDArray[np.int32]:
    """Return what companies did in the replication played last, [month, stage, track, flow]."""
    plan = work.packed.plan
    shape = (plan.months, len(plan.stages), len(plan.tracks), len(FLOW))
    flows: NDArray[np.int32] = work.arrays["flows"][: prod(shape)].reshape(shape)
    return flows
