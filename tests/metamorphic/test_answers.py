"""What answers to cycles may and may not change."""

from __future__ import annotations

from math import log as ln
from pathlib import Path

import numpy as np
import pytest

from sim.runs.settings import Plans, Settings
from sim.scenario.plan.plan import Answer
from tests.play import play, scenario

BOOM = Path(__file__).parents[1] / "theory" / "answers.yaml"
SHORT = {"clock.end": "2026-12", "demand.firms.rate": "5 per month"}
NONE = {"area": 0, "success": 0, "duration": 0, "elsewhere": 0}
ANSWERS = "stages.work.answers"
POWERS = {
    "area": 0.5,
    "success": 1,
    "duration": -0.25,
    "elsewhere": -1,
    "closes": -2,
    "gives_back": -1.5,
}


def logs(changes: dict[str, object]) -> list[np.ndarray]:
    return play(scenario(BOOM, SHORT | changes), lambda log: log.rows, 2)


def same(some: list[np.ndarray], others: list[np.ndarray]) -> bool:
    return all(np.array_equal(*pair) for pair in zip(some, others, strict=True))


@pytest.mark.parametrize(
    "nothing",
    [
        {ANSWERS: {"funding": NONE}},
        {"cycles.funding": {"steps": {"2026-01": 1}}},
        {f"{ANSWERS}.funding.lag": "12 months"},
        {"cycles.funding": {"growth": "0% per year"}},
    ],
    ids=["no elasticity", "no cycle", "too late", "no growth"],
)
def test_what_answers_nothing_changes_nothing(nothing: dict[str, object]) -> None:
    bare = logs({ANSWERS: {}})
    assert same(logs(nothing), bare)
    assert not same(logs({}), bare)


def test_a_lag_is_a_cycle_that_comes_later() -> None:
    lagged = logs({f"{ANSWERS}.funding.lag": "3 months"})
    assert same(lagged, logs({"cycles.funding": {"steps": {"2026-04": 2.25}}}))
    assert not same(lagged, logs({}))


def test_two_cycles_multiply() -> None:
    halves = {"funding": {"steps": {"2026-01": 1.5}}, "trade": {"steps": {"2026-01": 1.5}}}
    alike = {name: {"area": 1, "duration": 1} for name in halves}
    together = logs({"cycles": halves, ANSWERS: alike})
    assert same(together, logs({ANSWERS: {"funding": {"area": 1, "duration": 1}}}))


def test_before_the_change_nobody_knows_of_it() -> None:
    changed, bare = logs({}), logs({ANSWERS: {}})
    for rows, others in zip(changed, bare, strict=True):
        tick = 24 * 43_200
        before, after = rows[rows[:, 0] < tick], others[others[:, 0] < tick]
        np.testing.assert_array_equal(before, after)


def test_one_range_moves_all_that_answers_the_cycle() -> None:
    """The factor of a cycle is one unknown: all that it moves moves with it, world by world."""
    spec = scenario(
        BOOM,
        SHORT
        | {
            "cycles.funding": {"steps": {"2026-01": {"value": 2.25, "range": [1.1, 4]}}},
            f"{ANSWERS}.funding": POWERS,
            "stages.work.closes": "2% per year",
            "stages.work.gives_back": {"rate": "5% per year", "share": "30%"},
            "demand.firms.cycles": ["funding"],
        },
    )
    plans = Plans(spec, Settings(spec.seed))
    depths = set()
    for number in (0, 2, 4):
        plan = plans(number)
        (months,) = plan.answers
        assert set(months[23]) == {1.0}
        depth = months[24].success
        expected = [POWERS[name] * ln(depth) for name in Answer._fields]
        assert [ln(factor) for factor in months[24]] == pytest.approx(expected)
        arrivals = np.diff(
            np.interp(
                [23, 24, 25], np.array(plan.streams[0].times) / 43_200, plan.streams[0].arrivals
            )
        )
        assert arrivals[1] / arrivals[0] == pytest.approx(depth)
        depths.add(depth)
    assert len(depths) == 3
