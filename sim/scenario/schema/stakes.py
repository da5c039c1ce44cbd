"""What a mistake costs: idle space, space that is not there, and building not recovered."""

from __future__ import annotations

from sim.scenario.schema.base import Block, Id
from sim.scenario.schema.space import Basis
from sim.scenario.values.dates import Date
from sim.scenario.values.numbers import GrowthNumber, RentNumber, ShareNumber, SpanNumber


class SpaceStakes(Block):
    """What a mistake in a type of space costs."""

    basis: Basis
    """Whether `idle` and `unmet` are per gross or per lettable area."""
    idle: RentNumber
    """Loss for each area that stands empty beyond `free`: rent forgone and upkeep."""
    free: ShareNumber | None = None
    """Share of what stands in the city that may be empty at no loss; none when absent."""
    unmet: RentNumber
    """Loss for each area that is asked for and not there: output or jobs that do not come."""
    lost_for: SpanNumber | None = None
    """How long an area counts as unmet whose company left for want of it; 0 when absent."""
    unrecovered: ShareNumber | None = None
    """Share of the type's `economy.construction` that is lost on what stands empty beyond `free` at
    the end of the clock; none when absent."""


class Stakes(Block):
    """What mistakes cost, by space type, so that options can be weighed (`decide`).

    A measure over what was played: it changes no event. Works that turn space into another type
    cost what the economy states for them.
    """

    since: Date
    """Losses count from the month of this date, and are worth what money is worth at its start."""
    spaces: dict[Id, SpaceStakes]
    """By space type; what happens in the others costs nothing."""
    discount: GrowthNumber | None = None
    """By how much a year later money is worth less; nothing when absent."""
    public: ShareNumber | None = None
    """Share of what idle, unrecovered and converted space costs that public money bears; none when
    absent. The rest is the owners'; unmet space is borne by the companies and the city."""
