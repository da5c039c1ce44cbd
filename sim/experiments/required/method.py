"""How needs are found: search every future, take the quantiles, play the answers, phase them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf, isfinite
from typing import Any, Final, NamedTuple

from sim.api.grounding import Varied, continued
from sim.experiments.job_runner import JobRunner
from sim.experiments.required import question as asking
from sim.experiments.required.answer import Need, RequiredAnswer, RequiredRow
from sim.experiments.required.futures import (
    Batch,
    Futures,
    Requirement,
    Rows,
    batches,
    pooled,
)
from sim.experiments.required.joint_answer import JointAnswer
from sim.experiments.required.jointly import PLAYS, jointly
from sim.experiments.required.levers import NAMED, AreaLever, Lever, Together
from sim.experiments.required.phasing import phased
from sim.experiments.required.played import Played
from sim.experiments.required.quantiles import QuantileInterval, quantile_of, ranks
from sim.experiments.required.question import Question, Topic
from sim.experiments.required.words import REQUIRED
from sim.measures.counting.past import months_up_to
from sim.measures.statistics import HOLDS
from sim.runs.settings import Plans, Settings
from sim.scenario.load import Loaded
from sim.scenario.names import labelled, name_of
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import leaves
from sim.scenario.values.dates import MONTH
from sim.text.words import Words

LEVELS: Final = (0.5, 0.8, 0.9, 0.95)
"""Confidences that every answer shows, besides the one asked for."""
_PHASING: Final = 6
"""How often all futures are played to phase, about."""


@dataclass(frozen=True)
class Answered:
    """What is required, and which futures told."""

    answer: RequiredAnswer
    settings: Settings
    """Those that all was played with."""
    parts_in: int | None
    """The year in which what is varied changes the past of accepted futures, if it does: all was
    drawn from the ranges then."""


def ask(
    loaded: Loaded, settings: Settings, question: Question, count: int, runner: JobRunner
) -> Answered:
    """Answer from so many futures; RefusedError where the question makes no sense.

    Accepted futures are played on where nothing that is varied changes their past. Less of what was
    built changes it; more of it from later on need not, so that only more is looked at then, where
    the plan is not enough.
    """
    question = asking.by_id(loaded.spec, question)
    asking.refuse(question)
    futures = Futures(loaded, settings, count, runner)
    played, parts_in = continued(settings, _ends(futures, question))
    if parts_in is None or question.lever is not None:
        futures = futures if played is settings else Futures(loaded, played, count, runner)
        return Answered(_answer(futures, question), played, parts_in)
    enough: tuple[Words, ...] = ()
    more = replace(question, adds=True)
    if _comes_later(futures, more) and continued(settings, _ends(futures, more))[1] is None:
        planned = _as_planned(futures, more)
        enough = tuple(one.name for one in planned if one.enough)
        if len(enough) < len(planned):
            known = [one.rows for one in planned]
            return Answered(_answer(futures, more, enough, known), settings, None)
    futures = Futures(loaded, played, count, runner)
    return Answered(_answer(futures, question, enough), played, parts_in)


def _answer(
    futures: Futures,
    question: Question,
    enough: tuple[Words, ...] = (),
    known: Sequence[Rows] | None = None,
) -> RequiredAnswer:
    """Answer from futures.

    `enough`: types found before to have enough as planned; `known`: what the futures come to as
    planned, by type, where that was played before.
    """
    spec = futures.loaded.spec
    asking.refuse_few(futures.settings, futures.count)
    topics = asking.topics(spec, futures.plan, question)
    phases = question.lever is None and not question.jointly
    each = _jobs(futures, question.confidence, phases=phases)
    ends, together = (2, 0) if question.lever else (0, 1)
    futures.total = futures.done + len(topics) * each + (ends + together) * futures.batches
    if question.jointly:
        futures.total += (PLAYS + _PHASING * len(topics)) * futures.batches
    rises = question.lever is not None and _rises(futures, question)
    needs: list[Need] = []
    for index, topic in enumerate(topics):
        begun = futures.done
        lever = _lever(futures, question, topic, rises=rises)
        needs.append(_need(futures, lever, question, topic, known[index] if known else {}))
        futures.done = begun + each
    return RequiredAnswer(
        confidence=question.confidence,
        lever=question.lever,
        lever_name=_lever_name(spec, question.lever),
        place=labelled(spec.parks, p) if (p := question.park) else REQUIRED["city"],
        needs=tuple(needs),
        together=_together(futures, question, topics, needs),
        jointly=_jointly(futures, question, topics, needs),
        enough=enough,
    )


def _levers(futures: Futures, question: Question) -> list[tuple[Topic, Lever]]:
    """Return the topics with their levers; whether more is better is not asked."""
    topics = asking.topics(futures.loaded.spec, futures.plan, question)
    return [(topic, _lever(futures, question, topic, rises=True)) for topic in topics]


def _ends(futures: Futures, question: Question) -> Iterator[Varied]:
    """Yield what is played at both ends of each lever."""
    for _, lever in _levers(futures, question):
        for place in (lever.bottom, lever.top):
            yield Varied(futures.loaded.spec, partial(_moved, lever, place))


def _comes_later(futures: Futures, question: Question) -> bool:
    """Whether what is added of areas comes after the year that futures were held against."""
    past = months_up_to(futures.plan, futures.settings.grounded.cut) * MONTH
    levers = [lever for _, lever in _levers(futures, question)]
    return all(isinstance(lever, AreaLever) and lever.tick >= past for lever in levers)


class _Planned(NamedTuple):
    """What the futures come to as planned."""

    name: Words
    """Of the type."""
    rows: Rows
    enough: bool
    """Whether its standards hold with the confidence."""


def _as_planned(futures: Futures, question: Question) -> list[_Planned]:
    """Play the plan as it stands, and look at what is asked of each type."""
    asking.refuse_few(futures.settings, futures.count)
    spec, both = futures.loaded.spec, _levers(futures, question)
    futures.total = len(both) * futures.batches
    planned = []
    for topic, lever in both:
        jobs = [Batch(part, None) for part in batches(futures.replications)]
        rows: Rows = {}
        for _, batch in futures.rows(_requirement(spec, question, topic), lever, jobs):
            rows |= batch
        played = pooled([*rows.values()])
        middle = ranks(played.tested, question.confidence).middle
        enough = middle is None or played.chance.holds >= middle
        planned.append(_Planned(_name(spec, topic), rows, enough))
    return planned


def _moved(lever: Lever, place: int, plans: Plans, replication: int) -> Plan:
    return lever.turned(plans(replication, lever.held(place)), place)


def _jobs(futures: Futures, confidence: float, *, phases: bool) -> int:
    """Return how many jobs one need takes at most, for the progress."""
    plays = len({*LEVELS, confidence}) + 1 + (_PHASING if phases else 0)
    return futures.count + futures.batches * plays


def _lever(futures: Futures, question: Question, topic: Topic, *, rises: bool) -> Lever:
    spec = futures.loaded.spec
    if question.lever is None:
        assert topic.space is not None  # `refuse` has refused an area of no type
        begins = None if question.begins is None else asking.read_date(question.begins)
        return asking.area_lever(
            spec,
            futures.plan,
            topic.space,
            question.park,
            begins,
            topic.checks,
            adds=question.adds,
        )
    leaf, between = leaves(spec).get(question.lever), question.between
    bounds = asking.read_bounds(question.lever, leaf, between) if between else None
    return asking.number_lever(spec, question.lever, leaf, bounds, rises=rises)


def _rises(futures: Futures, question: Question) -> bool:
    """Whether more of a number is better: whether more futures hold at its upper bound.

    Of the levers with a name, more is worse by what they mean.
    """
    if question.lever in NAMED:
        return False
    spec, space = futures.loaded.spec, question.space
    judged = asking.judged(spec, futures.plan, space, None, question.standards)
    topic = Topic(space, tuple(judged))
    lever = _lever(futures, question, topic, rises=True)
    low, high = futures.played(_requirement(spec, question, topic), lever, 0, lever.top)
    return high.chance.holds > low.chance.holds


def _requirement(spec: Spec, question: Question, *topics: Topic) -> Requirement:
    """Return what must hold of some topics; of several, whatever the type."""
    parks = (question.park,) if question.park else tuple(sorted(spec.parks))
    standards = {check.id for topic in topics for check in topic.checks}
    space = topics[0].space if len(topics) == 1 else None
    return Requirement(tuple(sorted(standards)), space, parks)


def _lever_name(spec: Spec, lever: str | None) -> Words:
    if lever is None:
        return Words("", "")
    return REQUIRED[lever] if lever in NAMED else name_of(spec, lever)


def _name(spec: Spec, topic: Topic) -> Words:
    return labelled(spec.spaces, topic.space) if topic.space else REQUIRED["these"]


def _need(futures: Futures, lever: Lever, question: Question, topic: Topic, known: Rows) -> Need:
    """Find what one type needs, or what its standards bear; `known`: rows of the plan as it is."""
    spec, space, confidence = futures.loaded.spec, topic.space, question.confidence
    requirement = _requirement(spec, question, topic)
    searched = futures.searched(requirement, lever, known)
    told = [
        inf if future["safe"] is None else future["safe"]
        for future in searched
        if not future["untested"]
    ]
    quantiles = {level: quantile_of(told, level) for level in sorted({*LEVELS, confidence})}
    places = [int(q.value) if isfinite(q.value) else None for q in quantiles.values()]
    # A need that no place meets is not played: the scenario as it is stands in for it.
    seen = _seen(futures, searched)
    if isinstance(lever, AreaLever):
        seen[None] = seen[lever.start]  # there the plan is the scenario's own
    as_planned, *played = futures.played(
        requirement,
        lever,
        None,
        *places,
        known=seen,
    )
    rows = [
        _row(lever, level, quantile, None if place is None else at_place)
        for (level, quantile), place, at_place in zip(
            quantiles.items(), places, played, strict=True
        )
    ]
    asked = next(row for row in rows if row.confidence == confidence)
    phases = None
    more = isinstance(lever, AreaLever) and asked.played and asked.value and asked.value > 0
    if isinstance(lever, AreaLever) and more and not question.jointly:  # which phases its own
        hardest = _hardest(futures, searched)
        phases = phased(futures, requirement, lever, confidence, asked, as_planned, hardest)
    return Need(
        space=space,
        name=_name(spec, topic),
        standards=topic.standards(spec),
        lever=lever,
        start_month=futures.plan.start_month,
        replications=tuple(futures.replications),
        needs=tuple(future["safe"] for future in searched),
        least=tuple(future["least"] for future in searched),
        silent=tuple(future["untested"] for future in searched),
        monotone=_monotone(searched, rows),
        seen=tuple(
            (replication, lever.value(int(place)), int(status), idle, capacity)
            for replication, future in zip(futures.replications, searched, strict=True)
            for place, status, idle, capacity in sorted(future["seen"])
        ),
        as_planned=as_planned,
        rows=tuple(rows),
        phases=phases,
        units=spec.units,
    )


def _seen(futures: Futures, searched: Sequence[dict[str, Any]]) -> dict[int | None, Rows]:
    """Return what the searches saw, by place of the lever."""
    seen: dict[int | None, Rows] = {}
    for replication, future in zip(futures.replications, searched, strict=True):
        for place, *row in future["seen"]:
            seen.setdefault(int(place), {})[replication] = row
    return seen


def _hardest(futures: Futures, searched: Sequence[dict[str, Any]]) -> list[int]:
    """Return the futures by what they need, those first that need most."""
    needs = {
        replication: inf if future["safe"] is None else future["safe"]
        for replication, future in zip(futures.replications, searched, strict=True)
    }
    return sorted(needs, key=lambda replication: -needs[replication])


def _row(
    lever: Lever, level: float, answer: QuantileInterval, played: Played | None
) -> RequiredRow:
    def value(place: float) -> float | None:
        return lever.value(int(place)) if isfinite(place) else None

    place = int(answer.value) if isfinite(answer.value) else None
    return RequiredRow(
        confidence=level,
        place=place,
        value=value(answer.value),
        low=value(answer.low),
        high=value(answer.high),
        at_worst=place == lever.bottom,
        played=played,
    )


def _monotone(searched: Sequence[dict[str, Any]], rows: Sequence[RequiredRow]) -> int:
    """Count futures in which nothing that was played fails above a place that holds."""
    count = 0
    for index, future in enumerate(searched):
        held = {int(place): status == HOLDS for place, status, *_ in future["seen"]}
        for row in rows:
            if row.place is not None and row.played is not None:
                held[row.place] = row.played.status[index] == HOLDS
        flags = [held[place] for place in sorted(held)]
        count += flags == sorted(flags)
    return count


def _together(
    futures: Futures, question: Question, topics: Sequence[Topic], needs: Sequence[Need]
) -> Played | None:
    """Play all answers on areas at once: each was found with the other types as planned."""
    areas, places = [], []
    for need in needs:
        row = need.row(question.confidence)
        if not isinstance(need.lever, AreaLever) or row.place is None:
            return None
        areas.append(need.lever)
        places.append(row.place)
    if len(areas) == 1:
        return None  # it was played already
    requirement = _requirement(futures.loaded.spec, question, *topics)
    (played,) = futures.played(requirement, Together(tuple(areas), tuple(places)), 0)
    return played


def _jointly(
    futures: Futures, question: Question, topics: Sequence[Topic], needs: Sequence[Need]
) -> JointAnswer | None:
    if not question.jointly:
        return None
    spec = futures.loaded.spec
    each = [_requirement(spec, question, topic) for topic in topics]
    return jointly(futures, each, _requirement(spec, question, *topics), needs, question.confidence)
