"""A company: a SimPy process that goes through its stages."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from benchmarks.idiomatic.laws import draw
from benchmarks.idiomatic.market import Pool, Request
from sim.scenario.plan.plan import Growth, StagePlan
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    from benchmarks.idiomatic.city import City

Process = Generator[simpy.Event, Any, None]
Holding = tuple[Pool, int]


class Company:
    """A company and the space it holds."""

    def __init__(self, city: City, track: int, known_area: int | None = None) -> None:
        self.city, self.env, self.rng = city, city.env, city.rng
        self.track = track
        self.chain = city.plan.chains[track]
        self.known_area = known_area
        self.is_guest = known_area is not None
        self.marks = [self.rng.expovariate(1.0) for _ in city.plan.parks]
        self.present: Holding | None = None
        self.holdings: list[Holding] = []
        self.wishes: list[Request] = []
        self.alive = True

    def arrive(self, position: int) -> Process:
        """Arrive in the city and seek the stage at `position`."""
        self.city.records.arrivals += 1
        yield from self.live(position)

    def live(self, position: int) -> Process:
        """Go through the stages from `position` on, until one fails or the last is over."""
        for stage in self.chain[position:]:
            settled = yield from self.settle(stage)
            if not settled:
                break
            self.city.records.starts[stage.stage] += 1
            well = yield from self.stay(stage, draw(self.rng, stage.duration))
            if not well:
                break
        self.leave()

    def settle(self, stage: StagePlan) -> Generator[simpy.Event, Any, bool]:
        """Find room for a stage and move there; False if the company leaves the city."""
        route = self.route(stage)
        if route == "elsewhere":
            return False
        holding: Holding | None = None
        if route == "lease":
            holding = yield from self.lease(stage)
            if holding is None:
                return False
            yield self.env.timeout(draw(self.rng, stage.fit_out))
        elif route == "self-build":
            yield self.env.timeout(draw(self.rng, stage.build))
        elif stage.cdmo_stream >= 0 and not self.is_guest:
            self.ask_contract_maker(stage)
        self.give_up_present()
        self.present = holding
        return True

    def stay(self, stage: StagePlan, duration: float) -> Generator[simpy.Event, Any, bool]:
        """Run a stage; True if it ends well."""
        if stage is self.chain[-1] and stage.growth is not None and self.present is not None:
            self.env.process(self.grow(stage, stage.growth))
        yield self.env.timeout(duration)
        if stage.release:
            self.give_up_present()
        return self.rng.random() < stage.success

    def route(self, stage: StagePlan) -> str:
        """Draw how the company finds room."""
        if self.known_area is not None:
            return "lease"
        if self.rng.random() < stage.elsewhere:
            return "elsewhere"
        if self.rng.random() < stage.cdmo:
            return "cdmo"
        if self.rng.random() < stage.self_build:
            return "self-build"
        return "lease"

    def lease(self, stage: StagePlan) -> Generator[simpy.Event, Any, Holding | None]:
        """Ask for space and wait for it; None if patience ends first."""
        area, self.known_area = self.known_area or self.area(stage), None
        parks = self.parks(stage)
        request = Request(
            self.env, stage.spaces[0], area, parks, stage.choices, stage.prelet / MONTH
        )
        market = self.city.market
        market.ask(request)
        patience = draw(self.rng, stage.patience)
        spillover = stage.spillover / MONTH
        if not request.served and spillover < patience:
            yield request | self.env.timeout(spillover)
            if not request.served:
                market.widen(request)
            patience -= spillover
        if not request.served:
            yield request | self.env.timeout(patience)
        if not request.served:
            market.widen(request)  # a last try in all parks
        if not request.served:
            market.withdraw(request)
            self.city.records.lost[request.space] += 1
            return None
        yield request
        return self.hold(request)

    def hold(self, request: Request) -> Holding:
        """Note that a request was granted."""
        assert request.pool is not None
        self.city.records.waits.append((request.space, request.asked, self.env.now))
        holding = (request.pool, request.area)
        self.holdings.append(holding)
        return holding

    def grow(self, stage: StagePlan, growth: Growth) -> Process:
        """Ask for more space at random intervals while the tenancy lasts."""
        while True:
            yield self.env.timeout(draw(self.rng, growth.every))
            if not self.alive:
                return
            self.env.process(self.expand(stage, growth))

    def expand(self, stage: StagePlan, growth: Growth) -> Process:
        """Ask for more space, in the company's own park first."""
        assert self.present is not None
        own = self.present[0].park
        parks = [own, *(park for park in self.parks(stage) if park != own)]
        area = max(1, round(draw(self.rng, growth.area)))
        request = Request(self.env, stage.spaces[0], area, parks, len(parks))
        self.city.market.ask(request)
        self.wishes.append(request)
        yield request | self.env.timeout(draw(self.rng, growth.patience))
        if not self.alive:
            return
        self.wishes.remove(request)
        if request.triggered:
            self.hold(request)
        else:
            self.city.market.withdraw(request)
            self.city.records.lost[request.space] += 1

    def give_up_present(self) -> None:
        """Release the space of the stage before."""
        if self.present is not None:
            self.holdings.remove(self.present)
            self.city.market.release(*self.present)
            self.present = None

    def leave(self) -> None:
        """End: withdraw all wishes and release all space."""
        self.alive = False
        for request in self.wishes:
            if request.triggered:
                self.hold(request)
            else:
                self.city.market.withdraw(request)
        for pool, area in self.holdings:
            self.city.market.release(pool, area)
        self.holdings.clear()

    def ask_contract_maker(self, stage: StagePlan) -> None:
        """Let a contract maker ask for a share of the area the stage would have taken."""
        stream = self.city.plan.streams[stage.cdmo_stream]
        area = max(1, round(draw(self.rng, stage.area) * stage.cdmo_share))
        guest = Company(self.city, stream.track, known_area=area)
        self.env.process(guest.arrive(stream.entry))

    def area(self, stage: StagePlan) -> int:
        """Draw the area a stage needs."""
        return max(1, round(draw(self.rng, stage.area)))

    def parks(self, stage: StagePlan) -> list[int]:
        """Return the parks in the company's order: a weighted draw without replacement."""
        usable = [park for park, weight in enumerate(stage.weights) if weight > 0]
        return sorted(usable, key=lambda park: self.marks[park] / stage.weights[park])
