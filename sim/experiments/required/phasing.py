"""Phasing: how much of the extra area by which quarter."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

from sim.experiments.required.answer import Phases, Played, Row
from sim.experiments.required.levers import Area, Tranche
from sim.experiments.required.study import Study
from sim.experiments.required.work import Asked, Spot
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

_TRANCHES: Final = 4
_QUARTER: Final = 3
"""Months."""
PLAYS: Final = 8 * _TRANCHES
"""How often all futures are played, about: the bisection of ten years of quarters."""


def phased(study: Study, asked: Asked, dial: Area, row: Row) -> Phases:
    """Open the extra area in tranches, each in the latest quarter that serves, one by one.

    It serves if the standards hold in as many futures as they do with all of it at once, or in the
    share asked for of those tested, whichever is fewer. The last plan tried and found good is the
    answer. It is the luckiest of those tried in these futures, so fresh ones judge it.
    """
    assert row.value is not None and row.played is not None
    chance = row.played.chance
    least = min(chance.holds, ceil(round(row.confidence * (chance.holds + chance.fails), 9)))
    dates = quarters(study.plan, dial.tick)
    parts = _parts(row.value, dial.step)
    opened: list[Tranche] = []
    best, at = row.played, 0
    for index, part in enumerate(parts):
        rest = sum(parts[index:])

        def tried(place: int, rest: float = rest) -> Played:
            date = dates[place]
            late = () if date is None else (Tranche(rest, date),)
            (played,) = study.played(asked, Spot(tranches=(*opened, *late)))
            return played

        at, best = _latest(tried, least, at, len(dates) - 1, best)
        date = dates[at]
        if date is None:
            break
        opened.append(Tranche(part, date))
    by_month: dict[int, float] = {}
    for one in opened:
        month = study.plan.start_month + one.tick // MONTH
        by_month[month] = by_month.get(month, 0.0) + one.area
    (judged,) = study.played(asked, Spot(tranches=tuple(opened)), fresh=True)
    return Phases(tuple(by_month.items()), best, judged)


def _latest(
    tried: Callable[[int], Played], least: int, good: int, last: int, best: Played
) -> tuple[int, Played]:
    """Return the latest place that serves, by bisection, and what was played there."""
    bad = last + 1
    while bad - good > 1:
        middle = last if bad > last and good < last else (bad + good) // 2
        found = tried(middle)
        if found.chance.holds >= least:
            good, best = middle, found
        else:
            bad = middle
    return good, best


def quarters(plan: Plan, first: int) -> list[int | None]:
    """Ticks at which a tranche may open: at first, then at quarters' starts, then never (None)."""
    month = plan.start_month + first // MONTH
    month += -month % _QUARTER
    ticks = range((month - plan.start_month) * MONTH, plan.end, _QUARTER * MONTH)
    return [first, *(tick for tick in ticks if tick > first), None]


def _parts(area: float, step: float) -> list[float]:
    """Cut an area into at most four tranches of whole steps."""
    steps = round(area / step)
    count = min(_TRANCHES, steps)
    return [(steps // count + (i < steps % count)) * step for i in range(count)]
