"""What 'meets demand' means: standards on waiting, loss and idle space."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.schema.base import Alike, Block, Id, Text
from sim.scenario.values import limits
from sim.scenario.values.dates import Date
from sim.scenario.values.numbers import ShareNumber, SpanNumber


class Window(Block):
    """Months from one date to another."""

    start: Date | None = None
    """First instant of this date."""
    end: Date | None = None
    """Last instant of this date."""


class Scope(Alike):
    """What a standard looks at."""

    label: Text | None = None
    """Name in the verdict."""
    space: Id
    """Space type."""
    park: Id | None = None
    """One park; the whole city when absent."""
    window: Window = Window()
    """The months that count; `record_from` to the end when absent."""


class WaitStandard(Scope):
    """At least `share` of the requests are granted within `within`."""

    metric: Literal["wait"]
    """Which standard this is."""
    track: Id | None = None
    """One track; all of the trade when absent."""
    trade: Id | None = None
    """Another trade, instead of the city's own."""
    within: SpanNumber
    """Longest acceptable wait."""
    share: ShareNumber
    """Least share of requests; P90 ≤ b is 90%."""


class LostStandard(Scope):
    """At most `at_most` of the area asked is lost to other cities for want of space."""

    metric: Literal["lost"]
    """Which standard this is."""
    track: Id | None = None
    """One track; all of the trade when absent."""
    trade: Id | None = None
    """Another trade, instead of the city's own."""
    at_most: ShareNumber
    """Greatest share of the area asked."""


Over = Literal["mean", "every_month", "share"]


class VacancyStandard(Scope):
    """Vacancy stays at or under `at_most` (idle space) or at or above `at_least` (shortage)."""

    metric: Literal["vacancy"]
    """Which standard this is."""
    at_most: ShareNumber | None = None
    """Upper bound; also the bound above which a glut is dated."""
    at_least: ShareNumber | None = None
    """Lower bound."""
    over: Over = "mean"
    """`mean`: of the window; `every_month`; `share`: in at least `share` of the months."""
    share: ShareNumber | None = None
    """Share of months, with `over: share`."""


class SupplyMonthsStandard(Scope):
    """Months of supply (vacant ÷ monthly net absorption of 12 months) stay at or under a bound."""

    metric: Literal["months_of_supply"]
    """Which standard this is."""
    at_most: SpanNumber
    """Upper bound."""
    over: Over = "mean"
    """As for vacancy."""
    share: ShareNumber | None = None
    """Share of months, with `over: share`."""


SpaceStandard = WaitStandard | LostStandard | VacancyStandard | SupplyMonthsStandard
"""Standards on space; goals stand beside them, see `sim.scenario.schema.goals`."""


class Signals(Block):
    """When a shortage or a glut is said to begin."""

    waiting: ShareNumber
    """Shortage: waiting area above this share of capacity (5% by convention)."""
    months: Annotated[int, Field(ge=1, le=limits.CLOCK_MONTHS)]
    """For this many months on end (3 by convention)."""
