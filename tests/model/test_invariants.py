"""What holds in every scenario: conservation, the rule of serving, sameness under relabelling."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sim.model.audit import Audit
from sim.model.engine import simulate
from sim.model.log import COLUMNS, Log, What
from sim.model.market import Market, Pool, Request, Site
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
from sim.scenario.schema import Spec
from tests.examples import share
from tests.model.changes import rows
from tests.strategies import Raw, backwards, enlarged, scenarios, with_tiers

whole = settings(suppress_health_check=list(HealthCheck))
TINY = Path(__file__).parents[1] / "scenarios" / "tiny"
AT = {name: i for i, name in enumerate(COLUMNS)}


def play(raw: Raw, replication: int = 0, audit: bool = False) -> Log:
    spec = Spec.model_validate(raw)
    chosen = Settings(spec.seed)
    return simulate(plan_of(spec, chosen, replication), spec.seed, replication, audit)


@pytest.fixture(autouse=True)
def _referee(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a slow and obvious referee watch every grant, every promise and every audited event."""
    check, lease, commit = Audit.check, Market._lease, Market.commit

    def stricter(self: Audit) -> None:
        check(self)
        # While the story of one event goes on, SimPy's own events of this instant are pending.
        upcoming = self.city.calendar._queue[0] if self.city.calendar._queue else None
        if upcoming is None or upcoming[0] > self.city.tick or upcoming[1] >= 2:
            in_vain = [r for r in self.city.market.waiting if due_pool(self.city.market, r) >= 0]
            assert not in_vain, in_vain

    def rightful(self: Market, request: Request, pool: Pool) -> None:
        assert request.promise is not None or due_pool(self, request) == pool.index
        lease(self, request, pool)

    def needed(self: Market, request: Request, site: Site) -> None:
        let_ahead = self.plan.entities[request.company.entity].startswith("let_ahead/")
        assert let_ahead or due_pool(self, request) < 0
        commit(self, request, site)

    monkeypatch.setattr(Audit, "check", stricter)
    monkeypatch.setattr(Market, "_lease", rightful)
    monkeypatch.setattr(Market, "commit", needed)


def on_paper(share: float) -> Fraction:
    """A share of whole percents of a percent, exactly."""
    return Fraction(round(10_000 * share), 10_000)


def wants(market: Market, request: Request, pool: int) -> tuple[int, int]:
    """Whole units that a request takes of a pool, and what of it must stand on ground floors."""
    space = pool // len(market.plan.parks)
    units = Fraction(request.area, market.plan.units[space]).__ceil__()
    taken = units * market.plan.units[space]
    told = market.plan.floors[space] is not None
    return taken, (taken * on_paper(request.heavy)).__ceil__() if told else 0


def fits_ever(market: Market, request: Request, pool: int) -> bool:
    taken, heavy = wants(market, request, pool)
    return taken <= market.plan.limit[pool] and heavy <= market.plan.ground_limit[pool]


