"""Generated works: projects, renewals and retirements, of which scenarios are made."""

from __future__ import annotations

from tests.choices import START, Choices, Raw


class WorksChoices(Choices):
    """Makes works in the parks and types of space of a scenario."""

    parks: tuple[str, ...]
    spaces: list[str]
    floors: set[str]
    """Types that tell ground floors apart."""

    def luck(self, name: str) -> Raw:
        """At times the luck of an older id."""
        return {"luck": f"old-{name}"} if self.odds(1, 10) else {}

    def on_ground(self, space: str) -> Raw:
        """At times a share on ground floors of its own, where a type tells them apart."""
        if space not in self.floors:
            return {}
        share = lambda: self.percent(0, 50, 100) if self.exact else self.percent(0, 30, 85)  # noqa: E731
        return self.block((1, 2), ground=share)

    def projects(self) -> Raw:
        """Up to two; at times the second, or one more, stands in for what the first drops."""
        found = {n: self.project(n) for n in ("first", "second") if self.odds(2, 3)}
        if len(found) == 2 and "opens" not in found["first"] and self.odds(1, 4):
            first, second = found.values()
            first["pause"] = self.pause(drops=True)
            found["second"] = self.instead(second, first)
            if self.odds(1, 3):
                found["third"] = self.instead(second, first)
        return found

    def instead(self, project: Raw, of: Raw) -> Raw:
        """A project that stands in for what the first drops, at times from a date on."""
        later = self.block((1, 2), not_before=lambda: self.month(0, 18))
        project = project | {"lots": of["lots"], "start": {"instead_of": "first", **later}}
        project |= {"construction": project.get("construction", self.span(1, 12))}
        return {k: v for k, v in project.items() if k not in ("opens", "let_ahead")}

    def project(self, name: str) -> Raw:
        def suspension() -> Raw:
            return {
                "chance": self.percent(0, 50, 100),
                **self.block(resume=lambda: self.span(0, 4)),
            }

        mix, built = self.shares(self.spaces), self.building()
        ground = {space: found for space in mix for found in self.on_ground(space).values()}
        return {
            "area": self.total(),
            "basis": self.basis(),
            "parks": self.shares(self.parks),
            "mix": mix,
            "ground": ground,
            "lettable": "100%" if self.exact else self.percent(100, 86),
            "lots": self.number(1, 3),
            **built,
            **self.block(
                (1, 2),
                slip=lambda: self.span(0, 3),
                slip_common=lambda: self.span(0, 3),
                lag=lambda: self.months(0, 2),
            ),
            **self.block((1, 4), suspension=suspension),
            **({} if "opens" in built else self.block((1, 3), pause=self.pause)),
            **self.let_ahead(built),
            **self.luck(name),
        }

    def let_ahead(self, built: Raw) -> Raw:
        """At times a share that companies took before the clock, where the works may be under way.

        Of most works that are it is said, of few others: these have not begun in most worlds.
        """
        dated = not isinstance(built.get("start"), dict) or "between" in built["start"]
        begun = "opens" in built or str(START - 1) in str(built.get("start"))
        odds = (2, 3) if begun else (1, 8)
        return self.block(odds, let_ahead=lambda: self.percent(50, 100, 20)) if dated else {}

    def building(self) -> Raw:
        """When a project is built; one that started before the clock opens within it."""
        lead = self.block((1, 4), lead=lambda: self.span(0, 3))
        if self.odds(1, 6):
            return {**self.under_way(), **lead}
        if self.odds(1, 6):
            return self.listed()
        start = self.trigger() if self.odds(1, 3) else self.date()
        return {"start": start, "construction": self.span(1, 12), **lead}

    def under_way(self) -> Raw:
        """Works begun before the clock, of whose time to build some part is left in every world."""
        before = f"{START - 1}-10"
        start = self.one(before, f"{before}-11", {"between": [f"{START - 1}-06", before]})
        ends = ["60 days", "150 days", "420 days"]
        law = self.one(
            {"triangular": ends},
            {"pert": ends},
            {"uniform": ends[::2]},
            {"exponential": "4 months"},
            {"lognormal": {"mean": "6 months", "cv": 0.8}},
            {"gamma": {"mean": "6 months", "cv": "60%"}},
            {"weibull": {"scale": "6 months", "shape": 1.5}},
            {"discrete": [[self.months(1, 12), "50%"], ["14 months", "50%"]]},
        )
        if self.odds(1, 4):
            return {"start": before, "construction": self.months(4, 12)}
        return {"start": start, "construction": self.unsure(law)}

    def listed(self) -> Raw:
        """A project of which a list gives the date of completion, at times also the start."""
        late = {"between": [self.month(2, 11), self.month(12)]}
        opens = self.one(self.month(2), late, {"between": [f"{START - 1}-10", self.month()]})
        before = self.one(f"{START - 1}-09", *([] if opens != late else [f"{START}-02"]))
        return {"opens": opens, **self.block((1, 2), start=lambda: before)}

    def trigger(self) -> Raw:
        """A bound on vacancy, and a window that has a month end for it."""
        months, opens = self.number(1, 4), self.number(0, 12)
        closes = max(months - 1, opens) + self.number(0, 12)
        window = {"start": self.month(opens, opens), "end": self.month(closes, closes)}
        bound = self.one({"under": self.percent(50, 100, 20)}, {"over": self.percent(30, 0, 60)})
        said = self.block((1, 3), window=lambda: self.one(window, {"end": window["end"]}))
        return {"trigger": {**self.rule(bound, months), **said}}

    def rule(self, bound: Raw, months: int) -> Raw:
        """A bound on the vacancy of some type, at so many month ends on end."""
        return {
            "space": self.one(*self.spaces),
            "vacancy": bound,
            "months": months,
            **self.block((1, 2), park=lambda: self.one(*self.parks)),
            **self.block((1, 2), pipeline=lambda: True),
        }

    def pause(self, drops: bool = False) -> Raw:
        """A bound on vacancy that often holds for a time, and how long lots wait for it."""
        bound = self.one({"over": self.percent(30, 10, 60)}, {"under": self.percent(50, 90)})
        dropped = {"for_at_most": self.ranged(self.months(1, 6)), "then": "drop"}
        over = {"until": self.month(0, 12)}
        ends = (
            dropped | self.one({}, over) if drops else self.one({}, over, dropped, dropped | over)
        )
        if not drops and self.odds(1, 5):
            ends = {"for_at_most": self.ranged(self.months(0, 6))}
        follows = self.block((1, 3), follows=lambda: self.percent(50, 80))
        one = self.block((1, 4), one_by_one=lambda: True)
        return {**self.rule(bound, self.number(1, 3)), **ends, **follows, **one}

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
