"""What is counted of requests, and against which measure_spec."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from sim.measures.counting.history import history
from sim.measures.counting.measure_spec import (
    CHECK,
    LOST,
    WAIT,
    measure_spec,
    recorded_years,
    step_months,
)
from sim.measures.counting.outcomes import ENDS, REASONS
from sim.measures.counting.pooled import DAY, STATES, Pooled
from sim.measures.counting.requests import OUTCOMES
from sim.measures.tables.requests import times, waits
from sim.model.log import What
from sim.scenario.plan.plan import FOREVER
from sim.scenario.values.dates import MONTH
from tests.logs import Story, a_plan, a_spec, row, tallied

WAIT_FACTORY = {"metric": "wait", "space": "factory", "within": "6.2 months", "share": "90%"}
LOST_WEST = {
    "metric": "lost",
    "space": "lab",
    "park": "west",
    "track": "device",
    "at_most": "5%",
    "window": {"start": "2024-01", "end": "2024-03"},
}
VACANCY = {"metric": "vacancy", "space": "lab", "at_most": "30%"}
GRID = [m / 2 for m in range(49)]


def crowd(plan, seed=1, replication=0):
    """A log of requests of every kind, at random."""
    rng, story = np.random.default_rng(seed), Story(plan)
    for _ in range(300):
        asked = rng.uniform(0, 20)
        later = asked + rng.choice([0, 0.5, rng.uniform(0, 9)])
        what = rng.choice(["granted", "lost", "committed", "cancelled", "nothing"])
        told = {} if what == "nothing" else {str(what): min(later, 23.9)}
        ahead = asked + rng.choice([0, 0, 1.5])
        story.request(
            asked,
            pool=int(rng.integers(-1, 4)),
            track=int(rng.integers(2)),
            stage=int(rng.integers(2)),
            ordinal=int(rng.integers(2)),
            area=int(rng.integers(1, 900)),
            loss=int(rng.integers(1, 3)),
            wait_from=max(ahead, told.get("granted", ahead) if rng.random() < 0.2 else ahead),
            **told,
        )
    return story.log(replication)


# MeasureSpec


def test_a_check_is_compiled_to_whole_numbers():
    plan = a_plan(record_from=MONTH)
    spec = a_spec({"a": VACANCY, "b": WAIT_FACTORY, "c": LOST_WEST})
    first, second = (
        dict(zip(CHECK, r.tolist(), strict=True)) for r in measure_spec(spec, plan).checks
    )
    assert first == {
        "metric": WAIT,
        "space": 0,
        "pool": -1,
        "start": MONTH,
        "end": plan.end,
        "limit": round(6.2 * MONTH),
    }
    assert second == {
        "metric": LOST,
        "space": 1,
        "pool": 3,
        "start": 3 * MONTH,
        "end": 6 * MONTH,
        "limit": 0,
    }


def test_a_standard_looks_at_one_track_or_at_those_of_one_trade():
    """Without either at those of the city's own trade: here all, or all but the shops."""
    standards = {"a": WAIT_FACTORY, "b": LOST_WEST, "c": WAIT_FACTORY | {"trade": "shops"}}
    spec = a_spec(standards)
    assert measure_spec(spec, a_plan()).of_check.tolist() == [[1, 1], [0, 1], [0, 0]]
    mixed = a_plan(trades=("shops", None))
    assert measure_spec(spec, mixed).of_check.tolist() == [[0, 1], [0, 1], [1, 0]]


def test_waits_are_told_apart_by_half_months_and_at_the_limits_of_the_city():
    plan = a_plan()
    assert step_months(measure_spec(a_spec(), plan)).tolist() == GRID
    spec = a_spec({"a": WAIT_FACTORY, "b": WAIT_FACTORY | {"park": "east", "within": "1.1 months"}})
    assert step_months(measure_spec(spec, plan)).tolist() == pytest.approx(sorted([*GRID, 6.2]))
    long = step_months(measure_spec(a_spec({"a": WAIT_FACTORY | {"within": "10 months"}}), plan))
    assert long.tolist() == [m / 2 for m in range(61)]


def test_years_are_those_of_recorded_months():
    plan = a_plan(months=16, record_from=MONTH + 1)
    found = measure_spec(a_spec(), plan)
    assert recorded_years(plan).tolist() == [2023, 2024, 2025]
    assert found.years.tolist() == [-1, -1, 0, *[1] * 12, 2]
    assert measure_spec(a_spec(), a_plan(months=2, record_from=2 * MONTH)).years.tolist() == [
        -1,
        -1,
    ]


