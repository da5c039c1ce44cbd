"""Phasing: what is spared by the rule that later serves no better, and futures that break it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sim import Scenario
from sim.experiments.required.answer import Phases, RequiredRow
from sim.experiments.required.futures import Batch, Futures, Requirement, pooled
from sim.experiments.required.levers import AreaLever, Phased, Tranche
from sim.experiments.required.phasing import phased, quarters
from sim.measures.statistics import FAILS, HOLDS
from sim.runs.settings import Plans
from sim.scenario.plan.plan import Plan

LINE = Path(__file__).with_name("line.yaml")
REQUIRED = Requirement(("wait",), None, ())
STEP = 50.0
Holds = Callable[[int, Sequence[Tranche]], bool]


@pytest.fixture(scope="module")
def plan() -> Plan:
    scenario = Scenario.load(LINE)
    return Plans(scenario.spec, scenario.settings())(0)


class Told(Futures):
    """Futures of which it is told when they hold; what is played is written down."""

    def __init__(self, plan: Plan, count: int, holds: Holds) -> None:
        each = SimpleNamespace(futures_a_world=2)
        super().__init__(SimpleNamespace(), each, count, SimpleNamespace())  # type: ignore[arg-type]
        self.__dict__["plan"] = plan
        self.holds, self.plays = holds, dict[tuple[Tranche, ...], list[int]]()

    def rows(self, requirement: Any, change: Any, jobs: Sequence[Batch]) -> Any:
        """Say what futures come to."""
        numbers = [n for job in jobs for n in job.replications]
        if numbers and max(numbers) < 2 * self.count:
            self.plays.setdefault(change.tranches, []).extend(numbers)
        return [(job, {n: self._row(n, change) for n in job.replications}) for job in jobs]

    def _row(self, n: int, change: Phased) -> list[float]:
        return [HOLDS if self.holds(n, change.tranches) else FAILS, 0.0, 1.0]


def lever(plan: Plan) -> AreaLever:
    return AreaLever("+room", (), (0,), (1.0,), 0.0, 0.8, 0.8, 1, STEP, 0, 100)


def phases(futures: Told, area: float, confidence: float) -> Phases:
    numbers, turned = futures.replications, lever(futures.plan)

    def all_of(*tranches: Tranche) -> Any:
        return pooled([futures._row(n, Phased(turned, tranches)) for n in numbers])

    once = all_of(Tranche(area, turned.tick))
    row = RequiredRow(confidence, 4, area, None, None, False, once)
    return phased(futures, REQUIRED, turned, confidence, row, all_of(), list(numbers)[::-1])


def late(n: int, tranches: Sequence[Tranche], ticks: Sequence[int | None]) -> bool:
    """Whether a future has what it needs in time: future 2k four steps by the k-th quarter."""
    return sum(t.area for t in tranches if t.tick <= (ticks[n // 2] or 0)) >= 4 * STEP


def test_only_futures_in_doubt_are_played(plan: Plan) -> None:
    ticks = quarters(plan, 1)
    futures = Told(plan, 10, lambda n, tranches: n < 8 or late(n - 6, tranches, ticks))
    found = phases(futures, 4 * STEP, 0.8)
    # Four hold as planned; the six others bear the 1st to the 6th quarter, and two of ten may fail.
    assert found.tranches == ((plan.start_month + 3 * 3, 4 * STEP),)
    assert found.chosen.chance.holds == 8
    assert set(futures.plays) > {(Tranche(4 * STEP, ticks[3] or 0),)}
    for tranches, played in futures.plays.items():
        assert len(set(played)) == len(played)
        assert min(played) >= 8 or set(played) == set(futures.replications)
        assert min(played) >= 8 or tranches[-1].tick == ticks[3]


def test_a_future_that_breaks_the_rule_is_no_longer_spared(plan: Plan) -> None:
    ticks = quarters(plan, 1)

    def holds(n: int, tranches: Sequence[Tranche]) -> bool:
        if n < 8:  # with all at once and with none, but not with what opens in the next quarters
            return not any((ticks[1] or 0) < t.tick <= (ticks[5] or 0) for t in tranches)
        return late(n - 6, tranches, ticks)

    found = phases(Told(plan, 10, holds), 4 * STEP, 0.8)
    assert found.tranches == ((plan.start_month + 3, 4 * STEP),)
    assert found.chosen.chance.holds == 10


def test_what_serves_only_at_once_is_not_phased(plan: Plan) -> None:
    found = phases(
        Told(plan, 10, lambda n, tranches: sum(t.tick for t in tranches) == 1), 50.0, 0.8
    )
    assert found.tranches == ((plan.start_month, 50.0),)
    assert found.chosen.chance.holds == 10
