"""What a decision found, as plain data and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sim.experiments.decide.building import CHANGES, DELAYED, Building
from sim.experiments.decide.information import Perfect
from sim.experiments.decide.losses import AREAS, BEARERS, Losses
from sim.experiments.decide.projects import table as projects_table
from sim.experiments.decide.weighing import DialFlip, DialStretch, Region, Weighed
from sim.measures.economy.stakes import PARTS
from sim.measures.months import Floats, Ints
from sim.measures.plain import plain
from sim.measures.statistics import quantile
from sim.scenario.values.amounts import Areas
from sim.scenario.values.quantities import rounded_quantity
from sim.scenario.values.units import Dimension
from sim.text.economy import Money
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


FEW: Final = 3
"""Numbers shown where none is told from chance."""


class Option(NamedTuple):
    """One of the options."""

    id: str
    name: Words
    what: Words
    """What it is, in a line or a few."""


class NumberTurn(NamedTuple):
    """A value of a number at which another option becomes the best."""

    at: float
    before: int
    after: int


@dataclass(frozen=True)
class WorthKnowing:
    """A number that nobody knows, and what it is worth to know it, in money."""

    path: str
    name: Words
    dimension: Dimension
    low: float
    high: float
    """Least and greatest of the values that were played, in canonical units."""
    value: float
    error: float
    held_out: float
    told: bool
    bound: float
    """As in `information.NumberWorth`."""
    turns: tuple[NumberTurn, ...]

    def show(self, value: float) -> Words:
        """A value to three digits with its unit; rates by the year."""
        return Words(*(rounded_quantity(value, self.dimension, lang) for lang in Words._fields))


@dataclass(frozen=True)
class Dial:
    """How the best option depends on how many times as much an unmet m² costs as an idle one."""

    low: float
    high: float
    stretches: tuple[DialStretch, ...]
    flips: tuple[DialFlip, ...]
    """Between one stretch and the next."""
    stated: Mapping[str, float]
    """By space type, of the values in the scenario."""
    equal: float | None
    """The ratio at which what is unmet costs in all as much as with the stated prices."""
    fixed: Floats
    """Mean loss without what is unmet, [option]."""
    alike: Floats
    """Mean loss of what is unmet at a ratio of 1, [option]."""


@dataclass(frozen=True)
class DecideAnswer:
    """Options weighed by what they lose."""

    options: tuple[Option, ...]
    seed: int
    replications: int
    worlds: int
    since: str
    weighed: tuple[Weighed, ...]
    losses: Losses = field(repr=False)
    replicas: Ints = field(repr=False)
    """World of each replication."""
    years: Ints
    parks: Mapping[str, Words]
    spaces: Mapping[str, Words]
    """In the order of the losses."""
    projects: Mapping[str, Words]
    """Names of projects, and of works that take space back."""
    foresight: Perfect
    """Numbers and luck."""
    of_numbers: tuple[float, float] | None
    """Between which two it is worth to know all numbers; None where worlds are played once."""
    numbers: tuple[WorthKnowing, ...]
    """Those worth most first."""
    regions: tuple[Region, ...]
    by: tuple[int, ...]
    """The numbers by which regions are told, as places in `numbers`."""
    dial: Dial
    money: Money
    areas: Areas

    @property
    def best(self) -> int:
        """The option of the least expected loss."""
        return min(range(len(self.weighed)), key=lambda option: self.weighed[option].mean)

    def worth_showing(self, most: int) -> list[WorthKnowing]:
        """The numbers that are told, worth most first; the first few where none is."""
        told = [one for one in self.numbers if one.told]
        return told[:most] or [one for one in self.numbers if one.value > 0][:FEW]

    @property
    def rivals(self) -> list[int]:
        """The options that cannot be told apart from the best."""
        return [i for i, one in enumerate(self.weighed) if i != self.best and not one.told]

    def part(self, option: int, part: str) -> float:
        """The mean of a part of an option's loss."""
        return float(self.losses.parts[option, PARTS.index(part)].mean())

    def area(self, option: int, area: str) -> float:
        """The mean of one of `AREAS` over all types of space."""
        return float(self.losses.areas[option, AREAS.index(area)].sum(axis=0).mean())

    @property
    def building(self) -> Building:
        """What each option builds."""
        return self.losses.building

    def changed(self, option: int) -> list[float]:
        """The means of an option's `CHANGES` of the whole city, m²."""
        means: list[float] = self.building.changes(option).sum(axis=(1, 2)).mean(axis=-1).tolist()
        return means

    def borne(self, option: int) -> Floats:
        """Mean losses of an option, [one of BEARERS, year, park]."""
        means: Floats = self.losses.borne[option].mean(axis=-1)
        return means

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        ids = [option.id for option in self.options]
        data: dict[str, Any] = plain(
            {
                "seed": self.seed,
                "replications": self.replications,
                "worlds": self.worlds,
                "since": self.since,
                "best": ids[self.best],
                "cannot_be_told_from_it": [ids[option] for option in self.rivals],
                "options": [
                    {
                        "id": option.id,
                        "name": option.name._asdict(),
                        "what": option.what._asdict(),
                        **plain(weighed),
                        "parts": {part: self.part(i, part) for part in PARTS},
                        "areas": {area: self.area(i, area) for area in AREAS},
                        "building": dict(zip(CHANGES, self.changed(i), strict=True)),
                        **{
                            f"months_{change}": self.building.months_later(i, change)
                            for change in DELAYED
                        },
                        "borne": {
                            who: float(amount)
                            for who, amount in zip(
                                BEARERS, self.borne(i).sum(axis=(1, 2)), strict=True
                            )
                        },
                    }
                    for i, (option, weighed) in enumerate(
                        zip(self.options, self.weighed, strict=True)
                    )
                ],
                "information": {
                    "numbers_and_luck": self.foresight,
                    "numbers": self.of_numbers,
                    "each": [
                        {**row, "turns": [_turn(turn, ids) for turn in number.turns]}
                        for row, number in zip(self._worth(), self.numbers, strict=True)
                    ],
                },
                "regions": [self._region(region) for region in self.regions],
                "dial": {
                    "low": self.dial.low,
                    "high": self.dial.high,
                    "stated": dict(self.dial.stated),
                    "equal": self.dial.equal,
                    "stretches": self._stretches(),
                    "flips": self.dial.flips,
                },
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Options, what each future lost, who bears it, what is built, numbers, regions, dial."""
        import pandas as pd

        ids = [option.id for option in self.options]
        futures = [
            {
                "option": option.id,
                "replication": replication,
                "world": int(self.replicas[replication]),
                **{part: row[replication] for part, row in zip(PARTS, parts, strict=True)},
                "loss": float(parts[:, replication].sum()),
            }
            for option, parts in zip(self.options, self.losses.parts, strict=True)
            for replication in range(self.replications)
        ]
        frames = {
            "options": [self._row(index) for index in range(len(self.options))],
            "futures": futures,
            "types": list(self._types()),
            "borne": list(self._borne()),
            "numbers": self._worth(),
            "regions": [self._region(region) for region in self.regions],
            "dial": self._stretches(),
            "projects": list(projects_table(self.building, ids)),
        }
        weighed = {name: pd.DataFrame(rows) for name, rows in frames.items() if rows}
        return weighed | dict(self.building.tables(ids))

    def _row(self, index: int) -> dict[str, Any]:
        option, one = self.options[index], self.weighed[index]
        return {
            "option": option.id,
            "zh": option.name.zh,
            "en": option.name.en,
            "loss": one.mean,
            "low": one.low,
            "high": one.high,
            **{part: self.part(index, part) for part in PARTS},
            **{f"{area}_area": self.area(index, area) for area in AREAS},
            "difference": one.difference,
            "difference_low": one.difference_low,
            "difference_high": one.difference_high,
            "told": one.told,
            "best_p": one.best.share,
            "best_low": one.best.low,
            "best_high": one.best.high,
            "regret_mean": one.regret_mean,
            "regret_p95": one.regret_high,
            "regret_most": one.regret_most,
        }

    def _types(self) -> list[dict[str, Any]]:
        rows = []
        for index, option in enumerate(self.options):
            for place, space in enumerate(self.spaces):
                money = self.losses.spaces[index, :, place].mean(axis=-1)
                area = self.losses.areas[index, :, place].mean(axis=-1)
                parts = dict(zip(PARTS, money.tolist(), strict=True))
                areas = {f"{k}_area": v for k, v in zip(AREAS, area.tolist(), strict=True)}
                rows.append({"option": option.id, "space": space, **parts, **areas})
        return rows

    def _borne(self) -> list[dict[str, Any]]:
        rows = []
        for index, option in enumerate(self.options):
            for w, who in enumerate(BEARERS):
                for y, year in enumerate(self.years.tolist()):
                    for p, park in enumerate(self.parks):
                        values = self.losses.borne[index, w, y, p]
                        ends = _ends(values.tolist())
                        place = {"option": option.id, "bearer": who, "year": year, "park": park}
                        rows.append({**place, "mean": float(values.mean()), **ends})
        return rows

    def _worth(self) -> list[dict[str, Any]]:
        return [
            {
                "path": one.path,
                "zh": one.name.zh,
                "en": one.name.en,
                "low": one.low,
                "high": one.high,
                "value": one.value,
                "error": one.error,
                "held_out": one.held_out,
                "told": one.told,
                "bound": one.bound,
            }
            for one in self.numbers
        ]

    def _region(self, region: Region) -> dict[str, Any]:
        numbers = [self.numbers[index].path for index in self.by]
        return {
            **{
                f"third_{place + 1}": ("low", "middle", "high")[third]
                for place, third in enumerate(region.terciles)
            },
            **{f"number_{place + 1}": path for place, path in enumerate(numbers)},
            "worlds": region.worlds,
            "option": self.options[region.option].id,
            "sure": region.sure,
            "lead": region.lead,
        }

    def _stretches(self) -> list[dict[str, Any]]:
        return [
            {"from": one.low, "to": one.high, "option": self.options[one.option].id}
            for one in self.dial.stretches
        ]


def _turn(turn: NumberTurn, ids: Sequence[str]) -> dict[str, Any]:
    return {"at": turn.at, "before": ids[turn.before], "after": ids[turn.after]}


def _ends(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {f"p{percent}": float(quantile(ordered, percent)) for percent in (5, 95)}


def by_world(values: Floats, worlds: Ints) -> Floats:
    """Return the means of each world, [option, world], of values [option, replication]."""
    _, place = np.unique(worlds, return_inverse=True)
    sums = np.stack([np.bincount(place, weights=row) for row in values])
    means: Floats = sums / np.bincount(place)
    return means
