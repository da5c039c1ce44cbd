"""A company: one product line that moves through the stages and seeks its own space."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from simpy import Event

from sim.draws.keys import child, life_key, uniform
from sim.draws.laws import race
from sim.draws.opening import ticks_left
from sim.draws.purposes import Purpose
from sim.draws.routes import Route, route
from sim.model.firms import leased_area, lines_that_end_well
from sim.model.guests import ask_at_maker, come_back, go_on_apart
from sim.model.hazards import closes_at, gives_back_at
from sim.model.log import Arrival, Ending, Fate, Loss, What
from sim.model.market import Request, State
from sim.model.plants import Plant
from sim.model.wishes import drop_wishes, give_back_part, grow, lease_ends, move_to
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import FOREVER, StagePlan
from sim.scenario.values.distributions import Distribution

if TYPE_CHECKING:
    from sim.model.city import City, Process

_FATES = {Loss.PATIENCE: Fate.PATIENCE, Loss.TURNED_AWAY: Fate.TURNED_AWAY}


@dataclass(slots=True, eq=False)
class Search:
    """How a company comes by room for its next stage."""

    stage: StagePlan
    route: Route
    ready: int
    """When the stage before ends; the stage starts no earlier."""
    settled: Event
    """Happens at move-in, or at once with the `Loss`."""
    start: int = FOREVER
    """When its own plant is ready and the stage before has ended."""
    request: Request | None = None
    plant: Plant | None = None
    """Its own plant that it builds, if that is counted."""


@dataclass(slots=True, eq=False)
class Company:
    """A company and what it holds; `life` is its story."""

    city: City
    entity: int
    number: int
    track: int
    key: int
    """Its draws: child(key, stage), then the purpose, then the sub-id."""
    known_area: int | None = None
    """Area of its first stage, which it leases or builds, where both are known beforehand."""
    builds: bool = False
    """Whether it builds that area for itself."""
    spawns: bool = True
    """Whether its outsourced stages ask for space at a contract manufacturer."""
    returns: bool = True
    """Whether it may come back, once it has left the city."""
    arrival: int = 0
    """How it enters, if it is no newcomer: `Arrival`; who comes back stays for the first stage."""
    firm: bool = True
    """Whether it may have several lines in one space."""
    chain: tuple[StagePlan, ...] = ()
    present: Request | None = None
    """Space of the present stage."""
    plant: Plant | None = None
    """Its own plant of the present stage, if that is counted."""
    park: int = -1
    """Park of the space it leased last."""
    holdings: list[Request] = field(default_factory=list)
    """All space it leases, granted first."""
    wishes: list[Request] = field(default_factory=list)
    """Expansions not yet granted."""
    search: Search | None = None
    alive: bool = True
    marks: tuple[float, ...] = ()
    """What orders the parks, with their weights; see `_park_marks`."""
    stage_keys: dict[int, int] = field(default_factory=dict)
    """Keys of the draws for a stage, once used."""
    midway: bool = False
    """Found in the middle of its stage at the opening."""

    def __post_init__(self) -> None:
        self.chain = self.city.plan.chains[self.track]

    # The story

    def arrive(self, position: int) -> Process:
        """Enter the city and ask for the stage at `position` of the chain."""
        stage = self.chain[position]
        known = stage.stage if self.arrival else -1
        self.city.log(What.ARRIVED, self, known, aux=self.arrival or -1)
        self.search = self._seek(stage, self.city.tick)
        yield from self.life(position)

    def fit_out(self, position: int, request: Request, left: int) -> Process:
        """Go on as a tenant of the opening that is still fitting out."""
        city = self.city
        yield city.due(left, EventKind.MOVE_IN, self, request.stage)
        city.market.occupy(request)
        self._leave_previous(position)
        self.settle(request)
        city.log(What.STARTED, self, request.stage, aux=Route.LEASE)
        yield from self.stay(position, self._duration(self.chain[position]))

    def build_on(self, position: int, left: int) -> None:
        """Go on building the plant for a stage, which was begun before the clock."""
        city, stage = self.city, self.chain[position]
        search = Search(stage, Route.SELF_BUILD, left, city.calendar.event())
        self.search = search
        search.plant = self.own_plant(stage)
        if search.plant is not None:
            city.plants.begin(search.plant)
        city.log(What.BUILDING, self, stage.stage, aux=1, plant=search.plant)
        city.due(left, EventKind.MOVE_IN, self, stage.stage, 0, search.settled)
        city.run_process(self.life(position))

    def wait_for(self, stage: StagePlan, request: Request, ready: int) -> None:
        """Wait for what was asked before the clock; the stage before ends at `ready`."""
        settled = self.city.calendar.event()
        self.search = Search(stage, Route.LEASE, ready, settled, request=request)

    def stay(self, position: int, duration: int) -> Process:
        """Run the stage at `position`, which ends after `duration`, and what follows.

        It ends before its time where the company closes.
        """
        city, stage = self.city, self.chain[position]
        end = city.tick + duration
        over = closes_at(self, stage, end)
        last = position + 1 == len(self.chain)
        if self.present is not None:
            if last and stage.growth is not None:
                city.run_process(grow(self, stage, stage.growth, self.midway))
            if stage.term is not None:
                city.run_process(lease_ends(self, stage, stage.term, self.midway, over))
            at = gives_back_at(self, stage, over)
            if at < over:
                kind = EventKind.EXPANSION
                city.call(at, kind, self, stage.stage, then=lambda: give_back_part(self, stage))
        self.midway = False
        if self.search is None and not last and self.chain[position + 1].look_ahead > 0:
            following = self.chain[position + 1]
            ask = max(city.tick, end - following.look_ahead)
            if ask < over or over == end:
                yield city.due(ask, EventKind.ARRIVAL, self, following.stage)
                self.search = self._seek(following, end)
        yield city.due(over, EventKind.STAGE_END, self, stage.stage)
        closes = over < end
        well = [] if closes else lines_that_end_well(self, stage)
        ending = Ending.CLOSED if closes else Ending(bool(well))
        city.log(What.STAGE_ENDED, self, stage.stage, aux=ending)
        if self.plant is not None:
            city.plants.close(self.plant)
            self.plant = None
        if closes or not well or last:
            self.end(Fate.CLOSED if closes else Fate.COMPLETED if well else Fate.FAILED, stage)
            return
        go_on_apart(self, well[1:], position + 1)
        if stage.term is not None:
            drop_wishes(self, stage)
        if stage.release and self.present is not None and not stage.keep:
            self.give_back(self.present)
            self.present = None
            city.market.serve()
        if self.search is None:
            self.search = self._seek(self.chain[position + 1], end)
        yield from self.life(position + 1)

    def life(self, position: int) -> Process:
        """Wait for room for the stage at `position`, move in, and go on from there."""
        city, search = self.city, self.search
        assert search is not None
        if search.route is Route.ELSEWHERE:
            self.end(Fate.ELSEWHERE, search.stage)
            return
        loss = yield search.settled
        if loss is not None:
            self.end(_FATES[loss], search.stage)
            return
        if search.request is not None:
            city.market.occupy(search.request)
        self.search = None
        held = self.present
        if held is not None and self._holds_on(position):
            for lease in self.let_for(held.stage):
                city.log(What.HELD, self, request=lease, pool=lease.pool)
        else:
            self._leave_previous(position)
            self.settle(search.request)
        self.plant = search.plant
        if self.plant is not None:
            city.plants.open(self.plant)
        city.log(What.STARTED, self, search.stage.stage, aux=search.route, plant=self.plant)
        if search.route is Route.CDMO and search.stage.cdmo_stream >= 0 and self.spawns:
            ask_at_maker(self, search.stage)
        yield from self.stay(position, self._duration(search.stage))

    def settle(self, request: Request | None) -> None:
        """Make `request` the present space; None for a stage without leased space."""
        self.present = request
        if request is not None:
            self.park = request.pool % len(self.city.plan.parks)

    def end(self, fate: Fate, stage: StagePlan) -> None:
        """Leave the model in or before `stage`: call off, release everything, then one scan."""
        city = self.city
        self.alive = False
        pending = list(self.wishes)
        if self.search is not None and self.search.plant is not None:
            self._leave_plant(self.search, self.search.plant)
        if self.search is not None and self.search.request is not None:
            pending.insert(0, self.search.request)
        for request in pending:
            if request.state is State.CLOSED or self._strands(request):
                continue
            granted = request.state is not State.WAITING
            city.log(What.CANCELLED, self, request=request, aux=int(granted))
            if request.state in (State.WAITING, State.COMMITTED):
                city.market.cancel(request)
        for request in self.holdings:
            city.market.release(request)
        # Nothing may point back here, or the memory is only found again by a search for cycles.
        self.holdings.clear()
        self.wishes.clear()
        self.present = self.search = None
        city.log(What.ENDED, self, stage.stage, aux=fate)
        come_back(self, stage, fate)
        city.market.serve()

    def _strands(self, request: Request) -> bool:
        """Leave behind what was taken ahead, if the draw says so; the stage before has failed."""
        if request.state not in (State.FIT_OUT, State.COMMITTED):
            return False
        city, stage = self.city, self._stage(request.stage)
        if not self._leaves_behind(stage):
            return False
        key = self.draw_key(stage, Purpose.STRANDED)
        request.until = city.tick + city.span(stage.stranded, key)
        if request in self.holdings:
            self.holdings.remove(request)
        city.log(What.STRANDED, self, request=request, pool=request.pool, aux=request.until)
        city.call(
            request.until,
            EventKind.STAGE_END,
            self,
            request.stage,
            then=lambda: city.market.let_go(request),
        )
        return True

    def _leave_plant(self, search: Search, plant: Plant) -> None:
        """Give up a plant that it builds, or leave it behind to be finished for nobody."""
        if self._leaves_behind(search.stage):
            self.city.plants.strand(plant)
            self.city.log(What.STRANDED, self, plant.stage, plant=plant, aux=search.start)
        else:
            self.city.plants.give_up(plant)

    def _leaves_behind(self, stage: StagePlan) -> bool:
        share = stage.strands
        return share > 0.0 and uniform(self.draw_key(stage, Purpose.STRANDS)) < share

    # Called by the market

    def granted(self, request: Request) -> None:
        """Start the fit-out; move-in comes when it is done and the stage before has ended."""
        city = self.city
        if request.until >= 0:
            city.log(What.GRANTED, self, request=request, pool=request.pool, aux=FOREVER)
            return
        self.holdings.append(request)
        stage = self._stage(request.stage)
        expansion = request.ordinal > 0
        if expansion:
            self.wishes.remove(request)
            key = self.draw_key(stage, Purpose.EXPANSION_FIT_OUT, request.ordinal)
            fit_out = stage.growth.fit_out if stage.growth is not None else stage.fit_out
            ready = city.tick + city.span(fit_out, key)
            move_in = city.calendar.event()
            move_in.callbacks.append(lambda _: self._grow_into(request))
        else:
            assert self.search is not None
            ready = city.tick + city.span(stage.fit_out, self.draw_key(stage, Purpose.FIT_OUT))
            ready = max(ready, self.search.ready)
            move_in = self.search.settled
        city.log(What.GRANTED, self, request=request, pool=request.pool, aux=ready)
        city.due(ready, EventKind.MOVE_IN, self, request.stage, request.ordinal, move_in)

    # Steps

    def _seek(self, stage: StagePlan, ready: int) -> Search:
        """Draw the route to a stage and set out on it."""
        city = self.city
        known, self.known_area = self.known_area, None
        if known is None:
            route = self.route(stage, stayed=self.arrival == Arrival.BACK)
        else:
            route = Route.SELF_BUILD if self.builds else Route.LEASE
        self.arrival = 0
        search = Search(stage, route, ready, city.calendar.event())
        self.search = search
        if route is Route.LEASE:
            factor = city.rents.area(stage) * city.answer(stage).area
            area = known or leased_area(self, stage, factor)
            order = self.order(stage)
            request = self.request(stage, 0, area, order, stage.choices, stage.prelet)
            search.request = request
            city.log(What.ASKED, self, request=request, pool=request.allowed[0], aux=ready)
            loss = city.market.ask(request)
            if loss is not None:
                search.settled.succeed(loss)
            elif request.state is State.WAITING:
                patience = city.span(stage.patience, self.draw_key(stage, Purpose.PATIENCE))
                self.set_timers(request, ready + patience, stage.spillover)
            return search
        build = 0
        if route is Route.SELF_BUILD:
            search.plant = self.own_plant(stage, known)
            if search.plant is not None:
                city.plants.begin(search.plant)
            city.log(What.BUILDING, self, stage.stage, plant=search.plant)
            build = city.span(stage.build, self.draw_key(stage, Purpose.BUILD))
        if route is not Route.ELSEWHERE:
            search.start = start = max(city.tick + build, ready)
            city.due(start, EventKind.MOVE_IN, self, stage.stage, 0, search.settled)
        return search

    def _grow_into(self, request: Request) -> None:
        if request.state is State.FIT_OUT:
            self.city.market.occupy(request)
            if request.leaves >= 0:
                move_to(self, request)

    def set_timers(self, request: Request, patience_ends: int, spillover: int) -> None:
        """Let a request wait until patience ends, and look at all parks before."""
        city = self.city
        names = (self, request.stage, request.ordinal)

        def spill() -> None:
            if request.state is State.WAITING and request.allowed != request.widened:
                city.market.widen(request)

        def give_up() -> None:
            if request.state is State.WAITING and not city.market.last_try(request):
                self._lost(request)

        city.call(city.tick + spillover, EventKind.SPILL_OVER, *names, then=spill)
        city.call(patience_ends, EventKind.PATIENCE, *names, then=give_up)

    def _lost(self, request: Request) -> None:
        if request.ordinal > 0:
            self.wishes.remove(request)
            self.city.market.serve()
        else:
            assert self.search is not None
            self.search.settled.succeed(Loss.PATIENCE)

    def _leave_previous(self, position: int) -> None:
        if self.present is not None and not self.chain[position - 1].keep:
            self.give_back(self.present)
            self.city.market.serve()
        self.present = None

    def _holds_on(self, position: int) -> bool:
        """Tell whether it holds what it would leave, through the stage without space it starts."""
        return not self.chain[position - 1].keep and self.holds(self.chain[position])

    def give_back(self, request: Request, spared: Request | None = None) -> None:
        """Release the space of a stage: that of a request, and what was added to it."""
        for lease in self.let_for(request.stage):
            if lease is not spared:
                self.holdings.remove(lease)
                self.city.market.release(lease)

    def let_for(self, stage: int) -> list[Request]:
        """Return what it leases for a stage, in the order of grants."""
        return [lease for lease in self.holdings if lease.stage == stage]

    def own_plant(self, stage: StagePlan, known: int | None = None) -> Plant | None:
        """Return the plant that it builds for a stage; None where its area is not counted."""
        area = known
        if area is None and stage.plant is not None:
            area = self.city.area(stage.plant, self.draw_key(stage, Purpose.AREA))
        return None if area is None else Plant(stage.stage, self.track, area)

    # Draws

    def rest(
        self,
        law: Distribution,
        stage: StagePlan,
        sub: int = 0,
        grew: float = 0.0,
        longest: float = inf,
    ) -> int:
        """Draw what is left of a span met midway; the longer it is, the likelier it is met.

        It is met in its last months, so many at the `longest`.
        """
        key = self.draw_key(stage, Purpose.BIASED, sub)
        whole = min(self.city.draw(law, key, biased=True, grew=grew), longest)
        return ticks_left(whole, uniform(self.draw_key(stage, Purpose.AGE, sub)), grew)

    def _stage(self, rank: int) -> StagePlan:
        return next(s for s in self.chain if s.stage == rank)

    def stage_key(self, stage: StagePlan) -> int:
        """Return the key of its draws for a stage."""
        key = self.stage_keys.get(stage.stage)
        if key is None:
            key = self.stage_keys[stage.stage] = child(self.key, self.city.stage_words[stage.luck])
        return key

    def draw_key(self, stage: StagePlan, purpose: Purpose, sub: int | None = None) -> int:
        """Return the key of one of its draws for a stage."""
        key = child(self.stage_key(stage), purpose)
        return key if sub is None else child(key, sub)

    def _duration(self, stage: StagePlan) -> int:
        factor = self.city.answer(stage).duration
        return self.city.span(stage.duration, self.draw_key(stage, Purpose.DURATION), factor)

    def route(self, stage: StagePlan, stayed: bool = False) -> Route:
        """Draw how room is found; `stayed`: it is known that it did not go elsewhere."""
        if not stage.spaces:
            return Route.NONE
        u = uniform(self.draw_key(stage, Purpose.ROUTE))
        factor = self.city.rents.elsewhere(stage) * self.city.answer(stage).elsewhere
        elsewhere = stage.elsewhere * factor
        return route(u, stayed, elsewhere, stage.housed, stage.cdmo, stage.self_build)

    def holds(self, stage: StagePlan) -> bool:
        """Draw whether it holds the space of the stage before through one without space."""
        share = stage.holds
        return share > 0.0 and uniform(self.draw_key(stage, Purpose.HOLDS)) < share

    def order(self, stage: StagePlan, first: int = -1) -> list[int]:
        """Return the parks in the company's order; `first` comes first, if it is one of them."""
        if stage.order:
            order = list(stage.order)
        else:
            marks = zip(self._park_marks(), stage.weights, strict=True)
            times = sorted((m / w, park) for park, (m, w) in enumerate(marks) if w > 0.0)
            order = [park for _, park in times]
        if stage.stay_put and first < 0:
            first = self.park
        return [first, *(p for p in order if p != first)] if first in order else order

    def _park_marks(self) -> tuple[float, ...]:
        """Return −ln(u) of each park, drawn once for life."""
        if not self.marks:
            key = life_key(self.key, Purpose.PARK)
            words = self.city.park_words
            self.marks = tuple(race(1.0, uniform(child(key, word))) for word in words)
        return self.marks

    def request(
        self,
        stage: StagePlan,
        ordinal: int,
        area: int,
        order: list[int],
        choices: int,
        prelet: int,
    ) -> Request:
        """Make a request for area in some parks, of which `choices` are tried at first."""
        plan = self.city.plan
        pools = [[plan.pool(space, park) for park in order] for space in stage.spaces]
        return Request(
            serial=self.city.serial(),
            company=self,
            stage=stage.stage,
            ordinal=ordinal,
            rank=(
                stage.priority,
                self.city.tick,
                self.entity,
                self.number,
                stage.stage,
                ordinal,
            ),
            space=stage.spaces[0],
            area=area,
            heavy=stage.heavy,
            allowed=tuple(p for row in pools for p in row[:choices]),
            widened=tuple(p for row in pools for p in row),
            prelet=prelet,
        )
