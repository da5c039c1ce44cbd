"""What only the plan shows, what has no effect, and what is too large."""

from __future__ import annotations

import pytest

from sim.scenario.checks.case import Case
from sim.scenario.checks.size import ids
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.yaml.nodes import Node, SourceText
from tests.unit.checks.changes import (
    MAKERS,
    NAMED,
    OWN,
    RENEWAL,
    RESERVE,
    RETIREMENT,
    SOUND,
    UNIT,
    Changes,
    found,
)


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


def test_a_queue_that_nobody_stands_in() -> None:
    queue = {"opening.queue": {"lab": 3}}
    full = {"stock.lab.occupied": "100%"}
    assert found({**queue, **full}) == []
    assert found({**queue, **full, "stages.research.patience": "0 days"}) == [
        ("E559", "opening.queue.lab")
    ]
    some = {"tracks.drug.stages.research.patience": "0 days"}
    assert found({**queue, **full, **some}) == []


def test_a_queue_beside_vacant_space() -> None:
    queue = {"opening.queue": {"lab": 3}}
    assert found(queue) == [("W626", "opening.queue.lab")]
    # A request takes 1,200 m² of the 8,000 in either park.
    assert found({**queue, "stock.lab.occupied": "85%"}) == [("W626", "opening.queue.lab")]
    assert found({**queue, "stock.lab.occupied": "86%"}) == []
    apart = {"stock.lab.occupied": "100%", "stock.lab.occupied_in": {"north": "0%"}}
    assert found({**queue, **apart}) == [("W626", "opening.queue.lab")]
    assert found({**queue, **apart, "stages.research.parks": {"south": 1, "north": 0}}) == []


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


def test_who_grows_at_each_end_of_a_lease_asks_for_more_each_time() -> None:
    """Twice as much a year on, and a million times as much after twenty."""

    def errors(grows_by: str) -> list[tuple[str, str]]:
        lease = {"term": "1 year", "grows": "100%", "grows_by": grows_by}
        long = {"clock.end": "2043-12", "stages.research.duration": "20 years"}
        told = found(long | {"stages.research.lease": lease})
        return [(code, path) for code, path in told if code[0] == "E"]

    assert errors("10%") == []
    assert errors("100%") == [("E556", "demand.drugs")]


@pytest.mark.parametrize(
    "changes",
    [
        {"supply.hall.lots": 200},
        {"supply.hall.lots": 20, "supply.hall.let_ahead": "50%"},
        {"stages.production.route": {"housed": "20%", **OWN}, "opening.building": True},
    ],
)
def test_no_id_is_missed_where_ids_are_counted(changes: Changes) -> None:
    opening = {"opening.pipeline": True, "opening.building": False}
    spec = load(SOUND, changes=[opening | changes]).spec
    case = Case(spec, Node("", SourceText.of("changed", "").whole()))
    assert ids(case) >= len(compile_plan(spec).entities) * len(spec.demand) * len(spec.stages)


def test_unknown_ids_are_told_beside_faults_of_values() -> None:
    changes = {"demand.drugs.track": "durg", "stages.research.duration": 30}
    assert {code for code, _ in found(changes)} == {"E501", "E301"}


def test_a_broken_block_is_told_and_not_what_follows_from_it() -> None:
    assert found({"parks": ["north", "south"]}) == [("E403", "parks")]
    assert found({"tracks": None}) == [("E403", "tracks")]
