"""Checks on stages without space, on growth before the clock, and on demand from above."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.plan.chains import is_spaceless
from sim.scenario.schema.demand import NO_SPACE, NamedProject, Route
from sim.scenario.values import limits
from sim.text.messages.blocks import BOUNDS

WITHOUT_SPACE = ("space", "duration", "success", "closes", "holds", "while_waiting", "answers")
"""Fields that a stage without space may have; it must have the first two."""


def a_stage_without_space_asks_for_none(case: Case) -> Iterator[Problem]:
    """Nothing about space stands in a stage without; `none` is not the name of a type."""
    reported = set()
    for track, stage, fields in case.stages():
        if not is_spaceless(fields):
            if "holds" in fields and fields["holds"][0] not in reported:
                reported.add(fields["holds"][0])
                yield case.problem("E493", fields["holds"][0], stage=stage, track=track)
            continue
        for key, (path, _) in fields.items():
            if key not in WITHOUT_SPACE and path not in reported:
                reported.add(path)
                yield case.problem("E478", path, key=key, stage=stage, track=track)
    if NO_SPACE in case.spec.spaces:
        yield case.problem("E479", f"spaces.{NO_SPACE}")


def who_must_ask_enters_where_there_is_space(case: Case) -> Iterator[Problem]:
    """Named projects and contract makers ask for space at once, so their first stage has some."""
    makers = _makers(case)
    for name, block in case.spec.demand.items():
        asks = isinstance(block, NamedProject) or name in makers
        known = block.entry in case.chain(block.track)
        if asks and known and is_spaceless(case.fields(block.track, block.entry)):
            yield case.problem("E480", f"demand.{name}.entry", name=name, stage=block.entry)


def lines_are_few(case: Case) -> Iterator[Problem]:
    """A firm has at least one product line in a space, and so many at most."""
    for path, fields in case.blocks():
        if fields.lines is None:
            continue
        number = fields.lines.number
        where = f"{path}.lines.number"
        words = {"key": "number", "raw": number.text}
        if low(number) < 1:
            yield case.problem("E410", where, bound=BOUNDS["ge"].fill(limit="1"), **words)
        if high(number) > limits.LINES:
            bound = BOUNDS["le"].fill(limit=str(limits.LINES))
            yield case.problem("E410", where, bound=bound, **words)


def a_firm_parts_once(case: Case) -> Iterator[Problem]:
    """Several lines stand in one stage of a chain, and not where contract makers ask."""
    streams = {name: case.spec.demand[name] for name in sorted(_makers(case))}
    first: dict[str, str] = {}
    reported = set()
    for track, stage, fields in case.stages():
        path, lines = fields.get("lines", ("", None))
        last = stage == case.chain(track)[-1]
        if last or lines is None or high(lines.number) <= 1 or path in reported:
            continue
        earlier = first.setdefault(track, stage)
        if earlier != stage:
            reported.add(path)
            yield case.problem("E497", path, track=track, stage=stage, earlier=earlier)
        for name, block in streams.items():
            if (block.track, block.entry) == (track, stage):
                reported.add(path)
                yield case.problem("E498", path, name=name, stage=stage)


def arrivals_did_not_fall(case: Case) -> Iterator[Problem]:
    """Before the clock arrivals grew or stayed, into some stage or all."""
    opening = case.spec.opening
    stated = [("opening", ("growth", "growth_into"), opening.growth, opening.growth_into)]
    stated += [
        (path, ("grew", "grew_into"), stream.grew, stream.grew_into)
        for path, stream in case.streams()
    ]
    for path, (rate, stage), growth, into in stated:
        if growth is not None and low(growth) < 0:
            yield case.problem("E481", f"{path}.{rate}", growth=growth.text)
        if into is not None and growth is None:
            yield case.problem("W606", f"{path}.{stage}", key=stage, other=rate)


def demand_from_above_is_complete(case: Case) -> Iterator[Problem]:
    """Where it is played, top-down demand has streams; its density is above 0."""
    block = case.spec.top_down
    if block is None:
        return
    if block.needs_floor is not None and not block.streams:
        yield case.problem("E482", "top_down.needs_floor")
    density = block.density
    if low(density) <= 0 or density.value <= 0:
        bound = BOUNDS["gt"].fill(limit="0")
        yield case.problem("E410", "top_down.density", key="density", raw=density.text, bound=bound)
    makers = _makers(case)
    for name in block.replaces:
        if name in makers:
            yield case.problem("E485", "top_down.replaces", name=name)


def demand_from_above_can_lease(case: Case) -> Iterator[Problem]:
    """Some of those who come by a top-down stream lease space at their first stage."""
    streams = case.spec.top_down.streams if case.spec.top_down else {}
    for name, block in streams.items():
        chain = case.chain(block.track)
        if block.entry not in chain:
            continue
        fields = case.fields(block.track, block.entry)
        route = fields["route"][1] if "route" in fields else Route()
        shares = (route.elsewhere, route.housed, route.cdmo, route.self_build)
        if is_spaceless(fields) or any(high(share) >= 1 for share in shares):
            path = f"top_down.streams.{name}.entry"
            yield case.problem("E484", path, name=name, stage=block.entry)


def _makers(case: Case) -> set[str]:
    """Return the streams that contract makers ask in."""
    return {
        fields.route.cdmo_demand.stream
        for _, fields in case.blocks()
        if fields.route is not None and fields.route.cdmo_demand is not None
    }
