"""Checks on what is possible but does nothing, or is hardly meant: all of them warn."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.case import Case, high, low
from sim.scenario.checks.company import hazards
from sim.scenario.checks.supply import first_start, rules_of, works_of
from sim.scenario.errors import Problem
from sim.scenario.plan.chains import Fields
from sim.scenario.schema.demand import Compound, Linear, Steps, Stream
from sim.scenario.schema.standards import SupplyMonthsStandard, WaitStandard
from sim.scenario.schema.supply import Building, Instead, Triggered
from sim.scenario.values.chances import Chance
from sim.scenario.values.dates import MONTH, Date, DateChance
from sim.scenario.values.numbers import Number
from sim.scenario.values.quantities import show_quantity
from sim.scenario.values.units import AREA
from sim.text.messages.warnings import CERTAIN, WHY

_COMPANY = 1e7
"""m²: the largest factories have half of it."""
_CITY = 1e9
"""m²: a city of twenty-five million has not much more floor of any kind."""
_ARRIVALS = 100_000
"""A year: new firms of all trades in such a city are four times that."""
_FIRST, _LAST = ("look_ahead", "stay_put", "holds", "strands"), ("while_waiting", "keep", "lines")
"""What does nothing in a first, and in a last stage."""


def what_is_described_is_used(case: Case) -> Iterator[Problem]:
    """Stages are in a chain, cycles move a rate, types are asked for, and parks have space."""
    spec = case.spec
    above = spec.top_down.streams if spec.top_down else {}
    cycles = {name for stream in above.values() for name in stream.cycles}
    for block in spec.demand.values():
        cycles |= set(block.cycles if isinstance(block, Stream) else ())
    for _, _, fields in case.stages():
        cycles |= set(fields["answers"][1] if "answers" in fields else ())
    shares = [*(one.parks for one in spec.stock.values())]
    shares += [one.parks for one in spec.supply.values()]
    used = {
        "stages": ({stage for _, stage, _ in case.stages()}, "stage"),
        "cycles": (cycles, "cycle"),
        "trades": ({t.trade for t in spec.tracks.values() if t.trade}, "trade"),
        "spaces": ({name for _, _, fields in case.stages() for name in _tried(fields)}, "space"),
        "parks": ({park for of in shares for park, share in of.items() if high(share) > 0}, "park"),
    }
    for what, (names, why) in used.items():
        for name in getattr(spec, what):
            if name not in names:
                yield _without(case, "W618", f"{what}.{name}", why, name=name)


def what_a_stage_says_has_an_effect(case: Case) -> Iterator[Problem]:
    """A value of a stage does something in one track at least."""
    effects: dict[tuple[str, str, str], bool] = {}
    for track, stage, fields in case.stages():
        chain = case.chain(track)
        for key, why, does in _effects(case, fields, stage == chain[0], stage == chain[-1]):
            place = fields[key][0], key, why
            effects[place] = effects.get(place, False) or does
    for (path, key, why), does in effects.items():
        if not does:
            yield _without(case, "W619", path, why, key=key)


def _effects(
    case: Case, fields: Fields, first: bool, last: bool
) -> Iterator[tuple[str, str, bool]]:
    """Yield (field, why it might do nothing, whether it does something)."""
    values = {key: value for key, (_, value) in fields.items()}
    for key in (*_FIRST, *_LAST):
        if values.get(key) not in (None, False, "keep"):
            at_zero = key == "look_ahead" and high(values[key]) == 0
            if not at_zero:
                yield key, *(("first", not first) if key in _FIRST else ("last", not last))
    if "choices" in values:
        weights = {park: high(weight) for park, weight in values.get("parks", {}).items()}
        parks = values.get("park_order") or weights or case.spec.parks
        allowed = sum(1 for park in parks if weights.get(park, 1.0) > 0)
        yield "choices", "all_parks", values["choices"] < allowed or allowed == 1


def nothing_is_dated_after_the_end(case: Case) -> Iterator[Problem]:
    """Profiles, cycles, retirements and triggers say something about the clock's time."""
    end = case.spec.clock.end
    for path, profile in case.profiles():
        if isinstance(profile, Compound):
            if profile.start and profile.end and profile.start.first >= end.last:
                where = f"{path}.start"
                yield _without(case, "W619", where, "after_end", key="start", end=str(end))
            continue
        straight = isinstance(profile, Linear)
        kind, points = "linear" if straight else "steps", _points(profile)
        late = sorted((date for date in points if date.first >= end.last), key=lambda d: d.first)
        for date in late[1:] if straight and len(late) < len(points) else late:
            where = f"{path}.{kind}.{date}"
            yield _without(case, "W619", where, "after_end", key=str(date), end=str(end))
    for path, works in works_of(case):
        if not isinstance(works, Building) and first_start(case, works) >= end.last:
            yield _without(case, "W619", f"{path}.start", "after_end", key="start", end=str(end))
        if isinstance(works.start, Triggered):
            begin = works.start.trigger.window.start
            if begin is not None and begin.first >= end.last:
                where = f"{path}.start.trigger.window.start"
                yield _without(case, "W619", where, "after_end", key="trigger", end=str(end))


