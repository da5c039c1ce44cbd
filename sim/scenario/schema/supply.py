"""Supply: building projects in lots, and renewals of what stands."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.schema.base import Block, Id, Label
from sim.scenario.schema.space import Basis
from sim.scenario.values import (
    AreaNumber,
    Date,
    DateChance,
    DensityNumber,
    FactorNumber,
    ShareNumber,
    SpanChance,
)


class Suspension(Block):
    """A lot that stops after its start."""

    chance: ShareNumber
    """Probability, drawn for each lot at its start."""
    resume: SpanChance | None = None
    """How long it rests; it never opens when absent."""


class Works(Label):
    """What all building works share."""

    basis: Basis
    """Whether `area` is gross or lettable."""
    start: DateChance
    """Start of construction (for a renewal: of taking space back)."""
    construction: SpanChance
    """Time to build."""
    slip: SpanChance | None = None
    """Delay beyond the plan, each lot its own."""
    slip_common: SpanChance | None = None
    """Delay beyond the plan that all lots of the project share."""
    lag: SpanChance | None = None
    """From completion to opening for tenants."""
    cost: DensityNumber | None = None
    """Cost per area built, on the basis of `area`; the economy's when absent. Read by it alone."""
    note: str | None = None
    """Anything a reader should know."""


class Project(Works):
    """New space: `lots` equal parts with dates of their own."""

    area: AreaNumber
    """Total area."""
    parks: dict[Id, ShareNumber]
    """Share of the area in each park."""
    mix: dict[Id, ShareNumber]
    """Share of the area of each space type."""
    lettable: ShareNumber
    """Lettable share of gross area in this project."""
    lots: Annotated[int, Field(ge=1)] = 1
    """How many parts with independent dates; each has the same parks and mix."""
    suspension: Suspension | None = None
    """Lots that stop after their start."""


class Renewal(Works):
    """Space taken back as it falls vacant, rebuilt and returned, also as another type."""

    area: AreaNumber
    """Area to take back."""
    space: Id
    """Space type taken."""
    park: Id
    """Park."""
    vacate_by: Date
    """Taking stops at the end of this date; construction starts then at the latest."""
    ratio: FactorNumber
    """Area returned ÷ area taken."""
    becomes: Id | None = None
    """Space type returned; the same when absent."""


class Programme(Block):
    """An announced total that the named projects must add up to: a checksum."""

    area: AreaNumber
    """The announced total."""
    basis: Basis
    """Whether it is gross or lettable; the projects must state the same."""
    projects: list[Id]
    """Projects that make it up."""
