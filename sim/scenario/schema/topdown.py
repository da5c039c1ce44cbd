"""Demand from above: what growth of output would ask, as a block of its own."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Label, Text, Things
from sim.scenario.schema.demand import Profile
from sim.scenario.schema.space import Basis
from sim.scenario.values.types import DensityNumber, MoneyRateNumber, ShareNumber


class TopDownStream(Label):
    """Companies by which a share of the top-down demand is leased."""

    track: Id
    """Track they follow."""
    entry: Id
    """Stage at which they enter; its route applies, and those who lease make up the area."""
    share: ShareNumber
    """Share of the top-down area that they lease; the shares of all streams make 100%."""
    profile: Profile | None = None
    """Multiplier over time."""
    cycles: list[Id] = []
    """Named cycles that multiply the rate."""
    note: str | None = None
    """Anything a reader should know."""


class TopDown(Things):
    """Demand from above: output growth ÷ output density, in m² a year.

    `demand_from` says whether the run uses it; the report shows it either way.
    """

    output_growth: MoneyRateNumber
    """Growth of manufacturing output a year."""
    density: DensityNumber
    """Output per area at maturity."""
    basis: Basis
    """Whether the density is per gross or per lettable area."""
    streams: dict[Id, TopDownStream] = {}
    """Who leases it: needed where `demand_from` uses it."""
    replaces: list[Id] = []
    """Streams and projects of `demand` that it stands in for, with `demand_from: top_down`."""
    note: Text | None = None
    """How it was made."""
