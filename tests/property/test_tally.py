"""The tally of random logs against a slow and obvious one."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.measures.counting import trades
from sim.measures.counting.history import history
from sim.measures.counting.levels import POOL, before
from sim.measures.counting.requests import occupancy, place
from sim.measures.counting.tally import TRACK, imbalances
from sim.measures.counting.trades import TRADED
from sim.model.log import COLUMNS, What
from sim.scenario.values.dates import MONTH
from tests.examples import examples
from tests.logs import a_log, a_plan, row, tallied
from tests.play import play, scenario

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"

MONTHS = 4
PLANS = {
    "whole": a_plan(months=MONTHS),
    "cut": a_plan(months=MONTHS, end=3 * MONTH + 12_345),
    "two trades": a_plan(months=MONTHS, trades=(None, "shops")),
}
COLUMN = {name: i for i, name in enumerate(COLUMNS)}


@st.composite
def lives(draw, request, end):
    """Rows of one request: ask, perhaps commit, be granted, move in, release; or be lost."""
    late = st.integers(0, end - 1)
    # Month ends are where mistakes hide.
    instant = st.one_of(
        late, st.sampled_from([m * MONTH for m in range(MONTHS) if m * MONTH < end])
    )
    ticks = sorted(draw(st.lists(instant, min_size=5, max_size=5)))
    who = {
        "entity": 0,
        "number": request,
        "track": draw(st.integers(0, 1)),
        "stage": draw(st.integers(0, 1)),
        "ordinal": draw(st.integers(0, 1)),
        "request": request,
    }
    area = draw(st.integers(1, 10**6))
    first, granted = draw(st.integers(-1, 3)), draw(st.integers(0, 3))
    at = {"pool": granted, "area": area}
    ends = draw(
        st.sampled_from(["waits", "lost", "cancelled", "holds", "holds", "released", "opened"])
    )
    rows = []
    if ends == "opened":
        phase = draw(st.integers(0, 2))
        rows.append(row(0, What.OPENED, **who, **at, aux=phase))
        if phase == 0 and draw(st.booleans()):
            rows.append(row(ticks[1], What.MOVED_IN, **who, **at))
        if draw(st.booleans()):
            rows.append(row(ticks[2], What.RELEASED, **who, **at, aux=int(phase > 0)))
        return rows
    ahead = draw(st.sampled_from([0, 0, 1, MONTH, 5 * MONTH]))
    if draw(st.integers(0, 3)) == 0:  # it was asked before the clock
        since = draw(st.sampled_from([-MONTH, -2, 0, ticks[0] + ahead]))
        rows.append(row(0, What.PENDING, **who, pool=first, area=area, aux=since))
    else:
        rows.append(row(ticks[0], What.ASKED, **who, pool=first, area=area, aux=ticks[0] + ahead))
    if ends == "lost":
        return [*rows, row(ticks[1], What.LOST, **who, aux=draw(st.integers(1, 2)))]
    if draw(st.booleans()):
        rows.append(row(ticks[1], What.COMMITTED, **who, **at, aux=ticks[2]))
    if ends == "cancelled":
        return [*rows, row(ticks[2], What.CANCELLED, **who, aux=0)]
    if ends == "waits":
        return rows
    rows.append(row(ticks[2], What.GRANTED, **who, **at, aux=ticks[3]))
    if draw(st.booleans()):
        rows.append(row(ticks[3], What.MOVED_IN, **who, **at))
    if ends == "released":
        rows.append(row(ticks[4], What.RELEASED, **who, **at, aux=0))
    return rows


@st.composite
def parts(draw, rows, end):
    """Rows of parts of leases in use that are given back, one of a lease."""
    leases, given = {}, []
    for values in rows:
        r = {name: values[i] for name, i in COLUMN.items()}
        in_use = (r["what"] == What.OPENED and r["aux"] > 0) or r["what"] == What.MOVED_IN
        if in_use:
            leases[r["request"]] = r | {"until": end - 1}
        elif r["what"] == What.RELEASED and r["request"] in leases:
            leases[r["request"]]["until"] = r["tick"]
    serial = 1 + max((values[COLUMN["request"]] for values in rows), default=-1)
    for lease, r in leases.items():
        if r["area"] > 1 and draw(st.booleans()):
            tick = draw(st.integers(r["tick"], r["until"]))
            who = {name: r[name] for name in ("entity", "number", "track", "stage", "ordinal")}
            part = {
                "request": serial,
                "pool": r["pool"],
                "area": draw(st.integers(1, r["area"] - 1)),
            }
            given.append(row(tick, What.REDUCED, **who, **part, aux=lease))
            serial += 1
    return given


@st.composite
def works(draw, end):
    """Rows of one building site or renewal."""
    a, b, c = sorted(draw(st.lists(st.integers(0, end - 1), min_size=3, max_size=3)))
    site = {"entity": 2, "pool": draw(st.integers(0, 3)), "area": draw(st.integers(1, 10**6))}
    if draw(st.booleans()):
        never = draw(st.booleans())
        start = row(a, What.CONSTRUCTION, **site, aux=-1 if never else b)
        return [start] if never else [start, row(b, What.CAPACITY, **site)]
    rows = [row(a, What.WITHDRAWN, **site), row(b, What.REBUILD, **site)]
    beyond = draw(st.booleans())
    rows.append(row(b, What.CONSTRUCTION, **site, aux=end + 7 if beyond else c))
    return rows if beyond else [*rows, row(c, What.CAPACITY, **site)]


@st.composite
def logs(draw):
    plan = PLANS[draw(st.sampled_from(sorted(PLANS)))]
    rows = []
    for request in range(draw(st.integers(0, 8))):
        rows += draw(lives(request, plan.end))
    rows += draw(parts(rows, plan.end))
    for _ in range(draw(st.integers(0, 3))):
        rows += draw(works(plan.end))
    return a_log(plan, rows)


def spells(log):
    """(measure, pool, space's track or None, amount, from, to) of everything, told row by row."""
    end, told, life = log.plan.end, [], {}
    for pool, area in enumerate(log.plan.capacity):
        told.append(("capacity", pool, None, area, -1, end))
    for values in log.rows.tolist():
        r = {name: values[i] for name, i in COLUMN.items()}
        what, tick, pool, area = What(r["what"]), r["tick"], r["pool"], r["area"]
        if what is What.CAPACITY:
            told.append(("capacity", pool, None, area, tick, end))
        elif what is What.WITHDRAWN:
            told.append(("capacity", pool, None, -area, tick, end))
            told.append(("withdrawn", pool, None, area, tick, end))
        elif what is What.REBUILD:
            told.append(("withdrawn", pool, None, -area, tick, end))
        elif what is What.CONSTRUCTION and r["aux"] >= 0:
            told.append(("construction", pool, None, area, tick, r["aux"]))
        elif what in {What.OPENED, What.ASKED, What.PENDING}:
            before = what is What.PENDING and r["aux"] < 0
            life[r["request"]] = r | {"opened": what is What.OPENED, "before": before}
        elif what is What.MOVING:  # waits, but for nothing that is counted
            life[r["request"]] = r | {"opened": False, "pool": -1}
        elif what is What.REDUCED:
            life[r["aux"]].setdefault("parts", []).append(r)
        elif r["request"] >= 0:
            life[r["request"]][what] = r
    for r in life.values():
        told += list(spells_of(r, end))
    return told


def spells_of(r, end):
    def when(*whats, default=end):
        return min((r[w]["tick"] for w in whats if w in r), default=default)

    track, area = r["track"], r["area"]
    if not r["opened"] and r["pool"] >= 0:
        start = -1 if r["before"] else max(r["tick"], r["aux"])
        stop = when(What.GRANTED, What.COMMITTED, What.LOST, What.CANCELLED)
        if start < stop:
            yield ("waiting_area", r["pool"], track, area, start, stop)
            yield ("waiting", r["pool"], track, 1, start, stop)
    grant = r if r["opened"] else r.get(What.GRANTED)
    if grant is None:
        return
    start = -1 if r["opened"] else grant["tick"]
    stop = when(What.RELEASED)
    taken = grant["area"]
    yield ("leased", grant["pool"], track, taken, start, stop)
    for part in r.get("parts", ()):
        yield ("leased", grant["pool"], track, -part["area"], part["tick"], stop)
    if not (r["opened"] and r["aux"] > 0):
        yield ("fit_out", grant["pool"], track, taken, start, when(What.MOVED_IN, default=stop))


def overlap(start, stop, low, high):
    return max(0, min(stop, high) - max(start, low))


def slow(log):
    """Pools, tracks and month ends added up spell by spell."""
    plan = log.plan
    width, spaces = len(plan.capacity), len(plan.spaces)
    pools = np.zeros((len(POOL), plan.months, width), dtype=np.int64)
    tracks = np.zeros((len(TRACK), plan.months, spaces, len(plan.tracks)), dtype=np.int64)
    ends = {name: np.zeros((plan.months, width), dtype=np.int64) for name in ("capacity", "leased")}
    for name, pool, track, amount, start, stop in spells(log):
        for month in range(plan.months):
            low, high = month * MONTH, min((month + 1) * MONTH, plan.end)
            ticks = overlap(start, stop, low, high)
            pools[POOL.index(name), month, pool] += amount * ticks
            if name in TRACK:
                space = pool // len(plan.parks)
                tracks[TRACK.index(name), month, space, track] += amount * ticks
            if name in ends and start < high <= stop:
                ends[name][month, pool] += amount
    return pools, tracks, ends["capacity"], ends["leased"]


def slow_trades(log):
    """What trades ask for, get, lose and lease more, row by row; by track, here each a trade."""
    plan, asked = log.plan, {}
    told = np.zeros((len(TRADED), plan.months, len(plan.spaces), len(plan.tracks)), dtype=np.int64)
    for values in log.rows.tolist():
        r = {name: values[i] for name, i in COLUMN.items()}
        what = What(r["what"])
        if what is What.ASKED and r["pool"] >= 0:
            asked[r["request"]] = r["pool"] // len(plan.parks), r["track"], r["area"]
        if what in {What.ASKED, What.GRANTED, What.LOST} and r["request"] in asked:
            space, track, area = asked[r["request"]]
            measure = (What.ASKED, What.GRANTED, What.LOST).index(what)
            told[measure, r["tick"] // MONTH, space, track] += area
    for name, pool, track, amount, start, stop in spells(log):
        if name == "leased":
            for tick, change in ((start, amount), (stop, -amount)):
                if 0 <= tick < plan.end:
                    told[3, tick // MONTH, pool // len(plan.parks), track] += change
    return told


def same(log):
    fast = tallied(log)
    if any(log.plan.trades) and len(log.plan.tracks) == 2:
        np.testing.assert_array_equal(fast.trades, slow_trades(log))
    found = (fast.pools, fast.tracks, fast.capacity_end, fast.leased_end)
    for mine, theirs in zip(found, slow(log), strict=True):
        np.testing.assert_array_equal(mine, theirs)
    return fast


@examples(150)
@given(logs())
def test_the_tally_is_the_slow_tally(log):
    assert not [text for text in imbalances(same(log), log.plan) if "track" in text]


@pytest.mark.parametrize("fault", ["trade_places", "LEFT"])
def test_what_is_told_of_the_wrong_trade_is_found(fault, monkeypatch):
    """The planted faults: all is told of the city's own trade, who gives up loses nothing."""
    [log] = play(scenario(TINY / "trades.yaml"), lambda log: log, replications=1)
    same(log)
    wrong = {"trade_places": lambda plan: np.zeros(2, dtype=np.int64), "LEFT": -1}
    monkeypatch.setattr(trades, fault, wrong[fault])
    with pytest.raises(AssertionError):
        same(log)


@pytest.mark.parametrize("path", sorted(TINY.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_tally_of_a_played_scenario(path):
    [log] = play(scenario(path), lambda log: log, replications=1)
    assert imbalances(same(log), log.plan) == []


@given(logs(), st.lists(st.integers(0, 3 * MONTH), min_size=1, max_size=5))
def test_levels_just_before_any_instant(log, instants):
    told, at = history(log), np.array(sorted(instants), dtype=np.int64)
    changes = occupancy(told.requests, log.plan.end)
    cells = changes.measure * 4 + place(told.requests, changes)
    levels = before((changes.tick, cells, changes.delta), at, len(TRACK) * 4)
    expected = np.zeros_like(levels)
    for name, pool, _, amount, start, stop in spells(log):
        if name in TRACK:
            expected[:, TRACK.index(name) * 4 + pool] += amount * ((start < at) & (at <= stop))
    np.testing.assert_array_equal(levels, expected)
