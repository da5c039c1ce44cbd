"""Faults of standards, rent and the economy, each with the check that tells it."""

from __future__ import annotations

from sim.scenario.checks import economy, verdict
from tests.unit.checks.changes import (
    ABOVE,
    MADE,
    OUT,
    OUTPUT,
    RENEWAL,
    RETIREMENT,
    TOP_DOWN,
    Break,
    rents,
    stakes,
)

BREAKS: list[Break] = [
    (
        verdict.luck_is_not_shared,
        {"retirements.hall": RETIREMENT},
        "E544",
        "retirements.hall",
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
        verdict.a_track_or_a_trade_is_asked_for,
        {"trades.shops": {}, "standards.wait.track": "drug", "standards.wait.trade": "shops"},
        "E546",
        "standards.wait.trade",
    ),
    (
        verdict.luck_is_not_shared,
        {"renewals.old": RENEWAL, "supply.hall.luck": "old"},
        "E544",
        "renewals.old",
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
        verdict.luck_is_not_shared,
        {"top_down": TOP_DOWN | {"streams": {"above": ABOVE | {"luck": "drugs"}}}},
        "E544",
        "top_down.streams.above.luck",
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
    (economy.stakes_can_be_counted, {"stakes": stakes(spaces={})}, "E490", "stakes.spaces"),
    (economy.stakes_can_be_counted, {"stakes": stakes(since="2020")}, "E547", "stakes.since"),
    (
        economy.stakes_can_be_counted,
        {"stakes": stakes(discount="-1% per year")},
        "E410",
        "stakes.discount",
    ),
    (
        economy.stakes_can_be_counted,
        {"stakes": stakes(), "economy": OUTPUT},
        "E491",
        "stakes.spaces.factory.unrecovered",
    ),
]
