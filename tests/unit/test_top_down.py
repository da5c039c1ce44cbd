"""Demand from above: shown beside what the pipeline asks, or in one account with it."""

from dataclasses import replace

import pytest

from sim.measures.counting.stacked import stacked
from sim.measures.verdict.topdown import SpaceAccount, beside, space_accounts
from sim.measures.verdict.verdict import verdict
from sim.report.verdict_screen import screen
from sim.scenario.plan.account import FloorAccount
from sim.scenario.values.dates import MONTH
from tests.logs import a_spec
from tests.unit.test_verdict import PLAN, TOP_DOWN, a_verdict, told, well


def test_top_down_demand_in_lettable_area():
    spec = a_spec(top_down=TOP_DOWN)
    found = beside(stacked(told([well] * 2)), PLAN, spec)
    # 1500 m² of factories let half of their gross area, 1000 m² of laboratories 80 %.
    ratio = 2500 / (1500 / 0.5 + 1000 / 0.8)
    assert found.stated == pytest.approx(100_000)
    assert found.ratio == pytest.approx(ratio)
    assert found.lettable == pytest.approx(100_000 * ratio)
    assert found.model == pytest.approx(20 * 50 / 2)
    assert found.programme is None
    lettable = a_spec(top_down=TOP_DOWN | {"basis": "lettable"})
    assert beside(stacked(told([well])), PLAN, lettable).lettable == pytest.approx(100_000)
    assert beside(stacked(told([well])), PLAN, a_spec()) is None


DEMAND = {
    "firms": {"track": "chem", "entry": "make", "rate": "12 per year"},
    "halls": {"track": "device", "entry": "make", "rate": "5 per year"},
    "labs": {"track": "chem", "entry": "research", "rate": "7 per year"},
}
ABOVE = TOP_DOWN | {
    "streams": {"above": {"track": "chem", "entry": "make", "share": "100%"}},
    "replaces": ["firms"],
}


def test_both_ways_to_count_are_shown_beside():
    """Firms 12, halls 5 and what labs become, 7, lease 100 m² of factory each a year."""
    spec = a_spec(top_down=ABOVE, demand=DEMAND)
    found = beside(stacked(told([well] * 2)), PLAN, spec)
    assert found.spaces == ("factory",)
    assert found.bottom_up == pytest.approx((12 + 5 + 7) * 100)
    assert found.accounts == ()
    # Without streams it is not known which space is meant: all of it.
    vague = a_spec(top_down=TOP_DOWN, demand=DEMAND)
    assert beside(stacked(told([well])), PLAN, vague).bottom_up == pytest.approx(31 * 100)
    data = a_verdict([well] * 2, top_down=ABOVE, demand=DEMAND)
    assert data.to_dict()["top_down"]["accounts"] == []
    text = " ".join(screen(data, "en").split())
    assert "this run used the bottom-up one; top-down for comparison" in text
    assert "its streams lease 0.24 (10 000 m2) lettable a year of factory" in text


def test_demand_that_is_played_is_one_account():
    """Means over worlds and the recorded clock, m² a year; who decides is counted by world."""
    factory = PLAN.spaces.index("factory")
    products = (50.0, 50.0, 150.0, 150.0)
    worlds = [
        [FloorAccount(factory, products, growth, 50.0, 10.0, (200.0, 200.0, 300.0, 300.0))]
        for growth in (0.0, 100.0, 300.0, 400.0)
    ]
    spec = a_spec(top_down=ABOVE | {"needs_floor": "50%"}, demand=DEMAND)
    tallies = told([well] * 8, spec=spec)
    data = verdict(tallies, PLAN, spec, accounts=worlds)
    (account,) = data.top_down.accounts
    assert account == SpaceAccount("factory", 1200, 2400, 12 * 231.25, 600, 120, 3000, 0.5)
    (late,) = space_accounts(worlds, replace(PLAN, record_from=12 * MONTH))
    assert late == SpaceAccount("factory", 1800, 2400, 12 * 250, 600, 120, 3600, 0.5)
    text = " ".join(screen(data, "en").split())
    assert "decides, % factory 0.12 0.24 0.28 0.06 0.01 0.30 50 means over worlds" in text
    assert "bottom-up" not in text


def test_the_programme_in_lettable_area():
    project = {
        "basis": "gross",
        "start": "2024-01",
        "construction": "12 months",
        "parks": {"east": "100%"},
        "mix": {"lab": "100%"},
    }
    supply = {
        "one": project | {"area": "30万 m²", "lettable": "80%"},
        "two": project | {"area": "10万 m²", "lettable": "60%"},
    }
    programme = {"area": "40万 m²", "basis": "gross", "projects": ["one", "two"]}
    spec = a_spec(top_down=TOP_DOWN, supply=supply, programme=programme)
    found = beside(stacked(told([well])), PLAN, spec)
    assert found.programme == pytest.approx(300_000)
    assert found.years == pytest.approx(300_000 / found.lettable)
