"""Space: parks, space types, what stands at the start, what is reserved."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from sim.scenario.schema.base import Block, Id, Label
from sim.scenario.values import limits
from sim.scenario.values.numbers import AreaNumber, FactorNumber, GrowthNumber, ShareNumber

_BASES: Final = {"建筑面积": "gross", "可出租面积": "lettable"}


def _basis(raw: object) -> object:
    return _BASES.get(raw, raw) if isinstance(raw, str) else raw


Basis = Annotated[
    Literal["gross", "lettable"],
    BeforeValidator(_basis),
    WithJsonSchema({"enum": ["gross", "lettable", *_BASES]}),
]
"""建筑面积 or 可出租面积; either may be written in Chinese."""


class Park(Label):
    """A place with its own pools of space (园区)."""


class ParkMap(Block):
    """A GeoJSON file (RFC 7946) in which parks lie (地图): polygons or points."""

    file: str
    """The file, from the folder of the file that names it; in or below that folder."""
    key: str = "id"
    """The property of a feature that holds the id of its park."""
    crs: Literal["WGS84", "GCJ-02"]
    """Coordinates of the file, degrees: WGS 84, or GCJ-02 (国测局坐标), which is converted.
    CGCS2000 agrees with WGS 84 to a metre. Longitude stands before latitude."""


class Unit(Block):
    """The smallest part of a space type that is let; leases take whole units."""

    area: AreaNumber
    """Area of one unit."""
    basis: Basis
    """Whether `area` is gross or lettable."""


class Space(Label):
    """A type of space; space type × park is a pool."""

    lettable: ShareNumber
    """Lettable share of gross area (可出租 ÷ 建筑面积) for stock and for demand."""
    queue: Literal["strict", "backfill"] = "backfill"
    """`strict`: a waiting request closes its pools of this type to all after it."""
    max_waiting: Annotated[int, Field(ge=0, le=limits.WAITING)] | None = None
    """A request that would have to wait while this many wait for the type is turned away."""
    unit: Unit | None = None
    """Leases take whole units (整单元) of this size; any number of m² when absent."""
    ground: ShareNumber | None = None
    """Share on heavy-load ground floors (重载首层); every floor bears any load when absent."""


class Stock(Block):
    """Space of one type that stands at `clock.start`."""

    area: AreaNumber
    """Total over the parks."""
    basis: Basis
    """Whether `area` is gross (建筑面积) or lettable (可出租面积)."""
    parks: dict[Id, ShareNumber]
    """Share of the total in each park."""
    occupied: ShareNumber
    """Share of each pool leased at the start, filled with tenants in mid-stage."""
    occupied_in: dict[Id, ShareNumber] = {}
    """Parks in which another share is leased; `occupied` holds for the rest."""
    ground: ShareNumber | None = None
    """Share of it on ground floors; that of the space type when absent."""


class Reserve(Block):
    """Part of a pool kept for some tracks."""

    space: Id
    """Space type."""
    parks: list[Id]
    """Parks in which it holds; one reserve a pool."""
    tracks: list[Id]
    """Tracks that may use it."""
    share: ShareNumber
    """Share of the pool's current capacity."""


class Opening(Block):
    """The state at `clock.start` beyond the occupied stock."""

    pipeline: bool = True
    """Also place companies in mid-stage that lease nothing (housed, CDMO, self-built, no space)."""
    growth: GrowthNumber | None = None
    """Growth of arrivals before `clock.start`: earlier cohorts were smaller; none when absent. A
    stream may have its own (`grew`)."""
    growth_into: Id | None = None
    """Stage into which the flow grew, what comes before it not; all arrivals when absent."""
    building: bool = False
    """Also place the companies that are building plants of their own."""
    queue: dict[Id, FactorNumber] = {}
    """How many companies wait already, by space type; nobody does when absent."""
