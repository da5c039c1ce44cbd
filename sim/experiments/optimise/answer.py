"""The front as plain data and tables, and the finding in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.experiments.optimise.levers import Design, Levers
from sim.experiments.optimise.pareto import apart
from sim.experiments.optimise.words import OPTIMISE
from sim.measures.months import Floats
from sim.measures.plain import plain
from sim.scenario.values.amounts import Areas, money_unit
from sim.scenario.values.quantities import said_quantity
from sim.scenario.values.units import MONEY, USUAL, YUAN, Units
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

By = Literal["mean", "tail"]

SHOWN = 10
"""Designs of the front on the screen and in the figure."""


@dataclass(frozen=True)
class OptimiseAim:
    """Something that is to be small."""

    key: str
    name: Words
    units: Units = USUAL
    """Those of the scenario."""

    @property
    def money(self) -> bool:
        """Whether it is counted in the scenario's currency; others are m²."""
        return self.key == "cost"

    @property
    def areas(self) -> Areas:
        """How areas are written."""
        return Areas(self.units.area)

    @property
    def scale(self) -> tuple[float, Words]:
        """The large unit in which it is shown: its size and its name on an axis."""
        if not self.money:
            return self.areas.large, self.areas.word("axis")
        return money_unit(self.units.currency)

    def text(self, value: float) -> str:
        """A value in its large unit, to three figures."""
        return self.areas.text(value / self.scale[0] * self.areas.large)

    def words(self, value: float) -> Words:
        """A value with its unit, to three figures."""
        short = float(f"{value:.3g}")
        if self.money and self.units.currency != YUAN:
            money = MONEY.within(self.units)
            return said_quantity(short, money)
        if self.money:
            return Words(f"{self.text(value)} 亿元", f"{short / 1e9:.12g} bn yuan")
        return Words(f"{self.text(value)} {self.areas.word('large').zh}", self.areas.whole(short))


@dataclass(frozen=True)
class AimOutcome:
    """One aim of one design on new worlds."""

    value: float
    low: float
    high: float
    worst: float
    """Mean of the worst tenth of the futures."""
    mean: float
    gain: tuple[float, float, float]
    """Difference from the plan as it stands, paired by world: mean, low, high."""


@dataclass(frozen=True)
class JudgedDesign:
    """One design."""

    design: Design | None
    """None for the plan as it stands."""
    outcomes: tuple[AimOutcome, ...]
    """By aim."""
    searched: tuple[float, ...]
    """What the search saw, on its few worlds."""

    @property
    def better(self) -> bool:
        """Whether it is clearly better than the plan: no aim worse, one surely lower."""
        gains = [outcome.gain for outcome in self.outcomes]
        return all(gain[0] <= 0 for gain in gains) and any(gain[2] < 0 for gain in gains)


