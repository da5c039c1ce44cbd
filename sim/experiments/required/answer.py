"""What is required, or what the standards bear: one need a space type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.experiments.required.levers import Area, Lever
from sim.experiments.required.ranks import ranks
from sim.measures.plain import plain
from sim.measures.statistics import Probability
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import MONTH
from sim.scenario.values.units import Units
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


def month_text(months: int) -> str:
    """An absolute month as `2026-01`."""
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


@dataclass(frozen=True)
class Played:
    """All futures, played at one place."""

    chance: Probability
    """That the standards hold."""
    idle: float
    """Vacant area, m² lettable: mean over the standards' months and the futures."""
    capacity: float
    """Area that is open, likewise."""
    status: tuple[int, ...]
    """By future."""

    @property
    def tested(self) -> int:
        """Futures in which some standard was tested."""
        return self.chance.holds + self.chance.fails

    @property
    def vacancy(self) -> float:
        """Share of the open area that is vacant."""
        return self.idle / self.capacity if self.capacity > 0 else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "holds": self.chance,
                "idle_m2": self.idle,
                "capacity_m2": self.capacity,
                "vacancy": self.vacancy,
            }
        )
        return data


@dataclass(frozen=True)
class Row:
    """The answer at one confidence; values as the dial shows them."""

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
    dial: Area | Lever
    start_month: int
    """Absolute month of tick 0."""
    needs: tuple[int | None, ...]
    """By future: the place from which all that was seen holds; None if there is none."""
    least: tuple[int | None, ...]
    """By future: the least place that was seen to hold."""
    untested: int
    """Futures in which no standard had anything to look at; they leave the sample."""
    monotone: int
    """Futures in which nothing that was played fails above what holds."""
    seen: tuple[tuple[int, float, int, float, float], ...]
    """All plays of the searches: (replication, value, status, idle, capacity)."""
    as_planned: Played
    rows: tuple[Row, ...]
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
    def never(self) -> int:
        """Futures in which nothing that was looked at serves."""
        return sum(place is None for place in self.needs) - self.untested

    @property
    def tested(self) -> int:
        """Futures in which some standard was tested."""
        return self.futures - self.untested

    def told(self, confidence: float) -> bool:
        """Whether the tested futures are enough to name a value at a confidence."""
        return ranks(self.tested, confidence).middle is not None

    def row(self, confidence: float) -> Row:
        """Return the answer at a confidence that was asked for."""
        return next(row for row in self.rows if row.confidence == confidence)

    def total(self, value: float) -> float:
        """What is built of the type in all, m² gross, with a difference from the plan."""
        assert isinstance(self.dial, Area)
        return self.dial.planned + value

    def lettable(self, value: float) -> float:
        """A difference from the plan in m² lettable."""
        assert isinstance(self.dial, Area)
        ratio = self.dial.lettable if value > 0 else self.dial.built
        return value * ratio

    @property
    def gap(self) -> float:
        """The furthest that a future's need lies from the least that was seen to hold."""
        pairs = zip(self.needs, self.least, strict=True)
        return max(
            ((n - low) * self.dial.step for n, low in pairs if n and low is not None), default=0
        )

    def month(self, tick: int) -> str:
        """The month of a tick, as `2026-01`."""
        return month_text(self.start_month + tick // MONTH)

    @cached_property
    def values(self) -> list[float | None]:
        """By future, what the dial shows where the standards begin to hold."""
        return [None if place is None else self.dial.value(place) for place in self.needs]

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
            "answers": [self._row(row) for row in self.rows],
            "needs": self.values,
        }
        if isinstance(self.dial, Area):
            data["planned_m2_gross"] = self.dial.planned
            data["opens"] = self.month(self.dial.tick)
        data["step"] = self.dial.step
        if self.phases:
            data["phasing"] = {
                "tranches": [
                    {"month": month_text(m), "m2_gross": area} for m, area in self.phases.tranches
                ],
                "chosen": self.phases.chosen.to_dict(),
                **self.phases.played.to_dict(),
            }
        found: dict[str, Any] = plain(data)
        return found

    def _row(self, row: Row) -> dict[str, Any]:
        data: dict[str, Any] = {
            "confidence": row.confidence,
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "at_worst": row.at_worst,
        }
        if isinstance(self.dial, Area) and row.value is not None:
            data["total_m2_gross"] = self.total(row.value)
            data["value_m2_lettable"] = self.lettable(row.value)
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

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "confidence": self.confidence,
                "lever": self.lever,
                "unit": self.needs[0].dial.unit,
                "spaces": [need.to_dict() for need in self.needs],
                "together": self.together.to_dict() if self.together else None,
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The answers, the need of each future, every play of the searches, and the tranches."""
        import pandas as pd

        answers = [
            {"space": need.space, **_flat(need._row(row))}
            for need in self.needs
            for row in need.rows
        ]
        futures = [
            {"space": need.space, "replication": 2 * index, "need": value}
            for need in self.needs
            for index, value in enumerate(need.values)
        ]
        columns = ["space", "replication", "value", "status", "idle_m2", "capacity_m2"]
        plays = [(need.space, *one) for need in self.needs for one in need.seen]
        found = {
            "answers": pd.DataFrame(answers),
            "futures": pd.DataFrame(futures),
            "plays": pd.DataFrame(plays, columns=columns),
        }
        tranches = [
            {"space": need.space, "month": month_text(m), "m2_gross": area}
            for need in self.needs
            if need.phases
            for m, area in need.phases.tranches
        ]
        return {**found, "phasing": pd.DataFrame(tranches)} if tranches else found


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        flat |= (
            {f"{key}_{k}": v for k, v in value.items()} if isinstance(value, dict) else {key: value}
        )
    return flat
