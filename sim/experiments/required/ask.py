"""Asking: refuse what cannot be answered, then find the need of one type after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sim.experiments.answer import RefusedError
from sim.experiments.job_runner import JobRunner
from sim.experiments.required.answer import Need, Played, RequiredAnswer
from sim.experiments.required.levers import LEVERS, Area, Dial, Together
from sim.experiments.required.method import find, jobs_of
from sim.experiments.required.question import (
    area_dial,
    judged,
    lever_dial,
    read_bounds,
    read_date,
    standards_named,
)
from sim.experiments.required.ranks import needed
from sim.experiments.required.study import Study
from sim.experiments.required.words import REFUSED, REQUIRED
from sim.experiments.required.work import Asked, Spot
from sim.measures.counting.checks import Check
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.names import called, labelled, name_of
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.base import Label
from sim.scenario.schema.leaves import leaves
from sim.text.words import Words

FUTURES: Final = 100
"""Futures of an answer, at least, unless said otherwise."""


@dataclass(frozen=True)
class Question:
    """What is asked of a scenario."""

    confidence: float
    space: str | None = None
    """All types that have a standard, if none."""
    park: str | None = None
    begins: str | None = None
    standards: tuple[str, ...] = ()
    lever: str | None = None
    between: tuple[object, object] | None = None

    def futures(self, given: int | None) -> int:
        """Return how many futures to play; RefusedError where they cannot carry the answer."""
        if not 0 < self.confidence < 1:
            raise RefusedError(REFUSED["confidence"].fill(given=f"{self.confidence * 100:g}%"))
        least = needed(self.confidence)
        if given is None:
            return max(FUTURES, least)
        if given < least:
            share = f"{self.confidence * 100:g}%"
            said = REFUSED["few"].fill(n=str(given), share=share, needed=str(least))
            raise RefusedError(said)
        return given


def ask(
    loaded: Loaded, settings: Settings, question: Question, futures: int, runner: JobRunner
) -> RequiredAnswer:
    """Answer; RefusedError where the question makes no sense."""
    spec = loaded.spec
    question = _by_id(spec, question)
    _refuse(spec, settings, question, futures)
    study = Study(loaded, settings, futures, runner)
    topics = _topics(spec, study.plan, question)
    one = jobs_of(study, question.confidence, phases=question.lever is None)
    ends, together = (2, 0) if question.lever else (0, 1)
    study.total = len(topics) * one + (ends + together) * study.batches
    rises = question.lever is not None and _rises(study, question)
    needs: list[Need] = []
    for space, some in topics:
        begun = study.done
        dial = _dial(study, question, space, some, rises=rises)
        name = labelled(spec.spaces, space) if space else REQUIRED["these"]
        asked = _asked(spec, question, space, some, dial)
        needs.append(find(study, asked, question.confidence, name, standards_named(spec, some)))
        study.done = begun + one
    return RequiredAnswer(
        confidence=question.confidence,
        lever=question.lever,
        lever_name=_lever_named(spec, question.lever),
        place=labelled(spec.parks, p) if (p := question.park) else REQUIRED["city"],
        needs=tuple(needs),
        together=_together(study, question, topics, needs),
    )


def _together(
    study: Study,
    question: Question,
    topics: Sequence[tuple[str | None, list[Check]]],
    needs: Sequence[Need],
) -> Played | None:
    """Play all answers on areas at once: each was found with the other types as planned."""
    areas, places = [], []
    for need in needs:
        row = need.row(question.confidence)
        if not isinstance(need.dial, Area) or row.place is None:
            return None
        areas.append(need.dial)
        places.append(row.place)
    if len(areas) == 1:
        return None  # it was played already
    some = [check for _, of_type in topics for check in of_type]
    dial = Together(tuple(areas), tuple(places))
    (played,) = study.played(_asked(study.loaded.spec, question, None, some, dial), Spot(0))
    return played


def _by_id(spec: Spec, question: Question) -> Question:
    """Return the question with ids where it calls a space type or a park by label."""
    space = _one("space", question.space, spec.spaces)
    park = _one("park", question.park, spec.parks)
    return replace(question, space=space, park=park)


def _one(key: str, name: str | None, things: Mapping[str, Label]) -> str | None:
    if name is None:
        return None
    ids = called(name, things)
    if len(ids) == 1:
        return ids[0]
    known = [f"{one} ({thing.label.zh})" if thing.label else one for one, thing in things.items()]
    said = "several" if ids else key
    raise RefusedError(REFUSED[said].fill(id=name, known=", ".join(ids or known)))


def _refuse(spec: Spec, settings: Settings, question: Question, futures: int) -> None:
    if question.lever is None:
        if question.between:
            raise RefusedError(REFUSED["between"])
        if question.standards and question.space is None:
            raise RefusedError(REFUSED["space_too"])
    elif question.park or question.begins:
        raise RefusedError(REFUSED["only_area"])
    if 0 < len(settings.grounded) < futures:
        rows = str(len(settings.grounded))
        raise RefusedError(REFUSED["grounded"].fill(rows=rows, n=str(futures)))


def _topics(spec: Spec, plan: Plan, question: Question) -> list[tuple[str | None, list[Check]]]:
    """Return the types asked about, each with the bounds that must hold."""
    if question.standards and question.space is None:
        return [(None, judged(spec, plan, None, None, question.standards))]
    spaces = list(spec.spaces) if question.space is None else [question.space]
    found = [(one, judged(spec, plan, one, question.park, question.standards)) for one in spaces]
    if question.space is not None and not found[0][1]:
        name = labelled(spec.spaces, question.space)
        raise RefusedError(REFUSED["no_standard"].fill(name=name))
    if not (kept := [(one, some) for one, some in found if some]):
        raise RefusedError(REFUSED["no_standards"])
    return list(kept)


def _dial(
    study: Study, question: Question, space: str | None, some: Sequence[Check], *, rises: bool
) -> Dial:
    spec = study.loaded.spec
    if question.lever is None:
        assert space is not None
        begins = None if question.begins is None else read_date(question.begins)
        return area_dial(spec, study.plan, space, question.park, begins, some)
    leaf = leaves(spec).get(question.lever)
    bounds = read_bounds(question.lever, leaf, question.between) if question.between else None
    return lever_dial(spec, question.lever, leaf, bounds, rises=rises)


def _rises(study: Study, question: Question) -> bool:
    """Whether more of a number is better: whether more futures hold at its upper bound.

    Of the levers with a name, more is worse by what they mean.
    """
    if question.lever in LEVERS:
        return False
    spec = study.loaded.spec
    some = judged(spec, study.plan, question.space, None, question.standards)
    dial = _dial(study, question, question.space, some, rises=True)
    asked = _asked(spec, question, question.space, some, dial)
    low, high = study.played(asked, Spot(0), Spot(dial.top))
    return high.chance.holds > low.chance.holds


def _asked(
    spec: Spec, question: Question, space: str | None, some: Sequence[Check], dial: Dial
) -> Asked:
    parks = (question.park,) if question.park else tuple(sorted(spec.parks))
    return Asked(tuple(sorted({check.id for check in some})), space, parks, dial)


def _lever_named(spec: Spec, lever: str | None) -> Words:
    if lever is None:
        return Words("", "")
    return REQUIRED[lever] if lever in LEVERS else name_of(spec, lever)
