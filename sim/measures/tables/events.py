"""One future as an event log of companies, in the columns that vidigi animates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final, NamedTuple

from sim.measures.counting.pooled import DAY
from sim.model.log import COLUMNS, Ending, Log, Phase, What

if TYPE_CHECKING:
    import pandas as pd

ARRIVAL_DEPARTURE: Final = "arrival_departure"
QUEUE: Final = "queue"
USE: Final = "resource_use"
USE_END: Final = "resource_use_end"
DIGITS: Final = 4
"""Of a day: ten seconds."""


class EntityEvent(NamedTuple):
    """A row of vidigi's event log (its `BaseEvent`): an entity is where its last row says."""

    entity_id: str
    """`stream#number`, as in the other tables."""
    event_type: str
    """arrival_departure, queue, resource_use or resource_use_end."""
    event: str
    """arrival, depart, `wait STAGE`, `fit out STAGE`, `build STAGE`, or the stage itself."""
    time: float
    """Days since the clock began; a month has 30."""
    resource_id: int | None
    """Of use: the lowest number that nobody else has in that stage, from 1."""
    pathway: str
    """The track."""


@dataclass
class _Places:
    """Numbers that companies in a stage have, the lowest free one first."""

    free: list[int] = field(default_factory=list)
    most: int = 0

    def take(self) -> int:
        if self.free:
            return heappop(self.free)
        self.most += 1
        return self.most


@dataclass
class _Company:
    """Where a company is while its rows are read."""

    name: str
    track: str
    place: tuple[str, int] | None = None
    """The stage it is in, and its number there."""
    next: str | None = None
    """What it will do once the stage is over, which it asked for ahead."""


def entity_events(log: Log) -> pd.DataFrame:
    """What happens to every company of one replication, in order: a row an `EntityEvent`.

    A company is in one place at a time, so what it asks for or gets ahead of the end of a stage is
    told when the stage is over. Further areas, moves and kept space have no row of their own.
    """
    import pandas as pd

    frame = pd.DataFrame(_events(log), columns=list(EntityEvent._fields))
    return frame.astype({"time": "float64", "resource_id": "Int64"})


def _events(log: Log) -> Iterator[EntityEvent]:
    plan = log.plan
    companies: dict[tuple[int, int], _Company] = {}
    stages: defaultdict[str, _Places] = defaultdict(_Places)
    known = {int(what): what for what in What}
    columns = [COLUMNS.index(name) for name in _READ]
    for tick, what, entity, number, track, stage, ordinal, aux in log.rows[:, columns].tolist():
        kind = known[what]
        if kind not in _TELLS or ordinal > 0:
            continue
        key, time = (entity, number), round(tick / DAY, DIGITS)
        company = companies.get(key)
        if company is None:
            name = f"{plan.entities[entity]}#{number}"
            company = companies[key] = _Company(name, plan.tracks[track])
            yield _row(company, ARRIVAL_DEPARTURE, "arrival", time)
        name = plan.stages[stage]
        if kind in (What.STAGE_ENDED, What.ENDED):
            if company.place:
                there, number = company.place
                heappush(stages[there].free, number)
                company.place = None
                yield _row(company, USE_END, there, time, number)
            if kind is What.ENDED:
                yield _row(company, ARRIVAL_DEPARTURE, "depart", time)
            elif company.next and aux == Ending.SUCCEEDED:
                yield _row(company, QUEUE, company.next, time)
            company.next = None
        elif kind is What.STARTED or (kind is What.OPENED and aux == Phase.IN_USE):
            company.place, company.next = (name, stages[name].take()), None
            yield _row(company, USE, *(name, time, company.place[1]))
        elif kind in _BEFORE and (kind is not What.OPENED or aux == Phase.FIT_OUT):
            company.next = f"{_BEFORE[kind]} {name}"
            if not company.place:
                yield _row(company, QUEUE, company.next, time)


def _row(
    company: _Company, kind: str, event: str, time: float, number: int | None = None
) -> EntityEvent:
    return EntityEvent(company.name, kind, event, time, number, company.track)


_READ: Final = ("tick", "what", "entity", "number", "track", "stage", "ordinal", "aux")
_BEFORE: Final = {
    What.ASKED: "wait",
    What.PENDING: "wait",
    What.GRANTED: "fit out",
    What.OPENED: "fit out",
    What.BUILDING: "build",
}
"""What comes before a stage begins, by the row that says so."""
_TELLS: Final = {*_BEFORE, What.ARRIVED, What.STARTED, What.STAGE_ENDED, What.ENDED}
