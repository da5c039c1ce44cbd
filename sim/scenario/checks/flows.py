"""Checks on contract makers, own plants and firms that come back."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.case import Case, low
from sim.scenario.errors import Problem
from sim.scenario.plan.chains import stage_fields
from sim.scenario.schema.demand import NamedProject, Stream


def contract_makers_are_streams(case: Case) -> Iterator[Problem]:
    """`cdmo_demand` names a stream, whose own companies outsource nothing."""
    outsourcing = {
        track for track, _, fields in case.stages() if "route" in fields and _asks(fields["route"])
    }
    for path, fields in case.blocks():
        demand = fields.route.cdmo_demand if fields.route is not None else None
        if demand is None:
            continue
        block = case.spec.demand[demand.stream]
        where = f"{path}.route.cdmo_demand.stream"
        if not isinstance(block, Stream):
            yield case.problem("E529", where, name=demand.stream)
        elif block.track in outsourcing:
            yield case.problem("E530", where, name=demand.stream, track=block.track)


def contract_makers_ask_in_one_way(case: Case) -> Iterator[Problem]:
    """`cdmo_demand` has a share of the outsourced area, or an area of its own."""
    for path, fields in case.blocks():
        demand = fields.route.cdmo_demand if fields.route is not None else None
        if demand is not None and (demand.share is None) == (demand.area is None):
            yield case.problem("E470", f"{path}.route.cdmo_demand")


def areas_have_a_basis(case: Case) -> Iterator[Problem]:
    """The area of a contract maker or of a plant comes with its basis."""
    for path, fields in case.blocks():
        if fields.route is None:
            continue
        for key in ("cdmo_demand", "plant"):
            block = getattr(fields.route, key)
            if block is not None and (block.area is None) != (block.basis is None):
                stands = "basis" if block.area is None else "area"
                other = "area" if block.area is None else "basis"
                where = f"{path}.route.{key}.{stands}"
                yield case.problem("E471", where, key=stands, other=other)


def nobody_comes_back_before_leaving(case: Case) -> Iterator[Problem]:
    """The hazard of coming back is not negative."""
    returns = case.spec.returns
    if returns is not None and low(returns.rate) < 0:
        yield case.problem("E472", "returns.rate")


def known_plants_take_time_to_build(case: Case) -> Iterator[Problem]:
    """A named project that builds for itself does so in the `build` of its stage."""
    for name, block in case.spec.demand.items():
        if not isinstance(block, NamedProject) or not block.own_plant:
            continue
        route = stage_fields(case.spec, block.track, block.entry).get("route")
        if route is None or route[1].build is None:
            words = {"stage": block.entry, "track": block.track}
            yield case.problem("E473", f"demand.{name}.own_plant", **words)


def _asks(field: tuple[str, object]) -> bool:
    return getattr(field[1], "cdmo_demand", None) is not None
