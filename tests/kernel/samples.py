"""Generated scenarios that both engines have played: planted faults are looked for among them.

A fault sits in one engine; what the other says of a scenario is the log on which they agreed.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import pytest

from sim.kernel.engine import simulate as compiled
from sim.model.engine import simulate as reference
from sim.model.log import Log
from tests.kernel.combined import crowded
from tests.kernel.engines import first_difference
from tests.kernel.planting import Plant, misread
from tests.kernel.search import search
from tests.strategies import scenarios

_BATCH: Final = 250
"""Scenarios that are made together: most faults show in the first batch."""


@cache
def agreed_logs(batch: int) -> tuple[Log, ...]:
    """Return the logs of a batch, the same ones for a number; Disagreement where they differ.

    Every other batch is crowded with parts of the language; each kind shows what the other hides.
    """
    logs: list[Log] = []
    kind = crowded() if batch % 2 else scenarios()
    search(batch, _BATCH, lambda raw, log: logs.append(log), smallest=False, kind=kind)
    return tuple(logs)


def found_in(plant: Plant, batch: int) -> bool:
    """Tell whether an engine with the fault plays some scenario of a batch differently."""
    logs = agreed_logs(batch)  # before anything is planted
    simulate = compiled if isinstance(plant, misread) else reference

    def differs(log: Log) -> bool:
        try:
            again = simulate(log.plan, log.seed, log.replication)
        except Exception:  # noqa: BLE001 - an engine may break down in any way
            return True
        return first_difference(log, again) is not None

    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        return any(map(differs, logs))
