"""The balance of the opening, against sums worked by hand."""

from __future__ import annotations

from math import exp, inf, log
from typing import Any

import pytest

from sim.scenario.plan.account import FloorAccount
from sim.scenario.plan.balance import SpaceBalance, balance
from sim.scenario.plan.compile import compile_plan
from sim.scenario.schema import Spec

TOWN: dict[str, Any] = {
    "name": "town",
    "clock": {"start": "2024-01", "end": "2026-12"},
    "confidence": "80%",
    "parks": {"north": {}},
    "spaces": {"lab": {"lettable": "80%"}, "plant": {"lettable": "50%"}},
    "stock": {
        "lab": {"area": "10000 m²", "basis": "gross", "parks": {"north": "100%"}, "occupied": "90%"}
    },
    "chain": ["lab", "make"],
    "stages": {
        "lab": {
            "space": "lab",
            "basis": "gross",
            "area": "1000 m²",
            "duration": "18 months",
            "fit_out": "6 months",
            "success": "50%",
        },
        "make": {
            "space": "plant",
            "basis": "lettable",
            "area": "2000 m²",
            "duration": "4 years",
            "fit_out": "12 months",
        },
    },
    "tracks": {"drug": {}},
    "demand": {"drugs": {"track": "drug", "entry": "lab", "rate": "6 per year"}},
    "signals": {"waiting": "5%", "months": 3},
}


def found(**changes: Any) -> dict[str, SpaceBalance]:
    return {one.space: one for one in balance(compile_plan(Spec.model_validate(TOWN | changes)))}


def test_flow_times_stay_by_hand() -> None:
    """6 a year × 800 m² × (2 years, and 1 more for the half that fit out a plant) = 12,000 m²."""
    rows = found()
    assert rows["lab"].leased == 7200  # 10,000 × 80% × 90%
    assert rows["lab"].in_use == pytest.approx(6 * 800 * (2 + 0.5 * 1))
    assert rows["lab"].ratio == pytest.approx(12_000 / 7200) and not rows["lab"].fits
    assert rows["plant"].in_use == pytest.approx(3 * 2000 * (1 + 4))
    assert rows["plant"].ratio is None and not rows["plant"].fits


def test_who_frees_its_space_first_does_not_hold_it_for_the_next() -> None:
    stages = {**TOWN["stages"], "lab": {**TOWN["stages"]["lab"], "while_waiting": "release"}}
    assert found(stages=stages)["lab"].in_use == pytest.approx(6 * 800 * 2)


def test_only_those_who_lease_count() -> None:
    route = {"elsewhere": "50%", "cdmo": "20%"}
    stages = {**TOWN["stages"], "make": {**TOWN["stages"]["make"], "route": route}}
    assert found(stages=stages)["plant"].in_use == pytest.approx(3 * 0.5 * 0.8 * 2000 * 5)


def test_contract_makers_ask_their_share_for_their_own_stay() -> None:
    """3 a year × 20% outsourced × half of 2,000 m² × the maker's 5 years, on top of 80% leased."""
    demand = {"stream": "maker", "share": "50%"}
    route = {"cdmo": "20%", "cdmo_demand": demand}
    stages = {**TOWN["stages"], "make": {**TOWN["stages"]["make"], "route": route}}
    tracks = {"drug": {}, "contract": {"chain": ["make"], "stages": {"make": {"route": {}}}}}
    streams = TOWN["demand"] | {
        "maker": {"track": "contract", "entry": "make", "rate": "1 per year"}
    }
    rows = found(stages=stages, tracks=tracks, demand=streams)
    by_hand = 3 * 0.8 * 2000 * 5 + 3 * 0.2 * 1000 * 5 + 1 * 2000 * 5
    assert rows["plant"].in_use == pytest.approx(by_hand)


def test_streams_are_told_apart() -> None:
    """What is asked of a contract maker is its own; 2 a year more come to the plant at once."""
    route = {"cdmo": "20%", "cdmo_demand": {"stream": "maker", "share": "50%"}}
    stages = {**TOWN["stages"], "make": {**TOWN["stages"]["make"], "route": route}}
    tracks = {"drug": {}, "contract": {"chain": ["make"], "stages": {"make": {"route": {}}}}}
    streams = TOWN["demand"] | {
        "maker": {"track": "contract", "entry": "make", "rate": "1 per year"},
        "movers": {"track": "drug", "entry": "make", "rate": "2 per year"},
    }
    rows = found(stages=stages, tracks=tracks, demand=streams)
    assert rows["lab"].streams == pytest.approx({"drugs": 6 * 800 * (2 + 0.5 * 0.8)})
    assert rows["plant"].streams == pytest.approx(
        {
            "drugs": 3 * 0.8 * 2000 * 5,
            "movers": 2 * 0.8 * 2000 * 5,
            "maker": 1 * 2000 * 5 + (3 + 2) * 0.2 * 1000 * 5,
        }
    )
    assert rows["plant"].settles == rows["plant"].in_use


