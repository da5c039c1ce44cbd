"""Trades that share a pool: the losses of each are those of Kaufman and Roberts for its size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.api.scenario import Scenario
from sim.measures.counting import measure_spec
from sim.measures.tables.series import trades
from tests.theory import formulas
from tests.theory.sampling import near, near_ratio

QUEUE = Path(__file__).parent / "queue.yaml"
SHARED = {
    "clock.end": "2043-12",
    "clock.record_from": "2026-01",
    "spaces.unit.max_waiting": 0,
    "stock.unit.area": "7 m²",
    "demand.firms.rate": "1.2 per month",
    "trades": {"shops": {}},
    "stages.shop": {
        "space": "unit",
        "basis": "lettable",
        "area": "3 m²",
        "duration": {"gamma": {"mean": "2 months", "cv": 0.5}},
    },
    "tracks.shop": {"trade": "shops", "chain": ["shop"]},
    "demand.shops": {"track": "shop", "entry": "shop", "rate": "0.4 per month"},
    "standards": {
        "own": {"metric": "lost", "space": "unit", "at_most": "50%"},
        "shops": {"metric": "lost", "space": "unit", "trade": "shops", "at_most": "50%"},
    },
}
SIZES, LOADS = {"-": 1, "shops": 3}, {1: 1.2, 3: 0.8}


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_losses_and_leases_of_two_trades_in_one_pool(engine) -> None:
    run = Scenario.load(QUEUE).with_(SHARED).run(replications=32, workers=1, engine=engine)
    expected = formulas.kaufman_roberts(7, LOADS)
    levels = trades(run.tallies, run.plan).astype({"trade": str})
    leased = levels.groupby(["replication", "trade"])["leased"].mean().unstack()
    counts = np.stack([tally.checks for tally in run.tallies])
    for row, (trade, size) in enumerate(SIZES.items()):
        lost = expected[size]
        near_ratio(f"share lost, {trade}", counts[:, row, 0], counts[:, row, 1], lost)
        near(f"leased, {trade}", leased[trade].to_numpy(), size * LOADS[size] * (1 - lost))


def test_standards_that_take_all_for_the_own_trade_disagree(monkeypatch) -> None:
    """The planted defect: what is asked of a trade is told of everybody."""
    monkeypatch.setattr(measure_spec, "_tracks", lambda check, plan: [1] * len(plan.tracks))
    with pytest.raises(AssertionError, match="share lost"):
        test_losses_and_leases_of_two_trades_in_one_pool("simpy")
