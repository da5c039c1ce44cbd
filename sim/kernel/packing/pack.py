"""Pack a plan: everything that a replication reads, and its state at the start."""

from __future__ import annotations

from dataclasses import dataclass

from numpy import float64

from sim.kernel.arrays import placed
from sim.kernel.lawbook import LawBook
from sim.kernel.packing import demand, opening, supply
from sim.kernel.packing.parts import Arrays, Column, Part
from sim.scenario.plan.eventkey import KIND_BITS, EventKey
from sim.scenario.plan.plan import Plan

BUCKET_BITS = 13
"""The calendar has at most so many powers of two of buckets."""


@dataclass(frozen=True)
class Packed:
    """A plan in memory: numbers and arrays by the name of their field in `layout.CITY`."""

    plan: Plan
    numbers: dict[str, int]
    arrays: Arrays
    starts: Arrays
    """What a replication changes, as it is at the start; each works on a copy."""
    kept: tuple[object, ...]
    """Further arrays that records point to."""


def pack(plan: Plan) -> Packed:
    """Return a plan in memory; TooLargeError if an event key cannot tell its companies apart."""
    book, weights = LawBook(), Column(float64)
    parts = [
        _calendar(plan),
        demand.stages(plan, book, weights),
        demand.arrivals(plan, book),
        demand.returns(plan, book),
        supply.pools(plan),
        supply.works(plan, book),
        opening.tenants(plan, book, weights),
        opening.pipeline(plan, book),
    ]
    laws = {"laws": book.laws, "tables": book.tables, "picks": book.picks}
    read = [laws, {"weights": weights.array}, *(part.arrays for part in parts)]
    return Packed(
        plan,
        numbers={name: number for part in parts for name, number in part.numbers.items()},
        arrays={name: placed(array) for arrays in read for name, array in arrays.items()}
        | demand.followers(plan),
        starts={name: array for part in parts for name, array in part.starts.items()},
        kept=tuple(book.kept),
    )


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
