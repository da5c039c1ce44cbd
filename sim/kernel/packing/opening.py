"""The opening of a plan: whose tenants fill the pools, and who leases nothing in mid-stage."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from sim.kernel import layout
from sim.kernel.arrays import lined, placed
from sim.kernel.lawbook import LawBook
from sim.kernel.packing.demand import first_places
from sim.kernel.packing.parts import Kept, Part, Row, alike, ranks, word
from sim.scenario.plan.identities import builder_id, housed_id, queue_id
from sim.scenario.plan.plan import Asker, Candidate, Pipeline, Plan, StagePlan
from sim.scenario.values.distributions import Distribution

_settled = attrgetter(*(name for name in Candidate._fields if name != "number"))
_DRAWN = ("housed", "cdmo", "self_build", "no_space", "building")
"""Fields of the pipeline that differ from world to world."""


def tenants(
    plan: Plan, kept: Kept, settled: object, begin: int
) -> tuple[Part, NDArray[np.float64]]:
    """Return whose tenants may stand in each space type, and their weights.

    The weights are to stand from `begin` on: by space type, park and whose tenant it is.
    """
    met = [list(map(_settled, candidates)) for candidates in plan.candidates]
    of = (settled, plan.spaces, plan.parks, plan.fill_order, begin, met)
    part, whose, shares = kept.same("tenants", of, lambda: _tenants(plan, kept.book, begin))
    numbers = np.array([c.number for candidates in plan.candidates for c in candidates])
    return part, numbers[whose] * shares


def _tenants(
    plan: Plan, book: LawBook, begin: int
) -> tuple[Part, NDArray[np.int64], NDArray[np.float64]]:
    """Return the candidates, and by space type and park: all of the type, and their shares."""
    rank, first = ranks(plan.entities), first_places(plan)
    rows, words, begins = list[Row](), list[int](), [0]
    for candidates in plan.candidates:
        for candidate in candidates:
            stage = _stage(plan, candidate)
            words.append(_word(plan, candidate))
            rows.append(
                {
                    **_place(plan, first, candidate),
                    "grew": candidate.grew,
                    "thins": candidate.thins,
                    "fit_out_mean": candidate.fit_out,
                    "duration_mean": candidate.stay,
                    **_midway(book, candidate.grew, "fit_out", stage.fit_out),
                    **_midway(book, candidate.thins, "duration", stage.duration),
                }
            )
        begins.append(len(rows))
    names = [f"opening/{space}/{park}" for space in plan.spaces for park in plan.parks]
    part = Part(
        numbers={"candidate_weights": begin},
        arrays={
            "candidates": placed(layout.rows(layout.CANDIDATE, rows)),
            "candidate_words": lined(np.array(words, np.uint64)),
            "candidate_at": placed(np.array(begins, int64)),
            "fill": placed(np.array(plan.fill_order, int64)),
            "tenant_entities": placed(np.array([rank[name] for name in names], int64)),
        },
    )
    return part, *_by_park(plan, plan.candidates)


def askers(plan: Plan, kept: Kept, settled: object, begin: int) -> tuple[Part, NDArray[np.float64]]:
    """Return who asks for each space type, and their weights, as with `tenants`.

    Behind those by park stand the weights of those who wait, by space type.
    """
    closing = [[stage.closes for stage in chain] for chain in plan.chains]
    met = [[(a.stream, a.position, a.shares) for a in asking] for asking in plan.askers]
    of = (settled, begin, met, [stream.grew for stream in plan.streams], closing)
    part, whose, shares = kept.same("askers", of, lambda: _askers(plan, kept.book, begin))
    asking = [asker for asking in plan.askers for asker in asking]
    rates = np.array([asker.rate for asker in asking])
    waiting = np.array([asker.waiting for asker in asking])
    return part, np.concatenate([rates[whose] * shares, waiting])


def _askers(
    plan: Plan, book: LawBook, begin: int
) -> tuple[Part, NDArray[np.int64], NDArray[np.float64]]:
    """Return those who ask, and by space type and park: all of the type, and their shares."""
    first, rows, words, begins = first_places(plan), list[Row](), list[int](), [0]
    for asking in plan.askers:
        for asker in asking:
            stream = plan.streams[asker.stream]
            row = _place(plan, first, asker) | {"before": -1, "before_table": -1}
            row["patience"] = book.biased(_stage(plan, asker).patience)
            if asker.position > stream.entry:
                before = plan.chains[stream.track][asker.position - 1]
                thins = before.thins(stream.growth(asker.position - 1))
                row |= {"thins": thins, **_midway(book, thins, "before", before.duration)}
            rows.append(row)
            words.append(_word(plan, asker))
        begins.append(len(rows))
    whose, shares = _by_park(plan, plan.askers)
    part = Part(
        numbers={"asker_weights": begin, "queue_weights": begin + len(whose)},
        arrays={
            "askers": placed(layout.rows(layout.ASKER, rows)),
            "asker_words": lined(np.array(words, np.uint64)),
            "asker_at": placed(np.array(begins, int64)),
        },
    )
    return part, whose, shares


def _by_park(
    plan: Plan, met: Sequence[Sequence[Asker | Candidate]]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return by space type and park: the numbers of all who are of the type, and their shares."""
    whose, shares, first = list[int](), list[float](), 0
    for of_type in met:
        for park in range(len(plan.parks)):
            whose += range(first, first + len(of_type))
            shares += (one.shares[park] for one in of_type)
        first += len(of_type)
    return np.array(whose, int64), np.array(shares, np.float64)


