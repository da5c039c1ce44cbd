"""The memory of one replication at a time: every array that compiled code writes to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.keys import child
from sim.kernel import layout
from sim.kernel.codes import FLOWS
from sim.kernel.history import WIDTH
from sim.kernel.layout import F, I
from sim.kernel.pack import Packed
from sim.kernel.waiting import NONE

_ROOM = {"heap_room": 1 << 13, "request_room": 1 << 15, "company_room": 1 << 14,
         "stay_room": 1 << 15, "built_room": 1 << 13, "list_room": 1 << 6}  # fmt: skip
_LOG_ROOM = 1 << 17


class Workspace:
    """Arrays for a plan, used again for every replication; one a thread."""

    def __init__(self, packed: Packed, log: bool) -> None:
        self.packed = packed
        self.room = dict(_ROOM, log_room=_LOG_ROOM if log else 0)
        self.city = np.zeros(1, layout.CITY)
        self._allocate()

    def grow(self) -> None:
        """Make room: the replication did not fit."""
        used = {
            "heap_room": "heap",
            "request_room": "requests",
            "company_room": "companies",
            "stay_room": "stays",
            "built_room": "built",
            "log_room": "rows",
        }
        full = [name for name, at in used.items() if self.city[at][0] >= self.room[name] > 0]
        for name in full or ["list_room"]:
            self.room[name] *= 4
        self._allocate()

    def begin(self, packed: Packed, seed: int, replication: int) -> None:
        """Set everything to the start of a replication of `packed`."""
        self.packed = packed
        city = self.city
        city[:] = 0
        for name, number in {**packed.numbers, **self.room}.items():
            city[name] = number
        for name, array in {**packed.arrays, **self.arrays}.items():
            city[name] = array.ctypes.data
        city["root"] = child(child(0, seed), replication)
        city["free_company"] = -1
        for name, array in (("pool_records", packed.pools), ("sites", packed.sites)):
            self.arrays[name][: len(array)] = array
        for name in ("flows", "fates", "waiting_by_space", "tails"):
            self.arrays[name][:] = 0
        self.arrays["holders"][:] = -1
        self.arrays["trees"][:] = NONE
        if not self.room["log_room"]:
            city["log"] = 0

    def _allocate(self) -> None:
        plan, room, packed = self.packed.plan, self.room, self.packed
        parks, ranks = len(plan.parks), packed.numbers["ranks"]
        sites = len(packed.sites)
        kinds: dict[str, tuple[int, Any]] = {
            "events": (room["heap_room"], layout.EVENT),
            "pool_records": (len(packed.pools), layout.POOL),
            "sites": (sites, layout.SITE),
            "construction_order": (sites, I),
            "company_records": (room["company_room"], layout.COMPANY),
            "request_records": (room["request_room"], layout.REQUEST),
            "orders": ((room["request_room"] + 1) * parks, I),
            "stay_records": (room["stay_room"], layout.STAY),
            "built_records": (room["built_room"], layout.BUILT),
            "log": (room["log_room"] * WIDTH, I),
            "flows": (plan.months * len(plan.stages) * len(plan.tracks) * FLOWS, np.int32),
            "fates": (8, I),
            "waiting_by_space": (len(plan.spaces), I),
            "tails": (ranks, I),
            "holders": (ranks * room["list_room"], I),
            "trees": (ranks * packed.numbers["lanes"] * 2 * room["list_room"], I),
            "changed_pools": (len(packed.pools), I),
            "times": (parks, F),
            "takings": (len(plan.renewals), I),
        }
        self.arrays: dict[str, NDArray[Any]] = {
            name: np.empty(max(1, size), kind) for name, (size, kind) in kinds.items()
        }
