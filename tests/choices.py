"""Choices of which the scenarios of `tests.strategies` are made: numbers, dates, laws, shares."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Raw = dict[str, Any]

START, MONTHS = 2024, 24
CYCLES = {
    "funding": {"linear": {"2024-01": 1, "2025-01": 0.5}},
    "trade": {"steps": {"2024-05": 2, "2025-02": 0.5}},
}
"""Half and double, so that what answers them is at times whole."""

# One strategy an integer range: to build strategies for each example would take all the time.
_whole = cache(st.integers)


class Choices:
    """One choice after the other; the first option is the simplest."""

    def __init__(self, draw: st.DrawFn, exact: bool) -> None:
        self.draw, self.exact = draw, exact
        self.vague = False
        """Whether numbers may have ranges."""
        self.common: str | None = None
        """A month in which everything happens."""

    def number(self, low: int, high: int) -> int:
        return self.draw(_whole(low, high))

    def one(self, *options: T) -> T:
        return options[self.number(0, len(options) - 1)]

    def odds(self, yes: int, of: int) -> bool:
        return self.number(1, of) > of - yes

    def some(self, names: Sequence[str], least: int = 1) -> list[str]:
        """Some of the names, in any order."""
        left, found = list(names), []
        for _ in range(self.number(least, len(left))):
            found.append(left.pop(self.number(0, len(left) - 1)))
        return found

    # Quantities

    def months(self, low: int = 0, high: int = 12) -> str:
        return f"{15 * self.number(2 * low, 2 * high)} days"

    def span(self, low: int = 0, high: int = 12) -> Any:
        """A span, or a law of spans whose mean lies between the bounds, more or less."""
        if self.odds(1, 2):
            return self.unsure({"value": self.months(low, high)})
        return self.law(low, high)

    def law(self, low: int, high: int) -> Any:
        mean = f"{self.number(1, high)} months"
        ends = [f"{n} days" for n in (30 * low, 15 * (low + high), 30 * high)]
        return self.unsure(
            self.one(
                {"discrete": [[self.months(low, high), "50%"], [mean, "50%"]]},
                {"triangular": ends},
                {"pert": ends},
                {"uniform": ends[::2]},
                {"exponential": mean},
                {"lognormal": {"mean": mean, "cv": 0.8}},
                {"gamma": {"mean": mean, "cv": "60%"}},
                {"weibull": {"scale": mean, "shape": 1.5}},
            )
        )

    def unsure(self, chance: Raw) -> Any:
        """A law, at times with ignorance about its mean."""
        if self.vague and self.odds(1, 3):
            return {**chance, "range": "±20%"}
        return chance.get("value", chance)

    def ranged(self, text: str) -> Any:
        """A number, at times with a range."""
        if not (self.vague and self.odds(1, 3)):
            return text
        if not text.endswith("%"):
            return {"value": text, "range": "±20%"}
        percent = int(text[:-1])
        ends = [f"{max(0, percent - 10)}%", f"{max(percent, min(100, percent + 10))}%"]
        return {"value": text, "range": ends}

    def grew(self, chain: Sequence[str]) -> Raw:
        """At times growth before the clock of a stream's own, at times from some stage on."""
        if self.odds(3, 4):
            return {}
        ends = {"range": ["0% per year", "80% per year"]} if self.vague else {}
        into = self.block((1, 2), grew_into=lambda: self.one(*chain))
        return {"grew": {"value": self.one("60% per year", "0% per year"), **ends}, **into}

    def answers(self, *quantities: str) -> Raw:
        """How a stage answers cycles; by no areas where all areas must stay whole."""
        some = [name for name in quantities if not (self.exact and name == "area")]
        found = {}
        for cycle in self.some(list(CYCLES)):
            powers = {name: self.ranged(self.one("1", "-0.5", "2")) for name in self.some(some)}
            lag = self.block((1, 2), lag=lambda: self.ranged(self.months(0, 9)))
            found[cycle] = {**powers, **lag}
        return found

    def hazard(self) -> Any:
        """A share a year to which something happens."""
        rate = self.one("60% per year", "900% per year", "10% per year")
        if self.vague and self.odds(1, 3):
            return {"value": rate, "range": ["0% per year", "1000% per year"]}
        return rate

    def plain_area(self) -> str:
        return f"{400 * self.number(1, 5) if self.exact else self.number(1, 700)} m²"

    def area(self) -> Any:
        if self.odds(1, 2):
            return self.plain_area()
        if self.exact:
            return {"discrete": [[self.plain_area(), "50%"], [self.plain_area(), "50%"]]}
        return self.unsure(
            self.one(
                {"lognormal": {"mean": "300 m²", "cv": 0.7}},
                {"uniform": ["50 m²", "600 m²"]},
                {"pert": ["10 m²", "100 m²", "700 m²"]},
                {"weibull": {"scale": "200 m²", "shape": 1.2}},
                {"triangular": ["1 m²", "80 m²", "900 m²"]},
                {"gamma": {"mean": "250 m²", "cv": "90%"}},
                {"exponential": "200 m²"},
                {"discrete": [["90 m²", "25%"], ["350 m²", "75%"]]},
            )
        )

    def total(self) -> Any:
        area = 1200 * self.number(1, 3) if self.exact else self.number(100, 3000)
        return self.ranged(f"{area} m²")

    def percent(self, *options: int) -> Any:
        return self.ranged(f"{self.one(*options)}%")

    def shares(self, names: Sequence[str]) -> dict[str, str]:
        """Shares of some names that make 100%."""
        chosen = self.some(names)
        parts = [[100], [50, 50], [25, 25, 50]] if self.exact else [[100], [33, 67], [17, 20, 63]]
        return {n: f"{p}%" for n, p in zip(chosen, parts[len(chosen) - 1], strict=True)}

    def basis(self) -> str:
        return self.one("lettable", "gross")

    def month(self, low: int = 0, high: int = MONTHS - 1) -> str:
        year, month = divmod(self.number(low, high), 12)
        return f"{START + year:04d}-{month + 1:02d}"

    def date(self) -> Any:
        """A month, at times a day of it, at times two months between which it is drawn."""
        month = self.common or self.month()
        match self.number(0, 5):
            case 4:
                return month + self.one("-01", "-11", "-28")
            case 5:
                return {"between": sorted([month, self.month()])}
            case _:
                return month

    def block(self, odds: tuple[int, int] = (2, 3), /, **options: Any) -> Raw:
        """Some of the options, each a function of nothing that makes a value."""
        return {key: make() for key, make in options.items() if self.odds(*odds)}
