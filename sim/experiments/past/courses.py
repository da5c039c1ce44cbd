"""How what was observed went, month by month, in all worlds and in those accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.past.collector import targets
from sim.experiments.past.compare import HIGH, LOW, MIDDLE, Kind, kind_of
from sim.experiments.past.match_observations import Bound
from sim.experiments.past.words import PAST
from sim.measures.counting.counts import FLOW
from sim.measures.months import Floats
from sim.scenario.names import labelled
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.text.words import Words, joined


@dataclass(frozen=True)
class Course:
    """One thing that observations are about; shares, or companies a year."""

    name: Words
    kind: Kind
    months: tuple[int, ...]
    """Absolute months (year × 12 + month − 1)."""
    drawn: Floats
    """Of all worlds: [low, middle, high, month]."""
    accepted: Floats | None
    """Of the accepted worlds; None if none is, or nothing was fitted."""
    rows: tuple[str, ...]
    """Ids of the observations."""


def courses(
    seen: Sequence[Bound], spec: Spec, plan: Plan, drawn: Floats, accepted: Floats | None
) -> tuple[Course, ...]:
    """Return the course of each target; drawn, accepted: [replication, target, month]."""
    months = tuple(range(plan.start_month, plan.start_month + plan.months))
    return tuple(
        Course(
            name=_name(one, spec, plan),
            kind=kind_of(one),
            months=months,
            drawn=_bands(drawn[:, index]),
            accepted=None if accepted is None or not len(accepted) else _bands(accepted[:, index]),
            rows=tuple(other.id for other in seen if other.about == one.about),
        )
        for index, one in enumerate(targets(seen))
    )


def _bands(values: Floats) -> Floats:
    known = np.asarray(~np.isnan(values).all(axis=0))
    found = np.full((3, values.shape[1]), np.nan)
    found[:, known] = np.nanpercentile(values[:, known], (LOW, MIDDLE, HIGH), axis=0)
    return found


def _name(one: Bound, spec: Spec, plan: Plan) -> Words:
    if not one.share:
        stage, track = plan.stages[one.stage], plan.tracks[one.tracks[0]]
        tracks = labelled(spec.tracks, track)
        if len(one.tracks) > 1:
            tracks = PAST["tracks"].fill(count=str(len(one.tracks)))
        name = PAST[f"of_{FLOW[one.flow]}"]
        return name.fill(stage=labelled(spec.stages, stage), tracks=tracks)
    space = plan.spaces[one.pools[0] // len(plan.parks)]
    found = labelled(spec.spaces, space)
    if len(one.pools) == 1 < len(plan.parks):
        park = plan.parks[one.pools[0] % len(plan.parks)]
        place = labelled(spec.parks, park)
        found = joined([place, found], "·", " · ")
    return found
