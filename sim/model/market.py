"""Space: pools, the city-wide list of requests, and how they are served."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from sim.draws import space
from sim.model.log import Loss, What
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    from sim.model.city import City
    from sim.model.company import Company


class State(Enum):
    """Where a request stands."""

    WAITING = "waiting"
    COMMITTED = "committed"
    FIT_OUT = "fit-out"
    IN_USE = "in use"
    CLOSED = "closed"


@dataclass(slots=True, eq=False)
class Pool:
    """Space of one type in one park, in m²."""

    index: int
    capacity: int
    limit: int
    """The most it can ever hold."""
    strict: bool
    reserve: float = 0.0
    members: frozenset[int] = frozenset()
    unit: int = 1
    """Leases take whole multiples of it."""
    floors: bool = False
    """Whether ground floors, which bear heavy loads, are told apart from upstairs."""
    ground: int = 0
    """Of the capacity, what is on ground floors."""
    ground_limit: int = 0
    added: int = 0
    """Area that opened since the start."""
    leased: int = 0
    leased_by_members: int = 0
    ground_leased: int = 0
    tiers: bool = False
    """Whether old and new buildings are told apart."""
    leased_new: int = 0
    """Of what is leased, what is in new buildings, where these are told apart."""

    def room(self, track: int) -> int:
        """Area that a company of `track` may lease now."""
        if not self.members or track in self.members:
            return self.capacity - self.leased
        members = self.leased_by_members
        return space.room_of_others(self.capacity, self.leased, self.reserve, members)

    def whole(self, area: int) -> int:
        """Area in whole units, which is what a lease takes."""
        return space.whole(area, self.unit)

    def heavy(self, request: Request) -> int:
        """Area that a request needs on ground floors here."""
        return space.heavy_part(request.area, self.unit, request.heavy, self.floors)

    def fits(self, request: Request) -> bool:
        """Whether a request can be granted now."""
        on_ground = self.heavy(request) <= self.ground - self.ground_leased
        return on_ground and self.whole(request.area) <= self.room_for(request)

    def room_for(self, request: Request) -> int:
        """Area that a request may lease now, in the buildings that it is tied to, if any."""
        room = self.room(request.company.track)
        return min(room, self.free(request.new)) if self.tiers and request.tied else room

    def free(self, new: bool) -> int:
        """Area that is free in new, or in old, buildings."""
        free = self.capacity - self.leased
        free_new = space.free_in_new(free, self.added, self.leased_new)
        return free_new if new else free - free_new

    def can_ever_hold(self, request: Request) -> bool:
        """Whether a request will fit some day if everybody leaves."""
        return self.whole(request.area) <= self.limit and self.heavy(request) <= self.ground_limit

    def on_ground(self, area: int, heavy: int = 0) -> int:
        """Return what of an area taken now comes from ground floors."""
        free, free_ground = self.capacity - self.leased, self.ground - self.ground_leased
        return space.on_ground(area, heavy, free, free_ground, self.floors)


@dataclass(slots=True, eq=False)
class Site:
    """Area under construction in a pool, with what is promised of it."""

    pool: int
    area: int
    opens: int
    id: str
    ground: int
    """Of the area, what is on ground floors."""
    promised: int = 0
    promised_to_others: int = 0
    promised_heavy: int = 0
    requests: list[Request] = field(default_factory=list)

    def room(self, pool: Pool, track: int) -> int:
        """Area that a company of `track` may still be promised; the reserve holds here too."""
        if not pool.members or track in pool.members:
            return self.area - self.promised
        others = self.promised_to_others
        return space.promise_to_others(self.area, self.promised, pool.reserve, others)

    def fits(self, request: Request, pool: Pool) -> bool:
        """Whether area can be promised to a request."""
        return self.takes(request.area, request.heavy, request.company.track, pool)

    def takes(self, area: int, heavy: float, track: int, pool: Pool) -> bool:
        """Whether an area with a `heavy` share can be promised to a company of a track."""
        needed = space.heavy_part(area, pool.unit, heavy, pool.floors)
        on_ground = needed <= self.ground - self.promised_heavy
        return on_ground and pool.whole(area) <= self.room(pool, track)

    def promise(self, request: Request, pool: Pool, sign: int = 1) -> None:
        """Promise area to a request, or (sign −1) to nobody again."""
        self.promised += sign * request.taken
        self.promised_heavy += sign * pool.heavy(request)
        if request.company.track not in pool.members:
            self.promised_to_others += sign * request.taken


@dataclass(slots=True, eq=False)
class Request:
    """A wish for area, met whole and in one pool."""

    serial: int
    company: Company
    stage: int
    ordinal: int
    """0: the stage's own space; n: the n-th expansion, or what the n-th end of a lease asks."""
    rank: tuple[int, ...]
    """(priority, tick, entity, company number, stage, ordinal): the order of the list."""
    space: int
    """Its own space type; `allowed` may hold substitutes."""
    area: int
    """What it asks."""
    heavy: float
    """Share of what it takes that must stand on ground floors."""
    allowed: Sequence[int]
    """Pools tried now, in order."""
    widened: Sequence[int]
    """Pools tried once all parks are open."""
    prelet: int
    state: State = State.WAITING
    pool: int = -1
    taken: int = 0
    """What it leases or is promised, in whole units; 0 before."""
    ground: int = 0
    """Of what it leases, what is on ground floors."""
    until: int = -1
    """Tick at which it is freed, where its company failed and left it behind."""
    leaves: int = -1
    """Pool that its company would leave for it."""
    new: bool = False
    """Whether it is, or asks to be, in new buildings, where these are told apart."""
    tied: bool = False
    """Whether it takes no buildings but those that it asks for."""
    promise: Site | None = None
    listed: bool = False
    mask: int = 0
    """Allowed pools as bits."""
    closes: int = 0
    """Pools it closes to all after it while it waits, as bits."""

    def __lt__(self, other: Request) -> bool:
        return self.rank < other.rank


