"""SimPy's calendar with events ordered by content instead of by insertion."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from simpy import Environment, Event
from simpy.events import NORMAL, EventPriority

from sim.scenario.plan.eventkey import EventKey, EventKind
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH


class Calendar(Environment):
    """A clock in ticks; what is due at or after `end` never happens."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(initial_time=0)
        self.end: int = plan.end
        self._key = EventKey.of(plan)

    @property
    def tick(self) -> int:
        """The present instant."""
        return int(self._now)

    def due(
        self,
        tick: int,
        kind: EventKind,
        entity: int,
        number: int = 0,
        stage: int = 0,
        ordinal: int = 0,
        event: Event | None = None,
    ) -> Event:
        """Return `event`, or a new one, to happen at `tick`; it is never run inline."""
        if event is None:
            event = Event(self)
        if tick < self.end:
            event._ok, event._value = True, None
            key = self._key.pack(kind, entity, number, stage, ordinal)
            self.schedule(event, EventPriority(key), tick - self.tick)
        return event

    def at_month_ends(self, then: Callable[[int], None]) -> None:
        """Call `then(month)` at the end of each month (1: the first), before that tick's events.

        SimPy's own priority comes before all keys, so what is read is the state just before.
        """
        for month in range(1, -(-self.end // MONTH)):
            event = Event(self)
            event._ok, event._value = True, None
            event.callbacks.append(partial(_tell, then, month))
            self.schedule(event, NORMAL, month * MONTH)


def _tell(then: Callable[[int], None], month: int, _: Event) -> None:
    then(month)
