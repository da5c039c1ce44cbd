"""Supply: building projects in lots; renewals and retirements of what stands."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Discriminator, Field, Tag, model_validator

from sim.scenario.schema.base import Block, Id, Label
from sim.scenario.schema.space import Basis
from sim.scenario.schema.standards import Window
from sim.scenario.values import limits
from sim.scenario.values.chances import SpanChance
from sim.scenario.values.dates import Date, DateChance
from sim.scenario.values.fields import Grade, PedigreeStatus
from sim.scenario.values.numbers import (
    AreaNumber,
    DensityNumber,
    FactorNumber,
    ShareNumber,
    SpanNumber,
)

Evidence = Literal["seen", "announced", "assumed"]
"""What a project stands on: `seen` (已见), a source says that it was built or is being built;
`announced` (已公布), a source says that it will be; `assumed` (推定), no source names it."""
EVIDENCE: Final[tuple[Evidence, ...]] = get_args(Evidence)


class Suspension(Block):
    """A lot that stops after its start."""

    chance: ShareNumber
    """Probability, drawn for each lot at its start."""
    resume: SpanChance | None = None
    """How long it rests; it never opens when absent."""


class VacancyBound(Block):
    """What vacancy must be; one of the two."""

    under: ShareNumber | None = None
    """Less than this share of capacity is vacant."""
    over: ShareNumber | None = None
    """More than this share of capacity is vacant."""


class VacancyRule(Block):
    """A bound on vacancy that is read at month ends."""

    space: Id
    """Space type that is looked at."""
    park: Id | None = None
    """One park; the whole city when absent."""
    vacancy: VacancyBound
    """Bound that must hold; where nothing stands none does."""
    months: Annotated[int, Field(ge=1, le=limits.CLOCK_MONTHS)]
    """At this many month ends on end; a trigger counts anew after each decision."""
    pipeline: bool = False
    """Also count what is decided or under construction, as if it stood: empty, unless promised."""


class Trigger(VacancyRule):
    """A measure that decides when works start, read at month ends."""

    window: Window = Window()
    """The months in which it may be decided; all when absent."""


class Pause(VacancyRule):
    """When lots about to start wait, until a month end at which the bound does not hold."""

    follows: ShareNumber | None = None
    """Share of lots that follow the rule, drawn for each; all when absent."""
    for_at_most: SpanNumber | None = None
    """How long a lot waits; as long as the bound holds when absent."""
    one_by_one: bool = False
    """Whether one lot starts at each month end at which the bound does not hold, the first that
    waits; all when false."""
    until: Date | None = None
    """No lot waits longer than to the end of this date, and then no rule holds; with `then: drop`
    all that has not begun by then is dropped, also what would begin later."""
    then: Literal["start", "drop"] = "start"
    """What becomes of a lot that has waited so long: it starts, or is never built."""


class Triggered(Block):
    """A start that waits for a trigger; the lots of a project are decided one after the other."""

    trigger: Trigger
    """What must hold, and for how long."""


class Instead(Block):
    """A start that waits until another project drops what it has not begun, lot by lot."""

    instead_of: Id
    """Project with as many lots and `pause: {then: drop}`: for each lot dropped one is decided, of
    every project that stands in for it."""
    not_before: Date | None = None
    """What is dropped earlier is decided on this date; at once when absent."""


def _start_kind(raw: Any) -> str:
    if isinstance(raw, DateChance | Triggered):
        return "date" if isinstance(raw, DateChance) else "trigger"
    return "trigger" if isinstance(raw, dict) and "trigger" in raw else "date"


def _project_start_kind(raw: Any) -> str:
    instead = isinstance(raw, Instead) or (isinstance(raw, dict) and "instead_of" in raw)
    return "instead_of" if instead else _start_kind(raw)


Start = Annotated[
    Annotated[DateChance, Tag("date")] | Annotated[Triggered, Tag("trigger")],
    Discriminator(_start_kind),
]
ProjectStart = Annotated[
    Annotated[DateChance, Tag("date")]
    | Annotated[Triggered, Tag("trigger")]
    | Annotated[Instead, Tag("instead_of")],
    Discriminator(_project_start_kind),
]


class Works(Label):
    """What all works share."""

    basis: Basis
    """Whether `area` is gross or lettable."""
    lead: SpanChance | None = None
    """From the decision to construction or taking: planning (调规), land, approval."""
    cost: DensityNumber | None = None
    """Cost per area, on the basis of `area`; the economy's when absent. Read by it alone."""
    note: str | None = None
    """Anything a reader should know."""


