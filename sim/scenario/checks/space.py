"""Checks on areas, reserves, and lists of what is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sim.scenario.checks.case import Case, low
from sim.scenario.errors import Problem


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
