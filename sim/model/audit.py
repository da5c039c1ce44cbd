"""The conservation audit: every m² and every company is accounted for, after every event.

The audit keeps its own books from the log alone and compares them with the state of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.log import Phase, Row, What
from sim.model.market import State

if TYPE_CHECKING:
    from sim.model.city import City


class AuditError(AssertionError):
    """The books do not balance."""


class Audit:
    """Books of area by pool and of companies, written from log rows."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.read = 0
        self.capacity = list(city.plan.capacity)
        self.held: dict[int, tuple[int, int, bool]] = {}
        """Leased requests: (pool, area, in use)."""
        self.leased = [0] * len(self.capacity)
        self.waiting: dict[int, int] = {}
        """Listed requests: area."""
        self.promised: dict[int, int] = {}
        self.sites: dict[tuple[int, int], int] = {}
        """Area under construction by (works, pool)."""
        self.withdrawn: dict[int, int] = {}
        """Area taken back by renewal, not yet a building site."""
        self.alive: set[tuple[int, int]] = set()

    def check(self) -> None:
        """Read the rows since the last check and compare; AuditError at the first difference."""
        rows = self.city.rows
        for row in rows[self.read :]:
            self._book(row)
        self.read = len(rows)
        market = self.city.market
        for pool in market.pools:
            self._same(f"capacity of pool {pool.index}", self.capacity[pool.index], pool.capacity)
            self._same(f"leased in pool {pool.index}", self.leased[pool.index], pool.leased)
            if not 0 <= pool.leased <= pool.capacity:
                raise AuditError(self._at(f"pool {pool.index}: {pool.leased} of {pool.capacity}"))
        listed = {r.serial: r.area for r in market.waiting if r.state is State.WAITING}
        self._same("the list", self.waiting, listed)
        sites = {(self.city.rank[s.id], s.pool): s.area for s in market.sites}
        self._same("area under construction", self.sites, sites)
        promised = {r.serial: r.area for s in market.sites for r in s.requests}
        self._same("promised area", self.promised, promised)

    def _book(self, row: Row) -> None:
        _, what, entity, number, _, _, _, request, pool, area, aux = row
        company = (entity, number)
        if what == What.OPENED:
            self.alive.add(company)
            self._hold(request, pool, area, aux != Phase.FIT_OUT)
        elif what == What.ARRIVED:
            self._expect(company not in self.alive, f"{company} arrives twice")
            self.alive.add(company)
        elif what == What.ASKED:
            self.waiting[request] = area
        elif what == What.GRANTED:
            known = self.waiting.pop(request, None) or self.promised.pop(request, None)
            self._same(f"area granted to request {request}", known, area)
            self._hold(request, pool, area, False)
        elif what == What.COMMITTED:
            self.promised[request] = self.waiting.pop(request)
        elif what == What.MOVED_IN:
            held = self.held[request]
            self._expect(not held[2], f"request {request} moves in twice")
            self.held[request] = (held[0], held[1], True)
        elif what == What.RELEASED:
            held = self.held.pop(request)
            self._same(f"release of request {request}", held, (pool, area, aux == 1))
            self.leased[pool] -= area
        elif what == What.LOST:
            del self.waiting[request]
        elif what == What.CANCELLED:
            found = self.waiting.pop(request, None) or self.promised.pop(request, None)
            self._expect(bool(found) or request in self.held, f"request {request} unknown")
        elif what == What.ENDED:
            self._expect(company in self.alive, f"{company} ends but does not live")
            self.alive.discard(company)
        elif what in (What.STARTED, What.STAGE_ENDED, What.BUILDING, What.SPILLED):
            self._expect(company in self.alive, f"{company} acts but does not live")
        else:
            self._book_works(What(what), entity, pool, area, aux)

    def _book_works(self, what: What, works: int, pool: int, area: int, aux: int) -> None:
        if what is What.CONSTRUCTION and aux >= 0:
            self.sites[works, pool] = area
        elif what is What.CAPACITY:
            self._same(f"area opened by {works}", self.sites.pop((works, pool)), area)
            self.capacity[pool] += area
        elif what is What.WITHDRAWN:
            self.capacity[pool] -= area
            self.withdrawn[works] = self.withdrawn.get(works, 0) + area
        elif what is What.REBUILD:
            self._same(f"area rebuilt by {works}", self.withdrawn.pop(works), area)

    def _hold(self, request: int, pool: int, area: int, in_use: bool) -> None:
        self._expect(request not in self.held, f"request {request} is leased twice")
        self.held[request] = (pool, area, in_use)
        self.leased[pool] += area

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise AuditError(self._at(otherwise))

    def _same(self, what: str, booked: object, found: object) -> None:
        if booked != found:
            raise AuditError(self._at(f"{what}: the books say {booked}, the model {found}"))

    def _at(self, what: str) -> str:
        return f"tick {self.city.tick}, replication {self.city.replication}: {what}"
