"""Whole units and ground floors in closed form: both are nothing but a number of servers.

Companies of one size that lease whole units, or that need ground floors, lose as many as a queue
with as many servers as units, or as heavy parts, fit (Erlang's loss formula).
"""

from __future__ import annotations

from math import floor
from pathlib import Path

import numpy as np
import pytest

from sim.model.log import Log, What
from tests.play import play, scenario
from tests.theory import formulas
from tests.theory.sampling import near_ratio
from tests.theory.test_waiting import losses

QUEUE = Path(__file__).parent / "queue.yaml"
LOAD = 2.0
LOSING = {"clock.end": "2033-12", "clock.record_from": "2026-01", "spaces.unit.max_waiting": 0}
AREA = 30


def units(size: int) -> dict[str, object]:
    """Companies that ask 30 m² of 250 m², let in units of a size."""
    return {
        **LOSING,
        "stages.work.area": f"{AREA} m²",
        "stock.unit.area": "250 m²",
        "spaces.unit.unit": {"area": f"{size} m²", "basis": "lettable"},
    }


def floors(ground: str, heavy: str, capacity: int = 300) -> dict[str, object]:
    """Companies of 30 m² of which some is heavy, where some of the capacity is on the ground."""
    return {
        **LOSING,
        "stages.work.area": f"{AREA} m²",
        "stages.work.heavy": heavy,
        "stock.unit.area": f"{capacity} m²",
        "spaces.unit.ground": ground,
    }


def lost(changes: dict[str, object]) -> tuple[list[int], list[int]]:
    """Requests lost and made, by replication."""
    found = play(scenario(QUEUE, changes), losses, 12)
    return [int(gone.sum()) for _, gone in found], [int(made.sum()) for made, _ in found]


@pytest.mark.parametrize(("size", "servers"), [(50, 5), (25, 5), (80, 3), (120, 2)])
def test_whole_units_are_so_many_servers(size: int, servers: int) -> None:
    near_ratio(f"lost in units of {size} m²", *lost(units(size)), formulas.erlang_b(servers, LOAD))


@pytest.mark.parametrize(
    ("ground", "heavy"), [("40%", "100%"), ("20%", "50%"), ("10%", "60%"), ("50%", "70%")]
)
def test_ground_floors_are_so_many_servers(ground: str, heavy: str) -> None:
    """Where all companies are alike, a share h of heavy area makes of ground floors g·C room for
    ⌊g·C ÷ ⌈h·area⌉⌋ of them, if no more than that fit at all."""
    share, part = float(ground[:-1]) / 100, float(heavy[:-1]) / 100
    servers = min(floor(share * 300 / (part * AREA) + 1e-9), 300 // AREA)
    near_ratio("lost", *lost(floors(ground, heavy)), formulas.erlang_b(servers, LOAD))


def story(log: Log) -> list[list[int]]:
    return log.rows[log.rows[:, 1] != What.GROUND].tolist()


def test_heavy_companies_see_a_smaller_pool() -> None:
    """40 % of 300 m² for parts of 80 %: the same log as in 150 m² where every floor will do."""
    waiting = {"spaces.unit.max_waiting": 4, "stages.work.area": "30 m²", "clock.end": "2029-12"}
    heavy = play(scenario(QUEUE, floors("40%", "80%") | waiting), story, 2)
    plain = play(scenario(QUEUE, LOSING | waiting | {"stock.unit.area": "150 m²"}), story, 2)
    assert min(map(len, heavy)) > 500
    assert heavy == plain


def test_light_companies_take_no_ground_while_there_is_room_upstairs() -> None:
    """Two tracks that never meet: heavy ones have the ground floors, light ones all upstairs."""
    changes = {
        **floors("50%", "0%"),
        "tracks": {"firm": {"stages": {"work": {"heavy": "100%"}}}, "light": {}},
        "demand.firms.rate": "1 per month",
        "demand.others": {"track": "light", "entry": "work", "rate": "0.2 per month"},
        "stages.work.duration": "3 months",
    }
    found = play(scenario(QUEUE, changes), losses_by_track, 12)
    near_ratio(
        "heavy lost",
        [gone for (_, gone), _ in found],
        [made for (made, _), _ in found],
        formulas.erlang_b(5, 3.0),
    )


def losses_by_track(log: Log) -> list[tuple[int, int]]:
    """Recorded requests made and lost by track."""
    rows = log.rows[log.rows[:, 0] >= log.plan.record_from]
    counts = [
        [int(np.sum((rows[:, 1] == what) & (rows[:, 4] == track))) for what in (3, What.LOST)]
        for track in range(len(log.plan.tracks))
    ]
    return [(made, gone) for made, gone in counts]
