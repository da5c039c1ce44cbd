"""The city: clock, market, works and log of one replication."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator
from typing import Any

from simpy import Event

from sim.draws.instants import date
from sim.draws.inverse import Quantile, grown, length_biased, quantile
from sim.draws.keys import child, entity, uniform, word
from sim.draws.purposes import Kind, Purpose
from sim.model.calendar import Calendar
from sim.model.company import Company
from sim.model.log import What
from sim.model.market import Market, Request
from sim.model.plants import Plant, Plants
from sim.model.rent import Rents
from sim.model.works import WorksOffice
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import Answer, Plan, StagePlan, to_area, to_ticks
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution

Process = Generator[Event, Any, None]


class City:
    """Everything that one replication shares; its parts find each other here.

    A subclass may name other classes for its parts: custom behaviour, see `Scenario.run`.
    """

    company_class: type[Company] = Company
    market_class: type[Market] = Market
    works_class: type[WorksOffice] = WorksOffice

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self.plan = plan
        self.seed = seed
        self.replication = replication
        self.calendar: Calendar = Calendar(plan)
        self.rows: array[int] = array("q")
        """The log, one row after the other."""
        self.market: Market = self.market_class(self, plan)
        self.works: WorksOffice = self.works_class(self, plan)
        self.plants: Plants = Plants()
        self.rents: Rents = Rents(self, plan)
        self.rank: dict[str, int] = {name: i for i, name in enumerate(plan.entities)}
        self.park_words: list[int] = [word(luck) for luck in plan.park_lucks]
        self.stage_words: dict[str, int] = {
            s.luck: word(s.luck) for chain in plan.chains for s in chain
        }
        self.serials: int = 0
        self._laws: dict[tuple[Distribution, bool, float], Quantile] = {}

    @property
    def tick(self) -> int:
        """The present instant."""
        return self.calendar.tick

    def month_end(self, month: int) -> None:
        """Read the state just before the end of a month (1: the first); events come after it."""
        self.works.month_end()
        self.rents.month_end()

    def answer(self, stage: StagePlan, tick: int | None = None) -> Answer:
        """Return what cycles multiply in the month of a tick, or this one, of what a stage does."""
        if stage.answers < 0:
            return Answer()
        return self.plan.answers[stage.answers][(self.tick if tick is None else tick) // MONTH]

    def key(self, kind: Kind, luck: str) -> int:
        """Return the key of an entity's draws."""
        return entity(self.seed, self.replication, kind, word(luck))

    def draw(self, law: Distribution, key: int, biased: bool = False, grew: float = 0.0) -> float:
        """Draw from a law with the uniform of `key`.

        `biased` draws the whole of what is met midway: by length, or its like where arrivals grew.
        """
        return self._inverse(law, biased, grew)(uniform(key))

    def inverse(self, law: Distribution, u: float) -> float:
        """Return the quantile of `u` under a law."""
        return self._inverse(law, False, 0.0)(u)

    def _inverse(self, law: Distribution, biased: bool, grew: float) -> Quantile:
        inverse = self._laws.get((law, biased, grew))
        if inverse is None:
            if not biased:
                inverse = quantile(law)
            else:
                inverse = grown(law, grew) if grew else length_biased(law)
            self._laws[law, biased, grew] = inverse
        return inverse

    def span(self, law: Distribution, key: int, factor: float = 1.0) -> int:
        """Draw a span in ticks, times a factor."""
        return to_ticks(self.draw(law, key) * factor)

    def area(self, law: Distribution, key: int, factor: float = 1.0) -> int:
        """Draw an area in m², times a factor."""
        return to_area(self.draw(law, key) * factor)

    def date(self, earliest: int, latest: int, key: int) -> int:
        """Draw a tick, evenly between two."""
        return date(earliest, latest, uniform(child(key, Purpose.DATE)))

    def run_process(self, process: Process) -> None:
        """Start a SimPy process."""
        self.calendar.process(process)

    def serial(self) -> int:
        """Return the number of the next request."""
        self.serials += 1
        return self.serials - 1

    def due(
        self,
        tick: int,
        kind: EventKind,
        company: Company,
        stage: int,
        ordinal: int = 0,
        event: Event | None = None,
    ) -> Event:
        """Put an event of a company's life on the calendar; see `Calendar.due`."""
        return self.calendar.due(tick, kind, company.entity, company.number, stage, ordinal, event)

    def call(
        self,
        tick: int,
        kind: EventKind,
        company: Company,
        stage: int,
        ordinal: int = 0,
        *,
        then: Callable[[], None],
    ) -> None:
        """Call `then` when an event of a company's life happens."""
        event = self.due(tick, kind, company, stage, ordinal)
        event.callbacks.append(lambda _: then())

    def log(
        self,
        what: What,
        company: Company,
        stage: int = -1,
        request: Request | None = None,
        pool: int = -1,
        area: int = -1,
        aux: int = -1,
        plant: Plant | None = None,
    ) -> None:
        """Write a row about a company.

        Its area is that of the plant, or of the request; of a request without `area`, what it
        takes or asks.
        """
        serial, ordinal = -1, -1
        if plant is not None:
            area = plant.area
        if request is not None:
            serial, stage, ordinal = request.serial, request.stage, request.ordinal
            area = area if area >= 0 else request.taken or request.area
        self.rows.extend(
            (
                self.tick,
                what,
                company.entity,
                company.number,
                company.track,
                stage,
                ordinal,
                serial,
                pool,
                area,
                aux,
            )
        )

    def log_ground(self, of: What, request: Request) -> None:
        """Write the row that says what of the area just leased is on ground floors, if any."""
        if request.ground:
            who, pool, area = request.company, request.pool, request.ground
            self.log(What.GROUND, who, request=request, pool=pool, area=area, aux=of)

    def log_new(self, of: What, request: Request) -> None:
        """Write the row that says that what was just told of is in new buildings, if it is."""
        if request.new:
            who, pool = request.company, request.pool if request.pool >= 0 else request.allowed[0]
            self.log(What.NEW, who, request=request, pool=pool, aux=of)

    def log_works(self, what: What, works: str, pool: int, area: int, aux: int = -1) -> None:
        """Write a row about building works."""
        self.rows.extend((self.tick, what, self.rank[works], -1, -1, -1, -1, -1, pool, area, aux))
