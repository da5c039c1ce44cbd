"""From a finished run to what its figures need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.signals import glut_bound
from sim.measures.standards import checks
from sim.measures.verdict import Verdict
from sim.plots.fonts import missing
from sim.plots.frames import Frames, Origin, Planned, WaitBound
from sim.scenario.dates import MONTH
from sim.scenario.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.base import Text
from sim.text.figures import Words

if TYPE_CHECKING:
    import pandas as pd


def gather(
    spec: Spec,
    plan: Plan,
    verdict: Verdict,
    series: pd.DataFrame,
    waits: pd.DataFrame,
    supply: pd.DataFrame,
    origin: Origin,
) -> Frames:
    """Frames of a run with the names and the city-wide standards of its scenario."""
    asked = checks(spec, plan)
    upper = {space: glut_bound(asked, plan.spaces.index(space), None) for space in spec.spaces}
    works = {**spec.supply, **spec.renewals}
    return Frames(
        origin=origin,
        spaces={name: words(name, space.label) for name, space in spec.spaces.items()},
        series=series,
        waits=waits,
        supply=supply,
        projects={
            name: Planned(
                words(name, work.label), (work.start.earliest / MONTH, work.start.latest / MONTH)
            )
            for name, work in works.items()
        },
        signals=tuple(place for place in verdict.signals if place.park is None),
        bounds=wait_bounds(verdict),
        glut={space: bound for space, bound in upper.items() if bound is not None},
        shortage=spec.signals.waiting.value,
        spell=spec.signals.months,
    )


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


def words(name: str, label: Text | None) -> Words:
    """The label of a thing; its id where it has none, or where the font cannot draw it."""
    zh, en = (label.zh, label.en) if label else (name, name)
    return Words(name if missing(zh) else zh, name if missing(en) else en)
