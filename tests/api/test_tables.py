"""The tables of a results folder, made from the tallies and not from one great frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, read_table
from sim.api import results
from sim.api.parquet import narrow
from sim.api.run import Run
from sim.measures.tables.summary import quantile, summary

TOWN = Path(__file__).parent / "town.yaml"
TINY = Path(__file__).parents[1] / "scenarios" / "tiny"


@pytest.fixture(scope="module")
def run() -> Run:
    return Scenario.load(TOWN).run(replications=5, workers=1)


def written(run: Run, folder: Path) -> None:
    for _, write in results.large_tables(run):
        write(folder)


MEANS = ("series", "tracks", "pools_by_track")


@pytest.mark.parametrize("size", [2, 5])
def test_a_folder_gives_every_column_of_the_frames(run, size, tmp_path, monkeypatch):
    monkeypatch.setattr(results, "_SLICE", size)
    written(run, tmp_path)
    for name in (*MEANS, "flows", "losses"):
        whole = getattr(run, name)
        whole.to_parquet(tmp_path / "plain")
        plain, read = pd.read_parquet(tmp_path / "plain"), read_table(tmp_path, name)
        pd.testing.assert_frame_equal(read, plain, rtol=1e-4)
        stored = pd.read_parquet(tmp_path / f"{name}.parquet")
        rounded = narrow(plain) if name in MEANS else plain
        pd.testing.assert_frame_equal(stored, rounded[list(stored)], check_exact=True)


def test_a_folder_stores_no_column_that_others_tell(run, tmp_path):
    written(run, tmp_path)
    told = {"in_use", "free", "vacancy", "months_of_supply"}
    for name in MEANS:
        stored = pd.read_parquet(tmp_path / f"{name}.parquet")
        assert set(stored) == set(getattr(run, name)) - told


def test_what_was_leased_before_the_record_is_not_in_a_folder(tmp_path):
    late = Scenario.load(TOWN).with_({"clock.record_from": "2026-07"}).run(2, workers=1)
    written(late, tmp_path)
    whole, read = late.series, read_table(tmp_path, "series")
    early = whole["month"] < "2027-06"
    assert 0 < early.sum() < len(whole)
    assert whole["months_of_supply"][early].notna().any()
    assert read["months_of_supply"][early].isna().all()
    known, same = (frame["months_of_supply"][~early] for frame in (whole, read))
    pd.testing.assert_series_equal(same, known, rtol=1e-4)


def test_a_table_that_is_not_there(tmp_path):
    with pytest.raises(OSError, match="nothing"):
        read_table(tmp_path, "nothing")


def test_the_summary_is_that_of_the_series(run):
    table = summary(run.tallies, run.plan).set_index(["year", "space", "park", "measure"])
    series = run.series.assign(year=run.series["month"].dt.year).astype({"park": str})
    city = series.groupby(["replication", "year", "month", "space"], observed=True)
    city = city[["capacity", "leased", "absorption", "in_use", "waiting"]].sum().reset_index()
    both = pd.concat([series, city.assign(park="all")])
    means = both.groupby(["replication", "year", "space", "park"], observed=True)
    yearly = means[["capacity", "leased", "in_use", "waiting"]].mean()
    yearly["absorption"] = means["absorption"].sum()
    yearly["vacancy"] = 1 - yearly["leased"] / yearly["capacity"].where(yearly["capacity"] > 0)
    assert yearly["vacancy"].isna().any()
    for measure, values in yearly.items():
        over = values.groupby(["year", "space", "park"], observed=True)
        mine = table.xs(measure, level="measure")
        for name, slow in (
            ("mean", over.mean()),
            ("p10", over.quantile(0.1)),
            ("p50", over.quantile(0.5)),
            ("p90", over.quantile(0.9)),
        ):
            theirs = slow.to_numpy()
            assert np.allclose(mine[name], theirs, atol=1e-6, equal_nan=True), (measure, name)


def test_quantiles_leave_out_what_is_unknown():
    values = np.array([[1.0, 3.0, np.nan], [2.0, np.nan, np.nan], [4.0, np.nan, np.nan]])
    assert quantile(values, 0.5)[:2].tolist() == [2, 3]
    assert quantile(values, 0.25)[0] == 1.5
    assert np.isnan(quantile(values, 0.5)[2])


def test_own_plants_have_a_table_where_they_are_counted(run, tmp_path):
    """By hand, of eight months: dan builds 800 m² for two and uses them for three."""
    tiny = TOWN.parents[1] / "scenarios" / "tiny" / "own-plant.yaml"
    plants = Scenario.load(tiny).run(replications=2, workers=1, engine="simpy")
    written(plants, tmp_path)
    table = read_table(tmp_path, "own_plants_by_year")
    first = table[table.replication == 0].set_index("track")
    assert first.own_construction.to_dict() == {
        "failing": 10.0, "large": 125.0, "plain": 200.0, "usual": 20.0,
    }  # fmt: skip
    assert first.own_plants.to_dict() == {
        "failing": 0.0, "large": 187.5, "plain": 300.0, "usual": 30.0,
    }  # fmt: skip
    monthly = plants.own_plants.groupby("track", observed=True)[["own_construction", "own_plants"]]
    for name, means in monthly.mean().items():
        assert means.to_dict() == table.groupby("track")[name].mean().to_dict()
    town = tmp_path / "town"
    town.mkdir()
    written(run, town)
    assert (town / "flows.parquet").exists()
    assert not (town / "own_plants_by_year.parquet").exists()


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_trades_are_told_apart(engine, tmp_path):
    """By hand, of four months: one shop leases for two, one gives up after one."""
    run = Scenario.load(TINY / "trades.yaml").run(replications=2, workers=1, engine=engine)
    first = run.trades[run.trades.replication == 0].set_index("trade")
    assert first.leased["-"].tolist() == [100.0, 100.0, 200.0, 100.0]
    assert first.leased["shops"].tolist() == [100.0, 100.0, 0.0, 0.0]
    assert first.waiting_area["-"].tolist() == [0.0, 100.0, 0.0, 0.0]
    assert first.waiting_area["shops"].tolist() == [0.0, 50.0, 0.0, 0.0]
    sums = ["asked_area", "granted_area", "lost_area", "absorption"]
    assert first[sums].loc["-"].T.values.tolist() == [
        [100, 100, 0, 0], [100, 0, 100, 0], [0, 0, 0, 0], [100, 0, 100, -100],
    ]  # fmt: skip
    assert first[sums].loc["shops"].T.values.tolist() == [
        [100, 50, 0, 0], [100, 0, 0, 0], [0, 0, 50, 0], [100, 0, -100, 0],
    ]  # fmt: skip
    values = {standard.id: standard.value[1] for standard in run.verdict.standards}
    assert values == {"wait": 1.0, "lost": 0.0, "shop-wait": 0.5, "shop-lost": 1 / 3}
    assert [(x.space, x.start, x.end) for x in run.verdict.trades] == [("lab", 0.5, (0, 0, 0))]
    for name in ("tracks", "pools_by_track", "flows", "losses", "requests", "waits"):
        frame = getattr(run, name).astype({"track": str, "trade": str})
        assert set(zip(frame.track, frame.trade, strict=True)) <= {("drug", "-"), ("shop", "shops")}
    assert run.losses.trade.unique().tolist() == ["shops"]
    written(run, tmp_path)
    assert "trade" in read_table(tmp_path, "tracks")
    saved = read_table(tmp_path, "trades").astype(run.trades.dtypes.to_dict())
    assert saved.equals(run.trades)


def test_a_trade_asked_for_by_name_is_its_only_track():
    """What a standard says of a trade is what it says of its track; what others do is apart."""
    tiny = Scenario.load(TINY / "trades.yaml")
    changes = {f"standards.{n}.trade": None for n in ("shop-wait", "shop-lost")}
    changes |= {f"standards.{n}.track": "shop" for n in ("shop-wait", "shop-lost")}
    by_track = tiny.with_(changes).run(2, workers=1)
    by_trade = tiny.run(2, workers=1)
    for one, other in zip(by_trade.verdict.standards, by_track.verdict.standards, strict=True):
        assert (one.id, one.value, one.judged) == (other.id, other.value, other.judged)
    all_one = tiny.with_({"tracks.shop.trade": None, **changes}).run(2, workers=1)
    assert {x.id: x.value[1] for x in all_one.verdict.standards}["wait"] == 0.75
    assert not all_one.verdict.trades
    assert "trade" not in all_one.tracks
    assert "trades" not in all_one.verdict.to_dict()


@pytest.mark.parametrize("engine", ["simpy", "auto"])
def test_what_works_took_back_stands_beside_what_was_planned(engine, tmp_path):
    """As worked out by hand: `old` has all of it, `last` a little, and `rest` finds nothing."""
    path = TOWN.parents[1] / "scenarios" / "tiny" / "retirement.yaml"
    played = Scenario.load(path).run(replications=2, workers=1, engine=engine)
    written(played, tmp_path)
    frame = played.taken
    assert read_table(tmp_path, "taken")["taken"].tolist() == frame["taken"].tolist()
    told = frame.set_index(["replication", "project"])[["planned", "taken"]]
    for replication in (0, 1):
        assert told.loc[replication].to_dict("index") == {
            "last": {"planned": 900, "taken": 50},
            "old": {"planned": 500, "taken": 500},
            "rest": {"planned": 900, "taken": 0},
        }
    assert set(frame["space"]) == {"lab"} and set(frame["park"]) == {"east"}


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_what_waits_is_told_by_lot_and_by_month(engine):
    """As worked out in pause.log: 200 m² for a month, 70 m² for three, of which 30 are dropped."""
    run = Scenario.load(TINY / "pause.yaml").run(replications=1, workers=1, engine=engine)
    lots = run.supply.set_index("lot").sort_index()
    waited = lots["paused"].dropna()
    assert {lot: str(date)[:7] for lot, date in waited.items()} == {
        "late-drop/000": "2024-08",
        "late-start/000": "2024-08",
        "new/000": "2024-03",
        "new/001": "2024-03",
    }
    dropped = lots[lots["dropped"].notna()]
    assert list(dropped.index) == ["late-drop/000"] and dropped["start"].isna().all()
    assert str(dropped["dropped"].iloc[0])[:7] == "2024-11"
    area = run.series.groupby("month")["paused_area"].sum()
    found = {str(month)[:7]: value for month, value in area[area > 0].items()}
    assert found == {"2024-03": 200, "2024-08": 70, "2024-09": 70, "2024-10": 70}
    assert "policy" not in run.verdict.left_out


def test_nothing_waits_where_no_rule_says_so(run):
    assert "paused_area" not in run.series and "paused" not in run.supply
    assert "policy" in run.verdict.left_out
