"""Levers: what is turned, from worse (place 0) to better (top), and the plan that results.

A lever changes a plan and nothing else: ids stay, so everybody's luck stays, and at its start the
plan is the scenario's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import floor
from typing import Any, ClassVar, Final

from sim.scenario.plan.building import ground_limits, limits
from sim.scenario.plan.plan import FOREVER, Plan, to_ticks
from sim.scenario.plan.split import split
from sim.scenario.plan.works import LotPlan, Timing
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.units import FACTOR, SPAN, Dimension

_NONE: Final = Distribution("constant", (0.0,))


@dataclass(frozen=True)
class Tranche:
    """Extra area of a type, m² gross, that opens at a tick."""

    area: float
    tick: int


class _OfAreas:
    """What is built is turned; no number is held."""

    def held(self, place: int) -> Mapping[str, float]:
        """Nothing."""
        return {}


@dataclass(frozen=True)
class AreaLever(_OfAreas):
    """Less or more of a space type than planned; it shows the difference in m² gross.

    Less: all lots of the projects, in the parks, are built smaller alike. More: a building that
    opens at a tick, split over the pools by weight.
    """

    id: str
    """Of the extra building: no project can be called so."""
    projects: tuple[str, ...]
    pools: tuple[int, ...]
    weights: tuple[float, ...]
    planned: float
    """Gross area of the type in the projects and pools."""
    planned_ratio: float
    """Lettable share of what is planned."""
    extra_ratio: float
    """Lettable share of the extra building."""
    tick: int
    step: float
    start: int
    top: int
    bottom: int = 0
    """The worst place: nothing of what is planned, or all of it where only more is looked at."""
    unit: str = "m2_gross"

    def value(self, place: int) -> float:
        """The difference from the plan in m² gross."""
        return max(-self.planned, (place - self.start) * self.step)

    def total(self, value: float) -> float:
        """What is built of the type in all, m² gross, with a difference from the plan."""
        return self.planned + value

    def lettable(self, value: float) -> float:
        """A difference from the plan in m² lettable."""
        return value * (self.extra_ratio if value > 0 else self.planned_ratio)

    def turned(self, plan: Plan, place: int) -> Plan:
        """The plan with less or more of the type."""
        if place >= self.start:
            return self.extended(plan, [Tranche(self.value(place), self.tick)])
        share = 1 + self.value(place) / self.planned
        ours = [lot for lot in plan.lots if lot.id.split("/")[0] in self.projects]
        # Lots of a project share their cells; so do the smaller ones, which then pack as quickly.
        distinct = {id(lot.cells): lot.cells for lot in ours}
        cells = {place: self._smaller(shared, share) for place, shared in distinct.items()}
        smaller = {lot.id: lot._replace(cells=cells[id(lot.cells)]) for lot in ours}
        lots = (smaller.get(lot.id, lot) for lot in plan.lots)
        return _with_lots(plan, tuple(lot for lot in lots if lot.cells))

    def extended(self, plan: Plan, tranches: Sequence[Tranche]) -> Plan:
        """The plan with extra buildings."""
        usual = tuple(share or 0.0 for share in plan.floors)
        extra = [
            self._lot(n, tranche, usual) for n, tranche in enumerate(tranches) if tranche.area > 0
        ]
        if not extra:
            return plan
        return replace(
            _with_lots(plan, (*plan.lots, *extra)),
            entities=tuple(sorted({*plan.entities, *(lot.id for lot in extra)})),
        )

    def key(self) -> dict[str, Any]:
        """All that decides what it does."""
        return {"lever": "area", **asdict(self)}

    def _smaller(
        self, cells: Sequence[tuple[int, int]], share: float
    ) -> tuple[tuple[int, int], ...]:
        scaled = [(p, floor(a * share + 0.5) if p in self.pools else a) for p, a in cells]
        return tuple((p, a) for p, a in scaled if a > 0)

    def _lot(self, number: int, tranche: Tranche, ground: tuple[float, ...]) -> LotPlan:
        areas = split(floor(tranche.area * self.extra_ratio + 0.5), self.weights)
        cells = [(p, a) for p, a in zip(self.pools, areas, strict=True) if a > 0]
        dates, undated = (tranche.tick, tranche.tick), (FOREVER, FOREVER)
        timing = Timing(-1, "", -1, *dates, *undated, _NONE, _NONE, _NONE, _NONE, _NONE)
        luck = f"{self.id}/{number:03d}"
        return LotPlan(luck, luck, 0, timing, _NONE, 0.0, 0.0, tuple(sorted(cells)), ground)


@dataclass(frozen=True)
class NumberLever:
    """A number of the scenario, or one of the levers with a name, along a grid of values."""

    name: str
    """`demand`, `construction`, `delay`, or the path of a number."""
    low: float
    high: float
    step: float
    rises: bool
    """Whether more is better."""
    begin: float
    """The scenario's own value."""
    unit: str
    """Dimension by key, as in `sim.scenario.values.units`."""
    projects: tuple[str, ...] = ()
    """Those that `construction` and `delay` act on."""
    bottom: ClassVar[int] = 0
    """The worst place."""

    @property
    def top(self) -> int:
        """The best place."""
        return round((self.high - self.low) / self.step)

    @property
    def start(self) -> int:
        """The place nearest to the scenario's own value."""
        steps = min(self.top, max(0, round((self.begin - self.low) / self.step)))
        return steps if self.rises else self.top - steps

    def value(self, place: int) -> float:
        """The number, or the factor or months of a lever with a name."""
        steps = place if self.rises else self.top - place
        return float(f"{self.low + steps * self.step:.12g}")

    def held(self, place: int) -> Mapping[str, float]:
        """The number, if it is one of the scenario's."""
        return {} if self.name in NAMED else {self.name: self.value(place)}

    def turned(self, plan: Plan, place: int) -> Plan:
        """The plan with the lever moved; a number of the scenario is held instead."""
        named = NAMED.get(self.name)
        return named.turn(plan, self.value(place), self.projects) if named else plan

    def key(self) -> dict[str, Any]:
        """All that decides what it does."""
        return {"lever": "number", **asdict(self)}


