"""What is asked of a scenario: which standards, which dial, and whether it makes sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf
from typing import Final

from sim.experiments.answer import RefusedError
from sim.experiments.required.levers import LEVERS, Area, Lever, nice
from sim.experiments.required.words import REFUSED
from sim.measures.counting.checks import Check, checks, window
from sim.scenario.names import labelled
from sim.scenario.plan.compile import turns
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import size
from sim.scenario.schema.supply import Triggered
from sim.scenario.values.chances import Chance
from sim.scenario.values.dates import MONTH, Date, DateChance
from sim.scenario.values.faults import Fault, Reader
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import parse_quantity
from sim.scenario.values.units import FACTOR, RATE, SPAN, Dimension
from sim.text.messages.values import MESSAGES
from sim.text.words import Words

_FINE: Final = 2000
"""Steps of the grid of areas in all there is and is planned of a type."""
_FAR: Final = 4
"""Extra area looked at, times what there is and is planned."""
_LEAST: Final = 1.0
"""m²: the finest step."""
_GRID: Final = 200
"""Steps of the grid of a number, at least."""


@dataclass(frozen=True)
class _Named:
    low: float
    high: float
    step: float
    begin: float
    """The scenario itself."""
    dimension: Dimension


_NAMED: Final[Mapping[str, _Named]] = {
    "demand": _Named(0.5, 2.0, 0.01, 1.0, FACTOR),
    "construction": _Named(0.5, 4.0, 0.01, 1.0, FACTOR),
    "delay": _Named(0.0, 120.0, 1.0, 0.0, SPAN),
}
"""The levers with a name."""
_AROUND: Final = (0.25, 4.0)
"""Where a number without a range is looked at, times its value."""


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


def area_dial(
    spec: Spec, plan: Plan, space: str, park: str | None, begins: Date | None, some: Sequence[Check]
) -> Area:
    """Return the dial for less or more of a type, in a park or where the programme builds it."""
    parks = [park] if park else sorted(spec.parks)
    planned, built = dict.fromkeys(parks, 0.0), dict.fromkeys(parks, 0.0)
    for name in tuple(sorted(spec.announced)):
        project = spec.supply[name]
        mix = project.mix.get(space)
        if mix is None:
            continue
        share = mix.value / sum(one.value for one in project.mix.values())
        ratio = project.lettable.value
        gross = project.area.value * share / (1.0 if project.basis == "gross" else ratio)
        whole = sum(one.value for one in project.parks.values())
        for place in project.parks.keys() & planned.keys():
            here = gross * project.parks[place].value / whole
            planned[place] += here
            built[place] += here * ratio
    standing = _standing(plan, space, parks)
    scale = sum(built.values()) + sum(standing.values())
    step = max(_LEAST, nice(scale / _FINE)) if scale > 0 else _LEAST
    weights = next((w for w in (built, standing) if sum(w.values()) > 0), dict.fromkeys(parks, 1.0))
    rank, total = plan.spaces.index(space), sum(planned.values())
    start = ceil(round(total / step, 9))
    return Area(
        id=f"+{space}",
        projects=tuple(sorted(spec.announced)),
        pools=tuple(plan.pool(rank, plan.parks.index(one)) for one in parks),
        weights=tuple(weights[one] for one in parks),
        planned=total,
        built=sum(built.values()) / total if total else spec.spaces[space].lettable.value,
        lettable=spec.spaces[space].lettable.value,
        tick=_opens(plan, begins, some),
        step=step,
        start=start,
        top=start + _FAR * max(_FINE, ceil(scale / step)),
    )


def _standing(plan: Plan, space: str, parks: Sequence[str]) -> dict[str, float]:
    rank = plan.spaces.index(space)
    return {p: float(plan.capacity[plan.pool(rank, plan.parks.index(p))]) for p in parks}


def _opens(plan: Plan, begins: Date | None, some: Sequence[Check]) -> int:
    """Tick from which extra area is there: as asked, or where the standards begin to count."""
    if begins is None:
        tick = min(window(check.standard, plan)[0] for check in some)
        return max(1, tick)
    tick = begins.first - plan.start_month * MONTH
    if not 0 <= tick < plan.end:
        raise RefusedError(REFUSED["from"].fill(date=str(begins)))
    return max(1, tick)


def read_bounds(
    lever: str, leaf: Number | Chance | DateChance | None, texts: Sequence[object]
) -> tuple[float, float]:
    """Read two values of a lever, with their units; the lower one first."""
    if lever in LEVERS:
        need = _NAMED[lever].dimension
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
    reader = Reader()
    date = Date.read(text, reader)
    if date is None:
        raise RefusedError(REFUSED["date"].fill(text=text))
    return date


def lever_dial(
    spec: Spec,
    lever: str,
    leaf: Number | Chance | DateChance | None,
    between: tuple[float, float] | None,
    *,
    rises: bool,
) -> Lever:
    """Return the dial of a lever; `leaf` is the number it is the path of.

    Bounds, if not given: the number's range, or a quarter to four times its value.
    """
    if lever in LEVERS:
        named = _NAMED[lever]
        if lever == "delay" and (waiting := _triggered(spec)):
            raise RefusedError(REFUSED["trigger"].fill(projects=", ".join(waiting)))
        low, high = between or (named.low, named.high)
        unit = named.dimension.key
        projects = tuple(sorted(spec.announced))
        return Lever(lever, low, high, named.step, rises, named.begin, unit, projects)
    if not isinstance(leaf, Number | Chance):
        raise RefusedError(REFUSED["lever"].fill(path=lever))
    if not turns(spec, lever):
        raise RefusedError(REFUSED["judges"].fill(path=lever))
    begin = size(leaf)
    low, high = between or leaf.range or (begin * _AROUND[0], begin * _AROUND[1])
    most = inf if isinstance(leaf, Chance) else leaf.dimension.high
    high = min(high, most)
    if not (low < high < inf):
        raise RefusedError(REFUSED["bounds"].fill(path=lever))
    year = 12 if leaf.dimension == RATE else 1  # people write rates by the year
    step = nice((high - low) * year / _GRID) / year
    return Lever(
        lever, low, low + step * round((high - low) / step), step, rises, begin, leaf.dimension.key
    )


def _triggered(spec: Spec) -> list[str]:
    """Return the announced projects without a date of their own."""
    starts = {name: spec.supply[name].start for name in sorted(spec.announced)}
    return [name for name, start in starts.items() if isinstance(start, Triggered)]


def standards_named(spec: Spec, some: Sequence[Check]) -> tuple[Words, ...]:
    """Return the names of the standards that must hold."""
    return tuple(labelled(spec.standards, id_) for id_ in dict.fromkeys(c.id for c in some))
