"""Frames of logs written by hand: requests, waits, losses, flows, times, levels, series."""

import numpy as np
import pandas as pd
import pytest

from sim.measures.counting.history import history
from sim.measures.counting.pooled import Pooled
from sim.measures.months import instants
from sim.measures.statistics import kaplan_meier
from sim.measures.tables.flows import flows, losses
from sim.measures.tables.requests import requests, times, waits
from sim.measures.tables.series import asked_ticks, levels, pools_by_track, series, state, tracks
from sim.measures.tables.works import supply
from sim.model.log import Fate, What
from sim.scenario.values.dates import MONTH, Date
from tests.logs import Story, a_plan, tallied


def histories(*stories):
    return [history(story.log(i)) for i, story in enumerate(stories)]


def tallies(*stories):
    return [tallied(story.log(i)) for i, story in enumerate(stories)]


def pooled(*stories):
    return [
        Pooled.of(told, story.plan)
        for told, story in zip(histories(*stories), stories, strict=True)
    ]


def one(plan, tell, make=tallies):
    story = Story(plan)
    tell(story)
    return make(story)


# Waits


def wait_of(plan, **told):
    frame = waits(one(plan, lambda story: story.request(**told), histories), plan)
    assert len(frame) == 1
    return frame.iloc[0]


def test_a_wait_runs_to_the_grant():
    row = wait_of(a_plan(), asked=1, granted=3.5)
    assert (row["wait"], row["censored"], row["left"], row["outcome"]) == (
        2.5,
        False,
        False,
        "served",
    )


def test_who_still_waits_at_the_end_is_censored_not_dropped():
    row = wait_of(a_plan(months=24), asked=20)
    assert (row["wait"], row["censored"], row["left"]) == (4, True, False)


def test_who_left_failed():
    row = wait_of(a_plan(), asked=1, lost=4)
    assert (row["wait"], row["censored"], row["left"], row["outcome"]) == (3, False, True, "left")


def test_who_was_turned_away_failed():
    row = wait_of(a_plan(), asked=1, lost=1, loss=2)
    assert (row["wait"], row["left"], row["outcome"]) == (0, True, "turned_away")


def test_granted_ahead_is_no_wait():
    assert wait_of(a_plan(), asked=1, wait_from=4, granted=2)["wait"] == 0


def test_a_wait_runs_from_where_patience_runs():
    assert wait_of(a_plan(), asked=1, wait_from=4, granted=6)["wait"] == 2


def test_a_commitment_is_granted_at_its_opening():
    row = wait_of(a_plan(), asked=1, committed=2, granted=5)
    assert (row["wait"], row["outcome"]) == (4, "served")
    row = wait_of(a_plan(months=24), asked=20, committed=21)
    assert (row["wait"], row["censored"], row["outcome"]) == (4, True, "committed")


def test_a_cancelled_request_is_neither_served_nor_lost():
    row = wait_of(a_plan(), asked=1, wait_from=3, granted=2, cancelled=3, released=3)
    assert (row["censored"], row["left"], row["outcome"]) == (False, False, "cancelled")


def test_waits_count_from_record_from():
    plan = a_plan(record_from=2 * MONTH)
    told = one(plan, lambda s: [s.request(1), s.request(2), s.opened()], histories)
    assert waits(told, plan)["asked"].tolist() == [pd.Timestamp("2023-12-01")]


# Requests


