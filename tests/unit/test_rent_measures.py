"""Rent as it is told: by month, by year, as indicators, in the verdict and in a figure."""

import dataclasses
import unicodedata
from math import exp, log
from pathlib import Path

import numpy as np
import pytest

from sim import Scenario
from sim.measures.economy.rent import rents_told
from sim.measures.tables.series import series
from sim.measures.tables.summary import summary
from sim.measures.verdict.indicators import indicators
from sim.measures.verdict.verdict import verdict
from sim.model.log import What
from sim.plots import rent as figure
from sim.report.verdict_screen import screen
from sim.scenario.plan.plan import RentPlan
from sim.scenario.schema.base import Currency
from sim.text.screen import width
from sim.text.verdict import LEFT_OUT
from tests.logs import Story, a_plan, a_spec, tallied
from tests.unit.plots_frames import frames

LAB = RentPlan(
    level=100.0,
    natural_vacancy=0.5,
    adjustment=1.2,
    reversion=0.0,
    area=-0.3,
    expansion=0.0,
    elsewhere=0.5,
    parks=(),
    new=None,
)
PLAN = a_plan(rents=(None, LAB))
"""Factories have no rent; 2,000 m² of laboratories do, half of them naturally vacant."""
BY_PARK = Path(__file__).parents[1] / "scenarios" / "tiny" / "rent-by-park.yaml"
BLOCK = {
    "lab": {
        "level": "100 元/m²/月",
        "basis": "lettable",
        "natural_vacancy": "50%",
        "adjustment": 1.2,
    }
}


def lets(area, replication=0, plan=PLAN):
    """From the third month on, `area` m² of laboratories are let."""
    story = Story(plan)
    story.request(2.5, area=area, pool=2, granted=2.5, moved=3)
    return tallied(story.log(replication))


def test_a_month_has_the_rent_set_at_its_start():
    """Empty: x falls by 1.2 × 0.5 ÷ 12 = 0.05 a month; let 1,500 of 2,000: it rises by 0.025."""
    xs = [0, -0.05, -0.10, -0.075, -0.05]
    assert lets(1500).rents[:5, 0].tolist() == pytest.approx([100 * exp(x) for x in xs])


def test_the_monthly_table_has_it_once_for_every_park():
    table = series([lets(1500), lets(0, 1)], PLAN)
    third = table[(table["month"].dt.month == 12) & (table["month"].dt.year == 2023)]
    labs = third[third["space"] == "lab"].groupby("replication")["rent"]
    assert labs.nunique().tolist() == [1, 1]
    assert labs.first().tolist() == pytest.approx([100 * exp(-0.10)] * 2)
    assert third[third["space"] == "factory"]["rent"].isna().all()


def test_each_park_has_its_own_where_leases_compare():
    """East is half let from the third month on and rests; west, twice as dear, stays empty."""
    plan = a_plan(rents=(None, dataclasses.replace(LAB, parks=(0.0, log(2)))))
    table = series([lets(500, plan=plan)], plan).set_index(["space", "park"])["park_rent"]
    falls = [0, -0.05, -0.10, -0.15, -0.20]
    rests = [max(x, -0.10) for x in falls]
    assert table["lab", "east"].tolist()[:5] == pytest.approx([100 * exp(x) for x in rests])
    assert table["lab", "west"].tolist()[:5] == pytest.approx([200 * exp(x) for x in falls])
    assert table["factory"].isna().all()
    assert "park_rent" not in series([lets(500)], PLAN)


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_a_park_has_the_rent_of_its_world(engine):
    """East, let 150 of 250 m², is 30 points above what is natural; west, empty, 90."""
    drawn = {
        "level": {"value": "100 元/m²/月", "range": ["50 元/m²/月", "150 元/m²/月"]},
        "parks.west": {"value": 2, "range": [1.5, 3]},
        "adjustment": {"value": 3, "range": [1, 3]},
    }
    told = Scenario.load(BY_PARK).with_({f"rent.lab.{key}": one for key, one in drawn.items()})
    run = told.run(4, engine=engine, workers=1)
    table = run.series.set_index(["replication", "park"])["park_rent"]
    levels, wests, speeds = (run.drawn[f"rent.lab.{key}"][[0, 0, 1, 1]] for key in drawn)
    assert levels[1] != levels[2]
    for number, level, west, speed in zip(range(4), levels, wests, speeds, strict=True):
        for park, start, gap in (("east", level, 0.3), ("west", level * west, 0.9)):
            months = [start * exp(-gap * speed / 12 * month) for month in range(3)]
            assert table[number, park].tolist()[:3] == pytest.approx(months)


def test_without_rent_no_table_speaks_of_it():
    plain = a_plan()
    tally = tallied(Story(plain).log())
    assert "rent" not in series([tally], plain)
    assert "rent" not in set(summary([tally], plain)["measure"])
    assert not any("rent" in name for name in indicators([tally], plain, a_spec()).values)
    assert "rents" not in verdict([tally] * 2, plain, a_spec()).to_dict()


def test_the_yearly_table_has_means_of_months():
    table = summary([lets(1500)], PLAN).set_index(["year", "space", "park", "measure"])["mean"]
    expected = np.mean([100 * exp(x) for x in (0, -0.05, -0.10)])
    for park in ("east", "west", "all"):
        assert table[2023, "lab", park, "rent"] == pytest.approx(expected, abs=1e-6)
    assert np.isnan(table[2023, "factory", "all", "rent"])


