"""Indicators: the numbers of each replication that experiments compare, by name.

A name is a measure, or a measure and what it is of: `idle_holds`, `peak_waiting.pilot`,
`holds.wait-lab`. All are explained in the glossary. NaN stands where there is no value: a standard
that was not tested, a shortage that never began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.checks import SIDES, checks
from sim.measures.counting.counts import FLOW
from sim.measures.counting.plants import OWN
from sim.measures.counting.rent import rented
from sim.measures.counting.stacked import Stacked, stacked, total
from sim.measures.counting.tally import Tally
from sim.measures.economy.rent import rent_courses
from sim.measures.months import Bools, Floats, Ints, first_recorded, lengths, month_dates
from sim.measures.statistics import UNTESTED
from sim.measures.tables.series import ratio
from sim.measures.verdict.promises import promised
from sim.measures.verdict.signals import end_levels, first_runs, glut_bound
from sim.measures.verdict.standards import Checked, combined, evaluate, vacancies
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec

if TYPE_CHECKING:
    import pandas as pd

SUMS = ("peak_waiting", "waiting_mean", "idle_mean", "idle_end", "lost_area")
"""Indicators of areas; without a place, of the whole city."""
_FIRST = ("first_shortage", "first_glut")
"""Indicators that are months."""


@dataclass(frozen=True)
class Indicators:
    """Arrays [replication] by name."""

    replications: tuple[int, ...]
    values: dict[str, Floats]
    each: int = 2
    """Replications of a world: two that share its ranged numbers, or one that was accepted."""
    areas: dict[str, Floats] = field(default_factory=dict)
    """As from `area_by_year`, of a scenario in which nothing is varied."""

    @property
    def worlds(self) -> Ints:
        """World of each replication."""
        return np.array(self.replications, dtype=np.int64) // self.each

    def status(self, name: str) -> NDArray[np.int8]:
        """Whether an indicator of 0 and 1 holds, or was not tested, in each replication."""
        flags = self.values[name]
        return np.where(np.isnan(flags), UNTESTED, flags).astype(np.int8)

    def __add__(self, other: Indicators) -> Indicators:
        """Both, one after the other."""
        values, areas = (
            {name: np.concatenate([column, theirs[name]]) for name, column in ours.items()}
            for ours, theirs in ((self.values, other.values), (self.areas, other.areas))
        )
        return Indicators(self.replications + other.replications, values, self.each, areas)


def indicators(tallies: Sequence[Tally], plan: Plan, spec: Spec, each: int = 2) -> Indicators:
    """Read the indicators of a few replications, `each` of them in one world."""
    run = stacked(tallies)
    results = [evaluate(check, run, plan) for check in checks(spec, plan)]
    by_name = _standards(results, spec, plan, len(tallies))
    for space in spec.spaces:
        rank = plan.spaces.index(space)
        pools = plan.pools(rank)
        bound = glut_bound([r.check for r in results], rank, None)
        for name, values in _levels(run, plan, spec, pools, bound).items():
            by_name[f"{name}.{space}"] = values
    pools = list(range(len(plan.capacity)))
    city = _levels(run, plan, spec, pools, None).items()
    by_name |= {name: values for name, values in city if name in SUMS}
    lost = np.stack([tally.losses[..., 1] for tally in tallies]).astype(np.float64)
    by_name["lost_area"] = lost.sum(axis=(1, 2, 3, 4))
    for index, stage in enumerate(plan.stages):
        by_name[f"lost_area.{stage}"] = lost[:, :, index].sum(axis=(1, 2, 3))
    recorded = slice(first_recorded(plan), None)
    ground = np.stack([tally.ground[:, recorded].sum(axis=1) for tally in tallies])
    for rank, space in enumerate(plan.spaces):
        if plan.floors[rank] is not None:
            built, leased = ground[:, :, rank].astype(np.float64).T
            by_name[f"ground_vacancy_mean.{space}"] = ratio(built - leased, built)
    flows = np.stack([tally.flows.sum(axis=(0, 2)) for tally in tallies]).astype(np.float64)
    for index, stage in enumerate(plan.stages):
        by_name[f"entered.{stage}"] = flows[:, index, FLOW.index("started")]
    if plan.returns is not None:
        back = flows[:, :, FLOW.index("returned")]
        by_name["returned"] = back.sum(axis=1)
        by_name |= {f"returned.{stage}": back[:, i] for i, stage in enumerate(plan.stages)}
    if plan.plants:
        by_name |= _own_plants(tallies, plan)
    courses = rent_courses(tallies, plan)[:, first_recorded(plan) :]
    for rank in rented(plan):
        by_name[f"rent_mean.{plan.spaces[rank]}"] = courses[..., rank].mean(axis=1)
        by_name[f"rent_end.{plan.spaces[rank]}"] = courses[:, -1, rank]
    by_name |= promised(tallies, plan, spec)
    return Indicators(tuple(tally.replication for tally in tallies), by_name, each)


def indicators_frame(found: Indicators) -> pd.DataFrame:
    """World × replication, a column an indicator; NaN where there is no value.

    Months are their first days, datetime64[s], NaT where there is none.
    """
    import pandas as pd

    columns = {
        name: month_dates(values) if name.partition(".")[0] in _FIRST else values
        for name, values in found.values.items()
    }
    levels = [found.worlds, np.array(found.replications)]
    index = pd.MultiIndex.from_arrays(levels, names=["world", "replication"])
    return pd.DataFrame(columns, index=index)


def _own_plants(tallies: Sequence[Tally], plan: Plan) -> dict[str, Floats]:
    """Area of own plants in use at the end of the clock, of the city and by stage, m²."""
    ends = np.stack([tally.plants_end[OWN.index("own_plants")] for tally in tallies])
    stage = np.array([place[0] for place in plan.plants])
    areas = {"own_plants_end": ends.sum(axis=1).astype(np.float64)}
    for rank in np.unique(stage):
        areas[f"own_plants_end.{plan.stages[rank]}"] = (
            ends[:, stage == rank].sum(axis=1).astype(np.float64)
        )
    return areas


def _standards(
    results: Sequence[Checked], spec: Spec, plan: Plan, replications: int
) -> dict[str, Floats]:
    """Whether the standards hold, all of a side, of a side and space, and one by one."""
    holds: dict[str, Floats] = {}

    def put(name: str, results_there: Sequence[Checked]) -> None:
        status = combined([result.status for result in results_there], replications)
        holds[name] = np.where(status == UNTESTED, np.nan, status.astype(np.float64))

    for side in SIDES:
        of_side = [result for result in results if result.check.side == side]
        put(f"{side}_holds", of_side)
        for space in spec.spaces:
            rank = plan.spaces.index(space)
            put(f"{side}_holds.{space}", [r for r in of_side if r.check.space == rank])
    for name in spec.space_standards:
        same = [result for result in results if result.check.id == name]
        put(f"holds.{name}", same)
        holds[f"value.{name}"] = same[0].value
    return holds


def _levels(
    run: Stacked, plan: Plan, spec: Spec, pools: Sequence[int], bound: float | None
) -> dict[str, Floats]:
    """Areas in m², shares, and first months (absolute) of some pools, [replication]."""
    recorded = slice(first_recorded(plan), None)
    spans = lengths(plan)[recorded]
    months = plan.start_month + np.arange(plan.months)[recorded]
    waiting = total(run.waiting_area, pools)[:, recorded]
    capacity = total(run.capacity, pools)[:, recorded]
    free = capacity - total(run.leased, pools)[:, recorded]
    idle, built = end_levels(run, pools)
    vacant = vacancies(run, plan, pools)[:, recorded]

    def begins(flags: Bools) -> Floats:
        first = first_runs(flags, spec.signals.months)
        return np.where(first >= 0, months[first], np.nan)

    values = {
        "peak_waiting": (waiting / spans).max(axis=1, initial=0.0),
        "waiting_mean": waiting.sum(axis=1) / spans.sum(),
        "idle_mean": free.sum(axis=1) / spans.sum(),
        "idle_end": idle,
        "leased_end": built - idle,
        "vacancy_mean": ratio(
            free.sum(axis=1).astype(np.float64), capacity.sum(axis=1).astype(np.float64)
        ),
        "vacancy_end": ratio(idle, built),
        "first_shortage": begins(waiting > spec.signals.waiting.value * capacity),
    }
    if bound is not None:
        values["first_glut"] = begins(vacant > bound)
    return values
