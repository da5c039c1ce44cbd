"""Small scenarios whose logs are frozen: what changes here changes everybody's results.

A digest tells whether anything changed, the measures beside it what and how much. When a change
of the model is meant, write the files anew and say in the change log what moved:

    python3 dev test tests/golden --update

Ticks are rounded from logarithms and exponentials of the C library, so another platform may differ
in a rare last bit; then, and only there, a digest may differ while the measures agree.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.measures.counting.history import history
from sim.measures.counting.levels import POOL
from sim.measures.counting.requests import LEFT, TURNED_AWAY
from sim.model.log import Log, What
from tests.logs import tallied
from tests.play import play, scenario

HERE = Path(__file__).parent
SCENARIOS = sorted(path.stem for path in HERE.glob("*.yaml"))


def picture(log: Log) -> dict[str, Any]:
    """A log in brief: its digest, its rows by kind, and whole-number measures by space type."""
    counted, spaces = tallied(log), log.plan.spaces
    table = history(log).requests
    kinds = np.bincount(log.rows[:, 1], minlength=len(What) + 1)
    totals = counted.pools.sum(axis=1).reshape(len(POOL), len(spaces), -1).sum(axis=2)
    lost = np.isin(table.outcome, (LEFT, TURNED_AWAY))
    served = (table.served >= 0) & (table.asked >= 0)
    waits = np.maximum(0, table.served - table.wait_from)
    return {
        "digest": sha256(log.rows.astype("<i8").tobytes()).hexdigest(),
        "rows": {what.name.lower(): int(kinds[what]) for what in What if kinds[what]},
        "m² × ticks": {
            name: dict(zip(spaces, totals[POOL.index(name)].tolist(), strict=True))
            for name in ("capacity", "leased", "fit_out", "construction", "waiting_area")
        },
        "m² lost": {
            s: int(table.area[lost & (table.space == i)].sum()) for i, s in enumerate(spaces)
        },
        "ticks waited": {
            s: int(waits[served & (table.space == i)].sum()) for i, s in enumerate(spaces)
        },
    }


@pytest.mark.parametrize("name", SCENARIOS)
def test_logs_are_as_they_were(name: str, golden: Callable[[Path, str], None]) -> None:
    pictures = play(scenario(HERE / f"{name}.yaml"), picture)
    text = json.dumps(pictures, ensure_ascii=False, indent=1)
    golden(HERE / f"{name}.json", text + "\n")


def test_the_scenarios_show_most_of_what_can_happen() -> None:
    seen = set()
    for name in SCENARIOS:
        for log in play(scenario(HERE / f"{name}.yaml"), lambda log: log):
            seen |= set(log.rows[:, 1].tolist())
    assert seen == set(What)
