"""The part of a plan that only measures read: the terms of the economy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EconomyPlan:
    """What space is worth and costs in one world; no engine reads it.

    Money is in the scenario's currency, areas are lettable m². What is not stated is empty.
    """

    density: tuple[tuple[float, ...], ...]
    """Output a year per m² in use at maturity, [space][track]."""
    ramp: tuple[tuple[int, ...], ...]
    """Ticks from moving in to maturity, [space][track]."""
    jobs: tuple[float, ...]
    """Jobs per m² in use, by space type."""
    rent: tuple[float, ...]
    """Per leased m² and month, by space type."""
    vacancy: tuple[float, ...]
    """Cost per vacant m² and month, by space type."""
    fit_out: tuple[float, ...]
    """Cost per m² granted, by space type."""
    works: tuple[str, ...]
    """Ids of all projects and renewals."""
    construction: tuple[tuple[float, ...], ...]
    """Cost per m² built, [works][space]."""
    tax: float | None
    """Share of output."""


@dataclass(frozen=True, slots=True)
class StakesPlan:
    """What mistakes cost in one world; no engine reads it.

    Money is in the scenario's currency, areas are lettable m². By space type where not said
    otherwise; what is not stated is 0.
    """

    since: int
    """Month from which losses count, from the start of the clock."""
    idle: tuple[float, ...]
    """Per m² and month beyond what is free."""
    free: tuple[float, ...]
    """Share of capacity that is empty at no loss; 1 where the type has no stakes."""
    unmet: tuple[float, ...]
    """Per m² and month."""
    lost_for: tuple[float, ...]
    """Months for which an area lost counts as unmet."""
    unrecovered: tuple[float, ...]
    """Per m² that stands empty at the end of the clock beyond what is free."""
    discount: float
    """A year."""
    public: float
    """Share that public money bears of all but what is unmet."""