def test_gauges_are_plain_arrays_that_travel():
    spec = a_spec({"b": WAIT_FACTORY, "c": LOST_WEST})
    found = measure_spec(spec, a_plan())
    assert all(array.dtype == np.int64 for array in found)
    for mine, theirs in zip(found, pickle.loads(pickle.dumps(found)), strict=True):
        np.testing.assert_array_equal(mine, theirs)


# Counts


def test_waits_are_counted_as_the_table_of_waits_has_them():
    plan = a_plan(months=24, record_from=3 * MONTH)
    log = crowd(plan)
    counts = tallied(log).incidence
    table = waits([history(log)], plan)
    table = table[(table["outcome"] != "cancelled") & table["space"].notna()]
    step = np.searchsorted(GRID, table["wait"])
    end = np.where(table["censored"], 2, np.where(table["left"], 1, 0))
    slow = np.zeros((2, len(ENDS), len(GRID) + 1), dtype=np.int64)
    for one in zip(table["space"].cat.codes, end, step, strict=True):
        slow[one] += 1
    assert slow.sum() > 100
    np.testing.assert_array_equal(counts, slow)


def test_a_wait_just_as_long_as_a_step_is_in_it_and_a_tick_more_is_not():
    story = Story(a_plan(months=30))
    story.request(1, granted=1)
    story.request(1, granted=7)
    story.request(1, granted=7 + 1 / MONTH)
    story.request(0, lost=24)
    story.request(0, lost=24.1)
    found = tallied(story.log()).incidence[0]
    assert [np.flatnonzero(counts).tolist() for counts in found] == [[0, 12, 13], [48, 49], []]


def test_losses_are_those_of_recorded_years():
    plan = a_plan(months=24, record_from=3 * MONTH)
    log = crowd(plan)
    found, slow = tallied(log).losses, np.zeros((2, 2, 2, 3, 2), dtype=np.int64)
    table = history(log).requests
    for i, code in enumerate(table.outcome):
        if OUTCOMES[code] not in {"left", "turned_away"} or table.ended[i] < 3 * MONTH:
            continue
        reason = "turned_away" if OUTCOMES[code] == "turned_away" else "patience"
        reason = "expansion" if table.ordinal[i] else reason
        year = 0 if table.ended[i] < 15 * MONTH else 1
        cell = slow[year, table.stage[i], table.track[i], REASONS.index(reason)]
        cell += (1, table.area[i])
    assert slow[..., 0].sum() > 40
    np.testing.assert_array_equal(found, slow)


def test_flows_are_summed_over_the_recorded_months_of_a_year():
    plan = a_plan(months=24, record_from=MONTH)
    log = crowd(plan)
    monthly, yearly = history(log).flows, tallied(log).flows
    assert monthly[0].sum() > 0
    np.testing.assert_array_equal(yearly[0], monthly[1:3].sum(axis=0))
    np.testing.assert_array_equal(yearly[1], monthly[3:15].sum(axis=0))
    np.testing.assert_array_equal(yearly[2], monthly[15:].sum(axis=0))


def test_nothing_recorded_is_nothing_counted():
    plan = a_plan(months=24, record_from=24 * MONTH)
    found = tallied(crowd(plan))
    assert found.flows.shape[0] == found.losses.shape[0] == 0
    assert found.incidence.sum() == 0


# Times


@pytest.mark.parametrize(
    ("ticks", "day"), [(0, 0), (719, 0), (720, 1), (1440, 1), (2159, 1), (2160, 2), (MONTH, 30)]
)
def test_times_are_counted_in_days_half_days_up(ticks, day):
    plan = a_plan(months=3)
    story = Story(plan)
    story.rows.append(
        row(
            5,
            What.ASKED,
            entity=0,
            number=0,
            track=1,
            stage=0,
            ordinal=0,
            request=0,
            pool=0,
            area=9,
            aux=5,
        )
    )
    story.rows.append(
        row(
            5 + ticks,
            What.GRANTED,
            entity=0,
            number=0,
            track=1,
            stage=0,
            ordinal=0,
            request=0,
            pool=0,
            area=9,
            aux=FOREVER,
        )
    )
    found = Pooled.of(history(story.log()), plan).times
    assert np.argwhere(found).tolist() == [[0, 1, STATES.index("waiting"), 0, day]]
    frame = times(Pooled.of(history(story.log()), plan), plan)
    assert frame["mean"].tolist() == [day * DAY / MONTH]


def test_what_goes_on_at_the_end_is_counted_apart_up_to_the_last_day():
    plan = a_plan(months=3)
    story = Story(plan)
    story.request(0)
    story.say(1, What.STARTED, entity=0, number=0, track=0, stage=0, aux=0)
    found = Pooled.of(history(story.log()), plan).times
    assert np.argwhere(found).tolist() == [[0, 0, 0, 1, 90], [0, 0, 1, 1, 60]]
