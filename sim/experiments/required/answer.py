"""What is required, or what the standards bear: one need a space type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.experiments.required.joint_answer import JointAnswer
from sim.experiments.required.levers import AreaLever, Lever
from sim.experiments.required.played import Played
from sim.experiments.required.quantiles import ranks
from sim.measures.plain import plain
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import MONTH
from sim.scenario.values.units import Units
from sim.text.words import Words, month_text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class RequiredRow:
    """The answer at one confidence; values as the lever shows them."""

    confidence: float
    place: int | None
    value: float | None
    """None where nothing looked at serves in so many futures, or the tested ones are too few."""
    low: float | None
    """End of the 95 % interval on the worse side; None if it is not known."""
    high: float | None
    """End of the 95 % interval on the better side; None if it is not known."""
    at_worst: bool
    """The worst that was looked at still serves: the need is this or less."""
    played: Played | None
    """All futures at the answer."""


@dataclass(frozen=True)
class Phases:
    """Extra area that opens in tranches, each in the latest quarter that serves."""

    tranches: tuple[tuple[int, float], ...]
    """(absolute month, m² gross)."""
    chosen: Played
    """The futures that chose these tranches, played with them: it flatters them."""
    played: Played
    """As many fresh futures, played with them."""


@dataclass(frozen=True)
class Need:
    """What one space type needs, or what its standards bear."""

    space: str | None
    name: Words
    standards: tuple[Words, ...]
    lever: Lever
    start_month: int
    """Absolute month of tick 0."""
    replications: tuple[int, ...]
    """By future: the one that was played."""
    needs: tuple[int | None, ...]
    """By future: the place from which all that was seen holds; None if there is none."""
    least: tuple[int | None, ...]
    """By future: the least place that was seen to hold."""
    silent: tuple[bool, ...]
    """By future: whether no standard had anything to look at; such ones leave the sample."""
    monotone: int
    """Futures in which nothing that was played fails above what holds."""
    seen: tuple[tuple[int, float, int, float, float], ...]
    """All plays of the searches: (replication, value, status, idle, capacity)."""
    as_planned: Played
    rows: tuple[RequiredRow, ...]
    """By confidence, ascending."""
    phases: Phases | None
    """None where nothing has to be added."""
    units: Units
    """Those of the scenario."""

    @property
    def areas(self) -> Areas:
        """How areas are written."""
        return Areas(self.units.area)

    @property
    def large(self) -> bool:
        """Whether there is so much of the type that its areas are in large units."""
        return self.as_planned.capacity >= self.areas.large

    @property
    def futures(self) -> int:
        """How many."""
        return len(self.needs)

    @property
    def untested(self) -> int:
        """Futures in which no standard had anything to look at."""
        return sum(self.silent)

    @property
    def never(self) -> int:
        """Futures in which nothing that was looked at serves."""
        return sum(place is None for place in self.needs) - self.untested

    @property
    def tested(self) -> int:
        """Futures in which some standard was tested."""
        return self.futures - self.untested

    def tells(self, confidence: float) -> bool:
        """Whether the tested futures are enough to name a value at a confidence."""
        return ranks(self.tested, confidence).middle is not None

    def row(self, confidence: float) -> RequiredRow:
        """Return the answer at a confidence that was asked for."""
        return next(row for row in self.rows if row.confidence == confidence)

    @property
    def gap(self) -> float:
        """The furthest that a future's need lies from the least that was seen to hold."""
        pairs = zip(self.needs, self.least, strict=True)
        gaps = (safe - least for safe, least in pairs if safe and least is not None)
        return max((gap * self.lever.step for gap in gaps), default=0)

    def month(self, tick: int) -> str:
        """The month of a tick, as `2026-01`."""
        return month_text(self.start_month + tick // MONTH)

    @cached_property
    def values(self) -> list[float | None]:
        """By future, what the lever shows where the standards begin to hold."""
        return [None if place is None else self.lever.value(place) for place in self.needs]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = {
            "space": self.space,
            "name": self.name,
            "standards": list(self.standards),
            "futures": self.futures,
            "untested": self.untested,
            "never": self.never,
            "not_monotone": self.futures - self.monotone,
            "not_monotone_over": self.gap,
            "plays": len(self.seen),
            "as_planned": self.as_planned.to_dict(),
            "answers": [self.to_row(row) for row in self.rows],
            "needs": self.values,
        }
        if isinstance(self.lever, AreaLever):
            data["planned_m2_gross"] = self.lever.planned
            data["opens"] = self.month(self.lever.tick)
        data["step"] = self.lever.step
        if self.phases:
            data["phasing"] = {
                "tranches": [
                    {"month": month_text(month), "m2_gross": area}
                    for month, area in self.phases.tranches
                ],
                "chosen": self.phases.chosen.to_dict(),
                **self.phases.played.to_dict(),
            }
        plain_data: dict[str, Any] = plain(data)
        return plain_data

    def to_row(self, row: RequiredRow) -> dict[str, Any]:
        """Plain data of one answer."""
        data: dict[str, Any] = {
            "confidence": row.confidence,
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "at_worst": row.at_worst,
        }
        if isinstance(self.lever, AreaLever) and row.value is not None:
            data["total_m2_gross"] = self.lever.total(row.value)
            data["value_m2_lettable"] = self.lever.lettable(row.value)
        return {**data, **(row.played.to_dict() if row.played else {})}


@dataclass(frozen=True)
class RequiredAnswer:
    """What is required of each type."""

    confidence: float
    lever: str | None
    """What was turned; None: the area."""
    lever_name: Words
    place: Words
    """The park, or the whole city."""
    needs: tuple[Need, ...]
    together: Played | None
    """All types at their answers at once, all their standards; None unless there are several."""
    jointly: JointAnswer | None = None
    """What all types require together, if that was asked."""
    enough: tuple[Words, ...] = ()
    """Types that have enough as planned in futures that go on from the past."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "confidence": self.confidence,
                "lever": self.lever,
                "unit": self.needs[0].lever.unit,
                "spaces": [need.to_dict() for need in self.needs],
                "together": self.together.to_dict() if self.together else None,
                **({"jointly": self.jointly.to_dict()} if self.jointly else {}),
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The answers, the need of each future, every play of the searches, and the tranches."""
        import pandas as pd

        answers = [
            {"space": need.space, **_flat(need.to_row(row))}
            for need in self.needs
            for row in need.rows
        ]
        futures = [
            {"space": need.space, "replication": replication, "need": value}
            for need in self.needs
            for replication, value in zip(need.replications, need.values, strict=True)
        ]
        columns = ["space", "replication", "value", "status", "idle_m2", "capacity_m2"]
        plays = [(need.space, *play) for need in self.needs for play in need.seen]
        tables = {
            "answers": pd.DataFrame(answers),
            "futures": pd.DataFrame(futures),
            "plays": pd.DataFrame(plays, columns=columns),
        }
        tranches = [
            {"space": need.space, "month": month_text(month), "m2_gross": area}
            for need in self.needs
            if need.phases
            for month, area in need.phases.tranches
        ]
        if self.jointly:
            tables["jointly"] = pd.DataFrame(self.jointly.rows())
            tranches = self.jointly.tranches()
        return {**tables, "phasing": pd.DataFrame(tranches)} if tranches else tables


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        flat |= (
            {f"{key}_{k}": v for k, v in value.items()} if isinstance(value, dict) else {key: value}
        )
    return flat