def test_indicators():
    tallies = [lets(1500), lets(0, 1)]
    found = indicators(tallies, PLAN, a_spec()).values
    assert found["rent_end.lab"].tolist() == [t.rents[-1, 0] for t in tallies]
    assert found["rent_mean.lab"].tolist() == pytest.approx([t.rents.mean() for t in tallies])
    assert "rent_end.factory" not in found


def test_the_verdict_tells_start_end_and_change():
    tallies = [lets(1500), lets(0, 1), lets(1000, 2)]
    [told] = rents_told(tallies, PLAN, a_spec(rent=BLOCK))
    ends = [tally.rents[-1, 0] for tally in tallies]
    assert (told.space, told.start) == ("lab", 100.0)
    assert told.end == pytest.approx(tuple(np.quantile(ends, (0.1, 0.5, 0.9))))
    assert told.change == pytest.approx(np.median(ends) / 100 - 1)


def test_the_verdict_tells_what_new_buildings_ask():
    plan = a_plan(rents=(None, dataclasses.replace(LAB, parks=(0.0, 0.0), new=log(1.2))))
    tallies = [dataclasses.replace(lets(1500), over_old=np.array([1.0, 1.2])), lets(0, 1)]
    [old] = rents_told(tallies, plan, a_spec(rent=BLOCK))
    [new] = rents_told(tallies, plan, a_spec(rent=BLOCK), new=True)
    ends = [1.2 * tallies[0].rents[-1, 0], tallies[1].rents[-1, 0]]
    assert (old.start, new.start) == (100.0, 110.0)
    assert new.end == pytest.approx(tuple(np.quantile(ends, (0.1, 0.5, 0.9))))
    assert rents_told(tallies, PLAN, a_spec(rent=BLOCK), new=True) == ()
    text = screen(verdict(tallies, plan, a_spec(rent=BLOCK)), "en")
    assert ", new " in text and f" {new.end[1]:.3g} (" in text


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_screen_has_a_row_for_each_space_with_rent(lang):
    found = verdict([lets(1500), lets(0, 1)], PLAN, a_spec(rent=BLOCK))
    text = screen(found, lang)
    [told] = found.rents
    row = next(line for line in text.splitlines() if f" {told.end[1]:.3g} (" in line)
    assert f"{told.start:.3g}" in row
    assert f"{told.change:+.0%}" in row
    assert found.to_dict()["rents"][0]["space"] == "lab"
    assert ("yuan" in text, "元" in text) == (lang != "zh", lang != "en")
    assert max(width(line) for line in text.splitlines()) <= 80
    assert not {c for c in text if unicodedata.east_asian_width(c) == "A"}
    assert screen(dataclasses.replace(found, rents=()), lang) in text.replace(rents_of(text), "")


def rents_of(text):
    """The lines from the head of the rents to the empty line after them."""
    lines = text.splitlines(keepends=True)
    begin = next(i for i, line in enumerate(lines) if line.split()[:1] in (["租金"], ["rent"]))
    end = next(i for i in range(begin, len(lines)) if not lines[i].strip())
    return "".join(lines[begin : end + 1])


def test_rents_are_shown_in_the_money_and_areas_of_the_scenario():
    pounds = {"code": "GBP", "zh": "英镑", "en": "pounds"}
    spec = a_spec(rent=BLOCK).model_copy(
        update={"currency": Currency.model_validate(pounds), "area_unit": "sq ft"}
    )
    text = screen(verdict([lets(0)] * 2, PLAN, spec))
    assert f" {100 * 12 * 0.09290304:.3g} " in text
    assert "英镑/sq ft/年" in text
    assert "pounds/sq ft/year" in text


def test_prices_are_no_longer_among_what_the_model_leaves_out():
    told = [lets(0)] * 2
    assert verdict(told, PLAN, a_spec(rent=BLOCK)).left_out == tuple(
        key for key in LEFT_OUT if key != "price"
    )
    without = dataclasses.replace(PLAN, rents=(None,) * len(PLAN.rents))
    assert verdict(told, without, a_spec()).left_out == tuple(LEFT_OUT)


def test_withdrawn_space_is_not_vacant():
    """1,000 of 2,000 taken back, 500 of the rest let: at natural vacancy, rent stays."""
    story = Story(PLAN)
    story.say(0.1, What.WITHDRAWN, entity=2, pool=2, area=1000)
    story.request(0.2, area=500, pool=3, granted=0.2, moved=1)
    assert tallied(story.log()).rents[:, 0].tolist() == [100.0] * 24


def test_the_figure_shows_quantiles_of_quarterly_means():
    some = frames(replications=12, months=40)
    shown = figure.data(some)
    assert list(shown.panels) == ["lab", "factory"]
    quarters = some.cube.by_quarter(some.rents["lab"])
    assert shown.panels["lab"].rent.p50.tolist() == np.median(quarters, axis=0).tolist()
    assert shown.panels["lab"].start == some.rents["lab"][:, 0].mean()
    farthest = max(shown.panels.values(), key=lambda panel: abs(np.log1p(panel.change)))
    assert farthest.label.en in shown.head.title.en
    assert ("up" in shown.head.title.en) == (farthest.change > 0)
