"""Small valid scenarios over the whole language, for Hypothesis.

Dates and spans lie on whole and half months most of the time, so that ties are common. With
`exact=True` areas are multiples of 400 m² and shares such that every split, reserve and renewal
comes out whole: then all areas can be multiplied without touching anything else; and no number
has a range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Raw = dict[str, Any]

PARKS = ("east", "north", "west")
SPACES = ("factory", "lab", "pilot")
STAGES = ("make", "research", "trial")
TRACKS = ("cells", "devices", "powder")
START, MONTHS = 2024, 24

# One strategy an integer range: to build strategies for each example would take all the time.
_whole = cache(st.integers)


@st.composite
def scenarios(draw: st.DrawFn, exact: bool = False) -> Raw:
    """A scenario as plain data."""
    return _Maker(draw, exact).scenario()


class _Maker:
    """Makes the blocks of one scenario, choice by choice; the first option is the simplest."""

    def __init__(self, draw: st.DrawFn, exact: bool) -> None:
        self.draw, self.exact = draw, exact
        self.parks: tuple[str, ...] = PARKS[: self.one(1, 2, 2, 3)]
        self.spaces = self.some(SPACES[: self.one(1, 3)])
        self.chain = self.some(STAGES)
        self.tracks = self.some(TRACKS)
        self.makers = [track for track in self.tracks[1:] if self.odds(1, 3)]
        """Tracks of contract manufacturers."""
        self.vague = not exact and self.odds(1, 3)
        """Whether numbers may have ranges."""
        self.floors: set[str] = set()
        """Types that tell ground floors apart."""
        self.common: str | None = None
        """A month in which everything happens."""

    # Choices

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

    # Blocks

    def scenario(self) -> Raw:
        spaces = {space: self.space(space) for space in self.spaces}
        own = {track: self.track(track) for track in self.tracks}
        demand = self.demand({t: own[t].get("chain", self.chain) for t in self.tracks})
        return {
            "name": "generated",
            "clock": {"start": f"{START}-01", "end": self.one("2025-12", "2025-12", "2024-08")},
            "confidence": "80%",
            "signals": {"waiting": "5%", "months": 3},
            "seed": self.number(0, 1000),
            "parks": {park: self.luck(park) for park in self.parks},
            "spaces": spaces,
            "stock": {space: self.stock(space) for space in self.spaces if self.odds(7, 8)},
            "opening": {"pipeline": self.odds(1, 2)},
            "reserves": {f"in-{s}": self.reserve(s) for s in self.spaces if self.odds(1, 2)},
            "stages": {name: self.stage(name) for name in self.chain},
            "chain": self.chain,
            "tracks": own,
            "cycles": {"funding": {"linear": {"2024-01": 1, "2025-01": 0.5}}},
            "demand": demand,
            "supply": {n: self.project(n) for n in ("first", "second") if self.odds(2, 3)},
            "renewals": self.renewals(),
            "retirements": {"retire": self.retirement()} if self.odds(1, 3) else {},
            "rent": {space: self.rent() for space in self.spaces if self.odds(1, 2)},
        }

    def luck(self, name: str) -> Raw:
        """At times the luck of an older id."""
        return {"luck": f"old-{name}"} if self.odds(1, 10) else {}

    def space(self, name: str) -> Raw:
        lettable = "100%" if self.exact else self.percent(100, 80, 63)
        limits = self.block(
            (2, 5),
            max_waiting=lambda: self.one(2, 0),
            unit=self.unit,
            ground=lambda: self.percent(0, 50, 100) if self.exact else self.percent(10, 40, 77),
        )
        if "ground" in limits:
            self.floors.add(name)
        queue = self.one("backfill", "strict")
        return {"lettable": lettable, "queue": queue, **limits, **self.luck(name)}

    def unit(self) -> Raw:
        sizes = (400, 200) if self.exact else (1, 60, 150, 500)
        return {"area": self.ranged(f"{self.one(*sizes)} m²"), "basis": self.basis()}

    def on_ground(self, space: str) -> Raw:
        """At times a share on ground floors of its own, where a type tells them apart."""
        if space not in self.floors:
            return {}
        share = lambda: self.percent(0, 50, 100) if self.exact else self.percent(0, 30, 85)  # noqa: E731
        return self.block((1, 2), ground=share)

    def stock(self, space: str) -> Raw:
        return {
            **self.on_ground(space),
            "area": self.total(),
            "basis": self.basis(),
            "parks": self.shares(self.parks),
            "occupied": self.percent(0, 50, 100, 100),
        }

    def rent(self) -> Raw:
        """A rent that moves fast; it changes no area where all areas must stay whole."""
        answers: Raw = {"elsewhere": lambda: self.ranged(self.one("0.5", "3"))}
        if not self.exact:
            less = partial(self.one, "-0.4", "-1")
            answers |= {key: lambda: self.ranged(less()) for key in ("area", "expansion")}
        return {
            "level": self.ranged("30 元/m²/月"),
            "basis": self.basis(),
            "natural_vacancy": self.percent(10, 0, 50, 100),
            "adjustment": self.ranged(self.one("6", "2", "0")),
            **self.block((1, 2), reversion=lambda: self.percent(30, 100)),
            "elasticity": self.block(**answers),
        }

    def reserve(self, space: str) -> Raw:
        return {
            "space": space,
            "parks": self.some(self.parks),
            "tracks": self.some(self.tracks),
            "share": self.percent(20, 50, 100) if self.exact else self.percent(0, 29, 71),
        }

    def stage(self, name: str) -> Raw:
        space = self.one(*self.spaces)
        others = [s for s in self.spaces if s != space]
        return {
            "space": space,
            "basis": self.basis(),
            "area": self.area(),
            "duration": self.law(0, 9) if self.odds(1, 2) else self.span(0, 9),
            **self.preference(),
            **self.luck(name),
            **self.block(
                substitutes=lambda: self.some(others, least=0),
                success=lambda: self.percent(100, 70, 30),
                fit_out=lambda: self.span(0, 4),
                patience=lambda: self.one(self.span(0, 8), self.span(0, 8), "0 days", "forever"),
                look_ahead=lambda: self.ranged(self.months(0, 6)),
                prelet=lambda: self.ranged(self.months(3, 18)),
                while_waiting=lambda: self.one("keep", "release"),
                keep=lambda: self.odds(2, 3),
                priority=lambda: self.number(-1, 1),
                heavy=lambda: self.percent(100, 50) if self.exact else self.percent(100, 35, 60),
                stay_put=lambda: self.odds(1, 2),
                choices=lambda: self.one(1, len(self.parks)),
                spillover_after=lambda: self.ranged(self.months(0, 4)),
            ),
        }

    def preference(self) -> Raw:
        """Which parks a stage prefers: any, a fixed order, or weights."""
        match self.number(0, 4):
            case 2 | 3:
                return {"park_order": self.some(self.parks)}
            case 4:
                weights = {park: self.one(1, 3, 0.25) for park in self.some(self.parks)}
                return {"parks": weights}
            case _:
                return {}

    def track(self, track: str) -> Raw:
        said: Raw = {"chain": self.some(self.chain)} if self.odds(1, 2) else {}
        chain = said.get("chain", self.chain)
        stages = {}
        for name in chain:
            stages[name] = self.block(
                (1, 4),
                success=lambda: self.percent(100, 0),
                area=self.area,
                heavy=lambda: self.percent(0, 100),
            )
            if track not in self.makers:
                stages[name] |= self.block(route=self.route)
            if name == chain[-1]:
                stages[name] |= self.block((1, 2), expansion=self.expansion, duration=self.endless)
        return said | {"stages": stages}

    def route(self) -> Raw:
        share = "25%" if self.exact else "37%"
        asked = [{"stream": f"{t}-at-makers", "share": share} for t in self.makers]
        return {
            "self_build": self.percent(0, 0, 30, 100),
            "build": self.span(0, 8),
            **self.block(
                elsewhere=lambda: self.percent(0, 20, 50),
                cdmo=lambda: self.percent(0, 0, 40, 100),
                **({"cdmo_demand": lambda: self.one(*asked)} if asked else {}),
            ),
        }

    def expansion(self) -> Raw:
        more = self.block(patience=lambda: self.span(0, 4), fit_out=lambda: self.span(0, 2))
        return {"every": self.span(1, 6), "area": self.area(), **more}

    def endless(self) -> Any:
        return self.one("forever", self.span(3, 12))

    def demand(self, chains: dict[str, list[str]]) -> Raw:
        found: Raw = {}
        for track, chain in chains.items():
            stream = {"track": track, "entry": self.one(chain[0], chain[0], *chain)}
            if track in self.makers:
                rate = self.one("0 per year", "4 per year")
                found[f"{track}-at-makers"] = {**stream, "rate": rate}
            elif self.odds(5, 6):
                factors = {"2024-04": 0, "2024-09": self.one(0.5, 2)}
                profile = self.one({"steps": factors}, {"linear": factors})
                found[f"{track}-firms"] = {
                    **stream,
                    "rate": self.ranged(self.one("1 per year", "6 per year", "24 per year")),
                    **self.block(
                        (1, 3),
                        profile=lambda profile=profile: profile,
                        growth=lambda: "10% per year",
                        cycles=lambda: ["funding"],
                        luck=lambda track=track: f"old-{track}",
                    ),
                }
        self.common = self.month() if self.odds(1, 6) else None
        for number in range(self.number(1, 9)):
            track = self.one(*self.tracks)
            found[f"known-{number}"] = {
                "track": track,
                "entry": self.one(*chains[track]),
                "date": self.date(),
                "area": self.ranged(self.plain_area()),
                "basis": self.basis(),
                **self.luck(f"known-{number}"),
            }
        self.common = None
        return found

    def project(self, name: str) -> Raw:
        def suspension() -> Raw:
            return {
                "chance": self.percent(0, 50, 100),
                **self.block(resume=lambda: self.span(0, 4)),
            }

        mix = self.shares(self.spaces)
        ground = {space: found for space in mix for found in self.on_ground(space).values()}
        return {
            "area": self.total(),
            "basis": self.basis(),
            "parks": self.shares(self.parks),
            "mix": mix,
            "ground": ground,
            "lettable": "100%" if self.exact else self.percent(100, 86),
            "lots": self.number(1, 3),
            **self.building(),
            **self.block(
                (1, 2),
                slip=lambda: self.span(0, 3),
                slip_common=lambda: self.span(0, 3),
                lag=lambda: self.months(0, 2),
            ),
            **self.block((1, 4), suspension=suspension),
            **self.luck(name),
        }

    def building(self) -> Raw:
        """When a project is built; one that started before the clock opens within it."""
        lead = self.block((1, 4), lead=lambda: self.span(0, 3))
        if self.odds(1, 6):
            return {"start": f"{START - 1}-10", "construction": self.months(4, 12), **lead}
        start = self.trigger() if self.odds(1, 3) else self.date()
        return {"start": start, "construction": self.span(1, 12), **lead}

    def trigger(self) -> Raw:
        """A bound on vacancy, and a window that has a month end for it."""
        months, opens = self.number(1, 4), self.number(0, 12)
        closes = max(months - 1, opens) + self.number(0, 12)
        window = {"start": self.month(opens, opens), "end": self.month(closes, closes)}
        bound = self.one({"under": self.percent(50, 100, 20)}, {"over": self.percent(30, 0, 60)})
        said = {
            "space": self.one(*self.spaces),
            "vacancy": bound,
            "months": months,
            **self.block((1, 3), window=lambda: self.one(window, {"end": window["end"]})),
            **self.block((1, 2), park=lambda: self.one(*self.parks)),
            **self.block((1, 2), pipeline=lambda: True),
        }
        return {"trigger": said}

    def renewals(self) -> Raw:
        """Up to two renewals, which may have to share what falls vacant in a pool."""
        found = {n: self.renewal(n) for n in ("again", "convert") if self.odds(1, 2)}
        if len(found) == 2 and self.odds(1, 2):
            found["convert"] |= {key: found["again"][key] for key in ("space", "park")}
            found["convert"].pop("ground", None)
        return found

    def any_space(self) -> str:
        return self.one(*self.spaces)

    def renewal(self, name: str) -> Raw:
        old, new = self.some_of_a_pool(), self.block(becomes=self.any_space)
        return {
            **old,
            "ratio": self.percent(100, 50, 200) if self.exact else self.percent(100, 80, 130),
            **self.taking(),
            "construction": self.span(1, 6),
            **new,
            **self.on_ground(new.get("becomes", old["space"])),
            **self.block(
                lag=lambda: self.months(0, 2),
                slip=lambda: self.span(0, 2),
            ),
            **self.luck(name),
        }

    def some_of_a_pool(self) -> Raw:
        return {
            "area": self.total(),
            "basis": self.basis(),
            "space": self.one(self.spaces[0], *self.spaces),
            "park": self.one(self.parks[0], *self.parks),
        }

    def taking(self) -> Raw:
        """When space is taken back: from a date to a date, or for a time from then or a trigger."""
        if self.odds(2, 3):
            start, stop = sorted((self.number(0, 12), self.number(0, 22)))
            return {"start": self.month(start, start), "vacate_by": self.month(stop, stop)}
        return {
            "start": self.trigger() if self.odds(2, 3) else self.month(0, 12),
            "vacate_within": self.ranged(self.months(0, 12)),
            **self.block((1, 3), lead=lambda: self.span(0, 3)),
        }

    def retirement(self) -> Raw:
        return {**self.some_of_a_pool(), **self.taking(), **self.luck("retire")}


def enlarged(node: Any, factor: int) -> Any:
    """The same scenario with every area multiplied."""
    if isinstance(node, dict):
        return {key: enlarged(value, factor) for key, value in node.items()}
    if isinstance(node, list):
        return [enlarged(item, factor) for item in node]
    found = re.fullmatch(r"(\d+) m²", node) if isinstance(node, str) else None
    return f"{int(found[1]) * factor} m²" if found else node


def backwards(node: Any) -> Any:
    """The same scenario with the keys of every block in reverse order."""
    if isinstance(node, dict):
        return {key: backwards(node[key]) for key in reversed(node)}
    return [backwards(item) for item in node] if isinstance(node, list) else node
