"""The conservation audit: every m² and every company is accounted for, after every event.

The audit keeps its own books from the plan and the log alone and compares them with the state
of the model.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.log import COLUMNS, Arrival, Fate, Phase, What
from sim.model.market import State
from sim.scenario.plan.identities import line_id, return_id
from sim.scenario.plan.plan import to_area
from sim.scenario.plan.split import cover, part
from sim.scenario.plan.works import RenewalPlan, stands_in
from sim.scenario.values.limits import LINES

if TYPE_CHECKING:
    from sim.model.city import City

_Company = tuple[int, int]
_STEPS = {
    What.COMMITTED: ({State.WAITING}, State.COMMITTED),
    What.GRANTED: ({State.WAITING, State.COMMITTED}, State.FIT_OUT),
    What.MOVED_IN: ({State.FIT_OUT}, State.IN_USE),
    What.LOST: ({State.WAITING}, State.CLOSED),
    What.SPILLED: ({State.WAITING}, State.WAITING),
    What.HELD: ({State.IN_USE}, State.IN_USE),
}
"""What may happen to a request: the states it must be in, and the one it goes to."""


_Plant = tuple[_Company, int, int]
"""A company's own plant: (company, track, stage)."""


class AuditError(AssertionError):
    """The books do not balance."""


@dataclass(slots=True)
class _Entry:
    """A request in the books."""

    company: _Company
    track: int
    area: int
    state: State = State.WAITING
    pool: int = -1
    heavy: float = 0.0
    """Share that must stand on ground floors."""
    ground: int = 0
    """Area leased on ground floors."""
    new: bool = False
    """Whether it is, or asks to be, in new buildings."""
    tied: bool = False
    """Whether it takes no buildings but those that it asks for."""


def _summed(plants: dict[_Plant, int]) -> dict[tuple[int, int], int]:
    """Areas by (stage, track)."""
    areas: Counter[tuple[int, int]] = Counter()
    for (_, track, stage), area in plants.items():
        areas[stage, track] += area
    return dict(areas)


