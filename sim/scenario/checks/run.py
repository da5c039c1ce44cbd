"""The run of all checks: of the scenario, then of its plan."""

from __future__ import annotations

from sim.scenario.checks import (
    company,
    cycles,
    demand,
    economy,
    effect,
    engine,
    leases,
    notation,
    size,
    space,
    supply,
    time,
    verdict,
)
from sim.scenario.checks.case import Case
from sim.scenario.errors import Problem
from sim.scenario.schema import Spec
from sim.scenario.yaml.nodes import Node

CHECKS = (
    time.the_clock_runs_forward,
    size.the_clock_has_an_end,
    size.ratios_and_growth_are_within_bounds,
    time.the_clock_starts_with_a_month,
    time.statistics_begin_within_the_clock,
    time.windows_lie_within_the_clock,
    time.nothing_opens_before_the_clock,
    time.works_can_open_before_the_end,
    time.named_projects_ask_within_the_clock,
    time.dates_of_a_profile_differ,
    supply.a_project_says_when_it_opens,
    time.growth_has_a_span,
    supply.a_rule_has_one_bound,
    supply.who_drops_says_when,
    supply.what_was_let_ahead_has_a_date,
    supply.a_trigger_can_decide,
    supply.what_is_built_instead_has_what_is_dropped,
    supply.taking_has_one_end,
    supply.there_is_time_to_take_space,
    supply.works_and_demand_have_different_ids,
    notation.shares_add_up,
    notation.the_programme_adds_up,
    notation.floors_are_no_plots,
    notation.days_are_meant_as_counted,
    notation.names_are_a_line,
    notation.accepted_sets_lie_below,
    space.a_pool_has_one_reserve,
    space.lists_name_a_thing_once,
    space.queues_fit_into_their_list,
    space.areas_are_worth_building,
    space.lettable_shares_are_above_zero,
    space.units_are_worth_letting,
    space.ground_floors_are_told_apart,
    space.heavy_area_meets_ground_floors,
    economy.elasticities_have_their_sign,
    economy.rents_are_above_zero,
    economy.requests_stay_within_reason,
    economy.elasticities_have_an_effect,
    company.stages_have_what_they_need,
    company.tracks_speak_of_their_own_stages,
    company.companies_enter_within_their_chain,
    company.only_the_last_stage_grows,
    company.building_for_oneself_takes_time,
    company.parks_are_weighed_or_ordered,
    company.weights_of_the_stock_have_a_stock,
    company.a_stage_does_not_replace_itself,
    company.what_must_end_ends,
    company.what_comes_after_forever_never_comes,
    company.contract_makers_are_streams,
    company.contract_makers_ask_in_one_way,
    company.areas_have_a_basis,
    company.hazards_are_not_negative,
    company.known_plants_take_time_to_build,
    company.every_value_has_an_effect,
    company.every_track_has_companies,
    leases.growth_is_said_once,
    leases.ends_of_leases_decide_something,
    leases.rents_are_compared_where_there_are,
    cycles.answers_stay_within_reason,
    cycles.answers_state_something,
    cycles.answers_have_an_effect,
    cycles.answers_to_the_market_stay_within_reason,
    cycles.answers_to_the_market_have_an_effect,
    demand.a_stage_without_space_asks_for_none,
    demand.who_must_ask_enters_where_there_is_space,
    demand.lines_are_few,
    demand.a_firm_parts_once,
    demand.arrivals_did_not_fall,
    demand.demand_from_above_is_complete,
    demand.demand_from_above_can_lease,
    verdict.vacancy_has_a_bound,
    verdict.a_share_of_months_is_stated,
    verdict.a_track_or_a_trade_is_asked_for,
    verdict.luck_is_not_shared,
    verdict.a_wait_can_be_followed,
    verdict.something_is_judged,
    verdict.replications_come_in_pairs,
    economy.an_economy_states_something,
    economy.what_costs_is_counted,
    economy.a_job_takes_room,
    economy.what_is_promised_is_measured,
    economy.promised_years_are_recorded,
    economy.windows_of_counts_are_whole_years,
    economy.what_is_counted_happens,
    effect.what_is_described_is_used,
    effect.what_a_stage_says_has_an_effect,
    effect.nothing_is_dated_after_the_end,
    effect.what_is_zero_is_left_out,
    effect.building_takes_time,
    effect.reserves_part_tracks,
    effect.growth_goes_where_somebody_passes,
    effect.occupied_shares_are_of_parks_with_stock,
    effect.bounds_may_hold_or_fail,
    effect.who_may_wait_has_not_begun,
    effect.what_was_let_ahead_has_begun,
    effect.who_comes_back_has_left,
    effect.confidence_can_be_reached,
    effect.signals_fit_into_the_record,
    effect.sizes_are_those_of_a_city,
)


def check(spec: Spec, tree: Node) -> list[Problem]:
    """Return what the checks find in a scenario that fits the schema and names known ids.

    The plan is checked when nothing else is wrong.
    """
    case = Case(spec, tree)
    if too_large := list(size.the_scenario_is_of_a_sensible_size(case)):
        return too_large
    problems = [problem for check in CHECKS for problem in check(case)]
    if not any(problem.is_error for problem in problems):
        problems += engine.check_plan(case)
    return problems
