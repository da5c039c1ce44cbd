"""Plans of space: what stands, what is reserved, built, renewed and retired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sim.scenario.plan.identities import lot_id
from sim.scenario.plan.plan import FOREVER, ReservePlan, returned, to_area, to_ticks
from sim.scenario.plan.reading import NEVER, WorldReading
from sim.scenario.plan.split import part, split
from sim.scenario.plan.works import LotPlan, PausePlan, RenewalPlan, Timing, TriggerPlan
from sim.scenario.schema.supply import (
    AnyWorks,
    Instead,
    Project,
    Renewal,
    Retirement,
    Triggered,
    VacancyRule,
)
from sim.scenario.values.dates import DateChance
from sim.scenario.values.numbers import ShareNumber


def units(read: WorldReading) -> tuple[int, ...]:
    """Return the size of a unit of each space type, in m²; 1 where there are none."""
    sizes = []
    for space in read.ranks.spaces:
        unit = read.spec.spaces[space].unit
        area = read.number(f"spaces.{space}.unit.area", unit.area if unit else None, absent=1.0)
        sizes.append(to_area(area * (read.factor(unit.basis, space) if unit else 1.0)))
    return tuple(sizes)


def floors(read: WorldReading) -> tuple[float | None, ...]:
    """Return the usual share of each space type on ground floors; None: not told apart."""
    return tuple(
        None if block.ground is None else read.number(f"spaces.{space}.ground", block.ground)
        for space, block in ((s, read.spec.spaces[s]) for s in read.ranks.spaces)
    )


def _ground(
    read: WorldReading, own: Mapping[str, tuple[str, ShareNumber | None]]
) -> tuple[float, ...]:
    """Return the share on ground floors by space type: its own (path, number), or the usual."""
    return tuple(
        read.number(*own.get(space, ("", None)), absent=usual or 0.0)
        for space, usual in zip(read.ranks.spaces, read.part(floors), strict=True)
    )


def capacity(read: WorldReading) -> tuple[int, ...]:
    """Return the capacity of each pool at the start, in m²."""
    areas = [0] * read.ranks.pools
    for space, block in read.spec.stock.items():
        path = f"stock.{space}"
        total = to_area(read.number(f"{path}.area", block.area) * read.factor(block.basis, space))
        parks = sorted(block.parks)
        weights = [read.number(f"{path}.parks.{p}", block.parks[p]) for p in parks]
        for park, area in zip(parks, split(total, weights), strict=True):
            areas[read.ranks.pool(space, park)] = area
    return tuple(areas)


def ground(read: WorldReading) -> tuple[int, ...]:
    """Return the capacity of each pool on ground floors at the start, in m²."""
    stock = {s: (f"stock.{s}.ground", block.ground) for s, block in read.spec.stock.items()}
    shares, parks = _ground(read, stock), len(read.ranks.parks)
    return tuple(part(area, shares[p // parks]) for p, area in enumerate(read.part(capacity)))


def occupied(read: WorldReading) -> tuple[int, ...]:
    """Return the area of each pool that is leased at the start, in m²: whole units."""
    areas, taken = read.part(capacity), [0] * read.ranks.pools
    sizes, parks = read.part(units), len(read.ranks.parks)
    for space, block in read.spec.stock.items():
        usual = read.number(f"stock.{space}.occupied", block.occupied)
        rank = read.ranks.spaces.index(space)
        for number, park in enumerate(read.ranks.parks):
            own, pool = f"stock.{space}.occupied_in.{park}", rank * parks + number
            share = read.number(own, block.occupied_in.get(park), absent=usual)
            leased = min(areas[pool], int(areas[pool] * share + 0.5))
            taken[pool] = leased - leased % sizes[rank]
    return tuple(taken)


def reserves(read: WorldReading) -> tuple[ReservePlan | None, ...]:
    """Return the reserve of each pool."""
    by_pool: list[ReservePlan | None] = [None] * read.ranks.pools
    for name, reserve in read.spec.reserves.items():
        plan = ReservePlan(
            share=read.number(f"reserves.{name}.share", reserve.share),
            tracks=frozenset(read.ranks.tracks.index(t) for t in reserve.tracks),
        )
        for park in reserve.parks:
            by_pool[read.ranks.pool(reserve.space, park)] = plan
    return tuple(by_pool)


def lots(read: WorldReading) -> tuple[LotPlan, ...]:
    """Return the lots of all projects, by project."""
    return tuple(lot for name in sorted(read.spec.supply) for lot in read.part(_lots, name))


def _lots(read: WorldReading, name: str) -> tuple[LotPlan, ...]:
    project, path = read.spec.supply[name], f"supply.{name}"
    ratio = read.number(f"{path}.lettable", project.lettable)
    total = to_area(
        read.number(f"{path}.area", project.area) * (ratio if project.basis == "gross" else 1.0)
    )
    pools, weights = read.part(_places, name)
    size, rest = divmod(total, project.lots)
    areas = [size + 1] * rest + [size] * (project.lots - rest)
    cells = {
        area: tuple((p, a) for p, a in zip(pools, split(area, weights), strict=True) if a > 0)
        for area in set(areas)
    }
    timing = read.part(_timing, "supply", name)
    stop = project.suspension
    suspended = read.number(f"{path}.suspension.chance", stop.chance if stop else None)
    resume = read.law(f"{path}.suspension.resume", stop.resume if stop else None, NEVER)
    ahead = read.number(f"{path}.let_ahead", project.let_ahead)
    own = {space: (f"{path}.ground.{space}", share) for space, share in project.ground.items()}
    on_ground = _ground(read, own)
    luck = project.luck or name
    lots = enumerate(zip(read.part(_lot_ids, name), areas, strict=True))
    return tuple(
        [
            LotPlan(id_, luck, lot, timing, resume, suspended, ahead, cells[area], on_ground)
            for lot, (id_, area) in lots
        ]
    )


def _lot_ids(read: WorldReading, name: str) -> tuple[str, ...]:
    return tuple(lot_id(name, lot) for lot in range(read.spec.supply[name].lots))


def _places(read: WorldReading, name: str) -> tuple[list[int], list[float]]:
    """Return the pools of a project and its share in each."""
    project, path = read.spec.supply[name], f"supply.{name}"
    places = [(s, p) for s in sorted(project.mix) for p in sorted(project.parks)]
    weights = [
        read.number(f"{path}.mix.{s}", project.mix[s])
        * read.number(f"{path}.parks.{p}", project.parks[p])
        for s, p in places
    ]
    return [read.ranks.pool(s, p) for s, p in places], weights


def renewals(read: WorldReading) -> tuple[RenewalPlan, ...]:
    """Return renewals and retirements, by id."""
    blocks = {
        **dict.fromkeys(read.spec.renewals, "renewals"),
        **dict.fromkeys(read.spec.retirements, "retirements"),
    }
    return tuple(read.part(_renewal, blocks[name], name) for name in sorted(blocks))


def _renewal(read: WorldReading, block: str, name: str) -> RenewalPlan:
    works: Renewal | Retirement = getattr(read.spec, block)[name]
    path, ranks = f"{block}.{name}", read.ranks
    area = read.number(f"{path}.area", works.area) * read.factor(works.basis, works.space)
    within = works.vacate_within
    pool = ranks.pool(works.space, works.park)
    target, ratio, ground = pool, 0.0, 0.0
    if isinstance(works, Renewal):
        becomes = works.becomes or works.space
        target = ranks.pool(becomes, works.park)
        ratio = read.number(f"{path}.ratio", works.ratio)
        shares = _ground(read, {becomes: (f"{path}.ground", works.ground)})
        ground = shares[ranks.spaces.index(becomes)]
    return RenewalPlan(
        id=name,
        luck=works.luck or name,
        pool=pool,
        target=target,
        area=to_area(area),
        ratio=ratio,
        ground=ground,
        vacate_by=read.tick(works.vacate_by.last) if works.vacate_by else FOREVER,
        vacate_within=to_ticks(read.number(f"{path}.vacate_within", within)) if within else FOREVER,
        timing=read.part(_timing, block, name),
    )


def triggers(read: WorldReading) -> tuple[TriggerPlan, ...]:
    """Return what decides works at month ends, by block and id."""
    return tuple(read.part(_trigger, block, name) for block, name in _triggered(read))


def _triggered(read: WorldReading) -> list[tuple[str, str]]:
    return [
        (block, name)
        for block in ("supply", "renewals", "retirements")
        for name, works in sorted(getattr(read.spec, block).items())
        if isinstance(works.start, Triggered)
    ]


def _trigger(read: WorldReading, block: str, name: str) -> TriggerPlan:
    start: Triggered = getattr(read.spec, block)[name].start
    trigger = start.trigger
    first, last = trigger.window.start, trigger.window.end
    return TriggerPlan(
        **_rule(read, f"{block}.{name}.start.trigger", trigger),
        earliest=read.tick(first.first) if first else 0,
        latest=read.tick(last.last) if last else FOREVER,
    )


def pauses(read: WorldReading) -> tuple[PausePlan, ...]:
    """Return what lets lots wait, by project."""
    return tuple(read.part(_pause, name) for name in _paused(read))


def _paused(read: WorldReading) -> list[str]:
    return [name for name, project in sorted(read.spec.supply.items()) if project.pause]


def _pause(read: WorldReading, name: str) -> PausePlan:
    rule, path = read.spec.supply[name].pause, f"supply.{name}.pause"
    assert rule is not None
    longest = rule.for_at_most
    return PausePlan(
        **_rule(read, path, rule),
        follows=read.number(f"{path}.follows", rule.follows, absent=1.0),
        at_most=to_ticks(read.number(f"{path}.for_at_most", longest)) if longest else FOREVER,
        one_by_one=rule.one_by_one,
        until=read.tick(rule.until.last) if rule.until else FOREVER,
        drops=rule.then == "drop",
    )


def _rule(read: WorldReading, path: str, rule: VacancyRule) -> dict[str, Any]:
    """Return what a trigger and a pause have in common."""
    under = rule.vacancy.under is not None
    bound = rule.vacancy.under or rule.vacancy.over
    return {
        "pools": tuple(
            read.ranks.pool(rule.space, park)
            for park in read.ranks.parks
            if rule.park is None or park == rule.park
        ),
        "under": under,
        "share": read.number(f"{path}.vacancy.{'under' if under else 'over'}", bound),
        "months": rule.months,
        "pipeline": rule.pipeline,
    }


def _timing(read: WorldReading, block: str, name: str) -> Timing:
    works: AnyWorks = getattr(read.spec, block)[name]
    path, start = f"{block}.{name}", works.start
    place, earliest, latest = -1, 0, 0
    if isinstance(start, Triggered):
        place = _triggered(read).index((block, name))
    elif isinstance(start, DateChance):
        earliest, latest = read.tick(start.earliest), read.tick(start.latest)
    elif isinstance(start, Instead) and start.not_before:
        earliest = latest = read.tick(start.not_before.first)
    opens = works.opens if isinstance(works, Project) else None
    spans = ("construction", "slip", "slip_common", "lag")
    pause = _paused(read).index(name) if isinstance(works, Project) and works.pause else -1
    return Timing(
        place,
        start.instead_of if isinstance(start, Instead) else "",
        pause,
        earliest,
        latest,
        read.tick(opens.earliest) if opens else FOREVER,
        read.tick(opens.latest) if opens else FOREVER,
        read.law(f"{path}.lead", works.lead),
        *(read.law(f"{path}.{span}", getattr(works, span, None)) for span in spans),
    )


def limits(
    capacity: Sequence[int], lots: Sequence[LotPlan], renewals: Sequence[RenewalPlan]
) -> tuple[int, ...]:
    """Return the area that each pool can ever have, in m²."""
    limit = list(capacity)
    for cells, same in groupby(lot.cells for lot in lots):
        count = len(list(same))
        for pool, area in cells:
            limit[pool] += count * area
    for renewal in renewals:
        taken = renewal.area if renewal.target == renewal.pool else 0
        limit[renewal.target] += max(0, returned(renewal.area, renewal.ratio) - taken)
    return tuple(limit)


def ground_limits(
    ground: Sequence[int],
    lots: Sequence[LotPlan],
    renewals: Sequence[RenewalPlan],
    parks: int,
) -> tuple[int, ...]:
    """Return the area on ground floors that each pool can ever have, in m².

    What a renewal takes comes from upstairs as long as there is any, so that nothing is deducted.
    """
    limit = list(ground)
    on_ground = (lot for lot in lots if any(lot.ground))
    for (cells, shares), same in groupby((lot.cells, lot.ground) for lot in on_ground):
        count = len(list(same))
        for pool, area in cells:
            limit[pool] += count * part(area, shares[pool // parks])
    for renewal in renewals:
        limit[renewal.target] += part(returned(renewal.area, renewal.ratio), renewal.ground)
    return tuple(limit)
