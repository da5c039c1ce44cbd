"""Pack a plan: everything that a replication reads, and its state at the start."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.kernel.arrays import lined
from sim.kernel.lawbook import LawBook
from sim.kernel.packing import demand, opening, supply
from sim.kernel.packing.parts import Arrays, Kept, Part
from sim.scenario.plan.eventkey import KIND_BITS, EventKey
from sim.scenario.plan.plan import Plan

BUCKET_BITS = 15
"""The calendar has at most so many powers of two of buckets."""
_WORN = 16
"""So many times the laws of one plan are kept: where laws are drawn, each world brings its own."""


@dataclass(frozen=True)
class Packed:
    """A plan in memory: numbers and arrays by the name of their field in `layout.CITY`."""

    plan: Plan
    numbers: dict[str, int]
    arrays: Arrays
    starts: Arrays
    """What a replication changes, as it is at the start; each works on a copy."""
    book: LawBook
    """Holds further arrays that records point to."""


def pack(plan: Plan) -> Packed:
    """Return a plan in memory; TooLargeError if an event key cannot tell its companies apart."""
    return Packer().pack(plan)


class Packer:
    """Packs plan after plan of one scenario, one thread at a time; what stays the same is kept."""

    def __init__(self) -> None:
        self._kept = Kept()
        self._latest: Packed | None = None
        self._laws = 0

    def pack(self, plan: Plan) -> Packed:
        """Return what `pack` returns."""
        if self._latest is None or self._latest.plan is not plan:
            if len(self._kept.book) > _WORN * self._laws:
                self._kept = Kept()
            self._latest = self._pack(plan, self._kept)
            self._laws = self._laws or len(self._kept.book)
        return self._latest

    def _pack(self, plan: Plan, kept: Kept) -> Packed:
        settled = demand.settled(plan, kept)
        stages, weights = demand.stages(plan, kept, settled)
        tenants, of_tenants = opening.tenants(plan, kept, settled, len(weights))
        runs = len(weights) + len(of_tenants)
        askers, of_askers = opening.askers(plan, kept, settled, runs)
        parts = [
            _calendar(plan),
            stages,
            demand.answers(plan, kept),
            demand.arrivals(plan, kept, settled),
            demand.returns(plan, kept),
            supply.pools(plan, kept),
            supply.works(plan, kept),
            tenants,
            askers,
            opening.queues(plan, kept),
            opening.pipeline(plan, kept, settled),
        ]
        book, runners = kept.book, np.concatenate([weights, of_tenants, of_askers])
        arrays = {
            "laws": book.laws,
            "tables": book.tables,
            "picks": book.picks,
            "weights": lined(runners),
            "paces": lined(_paces(runners)),
        }
        for part in parts:
            arrays |= part.arrays
        return Packed(
            plan,
            numbers={name: number for part in parts for name, number in part.numbers.items()},
            arrays=arrays | demand.followers(plan),
            starts={name: array for part in parts for name, array in part.starts.items()},
            book=book,
        )


def _paces(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 ÷ weight, by which compiled races are run; 0 where nobody runs."""
    return np.divide(1.0, weights, out=np.zeros_like(weights), where=weights > 0.0)


def _calendar(plan: Plan) -> Part:
    """Return the length of the clock, and how an event key and its bucket are cut."""
    key = EventKey.of(plan)
    content_bits = KIND_BITS + key.entity_bits + key.number_bits + key.stage_bits + key.ordinal_bits
    wide = max(0, plan.end.bit_length() - BUCKET_BITS)
    return Part(
        numbers={
            "end": plan.end,
            "months": plan.months,
            "reads_month_ends": int(plan.reads_month_ends),
            "entities": len(plan.entities),
            "entity_bits": key.entity_bits,
            "number_bits": key.number_bits,
            "stage_bits": key.stage_bits,
            "ordinal_bits": key.ordinal_bits,
            "content_bits": content_bits,
            "bucket_count": (plan.end >> wide) + 1,
            "bucket_shift": content_bits + wide,
        }
    )
