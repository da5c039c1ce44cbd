"""What triggers, leads and retirements must leave as it is, or move one way only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.model.log import Log, What
from sim.scenario.values.dates import MONTH
from tests.logs import tallied
from tests.play import play, scenario

LINE = Path(__file__).parent / "line.yaml"
Changes = dict[str, Any]
RENEWAL: Changes = {
    "area": "600 m²",
    "basis": "lettable",
    "space": "unit",
    "park": "here",
    "ratio": "100%",
    "start": "2025-06",
    "vacate_by": "2026-05",
    "construction": "9 months",
}
SPARE: Changes = {
    "spaces.spare": {"lettable": "100%"},
    "parks.there": {},
    "stages.work.parks": {"here": 1},
}


def waits(months: int = 1, **said: Any) -> Changes:
    """A start that waits for vacancy."""
    return {"trigger": {"space": "unit", "months": months, **said}}


def named(log: Log, without: tuple[What, ...] = ()) -> list[tuple[Any, ...]]:
    """The rows with names for ids, without some kinds of them."""
    table = log.table().drop(columns="pool")
    kept = table[~table["what"].isin([what.name.lower() for what in without])]
    return list(kept.itertuples(index=False, name=None))


def alike(one: Changes, other: Changes, without: tuple[What, ...] = (What.DECIDED,)) -> None:
    """Assert that two scenarios have the same rows, in every replication."""
    logs = [
        play(scenario(LINE, changes), lambda log: named(log, without)) for changes in (one, other)
    ]
    assert logs[0] == logs[1]
    assert all(logs[0])


@pytest.mark.parametrize(
    "start",
    [
        waits(vacancy={"under": "0%"}),
        waits(vacancy={"over": "100%"}),
        waits(95, vacancy={"under": "100%"}, window={"start": "2031-12"}),
        waits(vacancy={"under": "100%"}, park="there"),
    ],
    ids=["under nothing", "over all", "too late", "where nothing stands"],
)
def test_a_trigger_that_never_decides_is_no_project(start: Changes) -> None:
    project = {**SPARE, "supply.halls.start": start}
    alike(project, {**SPARE, "supply": {}}, without=())


@pytest.mark.parametrize("lead", ["0 months", "5 months"])
def test_a_trigger_that_always_decides_is_a_date(lead: str) -> None:
    """The first month end is the first instant of the second month."""
    one_lot = {"supply.halls.lots": 1, "supply.halls.lead": lead}
    alike(
        {**one_lot, "supply.halls.start": waits(vacancy={"under": "100%"})},
        {**one_lot, "supply.halls.start": "2024-02"},
    )


def test_the_lots_of_a_project_that_always_decides_come_month_by_month() -> None:
    start = waits(3, vacancy={"under": "100%"}, window={"start": "2024-07"})
    logs = play(scenario(LINE, {"supply.halls.start": start}), lambda log: log.rows)
    for rows in logs:
        assert (rows[rows[:, 1] == What.DECIDED, 0] / MONTH).tolist() == [7, 10, 13, 16, 19]


def test_lead_is_a_later_date() -> None:
    alike(
        {"supply.halls.start": "2024-06", "supply.halls.lead": "7 months"},
        {"supply.halls.start": "2025-01"},
    )
    alike(
        {"renewals.old": {**RENEWAL, "start": "2024-12", "lead": "6 months"}},
        {"renewals.old": RENEWAL},
    )


def pause(**said: Any) -> Changes:
    """Lots wait while vacancy is below 100 %, which it always is once a month is over."""
    rule = {"space": "unit", "months": 1, "vacancy": {"under": "100%"}, **said}
    return {**SPARE, "supply.halls.pause": rule}


@pytest.mark.parametrize(
    "never",
    [{"vacancy": {"over": "100%"}}, {"park": "there"}, {"months": 96}, {"follows": "0%"}],
    ids=["over all", "where nothing stands", "never so long", "followed by nobody"],
)
def test_a_pause_that_never_holds_is_none(never: Changes) -> None:
    alike(pause(**never), SPARE, without=())


def test_a_pause_that_always_holds_is_a_later_start() -> None:
    later = {**SPARE, "supply.halls.start": {"between": ["2024-12", "2026-12"]}}
    alike(pause(for_at_most="6 months"), later, without=(What.PAUSED,))


def test_lots_that_wait_for_ever_or_are_dropped_are_never_built() -> None:
    none = {**SPARE, "supply": {}}
    alike(pause(), none, without=(What.PAUSED,))
    dropped = pause(for_at_most="1 month", then="drop")
    alike(dropped, none, without=(What.PAUSED, What.DROPPED))


TWIN: Changes = {
    "area": "700 m²",
    "basis": "lettable",
    "lettable": "80%",
    "parks": {"here": "100%"},
    "mix": {"spare": "50%", "unit": "50%"},
    "lots": 5,
    "construction": {"triangular": ["12 months", "18 months", "30 months"]},
}


def test_what_always_stands_in_is_a_project_with_a_later_date() -> None:
    late = pause(for_at_most="6 months", then="drop") | {"supply.halls.start": "2024-06"}
    instead = {**late, "supply.twin": {**TWIN, "start": {"instead_of": "halls"}}}
    dated = {**SPARE, "supply": {"twin": {**TWIN, "start": "2024-12"}}}
    alike(instead, dated, without=(What.PAUSED, What.DROPPED, What.DECIDED))


def test_what_stands_in_from_a_date_on_is_a_project_of_that_date() -> None:
    """Whatever was dropped, and when: half a year before, or with the pause that day."""
    start = {"instead_of": "halls", "not_before": "2025-06"}
    dated = {**SPARE, "supply": {"twin": {**TWIN, "start": "2025-06"}}}
    for ends in ({"for_at_most": "6 months"}, {"until": "2025-05"}):
        late = pause(then="drop", **ends) | {"supply.halls.start": "2024-06"}
        instead = {**late, "supply.twin": {**TWIN, "start": start}}
        alike(instead, dated, without=(What.PAUSED, What.DROPPED, What.DECIDED))


def test_what_would_begin_after_the_pause_is_over_is_dropped_or_does_not_wait() -> None:
    late = {"supply.halls.start": "2025-01"}
    none, plain = {**SPARE, "supply": {}}, {**SPARE, **late}
    dropped = pause(until="2024-06", then="drop") | late
    alike(dropped, none, without=(What.PAUSED, What.DROPPED))
    alike(pause(until="2024-06") | late, plain, without=())


def test_what_never_stands_in_is_no_project() -> None:
    """Nothing is dropped, as nobody follows: luck and rows are those of the plan without it."""
    rule = pause(for_at_most="6 months", then="drop", follows="0%")
    alike({**rule, "supply.twin": {**TWIN, "start": {"instead_of": "halls"}}}, rule, without=())


def test_who_may_wait_never_stands_ahead() -> None:
    """Capacity with a rule that holds at times is never above that without."""
    rule = {"supply.halls.pause": {"space": "unit", "vacancy": {"over": "1%"}, "months": 1}}
    waiting, usual = (np.array(play(scenario(LINE, c), capacity)) for c in (rule, {}))
    assert (waiting <= usual).all() and (waiting < usual).any()


def test_a_time_to_take_is_a_date() -> None:
    within = {k: v for k, v in RENEWAL.items() if k != "vacate_by"} | {"vacate_within": "1 year"}
    alike({"renewals.old": within}, {"renewals.old": RENEWAL})


def test_a_retirement_is_a_renewal_into_what_nobody_uses() -> None:
    renewal = {**RENEWAL, "becomes": "spare"}
    retirement = {k: v for k, v in RENEWAL.items() if k not in ("ratio", "construction")}
    retired, renewed = (
        play(scenario(LINE, {**SPARE, "supply": {}, **changes}), named)
        for changes in ({"retirements.old": retirement}, {"renewals.old": renewal})
    )
    building = {"construction", "capacity"}
    for one, other in zip(retired, renewed, strict=True):
        assert one == [row for row in other if row[1] not in building]
        assert {row[1] for row in other} >= building
        assert "rebuild" in {row[1] for row in one}


def test_adaptive_phasing_never_stands_ahead_of_the_committed_plan() -> None:
    """Lot by lot the same spans from a later decision: less is open at every month end."""
    committed, adaptive = (
        play(scenario(LINE, {"supply.halls.start": start}), capacity)
        for start in ("2024-02", waits(2, vacancy={"under": "15%"}, pipeline=True))
    )
    behind = np.array(committed) - np.array(adaptive)
    assert (behind >= 0).all()
    assert (behind[:, -1] == 0).any(), "no future needs all of it"
    assert (behind > 0).any(), "the trigger never waits"


BESIDE: Changes = {
    **SPARE,
    "supply.halls.mix": {"spare": "100%"},
    "supply.halls.parks": {"there": "100%"},
}
"""A project whose space nobody uses, so that it does not touch the vacancy it waits for."""


@pytest.mark.parametrize(
    ("eager", "patient"),
    [
        (waits(2, vacancy={"under": "12%"}), waits(4, vacancy={"under": "12%"})),
        (waits(2, vacancy={"under": "12%"}), waits(2, vacancy={"under": "6%"})),
        (waits(2, vacancy={"over": "3%"}), waits(2, vacancy={"over": "9%"})),
        (
            waits(2, vacancy={"under": "12%"}),
            waits(2, vacancy={"under": "12%"}, window={"start": "2026-01"}),
        ),
    ],
    ids=["more months", "a lower bound", "a higher bound", "a later window"],
)
def test_a_stricter_trigger_decides_no_lot_sooner(eager: Changes, patient: Changes) -> None:
    first, later = (
        np.array(play(scenario(LINE, {**BESIDE, "supply.halls.start": start}), decisions))
        for start in (eager, patient)
    )
    assert (first <= later).all()
    assert (first < later).any()


def capacity(log: Log) -> list[int]:
    """What stands at each month's end, m²."""
    found: list[int] = tallied(log).capacity_end[:, 0].tolist()
    return found


def decisions(log: Log) -> list[int]:
    """When each lot was decided; the end of the clock stands for never."""
    ticks: list[int] = log.rows[log.rows[:, 1] == What.DECIDED, 0].tolist()
    return ticks + [log.plan.end] * (len(log.plan.lots) - len(ticks))
