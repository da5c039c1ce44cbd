"""Pools of space with first-come-first-served lists."""

from __future__ import annotations

from collections.abc import Sequence

import simpy


class Request(simpy.Event):
    """A wish for area in one of several parks; succeeds when the area is leased."""

    def __init__(
        self,
        env: simpy.Environment,
        space: int,
        area: int,
        parks: Sequence[int],
        choices: int,
        prelet: float = 0.0,
    ) -> None:
        super().__init__(env)
        self.space, self.area = space, area
        self.parks = parks
        self.allowed = parks[:choices]
        self.prelet = prelet
        self.asked = env.now
        self.promised = False
        self.pool: Pool | None = None

    @property
    def served(self) -> bool:
        """Whether it has its area, or the promise of it."""
        return self.triggered or self.promised


class Site:
    """Area under construction."""

    def __init__(self, pool: Pool, area: int, opens: float) -> None:
        self.pool, self.area, self.opens = pool, area, opens
        self.free = area
        self.requests: list[Request] = []


class Pool:
    """Space of one type in one park."""

    def __init__(self, space: int, park: int, capacity: int) -> None:
        self.space, self.park = space, park
        self.capacity = capacity
        self.leased = 0
        self.sites: list[Site] = []


class Market:
    """All pools, and one list of waiting requests for each type of space."""

    def __init__(self, env: simpy.Environment, pools: list[list[Pool]]) -> None:
        self.env = env
        self.pools = pools
        self.waiting: list[list[Request]] = [[] for _ in pools]

    def ask(self, request: Request) -> None:
        """Serve a request at once if it fits, or put it on the list."""
        if not self.serve_one(request):
            self.waiting[request.space].append(request)

    def widen(self, request: Request) -> None:
        """Allow all parks to a waiting request."""
        request.allowed = request.parks
        if self.serve_one(request):
            self.waiting[request.space].remove(request)

    def withdraw(self, request: Request) -> None:
        """Take a waiting request off the list."""
        self.waiting[request.space].remove(request)

    def release(self, pool: Pool, area: int) -> None:
        """Free area and serve the list."""
        pool.leased -= area
        self.serve(pool.space)

    def open(self, site: Site) -> None:
        """Add area to its pool, keep what was promised, and serve the list."""
        site.pool.capacity += site.area
        site.pool.sites.remove(site)
        for request in site.requests:
            self.lease(request, site.pool)
        self.serve(site.pool.space)

    def serve(self, space: int) -> None:
        """Go through the list in order and serve whoever fits."""
        for request in list(self.waiting[space]):
            pool = self.find(request)
            if pool is not None:
                self.waiting[space].remove(request)
                self.lease(request, pool)

    def serve_one(self, request: Request) -> bool:
        """Lease area that is free, or promise area that opens soon."""
        pool = self.find(request)
        if pool is not None:
            self.lease(request, pool)
            return True
        return request.prelet > 0 and self.promise(request)

    def find(self, request: Request) -> Pool | None:
        """Return the first allowed pool in which the request fits."""
        for park in request.allowed:
            pool = self.pools[request.space][park]
            if request.area <= pool.capacity - pool.leased:
                return pool
        return None

    def promise(self, request: Request) -> bool:
        """Commit the request to area under construction that opens within its horizon."""
        for park in request.allowed:
            for site in sorted(self.pools[request.space][park].sites, key=lambda s: s.opens):
                if site.opens <= self.env.now + request.prelet and request.area <= site.free:
                    site.free -= request.area
                    site.requests.append(request)
                    request.promised = True
                    return True
        return False

    def lease(self, request: Request, pool: Pool) -> None:
        """Let the area to the request."""
        pool.leased += request.area
        request.pool = pool
        request.succeed()
