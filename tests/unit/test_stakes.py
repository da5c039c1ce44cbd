"""What mistakes cost, worked out by hand; the terms change nothing that is played."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.draws.worlds import Worlds
from sim.measures.counting.history import history
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.tally import tally
from sim.measures.economy.stakes import PARTS, ages, loss, mistakes, years_counted
from sim.model.log import Log
from sim.scenario.plan.compile import compile_plan
from tests.play import play, scenario

TINY = Path(__file__).parents[1] / "scenarios" / "tiny" / "trigger-conversion.yaml"
VILLAGE = Path(__file__).parents[1] / "experiments" / "village.yaml"
PRICE = "1 元/m²/年"
PRICED = {
    "stages.research.patience": "2 months",
    "demand.cat": {
        "track": "long", "entry": "research", "date": "2024-07", "area": "100 m²",
        "basis": "lettable",
    },
    "renewals.convert.cost": "2000 元/m²",
    "economy": {
        "construction": {
            "lab": {"cost": "3000 元/m²", "basis": "lettable"},
            "factory": {"cost": "4000 元/m²", "basis": "lettable"},
        }
    },
    "stakes": {
        "since": "2024-04",
        "discount": "10% per year",
        "spaces": {
            "lab": {
                "basis": "lettable", "idle": "12 元/m²/月", "free": "10%", "unmet": "50 元/m²/月",
                "lost_for": "1 year", "unrecovered": "50%",
            },
            "factory": {
                "basis": "lettable", "idle": "6 元/m²/月", "unmet": "1 元/m²/月",
                "unrecovered": "50%",
            },
        },
    },
}  # fmt: skip


def _loss(log: Log, spec) -> np.ndarray:
    plan = log.plan
    past = history(log)
    return loss(mistakes(tally(past, plan, measure_spec(spec, plan)), past.requests, plan), plan)


def test_a_loss_by_hand() -> None:
    """Laboratories: 550 of 1,000 m² stand empty from April to June, of which 100 are free.

    From July on the rest is taken back. cat asks then for 100 m², waits for two months and is gone.
    300 m² of factories are begun in October, open in December and stand empty.
    """
    spec = scenario(TINY, PRICED)
    (found,) = play(spec, lambda log: _loss(log, spec), 1)
    half, end = 1.1 ** -(4.5 / 12), 1.1 ** -(9 / 12)
    parts = dict(zip(PARTS, found.sum(axis=(1, 2)), strict=True))
    assert parts == pytest.approx(
        {
            "idle": (3 * 450 * 12 + 300 * 6) * half,
            "unrecovered": 300 * 4000 / 2 * end,
            "conversion": 300 * 2000 * half,
            "unmet": (2 * 100 + 12 * 100) * 50 * half,
        }
    )
    plan = compile_plan(spec)
    assert years_counted(plan).tolist() == [2024]
    assert ages(plan) == pytest.approx([4.5 / 12, 9 / 12])


def test_what_is_free_is_free_in_the_city() -> None:
    """Of 60,000 m² half stand empty, all in one park; the free share is of both parks together."""
    changes = {
        "stock.lab.parks": {"east": "25%", "west": "75%"},
        "stakes": {
            "since": "2026",
            "spaces": {
                "lab": {
                    "basis": "lettable",
                    "idle": "1 元/m²/年",
                    "free": "50%",
                    "unmet": "1 元/m²/年",
                }
            },
        },
    }
    spec = scenario(VILLAGE, changes)
    plan = compile_plan(spec)

    def read(log: Log):
        past = history(log)
        counted = tally(past, log.plan, measure_spec(spec, log.plan))
        return mistakes(counted, past.requests, log.plan), counted

    (found, counted), *_ = play(spec, read, 1)
    capacity = counted.pools[0].astype(float)
    vacant = capacity - counted.pools[1]
    labs = [plan.pool(plan.spaces.index("lab"), park) for park in (0, 1)]
    over = np.maximum(vacant[:, labs].sum(axis=1) - capacity[:, labs].sum(axis=1) / 2, 0)
    assert found.idle.sum() * 43200 * 12 == pytest.approx(over.sum())
    assert found.idle.sum() > 0
    factories = [pool for pool in range(len(plan.capacity)) if pool not in labs]
    assert not found.idle[:, factories].any()


def test_stakes_change_no_luck_and_no_event() -> None:
    ranged = {
        "since": "2026",
        "discount": {"value": "3% per year", "range": ["1% per year", "8% per year"]},
        "spaces": {
            "lab": {
                "basis": "lettable",
                "idle": {"value": "300 元/m²/年", "range": ["200 元/m²/年", "400 元/m²/年"]},
                "unmet": "900 元/m²/年",
            }
        },
    }
    plain, priced = scenario(VILLAGE), scenario(VILLAGE, {"stakes": ranged})
    before, after = (Worlds(spec, 11).draws(3) for spec in (plain, priced))
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {"stakes.discount", "stakes.spaces.lab.idle"}
    logs = [play(spec, lambda log: log.rows.tobytes(), 3) for spec in (plain, priced)]
    assert logs[0] == logs[1]


def test_terms_are_per_lettable_area() -> None:
    terms = compile_plan(
        scenario(
            VILLAGE,
            {
                "spaces.lab.lettable": "80%",
                "stakes": {
                    "since": "2027-03",
                    "spaces": {
                        "lab": {"basis": "gross", "idle": "12 元/m²/年", "unmet": "2 元/m²/月"}
                    },
                },
            },
        )
    ).stakes
    assert terms is not None
    assert terms.since == 14
    assert terms.idle == (0.0, pytest.approx(1.25))  # factories have none
    assert terms.unmet == (0.0, pytest.approx(2.5))
    assert terms.free == (1.0, 0.0)
