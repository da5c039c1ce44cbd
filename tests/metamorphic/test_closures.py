"""What closures may and may not change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.model.log import Ending, What
from sim.scenario.values.dates import MONTH
from tests.logs import columns
from tests.play import play, scenario

CLOSURES = Path(__file__).parents[1] / "theory" / "closures.yaml"
CLOSES, ANSWERS = "stages.research.closes", "stages.research.answers"
NOBODY_THERE = {"stock.lab.occupied": "0%", "stock.plant.occupied": "0%"}


def logs(changes: dict[str, object]) -> list[np.ndarray]:
    few = {"clock.end": "2025-12", "demand.firms.rate": "8 per month"}
    return play(scenario(CLOSURES, few | NOBODY_THERE | changes), lambda log: log.rows, 2)


def same(some: list[np.ndarray], others: list[np.ndarray]) -> bool:
    return all(np.array_equal(*pair) for pair in zip(some, others, strict=True))


def ends(rows: np.ndarray) -> dict[int, tuple[int, int]]:
    """When research ends, and how, by company."""
    at = columns(rows)
    of = (at["what"] == What.STAGE_ENDED) & (at["stage"] == 1)
    return {
        number: (tick, how)
        for number, tick, how in zip(
            *(at[name][of].tolist() for name in ("number", "tick", "aux")), strict=True
        )
    }


def test_no_hazard_is_as_if_nothing_were_said() -> None:
    none = logs({f"stages.{stage}.closes": "0% per year" for stage in ("research", "make")})
    unsaid = {f"stages.{stage}.closes": None for stage in ("research", "make")}
    assert same(none, logs(unsaid))
    assert not same(none, logs({}))
    closed = [how for rows in none for _, how in ends(rows).values()]
    assert closed
    assert Ending.CLOSED not in closed


@pytest.mark.parametrize(
    "usual",
    [{"cycles.funding": {"steps": {"2025-01": 1}}}, {f"{ANSWERS}.funding.lag": "12 months"}],
    ids=["no cycle", "too late"],
)
def test_where_no_bust_comes_closures_are_as_without_answers(usual: dict[str, object]) -> None:
    bare = {ANSWERS: {}, "stages.make.answers": {}}
    assert same(logs(usual | {"stages.make.answers": {}}), logs(bare))
    assert not same(logs({}), logs(bare))


def test_a_larger_hazard_closes_sooner_and_more() -> None:
    some, more = logs({}), logs({CLOSES: "200% per year"})
    closed = [0, 0]
    for rows, others in zip(some, more, strict=True):
        before, after = ends(rows), ends(others)
        assert before.keys() <= after.keys()
        for number, (tick, how) in before.items():
            sooner, then = after[number]
            assert sooner <= tick
            assert (sooner, then) == (tick, how) or then == Ending.CLOSED
        closed[0] += sum(how == Ending.CLOSED for _, how in before.values())
        closed[1] += sum(how == Ending.CLOSED for _, how in after.values())
    assert 0 < closed[0] < closed[1]


def test_before_a_bust_nobody_knows_of_it() -> None:
    for rows, others in zip(logs({}), logs({ANSWERS: {}, "stages.make.answers": {}}), strict=True):
        tick = 12 * MONTH
        np.testing.assert_array_equal(rows[rows[:, 0] < tick], others[others[:, 0] < tick])
