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
