"""Each metamorphic test catches a defect planted in the engine."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from sim.draws.keys import child
from sim.model import city, engine, market
from sim.scenario.plan.reading import WorldReading
from tests.metamorphic import test_more_space, test_same_thing, test_unrelated

Patch = pytest.MonkeyPatch


def last_come_first_served(patch: Patch) -> None:
    patch.setattr(market.Request, "__lt__", lambda self, other: self.rank > other.rank)


def luck_by_turn(patch: Patch) -> None:
    # One sequence of random numbers that all share, as in most simulations.
    right = city.City.draw

    def wrong(self: city.City, law: object, key: int, **how: object) -> float:
        turns = self.__dict__.setdefault("turns", count())
        return right(self, law, child(child(self.seed, self.replication), next(turns)), **how)

    patch.setattr(city.City, "draw", wrong)


def a_strict_line_closes_every_pool(patch: Patch) -> None:
    right = market.Market._allow

    def wrong(self: market.Market, request: market.Request, pools: tuple[int, ...]) -> None:
        right(self, request, pools)
        if request.closes:
            request.closes = (1 << len(self.pools)) - 1

    patch.setattr(market.Market, "_allow", wrong)


def gross_taken_for_lettable(patch: Patch) -> None:
    patch.setattr(WorldReading, "factor", lambda self, basis, space: 1.0)


def first_choice_only(patch: Patch) -> None:
    right = market.Market._allow
    patch.setattr(
        market.Market, "_allow", lambda self, request, pools: right(self, request, pools[:1])
    )


def luck_of_the_horizon(patch: Patch) -> None:
    right = engine._when

    def wrong(stream: engine.StreamPlan, passed: float) -> int:
        return right(stream, passed * (1 - 1 / stream.times[-1]))

    patch.setattr(engine, "_when", wrong)


DEFECTS: dict[Callable[[Patch], None], list[Callable[[], None]]] = {
    last_come_first_served: [lambda: test_more_space.test_nobody_waits_longer("a project")],
    luck_by_turn: [
        lambda: test_more_space.test_nobody_waits_longer("one unit more"),
        lambda: test_more_space.test_nobody_waits_longer("fewer companies"),
        test_unrelated.test_a_market_beside_leaves_all_rows_of_the_first,
    ],
    a_strict_line_closes_every_pool: [
        test_unrelated.test_a_market_beside_leaves_all_rows_of_the_first
    ],
    gross_taken_for_lettable: [lambda: test_same_thing.test_written_in_another_way("gross areas")],
    first_choice_only: [
        lambda: test_same_thing.test_one_pool_or_three_when_all_take_any("backfill")
    ],
    luck_of_the_horizon: [
        test_same_thing.test_a_shorter_clock_tells_the_beginning_of_the_same_story
    ],
}


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.__name__)
def test_a_planted_defect_is_caught(defect: Callable[[Patch], None], monkeypatch: Patch) -> None:
    monkeypatch.setattr("tests.play.simulate", engine.simulate)
    defect(monkeypatch)
    for check in DEFECTS[defect]:
        with pytest.raises(AssertionError):
            check()
