"""Ends of leases against closed forms."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.measures.counting.history import history
from sim.measures.counting.requests import Requests
from sim.model import wishes
from sim.model.engine import simulate
from sim.model.log import COLUMNS, Log, What
from sim.scenario.plan.compile import compile_plan
from sim.scenario.values.dates import MONTH
from tests.play import play, scenario
from tests.theory.sampling import column, near, near_counts

LEASE = Path(__file__).parent / "lease.yaml"
TERM = 6 * MONTH
ENDS = 7
"""Ends of leases that each tenant has who comes in the first three months of four years."""
TERMS = "stages.work.lease"


def tenants(log: Log) -> Requests:
    return history(log).requests


def at(log: Log, table: Requests, terms: int) -> np.ndarray:
    """What each tenant leases by park, after so many ends of its leases, [tenant, park]."""
    came = table.asked >= 0
    came &= table.ordinal == 0
    first = dict(zip(table.number[came].tolist(), table.moved[came].tolist(), strict=True))
    number = table.number.astype(np.int64)
    then = np.array([first[n] for n in number.tolist()]) + terms * TERM
    there = (
        (table.served >= 0) & (table.served <= then) & ((table.ended < 0) | (table.ended > then))
    )
    areas = np.zeros((len(first), len(log.plan.parks)))
    place = {n: i for i, n in enumerate(sorted(first))}
    rows = np.flatnonzero(there)
    who = [place[n] for n in number[rows].tolist()]
    np.add.at(areas, (who, table.pool[rows] % len(log.plan.parks)), table.taken[rows])
    return areas


@pytest.mark.parametrize("compares", [0.6, 1.0])
def test_whoever_compares_forgets_where_it_was(compares: float) -> None:
    """Two parks alike: after k ends the share still, or again, in the first is ½ + ½(1 − c)ᵏ."""
    spec = scenario(LEASE, {f"{TERMS}.compares": f"{compares:.0%}"})

    def shares(log: Log) -> list[float]:
        areas = [at(log, tenants(log), k) for k in range(ENDS + 1)]
        return [area[:, 0].sum() / area.sum() for area in areas]

    found = column(play(spec, shares)).T
    assert (found[0] == 1.0).all()
    for k in range(1, ENDS + 1):
        near(f"in the first park after {k}", found[k], 0.5 + 0.5 * (1 - compares) ** k)


def test_between_parks_as_large_as_their_weights_moves_balance() -> None:
    """Detailed balance: those who come by the weights by which they compare go to and fro alike."""
    weights = {"east": 1, "west": 3}
    spec = scenario(
        LEASE,
        {"stages.work.park_order": None, "stages.work.parks": weights, f"{TERMS}.compares": "100%"},
    )

    def moves(log: Log) -> list[float]:
        table = tenants(log)
        moved = (table.leaves >= 0) & (table.moved >= 0)
        out = (moved & (table.leaves == 0)).sum()
        back = (moved & (table.leaves == 1)).sum()
        companies = (table.asked >= 0).sum()
        return [out - back, (out + back) / companies / ENDS]

    found = column(play(spec, moves))
    near("net moves", found[:, 0], 0.0)
    near("moves for each end of a lease", found[:, 1], 2 * 0.25 * 0.75)


def test_terms_of_the_opening_are_met_midway() -> None:
    """Terms of half a year end at an even rate from the first month on: a sixth of them in each."""
    standing = {
        "stock.lab.occupied": "1%",
        "demand.firms.rate": "0 per month",
        f"{TERMS}.compares": "100%",
    }

    def asked_to_move(log: Log) -> np.ndarray:
        ticks = log.rows[log.rows[:, 1] == What.MOVING][:, 0]
        return np.bincount(ticks // MONTH, minlength=6)[:6]

    counts = np.sum(play(scenario(LEASE, standing), asked_to_move), axis=0)
    near_counts("ends of terms by month", counts, np.ones(6), given_total=True)


def test_pulls_are_log_odds() -> None:
    """Of two parks of which one opened since the start, e ^ pull to 1 draw the new one."""
    new = {
        "area": "100000000 m²",
        "basis": "lettable",
        "parks": {"west": "100%"},
        "mix": {"lab": "100%"},
        "lettable": "100%",
        "start": "2024-02",
        "construction": "1 month",
    }
    stock = {"stock.lab.area": "100000000 m²", "stock.lab.parks": {"east": "100%"}}
    spec = scenario(
        LEASE,
        {
            "supply.new": new,
            **stock,
            f"{TERMS}.compares": "100%",
            f"{TERMS}.newness_pull": 1,
            "replications": 60,
        },
    )

    def share(log: Log) -> list[float]:
        area = at(log, tenants(log), 4)
        return [area[:, 1].sum() / area.sum()]

    found = column(play(spec, share))
    near("in the new park", found[:, 0], np.e / (1 + np.e))


def test_what_shrinks_and_grows_has_a_known_mean() -> None:
    """A lease shrinks by 30 % with 20 %: × 0.94 each time; it grows by 10 % with 25 %: × 1.025."""
    some = {"shrinks": "20%", "shrinks_by": "30%", "grows": "25%", "grows_by": "10%"}

    def leased(changes: dict[str, object]) -> np.ndarray:
        def areas(log: Log) -> list[float]:
            table = tenants(log)
            return [at(log, table, k).sum(axis=1).mean() for k in range(4)]

        spec = scenario(LEASE, {TERMS: {"term": "6 months", **changes}})
        return column(play(spec, areas)).T

    only = leased({key: some[key] for key in ("shrinks", "shrinks_by")})
    more = leased({key: some[key] for key in ("grows", "grows_by")})
    for k in range(1, 4):
        near(f"shrunk {k} times", only[k], 1e5 * 0.94**k)
        near(f"grown {k} times", more[k], 1e5 * 1.025**k)


def test_who_moves_takes_along_what_was_added() -> None:
    """All that a tenant leases lies in one park once it has moved at the end of its last lease."""
    lease = {"term": "6 months", "grows": "50%", "grows_by": "10%", "compares": "100%"}
    [log] = play(scenario(LEASE, {TERMS: lease}), lambda log: log, 1)
    table, areas = tenants(log), at(log, tenants(log), 4)
    moved = table.number[(table.leaves >= 0) & (table.ordinal == 4)]
    added = table.number[(table.leaves < 0) & (table.ordinal > 0) & (table.ordinal < 4)]
    both = np.isin(np.sort(np.unique(table.number)), np.intersect1d(moved, added))
    assert both.sum() > 10
    assert ((areas[both] > 0).sum(axis=1) == 1).all()
    assert (areas[both].sum(axis=1) > 1.05e5).all()


def test_there_is_one_event_for_each_term_that_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar grows by no more than the leases that end before their stage does."""
    spec = scenario(LEASE, {"stages.work.duration": {"exponential": "20 months"}})
    plan, ended = compile_plan(spec), list[int]()
    decide = wishes._end_lease

    def counted(*args: object) -> None:
        ended.append(0)
        decide(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(wishes, "_end_lease", counted)
    log = simulate(plan, spec.seed, 0)
    number, tick = COLUMNS.index("number"), COLUMNS.index("tick")
    started, over = (log.rows[log.rows[:, 1] == what] for what in (What.STARTED, What.STAGE_ENDED))
    until = dict(zip(over[:, number].tolist(), over[:, tick].tolist(), strict=True))
    stays = [until.get(row[number], plan.end) - row[tick] for row in started.tolist()]
    assert len(ended) == sum(-(-stay // TERM) - 1 for stay in stays) > 100


def test_who_compares_rents_is_drawn_by_their_ratio() -> None:
    """Of two parks of which one costs twice as much, 2 ^ −1.5 to 1 draw the dear one."""
    rent = {"level": "100 元/m²/月", "basis": "lettable", "natural_vacancy": "10%"}
    spec = scenario(
        LEASE,
        {
            "rent.lab": rent | {"adjustment": 0, "parks": {"east": "120%", "west": "240%"}},
            f"{TERMS}.compares": "100%",
            f"{TERMS}.rent_pull": -1.5,
            "replications": 60,
        },
    )

    def share(log: Log) -> list[float]:
        area = at(log, tenants(log), 4)
        return [area[:, 1].sum() / area.sum()]

    near("in the dear park", column(play(spec, share))[:, 0], 1 / (1 + 2**1.5))


@pytest.mark.parametrize(("premium", "old"), [("125%", 100), ("80%", 300)])
def test_who_compares_tiers_draws_them_by_their_stock_newness_and_rent(
    premium: str, old: int
) -> None:
    """In one park of `old` and 100 million m² of new: their ratio × e ^ pull × premium ^ −1.5."""
    new = {
        "area": "100000000 m²",
        "basis": "lettable",
        "parks": {"east": "100%"},
        "mix": {"lab": "100%"},
        "lettable": "100%",
        "start": "2024-02",
        "construction": "1 month",
    }
    stock = {"area": f"{old}000000 m²", "parks": {"east": "100%"}}
    rent = {"level": "100 元/m²/月", "basis": "lettable", "natural_vacancy": "10%"}
    spec = scenario(
        LEASE,
        {
            "supply.new": new,
            **{f"stock.lab.{key}": said for key, said in stock.items()},
            "rent.lab": rent | {"adjustment": 0, "new_over_old": premium},
            f"{TERMS}.compares": "100%",
            f"{TERMS}.newness_pull": 0.5,
            f"{TERMS}.rent_pull": -1.5,
            "replications": 60,
        },
    )

    def share(log: Log) -> list[float]:
        table = tenants(log)
        let = table.taken[(table.served >= 0) & (table.ended < 0)]
        return [let[table.new[(table.served >= 0) & (table.ended < 0)] == 1].sum() / let.sum()]

    odds = 100 / old * np.exp(0.5) * (float(premium.rstrip("%")) / 100) ** -1.5
    near("in new buildings", column(play(spec, share))[:, 0], odds / (1 + odds))
