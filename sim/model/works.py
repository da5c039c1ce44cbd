"""Supply: lots that open, renewals and retirements that take space back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sim.draws.instants import taking_ends
from sim.draws.keys import ALL_LOTS, child, uniform
from sim.draws.purposes import Kind, Purpose
from sim.draws.triggers import pauses
from sim.draws.under_way import building_time
from sim.model.log import What
from sim.model.market import Pool, Site
from sim.model.triggers import Pause, Watch
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import FOREVER, Plan, returned
from sim.scenario.plan.split import part
from sim.scenario.plan.works import LotPlan, RenewalPlan, Timing, stands_in

if TYPE_CHECKING:
    from sim.model.city import City


@dataclass(slots=True, eq=False)
class Taking:
    """A renewal or retirement at work on its pool."""

    plan: RenewalPlan
    start: int
    taken: int = 0
    done: bool = False


class WorksOffice:
    """Draws the dates of all works and carries them out."""

    def __init__(self, city: City, plan: Plan) -> None:
        self.city = city
        self.plan = plan
        self.takings: list[Taking] = []
        """Renewals that take space now, by start and id."""
        self.planned: dict[str, tuple[int, LotPlan]] = {}
        """Lots to come that have a date or are decided, by id, with the tick of that decision."""
        self.watches: list[Watch] = [Watch(city, trigger) for trigger in plan.triggers]
        self.pauses: list[Pause] = [Pause(city, pause) for pause in plan.pauses]
        self.instead: dict[str, list[LotPlan]] = stands_in(plan.lots)
        """What is decided when a lot is dropped, by the lot's id."""

    def begin(self) -> None:
        """Put all works on the calendar, or leave them to their triggers.

        Lots that were let ahead began with those to whom they were let.
        """
        for lot in self.plan.lots:
            if lot.let_ahead == 0.0:
                self.begin_lot(lot)
        for renewal in self.plan.renewals:
            self._begin(renewal, 1, renewal.area, partial(self._begin_renewal, renewal))

    def begin_lot(self, lot: LotPlan) -> None:
        """Put a lot on the calendar, or leave it to its trigger, or to the lot it stands in for."""
        if not lot.timing.instead:
            self._begin(lot, 1 + lot.lot, _area(lot), partial(self._begin_lot, lot))

    def month_end(self) -> None:
        """Let triggers and pauses read the state; none sees yet what another decides."""
        for watch in self.watches:
            watch.month_end()
        for pause in self.pauses:
            pause.month_end()

    def take_back(self, pool: Pool, vacated: int) -> None:
        """Let the renewals of `pool` take what was just vacated, the earliest first."""
        for taking in tuple(self.takings):
            if taking.plan.pool == pool.index and vacated > 0:
                vacated -= self._take(taking, pool, vacated)

    def _begin(
        self, works: LotPlan | RenewalPlan, number: int, area: int, begin: Callable[[int], int]
    ) -> None:
        """Decide works by their date, or leave that to their trigger.

        `begin` puts works that are decided at a tick on the calendar and returns their start.
        """
        timing = works.timing
        if timing.trigger < 0:
            key = child(self.city.key(Kind.WORKS, works.luck), number)
            begin(self.city.date(timing.earliest, timing.latest, key))
            return

        def decide(tick: int) -> None:
            self.city.log_works(What.DECIDED, works.id, -1, area, begin(tick))

        self.watches[timing.trigger].undecided.append(decide)

    # New building

    def _begin_lot(self, lot: LotPlan, decided: int) -> int:
        city = self.city
        project = city.key(Kind.WORKS, lot.luck)
        key = child(project, 1 + lot.lot)
        start = decided + city.span(lot.timing.lead, child(key, Purpose.LEAD))
        rest = 0
        if uniform(child(key, Purpose.SUSPENSION)) < lot.suspended:
            rest = city.span(lot.resume, child(key, Purpose.RESUME))
        works = self._duration(lot.timing, key, project, start, rest)
        if start <= 0:
            self._build(lot, works, start)
        else:
            self.planned[lot.id] = decided, lot
            pause = self._pause(lot)
            over = pause.plan.until if pause and pause.plan.drops else FOREVER
            act = partial(self._start, lot, works, start)
            self.due(max(self.city.tick, min(start, over)), EventKind.CAPACITY, lot.id, 0, act)
        return start

    def _start(self, lot: LotPlan, works: int, start: int) -> None:
        """Start construction, or let the lot wait; also where it is over before its `start`."""
        del self.planned[lot.id]
        pause, city = self._pause(lot), self.city
        if pause is None or not self._waits(lot, pause, start):
            self._build(lot, works)
            return
        until = max(city.tick, min(city.tick + pause.plan.at_most, pause.plan.until))
        for pool, area in lot.cells:
            city.log_works(What.PAUSED, lot.id, pool, area, until)
        pause.waiting[lot.id] = partial(self._build, lot, works)
        self.due(until, EventKind.CAPACITY, lot.id, 0, partial(self._end_pause, lot, pause))

    def _pause(self, lot: LotPlan) -> Pause | None:
        """Return the rule by which a lot may have to wait, if there is one."""
        return self.pauses[lot.timing.pause] if lot.timing.pause >= 0 else None

    def _waits(self, lot: LotPlan, pause: Pause, start: int) -> bool:
        """Tell whether a lot waits whose `start` has come, or whose rule is over before it."""
        if start > pause.plan.until:
            return pause.plan.drops
        key = child(child(self.city.key(Kind.WORKS, lot.luck), 1 + lot.lot), Purpose.FOLLOWS)
        return pauses(pause.months, pause.plan.months, pause.plan.follows, uniform(key))

    def _end_pause(self, lot: LotPlan, pause: Pause) -> None:
        """Start or drop a lot that still waits."""
        build = pause.waiting.pop(lot.id, None)
        if build is None:
            return
        if not pause.plan.drops:
            build()
            return
        for pool, area in lot.cells:
            self.city.log_works(What.DROPPED, lot.id, pool, area)
        self.decide_instead(lot)

    def decide_instead(self, dropped: LotPlan) -> None:
        """Decide the lots that stand in for one that is dropped, by project."""
        for lot in self.instead.get(dropped.id, ()):
            start = self._begin_lot(lot, max(self.city.tick, lot.timing.earliest))
            self.city.log_works(What.DECIDED, lot.id, -1, _area(lot), start)

    def _build(self, lot: LotPlan, works: int, start: int | None = None) -> None:
        """Start construction, which takes so long until the opening; `start`: before the clock."""
        city, parks = self.city, len(self.plan.parks)
        opens = (city.tick if start is None else start) + works
        stays_shut = works >= FOREVER
        sites = [
            Site(pool, area, opens, lot.id, part(area, lot.ground[pool // parks]))
            for pool, area in lot.cells
        ]
        for site in sites:
            aux = -1 if stays_shut else opens
            city.log_works(What.CONSTRUCTION, lot.id, site.pool, site.area, aux)
            if not stays_shut:
                city.market.build(site)
        self.due(opens, EventKind.CAPACITY, lot.id, 1, partial(self._open, sites))

    def _duration(self, timing: Timing, key: int, project: int, start: int, rest: int = 0) -> int:
        """Return the time from a start to the opening, of which they rest so long."""
        city = self.city
        common = child(child(project, ALL_LOTS), Purpose.SLIP_COMMON)
        draws = (Purpose.LAG, Purpose.SLIP, Purpose.CONSTRUCTION)
        return building_time(
            type(city).inverse,
            city,
            timing,
            start,
            rest + city.span(timing.slip_common, common),
            *(uniform(child(key, purpose)) for purpose in draws),
        )

    def _open(self, sites: list[Site]) -> None:
        for site in sites:
            self.city.log_works(What.CAPACITY, site.id, site.pool, site.area)
            self._log_ground(What.CAPACITY, site.id, site.pool, site.ground)
        self.city.market.open(sites)

    # Renewal and retirement

    def _begin_renewal(self, renewal: RenewalPlan, decided: int) -> int:
        key = child(self.city.key(Kind.WORKS, renewal.luck), 1)
        lead = self.city.span(renewal.timing.lead, child(key, Purpose.LEAD))
        taking = Taking(renewal, max(0, decided + lead))
        take = partial(self._take_free, taking)
        self.due(taking.start, EventKind.WITHDRAWAL, renewal.id, 0, take)
        return taking.start

    def _take_free(self, taking: Taking) -> None:
        pool = self.city.market.pools[taking.plan.pool]
        self.takings.append(taking)
        self.takings.sort(key=lambda t: (t.start, t.plan.id))
        self._take(taking, pool, pool.capacity - pool.leased)
        if not taking.done:
            renewal = taking.plan
            until = taking_ends(self.city.tick, renewal.vacate_by, renewal.vacate_within)
            stop = partial(self._stop_taking, taking)
            self.due(until, EventKind.WITHDRAWAL, taking.plan.id, 1, stop)

    def _take(self, taking: Taking, pool: Pool, free: int) -> int:
        area = min(taking.plan.area - taking.taken, free)
        if area > 0:
            ground = pool.on_ground(area)
            pool.capacity -= area
            pool.ground -= ground
            taking.taken += area
            self.city.log_works(What.WITHDRAWN, taking.plan.id, pool.index, area)
            self._log_ground(What.WITHDRAWN, taking.plan.id, pool.index, ground)
        if taking.taken == taking.plan.area:
            self._rebuild(taking)
        return area

    def _stop_taking(self, taking: Taking) -> None:
        if not taking.done:
            self._rebuild(taking)

    def _rebuild(self, taking: Taking) -> None:
        """Start construction on what was taken, or let it go; nothing taken, nothing built."""
        taking.done = True
        self.takings.remove(taking)
        if taking.taken == 0:
            return
        city, plan = self.city, taking.plan
        project = city.key(Kind.WORKS, plan.luck)
        opens = city.tick + self._duration(plan.timing, child(project, 1), project, city.tick)
        city.log_works(What.REBUILD, plan.id, plan.pool, taking.taken)
        area = returned(taking.taken, plan.ratio)
        site = Site(plan.target, area, opens, plan.id, part(area, plan.ground))
        if not area:
            return
        city.log_works(What.CONSTRUCTION, plan.id, site.pool, site.area, opens)
        city.market.build(site)
        self.due(opens, EventKind.CAPACITY, plan.id, 1, partial(self._open, [site]))

    def _log_ground(self, of: What, works: str, pool: int, ground: int) -> None:
        """Write the row that says what of the area just opened or taken is on ground floors."""
        if ground:
            self.city.log_works(What.GROUND, works, pool, ground, of)

    def due(
        self, tick: int, kind: EventKind, works: str, number: int, then: Callable[[], None]
    ) -> None:
        """Call `then` when an event of works happens."""
        event = self.city.calendar.due(tick, kind, self.city.rank[works], number)
        event.callbacks.append(lambda _: then())


def _area(lot: LotPlan) -> int:
    return sum(area for _, area in lot.cells)
