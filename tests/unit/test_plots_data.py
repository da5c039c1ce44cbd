"""What the figures say, checked on numbers small enough to know."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.measures.verdict.signals import first_runs
from sim.measures.verdict.topdown import Beside, SpaceAccount
from sim.plots import balance, gap, stages, timeline, trades, turning, waiting
from sim.plots.catalogue import Figures
from sim.plots.frames import Frames, Renting, absolute
from sim.plots.gap import gluts, shortages
from sim.plots.statistics import fan, incidence, share, spells
from sim.plots.style import TRADES
from sim.plots.words import area_unit, date, number, percent
from sim.scenario.values.amounts import USUAL, Areas
from sim.text.words import Words
from tests.unit.plots_frames import SPACES, counted, cube, frames, monthly


@pytest.fixture(scope="module")
def some() -> Frames:
    return frames(replications=30, months=60)


@pytest.fixture(scope="module")
def series() -> pd.DataFrame:
    """What `some` is made of."""
    return monthly(30, 60, 2, np.random.default_rng(1))


def only(made: Frames, rows: dict[str, object], spaces: dict[str, Words]) -> Frames:
    """The same run with another monthly series."""
    return replace(made, cube=cube(pd.DataFrame(rows), list(spaces)), spaces=spaces, signals=())


def test_balance_adds_parks_and_waiting(some: Frames, series: pd.DataFrame) -> None:
    shown = balance.data(some)
    last = series[series["month"] >= "2028-07"]  # the quarter of the last three months
    for space, panel in shown.panels.items():
        mine = last[last["space"] == space].groupby(["replication", "month"]).sum(numeric_only=True)
        demand = (mine["leased"] + mine["waiting_area"]).groupby("replication").mean() / 1e4
        assert panel.demand.p50[-1] == pytest.approx(np.median(demand))
        assert panel.demand.paths[:, -1] == pytest.approx(demand.to_numpy()[:20])
        supply = mine["capacity"].groupby("replication").mean() / 1e4
        assert panel.supply.p90[-1] == pytest.approx(np.quantile(supply, 0.9))
    assert shown.quarters[0] == "2023Q4"
    assert shown.quarters[-1] == "2028Q3"


def test_balance_says_when_most_futures_are_short() -> None:
    shown = balance.data(frames(replications=40))
    assert shown.panels["pilot"].spell is not None
    begin = shown.quarters[shown.panels["pilot"].spell[0]]
    assert f"Pilot plant from {begin[:4]} {begin[4:]}" in shown.head.title.en
    assert shown.panels["lab"].spell is None
    assert "R&D lab" not in shown.head.title.en.split(";")[0]


def test_signals_begin_where_the_verdict_has_them(some: Frames) -> None:
    """A strip's first cell and the verdict's first month come from one rule."""
    values = some.cube.values
    for i, space in enumerate(some.spaces):
        capacity, leased = values["capacity"][..., i], values["leased"][..., i]
        over = values["waiting_area"][..., i] > 0.05 * capacity
        vacant = (capacity - leased) / capacity > some.glut[space]
        for flags, marked in ((over, shortages(some)), (vacant, gluts(some))):
            mine = marked[:, :, i]
            begun = np.where(mine.any(axis=1), mine.argmax(axis=1), -1)
            assert begun.tolist() == first_runs(flags, 3).tolist()


def test_spells_mark_whole_runs_and_nothing_shorter() -> None:
    flags = np.array([[1, 1, 0, 1, 1, 1, 1, 0, 1]], dtype=bool)
    assert spells(flags, 3).astype(int).tolist() == [[0, 0, 0, 1, 1, 1, 1, 0, 0]]
    assert not spells(flags[:, :2], 3).any()


def subtitles(some: Frames, shown: Beside) -> list[str]:
    """What the figure of the gap says more with demand from above, in both languages."""
    plain, more = (gap.data(one).head for one in (some, replace(some, blocks=shown)))
    before, after = (head.subtitle.block("both").split("\n") for head in (plain, more))
    assert set(before) < set(after)
    return [line for line in after if line not in before]


def test_gap_says_both_ways_to_count_demand(some: Frames) -> None:
    shown = Beside((), ("factory",), 36e4, "gross", 1e6, 86e4, 0.86, 7e4, None, None)
    for line in subtitles(some, shown):
        assert "36" in line
        assert "86" in line


def test_gap_says_the_account_of_demand_that_is_played(some: Frames) -> None:
    account = SpaceAccount("factory", 20e4, 43e4, 45e4, 39e4, 8e4, 90e4, 0.75)
    shown = Beside((account,), ("factory",), 36e4, "gross", 1e6, 86e4, 0.86, 7e4, None, None)
    for line in subtitles(some, shown):
        assert all(figure in line for figure in ("45", "20", "43", "75"))
        assert "86" not in line


def test_gap_keeps_waiting_and_vacant_apart(some: Frames) -> None:
    """Space may stand empty in one park while companies wait in another."""
    months = ["2024-01-01", "2024-02-01", "2024-03-01"]
    rows = {
        "replication": [0] * 6,
        "month": pd.to_datetime(months * 2).tolist(),
        "space": ["pilot"] * 6,
        "park": ["a"] * 3 + ["b"] * 3,
        "capacity": [1000.0] * 6,
        "leased": [1000.0] * 3 + [400.0] * 3,
        "fit_out": [0.0] * 6,
        "in_use": [1000.0] * 3 + [400.0] * 3,
        "waiting_area": [300.0] * 3 + [0.0] * 3,
        "waiting": [2.0] * 3 + [0.0] * 3,
    }
    shown = gap.data(only(some, rows, {"pilot": Words("中试", "Pilot")}))
    panel = shown.panels["pilot"]
    assert panel.vacant.p50.tolist() == [600.0]  # below 10 000 m² the unit is m²
    assert panel.waiting.p50.tolist() == [300.0]
    assert panel.short.p.tolist() == [1.0]
    assert shown.head.title.en == (
        "Most waiting: Pilot, 300 m² in 2024 Q1; most vacant: Pilot, 600 m² in 2024 Q1"
    )


def test_stages_areas_add_up_to_leased(some: Frames, series: pd.DataFrame) -> None:
    for space, panel in stages.data(some).panels.items():
        mine = series[series["space"] == space]
        leased = mine.groupby(["replication", "month"])["leased"].sum().groupby("month").mean()
        shown = panel.areas["in_use"] + panel.areas["fit_out"]
        assert shown[1] * 1e4 == pytest.approx(leased.iloc[3:6].mean())


def test_incidence_without_censoring_is_the_plain_share() -> None:
    granted, left = np.array([[4.0, 2.0, 0.0]]), np.array([[0.0, 1.0, 3.0]])
    shown = incidence(granted, left, np.zeros((1, 3)))
    assert shown.granted == pytest.approx(np.array([[0.4, 0.6, 0.6]]))
    assert shown.left == pytest.approx(np.array([[0.0, 0.1, 0.4]]))


def test_incidence_takes_the_censored_out_of_those_at_risk() -> None:
    """By hand: of 10, 5 are served; 2 are censored; of the 3 at risk then, 1 served, 1 leaves."""
    shown = incidence(
        np.array([[5.0, 0.0, 1.0]]), np.array([[0.0, 0.0, 1.0]]), np.array([[0.0, 2.0, 1.0]])
    )
    assert shown.granted[0] == pytest.approx([0.5, 0.5, 0.5 + 0.5 / 3])
    assert shown.left[0] == pytest.approx([0, 0, 0.5 / 3])


def test_incidence_is_kaplan_meier_when_nobody_leaves() -> None:
    rng = np.random.default_rng(3)
    served, cut = rng.integers(0, 5, 50), rng.integers(0, 8, 50)
    ends, seen = np.minimum(served, cut), served <= cut
    granted = np.bincount(ends[seen], minlength=8).astype(float)[None]
    censored = np.bincount(ends[~seen], minlength=8).astype(float)[None]
    shown = incidence(granted, np.zeros_like(granted), censored)
    going_on = 1.0
    for step in range(8):
        at_risk = (ends >= step).sum()
        going_on *= 1 - granted[0, step] / at_risk if at_risk else 1
        assert shown.granted[0, step] == pytest.approx(1 - going_on)


def test_waiting_counts_the_bound_itself_as_in_time(some: Frames) -> None:
    pilot = list(SPACES).index("pilot")
    waits = counted([0] * 4, [pilot] * 4, [0, 0, 1, 0], [0.0, 6.0, 6.25, 2.0])
    panel = waiting.data(replace(some, waits=waits, bounds={})).panels["pilot"]
    at = {month: i for i, month in enumerate(panel.months.tolist())}
    assert panel.requests == 4
    assert panel.granted.p50[at[0.0]] == pytest.approx(0.25)
    assert panel.granted.p50[at[6.0]] == pytest.approx(0.75)
    assert panel.left.p50[at[6.0]] == 0
    assert panel.left.p50[-1] == pytest.approx(0.25)


def test_waiting_prints_the_verdicts_number_where_there_is_a_standard(some: Frames) -> None:
    shown = waiting.data(some)
    assert shown.panels["pilot"].within == 0.61
    assert shown.head.title.en == (
        "Pilot plant: 61% of requests get space within 6 months (standard 90%), "
        "met in 5 of 100 futures"
    )


def test_waiting_without_requests(some: Frames) -> None:
    shown = waiting.data(replace(some, waits=counted([], [], [], [])))
    assert not shown.panels
    assert "no request" in shown.head.title.en


def test_timeline_weighs_lots_by_area_and_counts_what_never_opens(some: Frames) -> None:
    opened = pd.to_datetime(["2025-01-01", "2026-01-01", "NaT", "2031-01-01"])
    supply = pd.DataFrame(
        {
            "replication": [0, 0, 0, 0],
            "project": ["starts-2023"] * 4,
            "area": [1e4, 7e4, 1e4, 1e4],
            "open": opened,
        }
    )
    project = {"starts-2023": some.projects["starts-2023"]}
    run = replace(some, supply=supply, projects=project)
    run = replace(run, origin=replace(run.origin, replications=1))
    row = timeline.data(run).rows[0]
    assert row.area == 10
    assert row.dates == (2025 * 12, 2026 * 12, 2031 * 12)
    assert float(row.happens.p) == pytest.approx(0.8)  # the clock ends in 2028
    assert (row.waited, row.dropped) == (0, 0)
    paused = pd.to_datetime(["NaT", "2024-06-01", "2024-06-01", "NaT"])
    dropped = pd.to_datetime(["NaT", "NaT", "2025-06-01", "NaT"])
    waiting = replace(run, supply=supply.assign(paused=paused, dropped=dropped))
    row = timeline.data(waiting).rows[0]
    assert (row.waited, row.dropped) == pytest.approx((0.8, 0.1))


def test_timeline_of_a_long_list_shows_its_largest_and_loses_no_area(
    some: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = some.projects["starts-2023"]
    kinds = ("seen", "announced", "seen", "announced", "seen")
    projects = {f"p{n}": replace(known, evidence=kind) for n, kind in enumerate(kinds)}
    opened = pd.to_datetime([f"{2025 + n}-01-01" for n in range(5)])
    supply = pd.DataFrame(
        {
            "replication": 0,
            "project": list(projects),
            "area": [1e4, 2e4, 9e4, 8e4, 3e4],
            "open": opened,
        }
    )
    run = replace(some, supply=supply, projects=projects)
    whole, _ = timeline.project_rows(run, 2040 * 12)
    monkeypatch.setattr(timeline, "MOST", 2)
    rows, _ = timeline.project_rows(run, 2040 * 12)
    assert [(row.kind, row.label.en) for row in rows] == [
        ("seen", known.name.en),
        ("seen", "Other projects (2)"),
        ("announced", "Other projects (1)"),
        ("announced", known.name.en),
    ]
    assert rows[1].dates == (2025 * 12, 2029 * 12, 2029 * 12)
    assert sum(row.area for row in rows) == pytest.approx(sum(row.area for row in whole))


def test_timeline_takes_first_months_from_the_verdict(some: Frames) -> None:
    rows = {(r.kind, r.label.en): r for r in timeline.data(some).rows}
    for signal in some.signals:
        row = rows["first_shortage", some.spaces[signal.space].en]
        assert float(row.happens.p) == pytest.approx(signal.shortage.happens.share)
        assert (row.dates and date(row.dates[1])) == signal.shortage.p50


def test_share_uses_pairs_as_clusters() -> None:
    alike = np.repeat(np.arange(40) % 2 == 0, 2)[:, None]
    mixed = (np.arange(80) % 2 == 0)[:, None]
    wide, narrow = share(alike), share(mixed)
    assert wide.p == narrow.p == 0.5
    assert wide.high - wide.low > narrow.high - narrow.low
    single = share(alike, each=1)
    assert (single.low, single.high) == (narrow.low, narrow.high)


def test_fan_is_ordered_and_keeps_the_first_paths() -> None:
    values = np.random.default_rng(1).normal(size=(50, 7))
    shown = fan(values)
    assert (shown.p10 <= shown.p25).all()
    assert (shown.p75 <= shown.p90).all()
    assert (shown.paths == values[:20]).all()


def test_dates_as_absolute_months() -> None:
    dates = pd.Series(pd.to_datetime(["2028-01-01 00:00", "2028-02-15 12:00", "NaT"]))
    months = absolute(dates)
    assert months[:2].tolist() == [24336.0, 24337.5]
    assert np.isnan(months[2])
    assert date(24337.5) == "2028-02"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.123, "0.12"),
        (1.5, "1.5"),
        (12.34, "12.3"),
        (123.4, "123"),
        (1234567, "1,234,567"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


def test_percentages_never_round_to_certainty() -> None:
    assert [percent(p) for p in (0, 0.001, 0.5, 0.999, 1)] == ["0%", "<1%", "50%", ">99%", "100%"]


def test_unit_of_area_changes_at_ten_thousand() -> None:
    assert area_unit(9_999, USUAL).name.en == "m²"
    assert area_unit(10_000, USUAL).text(3.2) == Words("3.2 万 m²", "3.2×10⁴ m²")


def test_unit_of_area_is_that_of_the_scenario() -> None:
    feet = area_unit(92.90304, Areas("sq ft"))
    assert (feet.m2, feet.text(3.2)) == (
        pytest.approx(92.90304),
        Words("3.2 千 sq ft", "3.2 k sq ft"),
    )
    assert area_unit(92, Areas("sq ft")).text(990) == Words("990 sq ft", "990 sq ft")
    assert area_unit(1_000, Areas("m²")).text(1) == Words("1 千 m²", "1 k m²")


def test_trades_are_stacked_where_others_rent(some: Frames, series: pd.DataFrame) -> None:
    """The city's own, then the largest; their means add up to the mean of all that is let."""
    shown = trades.data(some)
    assert list(shown.panels) == ["lab"]
    panel = shown.panels["lab"]
    assert list(panel.layers) == ["-", "chips", "bread"]
    labs = series[(series["space"] == "lab") & (series["month"] >= "2028-07")]
    let = labs.groupby(["replication", "month"])["leased"].sum().groupby("replication").mean() / 1e4
    assert [layer[-1] for layer in panel.layers.values()] == pytest.approx(
        [0.7 * let.mean(), 0.25 * let.mean(), 0.05 * let.mean()]
    )
    assert panel.let.p90[-1] == pytest.approx(np.quantile(let, 0.9))
    assert panel.others == pytest.approx(np.full(len(shown.quarters), 0.3))
    said = shown.head.title.en
    assert said == (
        "Other trades hold most of R&D lab: 30% of what is let in 2028 Q3, 30% in 2023 Q4"
    )
    assert f"Chips {number(0.25 * let.mean())}×10" in shown.head.alt.en


