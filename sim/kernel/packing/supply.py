"""Space of a plan: pools and rents at the start, and the works that change them."""

from __future__ import annotations

from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from sim.kernel import layout
from sim.kernel.arrays import placed
from sim.kernel.lawbook import LawBook
from sim.kernel.packing.parts import Column, Kept, Part, Row, alike, patched, ranks, word
from sim.scenario.plan.plan import LotPlan, Plan
from sim.scenario.plan.split import part


def pools(plan: Plan, kept: Kept) -> Part:
    """Return the pools with their waiting lanes: one for each priority, two where some is kept."""
    fixed = (plan.units, plan.floors, plan.strict, plan.max_waiting, plan.reserves, plan.tracks)
    of = (*fixed, plan.park_lucks, plan.space_lucks)
    part = kept.same("pools", of, lambda: _pools(plan))
    records = patched(
        part.starts["pool_records"],
        capacity=plan.capacity,
        built=plan.capacity,
        limit=plan.limit,
        ground=plan.ground,
        ground_built=plan.ground,
        ground_limit=plan.ground_limit,
        occupied=plan.occupied,
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
            "park_words": placed(np.array([word(luck) for luck in plan.park_lucks], np.uint64)),
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
                "natural": rent.natural_vacancy,
                "adjustment": rent.adjustment,
                "reversion": rent.reversion,
                "area": rent.area,
                "expansion": rent.expansion,
                "elsewhere": rent.elsewhere,
            }
    return layout.rows(layout.RENT, rows)


_settled = attrgetter("id", "luck", "lot", "timing", "resume")


def works(plan: Plan, kept: Kept) -> Part:
    """Return lots, renewals and their triggers; each lot has a site a cell, each renewal one."""
    decided = (list(map(_settled, plan.lots)), plan.renewals, plan.triggers, plan.entities)
    same = kept.same("works", decided, lambda: _works(plan, kept.book))
    # Lots of a project share what they hold: by identity, as to compare all cells takes longer.
    distinct = {(id(lot.cells), id(lot.ground)): lot for lot in plan.lots}
    made = {key: _cells(lot, len(plan.parks)) for key, lot in distinct.items()}
    cells = [made[id(lot.cells), id(lot.ground)] for lot in plan.lots]
    sizes = [len(lot.cells) for lot in plan.lots]
    begins = [0, *accumulate(sizes)]
    lots = patched(
        same.starts["lots"],
        site=begins[:-1],
        sites=sizes,
        area=[sum(lot.area) for lot in cells],
        suspended=[lot.suspended for lot in plan.lots],
    )
    end = begins[-1]
    renewals = patched(same.starts["renewals"], site=range(end, end + len(plan.renewals)))
    sites = np.zeros(end + len(renewals), layout.SITE)
    for name in _Cells._fields:
        sites[name][:end] = list(chain.from_iterable(map(attrgetter(name), cells)))
    sites["pool"][end:] = renewals["target"]
    sites["entity"] = np.concatenate([np.repeat(lots["entity"], sizes), renewals["entity"]])
    sites["committed"] = sites["next"] = -1
    starts = {"sites": sites, "lots": lots, "renewals": renewals}
    return Part(same.numbers, same.arrays, same.starts | starts)


def _works(plan: Plan, book: LawBook) -> Part:
    """Return works without what their areas decide, and without their sites."""
    rank, looked_at = ranks(plan.entities), Column(int64)
    lots = [
        alike(lot.timing, layout.LOT, book)
        | alike(lot, layout.LOT, book)
        | {"luck": word(lot.luck), "entity": rank[lot.id]}
        for lot in plan.lots
    ]
    renewals = [
        alike(renewal.timing, layout.RENEWAL, book)
        | alike(renewal, layout.RENEWAL, book)
        | {"luck": word(renewal.luck), "entity": rank[renewal.id]}
        for renewal in plan.renewals
    ]
    triggers = _triggers(plan, looked_at)
    return Part(
        numbers={
            "lot_count": len(lots),
            "renewal_count": len(renewals),
            "trigger_count": len(triggers),
        },
        arrays={"trigger_pools": looked_at.array},
        starts={
            "lots": layout.rows(layout.LOT, lots),
            "renewals": layout.rows(layout.RENEWAL, renewals),
            "triggers": layout.rows(layout.TRIGGER, triggers),
        },
    )


class _Cells(NamedTuple):
    """The cells of a lot; columns [cell]."""

    pool: tuple[int, ...]
    area: tuple[int, ...]
    ground: tuple[int, ...]
    """m² on ground floors."""


def _cells(lot: LotPlan, parks: int) -> _Cells:
    pools, areas = zip(*lot.cells, strict=True) if lot.cells else ((), ())
    floors = [part(area, lot.ground[pool // parks]) for pool, area in lot.cells]
    return _Cells(pools, areas, tuple(floors))


def _triggers(plan: Plan, looked_at: Column) -> list[Row]:
    """Return the triggers, each with the lots in order, or the renewal, that it decides."""
    rows = []
    for place, trigger in enumerate(plan.triggers):
        lots = [i for i, lot in enumerate(plan.lots) if lot.timing.trigger == place]
        renewals = [i for i, one in enumerate(plan.renewals) if one.timing.trigger == place]
        own = renewals or lots
        first = looked_at.add(trigger.pools)
        rows.append(
            {
                "pool": first,
                "pool_end": first + len(trigger.pools),
                "under": trigger.under,
                "needed": trigger.months,
                "earliest": trigger.earliest,
                "latest": trigger.latest,
                "pipeline": trigger.pipeline,
                "renews": bool(renewals),
                "next": min(own, default=0),
                "last": max(own, default=-1) + 1,
                "share": trigger.share,
            }
        )
    return rows