class Building(Works):
    """What all works that build share."""

    slip: SpanChance | None = None
    """Delay beyond the plan, each lot its own."""
    slip_common: SpanChance | None = None
    """Delay beyond the plan that all lots of the project share."""
    lag: SpanChance | None = None
    """From completion to opening for tenants."""


class Taking(Works):
    """What all works that take space back share; one of the two bounds on taking is needed."""

    start: Start
    """Start of taking space back; of the lead, where there is one."""
    area: AreaNumber
    """Area to take back."""
    space: Id
    """Space type taken."""
    park: Id
    """Park."""
    vacate_by: Date | None = None
    """Taking stops at the end of this date."""
    vacate_within: SpanNumber | None = None
    """Taking stops this long after it began."""


class Table(Block):
    """A file of projects, one a row; its name alone is enough.

    Columns are known by their heads, in Chinese or English: project, park, area with its unit,
    start, delivery, status, type, id, note. What no row says is said beside `table`, for all rows.
    """

    file: str
    """A `.csv` or `.xlsx`, from the folder of the file that names it."""
    sheet: str | None = None
    """Sheet of a workbook; absent where there is one only."""
    source: str | None = None
    """What the table was read from: as of each number, under `sources`."""
    status: PedigreeStatus | None = None
    """As of each number."""
    grade: Grade | None = None
    """As of each number."""
    as_of: str | None = None
    """Date the table describes."""
    note: str | None = None
    """Anything a reader should know of each number."""

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, raw: Any) -> Any:
        return {"file": raw} if isinstance(raw, str) else raw


class Project(Building):
    """New space: `lots` equal parts with dates of their own.

    Either `start` and `construction` say when it opens, or `opens` does.
    """

    start: ProjectStart | None = None
    """Start of construction, also before the clock; of the lead, where there is one."""
    construction: SpanChance | None = None
    """Time to build; of works begun before the clock it is known that they are not open yet."""
    opens: DateChance | None = None
    """Date of completion, before any slip and lag; under construction from `start`, or from the
    clock's start where there is none."""
    area: AreaNumber
    """Total area."""
    parks: dict[Id, ShareNumber]
    """Share of the area in each park."""
    mix: dict[Id, ShareNumber]
    """Share of the area of each space type."""
    lettable: ShareNumber
    """Lettable share of gross area in this project."""
    ground: dict[Id, ShareNumber] = {}
    """Share on ground floors by space type; that of the type itself where absent."""
    lots: Annotated[int, Field(ge=1, le=limits.LOTS)] = 1
    """How many parts with independent dates; each has the same parks and mix."""
    suspension: Suspension | None = None
    """Lots that stop after their start."""
    pause: Pause | None = None
    """When lots that have not begun wait."""
    evidence: Evidence = "assumed"
    """`seen`: a source says that it was built or is being built; `announced`: a source says that it
    will be; `assumed`: no source names it. It moves no result."""
    let_ahead: ShareNumber | None = None
    """Share of what is under way when the clock starts that companies took before; none when
    absent."""
    table: Table | None = None
    """Projects from a file: each row is one, with what stands here beside it; its id is this one's,
    then the row's."""


class Renewal(Taking, Building):
    """Space taken back as it falls vacant, rebuilt and returned, also as another type.

    Construction starts when all is taken, or when taking stops.
    """

    construction: SpanChance
    """Time to build."""
    ratio: FactorNumber
    """Area returned ÷ area taken."""
    becomes: Id | None = None
    """Space type returned; the same when absent."""
    ground: ShareNumber | None = None
    """Share of what returns on ground floors; that of the type returned when absent."""


class Retirement(Taking):
    """Old stock that is taken back as it falls vacant, and leaves for good."""


AnyWorks = Project | Renewal | Retirement


class Programme(Block):
    """An announced total that the named projects must add up to: a checksum."""

    area: AreaNumber
    """The announced total."""
    basis: Basis
    """Whether it is gross or lettable; the projects must state the same."""
    projects: list[Id]
    """Projects that make it up."""
