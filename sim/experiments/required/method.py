"""How a need is found: search every future, take the quantiles, play the answers."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite
from typing import Any, Final

from sim.experiments.required.answer import Need, Played, Row
from sim.experiments.required.levers import Area, Lever
from sim.experiments.required.phasing import PLAYS, phased
from sim.experiments.required.ranks import Quantile, quantile_of
from sim.experiments.required.study import Study
from sim.experiments.required.work import Asked, Spot
from sim.measures.statistics import HOLDS
from sim.text.words import Words

LEVELS: Final = (0.5, 0.8, 0.9, 0.95)
"""Confidences that every answer shows, besides the one asked for."""


def jobs_of(study: Study, confidence: float, *, phases: bool) -> int:
    """Return how many jobs one need takes at most, for the progress."""
    played = len({*LEVELS, confidence}) + 1 + (PLAYS + 1 if phases else 0)
    return study.futures + study.batches * played


def find(
    study: Study, asked: Asked, confidence: float, name: Words, standards: tuple[Words, ...]
) -> Need:
    """Find what one type needs, or what its standards bear."""
    dial = asked.dial
    assert isinstance(dial, Area | Lever)
    found = study.searched(asked)
    known = [inf if one["safe"] is None else one["safe"] for one in found if not one["untested"]]
    quantiles = {level: quantile_of(known, level) for level in sorted({*LEVELS, confidence})}
    places = [int(one.value) if isfinite(one.value) else None for one in quantiles.values()]
    # A need that no place meets is not played: the scenario as it is stands in for it.
    as_planned, *played = study.played(asked, Spot(), *map(Spot, places))
    rows = [
        _row(dial, level, quantile, None if place is None else seen)
        for (level, quantile), place, seen in zip(quantiles.items(), places, played, strict=True)
    ]
    asked_row = next(row for row in rows if row.confidence == confidence)
    phases = None
    if isinstance(dial, Area) and asked_row.value is not None and asked_row.value > 0:
        phases = phased(study, asked, dial, asked_row)
    return Need(
        space=asked.space,
        name=name,
        standards=standards,
        dial=dial,
        start_month=study.plan.start_month,
        needs=tuple(one["safe"] for one in found),
        least=tuple(one["least"] for one in found),
        untested=sum(one["untested"] for one in found),
        monotone=_monotone(found, rows),
        seen=tuple(
            (replication, dial.value(int(place)), int(status), idle, capacity)
            for replication, one in zip(study.replications, found, strict=True)
            for place, status, idle, capacity in sorted(one["seen"])
        ),
        as_planned=as_planned,
        rows=tuple(rows),
        phases=phases,
        units=study.loaded.spec.units,
    )


def _row(dial: Area | Lever, level: float, answer: Quantile, played: Played | None) -> Row:
    def value(place: float) -> float | None:
        return dial.value(int(place)) if isfinite(place) else None

    place = int(answer.value) if isfinite(answer.value) else None
    return Row(
        confidence=level,
        place=place,
        value=value(answer.value),
        low=value(answer.low),
        high=value(answer.high),
        at_worst=place == 0,
        played=played,
    )


def _monotone(found: Sequence[dict[str, Any]], rows: Sequence[Row]) -> int:
    """Count futures in which nothing that was played fails above a place that holds."""
    count = 0
    for index, one in enumerate(found):
        held = {int(place): status == HOLDS for place, status, *_ in one["seen"]}
        for row in rows:
            if row.place is not None and row.played is not None:
                held[row.place] = row.played.status[index] == HOLDS
        flags = [held[place] for place in sorted(held)]
        count += flags == sorted(flags)
    return count
