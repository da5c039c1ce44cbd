"""The economy: what space in use produces, employs, pays and costs; measured, never played."""

from __future__ import annotations

from sim.scenario.schema.base import Block, Id
from sim.scenario.schema.space import Basis
from sim.scenario.values.types import (
    AreaPerJobNumber,
    DensityNumber,
    RentNumber,
    ShareNumber,
    SpanNumber,
)


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
