"""Space of a plan: pools and rents at the start, and the works that change them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from sim.kernel import layout
from sim.kernel.lawbook import LawBook
from sim.kernel.packing.parts import Column, Part, Row, alike, ranks, word
from sim.scenario.plan.plan import Plan
from sim.scenario.plan.split import part


def pools(plan: Plan) -> Part:
    """Return the pools with their waiting lanes: one for each priority, two where some is kept."""
    rows, lanes = list[Row](), 0
    for pool, reserve in enumerate(plan.reserves):
        space, park = divmod(pool, len(plan.parks))
        rows.append(
            {
                "capacity": plan.capacity[pool],
                "built": plan.capacity[pool],
                "limit": plan.limit[pool],
                "unit": plan.units[space],
                "floors": plan.floors[space] is not None,
                "ground": plan.ground[pool],
                "ground_built": plan.ground[pool],
                "ground_limit": plan.ground_limit[pool],
                "strict": plan.strict[space],
                "reserved": reserve is not None,
                "reserve": reserve.share if reserve else 0.0,
                "occupied": plan.occupied[pool],
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
            "park_words": np.array([word(luck) for luck in plan.park_lucks], np.uint64),
            "max_waiting": np.array(plan.max_waiting, int64),
            "members": _members(plan),
        },
        starts={"pool_records": layout.rows(layout.POOL, rows), "rents": _rents(plan)},
    )


def _members(plan: Plan) -> NDArray[Any]:
    members = np.ones((len(plan.capacity), len(plan.tracks)), int64)
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


def works(plan: Plan, book: LawBook) -> Part:
    """Return lots, renewals and their triggers; each lot has a site a cell, each renewal one."""
    rank, sites = ranks(plan.entities), 0
    lots, renewals = list[Row](), list[Row]()
    for lot in plan.lots:
        lots.append(
            alike(lot.timing, layout.LOT, book)
            | alike(lot, layout.LOT, book)
            | {
                "luck": word(lot.luck),
                "entity": rank[lot.id],
                "site": sites,
                "sites": len(lot.cells),
                "area": sum(area for _, area in lot.cells),
            }
        )
        sites += len(lot.cells)
    for renewal in plan.renewals:
        renewals.append(
            alike(renewal.timing, layout.RENEWAL, book)
            | alike(renewal, layout.RENEWAL, book)
            | {"luck": word(renewal.luck), "entity": rank[renewal.id], "site": sites}
        )
        sites += 1
    looked_at = Column(int64)
    triggers = _triggers(plan, looked_at)
    return Part(
        numbers={
            "lot_count": len(lots),
            "renewal_count": len(renewals),
            "trigger_count": len(triggers),
        },
        arrays={"trigger_pools": looked_at.array},
        starts={
            "sites": _sites(plan, rank),
            "lots": layout.rows(layout.LOT, lots),
            "renewals": layout.rows(layout.RENEWAL, renewals),
            "triggers": layout.rows(layout.TRIGGER, triggers),
        },
    )


def _sites(plan: Plan, rank: dict[str, int]) -> NDArray[np.void]:
    parks = len(plan.parks)
    cells = [
        (pool, area, part(area, lot.ground[pool // parks]))
        for lot in plan.lots
        for pool, area in lot.cells
    ]
    cells += [(renewal.target, 0, 0) for renewal in plan.renewals]
    sites = np.zeros(len(cells), layout.SITE)
    columns = np.array(cells, int64).reshape(-1, 3).T
    sites["pool"], sites["area"], sites["ground"] = columns
    owners = [rank[lot.id] for lot in plan.lots for _ in lot.cells]
    sites["entity"] = owners + [rank[renewal.id] for renewal in plan.renewals]
    sites["committed"] = sites["next"] = -1
    return sites


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