class Market:
    """All pools and the one list of waiting requests."""

    def __init__(self, city: City, plan: Plan) -> None:
        self.city = city
        self.plan = plan
        self.pools: list[Pool] = [
            Pool(
                index=i,
                capacity=plan.capacity[i],
                limit=plan.limit[i],
                strict=plan.strict[i // len(plan.parks)],
                unit=plan.units[i // len(plan.parks)],
                floors=plan.floors[i // len(plan.parks)] is not None,
                ground=plan.ground[i],
                ground_limit=plan.ground_limit[i],
                tiers=plan.tiers(i // len(plan.parks)),
                reserve=reserve.share if reserve else 0.0,
                members=reserve.tracks if reserve else frozenset(),
            )
            for i, reserve in enumerate(plan.reserves)
        ]
        self.sites: list[Site] = []
        """Sites that will open, by opening tick and id."""
        self.waiting: list[Request] = []
        self.waiting_by_space: list[int] = [0] * len(plan.spaces)
        self._changed = 0
        """Pools that may serve somebody new, as bits."""

    # Asking

    def ask(self, request: Request) -> Loss | None:
        """Serve a new request, let it commit to area under construction, or put it on the list.

        Returns TURNED_AWAY if it would have to wait and the list of its space type is full.
        """
        self._allow(request, request.allowed)
        if self._try(request):
            return None
        if self.waiting_by_space[request.space] >= self.plan.max_waiting[request.space]:
            self._lose(request, Loss.TURNED_AWAY)
            return Loss.TURNED_AWAY
        self._enlist(request)
        return None

    def line_up(self, request: Request) -> None:
        """Put a request that was made before the clock on the list; it is not served yet."""
        self._allow(request, request.allowed)
        self._enlist(request)

    def widen(self, request: Request) -> bool:
        """Open all parks to a waiting request and try them at once; True if it was served."""
        self.city.log(What.SPILLED, request.company, request=request)
        self._allow(request, request.widened)
        served = self._try(request)
        if served:
            self.serve()
        return served

    def last_try(self, request: Request) -> bool:
        """Try all parks once, at the end of patience; a request that fails leaves the list."""
        self._allow(request, request.widened)
        served = self._try(request)
        if served:
            self.serve()
        else:
            self._unlist(request)
            self._lose(request, Loss.PATIENCE)
        return served

    def cancel(self, request: Request) -> None:
        """Withdraw a request that was not granted."""
        if request.state is State.WAITING:
            self._unlist(request)
        elif request.promise is not None:
            request.promise.promise(request, self.pools[request.pool], -1)
            request.promise.requests.remove(request)
        request.state = State.CLOSED

    def let_go(self, request: Request) -> None:
        """Free what a company left behind: its time is over."""
        if request.state is State.COMMITTED:
            self.city.log(What.CANCELLED, request.company, request=request, aux=1)
            self.cancel(request)
        else:
            self.release(request)
        self.serve()

    # Serving

    def serve(self) -> None:
        """Scan the list in order and serve whoever fits.

        Only pools that changed since the last scan can serve anybody new, so the scan ends
        as soon as requests ahead have closed all of them.
        """
        closed = 0
        for request in tuple(self.waiting) if self._changed else ():
            if not self._changed & ~closed:
                break
            pool = self._fit(request, closed) if request.mask & self._changed & ~closed else None
            if pool is not None:
                self._lease(request, pool)
            else:
                closed |= request.closes
        self._changed = 0

    def serve_first(self) -> None:
        """Serve whoever fits as the clock starts: every pool may serve somebody."""
        self._changed = (1 << len(self.pools)) - 1
        self.serve()

    def release(self, request: Request) -> None:
        """Free the area of a granted request; the list is not served yet."""
        in_use = request.state is State.IN_USE
        request.state = State.CLOSED
        pool = self._free(request)
        self.city.log(
            What.RELEASED, request.company, request=request, pool=pool.index, aux=int(in_use)
        )
        self.city.works.take_back(pool, request.taken)

    def reduce(self, lease: Request, taken: int) -> None:
        """Free what of a lease is beyond an area; the list is not served yet."""
        pool, before, part = self.pools[lease.pool], lease.ground, lease.taken - taken
        lease.ground = space.on_ground(
            taken,
            space.heavy_part(taken, pool.unit, lease.heavy, pool.floors),
            lease.taken,
            lease.ground,
            pool.floors,
        )
        lease.taken = taken
        freed = replace(
            lease,
            serial=self.city.serial(),
            taken=part,
            ground=before - lease.ground,
            state=State.CLOSED,
        )
        self._free(freed)
        self.city.log(What.REDUCED, lease.company, request=freed, pool=pool.index, aux=lease.serial)
        self.city.log_ground(What.REDUCED, freed)
        self.city.log_new(What.REDUCED, freed)
        self.city.works.take_back(pool, part)

    def build(self, site: Site) -> None:
        """Note area under construction, which requests may be promised."""
        insort(self.sites, site, key=lambda s: (s.opens, s.id, s.pool))

    def commit(self, request: Request, site: Site) -> None:
        """Promise a request its area of a site; it leaves the list."""
        self._unlist(request)
        pool = self.pools[site.pool]
        request.state, request.pool, request.promise = State.COMMITTED, pool.index, site
        request.taken = pool.whole(request.area)
        site.promise(request, pool)
        site.requests.append(request)
        self.city.log(
            What.COMMITTED, request.company, request=request, pool=site.pool, aux=site.opens
        )

    def open(self, sites: Sequence[Site]) -> None:
        """Add the area of `sites` to their pools, keep promises, and serve the list."""
        for site in sites:
            self.pools[site.pool].capacity += site.area
            self.pools[site.pool].added += site.area
            self.pools[site.pool].ground += site.ground
            self.sites.remove(site)
            self._changed |= 1 << site.pool
        for request in sorted(r for site in sites for r in site.requests):
            self._lease(request, self.pools[request.pool])
        self.serve()

    def occupy(self, request: Request) -> None:
        """Turn leased area from fit-out into use."""
        request.state = State.IN_USE
        self.city.log(What.MOVED_IN, request.company, request=request, pool=request.pool)

    def place(self, request: Request, pool: Pool) -> None:
        """Lease area to a tenant of the opening, without a scan."""
        request.pool, request.taken = pool.index, pool.whole(request.area)
        request.ground = pool.on_ground(request.taken, pool.heavy(request))
        pool.leased += request.taken
        pool.ground_leased += request.ground
        if request.new:
            pool.leased_new += request.taken
        if request.company.track in pool.members:
            pool.leased_by_members += request.taken

    # Inside

    def _free(self, lease: Request) -> Pool:
        """Take what is leased out of its pool; return the pool."""
        pool = self.pools[lease.pool]
        pool.leased -= lease.taken
        pool.ground_leased -= lease.ground
        if lease.new:
            pool.leased_new -= lease.taken
        if lease.company.track in pool.members:
            pool.leased_by_members -= lease.taken
        self._changed |= 1 << pool.index
        return pool

    def _allow(self, request: Request, pools: Sequence[int]) -> None:
        request.allowed = pools
        request.mask = sum(1 << i for i in pools)
        closes = (p for p in map(self.pools.__getitem__, pools) if p.strict)
        request.closes = sum(1 << p.index for p in closes if p.can_ever_hold(request))

    def _closed_ahead(self, request: Request) -> int:
        closed = 0
        if self.plan.any_strict:
            for other in self.waiting:
                if other is request or request < other:
                    break
                closed |= other.closes
        return closed

    def _fit(self, request: Request, closed: int) -> Pool | None:
        for i in request.allowed:
            if not closed >> i & 1 and self.pools[i].fits(request):
                return self.pools[i]
        return None

    def _try(self, request: Request) -> bool:
        """Grant a request where it fits, or promise it area under construction."""
        closed = self._closed_ahead(request)
        pool = self._fit(request, closed)
        if pool is not None:
            self._lease(request, pool)
            return True
        return request.prelet > 0 and self._promise(request, closed)

    def _promise(self, request: Request, closed: int) -> bool:
        horizon = self.city.tick + request.prelet
        for i in request.allowed:
            if closed >> i & 1:
                continue
            for site in self.sites:
                near = site.pool == i and site.opens <= horizon
                if near and site.fits(request, self.pools[i]):
                    self.commit(request, site)
                    return True
        return False

    def _lease(self, request: Request, pool: Pool) -> None:
        self._unlist(request)
        if not (pool.tiers and request.tied):
            request.new = pool.tiers and pool.whole(request.area) <= pool.free(new=True)
        self.place(request, pool)
        request.state, request.promise = State.FIT_OUT, None
        request.company.granted(request)
        self.city.log_ground(What.GRANTED, request)
        self.city.log_new(What.GRANTED, request)

    def _enlist(self, request: Request) -> None:
        insort(self.waiting, request)
        request.listed = True
        self.waiting_by_space[request.space] += 1

    def _unlist(self, request: Request) -> None:
        if request.listed:
            request.listed = False
            self.waiting.remove(request)
            self.waiting_by_space[request.space] -= 1
            self._changed |= request.closes

    def _lose(self, request: Request, loss: Loss) -> None:
        request.state = State.CLOSED
        self.city.log(What.LOST, request.company, request=request, aux=loss)
