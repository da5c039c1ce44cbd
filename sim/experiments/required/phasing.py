"""Tranches of an area, each opened as late as serves; a future is played where it is in doubt.

Holding is expected to be monotone in the date: what opens later serves no better. So a future that
holds as planned is taken to hold with any tranches, and one that fails with the whole area at once
to fail. What is found is played in every future; where too few hold, it is looked for again, and
those that do not keep to the rule are played wherever they count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, inf
from typing import Final

from sim.experiments.required.answer import Phases, RequiredRow
from sim.experiments.required.futures import Futures, Plays, Requirement, pooled
from sim.experiments.required.levers import AreaLever, Phased, Tranche
from sim.experiments.required.played import Played
from sim.measures.statistics import HOLDS
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH

_TRANCHES: Final = 4
_QUARTER: Final = 3
"""Months."""
_SOME: Final = 4
"""Futures that are played before what is known is looked at again."""
Tranches = tuple[Tranche, ...]


def phased(
    futures: Futures,
    requirement: Requirement,
    lever: AreaLever,
    confidence: float,
    at_once: RequiredRow,
    as_planned: Played,
    hardest: Sequence[int],
) -> Phases:
    """Open the extra area of one type in tranches, the others as planned.

    They serve if the standards hold in as many futures as they do with all of it at once, or in the
    share asked for of those tested, whichever is fewer.

    `hardest`: the futures, those first that need most.
    """
    assert at_once.played is not None and at_once.value is not None  # asked of an answer above zero
    chance = at_once.played.chance
    least = min(chance.holds, ceil(round(confidence * (chance.holds + chance.fails), 9)))
    change, area = Phased(lever, ()), at_once.value
    opened, chosen = opened_late(
        futures, requirement, change, area, least, at_once.played, as_planned, hardest
    )
    (judged,) = futures.played(requirement, replace(change, tranches=opened), 0, fresh=True)
    return Phases(by_month(futures.plan, opened), chosen, judged)


def opened_late(
    futures: Futures,
    requirement: Requirement,
    change: Phased,
    area: float,
    least: int,
    at_once: Played,
    as_planned: Played,
    hardest: Sequence[int],
) -> tuple[Tranches, Played]:
    """Return an area in tranches, each in the latest quarter that serves, and what it comes to.

    They are opened one by one. They serve if the standards hold in at least so many futures. The
    last plan tried and found good is the answer. It is the luckiest of those tried in these
    futures, so fresh ones must judge it.

    `change`: what is played, yet without tranches; `at_once`, `as_planned`: what it comes to with
    all of the area at once, and with none of it.
    """
    numbers, lever = futures.replications, change.area
    dates, parts = quarters(futures.plan, lever.tick), _parts(area, lever.step)
    plays: Plays[Tranches] = Plays(
        futures, requirement, lambda opened: replace(change, tranches=opened)
    )
    known = _Known(numbers, at_once, as_planned)
    while True:
        tests = _Tests(plays, known, hardest, least)
        opened, tried = _opened(tests, dates, parts)
        if tried is None:
            return opened, at_once
        rows = plays.rows(tried, numbers)
        chosen = pooled([rows[n] for n in numbers])
        if chosen.chance.holds >= least:
            return opened, chosen
        known.doubted |= {n for n, row in rows.items() if row[0] != HOLDS}


def by_month(plan: Plan, tranches: Tranches) -> tuple[tuple[int, float], ...]:
    """Return (absolute month, m² gross) of tranches, those of a month as one."""
    areas: dict[int, float] = {}
    for tranche in tranches:
        month = plan.start_month + tranche.tick // MONTH
        areas[month] = areas.get(month, 0.0) + tranche.area
    return tuple(areas.items())


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


def _opened(
    tests: _Tests, dates: Sequence[int | None], parts: Sequence[float]
) -> tuple[Tranches, Tranches | None]:
    """Return the tranches, and the plan tried last that serves; None if only all at once does."""
    opened: Tranches = ()
    tried, at = None, 0
    for index, part in enumerate(parts):
        rest = sum(parts[index:])
        plans = [opened if date is None else (*opened, Tranche(rest, date)) for date in dates]
        tests.begin(at)
        latest = _latest(tests, plans, at)
        if latest > at:
            at, tried = latest, plans[latest]
        date = dates[at]
        if date is None:
            break
        opened = (*opened, Tranche(part, date))
    return opened, tried


def _latest(tests: _Tests, plans: Sequence[Tranches], good: int) -> int:
    """Return the latest place whose plan serves, by bisection, `good` if none after it does."""
    last, bad = len(plans) - 1, len(plans)
    while bad - good > 1:
        middle = last if bad > last else (bad + good) // 2
        good, bad = (middle, bad) if tests.serves(plans[middle], middle) else (good, middle)
    return good


class _Known:
    """What is known of futures before they are played with tranches."""

    def __init__(self, numbers: Sequence[int], at_once: Played, as_planned: Played) -> None:
        hold, begin = (
            {n for n, status in zip(numbers, played.status, strict=True) if status == HOLDS}
            for played in (as_planned, at_once)
        )
        self.holding, self.failing = hold & begin, set(numbers) - hold - begin
        """Those that hold, and those that fail, both with all of the area at once and with none."""
        self.doubted = hold - begin
        """Those that do not keep to the rule: of them only what is played is known."""


class _Tests:
    """Tests whether tranches serve. Their place is the quarter of the last of them."""

    def __init__(
        self, plays: Plays[Tranches], known: _Known, hardest: Sequence[int], least: int
    ) -> None:
        self._plays, self._known, self._hardest, self._least = plays, known, hardest, least
        self._holds = {n: inf if n in known.holding else 0.0 for n in hardest}
        """The latest place at which each is known to hold."""
        self._fails = {n: 0.0 if n in known.failing else inf for n in hardest}
        """The earliest place at which each is known to fail."""

    def begin(self, place: int) -> None:
        """Begin a tranche at a place: what failed later may hold, as part is open already."""
        self._fails = {n: at if at <= place else inf for n, at in self._fails.items()}

    def serves(self, tranches: Tranches, place: int) -> bool:
        """Tell whether enough futures hold; those not known yet are played until it is settled."""
        while True:
            holds = {n: self._holding(n, tranches, place) for n in self._hardest}
            told = list(holds.values())
            if told.count(True) >= self._least:
                return True
            if told.count(False) > len(told) - self._least:
                return False
            self._play(tranches, place, [n for n in holds if holds[n] is None][:_SOME])

    def _holding(self, n: int, tranches: Tranches, place: int) -> bool | None:
        """Whether a future holds; None if that is not known."""
        if row := self._plays.played(tranches).get(n):
            return row[0] == HOLDS
        if n in self._known.doubted:
            return None
        return True if place <= self._holds[n] else False if place >= self._fails[n] else None

    def _play(self, tranches: Tranches, place: int, numbers: Sequence[int]) -> None:
        for n, row in self._plays.rows(tranches, numbers, _SOME // 2).items():
            (self._holds if row[0] == HOLDS else self._fails)[n] = place
