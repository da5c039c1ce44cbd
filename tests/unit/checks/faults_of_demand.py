"""Faults of companies, demand and what has no effect, each with the check that tells it."""

from __future__ import annotations

from sim.scenario.checks import company, demand, economy, effect, leases
from tests.unit.checks.changes import (
    ABOVE,
    CDMO,
    COMPARES,
    MAKERS,
    NAMED,
    NO_SPACE,
    OWN,
    RESERVE,
    RETIREMENT,
    TOP_DOWN,
    Break,
    rents,
    waits,
)

BREAKS: list[Break] = [
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
        leases.growth_is_said_once,
        {
            "stages.production.lease": {"term": "5 years", "compares": "20%"},
            "stages.production.expansion": {"every": "5 years", "area": "100 m²"},
        },
        "E496",
        "stages.production.lease",
    ),
    (
        leases.ends_of_leases_decide_something,
        {"stages.research.lease": {"term": "5 years", "vacancy_pull": 3}},
        "W606",
        "stages.research.lease",
    ),
    (
        leases.ends_of_leases_decide_something,
        {"stages.research.lease": {"term": "5 years", "grows": "20%", "vacancy_pull": 3}},
        "W606",
        "stages.research.lease.grows",
    ),
    (
        leases.ends_of_leases_decide_something,
        {"stages.research.lease": {"term": "5 years", "shrinks_by": "20%", "compares": "9%"}},
        "W606",
        "stages.research.lease.shrinks_by",
    ),
    (
        leases.rents_are_compared_where_there_are,
        {"stages.production.lease": {**COMPARES, "rent_pull": -2}},
        "W606",
        "stages.production.lease.rent_pull",
    ),
    (
        leases.rents_are_compared_where_there_are,
        {**rents(), "stages.production.lease": {**COMPARES, "rent_pull": 2}},
        "E458",
        "stages.production.lease.rent_pull",
    ),
    (
        leases.rents_are_compared_where_there_are,
        {
            **rents(parks={"north": {"value": "80%", "range": ["0%", "100%"]}}),
            "stages.production.lease": {**COMPARES, "rent_pull": -2},
        },
        "E459",
        "rent.factory.parks.north",
    ),
    (
        leases.rents_are_compared_where_there_are,
        {
            **rents(new_over_old={"value": "80%", "range": ["0%", "100%"]}),
            "stages.production.lease": {**COMPARES, "rent_pull": -2},
        },
        "E459",
        "rent.factory.new_over_old",
    ),
    (
        leases.rents_are_compared_where_there_are,
        {**rents(new_over_old="120%"), "stages.production.lease": COMPARES},
        "W606",
        "rent.factory.new_over_old",
    ),
    (
        leases.rents_are_compared_where_there_are,
        {**rents(parks={"north": "80%"}), "stages.production.lease": COMPARES},
        "W606",
        "rent.factory.parks",
    ),
    (
        economy.requests_stay_within_reason,
        {**rents(), "stages.production.lease": {**COMPARES, "rent_pull": -50}},
        "E460",
        "rent.factory.adjustment",
    ),
    (
        company.what_must_end_ends,
        {"stages.research.lease": {"term": "forever", "compares": "20%"}},
        "E528",
        "stages.research.lease.term",
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
        company.weights_of_the_stock_have_a_stock,
        {
            "spaces.yard": {"lettable": "80%"},
            "stages.production.space": "yard",
            "stages.production.parks": "stock",
        },
        "E531",
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
        company.hazards_are_not_negative,
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
    (
        demand.a_stage_without_space_asks_for_none,
        {"stages.research": NO_SPACE | {"area": "100 m²"}, "stock": {}},
        "E478",
        "stages.research.area",
    ),
    (
        company.every_value_has_an_effect,
        {"stages.production.strands": {"share": "50%", "time": "6 months"}},
        "W606",
        "stages.production.strands",
    ),
    (
        company.what_must_end_ends,
        {
            "stages.production.look_ahead": "6 months",
            "stages.production.strands": {"share": "50%", "time": "forever"},
        },
        "E528",
        "stages.production.strands.time",
    ),
    (
        demand.a_stage_without_space_asks_for_none,
        {"stages.production.holds": "50%"},
        "E493",
        "stages.production.holds",
    ),
    (
        company.every_value_has_an_effect,
        {"stages.research": NO_SPACE | {"while_waiting": "release"}, "stock": {}},
        "W606",
        "stages.research.while_waiting",
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
    (
        demand.arrivals_did_not_fall,
        {"demand.drugs.grew": "-5% per year"},
        "E481",
        "demand.drugs.grew",
    ),
    (
        demand.arrivals_did_not_fall,
        {"demand.drugs.grew_into": "production"},
        "W606",
        "demand.drugs.grew_into",
    ),
    (
        demand.demand_from_above_is_complete,
        {"top_down": TOP_DOWN | {"needs_floor": "50%", "streams": {}}},
        "E482",
        "top_down.needs_floor",
    ),
    (
        demand.demand_from_above_is_complete,
        {"top_down": TOP_DOWN | {"density": "0 亿元/万m²"}},
        "E410",
        "top_down.density",
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
        {"stages.production.route": {"housed": "100%"}, "top_down": TOP_DOWN},
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
        company.companies_enter_within_their_chain,
        {"tracks.drug": {"chain": ["research"]}, "top_down": TOP_DOWN},
        "E522",
        "top_down.streams.above.entry",
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
    (effect.what_is_described_is_used, {"trades.shops": {}}, "W618", "trades.shops"),
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
    (
        effect.growth_goes_where_somebody_passes,
        {
            "demand.drugs.grew": "10% per year",
            "demand.drugs.grew_into": "production",
            "tracks.drug.chain": ["research"],
        },
        "W619",
        "demand.drugs.grew_into",
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
