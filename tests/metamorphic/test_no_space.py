"""A stage without space that takes no time changes nothing that anybody asks or is granted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.model.log import COLUMNS, Log, What
from tests.play import play, scenario

GROWING = Path(__file__).parents[1] / "theory" / "growing.yaml"
SCARCE = {
    "stock.lab": {
        "area": "40 m²",
        "basis": "lettable",
        "parks": {"east": "100%"},
        "occupied": "80%",
    },
    "stock.plant": {
        "area": "30 m²",
        "basis": "lettable",
        "parks": {"east": "100%"},
        "occupied": "90%",
    },
    "stages.research.while_waiting": "release",
    "demand.drugs.rate": "12 per month",
}


def requests(log: Log) -> list[tuple[Any, ...]]:
    """What was asked, granted, lost and released, with names for stages."""
    kinds = {What.OPENED, What.ASKED, What.GRANTED, What.LOST, What.RELEASED}
    tick, what, number, stage, pool, area = (
        COLUMNS.index(name) for name in ("tick", "what", "number", "stage", "pool", "area")
    )
    return [
        (row[tick], row[what], row[number], log.plan.stages[row[stage]], row[pool], row[area])
        for row in log.rows.tolist()
        if row[what] in kinds
    ]


def played(changes: dict[str, object]) -> list[list[tuple[Any, ...]]]:
    return play(scenario(GROWING, SCARCE | changes), requests, 2)


def test_a_stage_without_space_and_time_changes_nothing() -> None:
    instant = {"stages.clinic": {"space": "none", "duration": "0 months"}}
    without = {"chain": ["research", "make"]}
    found, expected = played(instant), played(without)
    assert found == expected
    assert all(len(one) > 50 for one in expected)


def test_one_that_takes_time_does() -> None:
    slow = {"stages.clinic": {"space": "none", "duration": "1 month"}}
    assert played(slow) != played({"chain": ["research", "make"]})
