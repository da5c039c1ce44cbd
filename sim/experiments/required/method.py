"""How needs are found: search every future, take the quantiles, play the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, inf, isfinite
from typing import Any, Final

import numpy as np

from sim.experiments.answer import RefusedError
from sim.experiments.required.answer import Need, Phases, Played, Row
from sim.experiments.required.dials import Area, Dial, Lever, Tranche
from sim.experiments.required.ranks import quantile_of
from sim.experiments.required.work import Asked, Batch, Play, Search
from sim.experiments.workbench import Workbench
from sim.measures.intervals import HOLDS, probability
from sim.runs.executors import Failure
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.dates import MONTH
from sim.scenario.load import Loaded
from sim.scenario.plan import Plan
from sim.text.figures import Words
from sim.text.required import REFUSED

LEVELS: Final = (0.5, 0.8, 0.9, 0.95)
"""Confidences that every answer shows, besides the one asked for."""
_BATCH: Final = 10
_TRANCHES: Final = 4
_QUARTER: Final = 3


@dataclass
class Steps:
    """One progress for stages whose jobs follow one another."""

    bench: Workbench
    total: int
    done: int = field(default=0, init=False)

    def do(self, work: Any, jobs: Sequence[Any]) -> list[Any]:
        """Do some jobs; their results in order. RefusedError if one failed."""
        told = self.bench.progress
        begun = self.done

        def progress(done: int, _: int) -> None:
            if told:
                told(min(self.total, begun + done), self.total)

        found: dict[int, Any] = {}
        for index, result in replace(self.bench, progress=progress).do(work, jobs):
            if isinstance(result, Failure):
                raise RefusedError(REFUSED["failed"].fill(error=result.error))
            found[index] = result
        self.done += len(jobs)
        return [found[index] for index in range(len(jobs))]


def jobs_of(futures: int, confidence: float, *, phases: bool) -> int:
    """Return how many jobs one need takes at most, for the progress."""
    batches = -(-futures // _BATCH)
    played = len({*LEVELS, confidence}) + 1
    return futures + batches * (played + (_TRANCHES * 8 if phases else 0))


class Asking:
    """Everything that the searches and plays of one need share."""

    def __init__(
        self, loaded: Loaded, settings: Settings, asked: Asked, player: Player, steps: Steps
    ) -> None:
        self.asked, self._steps = asked, steps
        self._search = Search(loaded, settings, asked, player)
        self._play = Play(loaded, settings, asked, player)

    def searched(self, replications: Sequence[int]) -> list[dict[str, Any]]:
        """Search every future."""
        return self._steps.do(self._search, replications)

    def played(
        self,
        replications: Sequence[int],
        place: int | None = None,
        tranches: tuple[Tranche, ...] | None = None,
    ) -> Played:
        """Play all futures at one place."""
        cut = range(0, len(replications), _BATCH)
        batches = [Batch(tuple(replications[i : i + _BATCH]), place, tranches) for i in cut]
        rows = [row for batch in self._steps.do(self._play, batches) for row in batch]
        status = np.array([int(row[0]) for row in rows], dtype=np.int8)
        idle, capacity = (float(np.mean([row[i] for row in rows])) for i in (1, 2))
        chance = probability(status, np.arange(len(status)))
        return Played(chance, idle, capacity, tuple(status.tolist()))


def need(
    asking: Asking,
    replications: Sequence[int],
    confidence: float,
    name: Words,
    standards: tuple[Words, ...],
    plan: Plan,
) -> Need:
    """Find what one type needs, or what its standards bear."""
    dial = asking.asked.dial
    assert isinstance(dial, Area | Lever)
    found = asking.searched(replications)
    levels = sorted({*LEVELS, confidence})
    as_planned = asking.played(replications)
    rows = [_row(asking, dial, found, replications, level) for level in levels]
    asked_row = next(row for row in rows if row.confidence == confidence)
    phases = None
    if isinstance(dial, Area) and asked_row.value is not None and asked_row.value > 0:
        phases = phased(asking, dial, replications, asked_row, confidence, plan)
    return Need(
        space=asking.asked.space,
        name=name,
        standards=standards,
        dial=dial,
        start_month=plan.start_month,
        needs=tuple(one["safe"] for one in found),
        least=tuple(one["least"] for one in found),
        untested=sum(one["untested"] for one in found),
        monotone=_monotone(found, rows),
        seen=tuple(
            (replication, dial.value(int(place)), int(status), idle, capacity)
            for replication, one in zip(replications, found, strict=True)
            for place, status, idle, capacity in sorted(one["seen"])
        ),
        as_planned=as_planned,
        rows=tuple(rows),
        phases=phases,
    )


def _row(
    asking: Asking,
    dial: Dial,
    found: Sequence[dict[str, Any]],
    replications: Sequence[int],
    level: float,
) -> Row:
    known = [inf if one["safe"] is None else one["safe"] for one in found if not one["untested"]]
    answer = quantile_of(known, len(found) - len(known), level)

    def value(place: float) -> float | None:
        return dial.value(int(place)) if isfinite(place) else None

    place = int(answer.value) if isfinite(answer.value) else None
    return Row(
        confidence=level,
        place=place,
        value=value(answer.value),
        low=value(answer.low),
        high=value(answer.high),
        at_worst=place == 0,
        played=None if place is None else asking.played(replications, place),
    )


def _monotone(found: Sequence[dict[str, Any]], rows: Sequence[Row]) -> int:
    """Count futures in which nothing that was played fails above a place that holds."""
    count = 0
    for index, one in enumerate(found):
        held = {int(place): status == HOLDS for place, status, *_ in one["seen"]}
        for row in rows:
            if row.place is not None and row.played is not None:
                held[row.place] = row.played.status[index] == HOLDS
        flags = [held[place] for place in sorted(held)]
        count += flags == sorted(flags)
    return count


def phased(
    asking: Asking,
    dial: Area,
    replications: Sequence[int],
    row: Row,
    confidence: float,
    plan: Plan,
) -> Phases:
    """Open the extra area in tranches, each in the latest quarter that serves, one by one.

    It serves if the standards hold in as many futures as they do with all of it at once, or in the
    share asked for, whichever is fewer. The last plan tried and found good is the answer, so that
    its chance was played, not inferred.
    """
    assert row.value is not None and row.played is not None
    least = min(row.played.chance.holds, ceil(round(confidence * len(replications), 9)))
    dates = quarters(plan, dial.tick)
    parts = _parts(row.value, dial.step)
    opened: list[Tranche] = []
    best, at = row.played, 0
    for index, part in enumerate(parts):
        rest = sum(parts[index:])

        def tried(place: int, rest: float = rest) -> Played:
            late = () if dates[place] is None else (Tranche(rest, dates[place]),)
            return asking.played(replications, None, (*opened, *late))

        at, best = _latest(tried, least, at, len(dates) - 1, best)
        if dates[at] is None:
            break
        opened.append(Tranche(part, dates[at]))
    return Phases(tuple((plan.start_month + one.tick // MONTH, one.area) for one in opened), best)


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


def quarters(plan: Plan, first: int) -> list[Any]:
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
