"""Demand: stages, tracks, and the streams of companies that enter them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Discriminator, Field, Tag

from sim.scenario.schema.base import Alike, Block, Id, Label, Text, Things
from sim.scenario.schema.space import Basis
from sim.scenario.values import limits
from sim.scenario.values.chances import AreaChance, SpanChance
from sim.scenario.values.dates import Date, DateChance, DateKey
from sim.scenario.values.numbers import (
    AreaNumber,
    DensityNumber,
    ElasticityNumber,
    FactorNumber,
    GrowthNumber,
    MoneyRateNumber,
    RateNumber,
    ShareNumber,
    SpanNumber,
)


class CdmoDemand(Block):
    """Space that an outsourced product causes at a contract manufacturer in the city."""

    stream: Id
    """Demand stream (rate may be 0 per year) whose track the request follows."""
    share: ShareNumber | None = None
    """Area asked there, as a share of the area the company would have asked; or `area`."""
    area: AreaChance | None = None
    """Area asked there by itself, instead of `share`."""
    basis: Basis | None = None
    """Whether `area` is gross or lettable; with `area` only."""
    chance: ShareNumber | None = None
    """Probability that the contract manufacturer is in the city; 100% when absent."""


class Plant(Block):
    """A plant of one's own, outside the pools: `{}` is as large as the area it would have asked."""

    area: AreaChance | None = None
    """Its area; that which the company would have asked when absent."""
    basis: Basis | None = None
    """Whether `area` is gross or lettable; with `area` only."""


class Route(Block):
    """How a company finds room for a stage, drawn once; what remains leases.

    The shares apply one after the other: `elsewhere` of all, `housed` of those who stay, `cdmo` of
    those who are left, `self_build` of those who do not outsource.
    """

    elsewhere: ShareNumber | None = None
    """Leaves the city whatever space is free (structural leakage)."""
    housed: ShareNumber | None = None
    """Is housed by its firm in room that it has already: asks for none, and starts at once."""
    cdmo: ShareNumber | None = None
    """Has the stage done by a contract manufacturer: no own space."""
    self_build: ShareNumber | None = None
    """Builds its own plant, outside the pools."""
    build: SpanChance | None = None
    """Time to build; the present space is kept until then. Needed with `self_build`."""
    plant: Plant | None = None
    """Area of the plants built; not counted when absent."""
    cdmo_demand: CdmoDemand | None = None
    """Space asked by the contract manufacturer, if any."""


class Expansion(Block):
    """Growth of a tenant in the last stage of its chain."""

    every: SpanChance
    """Time from move-in to the first and between later expansions."""
    area: AreaChance
    """Area asked each time (basis as the stage's)."""
    patience: SpanChance | None = None
    """How long it waits before it drops the wish; `forever` when absent."""
    fit_out: SpanChance | None = None
    """Fit-out of the added area; the stage's own when absent."""


class Strands(Block):
    """What a failure leaves behind: space taken ahead of a stage, when the stage before fails."""

    share: ShareNumber
    """Probability that it stays let, or promised, though nobody will use it; else it is freed."""
    time: SpanChance
    """How long it does, from the failure. An own plant being built is finished and stands empty."""


class GivesBack(Block):
    """A part of a lease let go while the stage runs, as in a sublease; at most once a stay."""

    rate: GrowthNumber
    """Hazard: of those in the stage who have not, this share a year gives back at any instant."""
    share: ShareNumber
    """Part of the space that they moved into; at least 1 m², or a unit, stays."""


class Lines(Block):
    """Product lines that a firm has in the space of one stage; each goes on by itself."""

    number: FactorNumber
    """Mean number of lines in one such space, the company's own among them: 1 to 20."""
    area: ShareNumber | None = None
    """What each further line asks for more, as a share of the area; nothing when absent."""