@dataclass(frozen=True)
class OptimiseAnswer:
    """Designs that no other is better than in every aim, beside the plan as it stands."""

    aims: tuple[OptimiseAim, ...]
    by: By
    levers: Levers
    projects: tuple[Words, ...]
    labels: Mapping[str, Words]
    """Of the parts of levers, by `lever.part`."""
    prices: Mapping[str, float]
    """Money per m² of gross area by space type; empty if cost is no aim."""
    replications: tuple[int, int]
    """Of each design in the search, and of each one judged."""
    tried: tuple[tuple[Design, tuple[float, ...]], ...]
    """All designs of the search with their aims."""
    plan: JudgedDesign
    candidates: tuple[JudgedDesign, ...]
    """The search's front, judged on new worlds."""
    front: tuple[JudgedDesign, ...]
    """Of the candidates, those that are dominated by none; by the first aim."""

    @property
    def shown(self) -> list[int]:
        """Places on the front of the designs that are shown, far apart."""
        return sorted(apart(self._values, SHOWN))

    @property
    def compromise(self) -> int | None:
        """Place of the design, among those clearly better than the plan, nearest to the best."""
        better = [place for place, judged in enumerate(self.front) if judged.better]
        if not better:
            return None
        values = self._values
        span = np.where(np.ptp(values, axis=0) > 0, np.ptp(values, axis=0), 1.0)
        loss = ((values - values.min(axis=0)) / span).sum(axis=1)
        return min(better, key=lambda place: float(loss[place]))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "aims": [aim.key for aim in self.aims],
                "by": self.by,
                "projects": self.levers.projects,
                "total": self.levers.total,
                "prices": dict(self.prices),
                "replications": {"search": self.replications[0], "judged": self.replications[1]},
                "tried": len(self.tried),
                "candidates": len(self.candidates),
                "plan": self._judged(self.plan),
                "front": [self._judged(judged) for judged in self.front],
                "compromise": self.compromise,
                "statement": self.statement._asdict(),
            }
        )
        return data

    @property
    def statement(self) -> Words:
        """The finding in a sentence."""
        better = sum(judged.better for judged in self.front)
        count = {"front": str(len(self.front)), "better": str(better)}
        if self.compromise is None:
            return OPTIMISE["none_better"].fill(**count)
        chosen = self.front[self.compromise]
        number = str(self.compromise + 1)
        return OPTIMISE["better"].fill(design=number, aims=self.instead(chosen), **count)

    def instead(self, judged: JudgedDesign) -> Words:
        """The aims of a design beside those of the plan."""
        outcomes = zip(self.aims, judged.outcomes, self.plan.outcomes, strict=True)
        parts = [
            OPTIMISE["instead"].fill(
                aim=aim.name, value=aim.words(of_design.value), now=aim.words(of_plan.value)
            )
            for aim, of_design, of_plan in outcomes
        ]
        and_ = OPTIMISE["and"]
        return Words(and_.zh.join(p.zh for p in parts), and_.en.join(p.en for p in parts))

    def flattery(self, aim: int) -> float:
        """Return by how much the search overrated the gains on the plan, on average."""
        plan = self.plan.searched[aim]
        gaps = [
            judged.outcomes[aim].gain[0] - (judged.searched[aim] - plan)
            for judged in self.candidates
        ]
        return float(np.mean(gaps))

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """All designs judged, with their shares; all that were tried, as the search saw them."""
        import pandas as pd

        rows = [{"design": "plan", "front": False, **self._row(self.plan)}]
        places = {id(judged): place + 1 for place, judged in enumerate(self.front)}
        for judged in [*self.front, *(c for c in self.candidates if id(c) not in places)]:
            place = places.get(id(judged))
            head = {"design": str(place or ""), "front": place is not None}
            rows.append({**head, **self._row(judged)})
        tried = [
            {**self.shares(design), **dict(zip(self._keys, values, strict=True))}
            for design, values in self.tried
        ]
        return {"designs": pd.DataFrame(rows), "tried": pd.DataFrame(tried)}

    def shares(self, design: Design | None) -> dict[str, float]:
        """Percent by `lever.part` of a design, or of the plan as it stands."""
        percent: dict[str, float] = {}
        for lever, parts in self.levers.parts.items():
            announced = [share * 100 for share in self.levers.announced[lever]]
            shares = announced if design is None else design[lever]
            percent |= {f"{lever}.{part}": s for part, s in zip(parts, shares, strict=True)}
        return percent

    @property
    def _values(self) -> Floats:
        """What the aims of the front are, [design, aim]."""
        return np.array([[outcome.value for outcome in judged.outcomes] for judged in self.front])

    @property
    def _keys(self) -> list[str]:
        return [aim.key for aim in self.aims]

    def _row(self, judged: JudgedDesign) -> dict[str, Any]:
        row: dict[str, Any] = {"better": judged.better, **self.shares(judged.design)}
        for key, outcome in zip(self._keys, judged.outcomes, strict=True):
            mean, low, high = outcome.gain
            row |= {key: outcome.value, f"{key}_low": outcome.low, f"{key}_high": outcome.high}
            row |= {f"{key}_mean": outcome.mean, f"{key}_worst": outcome.worst}
            row |= {f"{key}_gain": mean, f"{key}_gain_low": low, f"{key}_gain_high": high}
        return row

    def _judged(self, judged: JudgedDesign) -> dict[str, Any]:
        outcomes = dict(zip(self._keys, judged.outcomes, strict=True))
        searched = dict(zip(self._keys, judged.searched, strict=True))
        data = {"percent": self.shares(judged.design), "aims": outcomes, "better": judged.better}
        return data if judged.design is None else {**data, "searched": searched}
