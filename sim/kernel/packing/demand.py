"""Companies of a plan: their stages, when they arrive, and who comes because of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from sim.kernel import layout
from sim.kernel.arrays import placed
from sim.kernel.lawbook import LawBook
from sim.kernel.packing.parts import Arrays, Column, Part, Row, alike, ranks, word
from sim.model.log import Fate
from sim.scenario.plan.plan import RETURNS, Plan, StagePlan, return_id


def first_places(plan: Plan) -> list[int]:
    """Return the place of the first stage of each track."""
    return [0, *accumulate(len(chain) for chain in plan.chains)]


def stages(plan: Plan, book: LawBook, weights: Column) -> Part:
    """Return the stages of all tracks, chain after chain; they add weights of parks."""
    fixed, substitutes = Column(int64), Column(int64)
    priorities = sorted({stage.priority for chain in plan.chains for stage in chain})
    rows = []
    for track, position, stage in _places(plan):
        row = _stage(stage, book)
        row |= {
            "track": track,
            "last": position + 1 == len(plan.chains[track]),
            "rank": priorities.index(stage.priority),
            "spaces": substitutes.add(stage.spaces),
            "weights": weights.add(stage.weights),
            "order": fixed.add(stage.order) if stage.order else -1,
        }
        rows.append(row)
    return Part(
        numbers={
            "tracks": len(plan.tracks),
            "stages": len(plan.stages),
            "longest": max(map(len, plan.chains)),
            "ranks": len(priorities),
        },
        arrays={
            "stage_records": layout.rows(layout.STAGE, rows),
            "substitutes": substitutes.array,
            "orders_fixed": fixed.array,
        },
    )


def _places(plan: Plan) -> Iterator[tuple[int, int, StagePlan]]:
    for track, chain in enumerate(plan.chains):
        for position, stage in enumerate(chain):
            yield track, position, stage


def _stage(stage: StagePlan, book: LawBook) -> Row:
    row = alike(stage, layout.STAGE, book) | {
        "luck": word(stage.luck),
        "space": stage.spaces[0] if stage.spaces else -1,
        "substitutes": len(stage.spaces),
        "parks": len(stage.order),
        "grows": stage.growth is not None,
    }
    if stage.growth is not None:
        row |= {
            "every": book.law(stage.growth.every),
            "every_biased": book.biased(stage.growth.every),
            "more_area": book.law(stage.growth.area),
            "more_patience": book.law(stage.growth.patience),
            "more_fit_out": book.law(stage.growth.fit_out),
        }
    return row


def arrivals(plan: Plan, book: LawBook) -> Part:
    """Return the streams with their arrival curves, and the named projects."""
    rank, first, points = ranks(plan.entities), first_places(plan), Column(float64)
    streams = [
        {
            "luck": word(stream.luck),
            "entity": rank[stream.id],
            "track": stream.track,
            "entry": first[stream.track] + stream.entry,
            "points": len(stream.times),
            "times": points.add(stream.times),
            "arrivals": points.add(stream.arrivals),
        }
        for stream in plan.streams
    ]
    named = [
        alike(project, layout.NAMED, book)
        | {
            "luck": word(project.luck),
            "entity": rank[project.id],
            "entry": first[project.track] + project.entry,
        }
        for project in plan.named
    ]
    return Part(
        numbers={"stream_count": len(streams), "named_count": len(named)},
        arrays={"named": layout.rows(layout.NAMED, named), "curves": points.array},
        starts={"streams": layout.rows(layout.STREAM, streams)},
    )


def returns(plan: Plan, book: LawBook) -> Part:
    """Return who comes back, by fate as bits, and after how long."""
    after = plan.returns.after if plan.returns else ()
    return Part(
        numbers={
            "return_law": book.law(plan.returns.away) if plan.returns else -1,
            "return_after": sum(1 << fate for fate in Fate if fate.name.lower() in after),
        }
    )


def followers(plan: Plan) -> Arrays:
    """Return the entities of those who come because of another company, at their addresses."""
    streams = tuple(stream.id for stream in plan.streams)
    return {
        "guest_entities": _guests(plan.entities, streams, plan.stages),
        "return_entities": _returns(plan.entities, plan.stages),
    }


@lru_cache(maxsize=8)
def _guests(
    entities: tuple[str, ...], streams: tuple[str, ...], stages: tuple[str, ...]
) -> NDArray[Any]:
    """Return the entity of a guest by (contract makers' stream, company's entity, stage)."""
    rank, guests = ranks(entities), np.full((len(streams), len(entities), len(stages)), -1, int64)
    for name, entity in rank.items():
        stream, colon, rest = name.partition(":")
        company, _, stage = rest.rpartition("/")
        if colon and not name.startswith(RETURNS):
            guests[streams.index(stream), rank[company], stages.index(stage)] = entity
    return placed(guests)


@lru_cache(maxsize=8)
def _returns(entities: tuple[str, ...], stages: tuple[str, ...]) -> NDArray[Any]:
    """Return the entity of a firm that comes back by (entity that left, stage)."""
    rank = ranks(entities)
    found = [rank.get(return_id(name, stage), -1) for name in entities for stage in stages]
    return placed(np.array(found, int64))