def what_is_zero_is_left_out(case: Case) -> Iterator[Problem]:
    """Nobody states a flow, a queue, a reserve or a suspension in order to have none of it."""
    spec = case.spec
    makers = {
        fields.route.cdmo_demand.stream
        for _, fields in case.blocks()
        if fields.route is not None and fields.route.cdmo_demand is not None
    }
    stated: dict[str, Number] = {}
    for name, reserve in spec.reserves.items():
        stated[f"reserves.{name}.share"] = reserve.share
    for name, project in spec.supply.items():
        if project.suspension is not None:
            stated[f"supply.{name}.suspension.chance"] = project.suspension.chance
        if project.pause is not None and project.pause.follows is not None:
            stated[f"supply.{name}.pause.follows"] = project.pause.follows
    for name, rent in spec.rent.items():
        stated[f"rent.{name}.adjustment"] = rent.adjustment
    stated |= {f"opening.queue.{name}": number for name, number in spec.opening.queue.items()}
    stated |= hazards(case) | _parts_given_back(case)
    growing = [(p, profile) for p, profile in case.profiles() if isinstance(profile, Compound)]
    stated |= {f"{p}.growth": g.growth for p, g in growing if low(g.growth) == 0}
    for path, number in stated.items():
        if high(number) == 0:
            yield _without(case, "W619", path, "zero", key=path.rpartition(".")[2])
    played = [b for n, b in spec.demand.items() if isinstance(b, Stream) and n not in makers]
    if played and len(played) > sum(1 for b in played if high(b.rate) == 0):
        for name, block in spec.demand.items():
            if isinstance(block, Stream) and name not in makers and high(block.rate) == 0:
                yield _without(case, "W619", f"demand.{name}.rate", "zero", key="rate")


def _parts_given_back(case: Case) -> dict[str, Number]:
    """Return the parts of leases that are given back, by path."""
    return {
        f"{path}.gives_back.share": fields.gives_back.share
        for path, fields in case.blocks()
        if fields.gives_back is not None
    }


def building_takes_time(case: Case) -> Iterator[Problem]:
    """What is built is under construction for a time, so that it can be let ahead."""
    for path, works in works_of(case):
        spans = [works.construction] if isinstance(works, Building) and works.construction else []
        if any(span.dist.support[1] == 0 for span in spans):
            yield case.problem("W624", f"{path}.construction")


def reserves_part_tracks(case: Case) -> Iterator[Problem]:
    """A reserve keeps a type for some of the tracks that ask for it, from others."""
    users: dict[str, set[str]] = {}
    for track, _, fields in case.stages():
        for space in _tried(fields):
            users.setdefault(space, set()).add(track)
    for name, reserve in case.spec.reserves.items():
        asking = users.get(reserve.space, set())
        path = f"reserves.{name}.tracks"
        if asking and asking <= set(reserve.tracks):
            yield _without(case, "W619", path, "nobody_outside", key=name)
        for track in reserve.tracks:
            if asking and track not in asking:
                yield _without(case, "W619", path, "unused", key=track, track=track)


def growth_goes_where_somebody_passes(case: Case) -> Iterator[Problem]:
    """Some stream passes the stage into which the flow grew before the clock."""
    into, passed = case.spec.opening.growth_into, set[str]()
    used = {*case.spec.demand_used, *case.spec.top_down_used}
    for path, stream in case.streams():
        chain = case.chain(stream.track)
        passes = chain[chain.index(stream.entry) :] if stream.entry in chain else []
        if stream.grew is None and path.rpartition(".")[2] in used:
            passed |= set(passes)
        if stream.grew_into is not None and stream.grew_into not in passes:
            yield _without(case, "W619", f"{path}.grew_into", "passes_by", key="grew_into")
    if into is not None and into not in passed:
        yield _without(case, "W619", "opening.growth_into", "not_passed", key="growth_into")


def occupied_shares_are_of_parks_with_stock(case: Case) -> Iterator[Problem]:
    """A share for a park is of what stands there; the usual one holds in some park."""
    for name, stock in case.spec.stock.items():
        standing = {park for park, share in stock.parks.items() if high(share) > 0}
        for park in stock.occupied_in:
            if park not in standing:
                path = f"stock.{name}.occupied_in.{park}"
                yield _without(case, "W619", path, "no_stock", key=park)
        if standing <= stock.occupied_in.keys():
            yield _without(case, "W619", f"stock.{name}.occupied", "no_rest", key="occupied")


