"""From scenario to plan: units, rounding, splits, arrival curves, the opening, event keys."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws.worlds import range_draws
from sim.model.engine import simulate
from sim.model.log import COLUMNS, Phase, What
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.eventkey import EventKey, EventKind, TooLargeError
from sim.scenario.plan.plan import FOREVER, Plan, to_area, to_ticks
from sim.scenario.plan.split import part, split
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.dates import MONTH
from tests.model.changes import WHOLE, Row, play, raw, spec

TOWN: dict[str, Any] = {
    "name": "town",
    "clock": {"start": "2024-01", "end": "2028-12"},
    "confidence": "80%",
    "signals": {"waiting": "5%", "months": 3},
    "parks": {"east": {}},
    "spaces": {"lab": {"lettable": "100%"}},
    "stages": {
        "work": {"space": "lab", "basis": "lettable", "area": "100 m²", "duration": "5 years"}
    },
    "chain": ["work"],
    "tracks": {"any": {}},
    "demand": {"firms": {"track": "any", "entry": "work", "rate": "12 per year"}},
}


def town(**changes: Any) -> Plan:
    """The plan of a small town, with whole blocks replaced."""
    return compile_plan(Spec.model_validate(TOWN | changes))


# Rounding and splitting


@pytest.mark.parametrize(
    ("months", "ticks"),
    [
        (0.0, 0),
        (1e-9, 1),
        (0.5 / MONTH, 1),
        (1.4999 / MONTH, 1),
        (1.5 / MONTH, 2),
        (2.5 / MONTH, 3),
        (1 / 30, 1440),
        (7 / 30, 7 * 1440),
        (12.0, 12 * MONTH),
        (inf, FOREVER),
    ],
)
def test_spans_round_half_up_and_last_at_least_a_tick(months: float, ticks: int) -> None:
    assert to_ticks(months) == ticks


@pytest.mark.parametrize(("exact", "area"), [(0.0, 1), (0.4, 1), (1.5, 2), (2.4999, 2), (2.5, 3)])
def test_areas_round_half_up_and_are_at_least_one(exact: float, area: int) -> None:
    assert to_area(exact) == area


@given(
    st.integers(0, 10**8),
    st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any),
)
def test_a_split_is_whole_and_off_by_less_than_one(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    exact = [total * w / sum(weights) for w in weights]
    assert all(abs(p - e) < 1.0 + 1e-6 for p, e in zip(parts, exact, strict=True))
    rest = [e - int(e + 1e-9) for e in exact]
    rounded_up = [i for i, (p, e) in enumerate(zip(parts, exact, strict=True)) if p > e + 1e-6]
    left = [i for i, (p, e) in enumerate(zip(parts, exact, strict=True)) if p < e - 1e-6]
    assert all(rest[i] > rest[j] - 1e-6 for i in rounded_up for j in left)


def test_equal_remainders_go_to_the_first() -> None:
    assert split(5, [1.0, 1.0]) == [3, 2]
    assert split(10, [0.25, 0.25, 0.25, 0.25]) == [3, 3, 2, 2]
    # a third in decimal notation: equal on paper
    assert split(100, [0.1 + 0.2, 0.3, 0.3]) == [34, 33, 33]


@given(st.integers(0, 10**8), st.integers(0, 10_000))
def test_a_part_is_floored_as_on_paper(total: int, hundredths: int) -> None:
    assert part(total, float(f"{hundredths}e-4")) == total * hundredths // 10_000


# Plans


def test_every_ranged_number_reaches_the_plan() -> None:
    """Each alone, drawn away from its value, changes the plan."""
    scenario = spec()
    central = compile_plan(scenario)
    world = range_draws(scenario, 7, 0)
    assert set(world) <= set(leaves(scenario))
    for path, drawn in world.items():
        assert compile_plan(scenario, {path: drawn}) != central, path


def test_a_drawn_mean_scales_the_whole_law() -> None:
    scenario = spec()
    plan = compile_plan(scenario, {"stages.research.area": 300.0, "spaces.lab.lettable": 0.5})
    law = plan.chains[plan.tracks.index("chem")][0].area
    central = compile_plan(scenario).chains[plan.tracks.index("chem")][0].area
    assert law.mean == pytest.approx(150.0)
    assert law.params[1] == central.params[1]


def test_a_law_of_mean_zero_takes_a_drawn_mean() -> None:
    scenario = spec(
        {"supply.second.slip": {"value": "0 months", "range": ["0 months", "4 months"]}}
    )
    plan = compile_plan(scenario, {"supply.second.slip": 2.5})
    assert [lot.timing.slip.mean for lot in plan.lots if lot.luck == "second"] == [2.5, 2.5]


def test_a_ranged_law_of_mean_zero_passes_the_checks() -> None:
    ranged = {"value": "0 months", "range": ["0 months", "4 months"]}
    assert load(WHOLE).with_({"supply.second.slip": ranged}).spec.supply["second"].slip is not None


def test_ids_are_ranked_by_bytes() -> None:
    plan = compile_plan(spec())
    for ids in (plan.parks, plan.spaces, plan.tracks, plan.stages, plan.entities):
        assert list(ids) == sorted(ids, key=lambda name: name.encode())
    assert {"chem-firms", "opening/lab/east", "pipeline/chem-firms/trial", "first/002"} <= set(
        plan.entities
    )
    assert "cdmo:opening/lab/east/trial" in plan.entities


def test_a_stream_may_be_called_as_the_openings_own_are() -> None:
    """Its guests are other companies than those of the pipeline at the opening."""
    outsource = {"cdmo": "100%", "cdmo_demand": {"stream": "pipeline", "share": "50%"}}
    plan = town(
        tracks={"any": {"stages": {"work": {"route": outsource}}}, "makers": {}},
        demand={
            "firms": TOWN["demand"]["firms"],
            "pipeline": {"track": "makers", "entry": "work", "rate": "0 per year"},
        },
    )
    arrived = [plan.entities[r[2]] for r in opening(plan, What.ARRIVED)]
    assert {"pipeline/firms/work", "firms", "pipeline:firms/work"} == set(arrived)


def test_a_track_says_what_differs() -> None:
    plan = compile_plan(spec())
    chem, device = (plan.chains[plan.tracks.index(t)] for t in ("chem", "device"))
    names = [[plan.stages[s.stage] for s in chain] for chain in (chem, device)]
    assert names == [["research", "trial", "make"], ["trial", "make"]]
    assert (chem[1].look_ahead, device[0].look_ahead) == (4 * MONTH, 0)
    assert (chem[1].cdmo, device[0].cdmo) == (0.25, 0.0)
    # a route is replaced as a whole
    assert (chem[1].elsewhere, device[0].elsewhere) == (0.1, 0.0)
    assert chem[2].order == tuple(plan.parks.index(p) for p in ("south", "east", "west"))
    assert device[1].duration.mean == inf


def test_shares_of_a_route_apply_one_after_the_other() -> None:
    stage = compile_plan(spec()).chains[0][0]._replace(elsewhere=0.5, cdmo=0.5, self_build=0.5)
    assert stage.lease == 0.125


def test_stock_is_lettable_and_split_by_park() -> None:
    plan = town(
        parks={"b": {}, "a": {}, "c": {}},
        spaces={"lab": {"lettable": "70%"}},
        stock={
            "lab": {
                "area": "1001 m²",
                "basis": "gross",
                "parks": {"c": "50%", "a": "25%", "b": "25%"},
                "occupied": "50%",
            }
        },
    )
    # 700.7 → 701 = 175.25 + 175.25 + 350.5: the odd m² goes to the largest remainder
    assert plan.capacity == (175, 175, 351)
    # half up
    assert plan.occupied == (88, 88, 176)


# Arrivals


def curve(**stream: Any) -> tuple[list[float], list[float]]:
    cycles = {"boom": {"linear": {"2024-01": 1, "2026-01": 2}}, "bust": {"steps": {"2025-01": 0}}}
    firms = TOWN["demand"]["firms"] | stream
    found = town(cycles=cycles, demand={"firms": firms}).streams[0]
    return list(found.times), list(found.arrivals)


def expected(at_month: float, **stream: Any) -> float:
    times, arrivals = curve(**stream)
    return arrivals[times.index(at_month * MONTH)]


def test_a_constant_rate_gives_a_straight_curve() -> None:
    times, arrivals = curve()
    assert times == [m * MONTH for m in range(61)]
    assert arrivals == pytest.approx([t / MONTH for t in times])


def test_steps_are_exact_even_within_a_month() -> None:
    """⌈10 × 43200 / 31⌉ = 13936 ticks of January at 1, then 2 a month."""
    times, arrivals = curve(profile={"steps": {"2024-01-11": 2, "2024-03": 0}})
    assert times[:3] == [0, 13_936, MONTH]
    assert arrivals[1] == pytest.approx(13_936 / MONTH)
    assert arrivals[-1] == pytest.approx(13_936 / MONTH + 2 * (2 * MONTH - 13_936) / MONTH)


def test_straight_lines_are_exact() -> None:
    """From 1 to 2 over 24 months: 24 × 1.5, then 2 a month."""
    assert expected(24, cycles=["boom"]) == pytest.approx(36.0)
    assert expected(60, cycles=["boom"]) == pytest.approx(36.0 + 72.0)
    # before its first date a straight profile has its first value, steps have 1
    assert expected(12, profile={"linear": {"2024-12": 3}}) == pytest.approx(36.0)
    assert expected(12, profile={"steps": {"2024-12": 3}}) == pytest.approx(11.0 + 3.0)


def test_growth_is_compound_to_one_in_a_hundred_thousand() -> None:
    """∫ 1.1^(t/12) dt over 60 months."""
    exact = 12 / log(1.1) * (exp(5 * log(1.1)) - 1)
    assert expected(60, growth="10% per year") == pytest.approx(exact, rel=1e-5)


def test_multipliers_multiply() -> None:
    assert expected(60, cycles=["boom", "bust"]) == pytest.approx(12 * 1.25)


def test_arrivals_fall_where_the_curve_reaches_the_sum_of_gaps() -> None:
    """Twice the rate: company i comes at half the time, within rounding; it keeps its number."""
    ticks = []
    for rate in ("12 per year", "24 per year"):
        plan = town(demand={"firms": TOWN["demand"]["firms"] | {"rate": rate}})
        rows = simulate(plan, 1, 0).rows
        ticks.append([r[0] for r in rows.tolist() if r[1] == What.ARRIVED])
    slow, fast = ticks
    assert len(slow) > 40
    assert all(abs(2 * f - s) <= 2 for s, f in zip(slow, fast, strict=False))


def test_nobody_comes_while_the_rate_is_zero() -> None:
    profile = {"steps": {"2024-06": 0, "2025-06": 1}}
    plan = town(demand={"firms": TOWN["demand"]["firms"] | {"profile": profile}})
    rows = simulate(plan, 1, 0).rows.tolist()
    months = [r[0] / MONTH for r in rows if r[1] == What.ARRIVED]
    assert months
    assert not [m for m in months if 5 < m < 17]


# The opening


def opening(scenario: Plan, what: What = What.OPENED) -> list[list[int]]:
    return [r for r in simulate(scenario, 1, 0, audit=True).rows.tolist() if r[1] == what]


def stocked(area: str, occupied: str, **work: Any) -> Plan:
    stock = {"lab": {"area": area, "basis": "lettable", "parks": {"east": "100%"}}}
    stock["lab"]["occupied"] = occupied
    return town(stock=stock, stages={"work": TOWN["stages"]["work"] | work})


def test_the_opening_fills_the_occupied_share_exactly() -> None:
    areas = [r[COLUMNS.index("area")] for r in opening(stocked("1000 m²", "73%"))]
    assert areas == [100] * 7 + [30]


def test_opening_tenants_fit_out_or_use_in_proportion_to_time() -> None:
    """Fit-out 1, stay 3 years: a quarter is fitting out, as long as the law of numbers goes."""
    phases = [
        r[COLUMNS.index("aux")]
        for r in opening(stocked("20 万m²", "100%", fit_out="1 years", duration="3 years"))
    ]
    assert len(phases) == 2000
    assert phases.count(Phase.FIT_OUT) == pytest.approx(500, abs=4 * (2000 * 3 / 16) ** 0.5)


def test_what_is_left_of_a_constant_stay_is_even() -> None:
    """Half of those in mid-stay leave in the first half of it."""
    plan = stocked("20 万m²", "100%", duration="2 years")
    ends = [
        r[0] for r in opening(plan, What.STAGE_ENDED) if plan.entities[r[2]].startswith("opening/")
    ]
    assert len(ends) == 2000
    assert max(ends) <= 24 * MONTH
    first = sum(tick <= 12 * MONTH for tick in ends)
    assert first == pytest.approx(1000, abs=4 * 500**0.5)


def test_an_opening_tenant_has_part_of_an_interval_to_its_first_wish_behind_it() -> None:
    """Wishes every 24 months, tenants of any age: the first come evenly over 24 months."""
    growth = {"every": "24 months", "area": "1 m²"}
    plan = stocked("20 万m²", "50%", duration="forever", expansion=growth)
    asked = [r for r in opening(plan, What.ASKED) if r[COLUMNS.index("ordinal")] == 1]
    first = [r[0] for r in asked if plan.entities[r[2]].startswith("opening/")]
    assert len(first) == 1000
    assert 0 < min(first) < MONTH
    assert max(first) <= 24 * MONTH
    assert sum(t <= 12 * MONTH for t in first) == pytest.approx(500, abs=4 * 250**0.5)


def test_all_parks_of_a_fixed_order_are_filled() -> None:
    plan = town(
        parks={"east": {}, "west": {}},
        stock={
            "lab": {
                "area": "1000 m²",
                "basis": "lettable",
                "parks": {"east": "50%", "west": "50%"},
                "occupied": "80%",
            }
        },
        stages={"work": TOWN["stages"]["work"] | {"park_order": ["west", "east"]}},
    )
    by_pool = [0, 0]
    for row in opening(plan):
        by_pool[row[COLUMNS.index("pool")]] += row[COLUMNS.index("area")]
    assert by_pool == [400, 400]


def test_the_pipeline_holds_rate_times_stay_companies() -> None:
    """12 a year × 60 % outsource × 2 years."""
    work = {"duration": "2 years", "route": {"cdmo": "60%"}}
    counts = []
    plan = stocked("1000 m²", "0%", **work)
    for replication in range(100):
        rows = simulate(plan, 1, replication).rows.tolist()
        midway = [r for r in rows if r[1] == What.ARRIVED and r[10] == 1]
        assert all(plan.entities[r[2]] == "pipeline/firms/work" for r in midway)
        counts.append(len(midway))
    mean = 14.4
    assert sum(counts) / 100 == pytest.approx(mean, abs=4 * (mean / 100) ** 0.5)


def test_without_the_pipeline_nobody_is_in_mid_stage_elsewhere() -> None:
    before = play(spec({"opening.pipeline": False}))[0]
    assert not [row for row in before if row[2].startswith("pipeline/")]


# The event key


@given(
    st.tuples(*[st.integers(0, most) for most in (7, 4, 500, 2, 1023)]),
    st.tuples(*[st.integers(0, most) for most in (7, 4, 500, 2, 1023)]),
)
def test_keys_compare_as_the_parts_do(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    layout = EventKey(number_bits=10, stage_bits=2, entity_bits=3, ordinal_bits=10)

    def key(parts: tuple[int, ...]) -> int:
        kind, *rest = parts
        return layout.pack(EventKind(kind), *rest)

    assert (key(one) < key(other)) == (one < other)


def test_the_kinds_of_events_keep_their_order() -> None:
    names = "CAPACITY WITHDRAWAL STAGE_END MOVE_IN SPILL_OVER PATIENCE EXPANSION ARRIVAL"
    assert [kind.name for kind in sorted(EventKind)] == names.split()


def test_keys_leave_room_for_simpy_and_fit_with_the_tick() -> None:
    plan = compile_plan(spec())
    layout = EventKey.of(plan)
    numbers, wishes = (1 << layout.number_bits) - 1, (1 << layout.ordinal_bits) - 1
    most = layout.pack(EventKind.ARRIVAL, len(plan.entities) - 1, numbers, 2, wishes)
    assert (plan.end << most.bit_length() | most).bit_length() <= 63
    assert layout.pack(EventKind.CAPACITY, 0, 0, 0, 0) == 2


def test_a_scenario_beyond_the_key_is_refused() -> None:
    plan = compile_plan(spec())
    crowd = plan.streams[0]._replace(arrivals=(*plan.streams[0].arrivals[:-1], 1e12))
    with pytest.raises(TooLargeError, match="2,000,000,001,000 companies in one stream"):
        EventKey.of(replace(plan, streams=(crowd, *plan.streams[1:])))
    growth = {"every": "1 day", "area": "1 m²"}
    with pytest.raises(TooLargeError, match=r"wishes to expand, or ends of leases, in\s+one"):
        EventKey.of(stocked("1000 m²", "0%", expansion=growth))
    layout = EventKey.of(plan)
    beyond = 1 << layout.ordinal_bits
    with pytest.raises(TooLargeError, match=f"request {beyond}"):
        layout.pack(EventKind.EXPANSION, 0, 0, 0, beyond)


# The whole language once more


def test_the_whole_language_is_used_by_the_whole_scenario() -> None:
    """So that the tests that rest on it rest on something: every kind of row occurs."""
    found: list[Row] = [row for rows in play(spec(), range(4)) for row in rows]
    assert {row[1] for row in found} == {what.name.lower() for what in What}
    assert any(row[6] > 0 and row[1] == "granted" for row in found)
    assert raw()["reserves"]