def test_requests_of_all_replications_with_dates_and_companies():
    plan = a_plan(start_month=2024 * 12 + 1)
    first, second = Story(plan), Story(plan)
    first.opened(pool=3, area=50, phase=1)
    first.request(0.5, pool=0, granted=1, into=3, moved=2, released=4, area=70, number=12)
    second.request(1, pool=1, entity=1, number=12, track=1, ordinal=2, area=5)
    frame = requests(histories(first, second), plan)
    assert frame["replication"].tolist() == [0, 0, 1]
    assert frame["company"].tolist() == ["chem-firms#10000", "chem-firms#12", "device-firms#12"]
    assert frame["space"].tolist() == ["lab", "factory", "factory"]
    assert frame["leased_space"].isna().tolist() == [False, False, True]
    assert frame["park"].tolist() == ["west", "west", "west"]
    assert frame["first_park"].tolist() == ["west", "east", "west"]
    assert frame["asked"].tolist()[1:] == [
        pd.Timestamp("2024-02-15 12:00"),
        pd.Timestamp("2024-03"),
    ]
    assert frame["served"].tolist()[:2] == [pd.Timestamp("2024-02"), pd.Timestamp("2024-03")]
    assert frame["ended"][1] == pd.Timestamp("2024-06")
    assert frame["opening"].tolist() == [True, False, False]
    assert frame["expansion"].tolist() == [0, 0, 2]
    assert isinstance(frame["company"].dtype, pd.CategoricalDtype)


def test_requests_in_months():
    plan = a_plan()
    frame = requests(one(plan, lambda s: s.request(0.5, granted=1), histories), plan, dates=False)
    assert frame["asked"].tolist() == [0.5]
    assert np.isnan(frame["ended"][0])


@pytest.mark.parametrize("text", ["2024-02-01", "2024-02-29", "2023-12-31", "2024-03-17", "2025"])
def test_ticks_turn_into_the_dates_they_came_from(text):
    plan = a_plan(months=36)
    date = Date._parse(text)
    tick = date.first - plan.start_month * MONTH
    day = np.datetime64(text if len(text) > 4 else f"{text}-01-01", "D")
    assert instants(plan, np.array([tick])).astype("datetime64[D]")[0] == day
    assert instants(plan, np.array([tick - 1])).astype("datetime64[D]")[0] == day - 1


# Losses, flows, times


def test_losses_by_reason_with_structural_leakage():
    plan = a_plan(record_from=2 * MONTH)

    def tell(story):
        story.request(0, lost=1, area=900)
        story.request(0, lost=3, area=100)
        story.request(0, lost=3, area=40, ordinal=1)
        story.request(4, lost=4, loss=2, area=10, track=1)
        gone = {"entity": 0, "number": 99, "track": 1, "stage": 1}
        story.say(5, What.ARRIVED, **gone)
        story.say(5, What.ENDED, **gone, aux=int(Fate.ELSEWHERE))

    frame = losses(one(plan, tell), plan)
    found = {r.reason: (r.year, r.track, r.companies, r.area) for r in frame.itertuples()}
    assert found.keys() == {"patience", "expansion", "turned_away", "elsewhere"}
    assert found["patience"] == (2024, "chem", 1, 100)
    assert found["expansion"] == (2024, "chem", 1, 40)
    assert found["turned_away"] == (2024, "device", 1, 10)
    assert found["elsewhere"][:3] == (2024, "device", 1)
    assert np.isnan(found["elsewhere"][3])


def test_no_loss_is_an_empty_frame():
    plan = a_plan()
    frame = losses(one(plan, lambda s: s.request(0, granted=1)), plan)
    assert len(frame) == 0
    assert frame.columns[-1] == "area"


def test_flows_by_year_from_record_from():
    plan = a_plan(record_from=MONTH)

    def tell(story):
        story.request(0, granted=1)
        story.request(2, granted=4)
        story.request(3, granted=5, ordinal=1)

    frame = flows(one(plan, tell), plan)
    cell = frame[(frame["stage"] == "make") & (frame["track"] == "chem")].set_index("year")
    assert cell["requested"].to_dict() == {2023: 1, 2024: 0, 2025: 0}
    assert cell["granted"].to_dict() == {2023: 1, 2024: 1, 2025: 0}


