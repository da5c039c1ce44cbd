"""Baskets: what a series of figures covers, who counts it, and how that relates to the model."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from sim.scenario.schema.base import Block, Id, Text
from sim.scenario.values.numbers import FactorNumber, PointsNumber

OWN: Final = "own"
"""The city's own trade, among the ids of others."""


class Basket(Block):
    """What one series of figures covers; figures of two baskets are never paired or averaged."""

    label: Text
    """Name in figures and tables."""
    publisher: Text
    """Who counts it: a broker, an office."""
    note: str | None = None
    """Anything a reader should know."""


class SpaceBasket(Basket):
    """Space as somebody counts it, beside what of it the model has."""

    covers: Literal["space"]
    """Which basket this is."""
    spaces: list[Id]
    """Space types of the model that stand for it."""
    parks: list[Id] | None = None
    """Parks of the model that stand for it; the whole city when absent."""
    trades: list[Id] | None = None
    """Whose leases are its absorption: ids of trades, `own` for the city's own; all when absent."""
    offset: PointsNumber | None = None
    """How many points more of it are let than of what stands for it; none when absent."""
    weight: FactorNumber | None = None
    """What of its absorption is that of what stands for it; all when absent."""


class CompanyBasket(Basket):
    """Something that is counted, beside the companies (product lines) it stands for."""

    covers: Literal["companies"]
    """Which basket this is."""
    stage: Id
    """Stage of the companies."""
    tracks: list[Id]
    """Tracks of the companies."""
    per: FactorNumber | None = None
    """How many are counted for one company, such as documents a product; 1 when absent."""


AnyBasket = Annotated[SpaceBasket | CompanyBasket, Field(discriminator="covers")]
