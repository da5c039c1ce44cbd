"""The typed, frozen schema of a file of observations, as strict as that of a scenario."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.schema.base import Block, Id, Source, Text, Things
from sim.scenario.values.dates import MONTH, Date
from sim.scenario.values.numbers import FactorNumber, RateNumber, ShareNumber


class Observation(Block):
    """Something that was observed over whole months."""

    label: Text
    """Name in figures and tables."""
    start: Date
    """First instant of this date."""
    end: Date | None = None
    """Last instant of this date; that of `start` when absent."""
    basket: Text | None = None
    """What the figure covers; figures of different baskets are never averaged."""
    fit: bool = True
    """Whether it may be fitted on; `false`: only ever compared, for the reason in `note`."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def ticks(self) -> tuple[int, int]:
        """Absolute ticks [first, last) of the period."""
        return self.start.first, (self.end or self.start).last

    @property
    def year(self) -> int:
        """Calendar year in which the period ends."""
        return (self.ticks[1] - 1) // (12 * MONTH)


class Shared(Observation):
    """A share of what can be let, mean of the months."""

    space: Id
    """Space type."""
    park: Id | None = None
    """One park; the whole city when absent."""
    value: ShareNumber
    """What was observed; its `range` is how far the observation may be off."""
    discrepancy: ShareNumber
    """One standard deviation of what the model cannot say, such as another basket."""


class Vacancy(Shared):
    """Vacant ÷ lettable."""

    measure: Literal["vacancy"]
    """Which observation this is."""


class Let(Shared):
    """Leased ÷ lettable."""

    measure: Literal["let"]
    """Which observation this is."""


class Counted(Observation):
    """Something that was counted, compared as companies (product lines) a year."""

    stage: Id
    """Stage of the companies."""
    tracks: list[Id]
    """Tracks of the companies."""
    value: FactorNumber
    """The count over the period; its `range` is how far it may be off."""
    per: FactorNumber | None = None
    """How many are counted for one company, such as documents a product; 1 when absent."""
    discrepancy: RateNumber
    """One standard deviation of what the model cannot say, in companies a year."""


class Entries(Counted):
    """Companies that start a stage."""

    measure: Literal["entries"]
    """Which observation this is."""


class Successes(Counted):
    """Companies that end a stage well."""

    measure: Literal["successes"]
    """Which observation this is."""


AnyObservation = Annotated[Vacancy | Let | Entries | Successes, Field(discriminator="measure")]


class NotModelled(Block):
    """Something that was observed and that the model says nothing about."""

    label: Text
    """What it is."""
    value: str
    """What was observed, as printed."""
    why: Text
    """Why the model cannot say it."""
    source: Id
    """Id of a document under `sources`."""


class Past(Things):
    """What was observed, to fit and to test a scenario of the same years with."""

    name: Text
    """Name in figures and tables."""
    note: Text | None = None
    """What a reader should know of all of it."""
    sources: dict[Id, Source]
    """Documents that numbers cite by id."""
    observations: dict[Id, AnyObservation]
    """What a scenario is compared with."""
    not_modelled: dict[Id, NotModelled] = {}
    """What it cannot be compared with."""
