"""Two ways to write the same thing, with the same log."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.model.log import COLUMNS, Log, What
from tests.play import play, scenario

LINE = Path(__file__).parent / "line.yaml"
POOL = COLUMNS.index("pool")


def rows(log: Log) -> np.ndarray:
    return log.rows


def named(log: Log) -> list[tuple[str, list[int]]]:
    """The rows with ids in the place of their ranks: an id that nobody bears moves these."""
    ids = COLUMNS.index("entity")
    return [(log.plan.entities[row[ids]], row[:ids] + row[ids + 1 :]) for row in log.rows.tolist()]


def story(log: Log) -> list[tuple[int, ...]]:
    """The rows about companies, without the pool."""
    kept = [i for i in range(len(COLUMNS)) if i != POOL]
    mine = (log.rows[:, 1] < What.CONSTRUCTION) & (log.rows[:, 1] != What.OPENED)
    return [tuple(row) for row in log.rows[mine][:, kept].tolist()]


WRITTEN = {
    "units": {
        "stock.unit.area": "0.3 万㎡",
        "stages.work.duration": {"lognormal": {"mean": "1.25 years", "cv": 1}},
        "demand.firms.rate": "2 per month",
    },
    "gross areas": {
        "stock.unit.area": "3750 m²",
        "stock.unit.basis": "gross",
        "stages.work.area": "125 m²",
        "stages.work.basis": "gross",
        "supply.halls.area": "1250 m²",
        "supply.halls.basis": "gross",
    },
    "values with a source": {
        "stock.unit.occupied": {"value": "80%", "note": "as before", "status": "assumption"},
        "supply.halls.start": {"between": ["2024-06", "2026-06"], "note": "as before"},
    },
    "defaults": {
        "stages.work.success": "100%",
        "stages.work.patience": "forever",
        "stages.work.priority": 0,
        "stages.work.look_ahead": "0 months",
        "stages.work.parks": {"here": 7},
        "stages.work.choices": 1,
        "stages.work.route": {"elsewhere": "0%", "cdmo": "0%"},
        "supply.halls.lag": "0 months",
        "supply.halls.slip": "0 months",
        "spaces.unit.max_waiting": 100000,
    },
    "let ahead of what has not begun": {"supply.halls.let_ahead": "90%"},
    "a queue of nobody": {"opening.queue": {"unit": 0}},
    "weights of the stock": {"stages.work.parks": "stock"},
    "a share of its own for the park": {
        "stock.unit.occupied": "3%",
        "stock.unit.occupied_in": {"here": "80%"},
    },
    "patience beyond the clock": {"stages.work.patience": "9 years"},
    "a strict line of equal areas": {"spaces.unit.queue": "backfill"},
    "record": {"clock.record_from": "2026-01"},
}


@pytest.mark.parametrize("way", WRITTEN)
def test_written_in_another_way(way: str) -> None:
    assert play(scenario(LINE), named) == play(scenario(LINE, WRITTEN[way]), named)


def test_another_calendar() -> None:
    """All months are equally long, so seven months later is the same."""
    later = {
        "clock": {"start": "2024-08", "end": "2032-07"},
        "cycles.funding": {"linear": {"2024-08": "80%", "2026-08": "160%", "2029-08": "90%"}},
        "supply.halls.start": {"between": ["2025-01", "2027-01"]},
    }
    usual, other = play(scenario(LINE), rows), play(scenario(LINE, later), rows)
    for one, two in zip(usual, other, strict=True):
        assert np.array_equal(one, two)


def test_a_shorter_clock_tells_the_beginning_of_the_same_story() -> None:
    spec, short = scenario(LINE), scenario(LINE, {"clock.end": "2028-05"})
    for whole, part in zip(play(spec, rows), play(short, rows), strict=True):
        assert 500 < len(part) < len(whole)
        assert np.array_equal(whole[: len(part)], part)


@pytest.mark.parametrize("queue", ["strict", "backfill"])
def test_one_pool_or_three_when_all_take_any(queue: str) -> None:
    """Units of one size fit in a park if they fit anywhere: only where they go differs."""
    empty = {
        "stock.unit.occupied": "0%",
        "spaces.unit.queue": queue,
        "demand.firms.rate": "3 per month",
    }
    apart = {
        **empty,
        "parks": {"here": {}, "there": {}, "yonder": {}},
        "stages.work.parks": {"here": 1, "there": 2, "yonder": 3},
        "stock.unit.parks": {"here": "40%", "there": "40%", "yonder": "20%"},
        "supply.halls.parks": {"here": "50%", "there": "0%", "yonder": "50%"},
    }
    together, divided = (play(scenario(LINE, changes), story) for changes in (empty, apart))
    assert min(map(len, together)) > 1000
    assert together == divided


def test_a_split_project_is_the_sum_of_its_parts() -> None:
    """Dates belong to the lot; how it divides among parks and types changes no total."""

    def built(log: Log) -> dict[tuple[int, int], int]:
        total: dict[tuple[int, int], int] = {}
        for row in log.rows.tolist():
            if row[1] in (What.CONSTRUCTION, What.CAPACITY):
                total[row[0], row[1]] = total.get((row[0], row[1]), 0) + row[COLUMNS.index("area")]
        return total

    apart = {
        "parks": {"here": {}, "there": {}},
        "spaces.room": {"lettable": "70%"},
        "supply.halls.parks": {"here": "31%", "there": "69%"},
        "supply.halls.mix": {"unit": "77%", "room": "23%"},
    }
    assert play(scenario(LINE), built) == play(scenario(LINE, apart), built)