def test_who_grew_holds_less_today_than_it_comes_to() -> None:
    """At g = ln 1.6 a year: 2 years of a lab are (1 − e^(−2g))/g, and half of them fit out."""
    g = log(1.6)
    grown = {"drugs": TOWN["demand"]["drugs"] | {"grew": "60% per year"}}
    rows = found(demand=grown)
    lab = (1 - exp(-2 * g)) / g + exp(-2 * g) * 0.5 * (1 - exp(-g)) / g
    assert rows["lab"].in_use == pytest.approx(6 * 800 * lab)
    assert rows["plant"].in_use == pytest.approx(
        6 * exp(-2 * g) * 0.5 * 2000 * (1 - exp(-5 * g)) / g
    )
    steady = found()
    assert {s: row.settles for s, row in rows.items()} == {
        s: pytest.approx(row.in_use) for s, row in steady.items()
    }


def test_expansions_of_who_grew_are_those_of_younger_tenants() -> None:
    """50 m² a year after a year's fit-out, in a stay for ever: 50 × e^(−g) ÷ g² × arrivals."""
    g = log(1.6)
    more = {"every": "2 years", "area": "100 m²"}
    make = TOWN["stages"]["make"] | {"duration": "forever", "expansion": more}
    stages = {**TOWN["stages"], "make": make}
    movers = {"track": "drug", "entry": "make", "rate": "3 per year", "grew": "60% per year"}
    row = found(stages=stages, demand={"movers": movers})["plant"]
    assert row.in_use == pytest.approx(3 * (2000 / g + 50 * exp(-g) / g**2), rel=1e-5)
    assert row.settles == inf


def test_a_stay_for_ever_is_not_compared() -> None:
    stages = {**TOWN["stages"], "make": {**TOWN["stages"]["make"], "duration": "forever"}}
    stock = TOWN["stock"] | {"plant": {**TOWN["stock"]["lab"], "occupied": "50%"}}
    row = found(stages=stages, stock=stock)["plant"]
    assert row.in_use == inf and row.fits


def test_a_balanced_opening_fits() -> None:
    stock = {"lab": {**TOWN["stock"]["lab"], "area": "16700 m²"}}
    assert found(stock=stock)["lab"].fits


def test_space_held_through_trials_counts_until_the_next_is_fitted_out() -> None:
    """Half of 6 a year end the lab well, 60% of these hold it for a year; 20% of them fit out."""
    trial = {"space": "none", "duration": "1 year", "success": "20%", "holds": "60%"}
    changes: dict[str, Any] = {
        "stages": TOWN["stages"] | {"trial": trial},
        "chain": ["lab", "trial", "make"],
    }
    held = 0.5 * 0.6 * (1 + 0.2 * 1)
    assert found(**changes)["lab"].in_use == pytest.approx(6 * 800 * (2 + held))
    freeing = changes | {
        "stages": changes["stages"] | {"trial": trial | {"while_waiting": "release"}}
    }
    assert found(**freeing)["lab"].in_use == pytest.approx(6 * 800 * (2 + 0.5 * 0.6))


def replaced(expansions: float, makers: float) -> SpaceBalance:
    """8,000 m² of plants, of which 100 m² a month end; products bring 60, the net is 150."""
    halls = TOWN["stock"]["lab"] | {"area": "16000 m²", "occupied": "100%"}
    movers = {"track": "drug", "entry": "make", "rate": "9 per year"}
    changes = {
        "stock": TOWN["stock"] | {"plant": halls},
        "demand": TOWN["demand"] | {"movers": movers},
    }
    spec = Spec.model_validate(TOWN | changes)
    account = FloorAccount(1, (60.0, 400.0), 150.0, 100.0, expansions, (makers, 0.0))
    labs, plants = balance(compile_plan(spec), [account])
    assert labs == balance(compile_plan(spec))[0] and labs.grows is None
    assert plants.leased == 8000 and plants.grows == pytest.approx(12 * 150)
    return plants


def test_growth_from_above_is_apart_from_what_is_replaced() -> None:
    """60 + 170 + 20 − 150 replace the 100 that end: all that stands, 3 : 9 by flow × stay."""
    plants = replaced(expansions=20.0, makers=170.0)
    assert plants.streams == pytest.approx({"drugs": 2000, "movers": 6000})
    assert plants.ratio == pytest.approx(1) and plants.fits
    assert plants.settles == pytest.approx(plants.in_use)


def test_expansions_that_exceed_what_ends_and_grows_do_not_balance() -> None:
    """60 + 300 − 150 are 2.1 times what ends: makers ask for nothing and use grows faster."""
    plants = replaced(expansions=300.0, makers=0.0)
    assert plants.ratio == pytest.approx(2.1) and not plants.fits


def test_where_nobody_leaves_an_account_replaces_nothing() -> None:
    """Who stays for ever is not compared; where nothing is leased, all that comes is growth."""
    stages = {**TOWN["stages"], "make": {**TOWN["stages"]["make"], "duration": "forever"}}
    none = FloorAccount(1, (60.0,), 150.0, 0.0, 0.0, (90.0,))
    stock = TOWN["stock"] | {"plant": {**TOWN["stock"]["lab"], "occupied": "50%"}}
    for changes, in_use in (({"stages": stages, "stock": stock}, inf), ({}, 0)):
        plan = compile_plan(Spec.model_validate(TOWN | changes))
        plants = balance(plan, [none])[1]
        assert plants.in_use == in_use and plants.fits and plants.grows == pytest.approx(1800)
