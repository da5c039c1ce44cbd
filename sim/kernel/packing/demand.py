"""Companies of a plan: their stages, when they arrive, and who comes because of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any, NamedTuple

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from sim.kernel import layout
from sim.kernel.arrays import placed
from sim.kernel.lawbook import LawBook
from sim.kernel.packing.parts import Arrays, Column, Kept, Part, Row, alike, ranks, word
from sim.model.log import Fate
from sim.scenario.plan.identities import RETURNS, line_id, return_id
from sim.scenario.plan.plan import SHARES, Answer, Plan, StagePlan


def first_places(plan: Plan) -> list[int]:
    """Return the place of the first stage of each track."""
    return [0, *accumulate(map(len, plan.chains))]


def settled(plan: Plan, kept: Kept) -> object:
    """Return what in the demand of a plan seldom differs from world to world.

    It is the same object as for the plan before where it is equal.
    """
    of = (
        [[stage[len(SHARES) :] for stage in of_track] for of_track in plan.chains],
        [(s.id, s.luck, s.track, s.entry, s.times) for s in plan.streams],
        (plan.entities, plan.tracks, plan.stages, plan.months),
    )
    return kept.same("settled", of, lambda: of)


class _Stages(NamedTuple):
    """What does not differ between plans with the same settled demand."""

    part: Part
    weights: NDArray[Any]


def stages(plan: Plan, kept: Kept, settled: object) -> tuple[Part, NDArray[Any]]:
    """Return the stages of all tracks, chain after chain, and their weights of parks."""
    same = kept.same("stages", settled, lambda: _stages(plan, kept.book))
    columns = zip(
        *(stage[: len(SHARES)] for stage in chain.from_iterable(plan.chains)), strict=True
    )
    shares = dict(zip(SHARES, columns, strict=True))
    records = kept.patched("stages", same.part.arrays["stage_records"], **shares)
    return Part(same.part.numbers, {**same.part.arrays, "stage_records": records}), same.weights


def _stages(plan: Plan, book: LawBook) -> _Stages:
    fixed, substitutes, weights = Column(int64), Column(int64), Column(float64)
    priorities = sorted({stage.priority for _, _, stage in _places(plan)})
    rows = []
    for track, position, stage in _places(plan):
        row = _stage(stage, plan.months, book)
        row |= {
            "track": track,
            "last": position + 1 == len(plan.chains[track]),
            "rank": priorities.index(stage.priority),
            "spaces": substitutes.add(stage.spaces),
            "weights": weights.add(stage.weights),
            "order": fixed.add(stage.order) if stage.order else -1,
        }
        rows.append(row)
    part = Part(
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
    return _Stages(part, weights.array)


def answers(plan: Plan, kept: Kept) -> Part:
    """Return what cycles multiply, month after month, behind what multiplies nothing."""
    return kept.same("answers", plan.answers, lambda: _answers(plan))


def _answers(plan: Plan) -> Part:
    months = [answer._asdict() for answer in (Answer(), *chain.from_iterable(plan.answers))]
    return Part(arrays={"answers": placed(layout.rows(layout.ANSWER, months))})


def _places(plan: Plan) -> Iterator[tuple[int, int, StagePlan]]:
    for track, of_track in enumerate(plan.chains):
        for position, stage in enumerate(of_track):
            yield track, position, stage


def _stage(stage: StagePlan, months: int, book: LawBook) -> Row:
    row = alike(stage, layout.STAGE, book) | {
        "luck": word(stage.luck),
        "space": stage.spaces[0] if stage.spaces else -1,
        "substitutes": len(stage.spaces),
        "parks": len(stage.order),
        "expands": stage.growth is not None,
        "answers": 1 + stage.answers * months if stage.answers >= 0 else 0,
    }
    if stage.growth is not None:
        row |= {
            "every": book.law(stage.growth.every),
            "every_biased": book.biased(stage.growth.every),
            "more_area": book.law(stage.growth.area),
            "more_patience": book.law(stage.growth.patience),
            "more_fit_out": book.law(stage.growth.fit_out),
        }
    if stage.term is not None:
        row |= {
            "every": book.law(stage.term),
            "every_biased": book.biased(stage.term),
            "more_area": -1,
            "more_patience": book.law(stage.patience),
            "more_fit_out": book.law(stage.fit_out),
        }
    return row


def arrivals(plan: Plan, kept: Kept, settled: object) -> Part:
    """Return the streams with their arrival curves, and the named projects."""
    times = kept.same("times", settled, lambda: _joined(stream.times for stream in plan.streams))
    streams = kept.same("streams", settled, lambda: _streams(plan, len(times)))
    named = kept.same("named", (settled, plan.named), lambda: _named(plan, kept.book))
    curves = np.concatenate([times, *(stream.arrivals for stream in plan.streams)])
    return Part(
        numbers={"stream_count": len(streams), "named_count": len(named)},
        arrays={"named": named, "curves": placed(curves)},
        starts={"streams": streams},
    )


def _joined(curves: Iterable[Iterable[float]]) -> NDArray[Any]:
    return np.fromiter(chain.from_iterable(curves), float64)


def _streams(plan: Plan, times: int) -> NDArray[np.void]:
    """Return the streams; behind all their `times` stand the arrivals up to them."""
    rank, first = ranks(plan.entities), first_places(plan)
    points = [0, *accumulate(len(stream.times) for stream in plan.streams)]
    streams = [
        {
            "luck": word(stream.luck),
            "entity": rank[stream.id],
            "track": stream.track,
            "entry": first[stream.track] + stream.entry,
            "points": len(stream.times),
            "times": begin,
            "arrivals": times + begin,
        }
        for begin, stream in zip(points, plan.streams, strict=False)
    ]
    return layout.rows(layout.STREAM, streams)


def _named(plan: Plan, book: LawBook) -> NDArray[np.void]:
    rank, first = ranks(plan.entities), first_places(plan)
    named = [
        alike(project, layout.NAMED, book)
        | {
            "luck": word(project.luck),
            "entity": rank[project.id],
            "entry": first[project.track] + project.entry,
        }
        for project in plan.named
    ]
    return placed(layout.rows(layout.NAMED, named))


def returns(plan: Plan, kept: Kept) -> Part:
    """Return who comes back, by fate as bits, and after how long."""
    return kept.same("returns", plan.returns, lambda: _comes_back(plan, kept.book))


def _comes_back(plan: Plan, book: LawBook) -> Part:
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
        "return_entities": _of_company_and_stage(plan.entities, plan.stages, return_id),
        "line_entities": _of_company_and_stage(plan.entities, plan.stages, line_id),
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
def _of_company_and_stage(
    entities: tuple[str, ...], stages: tuple[str, ...], follower: Callable[[str, str], str]
) -> NDArray[Any]:
    """Return the entity of who comes because of a company, by (its entity, stage)."""
    rank = ranks(entities)
    found = [rank.get(follower(name, stage), -1) for name in entities for stage in stages]
    return placed(np.array(found, int64))