class Answer(Block):
    """How companies of a stage answer a cycle: what is answered × factor of the cycle ^ elasticity.

    What is absent does not answer. A cycle whose factors have a `range` is one unknown that moves
    all that answers it.
    """

    area: ElasticityNumber | None = None
    """Elasticity of the area asked for the stage and in its expansions."""
    success: ElasticityNumber | None = None
    """Of the probability that the stage ends well (at most 100%), read at its end."""
    duration: ElasticityNumber | None = None
    """Of the time in the stage, read at its start."""
    elsewhere: ElasticityNumber | None = None
    """Of the share that goes elsewhere (at most 100%), read when the route is drawn."""
    closes: ElasticityNumber | None = None
    """Of the hazard of closing, at every instant; negative where a bust closes more."""
    gives_back: ElasticityNumber | None = None
    """Of the hazard of giving back a part of a lease, likewise."""
    lag: SpanNumber | None = None
    """The factor that counts is that of so long ago; of now when absent."""


class Market(Block):
    """How companies of a stage answer the market, instead of by their type's rent.

    What is answered × exp(its number × (vacancy − `usual`)), with the vacancy of the stage's own
    type of space over all parks when they ask. What is absent does not answer.
    """

    usual: ShareNumber
    """Vacancy at which they ask as stated."""
    area: ElasticityNumber | None = None
    """Of the area asked for the stage and in its expansions."""
    elsewhere: ElasticityNumber | None = None
    """Of the share that goes elsewhere (at most 100%); negative where idle space draws them."""


class Lease(Block):
    """What a lease's term brings: at its end, while the stage goes on, the tenant decides.

    The shares apply one after the other: `shrinks` of all, `grows` of those who do not shrink,
    `compares` of those who are left; the others stay as they are. Then a new term begins.
    """

    term: SpanChance
    """Time from move-in to the first end of a lease, and between later ones."""
    shrinks: ShareNumber | None = None
    """Gives back a part of its space at once."""
    shrinks_by: ShareNumber | None = None
    """Part of the space that it moved into that it gives back. Needed with `shrinks`."""
    grows: ShareNumber | None = None
    """Asks for more, as in an expansion: in its own park first, with the stage's patience."""
    grows_by: ShareNumber | None = None
    """What it asks for, as a share of what it leases. Needed with `grows`."""
    compares: ShareNumber | None = None
    """Compares all its parks and moves to the one that it draws, which may be its own."""
    vacancy_pull: ElasticityNumber | None = None
    """How far it is drawn to vacant parks: the weight of a park × exp(this × vacancy there)."""
    newness_pull: ElasticityNumber | None = None
    """How far to new buildings: × exp(this × share of what stands that opened since the start)."""
    rent_pull: ElasticityNumber | None = None
    """How rent decides: × (rent there ÷ `level` of its type's `rent`) ^ this; 0 or negative, as
    what is cheap draws. Rents of parks move apart, each by the vacancy of its own park."""


NO_SPACE: Final = "none"
"""Stands for a space type in a stage that needs none, such as clinical trials."""


STOCK: Final = "stock"
"""Stands for weights of parks that are the shares of what stands of the stage's space type."""


def _weights_kind(raw: Any) -> str:
    return STOCK if isinstance(raw, str) else "weights"


Weights = Annotated[
    Annotated[dict[Id, FactorNumber], Tag("weights")] | Annotated[Literal["stock"], Tag(STOCK)],
    Discriminator(_weights_kind),
]


