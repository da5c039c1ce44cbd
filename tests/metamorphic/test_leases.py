"""What ends of leases may and may not change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.measures.tables.moves import moves, vintages
from sim.model.log import Log, What
from sim.scenario.plan.compile import compile_plan
from tests.logs import tallied
from tests.play import play, scenario

TESTS = Path(__file__).parents[1]
AMPLE = TESTS / "theory" / "chain.yaml"
LEASE = TESTS / "theory" / "lease.yaml"
MOVES = {"term": "5 months", "compares": "70%", "vacancy_pull": 2}


def by_space(log: Log) -> np.ndarray:
    """Leased at month ends, [month, park]; there is one space type."""
    return tallied(log).leased_end


def test_moves_alone_change_neither_what_is_leased_nor_any_life() -> None:
    """Without fit-out, where it is never full: parks change, their sum and all stages do not."""
    fast = {"stages.work.duration": {"exponential": "15 months"}}

    def told(log: Log) -> tuple[np.ndarray, list[list[int]]]:
        rows = log.rows[np.isin(log.rows[:, 1], (What.STARTED, What.STAGE_ENDED, What.ENDED))]
        return by_space(log), np.delete(rows, 8, axis=1).tolist()

    def with_lease(lease: object) -> list[tuple[np.ndarray, list[list[int]]]]:
        return play(scenario(LEASE, {**fast, "stages.work.lease": lease}), told, 3)

    for (without, lives), (moved, same) in zip(
        with_lease({"term": "5 months", "compares": "0%"}), with_lease(MOVES), strict=True
    ):
        assert lives == same
        assert (moved.sum(axis=1) == without.sum(axis=1)).all()
        assert (moved != without).any()


def test_ends_that_decide_nothing_change_nothing() -> None:
    def told(log: Log) -> pd.DataFrame:
        return log.table()

    def with_lease(lease: object) -> list[pd.DataFrame]:
        return play(scenario(AMPLE, {"stages.make.lease": lease}), told, 2)

    for bare, one, other in zip(
        with_lease(None),
        with_lease({"term": "3 months", "compares": "0%", "vacancy_pull": 3}),
        with_lease({"term": "3 months", "shrinks": "50%", "shrinks_by": "0%"}),
        strict=True,
    ):
        pd.testing.assert_frame_equal(bare, one)
        pd.testing.assert_frame_equal(bare, other)


def test_an_empty_park_fills_from_a_full_one_while_the_market_loosens() -> None:
    """Nobody comes; tenants leave, and the rest are drawn to where most is free."""
    loose = {
        "stock.lab.area": "40000000 m²",
        "stock.lab.occupied": "0%",
        "stock.lab.occupied_in": {"east": "95%"},
        "demand.firms.rate": "0 per month",
        "stages.work.duration": {"exponential": "60 months"},
    }

    def by_park(changes: dict[str, object]) -> np.ndarray:
        spec = scenario(LEASE, loose | changes)
        return np.stack(play(spec, by_space, 6))[:, [0, -1]]

    lease = {"term": {"uniform": ["24 months", "48 months"]}, "compares": "30%"}
    drawn = by_park({"stages.work.lease": {**lease, "vacancy_pull": 3}})
    start, end = drawn[:, 0], drawn[:, 1]
    assert (end.sum(axis=1) < start.sum(axis=1)).all()
    assert (end[:, 1] > start[:, 1]).all()
    assert (end[:, 0] < start[:, 0]).all()
    weakly = by_park({"stages.work.lease": {**lease, "vacancy_pull": 0}})[:, 1]
    assert end[:, 1].mean() > weakly[:, 1].mean()
    none = by_park({"stages.work.lease": None})
    assert (none[:, 1, 1] <= none[:, 0, 1]).all()


def test_a_cheap_and_empty_park_fills_from_old_buildings_while_the_market_loosens() -> None:
    """Nobody comes; who compares rents goes west, and the measures say whose buildings empty."""
    new = {
        "area": "10000000 m²", "basis": "lettable", "parks": {"west": "100%"}, "lettable": "100%",
        "mix": {"lab": "100%"}, "start": "2024-02", "construction": "3 months",
    }  # fmt: skip
    rent = {"level": "100 元/m²/月", "basis": "lettable", "natural_vacancy": "10%"}
    rent |= {"adjustment": 0.3, "reversion": "20%"}
    loose = {
        "stock.lab.area": "40000000 m²",
        "stock.lab.occupied": "0%",
        "stock.lab.occupied_in": {"east": "95%"},
        "demand.firms.rate": "0 per month",
        "stages.work.duration": {"exponential": "60 months"},
        "supply.new": new,
    }
    lease = {"term": {"uniform": ["24 months", "48 months"]}, "compares": "30%", "rent_pull": -3}

    def told(parks: dict[str, str]) -> tuple[np.ndarray, pd.DataFrame, pd.DataFrame]:
        changes = {"rent.lab": {**rent, "parks": parks}, "stages.work.lease": lease}
        spec = scenario(LEASE, loose | changes)
        tallies, plan = play(spec, tallied, 6), compile_plan(spec)
        leased = np.stack([tally.leased_end[[0, -1]] for tally in tallies])
        return leased, moves(tallies, plan), vintages(tallies, plan)

    leased, moved, aged = told({"west": "70%"})
    start, end = leased[:, 0], leased[:, 1]
    assert (end.sum(axis=1) < start.sum(axis=1)).all()
    assert (end[:, 1] > start[:, 1]).all()
    areas = moved.groupby(["from_park", "park"], observed=True)["area"].sum()
    assert areas["east", "west"] > 3 * areas.get(("west", "east"), 0)
    by_month = aged.groupby(["park", "month"], observed=True)[["leased_old", "leased_new"]].sum()
    east, west = by_month.loc["east"], by_month.loc["west"]
    assert east.leased_old.iloc[-1] < east.leased_old.iloc[0]
    assert west.leased_new.iloc[-1] > west.leased_new.iloc[0] == 0
    alike, _, _ = told({})
    assert end[:, 1].mean() > alike[:, 1, 1].mean()


NEW = {
    "area": "40000000 m²", "basis": "lettable", "parks": {"east": "100%"}, "lettable": "100%",
    "mix": {"lab": "100%"}, "start": "2024-05", "construction": "3 months",
}  # fmt: skip
ASKED = {"level": "100 元/m²/月", "basis": "lettable", "natural_vacancy": "10%", "adjustment": 0.3}


def test_the_more_new_buildings_ask_the_fewer_tenants_are_drawn_from_old_ones() -> None:
    """One park with room for all, the same luck: at no month end are more in new buildings."""
    lease = {**MOVES, "newness_pull": 1, "rent_pull": -3, "vacancy_pull": 0}

    def told(premium: str) -> tuple[np.ndarray, list[int]]:
        asked = {"rent.lab": {**ASKED, "new_over_old": premium}, "stages.work.lease": lease}
        spec = scenario(LEASE, {"supply.new": NEW, **asked})
        tallies, plan = play(spec, tallied, 6), compile_plan(spec)
        by_month = vintages(tallies, plan).query("park == 'east'")["leased_new"].to_numpy()
        return by_month, [len(tally.moves) for tally in tallies]

    (cheap, moved), (alike, _), (dear, _), (forbidding, stayed) = map(
        told, ("80%", "100%", "120%", "10000%")
    )
    for less, more in ((alike, cheap), (dear, alike), (forbidding, dear)):
        assert (less <= more).all()
        assert less.sum() < more.sum()
    assert min(moved) > 0
    assert sum(stayed) < sum(moved)
    assert forbidding.sum() == 0


def test_tiers_that_nobody_compares_change_nothing() -> None:
    """All rows are the same, but for those that say what is in new buildings."""
    nobody = {**MOVES, "compares": "0%", "rent_pull": -3}

    def rows(rent: dict[str, object]) -> list[pd.DataFrame]:
        spec = scenario(LEASE, {"supply.new": NEW, "rent.lab": rent, "stages.work.lease": nobody})
        return play(spec, lambda log: log.table(), 2)

    for plain, told in zip(rows(ASKED), rows({**ASKED, "new_over_old": "150%"}), strict=True):
        new = told["what"] == "new"
        pd.testing.assert_frame_equal(plain, told[~new].reset_index(drop=True))
