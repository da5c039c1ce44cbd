"""What a company sees when it asks for space: a city whose market takes note of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.model.city import City
from sim.model.log import Loss
from sim.model.market import Market, Request

Moment = Literal["asked", "spilled", "last_try"]


@dataclass(frozen=True)
class PoolSeen:
    """A pool that a request tries, before it is served."""

    pool: int
    capacity: int
    free: int
    """m² not leased."""
    room: int
    """m² it may lease: less than is free where some is reserved for others, or where it asks for
    new, or for old, buildings alone."""
    closed: bool
    """Whether a request ahead of it closes the pool (strict queue)."""
    opens: int
    """Tick at which the next site there opens; −1: none is under construction."""
    site: int
    """m² of that site that are not promised yet."""


@dataclass(frozen=True)
class RequestAhead:
    """A request that stands before it on the list, for the same type of space."""

    company: str
    area: int
    since: int
    """Tick at which it was made."""


@dataclass(frozen=True)
class Look:
    """What there is for a request at one moment."""

    moment: Moment
    tick: int
    request: int
    area: int
    pools: tuple[PoolSeen, ...]
    """Those it tries, in its order."""
    ahead: tuple[RequestAhead, ...]


def collector(company: str, number: int, looks: list[Look]) -> type[City]:
    """Return a city that plays as any other and notes in `looks` what one company sees."""

    class Watching(Market):
        """A market that looks on."""

        def ask(self, request: Request) -> Loss | None:
            self._note("asked", request, request.allowed)
            return super().ask(request)

        def widen(self, request: Request) -> bool:
            self._note("spilled", request, request.widened)
            return super().widen(request)

        def last_try(self, request: Request) -> bool:
            self._note("last_try", request, request.widened)
            return super().last_try(request)

        def _note(self, moment: Moment, request: Request, pools: Sequence[int]) -> None:
            who = request.company
            if who.number == number and self.plan.entities[who.entity] == company:
                looks.append(
                    Look(
                        moment,
                        self.city.tick,
                        request.serial,
                        request.area,
                        tuple(self._seen(request, pool) for pool in pools),
                        self._ahead(request),
                    )
                )

        def _seen(self, request: Request, index: int) -> PoolSeen:
            pool, track = self.pools[index], request.company.track
            site = next((site for site in self.sites if site.pool == index), None)
            return PoolSeen(
                pool=index,
                capacity=pool.capacity,
                free=pool.capacity - pool.leased,
                room=max(0, pool.room_for(request)),
                closed=bool(self._closed_ahead(request) >> index & 1),
                opens=site.opens if site else -1,
                site=site.room(pool, track) if site else 0,
            )

        def _ahead(self, request: Request) -> tuple[RequestAhead, ...]:
            names = self.plan.entities
            return tuple(
                RequestAhead(
                    f"{names[other.company.entity]}#{other.company.number}",
                    other.area,
                    other.rank[1],
                )
                for other in self.waiting
                if other < request and other.space == request.space
            )

    class WatchedCity(City):
        """A city with such a market."""

        market_class = Watching

    return WatchedCity
