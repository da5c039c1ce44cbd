"""The tables of a results folder, made from the tallies and not from one great frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import Scenario
from sim.api import results
from sim.api.run import Run
from sim.measures.tables.summary import quantile, summary

TOWN = Path(__file__).parent / "town.yaml"


@pytest.fixture(scope="module")
def run() -> Run:
    return Scenario.load(TOWN).run(replications=5, workers=1)


def written(run: Run, folder: Path) -> None:
    for _, write in results.large_tables(run):
        write(folder)


def test_monthly_tables_are_the_frames_however_they_are_sliced(run, tmp_path, monkeypatch):
    monkeypatch.setattr(results, "_SLICE", 2)
    written(run, tmp_path)
    for name in ("series", "tracks"):
        getattr(run, name).to_parquet(tmp_path / "plain")
        sliced, plain = (pd.read_parquet(tmp_path / x) for x in (f"{name}.parquet", "plain"))
        pd.testing.assert_frame_equal(sliced, plain)


def test_one_slice_is_what_pandas_writes(run, tmp_path):
    written(run, tmp_path)
    for name in ("series", "tracks", "pools_by_track"):
        getattr(run, name).to_parquet(tmp_path / "plain", index=False, compression="zstd")
        assert (tmp_path / f"{name}.parquet").read_bytes() == (tmp_path / "plain").read_bytes()


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
    table = pd.read_csv(tmp_path / "own_plants.csv")
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
    assert (town / "flows.csv").exists() and not (town / "own_plants.csv").exists()


@pytest.mark.parametrize("engine", ["simpy", "auto"])
def test_what_works_took_back_stands_beside_what_was_planned(engine, tmp_path):
    """As worked out by hand: `old` has all of it, `last` a little, and `rest` finds nothing."""
    path = TOWN.parents[1] / "scenarios" / "tiny" / "retirement.yaml"
    played = Scenario.load(path).run(replications=2, workers=1, engine=engine)
    written(played, tmp_path)
    frame = played.taken
    assert pd.read_csv(tmp_path / "taken.csv")["taken"].tolist() == frame["taken"].tolist()
    told = frame.set_index(["replication", "project"])[["planned", "taken"]]
    for replication in (0, 1):
        assert told.loc[replication].to_dict("index") == {
            "last": {"planned": 900, "taken": 50},
            "old": {"planned": 500, "taken": 500},
            "rest": {"planned": 900, "taken": 0},
        }
    assert set(frame["space"]) == {"lab"} and set(frame["park"]) == {"east"}