def test_trades_beyond_the_colours_are_one_layer(some: Frames) -> None:
    own, one, _ = some.trades
    sizes = range(1, len(TRADES) + 2)
    many = [Renting(f"t{n}", Words(f"业{n}", f"T{n}"), n * one.leased) for n in sizes]
    panel = trades.data(replace(some, trades=(own, *many))).panels["lab"]
    assert list(panel.layers) == ["-", "t5", "t4", "t3", "…"]
    assert panel.layers["…"] == pytest.approx(panel.layers["t3"])  # 1 + 2


def test_turning_shows_types_that_a_number_decides_and_says_where_they_turn(some: Frames) -> None:
    shown = turning.data(some)
    assert list(shown.panels) == ["pilot", "factory"] and shown.levels == [0.2, 0.5, 0.8]
    short, idle = shown.panels["factory"].sides.values()
    high, low = (one.number.text(one.point.value or 0, "en") for one in (short, idle) if one.point)
    said = f"Standard factory short above {high}, too idle below {low}"
    assert shown.head.title.en == f"Floor needed: {said}, in >20% of futures"
    assert "Pilot plant: Floor needed 40%; too little to tell" in shown.head.alt.en
    axes = turning.draw(shown, "en")
    (number,) = {ax.get_xlabel() for ax in axes.values()}
    assert number == "Floor needed, % (explains 40%)"
    assert [tick.get_text() for tick in axes["factory"].get_yticklabels()] == [
        "0",
        "20",
        "50",
        "80",
        "100",
    ]


def test_turning_is_there_only_where_a_number_decides(some: Frames) -> None:
    assert some.break_even is not None
    nothing = replace(some, break_even=replace(some.break_even, numbers=(), spaces=()))
    assert "09-turning" not in Figures(nothing).drawn and "turning" not in repr(Figures(nothing))
    with pytest.raises(ValueError, match="no number decides"):
        turning.data(nothing)
    untold = replace(some.break_even, spaces=some.break_even.spaces[:2])
    title = turning.data(replace(some, break_even=untold)).head.title
    assert title.en.startswith(
        "Decides most (40% of how worlds differ): Floor needed, which turns no"
    )