class StageFields(Block):
    """What a company does and needs in one stage."""

    space: Id | None = None
    """Space type the stage needs; `none`: it needs none. Required, here or in the track."""
    substitutes: list[Id] | None = None
    """Other types tried after it, in this order."""
    basis: Basis | None = None
    """Whether the areas of this stage are gross or lettable. Required where there is space."""
    area: AreaChance | None = None
    """Area asked. Required where there is space."""
    heavy: ShareNumber | None = None
    """Share of its area that must stand on ground floors; none when absent."""
    duration: SpanChance | None = None
    """Time in the stage after move-in. Required, here or in the track."""
    success: ShareNumber | None = None
    """Probability that the stage ends well; 100% when absent."""
    fit_out: SpanChance | None = None
    """From grant to move-in; none when absent. The space is leased meanwhile."""
    patience: SpanChance | None = None
    """Longest wait before the company leaves the city; `forever` when absent."""
    route: Route | None = None
    """Shares that do not lease; everybody leases when absent."""
    look_ahead: SpanNumber | None = None
    """The request goes out this long before the end of the stage before."""
    strands: Strands | None = None
    """What becomes of space taken ahead when the stage before fails; all is freed when absent."""
    prelet: SpanNumber | None = None
    """May commit to area under construction that opens within this time."""
    while_waiting: Literal["keep", "release"] | None = None
    """At the end of this stage: keep its space while waiting for the next (default), or free it."""
    holds: ShareNumber | None = None
    """With `space: none` only: share of companies that hold the space of the stage before through
    this one; all leave it as this stage starts when absent."""
    keep: bool | None = None
    """Keep this stage's space after moving on, to the company's end."""
    priority: Annotated[int, Field(ge=-limits.PRIORITY, le=limits.PRIORITY)] | None = None
    """Requests with a smaller number are served first; 0 when absent."""
    parks: Weights | None = None
    """Weights of the parks in random order, or `stock`: as its type stands. Alike when absent."""
    park_order: list[Id] | None = None
    """A fixed order of parks, instead of `parks`."""
    stay_put: bool | None = None
    """Try the present park first."""
    choices: Annotated[int, Field(ge=1, le=limits.CHOICES)] | None = None
    """Only this many parks of the order are tried at first; all when absent."""
    spillover_after: SpanNumber | None = None
    """Waiting this long opens all parks."""
    lines: Lines | None = None
    """Who leases for this stage is a firm with so many product lines; with one when absent."""
    expansion: Expansion | None = None
    """Growth; only in the last stage of a chain."""
    closes: GrowthNumber | None = None
    """Hazard of closing: of those in the stage, this share a year closes at any instant, and ends;
    nobody does when absent."""
    gives_back: GivesBack | None = None
    """Giving back a part of its lease; nobody does when absent."""
    answers: dict[Id, Answer] | None = None
    """By cycle: how its companies answer it; they do not when absent."""
    market: Market | None = None
    """How its companies answer vacancy; as the `rent` of its type says when absent."""
    lease: Lease | None = None
    """Terms of a lease; it lasts as long as the stage when absent."""


class Stage(StageFields, Label):
    """A stage of the chain, with the values that hold for every track unless it says otherwise."""


class Track(Label):
    """A kind of product line (赛道): its own values for the stages."""

    trade: Id | None = None
    """Trade of its companies; the city's own, for which standards ask, when absent."""
    chain: list[Id] | None = None
    """Stages in order; the scenario's `chain` when absent."""
    stages: dict[Id, StageFields] = {}
    """Values that differ from those under `stages`."""


class Trade(Alike):
    """Another trade than the city's own: tracks of it take space, standards ask for the others."""

    label: Text | None = None
    """Name in tables and figures."""


class Steps(Block):
    """A factor that jumps."""

    steps: dict[DateKey, FactorNumber]
    """From each date on, the factor; 1 before the first."""


class Linear(Block):
    """A factor that moves in straight lines."""

    linear: dict[DateKey, FactorNumber]
    """The factor at each date, straight between them, constant outside."""


class Compound(Block):
    """A factor that grows by compound interest."""

    growth: GrowthNumber
    """Growth per year; negative where it shrinks."""
    start: Date | None = None
    """It grows from the first instant of this date on; from `clock.start` when absent."""
    end: Date | None = None
    """It stays from the last instant of this date on; grows to `clock.end` when absent."""
    base: Date | None = None
    """Base date (基期): it is 1 at its first instant; at `start` when absent. Less before it."""


