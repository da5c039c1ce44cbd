"""The past beside the bands of what was simulated: a row an observation, a course a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from sim.experiments.past.baskets import CompanyBasket
from sim.experiments.past.counterparts import targets
from sim.experiments.past.distance import THRESHOLD
from sim.experiments.past.match_observations import MatchedObservation, ObservationKind
from sim.experiments.past.words import PAST
from sim.measures.bands import HIGH, LOW, MIDDLE, Band
from sim.measures.months import Floats, first_recorded
from sim.scenario.names import labelled
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.text.words import Words, in_a_row, joined

Role = Literal["fitted", "tested", "held_back", "compared"]
BandReading = Literal["inside", "near", "outside"]

READINGS: Final[tuple[BandReading, ...]] = ("inside", "near", "outside")


@dataclass(frozen=True)
class PastRow:
    """One observation, as the model has it: see `MatchedObservation`."""

    id: str
    name: Words
    basket: str
    """Id of the series it is a figure of."""
    kind: ObservationKind
    start: str
    end: str
    instant: bool
    """Whether it is the state at the last instant of `end`."""
    role: Role
    source: str | None
    """Id of the document it is from."""
    value: float
    """What was observed."""
    low: float
    high: float
    """How far it may be off."""
    discrepancy: float
    """One standard deviation of what the model cannot say."""
    error: float
    """One standard deviation of the observation and of what the model cannot say."""
    drawn: Band | None
    """Of all worlds within the ranges; None where no space stands."""
    accepted: Band | None
    """Of the accepted worlds; None if none is, or nothing was fitted."""
    ruled_out: float
    """Share of all worlds that are farther off than the threshold."""
    nearest: float | None
    """Least implausibility of a world; None where no world can be compared."""

    @property
    def reading(self) -> BandReading | None:
        """Whether the value lies in the band of the accepted worlds, or of all if none was fitted.

        `near`: only how far the observation may be off reaches into the band.
        """
        band = self.accepted or self.drawn
        if band is None:
            return None
        if band.low <= self.value <= band.high:
            return "inside"
        return "near" if self.low <= band.high and band.low <= self.high else "outside"


def narrowed(rows: Sequence[PastRow]) -> float | None:
    """Return by how much the bands of what was not fitted on are narrower in accepted worlds.

    Mean share over the rows; None where nothing was fitted, or held back.
    """
    shares = [
        1 - (row.accepted.high - row.accepted.low) / (row.drawn.high - row.drawn.low)
        for row in rows
        if row.role != "fitted" and row.accepted and row.drawn and row.drawn.high > row.drawn.low
    ]
    return float(np.mean(shares)) if shares else None


def compared(
    observations: Sequence[MatchedObservation],
    roles: Sequence[Role],
    drawn: Floats,
    accepted: Floats | None,
    distances: Floats,
) -> tuple[PastRow, ...]:
    """Return a row for each observation.

    drawn, accepted: counterparts, [replication, observation]; distances: [world, observation].
    """
    return tuple(
        PastRow(
            id=matched.id,
            name=matched.observation.label.words,
            basket=matched.observation.basket,
            kind=matched.kind,
            start=matched.start,
            end=matched.end,
            instant=matched.instant,
            role=role,
            source=matched.source,
            value=matched.value,
            low=matched.low,
            high=matched.high,
            discrepancy=matched.discrepancy,
            error=float(np.hypot(matched.spread, matched.discrepancy)),
            drawn=Band.of(drawn[:, i]),
            accepted=None if accepted is None else Band.of(accepted[:, i]),
            ruled_out=float(np.mean(distances[:, i] > THRESHOLD)),
            nearest=_finite(float(distances[:, i].min())),
        )
        for i, (matched, role) in enumerate(zip(observations, roles, strict=True))
    )


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


@dataclass(frozen=True)
class PastCourse:
    """One thing that observations are about; shares, m² a year, or companies a year."""

    name: Words
    kind: ObservationKind
    months: tuple[int, ...]
    """Absolute months (year × 12 + month − 1)."""
    drawn: Floats
    """Of all worlds: [low, middle, high, month]."""
    accepted: Floats | None
    """Of the accepted worlds; None if none is, or nothing was fitted."""
    rows: tuple[str, ...]
    """Ids of the observations."""


def courses(
    observations: Sequence[MatchedObservation],
    spec: Spec,
    plan: Plan,
    drawn: Floats,
    accepted: Floats | None,
) -> tuple[PastCourse, ...]:
    """Return the course of each target; drawn, accepted: [replication, target, month]."""
    recorded = range(first_recorded(plan), plan.months)
    months = tuple(plan.start_month + month for month in recorded)
    return tuple(
        PastCourse(
            name=_name(target, spec, plan),
            kind=target.kind,
            months=months,
            drawn=_bands(drawn[:, index]),
            accepted=None if accepted is None or not len(accepted) else _bands(accepted[:, index]),
            rows=tuple(other.id for other in observations if other.about == target.about),
        )
        for index, target in enumerate(targets(observations))
    )


def _bands(values: Floats) -> Floats:
    known = np.asarray(~np.isnan(values).all(axis=0))
    bands = np.full((3, values.shape[1]), np.nan)
    bands[:, known] = np.nanpercentile(values[:, known], (LOW, MIDDLE, HIGH), axis=0)
    return bands


def _name(target: MatchedObservation, spec: Spec, plan: Plan) -> Words:
    if isinstance(target.basket, CompanyBasket):
        stage, ids = labelled(spec.stages, target.basket.stage), target.basket.tracks
        return PAST[f"of_{target.observation.measure}"].fill(stage=stage, tracks=_tracks(ids, spec))
    parks = len(plan.parks)
    spaces = dict.fromkeys(pool // parks for pool in target.pools)
    places = dict.fromkeys(pool % parks for pool in target.pools)
    name = in_a_row([labelled(spec.spaces, plan.spaces[space]) for space in spaces])
    if len(places) < parks:
        some = [labelled(spec.parks, plan.parks[park]) for park in places]
        name = joined([in_a_row(some), name], "·", " · ")
    if target.tracks is not None:
        names = [plan.tracks[track] for track in target.tracks]
        return PAST["leased_by"].fill(name=name, tracks=_tracks(names, spec))
    return PAST["absorbed"].fill(name=name) if target.kind == "absorption" else name


def _tracks(ids: Sequence[str], spec: Spec) -> Words:
    if len(ids) == 1:
        return labelled(spec.tracks, ids[0])
    return PAST["tracks"].fill(count=str(len(ids)))
