"""Checks on whole units and ground floors."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.plan.chains import stage_fields
from sim.scenario.plan.plan import Plan


def units_are_worth_letting(case: Case) -> Iterator[Problem]:
    """A unit has at least 1 m²."""
    for name, space in case.spec.spaces.items():
        if space.unit is not None and low(space.unit.area) < 1:
            yield case.problem("E515", f"spaces.{name}.unit.area")


def ground_floors_are_told_apart(case: Case) -> Iterator[Problem]:
    """A share on ground floors stands where the space type has one, and where the type is built."""
    spec = case.spec
    said = [(f"stock.{s}.ground", s) for s, b in spec.stock.items() if b.ground is not None]
    for name, project in spec.supply.items():
        said += [(f"supply.{name}.ground.{space}", space) for space in project.ground]
        for space in project.ground:
            if space not in project.mix:
                words = {"space": space, "mix": ", ".join(project.mix)}
                yield case.problem("E465", f"supply.{name}.ground.{space}", **words)
    for name, renewal in spec.renewals.items():
        if renewal.ground is not None:
            said.append((f"renewals.{name}.ground", renewal.becomes or renewal.space))
    for path, space in said:
        if space in spec.spaces and spec.spaces[space].ground is None:
            yield case.problem("E464", path, space=space)


def heavy_area_meets_ground_floors(case: Case) -> Iterator[Problem]:
    """`heavy` does nothing where none of the types asked tells ground floors apart."""
    told = set()
    for _, _, fields in case.stages():
        path, share = fields.get("heavy", ("", None))
        asked = [*fields.get("substitutes", ("", []))[1]]
        asked += [fields["space"][1]] if "space" in fields else []
        known = [case.spec.spaces[space] for space in asked if space in case.spec.spaces]
        floors = any(space.ground is not None for space in known)
        if high(share) > 0 and asked and not floors and path not in told:
            told.add(path)
            yield case.problem("W606", path, key="heavy", other=f"spaces.{asked[-1]}.ground")


def units_fit_into_what_is_built(case: Case, plan: Plan) -> Iterator[Problem]:
    """What stands or is built of a type in a park has room for a unit."""
    cells = [
        (f"stock.{plan.pool_name(pool)[0]}.parks.{plan.pool_name(pool)[1]}", pool, area)
        for pool, area in enumerate(plan.capacity)
    ]
    for lot in plan.lots:
        cells += [(f"supply.{lot.id.split('/')[0]}.lots", pool, area) for pool, area in lot.cells]
    told = set()
    for path, pool, area in cells:
        space, park = plan.pool_name(pool)
        unit = plan.units[pool // len(plan.parks)]
        if 0 < area < unit and (path, pool) not in told:
            told.add((path, pool))
            words = {"space": space, "park": park, "area": f"{area:,}", "unit": f"{unit:,}"}
            yield case.problem("W466", path, **words)


def heavy_requests_fit_somewhere(case: Case, plan: Plan) -> Iterator[Problem]:
    """The heavy part of the mean request is not more than any pool ever has on ground floors."""
    for track, chain in enumerate(plan.chains):
        for stage in chain:
            pools = [
                plan.pool(space, park)
                for space in stage.spaces
                for park, weight in enumerate(stage.weights)
                if weight > 0
            ]
            most = max(
                (
                    plan.limit[p]
                    if plan.floors[p // len(plan.parks)] is None
                    else plan.ground_limit[p]
                    for p in pools
                ),
                default=0,
            )
            needed = stage.heavy * stage.area.mean
            if stage.lease > 0 and needed > most:
                names = plan.tracks[track], plan.stages[stage.stage]
                words = {"track": names[0], "stage": names[1], "needed": f"{needed:,.0f}"}
                path = stage_fields(case.spec, *names)["heavy"][0]
                yield case.problem("W467", path, **words, most=f"{most:,}")
