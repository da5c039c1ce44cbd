"""More space, sooner, or fewer and shorter tenancies never make anybody wait longer.

Where all ask for the same area in one pool and the first come is the first served, this holds for
each company, not only on average, since everybody keeps the same luck (Kiefer and Wolfowitz 1955:
each arrival finds a vector of remaining work that is no larger in any place).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.model.log import Log, What
from tests.play import play, scenario

LINE = Path(__file__).parent / "line.yaml"
Waits = dict[tuple[str, int], int]


def waits(log: Log) -> Waits:
    """Ticks from request to grant by company; the end of the clock stands for later."""
    asked, granted = {}, {}
    for tick, what, entity, number, *_ in log.rows.tolist():
        if what == What.ASKED:
            asked[log.plan.entities[entity], number] = tick
        elif what == What.GRANTED:
            granted[log.plan.entities[entity], number] = tick
    return {who: granted.get(who, log.plan.end) - tick for who, tick in asked.items()}


def never_longer(better: dict[str, object], worse: dict[str, object]) -> None:
    """Assert that nobody waits longer in the better scenario, and that somebody waits less."""
    after, before = (play(scenario(LINE, changes), waits) for changes in (better, worse))
    some = 0
    for one, other in zip(after, before, strict=True):
        both = one.keys() & other.keys()
        longer = {who: (one[who], other[who]) for who in both if one[who] > other[who]}
        assert not longer, f"{len(longer)} of {len(both)} wait longer"
        some += sum(one[who] < other[who] for who in both)
    assert some > 100, "the change is too small to tell"


EMPTY = {"stock.unit.occupied": "0%"}
BUSY = {"demand.firms.rate": "3 per month"}
CASES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    # The occupied share goes down so that the same 24 tenants stand at the opening.
    "one unit more": ({"stock.unit.area": "3100 m²", "stock.unit.occupied": "77.42%"}, {}),
    "ten units more": ({"stock.unit.area": "4000 m²", "stock.unit.occupied": "60%"}, {}),
    "a project": ({}, {"supply": {}}),
    "more of a project": ({"supply.halls.area": "1500 m²"}, {}),
    "an earlier start": ({"supply.halls.start": {"between": ["2024-02", "2026-02"]}}, {}),
    "a faster construction": (
        {"supply.halls.construction": {"triangular": ["8 months", "14 months", "26 months"]}},
        {},
    ),
    "no common slip": ({"supply.halls.slip_common": "0 months"}, {}),
    "none suspended": ({}, {"supply.halls.suspension": {"chance": "40%"}}),
    # Tenants of the opening would change phase, so there are none.
    "a faster fit-out": (
        {**EMPTY, **BUSY, "stages.work.fit_out": {"uniform": ["1 month", "3 months"]}},
        {**EMPTY, **BUSY},
    ),
    "shorter stays": (
        {**EMPTY, **BUSY, "stages.work.duration": {"lognormal": {"mean": "14 months", "cv": 1}}},
        {**EMPTY, **BUSY},
    ),
    "fewer companies": (
        {},
        {"demand.others": {"track": "firm", "entry": "work", "rate": "3 per year"}},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_nobody_waits_longer(case: str) -> None:
    never_longer(*CASES[case])