def _profile_kind(raw: Any) -> str:
    if isinstance(raw, Block):
        return next(iter(type(raw).model_fields))
    kinds = ("linear", "growth") if isinstance(raw, dict) else ()
    return next((kind for kind in kinds if kind in raw), "steps")


Profile = Annotated[
    Annotated[Steps, Tag("steps")]
    | Annotated[Linear, Tag("linear")]
    | Annotated[Compound, Tag("growth")],
    Discriminator(_profile_kind),
]


class Stream(Label):
    """Companies that arrive at random at a given rate (a Poisson process)."""

    track: Id
    """Track they follow."""
    entry: Id
    """Stage at which they enter."""
    rate: RateNumber
    """Arrivals per year or month before the multipliers."""
    profile: Profile | None = None
    """Multiplier over time."""
    growth: GrowthNumber | None = None
    """Compound growth per year from `clock.start`."""
    grew: GrowthNumber | None = None
    """Growth of its arrivals before `clock.start`, in place of that of `opening`."""
    grew_into: Id | None = None
    """With `grew`: the stage into which its flow grew, what comes before it not."""
    cycles: list[Id] = []
    """Named cycles that multiply the rate."""
    note: str | None = None
    """Anything a reader should know."""


class NamedProject(Label):
    """A known project that asks for space."""

    track: Id
    """Track it follows."""
    entry: Id
    """Stage at which it enters."""
    date: DateChance
    """When it asks."""
    area: AreaNumber
    """Area of its first request."""
    basis: Basis
    """Whether `area` is gross or lettable."""
    own_plant: bool = False
    """It builds a plant of its own of that area, outside the pools, and leases nothing for it."""
    note: str | None = None
    """Anything a reader should know."""


class Returns(Block):
    """Firms that left the city and come back, each at most once."""

    rate: GrowthNumber
    """Hazard of coming back: of those still away, this share a year returns at any instant."""
    after: list[Literal["elsewhere", "patience", "turned_away"]] = [
        "elsewhere",
        "patience",
        "turned_away",
    ]
    """Who may come back, by how they left; all when absent."""


def _demand_kind(raw: Any) -> str:
    if isinstance(raw, Stream | NamedProject):
        return "stream" if isinstance(raw, Stream) else "project"
    return "project" if isinstance(raw, dict) and "date" in raw else "stream"


Demand = Annotated[
    Annotated[Stream, Tag("stream")] | Annotated[NamedProject, Tag("project")],
    Discriminator(_demand_kind),
]


class TopDownStream(Label):
    """Established makers by whom a share of the floor asked from above is leased."""

    track: Id
    """Track they follow."""
    entry: Id
    """Stage at which they enter; its route applies, and those who lease make up the area."""
    share: ShareNumber
    """Share of that floor that they lease; the shares of all streams make 100%."""
    profile: Profile | None = None
    """Multiplier over time."""
    grew: GrowthNumber | None = None
    """Growth of its arrivals before `clock.start`, in place of that of `opening`."""
    grew_into: Id | None = None
    """With `grew`: the stage into which its flow grew, what comes before it not."""
    cycles: list[Id] = []
    """Named cycles that multiply the rate."""
    note: str | None = None
    """Anything a reader should know."""


class TopDown(Things):
    """Demand from above: output growth ÷ output density, in m² a year.

    With `needs_floor` it is played: its streams stand in for those that it `replaces`. Without, it
    is only shown beside.
    """

    output_growth: MoneyRateNumber
    """Growth of manufacturing output a year."""
    density: DensityNumber
    """Output per area at maturity."""
    basis: Basis
    """Whether the density is per gross or per lettable area."""
    needs_floor: ShareNumber | None = None
    """Share of the growth that needs newly rented floor; the rest comes from floor that stands."""
    streams: dict[Id, TopDownStream] = {}
    """Established makers: they replace what ends and lease what growth needs."""
    replaces: list[Id] = []
    """Streams and projects of `demand` that the streams stand in for, where they are played."""
    note: Text | None = None
    """How it was made."""