def who_may_wait_has_not_begun(case: Case) -> Iterator[Problem]:
    """A pause is about lots that start after the clock does."""
    begin = case.spec.clock.start.first
    for name, project in case.spec.supply.items():
        start = project.start if project.lead is None else None
        if project.pause is not None and isinstance(start, DateChance) and start.latest <= begin:
            yield _without(case, "W619", f"supply.{name}.pause", "begun", key="pause")


def what_was_let_ahead_has_begun(case: Case) -> Iterator[Problem]:
    """A share let before the clock is of works that may be under way when it starts."""
    for name, project in case.spec.supply.items():
        if project.let_ahead is None or isinstance(project.start, Triggered | Instead):
            continue
        late = first_start(case, project) > case.spec.clock.start.first
        if late or high(project.let_ahead) == 0:
            why = "not_begun" if late else "zero"
            yield _without(case, "W619", f"supply.{name}.let_ahead", why, key="let_ahead")


def bounds_may_hold_or_fail(case: Case) -> Iterator[Problem]:
    """A trigger has a bound that vacancy can cross, a standard one that it may fail."""
    for path, rule in rules_of(case):
        under, over = rule.vacancy.under, rule.vacancy.over
        for key, never in (
            ("under", under is not None and high(under) == 0),
            ("over", over is not None and low(over) == 1),
        ):
            if never:
                yield _without(case, "W619", f"{path}.vacancy.{key}", "never_holds", key=key)
    for name, standard in case.spec.standards.items():
        always = {"at_most": 1.0, "at_least": 0.0}
        if isinstance(standard, WaitStandard):
            always = {"share": 0.0}
        elif isinstance(standard, SupplyMonthsStandard):
            always = {}
        for key, bound in always.items():
            number = getattr(standard, key, None)
            if number is not None and number.value == bound and number.range is None:
                where = f"standards.{name}.{key}"
                yield _without(case, "W619", where, "always_holds", key=key)


def who_comes_back_has_left(case: Case) -> Iterator[Problem]:
    """`after` names ways in which somebody may leave, where it is stated."""
    returns = case.spec.returns
    if returns is None or "after" not in returns.model_fields_set:
        return
    ways = set()
    for _, _, fields in case.stages():
        if "route" in fields and high(fields["route"][1].elsewhere) > 0:
            ways.add("elsewhere")
        if "patience" in fields and fields["patience"][1].dist.kind != "forever":
            ways.add("patience")
    if any(space.max_waiting is not None for space in case.spec.spaces.values()):
        ways.add("turned_away")
    for way in returns.after:
        if way not in ways:
            yield _without(case, "W619", "returns.after", "nobody_left", key=way)


def confidence_can_be_reached(case: Case) -> Iterator[Problem]:
    """A plan is adequate with a probability between never and always."""
    confidence = case.spec.confidence
    for end, meaning in CERTAIN.items():
        if confidence.value == end:
            yield case.problem("W614", "confidence", given=confidence.text, meaning=meaning)


def signals_fit_into_the_record(case: Case) -> Iterator[Problem]:
    """As many months as a shortage must last are recorded."""
    clock = case.spec.clock
    recorded = (clock.end.last - (clock.record_from or clock.start).first) // MONTH
    if case.spec.signals.months > recorded:
        words = {"months": str(case.spec.signals.months), "recorded": str(recorded)}
        yield case.problem("W615", "signals.months", **words)


def sizes_are_those_of_a_city(case: Case) -> Iterator[Problem]:
    """A company asks for less than a district, a block holds less than a city, and fewer come."""
    spec, area = case.spec, AREA.within(case.spec.units)
    sizes = [
        (f"{path}.area", fields.area.dist.mean, _COMPANY)
        for path, fields in case.blocks()
        if isinstance(fields.area, Chance)
    ]
    for block in ("stock", "supply", "renewals", "retirements", "demand"):
        for name, entry in getattr(spec, block).items():
            if hasattr(entry, "area"):
                most = _COMPANY if block == "demand" else _CITY
                sizes.append((f"{block}.{name}.area", high(entry.area), most))
    for path, size, most in sizes:
        if size > most:
            yield case.problem("W616", path, area=show_quantity(size, area, "en"))
    for name, stream in spec.demand.items():
        if isinstance(stream, Stream) and 12 * high(stream.rate) >= _ARRIVALS:
            raw = show_quantity(high(stream.rate), stream.rate.dimension, "en")
            yield case.problem("W617", f"demand.{name}.rate", raw=raw)


def _tried(fields: Fields) -> list[str]:
    own = [fields["space"][1]] if "space" in fields else []
    return [*own, *(fields["substitutes"][1] if "substitutes" in fields else [])]


def _points(profile: Steps | Linear) -> list[Date]:
    return list(profile.linear if isinstance(profile, Linear) else profile.steps)


def _without(case: Case, code: str, path: str, why: str, **words: str) -> Problem:
    return case.problem(code, path, **words, why=WHY[why].fill(**words))
