"""The numbers of the reduced model as a line of service stations, and what a run of it counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH


@dataclass(frozen=True)
class Station:
    """One stage; spans in months, rates per month."""

    servers: int
    arrivals: float
    """Rate of companies that enter at this stage; 0 for none."""
    duration: float
    patience: float
    success: float
    """Chance to go on to the next station."""


@dataclass
class Outcome:
    """What happened, by station."""

    arrivals: int = 0
    waits: list[list[float]] = field(default_factory=list)
    """Months waited by each company that was served."""
    lost: list[int] = field(default_factory=list)
    busy: list[int] = field(default_factory=list)
    """Servers taken at the end."""
    months: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    """Servers taken and companies waiting at the start of each month."""


def stations(plan: Plan) -> tuple[list[Station], float]:
    """Return the stations of a plan of the reduced model, and the months it runs."""
    (chain,) = plan.chains
    horizon = plan.end / MONTH
    return [
        Station(
            servers=plan.capacity[stage.spaces[0]],
            arrivals=sum(s.rate for s in plan.streams if s.entry == position),
            duration=stage.duration.mean,
            patience=stage.patience.mean,
            success=stage.success if stage is not chain[-1] else 0.0,
        )
        for position, stage in enumerate(chain)
    ], horizon


def refusal(plan: Plan) -> str | None:
    """Return why a plan is not of the reduced model, if it is not."""
    stages = [stage for chain in plan.chains for stage in chain]
    fits = (
        len(plan.parks) == len(plan.chains) == 1
        and not (plan.lots or plan.renewals or plan.named or any(plan.occupied))
        and all(s.release or s is stages[-1] for s in stages)
        and all(s.lease == 1.0 and s.area.mean == 1.0 and s.fit_out.mean == 0.0 for s in stages)
        and {law.kind for s in stages for law in (s.duration, s.patience)} == {"exponential"}
        and not plan.any_strict
    )
    return None if fits else "all but the reduced model"
