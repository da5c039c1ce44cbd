"""Works of a plan: lots, renewals and retirements, and what decides them or lets them wait.

Times are ticks, areas whole lettable m², as in the whole plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sim.scenario.plan.identities import lot_id
from sim.scenario.values.distributions import Distribution


@dataclass(frozen=True, slots=True)
class TriggerPlan:
    """What decides works at a month end."""

    pools: tuple[int, ...]
    """Those whose vacancy is looked at."""
    under: bool
    """Whether vacancy must lie under the share, or over it."""
    share: float
    months: int
    earliest: int
    latest: int
    """It may decide at month ends after `earliest`, up to `latest`."""
    pipeline: bool
    """Whether what is decided or under construction counts as if it stood."""


@dataclass(frozen=True, slots=True)
class PausePlan:
    """When lots that are about to start wait; see `TriggerPlan`."""

    pools: tuple[int, ...]
    under: bool
    share: float
    months: int
    pipeline: bool
    follows: float
    """Share of lots that follow the rule."""
    at_most: int
    """Ticks that a lot waits; FOREVER: as long as the bound holds."""
    one_by_one: bool
    """Whether one lot starts at a month end, or all that wait."""
    until: int
    """Tick at which waiting ends at the latest; FOREVER: only `at_most` tells."""
    drops: bool
    """Whether a lot that has waited so long is never built, or starts."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Dates of works; spans in months."""

    trigger: int
    """Place among `Plan.triggers` of what decides them; -1: none does."""
    instead: str
    """Project of which a lot is dropped when they are decided; empty: none, they have a date."""
    pause: int
    """Place among `Plan.pauses` of what lets them wait; -1: they start when it is time."""
    earliest: int
    """Of what stands in for something else: when it is decided at the earliest."""
    latest: int
    """Upper end of the window of dates; equal to `earliest` for a date."""
    opens_earliest: int
    """Window of dates of completion; FOREVER: `construction` tells."""
    opens_latest: int
    lead: Distribution
    construction: Distribution
    slip: Distribution
    slip_common: Distribution
    lag: Distribution

    @property
    def dated(self) -> bool:
        """Whether they begin by a date, and nothing else decides them."""
        return self.trigger < 0 and not self.instead


class LotPlan(NamedTuple):
    """A part of a building project."""

    id: str
    luck: str
    """Luck of the project; the lot's number tells its draws apart."""
    lot: int
    timing: Timing
    resume: Distribution
    suspended: float
    let_ahead: float
    """Share let ahead before the clock, where it is under construction at its start."""
    cells: tuple[tuple[int, int], ...]
    """(pool, area), by pool."""
    ground: tuple[float, ...]
    """By space type: share of its area on ground floors."""


def stands_in(lots: Sequence[LotPlan]) -> dict[str, list[LotPlan]]:
    """Return, by the id of each lot that has any, the lots that are decided when it is dropped."""
    found: dict[str, list[LotPlan]] = {}
    for lot in lots:
        if lot.timing.instead:
            found.setdefault(lot_id(lot.timing.instead, lot.lot), []).append(lot)
    return found


@dataclass(frozen=True, slots=True)
class RenewalPlan:
    """Space taken back as it falls vacant; a retirement is one of ratio 0."""

    id: str
    luck: str
    pool: int
    target: int
    """Pool to which the area returns."""
    area: int
    ratio: float
    """0: it leaves for good."""
    ground: float
    """Share of what returns on ground floors."""
    vacate_by: int
    """Tick at which taking stops; FOREVER: only `vacate_within` tells."""
    vacate_within: int
    """Ticks of taking; FOREVER: only `vacate_by` tells."""
    timing: Timing
