"""Rent: what it is at the start, what moves it, and how companies answer it."""

from __future__ import annotations

from sim.scenario.schema.base import Block
from sim.scenario.schema.space import Basis
from sim.scenario.values.types import ElasticityNumber, FactorNumber, RentNumber, ShareNumber


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
    natural_vacancy: ShareNumber
    """Vacancy at which rent neither rises nor falls."""
    adjustment: FactorNumber
    """How fast rent follows vacancy: percent a year for each percentage point of the gap."""
    reversion: ShareNumber | None = None
    """Share of the way back to `level` that rent goes in a year; none when absent."""
    elasticity: Elasticity = Elasticity()
    """How companies answer rent; not at all when absent."""
