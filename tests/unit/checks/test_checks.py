"""Each check of meaning tells its fault, at its place, and nobody else would."""

from __future__ import annotations

import pytest

from sim.scenario.checks import (
    company,
    cycles,
    economy,
    effect,
    engine,
    leases,
    notation,
    run,
    space,
    supply,
    time,
    verdict,
)
from sim.scenario.checks.case import Case
from sim.scenario.load import load
from tests.unit.checks import (
    faults_of_cycles,
    faults_of_demand,
    faults_of_firms,
    faults_of_judgement,
    faults_of_space,
)
from tests.unit.checks.changes import (
    CDMO,
    COMPARES,
    DROPS,
    LISTED,
    MADE,
    MAKERS,
    NAMED,
    OWN,
    PAUSE,
    RENEWAL,
    RETIREMENT,
    SOUND,
    Changes,
    Check,
    answers,
    found,
    instead,
    rents,
    stakes,
    waits,
)

BREAKS = [
    *faults_of_space.BREAKS,
    *faults_of_demand.BREAKS,
    *faults_of_cycles.BREAKS,
    *faults_of_firms.BREAKS,
    *faults_of_judgement.BREAKS,
]


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
        (time.nothing_opens_before_the_clock, {"supply.hall.start": "2021-08"}),
        (
            time.nothing_opens_before_the_clock,
            {"supply.hall.start": "2021-07", "supply.hall.lag": "1 month"},
        ),
        (
            time.nothing_opens_before_the_clock,
            {
                "supply.hall.start": "2020-01",
                "supply.hall.suspension": {"chance": "100%", "resume": "19 months"},
            },
        ),
        (
            time.nothing_opens_before_the_clock,
            {"supply.hall.start": "2015", "supply.hall.slip": {"exponential": "1 day"}},
        ),
        (
            time.nothing_opens_before_the_clock,
            {"supply.annex": {**LISTED, "opens": {"between": ["2023-07", "2024-01"]}}},
        ),
        (
            supply.a_project_says_when_it_opens,
            {"supply.annex": {**LISTED, "opens": "2024-07", "start": "2024-06"}},
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
        (
            supply.who_drops_says_when,
            {"supply.hall.pause": {**PAUSE, "then": "drop", "for_at_most": "2 years"}},
        ),
        (
            supply.who_drops_says_when,
            {"supply.hall.pause": {**PAUSE, "then": "drop", "until": "2024-01"}},
        ),
        (
            supply.what_is_built_instead_has_what_is_dropped,
            {
                "supply.hall.pause": PAUSE | DROPS,
                "supply.annex": instead(2),
                "supply.other": instead(2),
            },
        ),
        (
            verdict.luck_is_not_shared,
            {"supply.hall.pause": PAUSE | DROPS, "supply.annex": instead(2) | {"luck": "hall"}},
        ),
        (
            effect.who_may_wait_has_not_begun,
            {"supply.hall.start": {"between": ["2023-12", "2024-01"]}, "supply.hall.pause": PAUSE},
        ),
        (
            effect.who_may_wait_has_not_begun,
            {
                "supply.hall.start": "2024-01",
                "supply.hall.lead": "1 month",
                "supply.hall.pause": PAUSE,
            },
        ),
        (
            effect.what_is_zero_is_left_out,
            {"supply.hall.pause": {**PAUSE, "follows": {"value": "0%", "range": ["0%", "1%"]}}},
        ),
        (
            space.queues_fit_into_their_list,
            {"opening.queue": {"lab": 4}, "spaces.lab.max_waiting": 4},
        ),
        (supply.taking_has_one_end, {"retirements.old": RETIREMENT}),
        (time.nothing_opens_before_the_clock, {"supply.hall.start": waits(months=1)}),
        (
            time.nothing_opens_before_the_clock,
            {"supply.hall.start": "2021-07", "supply.hall.lead": "1 month"},
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
        (company.hazards_are_not_negative, {"returns": {"rate": "0% per year"}}),
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
        # 80% ^ 17 is one part of 44
        (cycles.answers_stay_within_reason, answers(duration={"value": 1, "range": [-17, 1]})),
        (cycles.answers_stay_within_reason, {**answers(area=0), "cycles.funding.steps.2025": 0}),
        (cycles.answers_state_something, answers(success=0)),
        (
            cycles.answers_have_an_effect,
            {
                **answers(area=1, elsewhere=-1),
                "tracks.drug.stages": {"research": {"route": {"elsewhere": "10%"}}},
            },
        ),
        (effect.what_is_described_is_used, {**answers(success=1), "demand.drugs.cycles": []}),
        (
            leases.growth_is_said_once,
            {
                "stages.research.lease": {"term": "5 years", "compares": "20%"},
                "stages.production.expansion": {"every": "5 years", "area": "100 m²"},
            },
        ),
        (
            leases.rents_are_compared_where_there_are,
            {
                **rents(parks={"north": "80%"}, new_over_old="120%"),
                "stages.production.lease": {**COMPARES, "rent_pull": -2},
            },
        ),
        (
            leases.ends_of_leases_decide_something,
            {
                "stages.research.lease": {
                    "term": "5 years",
                    "compares": {"value": "0%", "range": ["0%", "20%"]},
                    "vacancy_pull": 3,
                }
            },
        ),
        (
            notation.the_programme_adds_up,
            {"supply.hall.area": {"value": "4.9万 m²", "range": ["4万 m²", "5.2万 m²"]}},
        ),
        (
            economy.stakes_can_be_counted,
            {
                "stakes": stakes(since="2024", discount="0% per year"),
                "economy": {"construction": {"factory": {"cost": "4000 元/m²", "basis": "gross"}}},
            },
        ),
    ],
)
def test_what_is_right_passes(check: Check, changes: Changes) -> None:
    loaded = load(SOUND, changes=[changes])
    assert list(check(Case(loaded.spec, loaded.composed.tree))) == []
