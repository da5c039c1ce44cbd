"""The outlook by hand: ten futures, four years, three of them with too much space at some time."""

import json

import numpy as np
import pytest

from sim.measures.counting.checks import checks, judged_time
from sim.measures.counting.stacked import stacked
from sim.measures.months import names
from sim.measures.verdict.outlook import outlook_frame, outlooks
from sim.measures.verdict.verdict import verdict
from sim.text.glossary.catalogue import TERMS
from tests.logs import Story, a_plan, a_spec, tallied

# 2023-10 to 2027-12; factories: east 1000 m², west 500 m²; laboratories: nothing but 10 m².
PLAN = a_plan(months=51, capacity=(1000, 500, 10, 0))
Y2025, Y2026, Y2027 = 15, 27, 39
JUDGED = {"window": {"start": "2024-01"}}
STANDARDS = {"idle": {"metric": "vacancy", "space": "factory", "at_most": "60%", **JUDGED}}
"""900 of the 1500 m² may stand vacant."""


def emptied(story):
    """In 2025 all, in 2026 100 m² beyond the bound; within it in 2024 (just) and 2027."""
    story.opened(area=600, released=Y2025)
    story.request(Y2026, granted=Y2026, area=500)
    story.request(Y2027, granted=Y2027, area=200)


def filled(story):
    """400 m² beyond the bound in 2024, none later."""
    story.opened(area=200)
    story.request(Y2025, granted=Y2025, area=400)


def left_in_the_end(story):
    """All 600 m² beyond the bound in 2027, the last year."""
    story.opened(area=600, released=Y2027)


def wanting(story):
    """300 m² wait for half of 2025, 100 m² in all of 2027; what waits in 2023 is not judged."""
    story.opened(area=700)
    story.request(0, area=500, lost=3)
    story.request(Y2025, area=300, lost=Y2025 + 6)
    story.request(Y2027, area=100)


FUTURES = [*[emptied] * 3, *[filled] * 3, *[left_in_the_end] * 2, *[wanting] * 2]


def told(spec, tellers):
    tallies = []
    for number, tell in enumerate(tellers):
        story = Story(PLAN)
        tell(story)
        tallies.append(tallied(story.log(number), spec))
    return tallies


@pytest.fixture(scope="module")
def places():
    spec = a_spec(STANDARDS)
    run = stacked(told(spec, FUTURES))
    found = outlooks(run, PLAN, spec, checks(spec, PLAN), np.arange(len(FUTURES)))
    return {(one.space, one.park): one for one in found}


def test_what_is_beyond_the_bound_and_when_it_is_back(places):
    """Beyond it, by future: 600 in 2025 (3), 400 in 2024 (3), 600 in 2027 (2), never (2)."""
    idle = places["factory", None].idle
    assert idle.end == (0, 0, 600)
    assert idle.worst == (0, 400, 600)
    assert idle.year == (2024, 2025, 2027)
    assert idle.ever.holds == 8
    assert idle.back == (1, 1, 2)  # 2024 to 2025, and 2025 to 2027
    assert (idle.never.holds, idle.never.fails) == (2, 8)


def test_what_waits(places):
    short = places["factory", None].short
    assert short.end == (0, 0, 100)
    assert short.worst == (0, 0, 150)
    assert short.year == (2025, 2025, 2025)
    assert short.ever.holds == 2


def test_levels_of_the_last_judged_year(places):
    one = places["factory", None]
    assert one.supply == (1500, 1500, 1500)
    assert one.demand == (0, 600, 800)
    assert one.vacancy_end == pytest.approx(800 / 1500)


def test_first_months_are_judged_ones(places):
    """Whoever waits before 2024 is in the record, but no standard looks at it."""
    one = places["factory", None]
    assert (one.first_short.p50, one.first_short.happens.holds) == ("2025-01", 2)
    first = one.first_idle
    assert (first.p10, first.p50, first.p90) == ("2024-01", "2025-01", "2027-01")
    assert first.happens.holds == 8


def test_a_pool_has_its_own_bound_and_its_own_year(places):
    west = places["factory", "west"].idle
    assert (west.end, west.worst, west.year) == ((200,) * 3, (200,) * 3, (2024,) * 3)
    assert (west.back, west.never.holds) == (None, 10)
    assert places["factory", "west"].short.year is None
    assert places["lab", "east"].idle is None


def test_no_space_is_not_empty(places):
    nothing = places["lab", "west"]
    assert (nothing.vacancy_end, nothing.supply) == (None, (0, 0, 0))


@pytest.mark.parametrize(
    ("windows", "months"),
    [
        ([], ("2023-10", "2027-12")),
        ([{}], ("2023-10", "2027-12")),
        ([{"start": "2024-05", "end": "2024-07"}], ("2024-05", "2024-07")),
        ([{"start": "2026"}, {"start": "2024-05", "end": "2024-07"}], ("2024-05", "2027-12")),
        ([{"start": "2040"}], ("2023-10", "2027-12")),
    ],
)
def test_what_is_judged_is_what_any_standard_looks_at(windows, months):
    """From the first month that one looks at to the last: on the way none may look."""
    spec = a_spec(
        {f"s{n}": {**STANDARDS["idle"], "window": window} for n, window in enumerate(windows)}
    )
    span = names(PLAN)[judged_time(spec, PLAN)]
    assert (span[0], span[-1]) == months


def test_it_is_in_the_verdict_types_first():
    spec = a_spec(STANDARDS)
    found = verdict(told(spec, FUTURES), PLAN, spec)
    assert found.judged == ("2024-01", "2027-12")
    assert [(one.space, one.park) for one in found.outlooks][:3] == [
        ("lab", None), ("factory", None), ("lab", "east"),
    ]  # fmt: skip
    data = json.loads(found.to_json())["outlooks"][1]
    assert data["idle"]["year"] == [2024, 2025, 2027]


def test_the_table_has_a_row_for_each_place_and_measure(places):
    frame = outlook_frame(places.values())
    assert {*frame["measure"]} <= {*TERMS}
    rows = frame.set_index(["space", "park", "measure"])
    assert rows.loc["factory", "all", "beyond_worst"].tolist() == [0, 400, 600, 1]
    assert rows.loc["factory", "all", "beyond_year"].tolist() == [2024, 2025, 2027, 0.8]
    assert rows.loc["factory", "all", "back_after"].tolist() == [1, 1, 2, 0.6]
    assert rows.loc["factory", "all", "never_back"].isna().tolist() == [True, True, True, False]
    assert rows.loc["factory", "all", "never_back"]["share"] == 0.2
    assert rows.loc["factory", "west", "beyond_end"].tolist() == [200, 200, 200, 1]
    assert ("lab", "east", "beyond_end") not in rows.index