Lever = AreaLever | NumberLever
"""What a need is of."""


@dataclass(frozen=True)
class Together(_OfAreas):
    """Several areas at once, each at a place of its own; it has one place."""

    areas: tuple[AreaLever, ...]
    places: tuple[int, ...]

    def turned(self, plan: Plan, place: int) -> Plan:
        """The plan with less or more of each type."""
        for area, own in zip(self.areas, self.places, strict=True):
            plan = area.turned(plan, own)
        return plan

    def key(self) -> dict[str, Any]:
        """All that decides what it does."""
        return {"lever": "together", "areas": [a.key() for a in self.areas], "at": [*self.places]}


@dataclass(frozen=True)
class Among(_OfAreas):
    """One area along its scale, other types at places of their own."""

    area: AreaLever
    others: Together
    start: int
    """Where the search begins."""

    @property
    def top(self) -> int:
        """The best place."""
        return self.area.top

    @property
    def bottom(self) -> int:
        """The worst place."""
        return self.area.bottom

    def turned(self, plan: Plan, place: int) -> Plan:
        """The plan with the area at a place."""
        return self.area.turned(self.others.turned(plan, 0), place)

    def key(self) -> dict[str, Any]:
        """All that decides what it does."""
        keys = {"area": self.area.key(), "others": self.others.key(), "start": self.start}
        return {"lever": "among", **keys}


@dataclass(frozen=True)
class Phased(_OfAreas):
    """More of an area, opened in tranches; it has one place."""

    area: AreaLever
    tranches: tuple[Tranche, ...]
    beside: Together | Phased | None = None
    """What other types have; as planned, if nothing."""

    def turned(self, plan: Plan, place: int) -> Plan:
        """The plan with the tranches."""
        others = self.beside.turned(plan, place) if self.beside else plan
        return self.area.extended(others, self.tranches)

    def key(self) -> dict[str, Any]:
        """All that decides what it does."""
        tranches = [asdict(tranche) for tranche in self.tranches]
        beside = self.beside.key() if self.beside else None
        return {
            "lever": "phased",
            "area": self.area.key(),
            "tranches": tranches,
            "beside": beside,
        }


Searched = Lever | Among
"""What a future can be searched along."""
Change = Searched | Together | Phased
"""What futures are played with."""


def _with_lots(plan: Plan, lots: tuple[LotPlan, ...]) -> Plan:
    """The plan with other buildings, and what its pools can then ever hold."""
    return replace(
        plan,
        lots=lots,
        limit=limits(plan.capacity, lots, plan.renewals),
        ground_limit=ground_limits(plan.ground, lots, plan.renewals, len(plan.parks)),
    )


def _demand(plan: Plan, factor: float, _: Sequence[str]) -> Plan:
    """More or fewer companies arrive from the start of the clock on; the opening stays."""
    streams = tuple(
        stream._replace(arrivals=tuple(factor * expected for expected in stream.arrivals))
        for stream in plan.streams
    )
    return replace(plan, streams=streams)


def _construction(plan: Plan, factor: float, projects: Sequence[str]) -> Plan:
    """All lots of the projects take so many times as long to build."""

    def slower(timing: Timing) -> Timing:
        return replace(timing, construction=timing.construction.scaled(factor))

    return _retimed(plan, projects, slower)


def _delay(plan: Plan, months: float, projects: Sequence[str]) -> Plan:
    """All lots of the projects start that much later."""
    ticks = to_ticks(months)

    def later(timing: Timing) -> Timing:
        timing = replace(timing, earliest=timing.earliest + ticks, latest=timing.latest + ticks)
        if timing.opens_earliest == FOREVER:
            return timing
        earliest, latest = timing.opens_earliest + ticks, timing.opens_latest + ticks
        return replace(timing, opens_earliest=earliest, opens_latest=latest)

    return _retimed(plan, projects, later)


def _retimed(plan: Plan, projects: Sequence[str], change: Callable[[Timing], Timing]) -> Plan:
    lots = tuple(
        lot._replace(timing=change(lot.timing)) if lot.id.split("/")[0] in projects else lot
        for lot in plan.lots
    )
    return replace(plan, lots=lots)


@dataclass(frozen=True)
class NamedLever:
    """A lever with a name, and where it is looked at."""

    low: float
    high: float
    step: float
    begin: float
    """The scenario itself."""
    dimension: Dimension
    turn: Callable[[Plan, float, Sequence[str]], Plan]
    """(plan, value, projects) → plan."""


NAMED: Final[Mapping[str, NamedLever]] = {
    "demand": NamedLever(0.5, 2.0, 0.01, 1.0, FACTOR, _demand),
    "construction": NamedLever(0.5, 4.0, 0.01, 1.0, FACTOR, _construction),
    "delay": NamedLever(0.0, 120.0, 1.0, 0.0, SPAN, _delay),
}
"""The levers with a name."""
