"""Money: rent and how companies answer it; what space in use produces, employs, pays and costs."""

from __future__ import annotations

from sim.scenario.schema.base import Block, Id
from sim.scenario.schema.space import Basis
from sim.scenario.values.numbers import (
    AreaPerJobNumber,
    DensityNumber,
    ElasticityNumber,
    FactorNumber,
    RentNumber,
    ShareNumber,
    SpanNumber,
)


class Elasticity(Block):
    """How companies answer rent: percent of change for each percent that rent rises.

    Constant elasticities: a quantity is multiplied by (rent ÷ rent at the start) to their power.
    """

    area: ElasticityNumber | None = None
    """Of the area asked for a new stage; not of areas known beforehand. 0 when absent."""
    expansion: ElasticityNumber | None = None
    """Of the area asked in expansions. 0 when absent."""
    elsewhere: ElasticityNumber | None = None
    """Of the share that leaves the city whatever space is free; at most 100%. 0 when absent."""


class Rent(Block):
    """Rent of a space type in the whole city, moved at the end of each month by vacancy.

    It changes by `adjustment` × (`natural_vacancy` − vacancy) a year.
    """

    level: RentNumber
    """Rent at the start."""
    basis: Basis
    """Whether `level` is for gross or for lettable area."""
    parks: dict[Id, FactorNumber] = {}
    """Rent of a park at the start, in multiples of `level`; 1 where absent. Read by leases that
    compare rents (`rent_pull`)."""
    new_over_old: FactorNumber | None = None
    """What new buildings, those that opened since the start, ask in multiples of what old ones of
    their park do; `level` and `parks` are then of old ones. Read by leases that compare rents
    (`rent_pull`), which tell them apart. Not told apart when absent."""
    natural_vacancy: ShareNumber
    """Vacancy at which rent neither rises nor falls."""
    adjustment: FactorNumber
    """How fast rent follows vacancy: percent a year for each percentage point of the gap."""
    reversion: ShareNumber | None = None
    """Share of the way back to `level` that rent goes in a year; none when absent."""
    elasticity: Elasticity = Elasticity()
    """How companies answer rent; not at all when absent."""


class TrackOutput(Block):
    """What differs in one track."""

    density: DensityNumber | None = None
    """Output a year per area in use at maturity; the space type's when absent."""
    ramp: SpanNumber | None = None
    """From moving in to mature output; the space type's when absent."""


class Output(Block):
    """Output of a type of space: area in use × density, growing from nothing over the ramp."""

    density: DensityNumber
    """Output a year per area in use at maturity."""
    basis: Basis
    """Whether the density is per gross or per lettable area, also in `tracks`."""
    ramp: SpanNumber | None = None
    """From moving in to mature output, in a straight line; mature at once when absent."""
    tracks: dict[Id, TrackOutput] = {}
    """Tracks that differ."""


class Jobs(Block):
    """Jobs in a type of space."""

    area: AreaPerJobNumber
    """Area in use for each job."""
    basis: Basis
    """Whether it is gross or lettable area."""


class RentIncome(Block):
    """What tenants pay for a type of space, also while they fit it out."""

    rate: RentNumber
    """Rent per leased area and time."""
    basis: Basis
    """Whether it is per gross or per lettable area."""


class Cost(Block):
    """What an area costs once."""

    cost: DensityNumber
    """Cost per area."""
    basis: Basis
    """Whether it is per gross or per lettable area."""


class Upkeep(Block):
    """What an area costs as long as it stands empty."""

    cost: RentNumber
    """Cost per vacant area and time."""
    basis: Basis
    """Whether it is per gross or per lettable area."""


class Economy(Block):
    """What space is worth and costs, by space type; each part only where it is stated.

    A measure over what was played: it changes no event.
    """

    output: dict[Id, Output] = {}
    """Output of the space in use."""
    jobs: dict[Id, Jobs] = {}
    """Jobs in the space in use."""
    rent: dict[Id, RentIncome] = {}
    """Rent of the space leased."""
    construction: dict[Id, Cost] = {}
    """Cost of building, counted at its start; works may state their own."""
    fit_out: dict[Id, Cost] = {}
    """Cost of fitting out, counted at each grant."""
    vacancy: dict[Id, Upkeep] = {}
    """Cost of space that stands empty."""
    tax: ShareNumber | None = None
    """Tax as a share of output."""
