"""Generated scenarios that both engines have played: faults are looked for among them.

A fault sits in one engine; what the other says is the log on which they agreed before.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import pytest

from sim.kernel.engine import simulate as compiled
from sim.model.engine import simulate as reference
from sim.model.log import Log
from tests.kernel.engines import first_difference
from tests.kernel.planting import COMPILED, Plant
from tests.kernel.search import search

_TOGETHER: Final = 250
"""Scenarios made at a time: most faults show in the first."""


class Sample(NamedTuple):
    """A replication of a generated scenario, as both engines play it."""

    seed: int
    replication: int
    log: Log


@cache
def samples(batch: int) -> tuple[Sample, ...]:
    """Return a batch of them, the same ones for a number; Disagreement if there is a fault."""
    found: list[Sample] = []
    search(
        batch,
        _TOGETHER,
        lambda raw, log: found.append(Sample(log.seed, log.replication, log)),
        smallest=False,
    )
    return tuple(found)


def shown_by(plant: Plant, batch: int) -> bool:
    """Tell whether a batch holds a scenario that the fault makes another."""
    played = samples(batch)  # before anything is planted
    engine = compiled if plant in COMPILED else reference
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        return any(_differs(engine, one) for one in played)
