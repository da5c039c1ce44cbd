"""A stage without space that takes no time changes nothing that anybody asks or is granted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

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


@pytest.mark.parametrize("nobody", [{"holds": "0%"}, {"holds": "100%", "while_waiting": "release"}])
def test_held_for_no_time_is_not_held(nobody: dict[str, str]) -> None:
    """Freed at the end of a stage that takes no time, before the company asks for the next."""
    instant = {"space": "none", "duration": "0 months"}
    held = {"stages.clinic": instant | nobody, "stages.research.while_waiting": "keep"}
    assert played(held) == played(
        {"stages.clinic": instant, "stages.research.while_waiting": "keep"}
    )


def test_the_more_hold_on_the_more_is_leased_and_nobody_moves_sooner() -> None:
    """With room for all, only releases of laboratories move, and only to later dates."""
    ample = {f"stock.{space}.area": "100000 m²" for space in ("lab", "plant")}
    ample |= {f"stock.{space}.occupied": "0%" for space in ("lab", "plant")}
    ample |= {"opening.pipeline": False, "stages.research.while_waiting": "keep"}

    def released(log: Log) -> dict[tuple[str, int], int]:
        table = log.table()
        rows = table[(table["what"] == "released") & (table["space"] == "lab")]
        return {(r.entity, r.number): r.tick for r in rows.itertuples()}

    shares = ("0%", "40%", "100%")
    runs = [
        play(scenario(GROWING, SCARCE | ample | {"stages.clinic.holds": share}), released, 2)
        for share in shares
    ]
    for never, some, every in zip(*runs, strict=True):
        assert every.keys() < some.keys() < never.keys()  # the others hold on to the end
        for sooner, later in ((never, some), (some, every)):
            assert all(sooner[firm] <= tick for firm, tick in later.items())


def test_one_that_takes_time_does() -> None:
    slow = {"stages.clinic": {"space": "none", "duration": "1 month"}}
    assert played(slow) != played({"chain": ["research", "make"]})
