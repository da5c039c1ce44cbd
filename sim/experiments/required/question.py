"""What is asked: of which types, by which standards, which lever, and whether it makes sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, inf, log10
from typing import Final

from sim.experiments.answer import RefusedError
from sim.experiments.required.levers import NAMED, AreaLever, NumberLever
from sim.experiments.required.quantiles import needed
from sim.experiments.required.words import REFUSED
from sim.measures.counting.checks import Check, checks, window
from sim.runs.settings import Settings
from sim.scenario.names import called, labelled
from sim.scenario.plan.compile import turns
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.base import Label
from sim.scenario.schema.leaves import Leaf, size
from sim.scenario.schema.supply import Instead, Triggered
from sim.scenario.values.chances import Chance
from sim.scenario.values.dates import MONTH, Date
from sim.scenario.values.faults import Fault, ValueReader
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import parse_quantity
from sim.scenario.values.units import RATE
from sim.text.messages.values import MESSAGES
from sim.text.words import Words

FUTURES: Final = 100
"""Futures of an answer, at least, unless said otherwise."""
_FINE: Final = 2000
"""Steps of the grid of areas in all there is and is planned of a type."""
_FAR: Final = 4
"""Extra area looked at, times what there is and is planned."""
_LEAST: Final = 1.0
"""m²: the finest step."""
_GRID: Final = 200
"""Steps of the grid of a number, at least."""
_AROUND: Final = (0.25, 4.0)
"""Where a number without a range is looked at, times its value."""


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
    jointly: bool = False
    """Whether the areas of all types are asked for, too, at which all hold together."""
    adds: bool = False
    """Whether no less than planned is looked at: what is added later does not change the past."""

    def futures(self, given: int | None) -> int:
        """Return how many futures to play; RefusedError where they cannot carry the answer."""
        if not 0 < self.confidence < 1:
            raise RefusedError(REFUSED["confidence"].fill(given=f"{self.confidence * 100:g}%"))
        least = needed(self.confidence)
        if given is None:
            return max(FUTURES, least)
        if given < least:
            share = f"{self.confidence * 100:g}%"
            raise RefusedError(REFUSED["few"].fill(n=str(given), share=share, needed=str(least)))
        return given


@dataclass(frozen=True)
class Topic:
    """What one need is of: a space type, and the bounds that must hold."""

    space: str | None
    """All types at once, if none."""
    checks: tuple[Check, ...]

    def standards(self, spec: Spec) -> tuple[Words, ...]:
        """Return the names of the standards that must hold."""
        ids = dict.fromkeys(check.id for check in self.checks)
        return tuple(labelled(spec.standards, standard) for standard in ids)


def by_id(spec: Spec, question: Question) -> Question:
    """Return the question with ids where it calls a space type or a park by label."""
    space = known_id("space", question.space, spec.spaces)
    park = known_id("park", question.park, spec.parks)
    return replace(question, space=space, park=park)


def known_id(key: str, name: str | None, things: Mapping[str, Label]) -> str | None:
    """Return the id of what is called so; RefusedError in the words of `key` where nothing is."""
    if name is None:
        return None
    ids = called(name, things)
    if len(ids) == 1:
        return ids[0]
    known = [f"{own} ({thing.label.zh})" if thing.label else own for own, thing in things.items()]
    why = "several" if ids else key
    raise RefusedError(REFUSED[why].fill(id=name, known=", ".join(ids or known)))


def refuse(question: Question) -> None:
    """Refuse what does not go together."""
    if question.jointly and (question.lever or question.space or question.standards):
        raise RefusedError(REFUSED["jointly"])
    if question.lever is None:
        if question.between:
            raise RefusedError(REFUSED["between"])
        if question.standards and question.space is None:
            raise RefusedError(REFUSED["space_too"])
    elif question.park or question.begins:
        raise RefusedError(REFUSED["only_area"])


def refuse_few(settings: Settings, futures: int) -> None:
    """Refuse accepted futures that are too few."""
    if settings.most(2 * futures) < 2 * futures:  # as many judge as were searched
        rows = len(settings.grounded)
        words = {"rows": str(rows), "n": str(futures), "most": str(rows // 2)}
        raise RefusedError(REFUSED["grounded"].fill(**words))


def topics(spec: Spec, plan: Plan, question: Question) -> list[Topic]:
    """Return the types asked about, each with the bounds that must hold."""
    if question.standards and question.space is None:
        return [Topic(None, tuple(judged(spec, plan, None, None, question.standards)))]
    spaces = list(spec.spaces) if question.space is None else [question.space]
    asked = [
        Topic(space, tuple(judged(spec, plan, space, question.park, question.standards)))
        for space in spaces
    ]
    if question.space is not None and not asked[0].checks:
        name = labelled(spec.spaces, question.space)
        raise RefusedError(REFUSED["no_standard"].fill(name=name))
    if not (kept := [topic for topic in asked if topic.checks]):
        raise RefusedError(REFUSED["no_standards"])
    if question.jointly and len(kept) == 1:
        raise RefusedError(REFUSED["jointly"])
    return kept


def judged(
    spec: Spec, plan: Plan, space: str | None, park: str | None, ids: Sequence[str]
) -> list[Check]:
    """Return the bounds against shortage that must hold: those named, or those of the type.

    In a park: its own where there are any, else those of the type.
    """
    of_shortage = [check for check in checks(spec, plan) if check.side == "shortage"]
    if ids:
        for name in ids:
            if name not in {check.id for check in of_shortage}:
                raise RefusedError(REFUSED["standard"].fill(id=name))
        return [check for check in of_shortage if check.id in ids]
    of_type = [c for c in of_shortage if space in (None, c.standard.space)]
    in_park = [check for check in of_type if park and check.standard.park == park]
    return in_park or of_type


def read_bounds(lever: str, leaf: Leaf | None, texts: Sequence[object]) -> tuple[float, float]:
    """Read two values of a lever, with their units; the lower one first."""
    if named := NAMED.get(lever):
        need = named.dimension
    elif isinstance(leaf, Number | Chance):
        need = leaf.dimension
    else:
        raise RefusedError(REFUSED["lever"].fill(path=lever))
    try:
        low, high = sorted(parse_quantity(text, need) for text in texts)
    except Fault as fault:
        raise RefusedError(MESSAGES[fault.code].says.fill(**fault.context)) from None
    if low == high:
        raise RefusedError(REFUSED["bounds"].fill(path=lever))
    return low, high


def read_date(text: str) -> Date:
    """Read a date such as `2026-01`."""
    reader = ValueReader()
    date = Date.read(text, reader)
    if date is None:
        raise RefusedError(REFUSED["date"].fill(text=text))
    return date


def area_lever(
    spec: Spec,
    plan: Plan,
    space: str,
    park: str | None,
    begins: Date | None,
    bounds: Sequence[Check],
    *,
    adds: bool = False,
) -> AreaLever:
    """Return the lever for less or more of a type, in a park or where the programme builds it.

    `adds`: for more of it only.
    """
    parks = [park] if park else sorted(spec.parks)
    planned, built = dict.fromkeys(parks, 0.0), dict.fromkeys(parks, 0.0)
    for name in sorted(spec.announced):
        project = spec.supply[name]
        mix = project.mix.get(space)
        if mix is None:
            continue
        share = mix.value / sum(part.value for part in project.mix.values())
        ratio = project.lettable.value
        gross = project.area.value * share / (1.0 if project.basis == "gross" else ratio)
        whole = sum(part.value for part in project.parks.values())
        for where in project.parks.keys() & planned.keys():
            here = gross * project.parks[where].value / whole
            planned[where] += here
            built[where] += here * ratio
    standing = _standing(plan, space, parks)
    scale = sum(built.values()) + sum(standing.values())
    step = max(_LEAST, nice(scale / _FINE)) if scale > 0 else _LEAST
    weights = next((w for w in (built, standing) if sum(w.values()) > 0), dict.fromkeys(parks, 1.0))
    rank, total = plan.spaces.index(space), sum(planned.values())
    start = ceil(round(total / step, 9))
    return AreaLever(
        id=f"+{space}",
        projects=tuple(sorted(spec.announced)),
        pools=tuple(plan.pool(rank, plan.parks.index(name)) for name in parks),
        weights=tuple(weights[name] for name in parks),
        planned=total,
        planned_ratio=sum(built.values()) / total if total else spec.spaces[space].lettable.value,
        extra_ratio=spec.spaces[space].lettable.value,
        tick=_opens(plan, begins, bounds),
        step=step,
        start=start,
        top=start + _FAR * max(_FINE, ceil(scale / step)),
        bottom=start if adds else 0,
    )


def _standing(plan: Plan, space: str, parks: Sequence[str]) -> dict[str, float]:
    rank = plan.spaces.index(space)
    return {p: float(plan.capacity[plan.pool(rank, plan.parks.index(p))]) for p in parks}


def _opens(plan: Plan, begins: Date | None, bounds: Sequence[Check]) -> int:
    """Tick from which extra area is there: as asked, or where the standards begin to count."""
    if begins is None:
        tick = min(window(check.standard, plan)[0] for check in bounds)
        return max(1, tick)
    tick = begins.first - plan.start_month * MONTH
    if not 0 <= tick < plan.end:
        raise RefusedError(REFUSED["from"].fill(date=str(begins)))
    return max(1, tick)


def number_lever(
    spec: Spec,
    name: str,
    leaf: Leaf | None,
    between: tuple[float, float] | None,
    *,
    rises: bool,
) -> NumberLever:
    """Return a lever with a name, or of a number; `leaf` is the number `name` is the path of.

    Bounds, if not given: the number's range, or a quarter to four times its value.
    """
    if named := NAMED.get(name):
        if name == "delay" and (waiting := _triggered(spec)):
            raise RefusedError(REFUSED["trigger"].fill(projects=", ".join(waiting)))
        listed = [i for i in sorted(spec.announced) if spec.supply[i].construction is None]
        if name == "construction" and listed:
            raise RefusedError(REFUSED["listed"].fill(projects=", ".join(listed)))
        low, high = between or (named.low, named.high)
        unit = named.dimension.key
        projects = tuple(sorted(spec.announced))
        return NumberLever(name, low, high, named.step, rises, named.begin, unit, projects)
    if not isinstance(leaf, Number | Chance):
        raise RefusedError(REFUSED["lever"].fill(path=name))
    if not turns(spec, name):
        raise RefusedError(REFUSED["judges"].fill(path=name))
    begin = size(leaf)
    low, high = between or leaf.range or (begin * _AROUND[0], begin * _AROUND[1])
    most = inf if isinstance(leaf, Chance) else leaf.dimension.high
    high = min(high, most)
    if not (low < high < inf):
        raise RefusedError(REFUSED["bounds"].fill(path=name))
    year = 12 if leaf.dimension == RATE else 1  # people write rates by the year
    step = nice((high - low) * year / _GRID) / year
    return NumberLever(
        name, low, low + step * round((high - low) / step), step, rises, begin, leaf.dimension.key
    )


def _triggered(spec: Spec) -> list[str]:
    """Return the announced projects without a date of their own."""
    starts = {project: spec.supply[project].start for project in sorted(spec.announced)}
    return [project for project, start in starts.items() if isinstance(start, Triggered | Instead)]


def nice(step: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that does not exceed `step`."""
    power = 10.0 ** floor(log10(step))
    return float(f"{max(m * power for m in (1, 2, 5) if m * power <= step * (1 + 1e-12)):.12g}")