def test_times_in_stage_and_waiting():
    plan = a_plan(months=10)
    who = {"entity": 0, "track": 0, "stage": 1}
    story = Story(plan)
    for number, (start, end) in enumerate([(0, 2), (1, 5), (2, None)]):
        story.say(start, What.STARTED, **who, number=number, aux=0)
        if end:
            story.say(end, What.STAGE_ENDED, **who, number=number, aux=1)
    story.request(1, granted=4, stage=1)
    story.request(1, lost=2, stage=1)
    story.request(1, wait_from=9, cancelled=9, stage=1)
    frame = times(pooled(story)[0], plan).set_index("state")
    assert frame.loc["in_stage", ["begun", "going_on", "median"]].tolist() == [3, 1, 4]
    # Kaplan–Meier: 1 to month 2, 2/3 to month 4, 1/3 to month 8.
    assert frame.loc["in_stage", "mean"] == pytest.approx(2 + 2 * 2 / 3 + 4 / 3)
    assert frame.loc["waiting", ["begun", "going_on", "mean"]].tolist() == [2, 0, 2]


def test_kaplan_meier_of_a_textbook_example():
    # Freireich's remissions under 6-MP (Gehan 1965; Cox & Oakes 1984): median 23 weeks.
    ends = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    cut = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = kaplan_meier(*(np.bincount(weeks, minlength=36) for weeks in (ends, cut)))
    assert found.median == 23
    assert found.mean == pytest.approx(23.287, abs=0.001)


def test_kaplan_meier_without_censoring_is_the_plain_mean():
    spans = np.array([3, 1, 4, 1, 5])
    counts, nobody = np.bincount(spans), np.zeros(6, dtype=np.int64)
    found = kaplan_meier(counts, nobody)
    assert found.mean == pytest.approx(spans.mean())
    assert found.median == 3
    assert np.isnan(kaplan_meier(nobody, counts).median)
    assert np.isnan(kaplan_meier(nobody, nobody)).all()


# Levels and series


def levels_at(story, dates):
    ticks = asked_ticks(story.plan, dates)
    states = [state(told, story.plan, ticks) for told in histories(story)]
    return levels(states, story.plan, ticks)


def test_levels_just_before_dates():
    plan = a_plan(start_month=2024 * 12)
    story = Story(plan)
    story.opened(area=300, phase=0, moved=1)
    story.request(1, area=100, granted=2)
    story.say(2, What.CAPACITY, entity=2, pool=0, area=500)
    dates = [Date(2024), Date(2024, 2), Date(2024, 3), Date(2024, 3, 2)]
    frame = levels_at(story, dates)
    pool = frame[(frame["space"] == "factory") & (frame["park"] == "east")].set_index("at")
    assert pool["leased"].tolist() == [300, 300, 300, 400]
    assert pool["fit_out"].tolist() == [300, 300, 0, 100]
    assert pool["waiting_area"].tolist() == [0, 0, 100, 0]
    assert pool["capacity"].tolist() == [1000, 1000, 1000, 1500]
    assert pool.index[0] == pd.Timestamp("2024-01-01")
    assert (frame["free"] + frame["leased"] == frame["capacity"]).all()
    assert (frame["fit_out"] + frame["in_use"] == frame["leased"]).all()


def test_levels_outside_the_clock_are_refused():
    plan = a_plan(start_month=2024 * 12, months=12)
    with pytest.raises(ValueError, match="2023"):
        asked_ticks(plan, [Date(2023)])
    assert len(levels_at(Story(plan), [Date(2025)])) == 4


