"""What a programme promises: output, jobs and counts, as goals to judge and targets to show."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.schema.base import Alike, Block, Id, Text
from sim.scenario.schema.standards import Window
from sim.scenario.values.numbers import FactorNumber, MoneyNumber

Year = Annotated[int, Field(ge=1900, le=2200)]


class OutputBase(Block):
    """Output of everybody in a year, of which the model holds a part."""

    year: Year
    """The year it was measured in."""
    value: MoneyNumber
    """Output in that year."""


class OutputAim(Alike):
    """Output of a calendar year."""

    metric: Literal["output"]
    """Which measure this is."""
    year: Year
    """The year."""
    spaces: list[Id] | None = None
    """Only these space types; all when absent."""
    parks: list[Id] | None = None
    """Only these parks; all when absent."""
    tracks: list[Id] | None = None
    """Only these tracks; all of the city's own trade when absent."""
    base: OutputBase | None = None
    """What is read is then this + the model's output of the year − that of the base's year."""


class JobsAim(Alike):
    """Jobs on average over a calendar year."""

    metric: Literal["jobs"]
    """Which measure this is."""
    year: Year
    """The year."""
    spaces: list[Id] | None = None
    """Only these space types; all when absent."""
    parks: list[Id] | None = None
    """Only these parks; all when absent."""


class CountAim(Alike):
    """Stages begun, or ended well, in whole calendar years."""

    metric: Literal["count"]
    """Which measure this is."""
    stage: Id
    """The stage."""
    event: Literal["started", "succeeded"]
    """Stages begun, or stages that ended well."""
    tracks: list[Id] | None = None
    """Only these tracks; all of the city's own trade when absent."""
    window: Window = Window()
    """The whole years that count; all whole recorded years when absent."""
    base: FactorNumber | None = None
    """Reached before the window; added to the count."""


class OutputGoal(OutputAim):
    """At least so much output in a year."""

    label: Text | None = None
    """Name in the verdict."""
    at_least: MoneyNumber
    """Least output."""


class JobsGoal(JobsAim):
    """At least so many jobs in a year."""

    label: Text | None = None
    """Name in the verdict."""
    at_least: FactorNumber
    """Least number of jobs."""


class CountGoal(CountAim):
    """At least so many stages begun or ended well."""

    label: Text | None = None
    """Name in the verdict."""
    at_least: FactorNumber
    """Least number."""


class OutputTarget(OutputAim):
    """A published target for output."""

    label: Text | None = None
    """Name in the table of targets."""
    value: MoneyNumber
    """The target."""
    says: Text
    """What the model can and cannot say about it."""


class JobsTarget(JobsAim):
    """A published target for jobs."""

    label: Text | None = None
    """Name in the table of targets."""
    value: FactorNumber
    """The target."""
    says: Text
    """What the model can and cannot say about it."""


class CountTarget(CountAim):
    """A published target for a count, such as approvals."""

    label: Text | None = None
    """Name in the table of targets."""
    value: FactorNumber
    """The target."""
    says: Text
    """What the model can and cannot say about it."""


class UnmodelledTarget(Alike):
    """A published target that the model cannot speak to."""

    metric: Literal["not_modelled"]
    """Which measure this is."""
    label: Text | None = None
    """Name in the table of targets."""
    stated: Text
    """The target in the words of its source."""
    source: str | None = None
    """Id of the document that states it."""
    says: Text
    """Why the model cannot say whether it is reached."""


Aim = OutputAim | JobsAim | CountAim
Goal = OutputGoal | JobsGoal | CountGoal
Target = Annotated[
    OutputTarget | JobsTarget | CountTarget | UnmodelledTarget, Field(discriminator="metric")
]
