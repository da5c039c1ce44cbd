"""Small valid scenarios over the whole language, for Hypothesis.

Dates and spans lie on whole and half months most of the time, so that ties are common. With
`exact=True` areas are multiples of 400 m² and shares such that every split, reserve and renewal
comes out whole: then all areas can be multiplied without touching anything else; and no number
has a range.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from hypothesis import strategies as st

from sim.scenario.plan.plan import Answer
from tests.choices import CYCLES, START, Raw
from tests.works_choices import WorksChoices

PARKS = ("east", "north", "west")
SPACES = ("factory", "lab", "pilot")
STAGES = ("make", "research", "trial")
TRACKS = ("cells", "devices", "powder")


@st.composite
def scenarios(draw: st.DrawFn, exact: bool = False) -> Raw:
    """A scenario as plain data."""
    return Maker(draw, exact).scenario()


class Maker(WorksChoices):
    """Makes the blocks of one scenario, choice by choice; the first option is the simplest."""

    def __init__(self, draw: st.DrawFn, exact: bool) -> None:
        super().__init__(draw, exact)
        self.parks: tuple[str, ...] = PARKS[: self.one(1, 2, 2, 3)]
        self.spaces = self.some(SPACES[: self.one(1, 3)])
        self.chain = self.some(STAGES)
        self.tracks = self.some(TRACKS)
        self.spaceless: str | None = None
        """A stage that needs no space; never the only one of a chain."""
        self.ahead = self.odds(1, 3)
        """Whether much is taken ahead, held through a stage without space, and fails."""
        if self.ahead:
            self.chain, self.spaceless = [*STAGES], STAGES[1]
        elif len(self.chain) > 1 and self.odds(1, 3):
            self.spaceless = self.one(*self.chain[1:], self.chain[0])
        self.shared = self.one(None, *self.chain)
        """A stage in whose space firms have several lines."""
        self.makers = [track for track in self.tracks[1:] if self.odds(1, 3)]
        """Tracks of contract manufacturers."""
        self.vague = not exact and self.odds(1, 3)
        self.floors: set[str] = set()
        """Types that tell ground floors apart."""
        self.standing: set[str] = set()
        """Types that stand at the start."""

    def scenario(self) -> Raw:
        spaces = {space: self.space(space) for space in self.spaces}
        own = {track: self.track(track) for track in self.tracks}
        demand = self.demand(own)
        above = {} if self.exact or self.odds(3, 4) else self.top_down(own, demand)
        return {
            **above,
            "name": "generated",
            "clock": {"start": f"{START}-01", "end": self.one("2025-12", "2025-12", "2024-08")},
            "confidence": "80%",
            "signals": {"waiting": "5%", "months": 3},
            "seed": self.number(0, 1000),
            "parks": {park: self.luck(park) for park in self.parks},
            "spaces": spaces,
            "stock": {space: self.stock(space) for space in self.spaces if self.odds(7, 8)},
            "opening": {
                "pipeline": self.odds(1, 2),
                "building": self.odds(1, 2),
                **self.block((1, 2), queue=self.queue),
                **self.grown(),
            },
            "reserves": {f"in-{s}": self.reserve(s) for s in self.spaces if self.odds(1, 2)},
            "stages": {name: self.stage(name) for name in self.chain},
            "chain": self.chain,
            "tracks": own,
            "cycles": CYCLES,
            "demand": demand,
            "supply": self.projects(),
            "renewals": self.renewals(),
            **self.block((1, 2), returns=self.returns),
            "retirements": {"retire": self.retirement()} if self.odds(1, 3) else {},
            "rent": {space: self.rent() for space in self.spaces if self.odds(1, 2)},
        }

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

    def queue(self) -> Raw:
        """Who waits at the start for some types: few, or more than soon find room."""
        return {space: self.ranged(self.one("2", "9", "0")) for space in self.some(self.spaces)}

    def unit(self) -> Raw:
        sizes = (400, 200) if self.exact else (1, 60, 150, 500)
        return {"area": self.ranged(f"{self.one(*sizes)} m²"), "basis": self.basis()}

    def stock(self, space: str) -> Raw:
        self.standing.add(space)
        return {
            **self.on_ground(space),
            "area": self.total(),
            "basis": self.basis(),
            "parks": self.shares(self.parks),
            "occupied": self.percent(0, 50, 100, 100),
            **self.block((1, 3), occupied_in=lambda: {self.parks[-1]: self.percent(0, 50, 100)}),
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
            "parks": {p: self.ranged(self.one("90%", "1.2", "40%")) for p in self.some(self.parks)},
            **self.block((1, 2), new_over_old=lambda: self.ranged(self.one("110%", "1", "80%"))),
        }

    def market(self) -> Raw:
        """An answer to vacancy that changes no area where all areas must stay whole."""
        answers: Raw = {"elsewhere": lambda: self.ranged(self.one("-4", "2"))}
        if not self.exact:
            answers["area"] = lambda: self.ranged(self.one("1.5", "-1"))
        stated = self.block(**answers) or {"elsewhere": "-4"}
        return {"usual": self.percent(20, 0, 60), **stated}

    def reserve(self, space: str) -> Raw:
        return {
            "space": space,
            "parks": self.some(self.parks),
            "tracks": self.some(self.tracks),
            "share": self.percent(20, 50, 100) if self.exact else self.percent(0, 29, 71),
        }

    def stage(self, name: str) -> Raw:
        if name == self.spaceless:
            duration = self.law(0, 9) if self.odds(1, 2) else self.span(0, 9)
            more = self.block(
                success=lambda: self.percent(100, 70),
                holds=lambda: self.percent(50, 100),
                while_waiting=lambda: self.one("keep", "release"),
                closes=self.hazard,
                answers=lambda: self.answers("duration", "success", "closes"),
            )
            if self.ahead:
                more |= {"success": self.percent(70), "holds": self.percent(50, 100)}
            return {"space": "none", "duration": duration, **more, **self.luck(name)}
        space = self.one(*self.spaces)
        others = [s for s in self.spaces if s != space]
        ahead: Raw = {}
        if self.ahead:
            ahead = {
                "success": self.percent(70, 40),
                "look_ahead": self.ranged(self.months(2, 9)),
                "strands": {"share": self.percent(50, 100), "time": self.span(0, 9)},
            }
        return {
            "space": space,
            "basis": self.basis(),
            "area": self.area(),
            "duration": self.law(0, 9) if self.odds(1, 2) else self.span(0, 9),
            **self.preference(space),
            **self.luck(name),
            **self.block(
                substitutes=lambda: self.some(others, least=0),
                success=lambda: self.percent(100, 70, 30),
                fit_out=lambda: self.span(0, 4),
                patience=lambda: self.one(self.span(0, 8), self.span(0, 8), "0 days", "forever"),
                look_ahead=lambda: self.ranged(self.months(0, 6)),
                prelet=lambda: self.ranged(self.months(3, 18)),
                strands=lambda: {"share": self.percent(100, 50, 0), "time": self.span(0, 9)},
                while_waiting=lambda: self.one("keep", "release"),
                keep=lambda: self.odds(2, 3),
                priority=lambda: self.number(-1, 1),
                heavy=lambda: self.percent(100, 50) if self.exact else self.percent(100, 35, 60),
                stay_put=lambda: self.odds(1, 2),
                choices=lambda: self.one(1, len(self.parks)),
                spillover_after=lambda: self.ranged(self.months(0, 4)),
                closes=self.hazard,
                gives_back=lambda: {"rate": self.hazard(), "share": self.percent(25, 50, 100)},
                answers=lambda: self.answers(*Answer._fields),
                market=self.market,
            ),
            **ahead,
        }

    def preference(self, space: str) -> Raw:
        """Which parks a stage prefers: any, those where its type stands, an order, or weights."""
        match self.number(0, 4):
            case 1 if space in self.standing:
                return {"parks": "stock"}
            case 2 | 3:
                return {"park_order": self.some(self.parks)}
            case 4:
                weights = {park: self.one(1, 3, 0.25) for park in self.some(self.parks)}
                return {"parks": weights}
            case _:
                return {}

    def track(self, track: str) -> Raw:
        said: Raw = {"chain": self.some(self.chain)} if self.odds(1, 2) else {}
        if said.get("chain") == [self.spaceless]:
            del said["chain"]
        chain = said.get("chain", self.chain)
        stages = {}
        for name in chain:
            if name == self.spaceless:
                continue
            stages[name] = self.block(
                (1, 4),
                success=lambda: self.percent(100, 0),
                area=self.area,
                heavy=lambda: self.percent(0, 100),
            )
            if track not in self.makers:
                stages[name] |= self.block(route=self.route)
            if name == self.shared and name != chain[-1] and track not in self.makers:
                stages[name]["lines"] = self.lines()
            if name == chain[-1]:
                stages[name] |= self.block((1, 2), expansion=self.expansion, duration=self.endless)
            if "expansion" not in stages[name]:
                stages[name] |= self.block((1, 2), lease=self.lease)
        return said | {"stages": stages}

    def lines(self) -> Raw:
        share = self.percent(100, 0) if self.exact else self.percent(40, 0, 100)
        return {"number": self.ranged(self.one("3", "1.5", "2.2")), "area": share}

    def route(self) -> Raw:
        share = "25%" if self.exact else "37%"
        asked = [self.asked(f"{track}-at-makers", share) for track in self.makers]
        return {
            "self_build": self.percent(0, 30, 100) if not self.ahead else self.percent(50, 100),
            "build": self.span(0, 8),
            **self.block(
                elsewhere=lambda: self.percent(0, 20, 50),
                cdmo=lambda: self.percent(0, 0, 40, 100),
                **({"cdmo_demand": lambda: self.one(*asked)} if asked else {}),
            ),
            **self.block((1, 4), housed=lambda: self.percent(30, 0, 100)),
            **self.block(plant=self.plant),
        }

    def asked(self, stream: str, share: str) -> Raw:
        """What a contract manufacturer asks for."""
        size = {"share": share}
        if self.odds(1, 2):
            size = {"area": self.area(), "basis": self.basis()}
        return {"stream": stream, **size, **self.block((1, 2), chance=lambda: self.percent(50, 0))}

    def plant(self) -> Raw:
        return self.one({}, {"area": self.area(), "basis": self.basis()})

    def returns(self) -> Raw:
        """Most leavers come back within the clock, or few do."""
        ways = ("elsewhere", "patience", "turned_away")
        rate = self.one("300% per year", "3000% per year", "20% per year", "0% per year")
        return {"rate": rate, **self.block((1, 3), after=lambda: self.some(ways))}

    def expansion(self) -> Raw:
        more = self.block(patience=lambda: self.span(0, 4), fit_out=lambda: self.span(0, 2))
        return {"every": self.span(1, 6), "area": self.area(), **more}

    def lease(self) -> Raw:
        """Short terms; parts stay whole where all areas must."""
        pulls: Raw = {
            key: lambda: self.ranged(self.one("3", "0", "-2"))
            for key in ("vacancy_pull", "newness_pull")
        }
        pulls["rent_pull"] = lambda: self.ranged(self.one("-3", "0", "-10"))
        decided = self.block(compares=lambda: self.percent(100, 60), **pulls)
        if self.odds(1, 2):
            part = "100%" if self.exact else self.percent(40, 100, 7)
            decided |= {"grows": self.percent(50, 20), "grows_by": part}
        if not self.exact and self.odds(1, 2):
            decided |= {"shrinks": self.percent(50, 30), "shrinks_by": self.percent(30, 80, 100)}
        if not {"compares", "grows", "shrinks"} & set(decided):
            decided["compares"] = "100%"
        return {"term": self.span(1, 6), **decided}

    def endless(self) -> Any:
        return self.one("forever", self.span(3, 12))

    def demand(self, own: dict[str, Raw]) -> Raw:
        found: Raw = {}
        chains = {track: said.get("chain", self.chain) for track, said in own.items()}
        for track, chain in chains.items():
            asking = [name for name in chain if name != self.spaceless]
            entries = asking if track in self.makers else chain
            stream = {"track": track, "entry": self.one(entries[0], entries[0], *entries)}
            if track in self.makers:
                rate = self.one("0 per year", "4 per year")
                found[f"{track}-at-makers"] = {**stream, "rate": rate}
            elif self.odds(5, 6):
                factors = {"2024-04": 0, "2024-09": self.one(0.5, 2)}
                grows = {"growth": self.one("50% per year", "-30% per year"), "start": "2024-04"}
                profile = self.one({"steps": factors}, {"linear": factors}, grows)
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
                    **self.grew(chain),
                }
        self.common = self.month() if self.odds(1, 6) else None
        for number in range(self.number(1, 9)):
            track = self.one(*self.tracks)
            found[f"known-{number}"] = {
                "track": track,
                "entry": self.one(*(name for name in chains[track] if name != self.spaceless)),
                "date": self.date(),
                "area": self.ranged(self.plain_area()),
                "basis": self.basis(),
                **self.luck(f"known-{number}"),
            }
            if "route" in own[track]["stages"][found[f"known-{number}"]["entry"]]:
                found[f"known-{number}"]["own_plant"] = self.odds(1, 2)
        self.common = None
        return found

    def grown(self) -> Raw:
        """At times growth before the clock, at times only of the flow into some stage."""
        if self.odds(3, 4):
            return {}
        ends = {"range": ["20% per year", "60% per year"]} if self.vague else {}
        into = self.block((1, 2), growth_into=lambda: self.one(*self.chain))
        return {"growth": {"value": "40% per year", **ends}, **into}

    def top_down(self, own: dict[str, Raw], demand: Raw) -> Raw:
        """Demand from above, by stages that somebody leases for."""
        leased = [
            (track, stage)
            for track in self.tracks
            for stage in own[track].get("chain", self.chain)
            if stage != self.spaceless and "route" not in own[track]["stages"][stage]
        ]
        if not leased:
            return {}
        shares = self.one(["100%"], ["30%", "70%"])
        played = self.block((2, 3), needs_floor=lambda: self.percent(0, 20, 100))
        streams = {}
        for number, share in enumerate(shares):
            track, stage = self.one(*leased)
            if played:  # makers replace what ends: those that stay for moments would be too many
                own[track]["stages"][stage]["duration"] = self.endless()
            profile = {"linear": {"2024-03": 1, "2024-12": self.one(0, 2)}}
            streams[f"above-{number}"] = {
                "track": track,
                "entry": stage,
                "share": share,
                **self.block((1, 3), profile=lambda profile=profile: profile),
                **self.grew(own[track].get("chain", self.chain)),
            }
        firms = [name for name in demand if name.endswith("-firms")]
        block = {
            "output_growth": "600 元/年",
            "density": self.ranged("1 元/m²"),
            "basis": self.basis(),
            "streams": streams,
            "replaces": self.some(firms) if firms else [],
        }
        return {"top_down": block | played}


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


def with_tiers(raw: Raw) -> Raw:
    """A scenario whose leases end soon and compare old buildings and new ones, which open soon."""
    pulls = {"vacancy_pull": 1, "newness_pull": 1, "rent_pull": -3}
    cuts = {"shrinks": "20%", "shrinks_by": "40%"}
    lease = {"term": "3 months", "compares": "80%", **pulls, **cuts}

    def without(one: Raw) -> Raw:
        return {key: said for key, said in one.items() if key not in ("expansion", "lease")}

    stages = {
        name: without(one) | ({} if one["space"] == "none" else {"lease": lease})
        for name, one in raw["stages"].items()
    }
    tracks = {
        name: track | {"stages": {n: without(one) for n, one in track["stages"].items()}}
        for name, track in raw["tracks"].items()
    }
    rent = {"level": "30 元/m²/月", "basis": "lettable", "natural_vacancy": "10%"}
    rent |= {"adjustment": "2", "new_over_old": "130%"}
    soon = {"start": f"{START}-02", "construction": "2 months"}
    supply = {
        name: {key: said for key, said in one.items() if key not in ("opens", "trigger")} | soon
        for name, one in raw["supply"].items()
    }
    rents = dict.fromkeys(raw["stock"], rent)
    return raw | {"stages": stages, "tracks": tracks, "rent": rents, "supply": supply}
