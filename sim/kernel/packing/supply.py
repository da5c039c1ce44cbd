"""Space of a plan: pools and rents at the start, and the works that change them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from sim.kernel import layout
from sim.kernel.arrays import lined, placed
from sim.kernel.lawbook import LawBook
from sim.kernel.packing.parts import Column, Kept, Part, Row, alike, ranks, word
from sim.scenario.plan.identities import let_ahead_id
from sim.scenario.plan.plan import Plan
from sim.scenario.plan.split import part
from sim.scenario.plan.works import LotPlan, PausePlan, TriggerPlan, stands_in


def pools(plan: Plan, kept: Kept) -> Part:
    """Return the pools with their waiting lanes: one for each priority, two where some is kept."""
    fixed = (plan.units, plan.floors, plan.strict, plan.max_waiting, plan.reserves, plan.tracks)
    of = (*fixed, plan.park_lucks, plan.space_lucks)
    part = kept.same("pools", of, lambda: _pools(plan))
    records = kept.patched(
        "pools",
        part.starts["pool_records"],
        capacity=plan.capacity,
        built=plan.capacity,
        limit=plan.limit,
        ground=plan.ground,
        ground_built=plan.ground,
        ground_limit=plan.ground_limit,
        occupied=plan.occupied,
        rent_start=[
            at_start
            for rent in plan.rents
            for at_start in (rent and rent.parks) or (0.0,) * len(plan.parks)
        ],
        tiers=[plan.tiers(pool // len(plan.parks)) for pool in range(len(plan.capacity))],
        rent_new=[
            rent.new if rent is not None and rent.new is not None else 0.0
            for rent in plan.rents
            for _ in plan.parks
        ],
    )
    rents = kept.same("rents", plan.rents, lambda: _rents(plan))
    return Part(part.numbers, part.arrays, {"pool_records": records, "rents": rents})


def _pools(plan: Plan) -> Part:
    rows, lanes = list[Row](), 0
    for pool, reserve in enumerate(plan.reserves):
        space, park = divmod(pool, len(plan.parks))
        rows.append(
            {
                "unit": plan.units[space],
                "floors": plan.floors[space] is not None,
                "strict": plan.strict[space],
                "reserved": reserve is not None,
                "reserve": reserve.share if reserve else 0.0,
                "lane": lanes,
                "site": -1,
                "last_site": -1,
                "luck": word(f"{plan.space_lucks[space]}@{plan.park_lucks[park]}"),
            }
        )
        lanes += 1 + (reserve is not None)
    return Part(
        numbers={
            "parks": len(plan.parks),
            "spaces": len(plan.spaces),
            "pools": len(rows),
            "lanes": lanes,
            "strict": int(plan.any_strict),
        },
        arrays={
            "park_words": lined(np.array([word(luck) for luck in plan.park_lucks], np.uint64)),
            "max_waiting": placed(np.array(plan.max_waiting, int64)),
            "members": placed(_members(plan)),
        },
        starts={"pool_records": layout.rows(layout.POOL, rows)},
    )


def _members(plan: Plan) -> NDArray[Any]:
    members = np.ones((len(plan.reserves), len(plan.tracks)), int64)
    for pool, reserve in enumerate(plan.reserves):
        if reserve is not None:
            members[pool] = [track in reserve.tracks for track in range(len(plan.tracks))]
    return members


def _rents(plan: Plan) -> NDArray[np.void]:
    rows = list[Row]()
    for rent in plan.rents:
        rows.append(dict.fromkeys(("by_area", "by_expansion", "by_elsewhere"), 1.0))
        if rent is not None:
            rows[-1] |= {
                "moves": True,
                "by_park": bool(rent.parks),
                "natural": rent.natural_vacancy,
                "adjustment": rent.adjustment,
                "reversion": rent.reversion,
                "area": rent.area,
                "expansion": rent.expansion,
                "elsewhere": rent.elsewhere,
            }
    return layout.rows(layout.RENT, rows)


_DRAWN = LotPlan._fields.index("suspended")
"""First field of a lot that differs from world to world in most scenarios."""


def works(plan: Plan, kept: Kept) -> Part:
    """Return lots, renewals and their triggers; each lot has a site a cell, each renewal one."""
    of = (
        [lot[:_DRAWN] for lot in plan.lots],
        plan.renewals,
        plan.triggers,
        plan.pauses,
        plan.entities,
    )
    decided = kept.same("decided", of, lambda: of)
    same = kept.same("works", decided, lambda: _works(plan, kept.book))
    # Lots of a project share what they hold: by identity, as to compare all cells takes longer.
    places: dict[tuple[int, int], int] = {}
    which = [places.setdefault((id(lot.cells), id(lot.ground)), len(places)) for lot in plan.lots]
    distinct = dict(zip(which, plan.lots, strict=True)).values()
    pools = [kept.one(tuple([pool for pool, _ in lot.cells])) for lot in distinct]
    areas = [[area for _, area in lot.cells] for lot in distinct]
    floors = [_floors(lot, len(plan.parks)) for lot in distinct]
    of_sites = decided, [pools[place] for place in which]
    sites = kept.same("sites", of_sites, lambda: _sites(plan, same, of_sites[1]))
    of_areas = of_sites, which, areas, floors
    records = kept.same("areas", of_areas, lambda: sites.holding(which, areas, floors))
    totals = list(map(sum, areas))
    lots = kept.patched(
        "lots",
        sites.lots,
        area=[totals[place] for place in which],
        suspended=[lot.suspended for lot in plan.lots],
        let_ahead=[lot.let_ahead for lot in plan.lots],
    )
    starts = {"sites": records, "lots": lots, "renewals": sites.renewals}
    return Part(same.numbers, same.arrays, same.starts | starts)


class _Sites(NamedTuple):
    """Works and their sites, without areas."""

    records: NDArray[np.void]
    lots: NDArray[np.void]
    renewals: NDArray[np.void]
    cell: NDArray[Any]
    """Which cell of its lot a site is."""

    def holding(
        self,
        which: Sequence[int],
        areas: Sequence[Sequence[int]],
        floors: Sequence[Sequence[int]],
    ) -> NDArray[np.void]:
        """Return the sites where each lot has `which` of the areas, in all and on ground floors."""
        first = np.array([0, *accumulate(map(len, areas))], int64)
        cells = np.repeat(first[np.array(which, int64)], self.lots["sites"]) + self.cell
        records = placed(self.records)
        for name, values in (("area", areas), ("ground", floors)):
            records[name][: len(cells)] = np.array([*chain(*values)], int64)[cells]
        return records


def _sites(plan: Plan, same: Part, pools: Sequence[Sequence[int]]) -> _Sites:
    """Return the sites of lots, each in its pools, and of renewals."""
    sizes = list(map(len, pools))
    begins = [0, *accumulate(sizes)]
    lots, renewals = (placed(same.starts[name]) for name in ("lots", "renewals"))
    lots["site"], lots["sites"] = begins[:-1], sizes
    end = begins[-1]
    renewals["site"] = range(end, end + len(renewals))
    records = np.zeros(end + len(renewals), layout.SITE)
    records["pool"][:end] = [*chain(*pools)]
    records["pool"][end:] = renewals["target"]
    records["entity"] = np.concatenate([np.repeat(lots["entity"], sizes), renewals["entity"]])
    records["committed"] = records["next"] = records["let_to"] = -1
    rank = ranks(plan.entities)
    records["let_to"][:end] = [
        rank.get(let_ahead_id(lot.id, *plan.pool_name(pool)), -1)
        for lot, own in zip(plan.lots, pools, strict=True)
        for pool in own
    ]
    cell = np.array([*chain(*map(range, sizes))], int64)
    return _Sites(placed(records), lots, renewals, cell)


def _floors(lot: LotPlan, parks: int) -> list[int]:
    """Return the area of each cell on ground floors, in m²."""
    if not any(lot.ground):
        return [0] * len(lot.cells)
    return [part(area, lot.ground[pool // parks]) for pool, area in lot.cells]


def _works(plan: Plan, book: LawBook) -> Part:
    """Return works without what their areas decide, and without their sites."""
    rank, looked_at = ranks(plan.entities), Column(int64)
    places = {lot.id: place for place, lot in enumerate(plan.lots)}
    then, also = dict[str, int](), dict[str, int]()
    for dropped, ones in stands_in(plan.lots).items():
        then[dropped] = places[ones[0].id]
        also |= {one.id: places[other.id] for one, other in pairwise(ones)}
    lots = [
        alike(lot.timing, layout.LOT, book)
        | alike(lot, layout.LOT, book)
        | {"luck": word(lot.luck), "entity": rank[lot.id], "instead": bool(lot.timing.instead)}
        | {"then": then.get(lot.id, -1), "also": also.get(lot.id, -1)}
        for lot in plan.lots
    ]
    renewals = [
        alike(renewal.timing, layout.RENEWAL, book)
        | alike(renewal, layout.RENEWAL, book)
        | {"luck": word(renewal.luck), "entity": rank[renewal.id], "instead": False}
        for renewal in plan.renewals
    ]
    triggers, pauses = _triggers(plan, looked_at), _pauses(plan, looked_at)
    return Part(
        numbers={
            "lot_count": len(lots),
            "renewal_count": len(renewals),
            "trigger_count": len(triggers),
            "pause_count": len(pauses),
        },
        arrays={"trigger_pools": looked_at.array},
        starts={
            "lots": layout.rows(layout.LOT, lots),
            "renewals": layout.rows(layout.RENEWAL, renewals),
            "triggers": layout.rows(layout.TRIGGER, triggers),
            "pauses": layout.rows(layout.PAUSE, pauses),
        },
    )


def _triggers(plan: Plan, looked_at: Column) -> list[Row]:
    """Return the triggers, each with the lots in order, or the renewal, that it decides."""
    rows = []
    for place, trigger in enumerate(plan.triggers):
        lots = [i for i, lot in enumerate(plan.lots) if lot.timing.trigger == place]
        renewals = [i for i, one in enumerate(plan.renewals) if one.timing.trigger == place]
        own = renewals or lots
        rows.append(
            _rule(trigger, looked_at)
            | {
                "earliest": trigger.earliest,
                "latest": trigger.latest,
                "renews": bool(renewals),
                "next": min(own, default=0),
                "last": max(own, default=-1) + 1,
            }
        )
    return rows


def _pauses(plan: Plan, looked_at: Column) -> list[Row]:
    """Return what lets lots wait, each with its lots."""
    rows = []
    for place, pause in enumerate(plan.pauses):
        own = [i for i, lot in enumerate(plan.lots) if lot.timing.pause == place]
        rows.append(
            _rule(pause, looked_at)
            | {
                "at_most": pause.at_most,
                "one_by_one": pause.one_by_one,
                "until": pause.until,
                "drops": pause.drops,
                "first": min(own, default=0),
                "last": max(own, default=-1) + 1,
                "follows": pause.follows,
            }
        )
    return rows


def _rule(rule: TriggerPlan | PausePlan, looked_at: Column) -> Row:
    """Return what a trigger and a pause have in common."""
    first = looked_at.add(rule.pools)
    return {
        "pool": first,
        "pool_end": first + len(rule.pools),
        "under": rule.under,
        "needed": rule.months,
        "pipeline": rule.pipeline,
        "share": rule.share,
    }
