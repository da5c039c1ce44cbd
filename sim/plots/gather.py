"""From a finished run to what its figures need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.checks import checks
from sim.measures.gauges import gauges, step_months
from sim.measures.levels import POOL
from sim.measures.months import first_recorded, lengths
from sim.measures.rent import rent_courses, unit_of_rents
from sim.measures.signals import glut_bound
from sim.measures.tally import Tally
from sim.measures.verdict import Verdict
from sim.plots.frames import Cube, Frames, Origin, Planned, WaitBound, Waits
from sim.plots.words import words
from sim.scenario.dates import MONTH
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.supply import Triggered
from sim.scenario.values import DateChance

if TYPE_CHECKING:
    import pandas as pd


def gather(
    spec: Spec,
    plan: Plan,
    verdict: Verdict,
    tallies: Sequence[Tally],
    supply: pd.DataFrame,
    origin: Origin,
) -> Frames:
    """Frames of a run with the names and the city-wide standards of its scenario."""
    asked = checks(spec, plan)
    upper = {space: glut_bound(asked, plan.spaces.index(space), None) for space in spec.spaces}
    works = {**spec.supply, **spec.renewals}
    size, rent_unit = unit_of_rents(spec)
    courses = rent_courses(tallies, plan)[:, first_recorded(plan) :] * size
    return Frames(
        origin=origin,
        spaces={name: words(name, space.label) for name, space in spec.spaces.items()},
        cube=cube(tallies, plan, list(spec.spaces)),
        waits=waits(tallies, plan, spec),
        supply=supply,
        projects={
            name: Planned(words(name, work.label), _window(work.start))
            for name, work in works.items()
        },
        signals=tuple(place for place in verdict.signals if place.park is None),
        bounds=wait_bounds(verdict),
        glut={space: bound for space, bound in upper.items() if bound is not None},
        rents={space: courses[..., plan.spaces.index(space)] for space in spec.rent},
        rent_unit=rent_unit,
        shortage=spec.signals.waiting.value,
        spell=spec.signals.months,
    )


def _window(start: DateChance | Triggered) -> tuple[float, float] | None:
    if isinstance(start, Triggered):
        return None
    return start.earliest / MONTH, start.latest / MONTH


def cube(tallies: Sequence[Tally], plan: Plan, spaces: Sequence[str]) -> Cube:
    """Month means of the recorded months by space, in the order given."""
    first = first_recorded(plan)
    shape = (len(POOL), plan.months - first, len(plan.spaces), len(plan.parks))
    city = np.stack([tally.pools[:, first:].reshape(shape).sum(axis=3) for tally in tallies])
    order = [plan.spaces.index(space) for space in spaces]
    means = city[..., order] / lengths(plan)[first:, None]
    values = {name: means[:, index] for index, name in enumerate(POOL)}
    values["in_use"] = values["leased"] - values["fit_out"]
    return Cube(plan.start_month + np.arange(first, plan.months), values)


def waits(tallies: Sequence[Tally], plan: Plan, spec: Spec) -> Waits:
    """How long requests waited, by space in the scenario's order."""
    order = [plan.spaces.index(space) for space in spec.spaces]
    counts = np.stack([tally.incidence[order] for tally in tallies])
    return Waits(step_months(gauges(spec, plan)), counts.astype(np.int64))


def wait_bounds(verdict: Verdict) -> dict[str, WaitBound]:
    """The city-wide standard on waiting of each type of space; the strictest if several."""
    found: dict[str, WaitBound] = {}
    for standard in verdict.standards:
        if standard.within is None or standard.park or standard.track:
            continue
        holds = standard.judged.probability.share or 0.0
        bound = WaitBound(standard.within, standard.bound, standard.value[1], holds)
        kept = found.get(standard.space)
        if kept is None or (bound.months, -bound.share) < (kept.months, -kept.share):
            found[standard.space] = bound
    return found
