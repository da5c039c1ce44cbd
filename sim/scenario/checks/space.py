"""Checks on space types, pools and floors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.plan.plan import Plan
from sim.scenario.values import limits


def a_pool_has_one_reserve(case: Case) -> Iterator[Problem]:
    """No two reserves hold in the same pool."""
    taken: dict[tuple[str, str], str] = {}
    for name, reserve in case.spec.reserves.items():
        for park in dict.fromkeys(reserve.parks):
            pool = reserve.space, park
            if pool in taken:
                words = {"space": reserve.space, "park": park, "other": taken[pool]}
                yield case.problem("E513", f"reserves.{name}.parks", **words)
            taken.setdefault(pool, name)


def lists_name_a_thing_once(case: Case) -> Iterator[Problem]:
    """Lists of ids do not repeat themselves; only `substitutes` may be empty."""
    for path, names in _lists(case):
        twice = [name for name, count in Counter(names).items() if count > 1]
        if twice or not (names or path.endswith(".substitutes")):
            yield case.problem("E514", path, names=", ".join(twice) or "[]")


def queues_fit_into_their_list(case: Case) -> Iterator[Problem]:
    """No more wait for a type at the opening than its list holds."""
    for name, number in case.spec.opening.queue.items():
        stated = case.spec.spaces[name].max_waiting if name in case.spec.spaces else None
        most = limits.WAITING if stated is None else stated
        if high(number) > most:
            words = {"count": number.text, "most": f"{most:,}"}
            yield case.problem("E534", f"opening.queue.{name}", space=name, **words)


def areas_are_worth_building(case: Case) -> Iterator[Problem]:
    """Areas are at least 1 m² (asked areas on average), and a lot has at least that much."""
    spec = case.spec
    for path, fields in case.blocks():
        growth = fields.expansion
        more = growth.area if growth is not None else None
        plant, maker = (
            getattr(getattr(fields.route, key, None), "area", None)
            for key in ("plant", "cdmo_demand")
        )
        for key, area in (
            ("area", fields.area),
            ("expansion.area", more),
            ("route.plant.area", plant),
            ("route.cdmo_demand.area", maker),
        ):
            if area is not None and area.dist.mean < 1:
                yield case.problem("E515", f"{path}.{key}")
    for block in ("stock", "supply", "renewals", "retirements", "demand"):
        for name, entry in getattr(spec, block).items():
            if hasattr(entry, "area") and low(entry.area) < 1:
                yield case.problem("E515", f"{block}.{name}.area")
    for name, project in spec.supply.items():
        if project.lots > low(project.area):
            yield case.problem("E516", f"supply.{name}.lots")


def lettable_shares_are_above_zero(case: Case) -> Iterator[Problem]:
    """Space of which nothing can be let is no space."""
    for block in ("spaces", "supply"):
        for name, entry in getattr(case.spec, block).items():
            if low(entry.lettable) <= 0:
                yield case.problem("E517", f"{block}.{name}.lettable", key="lettable")
    for name, renewal in case.spec.renewals.items():
        if low(renewal.ratio) <= 0:
            yield case.problem("E517", f"renewals.{name}.ratio", key="ratio")


def _lists(case: Case) -> Iterator[tuple[str, list[str]]]:
    spec = case.spec
    yield "chain", spec.chain
    for name, track in spec.tracks.items():
        if track.chain is not None:
            yield f"tracks.{name}.chain", track.chain
    for name, reserve in spec.reserves.items():
        yield f"reserves.{name}.parks", reserve.parks
        yield f"reserves.{name}.tracks", reserve.tracks
    if spec.programme is not None:
        yield "programme.projects", spec.programme.projects
    if spec.top_down is not None and spec.top_down.replaces:
        yield "top_down.replaces", spec.top_down.replaces
    if spec.returns is not None:
        yield "returns.after", list(spec.returns.after)
    yield from _aimed(case)
    for path, fields in case.blocks():
        if fields.park_order is not None:
            yield f"{path}.park_order", fields.park_order
        if fields.substitutes is not None:
            yield f"{path}.substitutes", fields.substitutes


def _aimed(case: Case) -> Iterator[tuple[str, list[str]]]:
    for block in ("standards", "targets"):
        for name, aim in getattr(case.spec, block).items():
            for key in ("spaces", "parks", "tracks"):
                if (ids := getattr(aim, key, None)) is not None:
                    yield f"{block}.{name}.{key}", ids


def units_are_worth_letting(case: Case) -> Iterator[Problem]:
    """A unit has at least 1 m²."""
    for name, space in case.spec.spaces.items():
        if space.unit is not None and low(space.unit.area) < 1:
            yield case.problem("E515", f"spaces.{name}.unit.area")


def ground_floors_are_told_apart(case: Case) -> Iterator[Problem]:
    """A share on ground floors stands where the space type has one, and where the type is built."""
    spec = case.spec
    stated = [(f"stock.{s}.ground", s) for s, b in spec.stock.items() if b.ground is not None]
    for name, project in spec.supply.items():
        stated += [(f"supply.{name}.ground.{space}", space) for space in project.ground]
        for space in project.ground:
            if space not in project.mix:
                words = {"space": space, "mix": ", ".join(project.mix)}
                yield case.problem("E465", f"supply.{name}.ground.{space}", **words)
    for name, renewal in spec.renewals.items():
        if renewal.ground is not None:
            stated.append((f"renewals.{name}.ground", renewal.becomes or renewal.space))
    for path, space in stated:
        if space in spec.spaces and spec.spaces[space].ground is None:
            yield case.problem("E464", path, space=space)


def heavy_area_meets_ground_floors(case: Case) -> Iterator[Problem]:
    """`heavy` does nothing where none of the types asked tells ground floors apart."""
    reported = set()
    for _, _, fields in case.stages():
        path, share = fields.get("heavy", ("", None))
        types = [*fields.get("substitutes", ("", []))[1]]
        types += [fields["space"][1]] if "space" in fields else []
        known = [case.spec.spaces[space] for space in types if space in case.spec.spaces]
        floors = any(space.ground is not None for space in known)
        if high(share) > 0 and types and not floors and path not in reported:
            reported.add(path)
            yield case.problem("W606", path, key="heavy", other=f"spaces.{types[-1]}.ground")


def units_fit_into_what_is_built(case: Case, plan: Plan) -> Iterator[Problem]:
    """What stands or is built of a type in a park has room for a unit."""
    cells = [("", pool, area) for pool, area in enumerate(plan.capacity)]
    cells += [(lot.id, pool, area) for lot in plan.lots for pool, area in lot.cells]
    reported = set()
    for lot_id, pool, area in cells:
        unit = plan.units[pool // len(plan.parks)]
        if not 0 < area < unit:
            continue
        space, park = plan.pool_name(pool)
        path = f"supply.{lot_id.split('/')[0]}.lots" if lot_id else f"stock.{space}.parks.{park}"
        if (path, pool) not in reported:
            reported.add((path, pool))
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
            needed = stage.heavy * stage.leased_area
            if stage.lease > 0 and needed > most:
                names = plan.tracks[track], plan.stages[stage.stage]
                words = {"track": names[0], "stage": names[1], "needed": f"{needed:,.0f}"}
                path = case.fields(*names)["heavy"][0]
                yield case.problem("W467", path, **words, most=f"{most:,}")