def test_series_and_its_identities():
    plan = a_plan(months=14, capacity=(1000, 0, 10, 10))
    story = Story(plan)
    story.opened(area=200)
    story.request(0.5, area=120, granted=2.5, moved=3)
    story.request(0.5, area=50, pool=1)
    frame = series(tallies(story), plan)
    pool = frame[(frame["space"] == "factory") & (frame["park"] == "east")]
    assert pool["month"].tolist()[:2] == [pd.Timestamp("2023-10-01"), pd.Timestamp("2023-11-01")]
    assert pool["leased"].tolist()[:4] == [200, 200, 260, 320]
    assert pool["absorption"].tolist()[:4] == [0, 0, 120, 0]
    assert pool["vacancy"].tolist()[2] == pytest.approx(0.74)
    months = pool["months_of_supply"].tolist()
    assert np.isnan(months[:11]).all()
    assert months[11] == pytest.approx(680 / (120 / 12))
    assert months[13] == pytest.approx(680 / (120 / 12))
    empty = frame[(frame["space"] == "factory") & (frame["park"] == "west")]
    assert empty["vacancy"].isna().all()
    assert empty["waiting_area"].tolist()[:2] == [25, 50]
    assert (frame["capacity"] - frame["leased"] == frame["free"]).all()
    assert (frame["leased"] - frame["fit_out"] == frame["in_use"]).all()


def test_months_of_supply_are_unknown_without_absorption():
    plan = a_plan(months=12)
    frame = series(one(plan, lambda s: s.opened(area=100, released=3)), plan)
    assert frame["months_of_supply"].isna().all()


def test_months_before_record_from_are_left_out():
    plan = a_plan(months=4, record_from=MONTH + 1)
    told = one(plan, lambda s: s.request(0, granted=1))
    assert series(told, plan)["month"].min() == pd.Timestamp("2023-12-01")
    assert tracks(told, plan)["month"].min() == pd.Timestamp("2023-12-01")
    assert series(told, plan, run_in=True)["month"].min() == pd.Timestamp("2023-10-01")
    assert series(told, plan)["absorption"].sum() == 0


def test_tracks_add_up_to_the_series():
    plan = a_plan(months=6)
    story = Story(plan)
    for track in (0, 1):
        story.request(0.3, granted=2, moved=3, track=track, area=100 + track, pool=track)
        story.request(1.7, track=track, area=11, pool=2)
    told = tallies(story, story)
    keys, columns = (
        ["replication", "month", "space"],
        ["leased", "fit_out", "waiting_area", "waiting"],
    )
    by_track = tracks(told, plan).groupby(keys, observed=True)[columns].sum()
    by_park = series(told, plan).groupby(keys, observed=True)[columns].sum()
    pd.testing.assert_frame_equal(by_track, by_park)


def test_sums_over_replications_merge_exactly():
    plan = a_plan(months=6)
    stories = [Story(plan) for _ in range(3)]
    for index, story in enumerate(stories):
        story.request(0.1 * index, granted=1.7, moved=2 + index, area=77 + index, track=index % 2)
        story.request(1, area=5, pool=3)
    a, b, c = pooled(*stories)
    left, right = (a + b) + c, a + (b + c)
    np.testing.assert_array_equal(left.levels, right.levels)
    np.testing.assert_array_equal(left.times, right.times)
    assert left.replications == 3
    frame = pools_by_track(left, plan)
    mean = (
        series(tallies(*stories), plan)
        .groupby(["month", "space", "park"], observed=True)["leased"]
        .sum()
        / 3
    )
    split = frame.groupby(["month", "space", "park"], observed=True)["leased"].sum()
    pd.testing.assert_series_equal(split, mean)


def test_supply_of_lots():
    plan = a_plan(entities=("firms", "renewal", "starts/00"))
    story = Story(plan)
    story.say(1, What.CONSTRUCTION, entity=2, pool=3, area=40, aux=30 * MONTH)
    story.say(2, What.CONSTRUCTION, entity=1, pool=0, area=7, aux=-1)
    frame = supply(tallies(story), plan)
    assert frame["project"].tolist() == ["starts", "renewal"]
    assert frame["lot"].tolist() == ["starts/00", "renewal"]
    assert frame["start"].tolist() == [pd.Timestamp("2023-11-01"), pd.Timestamp("2023-12-01")]
    assert frame["open"].tolist() == [pd.Timestamp("2026-04-01"), pd.NaT]
    assert (frame["space"][0], frame["park"][0]) == ("lab", "west")