def due_pool(market: Market, request: Request) -> int:
    """The pool that DESIGN 2.2 gives a request now, by the slowest way there is; -1: none."""
    plan = market.plan
    ahead = [other for other in market.waiting if other.rank < request.rank]
    closed = {
        i
        for other in ahead
        for i in other.allowed
        if plan.strict[i // len(plan.parks)] and fits_ever(market, other, i)
    }
    for i in request.allowed:
        pool, reserve = market.pools[i], plan.reserves[i]
        room = pool.capacity - pool.leased
        if reserve is not None and request.company.track not in reserve.tracks:
            held = on_paper(reserve.share) * pool.capacity // 1
            room -= max(0, held - pool.leased_by_members)
        if pool.tiers and request.tied:
            new = min(pool.added - pool.leased_new, pool.capacity - pool.leased)
            room = min(room, new if request.new else pool.capacity - pool.leased - new)
        taken, heavy = wants(market, request, i)
        if i not in closed and taken <= room and heavy <= pool.ground - pool.ground_leased:
            return i
    return -1


@settings(whole, max_examples=share(40))  # an audit after each event takes its time
@given(scenarios())
def test_the_books_balance_and_whoever_fits_is_served(raw: Raw) -> None:
    for replication in range(2):
        log = play(raw, replication, audit=True)
        told_ahead_comes_true(log)


@settings(whole, max_examples=share(40))
@given(scenarios().map(with_tiers))
def test_they_do_where_old_and_new_buildings_are_told_apart(raw: Raw) -> None:
    told_ahead_comes_true(play(raw, 0, audit=True))


def told_ahead_comes_true(log: Log) -> None:
    """Ticks run forward within the clock; what a row says will happen does, at its tick."""
    ticks = log.rows[:, AT["tick"]].tolist()
    assert ticks == sorted(ticks)
    assert all(0 <= tick < log.plan.end for tick in ticks)
    told: dict[tuple[Any, ...], int] = {}
    later = {What.GRANTED: What.MOVED_IN, What.COMMITTED: What.GRANTED}
    gone = {What.RELEASED, What.CANCELLED}
    for row in log.rows.tolist():
        what, request = What(row[AT["what"]]), row[AT["request"]]
        site = (What.CAPACITY, row[AT["entity"]], row[AT["pool"]])
        if what is What.CAPACITY:
            assert told.pop(site) == row[0]
        elif what is What.CONSTRUCTION and row[AT["aux"]] >= 0:
            told[site] = row[AT["aux"]]
        if request < 0:
            continue
        if what in later.values() and (what, request) in told:
            assert told.pop((what, request)) == row[0]
        if what is What.STRANDED:  # nobody moves in; it goes at the tick told
            told.pop((What.MOVED_IN, request), None)
            told[what, request] = row[AT["aux"]]
        elif what in later and (What.STRANDED, request) not in told:
            told[later[what], request] = row[AT["aux"]]
        elif what in gone:
            for kind in later.values():
                told.pop((kind, request), None)
            assert told.pop((What.STRANDED, request), row[0]) == row[0]
    assert all(tick >= log.plan.end for tick in told.values())


@whole
@given(scenarios())
def test_twice_the_same_audited_or_not(raw: Raw) -> None:
    assert play(raw).rows.tolist() == play(raw, audit=True).rows.tolist()


@whole
@given(scenarios())
def test_labels_and_the_order_of_keys_change_nothing(raw: Raw) -> None:
    other = backwards(raw)
    for name in ("parks", "spaces", "tracks", "stages", "demand", "supply", "renewals"):
        for entry in other[name].values():
            entry["label"] = "Another name"
    assert play(other).rows.tolist() == play(raw).rows.tolist()


@whole
@given(scenarios(exact=True))
def test_larger_areas_change_nothing_but_areas(raw: Raw) -> None:
    """With all areas three times as large, the same happens to three times the area.

    But of parts of leases: a square metre stays, however large the lease.
    """
    whole_leases = without(raw, "gives_back", "lease")
    small = rows(play(whole_leases, audit=True))
    large = rows(play(enlarged(whole_leases, 3)))
    area = 7
    assert [
        (*r[:area], 3 * r[area] if r[area] > 0 else r[area], *r[area + 1 :]) for r in small
    ] == large


def said(raw: Raw) -> list[tuple[int, ...]]:
    """The rows of a log, but for those that tell of ground floors."""
    return [row for row in rows(play(raw, audit=True)) if row[1] != "ground"]


def without(node: Any, *keys: str) -> Any:
    """The same scenario without some keys, wherever they stand."""
    if not isinstance(node, dict):
        return node
    return {key: without(value, *keys) for key, value in node.items() if key not in keys}


def spaces_with(raw: Raw, **more: Any) -> Raw:
    return raw | {"spaces": {name: space | more for name, space in raw["spaces"].items()}}


@whole
@given(scenarios())
def test_units_of_a_square_metre_change_nothing(raw: Raw) -> None:
    plain = without(raw, "unit")
    assert rows(play(plain)) == rows(
        play(spaces_with(plain, unit={"area": "1 m²", "basis": "lettable"}))
    )


@whole
@given(scenarios())
def test_ground_floors_change_nothing_for_light_area(raw: Raw) -> None:
    light = without(raw, "heavy")
    assert said(light) == said(without(light, "ground"))


@whole
@given(scenarios())
def test_heavy_area_changes_nothing_where_all_floors_bear_it(raw: Raw) -> None:
    plain = without(raw, "ground")
    assert said(plain) == said(spaces_with(plain, ground="100%")) == said(without(plain, "heavy"))


def forget_to_serve(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Market, "serve", lambda self: None)


def forget_that_queues_are_strict(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Market, "_closed_ahead", lambda self, request: 0)


def forget_the_reserve(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Pool, "room", lambda self, track: self.capacity - self.leased)


def forget_that_units_are_whole(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Pool, "whole", lambda self, area: area)


def forget_the_ground_floors(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Pool, "heavy", lambda self, request: 0)


def serve_the_last_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Request, "__lt__", lambda self, other: self.rank > other.rank)


def forget_what_a_strict_request_closed(patch: pytest.MonkeyPatch) -> None:
    """Whoever leaves the list opens its pools again, and nobody looks."""
    unlist = Market._unlist

    def defect(self: Market, request: Request) -> None:
        changed = self._changed
        unlist(self, request)
        self._changed = changed

    patch.setattr(Market, "_unlist", defect)


@pytest.mark.parametrize(
    ("plant", "scenario"),
    [
        (forget_to_serve, "blocking"),
        (forget_that_queues_are_strict, "strict"),
        (forget_the_reserve, "reserve"),
        (forget_that_units_are_whole, "whole-units"),
        (forget_the_ground_floors, "floors"),
        (serve_the_last_first, "strict"),
        (forget_what_a_strict_request_closed, "strict-end"),
    ],
)
def test_the_referee_sees_a_planted_defect(
    monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None], scenario: str
) -> None:
    raw = load(TINY / f"{scenario}.yaml").raw
    play(raw, audit=True)
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        play(raw, audit=True)
