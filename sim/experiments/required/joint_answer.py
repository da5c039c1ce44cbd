"""What all types require together: its split and phasing, beside the answers one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.experiments.required.levers import AreaLever
from sim.experiments.required.played import Played
from sim.measures.plain import plain
from sim.scenario.schema import Spec
from sim.text.words import month_text


@dataclass(frozen=True)
class Prices:
    """What areas cost: by type, per m² gross or lettable; the area itself where none is known."""

    each: tuple[tuple[float, bool], ...]
    """(cost per m², whether it is per m² gross)."""
    money: bool
    """Whether costs are money; else m² gross."""

    @classmethod
    def of(cls, spec: Spec, spaces: Sequence[str]) -> Prices:
        """Return the costs of building, if the scenario's economy states that of each type."""
        costs = spec.economy.construction if spec.economy else {}
        if not all(space in costs for space in spaces):
            return cls(((1.0, True),) * len(spaces), False)
        stated = [costs[space] for space in spaces]
        return cls(tuple((one.cost.value, one.basis == "gross") for one in stated), True)

    def cost(self, place: int, lever: AreaLever, value: float) -> float:
        """Return what a difference from the plan costs of the type at a place."""
        price, gross = self.each[place]
        return price * (value if gross else lever.lettable(value))


@dataclass(frozen=True)
class JointPart:
    """One type's part of the answer; areas are differences from the plan, m² gross."""

    space: str
    planned: float
    """What is planned, m² gross."""
    value: float
    level: float | None
    """Share of the futures that test the type in which its own need is met."""
    alone: float | None
    """The answer of the type with the others as planned; None if there is none."""
    tranches: tuple[tuple[int, float], ...]
    """(absolute month, m² gross) of what is added."""


@dataclass(frozen=True)
class JointPlan:
    """The areas of all types at which all hold together, and how well that is known."""

    parts: tuple[JointPart, ...]
    cost: float
    """Money, or m² gross where no costs are known: of the difference from the plan."""
    low: tuple[float, float] | None
    high: tuple[float, float] | None
    """(m² gross, cost) at the ends of a 95 % interval; None if not known."""
    must: int
    """Futures in which all must hold: as many as keep the promise in those left out."""
    counted: int
    """Futures in which every type's need is met there."""
    shift: int
    """Futures that areas were taken for beyond those that must, as playing took; or fewer."""
    rounds: int
    """How often needs were searched again, with the other types at areas found before."""
    played: Played
    """The futures that chose it, played there."""
    fresh: Played
    """As many others, played there."""
    apart: bool
    """Whether all hold in just the futures counted at first: types do not act on each other."""
    phased: tuple[Played, Played] | None
    """Those that chose the tranches, and as many others, played with them; None without any."""

    @property
    def total(self) -> float:
        """Difference from the plan, all types, m² gross."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True)
class JointAlone:
    """The answers one at a time, added up: differences from the plan."""

    total: float
    """m² gross."""
    cost: float
    counted: int
    """Futures in which every type's need is met."""


@dataclass(frozen=True)
class JointAnswer:
    """What all types require together."""

    tested: int
    """Futures in which some standard was tested."""
    money: bool
    """Whether the plan is the one of least cost; else of least area."""
    plan: JointPlan | None
    """None where nothing that was looked at serves in so many futures."""
    alone: JointAlone | None
    """The answers one at a time; None where a type has none."""
    common: tuple[float, float] | None
    """(the confidence that would have to be asked of every type alone, its total in m² gross), for
    as many futures as the plan was taken for."""
    curve: tuple[tuple[int, float], ...]
    """(futures in which every need is met, the total of the cheapest areas for it)."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = {
            "tested": self.tested,
            "cheapest_by": "cost" if self.money else "area",
            "one_at_a_time": self.alone,
            "common_confidence": self.common[0] if self.common else None,
            "common_total_m2_gross": self.common[1] if self.common else None,
            "plan": self._plan(self.plan) if self.plan else None,
        }
        plain_data: dict[str, Any] = plain(data)
        return plain_data

    def _plan(self, found: JointPlan) -> dict[str, Any]:
        data: dict[str, Any] = {
            "total_m2_gross": found.total,
            "low_m2_gross": found.low[0] if found.low else None,
            "high_m2_gross": found.high[0] if found.high else None,
            **(self._cost(found) if self.money else {}),
            "must_hold": found.must,
            "counted": found.counted,
            "shift": found.shift,
            "rounds": found.rounds,
            "spaces": self.rows(),
            "chosen": found.played.to_dict(),
            "fresh": found.fresh.to_dict(),
        }
        if found.phased:
            chosen, fresh = found.phased
            data["phased"] = {"chosen": chosen.to_dict(), "fresh": fresh.to_dict()}
            data["tranches"] = self.tranches()
        return data

    def _cost(self, found: JointPlan) -> dict[str, float | None]:
        ends = {"low_cost": found.low, "high_cost": found.high}
        return {"cost": found.cost, **{key: end[1] if end else None for key, end in ends.items()}}

    def rows(self) -> list[dict[str, Any]]:
        """The split, plain data."""
        return [
            {
                "space": part.space,
                "planned_m2_gross": part.planned,
                "value_m2_gross": part.value,
                "one_at_a_time_m2_gross": part.alone,
                "own_need_met": part.level,
            }
            for part in (self.plan.parts if self.plan else ())
        ]

    def tranches(self) -> list[dict[str, Any]]:
        """The phasing, plain data."""
        return [
            {"space": part.space, "month": month_text(month), "m2_gross": area}
            for part in (self.plan.parts if self.plan else ())
            for month, area in part.tranches
        ]
