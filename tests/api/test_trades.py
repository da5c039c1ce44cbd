"""What speaks of the city's own trade leaves out the tenants of others."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sim import Scenario
from sim.report.first_screen import facts
from sim.scenario.plan.chains import success_from_each_stage
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.opening import leased_a_year

SHOP = {"space": "lab", "basis": "lettable", "area": "200 m²", "duration": "24 months"}
COUNT = {"metric": "count", "event": "started", "window": {"start": "2026-01", "end": "2028-12"}}


@pytest.fixture(scope="module")
def town() -> Scenario:
    """The town, in which shops take laboratories."""
    plain = Scenario.load(Path(__file__).parent / "town.yaml")
    return plain.with_(
        {
            "trades": {"shops": {"label": "商铺 Shops"}},
            "stages.shop": SHOP,
            "tracks.shop": {"chain": ["shop"], "trade": "shops"},
            "demand.shops": {"track": "shop", "entry": "shop", "rate": "6 per year"},
        }
    )


def test_products_of_success_and_the_sum_of_demand_are_of_the_own_trade(town: Scenario) -> None:
    own = town.with_({"tracks.shop.trade": None})
    assert set(success_from_each_stage(town.spec)) == {"bio"}
    assert set(success_from_each_stage(own.spec)) == {"bio", "shop"}
    plan, all_own = compile_plan(town.spec), compile_plan(own.spec)
    lab = {plan.spaces.index("lab")}
    assert leased_a_year(all_own, lab) - leased_a_year(plan, lab) == pytest.approx(6 * 200)


def test_a_trade_changes_what_is_asked_of_the_answer_and_nothing_else(town: Scenario) -> None:
    """The same log: the same levels in all, and the shops' requests counted apart."""
    mixed = town.run(replications=4, workers=1)
    own = town.with_({"tracks.shop.trade": None}).run(replications=4, workers=1)
    levels = ["capacity", "leased", "waiting_area", "absorption"]
    assert mixed.series[levels].equals(own.series[levels])
    one, other = (run.tallies[0].checks[0, 1] for run in (mixed, own))
    assert 0 < one < other
    shares = mixed.verdict.trades
    assert [share.space for share in shares] == ["lab"]
    assert 0 < shares[0].start < 1
    assert "shops" in set(mixed.trades.trade.astype(str))
    of_all = mixed.series.groupby(["replication", "month", "space"], observed=True)["absorption"]
    by_trade = mixed.trades.groupby(["replication", "month", "space"], observed=True)["absorption"]
    assert by_trade.sum().equals(of_all.sum())
    of_mixed, of_own = facts(mixed.view), facts(own.view)
    assert "of the own trade" in of_mixed["leaving"].en
    assert "of the own trade" not in of_own["leaving"].en
    assert "Of other trades" in mixed.story()
    assert "Of other trades" not in own.story()
    assert "other trades hold" in mixed.story()
    assert "08-trades" in mixed.figures.drawn
    assert "08-trades" not in own.figures.drawn
    shown = mixed.figures.trades("en")
    assert list(shown) == ["lab"]
    ends = {name: layer[-1] for name, layer in shown.data.panels["lab"].layers.items()}
    last = mixed.trades[mixed.trades.month >= mixed.trades.month.max() - pd.DateOffset(months=2)]
    means = last[last.space == "lab"].groupby("trade", observed=True).leased.mean()
    assert ends == pytest.approx({name: means[name] / shown.data.unit.m2 for name in ends})
    assert "other trades hold" not in own.story()
    assert "other trades hold" in str(mixed.verdict)
    assert "other trades hold" in of_mixed["sharing"].en
    assert "sharing" not in of_own


def test_a_count_without_tracks_counts_the_own_trade(town: Scenario) -> None:
    research = {"tracks.shop.chain": ["research"], "demand.shops.entry": "research"}
    shared = town.with_(research)

    def counted(tracks: list[str] | None) -> tuple[float, float, float]:
        goal = COUNT | {"stage": "research", "at_least": 1} | ({"tracks": tracks} if tracks else {})
        run = shared.with_({"standards.starts": goal}).run(replications=4, workers=1)
        assert run.verdict.promises
        return run.verdict.promises.each[0].value

    assert counted(None) == counted(["bio"])
    assert counted(None)[1] < counted(["bio", "shop"])[1]


def test_where_nothing_is_let_other_trades_hold_no_share(town: Scenario) -> None:
    """Shops come when the laboratories, empty at first, have stood for a year."""
    late = {
        "stock.lab.occupied": "0%",
        "demand.shops.profile": {"steps": {"2026-01": 0, "2027-01": 1}},
        **{f"demand.{name}.rate": "0 per year" for name in town.spec.demand if name != "shops"},
    }
    run = town.with_(late).run(replications=4, workers=1)
    (shares,) = run.verdict.trades
    assert shares.start is None
    assert shares.end == (1.0, 1.0, 1.0)
    assert "hold -% of what is let" in run.story()
