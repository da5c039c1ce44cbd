"""The story of one company, from its rows in the event log and what it saw when it asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.explain.collector import Look, Moment
from sim.experiments.explain.words import EVENTS
from sim.measures.months import instants
from sim.model.log import COLUMNS, Arrival, Log, Phase, What
from sim.scenario.names import labelled
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import MONTH
from sim.text.words import Words, joined


class LogRow(NamedTuple):
    """A row of the log."""

    tick: int
    what: int
    entity: int
    number: int
    track: int
    stage: int
    ordinal: int
    request: int
    pool: int
    area: int
    aux: int


@dataclass(frozen=True)
class SightPlace:
    """A pool in which it may lease, m²."""

    name: Words
    free: int
    room: int
    """What of the free area it may lease: less, where some is reserved."""
    capacity: int
    closed: bool
    """Whether a request ahead of it closes the pool."""
    site: int
    """To open next, not promised to anybody."""
    opens: str | None
    """Day of that opening; None where nothing is under construction."""


@dataclass(frozen=True)
class Sight:
    """What there is for a request that is not served at once."""

    area: int
    """m² it needs."""
    places: tuple[SightPlace, ...]
    """Where it looks, in its order."""
    ahead: tuple[str, ...]
    """Companies ahead of it for the same type of space."""
    ahead_area: int


@dataclass(frozen=True)
class Entry:
    """Something that happened to the company."""

    tick: int
    date: str
    what: str
    words: Words
    sight: Sight | None = None
    """What it saw then."""


@dataclass(frozen=True)
class Span:
    """A stretch of its time; ticks."""

    kind: Literal["waiting", "fit_out", "stage"]
    stage: str
    start: int
    end: int


@dataclass(frozen=True)
class Story:
    """All that happened to a company in one replication; empty where it does not come."""

    entries: tuple[Entry, ...]
    spans: tuple[Span, ...]
    waited: float
    """Months that its requests waited, expansions apart."""
    end: Words
    """Where it was at the end of the clock, or how it ended."""


def story(log: Log, company: str, number: int, looks: Sequence[Look], spec: Spec) -> Story:
    """Tell the story of a company from a log."""
    return _Teller(log, company, number, looks, spec).story()


_WAYS: Final = {
    Arrival.MIDWAY: "midway",
    Arrival.BACK: "returned",
    Arrival.LINE: "line",
    Arrival.WAITING: "queued",
}
"""How a company enters that is no newcomer: keys of EVENTS."""


class _Teller:
    def __init__(
        self, log: Log, company: str, number: int, looks: Sequence[Look], spec: Spec
    ) -> None:
        self.plan, self.spec, self.looks = log.plan, spec, looks
        self.areas = Areas(spec.area_unit)
        self.rows: NDArray[np.int64] = log.rows
        column = {name: log.rows[:, place] for place, name in enumerate(COLUMNS)}
        entity = self.plan.entities.index(company) if company in self.plan.entities else -1
        mine = (column["entity"] == entity) & (column["number"] == number)
        self.places = np.flatnonzero(mine).tolist()
        self.mine = [LogRow(*log.rows[place].tolist()) for place in self.places]
        self.asked: dict[int, LogRow] = {}

    def story(self) -> Story:
        """Tell all of it."""
        entries = []
        for place, row in zip(self.places, self.mine, strict=True):
            if row.what in (What.ASKED, What.PENDING):
                self.asked[row.request] = row
            elif row.what == What.MOVING:
                self.asked[row.request] = row._replace(aux=row.tick)
            entries += list(self._entries(place, row))
        spans = tuple(sorted(self._spans(), key=lambda s: (s.start, s.end, s.kind)))
        waits = sum(s.end - s.start for s in spans if s.kind == "waiting")
        end = self._end() if self.mine else Words("", "")
        return Story(tuple(entries), spans, waits / MONTH, end)

    # Words

    def _entries(self, place: int, row: LogRow) -> Iterator[Entry]:
        what = What(row.what)
        key, values = what.name.lower(), self._values(row)
        sight: Sight | None = None
        tail = Words("", "")
        if what is What.ARRIVED:
            key = _WAYS[Arrival(row.aux)] if row.aux >= 0 else key
            values["stage"] = self._stage(self._first_stage())
        elif what in (What.OPENED, What.STARTED, What.STAGE_ENDED, What.ENDED, What.LOST):
            key = f"{key}_{row.aux}"
        elif what is What.ASKED:
            key = "wished" if row.ordinal > 0 else key
            if row.aux > row.tick:
                tail = EVENTS["ahead"].fill(date=self._date(row.aux))
            sight = self._sight("asked", row) if self._waits(row) else None
        elif what is What.MOVING:
            sight = self._sight("asked", row) if self._waits(row) else None
        elif what is What.SPILLED:
            sight = self._sight("spilled", row)
        elif what is What.GRANTED:
            wait = self._waited(row)
            key = "granted" if wait > 0 else "at_once"
            values["months"] = months(wait)
            tail = self._cause(place, row) if wait > 0 else tail
        elif what is What.COMMITTED:
            values["date"] = self._date(row.aux)
        if what is What.LOST:
            values["months"] = months(self._waited(row))
            sight = self._sight("last_try", row)
        words = EVENTS[key].fill(**values)
        sentence = joined([words, tail])
        yield Entry(row.tick, self._date(row.tick), what.name.lower(), sentence, sight)

    def _values(self, row: LogRow) -> dict[str, Words | str]:
        pool = row.pool if row.pool >= 0 else self._pool_of(row.request)
        return {
            "stage": self._stage(row.stage),
            "area": self.areas.whole(row.area),
            "where": self._where(pool),
            "space": self._space(pool),
        }

    def _sight(self, moment: Moment, row: LogRow) -> Sight | None:
        look = next(
            (k for k in self.looks if k.moment == moment and k.request == row.request), None
        )
        if look is None:
            return None
        places = [
            SightPlace(
                name=self._where(pool.pool),
                free=pool.free,
                room=pool.room,
                capacity=pool.capacity,
                closed=pool.closed,
                site=pool.site,
                opens=self._date(pool.opens) if pool.opens >= 0 else None,
            )
            for pool in look.pools
        ]
        names = tuple(request.company for request in look.ahead)
        return Sight(look.area, tuple(places), names, sum(request.area for request in look.ahead))

    def _cause(self, place: int, row: LogRow) -> Words:
        """What freed the space: the last release or opening in the pool at that instant."""
        for earlier in range(place - 1, -1, -1):
            other = LogRow(*self.rows[earlier].tolist())
            if other.tick != row.tick:
                break
            if other.pool == row.pool and other.what == What.RELEASED:
                name = f"{self.plan.entities[other.entity]}#{other.number}"
                return EVENTS["by_company"].fill(company=name)
            if other.pool == row.pool and other.what == What.CAPACITY:
                return EVENTS["by_works"].fill(works=self._works(self.plan.entities[other.entity]))
        return Words("", "")

    def _end(self) -> Words:
        """Where the company is when the clock stops, or how it ended."""
        ends = [row for row in self.mine if row.what == What.ENDED]
        if ends:
            return EVENTS[f"ended_{ends[-1].aux}"].fill(stage=self._stage(ends[-1].stage))
        steps = [r for r in self.mine if self._begins(r) or r.what == What.STAGE_ENDED]
        waits = [row for row in self.asked.values() if row.ordinal == 0 and self._open(row)]
        if steps and steps[-1].what != What.STAGE_ENDED:
            key, row = "still_in", steps[-1]
        elif waits:
            key, row = "still_waiting", waits[-1]
        else:
            key, row = "still_between", self.mine[-1]
        return EVENTS[key].fill(stage=self._stage(row.stage))

    def _begins(self, row: LogRow) -> bool:
        """Tell whether a stage runs from here, at the opening too."""
        return row.what == What.STARTED or (row.what == What.OPENED and row.aux == Phase.IN_USE)

    # Facts

    def _first_stage(self) -> int:
        return next((row.stage for row in self.mine if row.stage >= 0), -1)

    def _answered(self, asked: LogRow) -> LogRow | None:
        """The row that ended the wait of a request."""
        over = (What.GRANTED, What.LOST, What.CANCELLED)
        return next((r for r in self.mine if r.request == asked.request and r.what in over), None)

    def _open(self, asked: LogRow) -> bool:
        return self._answered(asked) is None

    def _waits(self, asked: LogRow) -> bool:
        answer = self._answered(asked)
        return answer is None or answer.what != What.GRANTED or answer.tick > asked.tick

    def _waited(self, answer: LogRow) -> int:
        asked = self.asked.get(answer.request)
        return 0 if asked is None else max(0, answer.tick - max(asked.tick, asked.aux))

    def _pool_of(self, request: int) -> int:
        return next((r.pool for r in self.mine if r.request == request and r.pool >= 0), -1)

    def _spans(self) -> Iterator[Span]:
        end = self.plan.end
        names = self.plan.stages
        for asked in self.asked.values():
            answer = self._answered(asked)
            start, over = max(asked.tick, asked.aux), answer.tick if answer else end
            if asked.ordinal == 0 and over > start:
                yield Span("waiting", names[asked.stage], start, over)
        for place, row in enumerate(self.mine):
            if row.what == What.GRANTED and row.ordinal == 0:
                moved = self._next(What.MOVED_IN, row.tick, row.request)
                if moved > row.tick:
                    yield Span("fit_out", names[row.stage], row.tick, moved)
            if self._begins(row):
                yield Span("stage", names[row.stage], row.tick, self._over(place))

    def _over(self, place: int) -> int:
        """Tick at which the stage ends that begins in a row: with the next, at the latest."""
        later = (
            row.tick
            for row in self.mine[place + 1 :]
            if row.what in (What.STAGE_ENDED, What.STARTED, What.ENDED)
        )
        return next(later, self.plan.end)

    def _next(self, what: What, tick: int, request: int) -> int:
        ticks = (
            row.tick
            for row in self.mine
            if row.request == request and row.tick >= tick and row.what in (what, What.RELEASED)
        )
        return next(ticks, self.plan.end)

    # Names

    def _stage(self, rank: int) -> Words:
        return labelled(self.spec.stages, self.plan.stages[rank]) if rank >= 0 else Words("", "")

    def _space(self, pool: int) -> Words:
        if pool < 0:
            return Words("", "")
        return labelled(self.spec.spaces, self.plan.pool_name(pool)[0])

    def _where(self, pool: int) -> Words:
        if pool < 0:
            return Words("", "")
        space, park = self.plan.pool_name(pool)
        of_space, of_park = labelled(self.spec.spaces, space), labelled(self.spec.parks, park)
        return joined([of_park, of_space], "·", " ")

    def _works(self, entity: str) -> Words:
        owner = entity.partition("/")[0]
        for blocks in (self.spec.supply, self.spec.renewals):
            if owner in blocks:
                return labelled(blocks, owner)
        return Words(entity, entity)

    def _date(self, tick: int) -> str:
        return date(self.plan, tick)


def date(plan: Plan, tick: int) -> str:
    """A tick as a day."""
    return str(instants(plan, np.array([max(tick, 0)]))[0])[:10]


def months(ticks: int) -> str:
    """A span in months, to one decimal."""
    return f"{ticks / MONTH:.1f}"
