"""Each theory test catches a defect planted in the engine; one that passes on it proves nothing.

They are planted in the SimPy engine, which then plays in the place of the compiled one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from sim.draws.inverse import quantile
from sim.draws.purposes import Purpose
from sim.model import city, company, engine, hazards, market, opening, works
from sim.scenario.load import Loaded, load
from sim.scenario.plan import arrivals, chains
from sim.scenario.plan import compile as planning
from sim.scenario.plan.plan import ReturnPlan, StagePlan
from sim.scenario.plan.reading import WorldReading
from sim.scenario.schema.demand import Compound, Profile
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from tests.theory import (
    test_arrivals,
    test_closures,
    test_flows,
    test_growing,
    test_let_ahead,
    test_occupancy,
    test_opening,
    test_queue,
    test_sums,
    test_supply,
    test_thinning,
    test_waiting,
)

Patch = pytest.MonkeyPatch


def longer_stays(patch: Patch) -> None:
    right = company.Company._duration
    patch.setattr(company.Company, "_duration", lambda self, stage: right(self, stage) * 11 // 10)


def last_come_first_served(patch: Patch) -> None:
    # The mean wait is the same, only its spread is not.
    patch.setattr(market.Request, "__lt__", lambda self, other: self.rank > other.rank)


def no_priority(patch: Patch) -> None:
    patch.setattr(market.Request, "__lt__", lambda self, other: self.rank[1:] < other.rank[1:])


def shorter_patience(patch: Patch) -> None:
    right = company.Company.set_timers

    def wrong(self: company.Company, request: market.Request, ends: int, spillover: int) -> None:
        now = self.city.tick
        right(self, request, now + (ends - now) * 3 // 4, spillover)

    patch.setattr(company.Company, "set_timers", wrong)


def one_more_may_wait(patch: Patch) -> None:
    right = planning._limit
    patch.setattr(planning, "_limit", lambda count: right(count) + 1)


def last_square_metre_never_let(patch: Patch) -> None:
    patch.setattr(market.Pool, "room", lambda self, track: self.capacity - self.leased - 1)


def space_freed_at_stage_end(patch: Patch) -> None:
    right = chains._stage
    patch.setattr(chains, "_stage", lambda *names: right(*names)._replace(release=True))


def gaps_too_even(patch: Patch) -> None:
    patch.setattr(engine, "race", lambda weight, u: 2 * u)


def profiles_a_month_late(patch: Patch) -> None:
    right = arrivals._grid

    def wrong(*names: object) -> arrivals._Grid:
        grid = right(*names)
        return replace(grid, instants=grid.instants - MONTH)

    patch.setattr(arrivals, "_grid", wrong)


def parks_occupied_alike(patch: Patch) -> None:
    right = WorldReading.number

    def wrong(self: WorldReading, path: str, *rest: Any, **more: float) -> float:
        return right(self, path, None if ".occupied_in." in path else rest[0], *rest[1:], **more)

    patch.setattr(WorldReading, "number", wrong)


def let_ahead_anywhere_in_the_stage_before(patch: Patch) -> None:
    right = company.Company.rest

    def wrong(self: company.Company, *of: Any, longest: float = 0.0, **more: Any) -> int:
        return right(self, *of, **more)

    patch.setattr(company.Company, "rest", wrong)


def leases_of_who_was_let_ahead_begin_at_the_opening(patch: Patch) -> None:
    right = opening._place_midway

    def wrong(place: city.City, tenant: company.Company, *of: Any) -> None:
        right(place, tenant, *of)
        tenant.midway = False

    patch.setattr(opening, "_place_midway", wrong)


def streams_grew_with_the_opening(patch: Patch) -> None:
    patch.setattr(planning, "_grew", lambda read, name: (0.0, 0))  # where it says nothing


def growth_without_an_end(patch: Patch) -> None:
    right = arrivals._turns

    def wrong(read: WorldReading, profile: Profile) -> list[int]:
        turns = right(read, profile)
        return [turns[0], 10**9] if isinstance(profile, Compound) else turns

    patch.setattr(arrivals, "_turns", wrong)


def one_draw_for_route_and_success(patch: Patch) -> None:
    right = company.Company.draw_key

    def wrong(self: company.Company, stage: object, purpose: Purpose, *sub: int) -> int:
        return right(self, stage, Purpose.ROUTE if purpose == Purpose.SUCCESS else purpose, *sub)

    patch.setattr(company.Company, "draw_key", wrong)


def lots_move_as_one(patch: Patch) -> None:
    # The mean capacity is the same, only its spread is not.
    right = works.WorksOffice._begin_lot
    patch.setattr(
        works.WorksOffice,
        "_begin_lot",
        lambda self, lot, *when: right(self, lot._replace(lot=0), *when),
    )


def construction_without_chance(patch: Patch) -> None:
    right = works.WorksOffice._duration

    def wrong(self: works.WorksOffice, timing: works.Timing, *keys: int) -> int:
        mean = Distribution("constant", (timing.construction.mean,))
        return right(self, replace(timing, construction=mean), *keys)

    patch.setattr(works.WorksOffice, "_duration", wrong)


def rest_of_an_average_stay(patch: Patch) -> None:
    # An even share of a stay drawn as for newcomers, forgetting that long stays are met more often.
    patch.setattr(city, "length_biased", quantile)


def parks_alike(patch: Patch) -> None:
    right = chains._stage

    def wrong(*names: object) -> StagePlan:
        stage = right(*names)
        return stage._replace(weights=tuple(float(weight > 0) for weight in stage.weights))

    patch.setattr(chains, "_stage", wrong)


def plants_built_in_half_the_time(patch: Patch) -> None:
    right = chains._stage

    def wrong(*names: object) -> StagePlan:
        stage = right(*names)
        return stage._replace(build=stage.build.scaled(0.5))

    patch.setattr(chains, "_stage", wrong)


def makers_always_in_the_city(patch: Patch) -> None:
    right = chains._stage
    patch.setattr(chains, "_stage", lambda *names: right(*names)._replace(cdmo_chance=1.0))


def times_away_of_another_shape(patch: Patch) -> None:
    # The mean is the same.
    right = planning._returns

    def wrong(read: WorldReading) -> ReturnPlan | None:
        plan = right(read)
        if plan is None:
            return None
        return replace(plan, away=Distribution("uniform", (0.0, 2 * plan.away.mean)))

    patch.setattr(planning, "_returns", wrong)


def plants_of_the_opening_with_a_whole_stay_left(patch: Patch) -> None:
    def wrong(
        self: company.Company, law: Distribution, stage: StagePlan, sub: int = 0, grew: float = 0.0
    ) -> int:
        return self.city.span(law, self.draw_key(stage, Purpose.BIASED, sub))

    patch.setattr(company.Company, "rest", wrong)


def a_queue_is_met_whatever_its_patience(patch: Patch) -> None:
    right = opening.wait_met_midway

    def wrong(one: company.Company, stage: StagePlan) -> tuple[int, int]:
        draw = one.city.draw
        with pytest.MonkeyPatch.context() as plain:
            plain.setattr(one.city, "draw", lambda law, key, biased: draw(law, key))
            return right(one, stage)

    patch.setattr(opening, "wait_met_midway", wrong)


def closures_spare_the_old_of_the_opening(patch: Patch) -> None:
    patch.setattr(StagePlan, "thins", lambda self, grew: grew)


def a_bust_closes_as_good_times_do(patch: Patch) -> None:
    right = hazards.cumulated
    patch.setattr(hazards, "cumulated", lambda rate, factor, ticks: right(rate, 1.0, ticks))


DEFECTS: dict[Callable[[Patch], None], Callable[[], None]] = {
    longer_stays: test_waiting.test_waits_of_erlang_c,
    last_come_first_served: test_waiting.test_waits_of_erlang_c,
    no_priority: test_waiting.test_waits_by_priority,
    shorter_patience: lambda: test_waiting.test_impatience_of_erlang_a(0.5),
    one_more_may_wait: lambda: test_waiting.test_losses_of_erlang_b_for_any_law_of_the_stay(
        "gamma"
    ),
    last_square_metre_never_let: test_waiting.test_losses_by_size_when_sizes_share_a_pool,
    space_freed_at_stage_end: (
        test_waiting.test_throughput_when_the_next_space_blocks_the_present_one
    ),
    gaps_too_even: test_arrivals.test_counts_by_month,
    profiles_a_month_late: test_arrivals.test_counts_by_month,
    growth_without_an_end: test_arrivals.test_counts_by_month,
    one_draw_for_route_and_success: test_thinning.test_flows_between_stages_are_thinned_poisson,
    lots_move_as_one: test_supply.test_capacity_follows_the_convolution,
    construction_without_chance: test_supply.test_capacity_follows_the_convolution,
    rest_of_an_average_stay: partial(
        test_opening.test_space_in_use_and_companies_outside_keep_their_mean, "cdmo"
    ),
    plants_built_in_half_the_time: test_flows.test_own_plants_by_littles_law,
    makers_always_in_the_city: test_flows.test_contract_makers_ask_for_their_own_area,
    times_away_of_another_shape: test_flows.test_times_away_are_exponential,
    plants_of_the_opening_with_a_whole_stay_left: (
        test_flows.test_own_plants_of_the_opening_are_as_in_the_long_run
    ),
    parks_alike: test_sums.test_first_choices_follow_the_weights,
    parks_occupied_alike: test_occupancy.test_parks_occupied_apart_keep_their_own_numbers,
    let_ahead_anywhere_in_the_stage_before: partial(
        test_let_ahead.test_who_fails_before_the_opening_gives_back_what_was_let, "late in a stay"
    ),
    leases_of_who_was_let_ahead_begin_at_the_opening: (
        test_let_ahead.test_leases_of_who_was_let_ahead_are_met_midway
    ),
    a_queue_is_met_whatever_its_patience: partial(
        test_queue.test_what_is_left_of_the_patience_of_who_waits, "two kinds"
    ),
    streams_grew_with_the_opening: test_growing.test_streams_that_grew_apart_keep_their_own_numbers,
    closures_spare_the_old_of_the_opening: (
        test_closures.test_a_city_with_closures_opens_in_balance
    ),
    a_bust_closes_as_good_times_do: (
        test_closures.test_a_bust_leaves_of_a_cohort_what_its_hazard_leaves
    ),
}

SHOWN_IN_ONE_OF: dict[Callable[[Patch], None], int] = {
    last_come_first_served: 4,
    shorter_patience: 2,
    one_more_may_wait: 4,
    space_freed_at_stage_end: 4,
    gaps_too_even: 4,
    lots_move_as_one: 4,
    construction_without_chance: 8,
    rest_of_an_average_stay: 2,
    plants_built_in_half_the_time: 8,
    makers_always_in_the_city: 4,
    times_away_of_another_shape: 8,
    plants_of_the_opening_with_a_whole_stay_left: 4,
    parks_alike: 8,
    parks_occupied_alike: 8,
    streams_grew_with_the_opening: 4,
    a_bust_closes_as_good_times_do: 4,
    let_ahead_anywhere_in_the_stage_before: 4,
    leases_of_who_was_let_ahead_begin_at_the_opening: 8,
    a_queue_is_met_whatever_its_patience: 8,
}
"""Defects so large that a part of the test's replications shows them, one in so many."""


