"""The Python API: what an economist types in a notebook."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import Scenario
from sim.api import run as api
from sim.measures.months import month_dates
from sim.runs.executors import executor
from sim.scenario.errors import ScenarioError
from sim.text.glossary.catalogue import TERMS
from sim.text.safe import html

TOWN = Path(__file__).parent / "town.yaml"


@pytest.fixture(scope="module")
def town() -> Scenario:
    return Scenario.load(TOWN)


@pytest.fixture(scope="module")
def run(town):
    return town.run(replications=4, workers=1)


def test_with_returns_a_changed_copy_and_leaves_the_scenario_alone(town):
    changed = town.with_({"stages.research.success": "70%"})
    assert changed.numbers["stages.research.success"].value == pytest.approx(0.7)
    assert changed.numbers["stages.research.success"].range is None
    assert town.numbers["stages.research.success"].value == pytest.approx(0.5)


def test_where_it_is_played_changes_nothing(town, run):
    other = town.run(replications=4, executor=executor("threads", 2))
    assert other.key == run.key
    assert other.series.equals(run.series)
    assert other.requests.equals(run.requests)


def test_an_executor_goes_by_its_kind(town, run):
    other = town.run(replications=4, workers=2, executor="threads")
    assert (other.on.kind, other.on.workers) == ("threads", 2)
    assert other.series.equals(run.series)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"replications": 0}, "replications must be a whole number from 1 to 1000000, not 0"),
        ({"replications": 4.0}, "replications must be a whole number from 1 to 1000000, not 4.0"),
        ({"replications": True}, "not True"),
        ({"replications": 1_000_001}, "not 1000001"),
        ({"seed": -1}, "seed must be a whole number from 0 to 9223372036854775807, not -1"),
        ({"seed": "a"}, "not 'a'"),
        ({"workers": 0}, "workers must be a whole number from 1 to 1000000, not 0"),
        ({"engine": "fast"}, "engine must be one of auto, compiled, simpy, both, not 'fast'"),
        ({"executor": "cloud"}, "executor must be one of here, threads, processes, dask"),
        ({"until": "3%"}, "not '3%'"),
        ({"until": 0}, "from 0.002 up to 0.5, not 0"),
    ],
)
def test_what_nothing_can_be_played_with_is_refused_before_anything_is(town, asked, said):
    with pytest.raises(ValueError, match=r"\S") as told:
        town.run(**asked)
    assert said in " ".join(str(told.value).split())


def test_whole_numbers_of_numpy_are_whole_numbers(town, run):
    seed = np.int64(town.spec.seed)
    assert town.run(np.int64(4), seed, workers=1).key == run.key


def test_a_misspelt_path_is_refused_with_the_nearest(town):
    with pytest.raises(ScenarioError) as told:
        town.with_({"stages.research.sucess": "70%"})
    assert "success" in str(told.value)


def test_a_change_saved_as_an_override_gives_the_same_numbers(town, tmp_path):
    changed = town.with_({"stages.research.success": "70%", "supply.hall.lots": 4})
    (tmp_path / "town.yaml").write_bytes(TOWN.read_bytes())
    (tmp_path / "child.yaml").write_text(changed.override(name="child"), encoding="utf-8")
    child = Scenario.load(tmp_path / "child.yaml")
    one, other = (s.run(replications=2, workers=1) for s in (changed, child))
    assert one.series.equals(other.series)
    assert one.requests.equals(other.requests)
    assert not one.series.equals(town.run(replications=2, workers=1).series)


def test_every_column_is_in_the_glossary(run):
    for name in ("series", "tracks", "pools_by_track", "requests", "waits", "flows", "losses"):
        frame = getattr(run, name)
        assert len(frame) > 0, name
        assert not [column for column in frame.columns if column not in TERMS], name


def test_monthly_series_add_up(run):
    series = run.series
    assert np.array_equal(series["capacity"], series["leased"] + series["free"])
    assert np.allclose(series["leased"], series["fit_out"] + series["in_use"])
    by_track = run.tracks.groupby(["replication", "month", "space"], observed=True)["leased"].sum()
    by_park = series.groupby(["replication", "month", "space"], observed=True)["leased"].sum()
    assert np.allclose(by_track, by_park)


def test_levels_are_those_just_before_a_date(run):
    levels = run.levels(at=["2026", "2027-07"])
    start = levels[(levels["at"] == "2026-01-01") & (levels["space"] == "lab")]
    assert set(start["capacity"]) == {3000}
    with pytest.raises(ValueError, match="2040"):
        run.levels(at=["2040"])


def test_only_single_requests_and_instants_are_played_again(town, monkeypatch):
    run, played = town.run(replications=2, workers=1, audit=True), []

    play = api.collected

    def collected(spec, settings, *others, **named):
        played.append(settings)
        return play(spec, settings, *others, **named)

    monkeypatch.setattr(api, "collected", collected)
    for name in ("series", "tracks", "pools_by_track", "flows", "losses", "times", "supply"):
        assert len(getattr(run, name)) > 0, name
    assert run.verdict and run.figures
    assert not played
    assert len(run.requests) > len(run.waits) > 0
    assert len(played) == 1
    run.levels(at=["2026"])
    assert [settings.audit for settings in played] == [False, False]


def test_requests_played_again_are_those_that_were_counted(run):
    asked = run.requests[run.requests["asked"].notna() & (run.requests["expansion"] == 0)]
    again = asked.groupby(
        ["replication", asked["asked"].dt.year, "stage", "track"], observed=True
    ).size()
    counted = run.flows.set_index(["replication", "year", "stage", "track"])["requested"]
    assert again[again > 0].to_dict() == counted[counted > 0].to_dict()


def test_figures_are_drawn_from_the_numbers_of_the_frames(run):
    drawn, spaces = run.figures.frames, list(run.scenario.spec.spaces)
    keys = ["replication", "month", "space"]
    city = run.series.groupby(keys, observed=True)[["capacity", "in_use", "waiting_area"]].sum()
    for name, column in city.items():
        for i, space in enumerate(spaces):
            mine = column.xs(space, level="space").unstack("month").to_numpy()
            assert np.allclose(drawn.cube.values[name][..., i], mine)
    waits = run.waits[run.waits["outcome"] != "cancelled"]
    counts = drawn.waits.counts.sum(axis=(2, 3))
    by_space = waits.groupby(["replication", "space"], observed=True).size()
    assert by_space.to_dict() == {
        (r, space): n for i, space in enumerate(spaces) for r, n in enumerate(counts[:, i]) if n
    }
    at_once = drawn.waits.counts[:, :, 0, 0].sum()
    assert at_once == ((waits["wait"] == 0) & (waits["outcome"] == "served")).sum() > 0


def test_central_holds_ranges_at_their_values(town):
    plans = [town.run(2, central=True, workers=1).plan, town.run(2, seed=9, central=True).plan]
    assert plans[0] == plans[1]
    assert town.run(2, workers=1).plan != plans[0]


def test_audit_and_workers_do_not_change_the_answer(town, run):
    other = town.run(replications=4, workers=2, audit=True)
    assert other.series.equals(run.series)
    assert other.requests.equals(run.requests)
    assert other.key == run.key


def test_representations_are_short_and_say_what_it_is(town, run):
    assert "town" in repr(town) and len(repr(town)) < 400
    assert run.key[:12] in repr(run)
    assert run._repr_html_().startswith("<pre>")
    assert run.verdict._repr_html_() == html(repr(run.verdict))


def test_indicators_of_each_future(town, run):
    """From the monthly table and the verdict, month by month; pairs share a world."""
    frame, signals = run.indicators, town.spec.signals
    assert list(frame.index) == [(0, 0), (0, 1), (1, 2), (1, 3)]
    city = run.series.groupby(["space", "replication", "month"], observed=True)
    city = city[["capacity", "waiting_area"]].sum()
    began = 0
    for (space, replication), months in city.groupby(["space", "replication"], observed=True):
        found = frame.loc[(replication // 2, replication)]
        waits, first = months["waiting_area"], found[f"first_shortage.{space}"]
        assert found[f"peak_waiting.{space}"] == pytest.approx(waits.max())
        on_end = (waits > signals.waiting.value * months["capacity"]).rolling(signals.months).sum()
        ends = np.flatnonzero(on_end == signals.months)
        if len(ends):
            assert first == waits.index.get_level_values("month")[ends[0] - signals.months + 1]
        assert pd.isna(first) == (not len(ends))
        began += len(ends) > 0
    assert began
    for judged in run.verdict.standards:
        holds = frame[f"holds.{judged.id}"]
        assert int(holds.sum()) == judged.judged.probability.holds
        assert int(holds.isna().sum()) == judged.judged.probability.untested


def test_months_of_indicators_are_dates():
    found = month_dates(np.array([2027 * 12 + 1, np.nan]))
    assert found.astype("datetime64[D]").astype(str).tolist() == ["2027-02-01", "NaT"]
