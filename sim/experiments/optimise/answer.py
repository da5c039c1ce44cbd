"""The front, in plain data and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.experiments.optimise.levers import Design, Lever, Levers
from sim.experiments.optimise.pareto import apart
from sim.experiments.optimise.words import OPTIMISE
from sim.measures.plain import plain
from sim.scenario.values.areas import Areas
from sim.scenario.values.money import money_name, money_unit
from sim.scenario.values.quantities import show_quantity
from sim.scenario.values.units import MONEY, USUAL, YUAN, Units
from sim.text.screen import Cell, concluded, paragraph, table
from sim.text.words import Lang, Words, listed

if TYPE_CHECKING:
    import pandas as pd

By = Literal["mean", "tail"]

SHOWN = 10
"""Designs of the front on the screen and in the figure."""


@dataclass(frozen=True)
class Aim:
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
            return Words(*(show_quantity(short, money, lang) for lang in ("zh", "en")))
        if self.money:
            return Words(f"{self.text(value)} 亿元", f"{short / 1e9:.12g} bn yuan")
        return Words(f"{self.text(value)} {self.areas.word('large').zh}", self.areas.whole(short))


@dataclass(frozen=True)
class Outcome:
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
class Judged:
    """One design."""

    design: Design | None
    """None for the plan as it stands."""
    outcomes: tuple[Outcome, ...]
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

    aims: tuple[Aim, ...]
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
    plan: Judged
    candidates: tuple[Judged, ...]
    """The search's front, judged on new worlds."""
    front: tuple[Judged, ...]
    """Of the candidates, those that are dominated by none; by the first aim."""

    @property
    def shown(self) -> list[int]:
        """Places on the front of the designs that are shown, far apart."""
        values = np.array([[o.value for o in one.outcomes] for one in self.front])
        return sorted(apart(values, SHOWN))

    @property
    def compromise(self) -> int | None:
        """Place of the design, among those clearly better than the plan, nearest to the best."""
        better = [i for i, one in enumerate(self.front) if one.better]
        if not better:
            return None
        values = np.array([[o.value for o in one.outcomes] for one in self.front])
        span = np.where(np.ptp(values, axis=0) > 0, np.ptp(values, axis=0), 1.0)
        loss = ((values - values.min(axis=0)) / span).sum(axis=1)
        return min(better, key=lambda i: float(loss[i]))

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
                "front": [self._judged(one) for one in self.front],
                "compromise": self.compromise,
                "statement": self.statement._asdict(),
            }
        )
        return data

    @property
    def statement(self) -> Words:
        """The finding in a sentence."""
        count = {"front": str(len(self.front)), "better": str(sum(o.better for o in self.front))}
        if self.compromise is None:
            return OPTIMISE["none_better"].fill(**count)
        chosen = self.front[self.compromise]
        number = str(self.compromise + 1)
        return OPTIMISE["better"].fill(design=number, aims=self.instead(chosen), **count)

    def instead(self, one: Judged) -> Words:
        """The aims of a design beside those of the plan."""
        parts = [
            OPTIMISE["instead"].fill(
                aim=aim.name, value=aim.words(mine.value), now=aim.words(theirs.value)
            )
            for aim, mine, theirs in zip(self.aims, one.outcomes, self.plan.outcomes, strict=True)
        ]
        and_ = OPTIMISE["and"]
        return Words(and_.zh.join(p.zh for p in parts), and_.en.join(p.en for p in parts))

    def builds(self, place: int) -> Words:
        """What a design of the front builds and when, beside the plan."""
        mine, plan = self._shares(self.front[place].design), self._shares(None)
        parts = [
            OPTIMISE["part"].fill(
                name=self.labels[key], share=f"{mine[key]:.0f}%", now=f"{plan[key]:.0f}%"
            )
            for key in mine
            if not key.startswith("parks.")
        ]
        return OPTIMISE["builds"].fill(design=str(place + 1), parts=listed(parts))

    def screen(self, lang: Lang = "both") -> str:
        """What a terminal shows."""
        words = OPTIMISE["title"].fill(
            projects=listed(list(self.projects)),
            total=self._total,
            aims=listed([aim.name for aim in self.aims]),
            tried=str(len(self.tried)),
            search=str(self.replications[0]),
            candidates=str(len(self.candidates)),
            confirm=str(self.replications[1]),
        )
        lines = [*paragraph(words, lang), "", *self._aims_table(lang)]
        lines += ["", *self._shares_table(lang), ""]
        for lever in self.levers.parts:
            lines += paragraph(self._legend(lever), lang)
        lines += paragraph(
            OPTIMISE["notes"].fill(
                by=OPTIMISE[f"by_{self.by}"],
                other=OPTIMISE[f"beside_{self.by}"],
                area=self.aims[0].areas.word("large"),
                money=money_unit(self.aims[0].units.currency)[1],
            ),
            lang,
        )
        lines += paragraph(OPTIMISE["grid"], lang)
        if self.prices:
            prices = ", ".join(f"{name} {price:,.0f}" for name, price in self.prices.items())
            money = money_name(self.aims[0].units.currency)
            lines += paragraph(OPTIMISE["prices"].fill(prices=prices, money=money), lang)
        for index, aim in enumerate(self.aims):
            if not aim.money:
                gap = self.flattery(index)
                words = OPTIMISE["higher" if gap > 0 else "lower"]
                said = words.fill(aim=aim.name, gap=aim.words(abs(gap)))
                lines += paragraph(said, lang)
        concludes = [self.statement]
        if self.compromise is not None:
            concludes.append(self.builds(self.compromise))
        return "\n".join(["", *lines, "", *concluded(concludes, lang)])

    def flattery(self, aim: int) -> float:
        """Return by how much the search overrated the gains on the plan, on average."""
        was = self.plan.searched[aim]
        gaps = [one.outcomes[aim].gain[0] - (one.searched[aim] - was) for one in self.candidates]
        return float(np.mean(gaps))

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """All designs judged, with their shares; all that were tried, as the search saw them."""
        import pandas as pd

        rows = [{"design": "plan", "front": False, **self._row(self.plan)}]
        places = {id(one): place + 1 for place, one in enumerate(self.front)}
        for one in [*self.front, *(c for c in self.candidates if id(c) not in places)]:
            place = places.get(id(one))
            rows.append({"design": str(place or ""), "front": place is not None, **self._row(one)})
        tried = [
            {**self._shares(design), **dict(zip(self._keys, values, strict=True))}
            for design, values in self.tried
        ]
        return {"designs": pd.DataFrame(rows), "tried": pd.DataFrame(tried)}

    @property
    def _total(self) -> Words:
        areas = self.aims[0].areas
        number, unit = areas.text(self.levers.total), areas.word("after")
        return Words(f"{number}{unit.zh}", f"{number}{unit.en}")

    @property
    def _keys(self) -> list[str]:
        return [aim.key for aim in self.aims]

    def _row(self, one: Judged) -> dict[str, Any]:
        row: dict[str, Any] = {"better": one.better, **self._shares(one.design)}
        for aim, o in zip(self.aims, one.outcomes, strict=True):
            key = aim.key
            row |= {key: o.value, f"{key}_low": o.low, f"{key}_high": o.high}
            row |= {f"{key}_mean": o.mean, f"{key}_worst": o.worst}
            row |= {f"{key}_gain": o.gain[0], f"{key}_gain_low": o.gain[1]}
            row |= {f"{key}_gain_high": o.gain[2]}
        return row

    def _shares(self, design: Design | None) -> dict[str, float]:
        found: dict[str, float] = {}
        for lever, parts in self.levers.parts.items():
            announced = [share * 100 for share in self.levers.announced[lever]]
            shares = announced if design is None else design[lever]
            found |= {f"{lever}.{part}": s for part, s in zip(parts, shares, strict=True)}
        return found

    def _judged(self, one: Judged) -> dict[str, Any]:
        outcomes = dict(zip(self._keys, one.outcomes, strict=True))
        searched = dict(zip(self._keys, one.searched, strict=True))
        data = {"percent": self._shares(one.design), "aims": outcomes, "better": one.better}
        return data if one.design is None else {**data, "searched": searched}

    def _legend(self, lever: Lever) -> Words:
        names = [self.labels[f"{lever}.{part}"] for part in self.levers.parts[lever]]
        parts = Words(*("/".join(getattr(name, lang) for name in names) for lang in ("zh", "en")))
        return OPTIMISE["parts"].fill(lever=OPTIMISE[lever], parts=parts)

    def _aims_table(self, lang: Lang) -> list[str]:
        worst = OPTIMISE["worst" if self.by == "mean" else "average"].lines(lang)
        heads: list[Cell] = [OPTIMISE["design"].lines(lang)]
        for aim in self.aims:
            heads += [aim.name.lines(lang)] if aim.money else [aim.name.lines(lang), worst]
        rows = []
        for name, one in self._rows(lang):
            cells: list[Cell] = [name]
            for aim, o in zip(self.aims, one.outcomes, strict=True):
                if aim.money:
                    cells.append([aim.text(o.value)])
                    continue
                cells.append([f"{aim.text(o.value)} ({aim.text(o.low)}-{aim.text(o.high)})"])
                cells.append([aim.text(o.worst if self.by == "mean" else o.mean)])
            rows.append(cells)
        return table(heads, rows)

    def _shares_table(self, lang: Lang) -> list[str]:
        heads = [OPTIMISE[key].lines(lang) for key in ("design", *self.levers.parts)]
        rows: list[list[Cell]] = []
        for name, one in self._rows(lang):
            shares = self._shares(one.design)
            rows.append([name])
            for lever in self.levers.parts:
                parts = [shares[key] for key in shares if key.startswith(f"{lever}.")]
                rows[-1].append(["/".join(f"{share:.0f}" for share in parts)])
        return table(heads, rows)

    def _rows(self, lang: Lang) -> list[tuple[Cell, Judged]]:
        shown = [(place + 1, self.front[place]) for place in self.shown]
        named = [([f"{number}{'*' * one.better}"], one) for number, one in shown]
        return [(OPTIMISE["plan"].lines(lang), self.plan), *named]