def queues(plan: Plan, kept: Kept) -> Part:
    """Return how many wait for each space type already."""
    of = plan.queue, plan.spaces, plan.space_lucks, plan.entities
    return kept.same("queues", of, lambda: _queues(plan))


def _queues(plan: Plan) -> Part:
    rank, rows = ranks(plan.entities), list[Row]()
    for space, luck, companies in zip(plan.spaces, plan.space_lucks, plan.queue, strict=True):
        entity = rank.get(queue_id(space), -1)
        rows.append({"luck": word(luck), "entity": entity, "companies": companies})
    return Part(arrays={"queues": placed(layout.rows(layout.QUEUE, rows))})


def pipeline(plan: Plan, kept: Kept, settled: object) -> Part:
    """Return those in mid-stage who lease nothing, and those who build for a stage."""
    of = (settled, [(p.stream, p.position, p.grew, p.thins) for p in plan.pipeline])
    template = kept.same("pipeline", of, lambda: placed(_pipeline(plan, kept.book)))
    drawn = {name: list(map(attrgetter(name), plan.pipeline)) for name in _DRAWN}
    return Part(
        numbers={"pipeline_count": len(template)},
        arrays={"pipeline": kept.patched("pipeline", template, **drawn)},
    )


def _pipeline(plan: Plan, book: LawBook) -> NDArray[np.void]:
    rank, first, rows = ranks(plan.entities), first_places(plan), []
    for entry in plan.pipeline:
        stage, stream = _stage(plan, entry), plan.streams[entry.stream].id
        stage_id = plan.stages[stage.stage]
        rows.append(
            {
                **alike(entry, layout.PIPELINE, book),
                **_place(plan, first, entry),
                "luck": _word(plan, entry),
                "entity": rank[f"pipeline/{stream}/{stage_id}"],
                "housed_entity": rank.get(housed_id(stream, stage_id), -1),
                "builders": rank.get(builder_id(stream, stage_id), -1),
                **_midway(book, entry.thins, "duration", stage.duration),
                **_midway(book, entry.grew, "build", stage.build),
            }
        )
    return layout.rows(layout.PIPELINE, rows)


def _stage(plan: Plan, met: Asker | Candidate | Pipeline) -> StagePlan:
    return plan.chains[plan.streams[met.stream].track][met.position]


def _word(plan: Plan, met: Asker | Candidate | Pipeline) -> int:
    """Return the luck of those who are met midway, as a word of keys."""
    return word(f"{plan.streams[met.stream].luck}/{_stage(plan, met).luck}")


def _place(plan: Plan, first: Sequence[int], met: Asker | Candidate | Pipeline) -> Row:
    """Return where those stand who are met midway, and from where they came."""
    stream = plan.streams[met.stream]
    return {
        "entry": first[stream.track] + stream.entry,
        "place": first[stream.track] + met.position,
    }


def _midway(book: LawBook, grew: float, name: str, law: Distribution) -> Row:
    """Return the law of the whole of a span met midway, with its table."""
    number, table = book.midway(law, grew)
    return {name: number, f"{name}_table": table}
