"""The whole scenario."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from sim.scenario.schema.base import Block, Currency, Id, Source, Text, Things
from sim.scenario.schema.demand import (
    Demand,
    Profile,
    Returns,
    Stage,
    TopDown,
    TopDownStream,
    Track,
    Trade,
)
from sim.scenario.schema.economy import Economy, Rent
from sim.scenario.schema.goals import Goal, Target
from sim.scenario.schema.space import Opening, Park, ParkMap, Reserve, Space, Stock
from sim.scenario.schema.stakes import Stakes
from sim.scenario.schema.standards import Signals, SpaceStandard
from sim.scenario.schema.supply import Evidence, Programme, Project, Renewal, Retirement
from sim.scenario.values import limits
from sim.scenario.values.dates import Date
from sim.scenario.values.numbers import ShareNumber
from sim.scenario.values.units import METRIC, YUAN, Units, shown_in

Standard = Annotated[SpaceStandard | Goal, Field(discriminator="metric")]


class Clock(Block):
    """The span of time that is simulated; all months are equally long."""

    start: Date
    """First instant of this date."""
    end: Date
    """Last instant of this date."""
    record_from: Date | None = None
    """Statistics begin here; at `start` when absent."""


class Spec(Things):
    """One scenario: a plan for space, the demand it meets, and when that is good enough."""

    name: Text
    """Name in figures and tables."""
    why: Text | None = None
    """What question this scenario answers."""
    note: Text | None = None
    """How it was made; what was set by hand."""
    clock: Clock
    """Start and end."""
    replications: Annotated[int, Field(ge=1, le=limits.REPLICATIONS)] = 200
    """Futures to play (a future: one replication); even, since two share their range draws."""
    seed: Annotated[int, Field(ge=0, le=limits.SEED)] = 1
    """The number all luck derives from."""
    confidence: ShareNumber
    """How sure 'adequate' must be (80% by convention)."""
    currency: Currency = Currency(code=YUAN, zh="元", en="yuan")
    """What money is counted in; 元 when absent."""
    area_unit: Annotated[Literal["万m²", "m²", "sq ft"], BeforeValidator(shown_in)] = METRIC
    """What areas are shown in; they may be written in any unit."""
    grounded: str | None = None
    """File of futures that agree with years past, as `calibrate --save` writes it, from the folder
    of the file that names it: they are played on (承接往年); new ones when absent."""
    sources: dict[Id, Source] = {}
    """Documents that numbers cite by id."""
    parks: dict[Id, Park]
    """Places."""
    map: ParkMap | None = None
    """Where the parks lie; without one, figures put them side by side."""
    spaces: dict[Id, Space]
    """Space types."""
    stock: dict[Id, Stock] = {}
    """What stands at the start, by space type."""
    opening: Opening = Opening()
    """The state at the start."""
    reserves: dict[Id, Reserve] = {}
    """Space kept for some tracks."""
    rent: dict[Id, Rent] = {}
    """Rent by space type; where it is absent, rent plays no part."""
    stages: dict[Id, Stage]
    """Stages with the values that hold for every track."""
    chain: list[Id]
    """Order of the stages."""
    tracks: dict[Id, Track]
    """Kinds of product lines."""
    trades: dict[Id, Trade] = {}
    """Other trades (行业) that rent the same types of space."""
    cycles: dict[Id, Profile] = {}
    """Named multipliers of arrival rates, such as a funding cycle; stages may answer them."""
    demand: dict[Id, Demand] = {}
    """Streams of companies and named projects."""
    returns: Returns | None = None
    """Return flow of firms that left; nobody comes back when absent."""
    supply: dict[Id, Project] = {}
    """Building projects."""
    renewals: dict[Id, Renewal] = {}
    """Renewals and conversions of what stands."""
    retirements: dict[Id, Retirement] = {}
    """What stands and leaves for good."""
    programme: Programme | None = None
    """An announced total to check the projects against."""
    standards: dict[Id, Standard] = {}
    """When demand counts as met."""
    signals: Signals
    """When a shortage or a glut begins."""
    top_down: TopDown | None = None
    """Demand estimated from above; shown beside, and with `needs_floor` played."""
    economy: Economy | None = None
    """What the space in use is worth and costs."""
    stakes: Stakes | None = None
    """What mistakes cost; `decide` weighs options by it."""
    targets: dict[Id, Target] = {}
    """Published targets, shown with what the model can say about them."""

    @property
    def demand_used(self) -> dict[str, Demand]:
        """The streams and projects of `demand` that are played."""
        if self.top_down is None or self.top_down.needs_floor is None:
            return self.demand
        replaced = self.top_down.replaces
        return {name: block for name, block in self.demand.items() if name not in replaced}

    @property
    def top_down_used(self) -> dict[str, TopDownStream]:
        """The streams of top-down demand that are played."""
        if self.top_down is None or self.top_down.needs_floor is None:
            return {}
        return self.top_down.streams

    @property
    def goals(self) -> dict[str, Goal]:
        """The standards that are goals of a programme, by id."""
        return {name: one for name, one in self.standards.items() if isinstance(one, Goal)}

    @property
    def space_standards(self) -> dict[str, SpaceStandard]:
        """The standards on space, by id: all but the goals."""
        return {n: one for n, one in self.standards.items() if isinstance(one, SpaceStandard)}

    @property
    def units(self) -> Units:
        """In what the scenario counts."""
        return Units(self.currency.code, self.area_unit)

    @property
    def evidence(self) -> dict[str, Evidence]:
        """What each project stands on, by id; none where no project says it."""
        told = {name: project.evidence for name, project in self.supply.items()}
        return told if set(told.values()) - {"assumed"} else {}

    @property
    def announced(self) -> tuple[str, ...]:
        """The projects of the announced total; all where none is announced."""
        return tuple((self.programme.projects if self.programme else None) or self.supply)