def played_by_simpy(patch: Patch, part: int = 1) -> None:
    """Play with the other engine, many times slower, one in `part` of the replications."""

    def fewer(path: Path, changes: Sequence[Mapping[str, object]]) -> Loaded:
        count = ceil(load(path, changes=changes).spec.replications / part)
        return load(path, changes=[*changes, {"replications": count}])

    patch.setattr("tests.play.simulate", engine.simulate)
    patch.setattr("tests.play.load", fewer)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.__name__)
def test_a_planted_defect_is_caught(defect: Callable[[Patch], None], monkeypatch: Patch) -> None:
    played_by_simpy(monkeypatch, SHOWN_IN_ONE_OF.get(defect, 1))
    defect(monkeypatch)
    with pytest.raises(AssertionError, match="z = "):
        DEFECTS[defect]()


@pytest.mark.parametrize(("law", "part"), [("exponential", 4), ("gamma", 1), ("discrete", 4)])
def test_a_plain_draw_of_the_rest_is_caught_for_any_law(
    law: str, part: int, monkeypatch: Patch
) -> None:
    played_by_simpy(monkeypatch, part)
    rest_of_an_average_stay(monkeypatch)
    with pytest.raises(AssertionError, match="z = "):
        test_occupancy.test_number_present_from_an_opening_in_mid_stay(law)
