"""Each check of meaning tells its fault, at its place, and nobody else would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.scenario.checks import (
    company,
    demand,
    economy,
    effect,
    engine,
    notation,
    run,
    size,
    space,
    supply,
    time,
    verdict,
)
from sim.scenario.checks.case import Case
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan

SOUND = Path(__file__).parents[1] / "badfiles" / "cases" / "base.yaml"

Check = Callable[[Case], Iterator[Problem]]
Changes = dict[str, Any]

RENEWAL: Changes = {
    "area": "1万 m²",
    "basis": "gross",
    "space": "factory",
    "park": "south",
    "start": "2025-01",
    "vacate_by": "2026-12",
    "construction": "1 year",
    "ratio": "110%",
}
RETIREMENT: Changes = {
    "area": "1万 m²",
    "basis": "gross",
    "space": "factory",
    "park": "south",
    "start": "2025-01",
    "vacate_within": "1 year",
}
NAMED: Changes = {
    "track": "drug",
    "entry": "production",
    "date": "2025-06",
    "area": "1万 m²",
    "basis": "gross",
}
OUTPUT: Changes = {"output": {"factory": {"density": "8000 元/m²", "basis": "gross"}}}
OUT: Changes = {"metric": "output", "year": 2026, "at_least": "1 亿元"}
MADE: Changes = {"metric": "count", "stage": "production", "event": "started", "at_least": 5}
UNIT: Changes = {"area": "9万 m²", "basis": "gross"}
RESERVE: Changes = {"space": "factory", "parks": ["south"], "tracks": ["drug"], "share": "10%"}
MAKERS: Changes = {
    "tracks.maker": {"chain": ["research"]},
    "demand.makers": {"track": "maker", "entry": "research", "rate": "0 per year"},
}


def waits(**said: Any) -> Changes:
    """A start that waits for a trigger."""
    return {"trigger": {"space": "factory", "vacancy": {"under": "8%"}, "months": 6, **said}}


CDMO: Changes = {"cdmo": "30%", "cdmo_demand": {"stream": "makers", "share": "20%"}}
OWN: Changes = {"self_build": "30%", "build": "2 years"}
RENT: Changes = {
    "level": "30 元/m²/月",
    "basis": "lettable",
    "natural_vacancy": "8%",
    "adjustment": 3,
}


def rents(**changes: Any) -> Changes:
    return {"rent.factory": RENT | changes}


ABOVE: Changes = {"track": "drug", "entry": "production", "share": "100%"}
TOP_DOWN: Changes = {
    "output_growth": "10 亿元/年",
    "density": "1 亿元/万m²",
    "basis": "gross",
    "streams": {"above": ABOVE},
    "replaces": ["drugs"],
}
NO_SPACE: Changes = {"space": "none", "duration": "5 years"}

BREAKS: list[tuple[Check, Changes, str, str]] = [
    (time.the_clock_runs_forward, {"clock.end": "2023-12"}, "E502", "clock.end"),
    (time.the_clock_starts_with_a_month, {"clock.start": "2024-01-16"}, "E500", "clock.start"),
    (size.the_clock_has_an_end, {"clock.end": "2124-01"}, "E554", "clock.end"),
    (
        size.ratios_and_growth_are_within_bounds,
        {"renewals.old": RENEWAL | {"ratio": {"value": 2, "range": [1, 101]}}},
        "E410",
        "renewals.old.ratio",
    ),
    (
        size.ratios_and_growth_are_within_bounds,
        {"demand.drugs.growth": "10001% per year"},
        "E410",
        "demand.drugs.growth",
    ),
    (
        size.ratios_and_growth_are_within_bounds,
        {"opening.growth": {"value": "0% per year", "range": ["0% per year", "20000% per year"]}},
        "E410",
        "opening.growth",
    ),
    (
        time.statistics_begin_within_the_clock,
        {"clock.record_from": "2029-01"},
        "E503",
        "clock.record_from",
    ),
    (
        time.windows_lie_within_the_clock,
        {"standards.idle.window": {"end": "2029-01"}},
        "E504",
        "standards.idle.window",
    ),
    (
        time.windows_lie_within_the_clock,
        {"standards.idle.window": {"start": "2024-01"}, "clock.record_from": "2024-02"},
        "E504",
        "standards.idle.window",
    ),
    (
        time.nothing_opens_before_the_clock,
        {"supply.hall.start": "2022-10"},
        "E505",
        "supply.hall.start",
    ),
    (
        time.nothing_opens_before_the_clock,
        {"renewals.old": {**RENEWAL, "start": "2023-01", "construction": "0 months"}},
        "E505",
        "renewals.old.start",
    ),
    (
        time.works_can_open_before_the_end,
        {"supply.hall.start": waits(window={"start": "2027-09"})},
        "W603",
        "supply.hall.start",
    ),
    (
        time.works_can_open_before_the_end,
        {"supply.hall.start": "2027-10"},
        "W603",
        "supply.hall.start",
    ),
    (
        supply.there_is_time_to_take_space,
        {"renewals.old": {**RENEWAL, "vacate_by": "2024-12"}},
        "E506",
        "renewals.old.vacate_by",
    ),
    (
        supply.there_is_time_to_take_space,
        {"renewals.old": {**RENEWAL, "vacate_by": "2025-01", "lead": "1 month"}},
        "E506",
        "renewals.old.vacate_by",
    ),
    (
        supply.there_is_time_to_take_space,
        {"renewals.old": {**RENEWAL, "start": waits(window={"start": "2026-12"})}},
        "E506",
        "renewals.old.vacate_by",
    ),
    (
        supply.a_trigger_has_one_bound,
        {"supply.hall.start": waits(vacancy={})},
        "E450",
        "supply.hall.start.trigger.vacancy",
    ),
    (
        supply.a_trigger_has_one_bound,
        {"retirements.old": {**RETIREMENT, "start": waits(vacancy={"under": "1%", "over": "2%"})}},
        "E450",
        "retirements.old.start.trigger.vacancy",
    ),
    (
        supply.a_trigger_can_decide,
        {"supply.hall.start": waits(window={"start": "2024-03", "end": "2024-02"})},
        "E451",
        "supply.hall.start.trigger.window",
    ),
    (
        supply.a_trigger_can_decide,
        {"supply.hall.start": waits(window={"end": "2024-05"})},
        "E451",
        "supply.hall.start.trigger.window",
    ),
    (
        supply.taking_has_one_end,
        {"renewals.old": {k: v for k, v in RENEWAL.items() if k != "vacate_by"}},
        "E452",
        "renewals.old",
    ),
    (
        supply.taking_has_one_end,
        {"retirements.old": {**RETIREMENT, "vacate_by": "2026-12"}},
        "E452",
        "retirements.old",
    ),
    (
        supply.works_and_demand_have_different_ids,
        {"renewals.old": RENEWAL, "retirements.old": {**RETIREMENT, "luck": "other"}},
        "E545",
        "retirements.old",
    ),
    (
        verdict.luck_is_not_shared,
        {"retirements.hall": RETIREMENT},
        "E544",
        "retirements.hall",
    ),
    (
        space.areas_are_worth_building,
        {"retirements.old": {**RETIREMENT, "area": "0 m²"}},
        "E515",
        "retirements.old.area",
    ),
    (
        time.named_projects_ask_within_the_clock,
        {"demand.big": {**NAMED, "date": {"between": ["2023-12", "2024-03"]}}},
        "E507",
        "demand.big.date",
    ),
    (
        time.named_projects_ask_within_the_clock,
        {"demand.big": {**NAMED, "date": "2029-01"}},
        "W604",
        "demand.big.date",
    ),
    (
        time.dates_of_a_profile_differ,
        {"demand.drugs.profile": {"steps": {"2025": "1", "2025Q1": "2"}}},
        "E509",
        "demand.drugs.profile.steps.2025Q1",
    ),
    (time.dates_of_a_profile_differ, {"cycles.funding": {"linear": {}}}, "E508", "cycles.funding"),
    (notation.shares_add_up, {"supply.hall.mix.lab": "19%"}, "E510", "supply.hall.mix"),
    (
        notation.shares_add_up,
        {"stock.lab.parks.north": {"value": "40%", "range": ["30%", "49%"]}},
        "E510",
        "stock.lab.parks",
    ),
    (notation.the_programme_adds_up, {"programme.area": "5.1万 m²"}, "E511", "programme.area"),
    (notation.floors_are_no_plots, {"supply.hall.area": "75 亩"}, "W631", "supply.hall.area"),
    (notation.names_are_a_line, {"parks.north.label": "\u3000 "}, "W633", "parks.north.label"),
    (notation.names_are_a_line, {"name": {"zh": "镇", "en": "\n"}}, "W633", "name.en"),
    (notation.names_are_a_line, {"parks.north.label": "North\nhall"}, "W634", "parks.north.label"),
    (
        notation.days_are_meant_as_counted,
        {"supply.hall.construction": "730 天"},
        "W632",
        "supply.hall.construction",
    ),
    (notation.the_programme_adds_up, {"programme.basis": "lettable"}, "E512", "programme.basis"),
    (
        space.a_pool_has_one_reserve,
        {"reserves.a": RESERVE, "reserves.b": {**RESERVE, "parks": ["north", "south"]}},
        "E513",
        "reserves.b.parks",
    ),
    (
        space.lists_name_a_thing_once,
        {"reserves.a": {**RESERVE, "tracks": []}},
        "E514",
        "reserves.a.tracks",
    ),
    (
        space.lists_name_a_thing_once,
        {"stages.research.substitutes": ["factory", "factory"]},
        "E514",
        "stages.research.substitutes",
    ),
    (space.areas_are_worth_building, {"stock.lab.area": "0 m²"}, "E515", "stock.lab.area"),
    (
        space.units_are_worth_letting,
        {"spaces.lab.unit": {"area": "0 m²", "basis": "lettable"}},
        "E515",
        "spaces.lab.unit.area",
    ),
    (
        space.ground_floors_are_told_apart,
        {"stock.lab.ground": "20%"},
        "E464",
        "stock.lab.ground",
    ),
    (
        space.heavy_area_meets_ground_floors,
        {"stages.production.heavy": "30%"},
        "W606",
        "stages.production.heavy",
    ),
    (
        space.areas_are_worth_building,
        {"stages.production.expansion": {"every": "5 years", "area": "0.5 m²"}},
        "E515",
        "stages.production.expansion.area",
    ),
    (
        space.areas_are_worth_building,
        {"supply.hall.area": "9 m²", "programme.area": "9 m²", "supply.hall.lots": 10},
        "E516",
        "supply.hall.lots",
    ),
    (
        space.lettable_shares_are_above_zero,
        {"supply.hall.lettable": {"value": "80%", "range": ["0%", "90%"]}},
        "E517",
        "supply.hall.lettable",
    ),
    (
        space.lettable_shares_are_above_zero,
        {"renewals.old": {**RENEWAL, "ratio": "0%"}},
        "E517",
        "renewals.old.ratio",
    ),
    (
        company.stages_have_what_they_need,
        {"stages.production.area": None},
        "E520",
        "stages.production",
    ),
    (
        company.tracks_speak_of_their_own_stages,
        {
            "tracks.maker": {"chain": ["research"], "stages": {"production": {}}},
        },
        "E521",
        "tracks.maker.stages.production",
    ),
    (
        company.companies_enter_within_their_chain,
        {**MAKERS, "demand.makers.entry": "production"},
        "E522",
        "demand.makers.entry",
    ),
    (
        company.only_the_last_stage_grows,
        {"stages.research.expansion": {"every": "5 years", "area": "100 m²"}},
        "E523",
        "stages.research.expansion",
    ),
    (
        company.building_for_oneself_takes_time,
        {"stages.production.route": {"self_build": {"value": "0%", "range": ["0%", "9%"]}}},
        "E524",
        "stages.production.route.self_build",
    ),
    (
        company.parks_are_weighed_or_ordered,
        {
            "tracks.device.stages.production.parks": {"south": 1},
            "stages.production.park_order": ["south"],
        },
        "E525",
        "tracks.device.stages.production.parks",
    ),
    (
        company.parks_are_weighed_or_ordered,
        {"stages.production.parks": {"south": 0}},
        "E526",
        "stages.production.parks",
    ),
    (
        company.a_stage_does_not_replace_itself,
        {"stages.production.substitutes": ["factory"]},
        "E527",
        "stages.production.substitutes",
    ),
    (
        company.what_must_end_ends,
        {"supply.hall.lag": "forever"},
        "E528",
        "supply.hall.lag",
    ),
    (
        company.what_comes_after_forever_never_comes,
        {"stages.research.duration": "forever"},
        "W605",
        "stages.research.duration",
    ),
    (
        company.contract_makers_are_streams,
        {"demand.makers": NAMED, "stages.production.route": CDMO},
        "E529",
        "stages.production.route.cdmo_demand.stream",
    ),
    (
        company.contract_makers_are_streams,
        {**MAKERS, "stages.research.route": CDMO},
        "E530",
        "stages.research.route.cdmo_demand.stream",
    ),
    (
        company.contract_makers_ask_in_one_way,
        {**MAKERS, "stages.production.route": {**CDMO, "cdmo_demand": {"stream": "makers"}}},
        "E470",
        "stages.production.route.cdmo_demand",
    ),
    (
        company.areas_have_a_basis,
        {"stages.production.route": {**OWN, "plant": {"basis": "gross"}}},
        "E471",
        "stages.production.route.plant.basis",
    ),
    (
        company.nobody_comes_back_before_leaving,
        {"returns": {"rate": "-3% per year"}},
        "E472",
        "returns.rate",
    ),
    (
        company.known_plants_take_time_to_build,
        {"demand.works": {**NAMED, "own_plant": True}},
        "E473",
        "demand.works.own_plant",
    ),
    (
        space.lists_name_a_thing_once,
        {"returns": {"rate": "3% per year", "after": ["patience", "patience"]}},
        "E514",
        "returns.after",
    ),
    (
        space.areas_are_worth_building,
        {"stages.production.route": {**OWN, "plant": {"area": "0.5 m²", "basis": "gross"}}},
        "E515",
        "stages.production.route.plant.area",
    ),
    (
        company.every_value_has_an_effect,
        {"stages.research.spillover_after": "3 months"},
        "W606",
        "stages.research.spillover_after",
    ),
    (
        company.every_track_has_companies,
        {"tracks.synbio": {}},
        "W607",
        "tracks.synbio",
    ),
    (verdict.vacancy_has_a_bound, {"standards.idle.at_most": None}, "E540", "standards.idle"),
    (
        verdict.vacancy_has_a_bound,
        {"standards.idle.at_least": "21%"},
        "E541",
        "standards.idle.at_least",
    ),
    (
        verdict.a_share_of_months_is_stated,
        {"standards.idle.over": "share"},
        "E542",
        "standards.idle.over",
    ),
    (
        verdict.a_share_of_months_is_stated,
        {"standards.idle.share": "90%"},
        "E543",
        "standards.idle.share",
    ),
    (
        verdict.luck_is_not_shared,
        {"renewals.old": RENEWAL, "supply.hall.luck": "old"},
        "E544",
        "renewals.old",
    ),
    (
        supply.works_and_demand_have_different_ids,
        {"renewals.drugs": RENEWAL},
        "E545",
        "renewals.drugs",
    ),
    (
        verdict.a_wait_can_be_followed,
        {"standards.wait.within": "5 years"},
        "W608",
        "standards.wait.within",
    ),
    (
        economy.elasticities_have_their_sign,
        rents(elasticity={"area": {"value": -0.1, "range": [-0.3, 0.1]}}),
        "E458",
        "rent.factory.elasticity.area",
    ),
    (economy.rents_are_above_zero, rents(level="0 元/m²/天"), "E459", "rent.factory.level"),
    (
        economy.requests_stay_within_reason,
        rents(elasticity={"area": -1.01}),
        "E460",
        "rent.factory.adjustment",
    ),
    (
        economy.elasticities_have_an_effect,
        rents(elasticity={"elsewhere": 1}),
        "W606",
        "rent.factory.elasticity.elsewhere",
    ),
    (verdict.something_is_judged, {"standards": {}}, "W602", "standards"),
    (
        demand.a_stage_without_space_asks_for_none,
        {"stages.research": NO_SPACE | {"area": "100 m²"}, "stock": {}},
        "E478",
        "stages.research.area",
    ),
    (
        demand.a_stage_without_space_asks_for_none,
        {"tracks.drug.stages": {"production": {"space": "none"}}},
        "E478",
        "stages.production.area",
    ),
    (
        demand.a_stage_without_space_asks_for_none,
        {"spaces.none": {"lettable": "80%"}},
        "E479",
        "spaces.none",
    ),
    (
        demand.who_must_ask_enters_where_there_is_space,
        {"stages.research": NO_SPACE, "demand.plant": NAMED | {"entry": "research"}},
        "E480",
        "demand.plant.entry",
    ),
    (
        demand.who_must_ask_enters_where_there_is_space,
        {"stages.research": NO_SPACE, **MAKERS, "stages.production.route": CDMO},
        "E480",
        "demand.makers.entry",
    ),
    (demand.arrivals_did_not_fall, {"opening.growth": "-5% per year"}, "E481", "opening.growth"),
    (
        demand.arrivals_did_not_fall,
        {"opening.growth": {"value": "1% per year", "range": ["-1% per year", "3% per year"]}},
        "E481",
        "opening.growth",
    ),
    (
        demand.arrivals_did_not_fall,
        {"opening.growth_into": "production"},
        "W606",
        "opening.growth_into",
    ),
    (demand.demand_from_above_is_complete, {"demand_from": "both"}, "E482", "demand_from"),
    (
        demand.demand_from_above_is_complete,
        {"demand_from": "both", "top_down": TOP_DOWN | {"streams": {}}},
        "E482",
        "demand_from",
    ),
    (
        demand.demand_from_above_is_complete,
        {"demand_from": "top_down", "top_down": TOP_DOWN | {"replaces": []}},
        "E483",
        "demand_from",
    ),
    (
        demand.demand_from_above_is_complete,
        {"top_down": TOP_DOWN | {"density": "0 亿元/万m²"}},
        "E410",
        "top_down.density",
    ),
    (
        demand.demand_from_above_is_complete,
        {"demand_from": "both", "top_down": TOP_DOWN | {"output_growth": "-10 亿元/年"}},
        "E410",
        "top_down.output_growth",
    ),
    (
        demand.demand_from_above_is_complete,
        {
            **MAKERS,
            "stages.production.route": CDMO,
            "top_down": TOP_DOWN | {"replaces": ["makers"]},
        },
        "E485",
        "top_down.replaces",
    ),
    (
        demand.demand_from_above_can_lease,
        {"stages.production.route": {"elsewhere": "100%"}, "top_down": TOP_DOWN},
        "E484",
        "top_down.streams.above.entry",
    ),
    (
        demand.demand_from_above_can_lease,
        {
            "stages.research": NO_SPACE,
            "top_down": TOP_DOWN | {"streams": {"above": ABOVE | {"entry": "research"}}},
        },
        "E484",
        "top_down.streams.above.entry",
    ),
    (
        notation.shares_add_up,
        {"top_down": TOP_DOWN | {"streams": {"above": ABOVE | {"share": "90%"}}}},
        "E510",
        "top_down.streams",
    ),
    (
        space.lists_name_a_thing_once,
        {"top_down": TOP_DOWN | {"replaces": ["drugs", "drugs"]}},
        "E514",
        "top_down.replaces",
    ),
    (
        company.companies_enter_within_their_chain,
        {"tracks.drug": {"chain": ["research"]}, "top_down": TOP_DOWN},
        "E522",
        "top_down.streams.above.entry",
    ),
    (
        time.dates_of_a_profile_differ,
        {"top_down": TOP_DOWN | {"streams": {"above": ABOVE | {"profile": {"steps": {}}}}}},
        "E508",
        "top_down.streams.above.profile",
    ),
    (
        verdict.luck_is_not_shared,
        {"top_down": TOP_DOWN | {"streams": {"above": ABOVE | {"luck": "drugs"}}}},
        "E544",
        "top_down.streams.above.luck",
    ),
    (
        supply.works_and_demand_have_different_ids,
        {"top_down": TOP_DOWN | {"streams": {"drugs": ABOVE}}},
        "E545",
        "top_down.streams.drugs",
    ),
    (verdict.replications_come_in_pairs, {"replications": 3}, "W601", "replications"),
    (economy.what_is_promised_is_measured, {"standards.out": OUT}, "E486", "standards.out.metric"),
    (
        economy.promised_years_are_recorded,
        {"economy": OUTPUT, "standards.out": {**OUT, "year": 2029}},
        "E487",
        "standards.out.year",
    ),
    (
        economy.windows_of_counts_are_whole_years,
        {"standards.made": {**MADE, "window": {"end": "2025-06"}}},
        "E488",
        "standards.made.window",
    ),
    (
        economy.what_is_counted_happens,
        {"tracks.drug.chain": ["research"], "standards.made": {**MADE, "tracks": ["drug"]}},
        "E489",
        "standards.made.stage",
    ),
    (economy.an_economy_states_something, {"economy": {}}, "E490", "economy"),
    (economy.what_costs_is_counted, {"supply.hall.cost": "4000 元/m²"}, "E491", "supply.hall.cost"),
    (
        economy.a_job_takes_room,
        {"economy": {"jobs": {"lab": {"area": "0 m²/人", "basis": "gross"}}}},
        "E492",
        "economy.jobs.lab.area",
    ),
    (effect.what_is_described_is_used, {"chain": ["research"]}, "W618", "stages.production"),
    (effect.what_is_described_is_used, {"demand.drugs.cycles": []}, "W618", "cycles.funding"),
    (
        effect.what_is_described_is_used,
        {"spaces.spare": {"lettable": "80%"}},
        "W618",
        "spaces.spare",
    ),
    (effect.what_is_described_is_used, {"parks.meadow": {}}, "W618", "parks.meadow"),
    *(
        (effect.what_a_stage_says_has_an_effect, {path: value}, "W619", path)
        for path, value in {
            "stages.research.look_ahead": "3 months",
            "stages.research.stay_put": True,
            "stages.production.while_waiting": "release",
            "tracks.drug.stages.production.keep": True,
            "stages.research.choices": 2,
        }.items()
    ),
    *(
        (effect.nothing_is_dated_after_the_end, changes, "W619", path)
        for changes, path in (
            ({"cycles.funding": {"steps": {"2025": 1, "2029": 2}}}, "cycles.funding.steps.2029"),
            (
                {"demand.drugs.profile": {"linear": {"2025": 1, "2029": 2, "2030": 3}}},
                "demand.drugs.profile.linear.2030",
            ),
            (
                {"retirements.old": RETIREMENT | {"start": "2029-01"}},
                "retirements.old.start",
            ),
            (
                {"supply.hall.start": waits(window={"start": "2029-01"})},
                "supply.hall.start.trigger.window.start",
            ),
        )
    ),
    *(
        (effect.what_is_zero_is_left_out, changes, "W619", path)
        for changes, path in (
            ({"reserves.kept": RESERVE | {"share": "0%"}}, "reserves.kept.share"),
            ({"returns": {"rate": "0% per year"}}, "returns.rate"),
            ({"demand.drugs.rate": "0 per year"}, "demand.drugs.rate"),
            (
                {"supply.hall.suspension": {"chance": "0%", "resume": "1 year"}},
                "supply.hall.suspension.chance",
            ),
        )
    ),
    (
        effect.reserves_part_tracks,
        {"reserves.kept": RESERVE | {"tracks": ["drug", "device"]}},
        "W619",
        "reserves.kept.tracks",
    ),
    (
        effect.reserves_part_tracks,
        {"reserves.kept": RESERVE, "tracks.drug.chain": ["research"]},
        "W619",
        "reserves.kept.tracks",
    ),
    *(
        (
            effect.who_comes_back_has_left,
            {"returns": {"rate": "10% per year", "after": [way]}},
            "W619",
            "returns.after",
        )
        for way in ("elsewhere", "patience", "turned_away")
    ),
    (
        effect.growth_goes_where_somebody_passes,
        {
            "opening.growth": "10% per year",
            "opening.growth_into": "production",
            "tracks.drug.chain": ["research"],
            "tracks.device.chain": ["research"],
        },
        "W619",
        "opening.growth_into",
    ),
    *(
        (effect.bounds_may_hold_or_fail, changes, "W619", path)
        for changes, path in (
            (
                {"supply.hall.start": waits(vacancy={"under": "0%"})},
                "supply.hall.start.trigger.vacancy.under",
            ),
            (
                {"supply.hall.start": waits(vacancy={"over": "100%"})},
                "supply.hall.start.trigger.vacancy.over",
            ),
            ({"standards.idle.at_most": "100%"}, "standards.idle.at_most"),
            ({"standards.wait.share": "0%"}, "standards.wait.share"),
        )
    ),
    (effect.what_is_zero_is_left_out, rents(adjustment=0), "W619", "rent.factory.adjustment"),
    (
        effect.building_takes_time,
        {"supply.hall.construction": "0 months"},
        "W624",
        "supply.hall.construction",
    ),
    (effect.confidence_can_be_reached, {"confidence": "0%"}, "W614", "confidence"),
    (effect.confidence_can_be_reached, {"confidence": "100%"}, "W614", "confidence"),
    (effect.signals_fit_into_the_record, {"signals.months": 61}, "W615", "signals.months"),
    (
        effect.sizes_are_those_of_a_city,
        {"stages.research.area": "11 km2"},
        "W616",
        "stages.research.area",
    ),
    (
        effect.sizes_are_those_of_a_city,
        {"demand.one": NAMED | {"area": "11 km2"}},
        "W616",
        "demand.one.area",
    ),
    (effect.sizes_are_those_of_a_city, {"stock.lab.area": "1001 km2"}, "W616", "stock.lab.area"),
    (
        effect.sizes_are_those_of_a_city,
        {"demand.drugs.rate": "100000 per year", "stages.research.area": "30 m²"},
        "W617",
        "demand.drugs.rate",
    ),
]


def found(changes: Changes) -> list[tuple[str, str]]:
    try:
        problems = load(SOUND, changes=[changes]).warnings
    except ScenarioError as error:
        problems = error.problems
    return [(problem.code, problem.path) for problem in problems]


def test_the_sound_scenario_passes() -> None:
    assert found({}) == []


@pytest.mark.parametrize(("check", "changes", "code", "path"), BREAKS)
def test_a_check_tells_its_fault_and_nobody_else_does(
    check: Check, changes: Changes, code: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (code, path) in found(changes)
    monkeypatch.setattr(run, "CHECKS", [other for other in run.CHECKS if other != check])
    monkeypatch.setattr(engine, "check_plan", lambda case: iter(()))
    assert (code, path) not in found(changes)


def test_every_check_is_broken_here() -> None:
    assert {check for check, *_ in BREAKS} == set(run.CHECKS)


@pytest.mark.parametrize(
    ("check", "changes"),
    [
        (notation.shares_add_up, {"supply.hall.mix": {"lab": "33.3%", "factory": "66.7%"}}),
        (
            notation.shares_add_up,
            {"stock.lab.parks.north": {"value": "45%", "range": ["40%", "50%"]}},
        ),
        (time.nothing_opens_before_the_clock, {"supply.hall.start": "2022-11"}),
        (
            time.nothing_opens_before_the_clock,
            {"supply.hall.start": "2022-10", "supply.hall.lag": "1 month"},
        ),
        (supply.there_is_time_to_take_space, {"renewals.old": RENEWAL}),
        (
            supply.there_is_time_to_take_space,
            {"renewals.old": {**RENEWAL, "start": waits(window={"start": "2026-10"})}},
        ),
        (supply.a_trigger_can_decide, {"supply.hall.start": waits(window={"end": "2024-06"})}),
        (
            supply.a_trigger_can_decide,
            {"supply.hall.start": waits(window={"start": "2025-02", "end": "2025-02"})},
        ),
        (supply.taking_has_one_end, {"retirements.old": RETIREMENT}),
        (time.nothing_opens_before_the_clock, {"supply.hall.start": waits(months=1)}),
        (
            time.nothing_opens_before_the_clock,
            {"supply.hall.start": "2022-10", "supply.hall.lead": "1 month"},
        ),
        (time.windows_lie_within_the_clock, {"standards.idle.window": {"start": "2024"}}),
        (company.stages_have_what_they_need, {"tracks.drug.stages.production.area": "1万 m²"}),
        (
            company.parks_are_weighed_or_ordered,
            {
                "stages.production.parks": {"south": 1},
                "tracks.device.stages.production.park_order": ["south"],
            },
        ),
        (company.contract_makers_are_streams, {**MAKERS, "stages.production.route": CDMO}),
        (company.nobody_comes_back_before_leaving, {"returns": {"rate": "0% per year"}}),
        (company.areas_have_a_basis, {"stages.production.route": {**OWN, "plant": {}}}),
        (
            company.every_value_has_an_effect,
            {
                "stages.production.route": {"build": "2 years"},
                "demand.works": {**NAMED, "own_plant": True},
            },
        ),
        (economy.an_economy_states_something, {"economy": {}, "supply.hall.cost": "1 元/m²"}),
        (economy.windows_of_counts_are_whole_years, {"standards.made": MADE}),
        (company.what_must_end_ends, {"stages.production.duration": "forever"}),
        (space.lists_name_a_thing_once, {"stages.research.substitutes": []}),
        (verdict.luck_is_not_shared, {"parks.south.luck": "old-south"}),
        (economy.elasticities_have_their_sign, rents(elasticity={"area": 0, "elsewhere": 0})),
        # 3 × 92 % × 5 years × 1 = 13.8, a little less than ln 1e6
        (economy.requests_stay_within_reason, rents(elasticity={"area": -1})),
        (economy.requests_stay_within_reason, rents(reversion="50%", elasticity={"area": -2})),
        (economy.requests_stay_within_reason, rents(elasticity={"elsewhere": 20})),
        (
            economy.elasticities_have_an_effect,
            {
                **rents(elasticity={"elsewhere": 1}),
                "stages.production.route": {"elsewhere": "10%"},
            },
        ),
        (
            notation.the_programme_adds_up,
            {"supply.hall.area": {"value": "4.9万 m²", "range": ["4万 m²", "5.2万 m²"]}},
        ),
    ],
)
def test_what_is_right_passes(check: Check, changes: Changes) -> None:
    loaded = load(SOUND, changes=[changes])
    assert list(check(Case(loaded.spec, loaded.composed.tree))) == []


def test_a_forever_stay_may_have_tenants_at_the_start() -> None:
    loaded = load(SOUND, changes=[{"stages.production.duration": "forever"}])
    assert sum(compile_plan(loaded.spec).occupied) > 0


def test_a_company_larger_than_every_pool_is_a_warning() -> None:
    assert ("W609", "stages.production.area") in found({"stages.production.area": "12万 m²"})
    assert ("W609", "stages.production.area") not in found({"stages.production.area": "10万 m²"})


WAIT: Changes = {"metric": "wait", "space": "factory", "within": "6 months", "share": "90%"}
VACANT: Changes = {"metric": "vacancy", "space": "factory", "at_most": "10%"}
SUPPLY: Changes = {"metric": "months_of_supply", "space": "factory", "at_most": "2 years"}


@pytest.mark.parametrize(
    ("standard", "others", "code", "key"),
    [
        # No space of the type ever stands there: nobody waits in vain, nothing is vacant.
        ({**WAIT, "park": "west"}, {"parks.west": {}}, "W620", ".park"),
        ({**VACANT, "park": "west"}, {"parks.west": {}}, "W620", ".park"),
        ({**SUPPLY, "park": "west"}, {"parks.west": {}}, "W620", ".park"),
        ({**VACANT, "space": "yard"}, {"spaces.yard": {"lettable": "80%"}}, "W620", ".space"),
        # Nobody asks for it first.
        ({**WAIT, "track": "soft"}, {"tracks.soft": {"chain": ["research"]}}, "W621", ".track"),
        # The window is shorter than the measure.
        ({**VACANT, "window": {"start": "2025-03-02", "end": "2025-03-20"}}, {}, "W622", ".window"),
        ({**SUPPLY, "window": {"end": "2024-09"}}, {}, "W623", ".window"),
        ({**WAIT, "window": {"start": "2028-09"}}, {}, "W608", ".within"),
    ],
)
def test_a_standard_that_can_never_be_tested(
    standard: Changes, others: Changes, code: str, key: str
) -> None:
    assert (code, f"standards.s{key}") in found({"standards.s": standard, **others})


@pytest.mark.parametrize(
    "standard",
    [
        {**VACANT, "park": "south", "window": {"start": "2025-03", "end": "2025-03"}},
        {**SUPPLY, "window": {"end": "2024-12"}},
        # A window shorter than the wait: those who ask in it are followed beyond it.
        {**WAIT, "window": {"start": "2025-03", "end": "2025-04"}},
        {**WAIT, "track": "drug", "window": {"start": "2028-06-15"}},
    ],
)
def test_a_standard_that_can_be_tested(standard: Changes) -> None:
    codes = {code for code, _ in found({"standards.s": standard})}
    assert not codes & {"W608", "W620", "W621", "W622", "W623"}


def test_occupied_space_that_nobody_uses() -> None:
    unused = {"stages.research.space": "factory"}
    assert ("E550", "stock.lab.occupied") in found(unused)
    empty = found({**unused, "stock.lab.occupied": "0%"})
    assert empty == [("W618", "spaces.lab")]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"demand.one": NAMED | {"area": "16万 m²"}}, "W610", "demand.one.area"),
        (
            {"demand.one": NAMED | {"area": "14万 m²", "basis": "lettable"}},
            "W610",
            "demand.one.area",
        ),
        (
            {
                "demand.one": NAMED | {"area": "3万 m²"},
                "stages.production.park_order": ["north"],
            },
            "W610",
            "demand.one.area",
        ),
        (
            {"demand.one": NAMED | {"area": "10万 m²"}, "spaces.factory.unit": UNIT},
            "W610",
            "demand.one.area",
        ),
        (
            {"stages.production.expansion": {"every": "1 year", "area": "16万 m²"}},
            "W611",
            "stages.production.expansion.area",
        ),
        (
            {
                **MAKERS,
                "stages.production.route": {
                    "cdmo": "30%",
                    "cdmo_demand": {"stream": "makers", "area": "3万 m²", "basis": "gross"},
                },
            },
            "W611",
            "stages.production.route.cdmo_demand.area",
        ),
        ({"retirements.old": RETIREMENT | {"area": "12万 m²"}}, "W612", "retirements.old.area"),
        ({"renewals.old": RENEWAL | {"area": "12万 m²"}}, "W612", "renewals.old.area"),
        (
            {
                "supply.hall.mix": {"lab": "100%"},
                "stages.production.parks": {"north": 1, "south": 2},
            },
            "W613",
            "stages.production.parks",
        ),
    ],
)
def test_what_the_plan_shows(changes: Changes, code: str, path: str) -> None:
    assert (code, path) in found(changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"demand.one": NAMED | {"area": "10万 m²"}},
        {
            "demand.one": NAMED | {"area": "16万 m²", "own_plant": True},
            "stages.production.route": OWN,
        },
        {"retirements.old": RETIREMENT | {"area": "8万 m²"}},
        {"stages.production.parks": {"north": 1, "south": 2}},
        {"cycles.funding": {"linear": {"2025": 1, "2030": 2}}},
        {"cycles.funding": {"steps": {"2025": 1, "2028-12": 2}}},
        {"tracks.drug.stages.production": {"look_ahead": "3 months", "stay_put": True}},
        {"stages.research.keep": True, "stages.research.while_waiting": "release"},
        {"stages.research.look_ahead": "0 months", "stages.research.choices": 1},
        {"signals.months": 60},
        {"confidence": "99%"},
        {"reserves.kept": RESERVE},
        {"returns": {"rate": "10% per year"}},
        {"demand.drugs.rate": "99000 per year", "stages.research.area": "30 m²"},
    ],
)
def test_what_has_an_effect_passes(changes: Changes) -> None:
    assert not {code for code, _ in found(changes)} & {f"W61{digit}" for digit in range(10)}


def test_a_scenario_beyond_the_event_key() -> None:
    often = {"every": {"exponential": "1 day"}, "area": "10 m²"}
    assert found({"stages.production.expansion": often}) == [("E551", "demand")]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({f"parks.p{i}": {} for i in range(99)}, "E552", "parks"),
        ({"supply.hall.lots": 5001}, "E410", "supply.hall.lots"),
        ({f"parks.p{i}": {} for i in range(98)}, None, None),
    ],
)
def test_the_size_of_a_scenario(changes: Changes, code: str | None, path: str | None) -> None:
    errors = [(found_code, where) for found_code, where in found(changes) if found_code[0] == "E"]
    assert errors == ([(code, path)] if code else [])


def test_unknown_ids_are_told_beside_faults_of_values() -> None:
    changes = {"demand.drugs.track": "durg", "stages.research.duration": 30}
    assert {code for code, _ in found(changes)} == {"E501", "E301"}


def test_a_broken_block_is_told_and_not_what_follows_from_it() -> None:
    assert found({"parks": ["north", "south"]}) == [("E403", "parks")]
    assert found({"tracks": None}) == [("E403", "tracks")]