class Audit:
    """Books of requests, of area by pool and of companies, written from log rows."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.read: int = 0
        self.requests: dict[int, _Entry] = {}
        """What is neither closed nor released."""
        self.areas: dict[State, dict[int, int]] = {State.WAITING: {}, State.COMMITTED: {}}
        """Areas of those on the list and of those that wait for an opening."""
        self.of: defaultdict[_Company, set[int]] = defaultdict(set)
        """Requests by company."""
        self.alive: dict[_Company, int] = {}
        """Companies that have not ended: the stage that runs, or −1."""
        self.capacity: list[int] = list(city.plan.capacity)
        self.leased: list[int] = [0] * len(self.capacity)
        self.ground: list[int] = list(city.plan.ground)
        self.ground_leased: list[int] = [0] * len(self.capacity)
        self.untold: int = 0
        """Area on ground floors that the next row must tell of."""
        self.added: list[int] = [0] * len(self.capacity)
        """Area that opened since the start."""
        self.leased_new: list[int] = [0] * len(self.capacity)
        self.untold_new: int = 0
        """Area in new buildings that the next row but that of ground floors must tell of."""
        self.heavy: dict[tuple[int, int], float] = {
            (track, stage.stage): stage.heavy
            for track, chain in enumerate(city.plan.chains)
            for stage in chain
        }
        self.leased_by_members: list[int] = [0] * len(self.capacity)
        self.works: dict[tuple[int, int], int] = {
            (city.rank[lot.id], pool): area for lot in city.plan.lots for pool, area in lot.cells
        }
        """Area that may go under construction, by (works, pool)."""
        self.renewals: dict[int, RenewalPlan] = {
            city.rank[renewal.id]: renewal for renewal in city.plan.renewals
        }
        self.shares: dict[int, tuple[float, ...]] = {
            city.rank[lot.id]: lot.ground for lot in city.plan.lots
        }
        """Share of what lots build on ground floors, by type."""
        self.sites: dict[tuple[int, int], int] = {}
        """Area under construction, by (works, pool)."""
        self.paused: set[tuple[int, int]] = set()
        """(works, pool) of what did not begin when it was time."""
        self.withdrawn: dict[int, int] = {}
        """Area taken back by a renewal or retirement that still takes."""
        self.plants: tuple[dict[_Plant, int], ...] = {}, {}, {}
        """Own plants under construction, in use, and left behind by those who failed."""
        self.stranded: dict[int, int] = {}
        """Requests left behind by those who failed: the tick at which each is freed."""
        self.away: set[_Company] = set()
        """Who may still come back: the companies that would then arrive."""
        self.firms: dict[_Company, int] = {}
        """When a stage last ended well, by the entity of further lines and the firm's number."""
        timings = [(lot.id, lot.timing) for lot in city.plan.lots]
        timings += [(renewal.id, renewal.timing) for renewal in city.plan.renewals]
        self.undecided: set[int] = {
            city.rank[works] for works, timing in timings if not timing.dated
        }
        """Works without a date that have not been decided."""
        self.dropped: set[int] = set()
        """Lots that were dropped."""
        instead = stands_in(city.plan.lots).items()
        self.instead: dict[int, int] = {
            city.rank[one.id]: city.rank[lot] for lot, ones in instead for one in ones
        }
        """Lots that are built for another: which, by lot."""
        self.starts: dict[int, int] = {}
        """When works that were decided start, by works."""
        self.drops_by: dict[int, int] = {
            city.rank[lot.id]: city.plan.pauses[lot.timing.pause].until
            for lot in city.plan.lots
            if lot.timing.pause >= 0 and city.plan.pauses[lot.timing.pause].drops
        }
        """When lots that have not begun by a day are dropped, by lot."""

    def check(self) -> None:
        """Read the rows since the last check and compare; AuditError at the first difference."""
        rows, width = self.city.rows, len(COLUMNS)
        for begin in range(self.read, len(rows), width):
            self._book(rows[begin : begin + width])
        self.read = len(rows)
        market, office = self.city.market, self.city.works
        for i, pool in enumerate(market.pools):
            self._same(f"capacity of pool {i}", self.capacity[i], pool.capacity)
            self._same(f"leased in pool {i}", self.leased[i], pool.leased)
            self._same(f"members' in {i}", self.leased_by_members[i], pool.leased_by_members)
            self._expect(0 <= pool.leased <= pool.capacity, f"pool {i} is leased beyond itself")
            self._same(f"ground floors of pool {i}", self.ground[i], pool.ground)
            self._same(f"leased on them in {i}", self.ground_leased[i], pool.ground_leased)
            self._expect(0 <= pool.ground_leased <= pool.ground, f"ground floors of {i} overflow")
            self._same(f"leased in new buildings of {i}", self.leased_new[i], pool.leased_new)
            self._expect(0 <= pool.leased_new <= self.added[i], f"new buildings of {i} overflow")
            upstairs = pool.leased - pool.ground_leased, pool.capacity - pool.ground
            self._expect(0 <= upstairs[0] <= upstairs[1], f"upstairs of pool {i} overflows")
        listed = {r.serial: r.area for r in market.waiting}
        self._same("the list", self.areas[State.WAITING], listed)
        self._same("the lists by space", sum(market.waiting_by_space), len(listed))
        promised = {r.serial: r.taken for s in market.sites for r in s.requests}
        self._same("promised area", self.areas[State.COMMITTED], promised)
        sites = {(self.city.rank[s.id], s.pool): s.area for s in market.sites}
        self._same("area under construction", self.sites, sites)
        for site in market.sites:
            pool = market.pools[site.pool]
            heavy = sum(pool.heavy(r) for r in site.requests)
            self._same(f"heavy area promised by {site.id}", heavy, site.promised_heavy)
            self._expect(heavy <= site.ground or not pool.floors, f"{site.id} promises too much")
        taken = {self.city.rank[t.plan.id]: t.taken for t in office.takings if t.taken}
        self._same("withdrawn area", self.withdrawn, taken)
        plants = self.city.plants
        for what, booked, found in zip(
            ("being built", "in use", "left behind"),
            self.plants,
            (plants.building, plants.in_use, plants.stranded),
            strict=True,
        ):
            self._same(f"own plants {what}", _summed(booked), {k: a for k, a in found.items() if a})

        late = [request for request, until in self.stranded.items() if until < self.city.tick]
        self._same("requests left behind too long", [], late)

    def _book(self, row: Sequence[int]) -> None:
        tick, code, entity, number, track, stage, _, request, pool, area, aux = row
        what, company = What(code), (entity, number)
        if what is What.GROUND:
            self._same("area on ground floors", self.untold, area)
            self.untold = 0
            return
        self._same("area on ground floors without a row", self.untold, 0)
        if what is What.NEW:
            if aux == What.MOVING:
                self._expect(self.requests[request].tied, f"{request} asks for what is no tier")
                self.requests[request].new = True
            else:
                self._same("area in new buildings", self.untold_new, area)
                self.untold_new = 0
            return
        self._same("area in new buildings without a row", self.untold_new, 0)
        heavy = self.heavy.get((track, stage), 0.0)
        if number < 0:
            self._book_start(what, entity, tick, aux)
            self._book_works(what, entity, pool, area, aux)
        elif what is What.ARRIVED:
            self._expect(company not in self.alive, f"{company} arrives twice")
            if aux == Arrival.BACK:
                self._expect(company in self.away, f"{company} comes back, but was never here")
                self.away.discard(company)
            if aux == Arrival.LINE:
                firm = entity, number // LINES
                self._same(f"end of the stage behind {company}", self.firms.get(firm), tick)
            self.alive[company] = -1
        elif what is What.OPENED:
            self.alive.setdefault(company, -1)
            state = State.FIT_OUT if aux == Phase.FIT_OUT else State.IN_USE
            self._add(request, _Entry(company, track, area, heavy=heavy), state)
            self._lease(self.requests[request], pool)
            if aux == Phase.IN_USE:
                self.alive[company] = stage
        elif request >= 0:
            lives = company in self.alive or request in self.stranded
            self._expect(lives, f"{company} asks, but does not live")
            said = _Entry(company, track, area, pool=pool, heavy=heavy)
            self._book_request(what, request, said, aux)
        else:
            self._book_company(what, company, stage, aux)
            self._book_plant(what, (company, track, stage), area)

    def _book_request(self, what: What, request: int, said: _Entry, aux: int) -> None:
        if what in (What.ASKED, What.MOVING, What.PENDING):
            said.tied = what is What.MOVING and self._tiers(said.pool)
            self._add(request, said, State.WAITING)
            return
        if what is What.REDUCED:
            self._reduce(aux, said)
            return
        entry = self.requests.get(request)
        if entry is None:
            raise AuditError(self._at(f"request {request} is unknown or closed"))
        self._same(f"company of request {request}", entry.company, said.company)
        if what in (What.COMMITTED, What.GRANTED):
            unit = self.city.plan.units[said.pool // len(self.city.plan.parks)]
            entry.area += -entry.area % unit
        self._same(f"area of request {request}", entry.area, said.area)
        if what is What.STRANDED:
            self._expect(entry.state in (State.FIT_OUT, State.COMMITTED), f"{request} is not ahead")
            self.of[entry.company].discard(request)
            self.stranded[request] = aux
            return
        if request in self.stranded and what is not What.GRANTED:
            self._same(f"end of {request}", self.stranded.pop(request), self.city.tick)
        if what is What.RELEASED:
            self._same(f"pool of request {request}", entry.pool, said.pool)
            self._same(f"state of {request}", entry.state, State.IN_USE if aux else State.FIT_OUT)
            self._count(entry, -1)
            self._close(request)
        elif what is What.CANCELLED:
            self._expect(entry.state is not State.IN_USE, f"request {request} is in use")
            self._same(f"hold of request {request}", entry.state is not State.WAITING, aux == 1)
            if entry.state is not State.FIT_OUT:
                self._close(request)
        else:
            before, after = _STEPS[what]
            self._expect(entry.state in before, f"{request} is {entry.state.value}: {what.name}")
            if what is What.LOST:
                self._close(request)
                return
            self._move(request, after)
            if what is What.GRANTED:
                self._settle_tier(entry, said.pool, request)
                self._lease(entry, said.pool)
                needed = cover(entry.area, entry.heavy) if self._floors(said.pool) else 0
                self._expect(
                    entry.ground >= needed, f"{request} stands too little on ground floors"
                )

    def _reduce(self, request: int, part: _Entry) -> None:
        """Take a part of a lease out of the books; the heavy part of the rest stays where it is."""
        lease = self.requests.get(request)
        if lease is None or lease.state is not State.IN_USE:
            raise AuditError(self._at(f"request {request} is reduced and not in use"))
        self._same(f"company of what {request} is reduced by", lease.company, part.company)
        self._same(f"pool of what {request} is reduced by", lease.pool, part.pool)
        unit = self.city.plan.units[part.pool // len(self.city.plan.parks)]
        self._same(f"units of what is left of {request}", (lease.area - part.area) % unit, 0)
        self._count(lease, -1)
        before, upstairs = lease.ground, lease.area - lease.ground
        lease.area -= part.area
        self._expect(lease.area > 0, f"nothing is left of {request}")
        if self._floors(part.pool):
            heavy = cover(lease.area, lease.heavy)
            lease.ground = max(min(before, heavy), lease.area - upstairs)
        self._count(lease)
        self.untold = before - lease.ground
        self.untold_new = part.area if lease.new else 0

    def _book_company(self, what: What, company: _Company, stage: int, aux: int) -> None:
        self._expect(company in self.alive, f"{company} acts, but does not live")
        running = self.alive[company]
        if what is What.STAGE_ENDED:
            self._same(f"stage that ends for {company}", running, stage)
            self.alive[company] = -1
            if aux == 1:
                plan = self.city.plan
                name = line_id(plan.entities[company[0]], plan.stages[stage])
                if name in self.city.rank:
                    self.firms[self.city.rank[name], company[1]] = self.city.tick
        elif what is What.STARTED:
            self._same(f"stage that runs for {company}", running, -1)
            self.alive[company] = stage
        elif what is What.ENDED:
            self._same(f"stage at the end of {company}", running, -1)
            self._same(f"requests at the end of {company}", set(), self.of.pop(company, set()))
            del self.alive[company]
            plan = self.city.plan
            if plan.returns is not None and Fate(aux).name.lower() in plan.returns.after:
                name = return_id(plan.entities[company[0]], plan.stages[stage])
                if name in self.city.rank:
                    self.away.add((self.city.rank[name], company[1]))

    def _book_plant(self, what: What, plant: _Plant, area: int) -> None:
        """Follow a company's own plant: begun, in use, left with its stage or given up."""
        building, in_use, stranded = self.plants
        company, _, stage = plant
        if what is What.BUILDING and area >= 0:
            building[plant] = area
        elif what is What.STARTED and area >= 0:
            begun = building.pop(plant, None)
            if begun is not None or self.city.tick > 0:
                self._same(f"area that {company} built for {stage}", begun, area)
            in_use[plant] = area
        elif what is What.STRANDED:
            self._same(f"area that {company} leaves behind", building.pop(plant, None), area)
            stranded[plant] = area
        elif what is What.STAGE_ENDED:
            in_use.pop(plant, None)
        elif what is What.ENDED:
            for given_up in [one for one in building if one[0] == company]:
                del building[given_up]
            left = [one for one in in_use if one[0] == company]
            self._same(f"own plants of {company} at its end", left, [])

    def _book_start(self, what: What, works: int, tick: int, aux: int) -> None:
        """Works without a date are decided once, and start when that was said."""
        if what is What.DECIDED:
            self._expect(works in self.undecided, f"{works} is decided twice, or has a date")
            dropped = self.instead.get(works, -1) in {-1, *self.dropped}
            self._expect(dropped, f"{works} is decided, and nothing was dropped for it")
            self.undecided.discard(works)
            self.starts[works] = aux
        else:
            self._expect(works not in self.undecided, f"{works} starts undecided")
            start = self.starts.get(works, tick)
            if what in (What.PAUSED, What.DROPPED):  # at once, where that day comes first
                start = min(start, self.drops_by.get(works, start))
            self._expect(tick >= start, f"{works} starts too early")

    def _book_works(self, what: What, works: int, pool: int, area: int, aux: int) -> None:
        if what is What.CONSTRUCTION:
            over = self.drops_by.get(works, self.city.tick)
            self._expect(self.city.tick <= over, f"{works} begins after its rule was over")
            self._same(f"area that {works} builds", self.works.pop((works, pool), None), area)
            if aux >= 0:
                self.sites[works, pool] = area
        elif what is What.PAUSED:
            self._same(f"area that {works} does not begin", self.works.get((works, pool)), area)
            self.paused.add((works, pool))
        elif what is What.DROPPED:
            self._expect((works, pool) in self.paused, f"{works} is dropped and did not wait")
            self._same(f"area that {works} drops", self.works.pop((works, pool), None), area)
            self.dropped.add(works)
        elif what is What.CAPACITY:
            self._same(f"area that {works} opens", self.sites.pop((works, pool), None), area)
            self.capacity[pool] += area
            self.added[pool] += area
            space = pool // len(self.city.plan.parks)
            built = (
                self.shares[works][space] if works in self.shares else self.renewals[works].ground
            )
            self.untold = part(area, built)
            self.ground[pool] += self.untold
        elif what is What.WITHDRAWN:
            self.untold = self._on_ground(pool, area, 0.0)
            self.ground[pool] -= self.untold
            self.capacity[pool] -= area
            self.withdrawn[works] = self.withdrawn.get(works, 0) + area
        elif what is What.REBUILD:
            self._same(f"area that {works} took", self.withdrawn.pop(works, None), area)
            plan = self.renewals[works]
            if plan.ratio > 0:
                self.works[works, plan.target] = to_area(area * plan.ratio)

    def _add(self, request: int, entry: _Entry, state: State) -> None:
        self._expect(request not in self.requests, f"request {request} comes twice")
        self.requests[request] = entry
        self.of[entry.company].add(request)
        self._move(request, state)

    def _move(self, request: int, state: State) -> None:
        entry = self.requests[request]
        for kept, areas in self.areas.items():
            areas.pop(request, None)
            if kept is state:
                areas[request] = entry.area
        entry.state = state

    def _close(self, request: int) -> None:
        self._move(request, State.CLOSED)
        self.of[self.requests.pop(request).company].discard(request)

    def _lease(self, entry: _Entry, pool: int) -> None:
        entry.pool = pool
        entry.ground = self.untold = self._on_ground(pool, entry.area, entry.heavy)
        self._count(entry)

    def _settle_tier(self, entry: _Entry, pool: int, request: int) -> None:
        """Find in which buildings a lease is that is granted now; who is tied fits there."""
        free, tiers = self.capacity[pool] - self.leased[pool], self._tiers(pool)
        free_new = min(free, self.added[pool] - self.leased_new[pool])
        if tiers and entry.tied:
            fits = entry.area <= (free_new if entry.new else free - free_new)
            self._expect(fits, f"{request} does not fit in the buildings that it asked for")
        else:
            entry.new = tiers and entry.area <= free_new
        self.untold_new = entry.area if entry.new else 0

    def _tiers(self, pool: int) -> bool:
        return self.city.plan.tiers(pool // len(self.city.plan.parks))

    def _count(self, entry: _Entry, sign: int = 1) -> None:
        """Add what is leased to its pool, or (sign −1) take it out."""
        pool = entry.pool
        self.leased_new[pool] += sign * entry.area * entry.new
        self.ground_leased[pool] += sign * entry.ground
        self.leased[pool] += sign * entry.area
        reserve = self.city.plan.reserves[pool]
        if reserve is not None and entry.track in reserve.tracks:
            self.leased_by_members[pool] += sign * entry.area

    def _floors(self, pool: int) -> bool:
        return self.city.plan.floors[pool // len(self.city.plan.parks)] is not None

    def _on_ground(self, pool: int, area: int, heavy: float) -> int:
        """Heavy area stands on ground floors; all other goes there when upstairs is full."""
        if not self._floors(pool):
            return 0
        ground = self.ground[pool] - self.ground_leased[pool]
        upstairs = self.capacity[pool] - self.leased[pool] - ground
        return max(min(ground, cover(area, heavy)), area - upstairs)

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise AuditError(self._at(otherwise))

    def _same(self, what: str, booked: object, found: object) -> None:
        if booked != found:
            raise AuditError(self._at(f"{what}: the books say {booked}, the model {found}"))

    def _at(self, what: str) -> str:
        return f"tick {self.city.tick}, future {self.city.replication}: {what}"
